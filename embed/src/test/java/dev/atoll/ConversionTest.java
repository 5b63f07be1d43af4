package dev.atoll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConversionTest {
  private static Atoll atoll;
  private static Interpreter python;

  public record Point(int x, double y, List<String> tags) {}

  public record Line(Point from, Optional<Point> to) {}

  @BeforeAll
  static void open() {
    atoll = Atoll.open();
    python = atoll.newInterpreter();
    python.exec("""
        import collections, dataclasses, datetime, decimal, enum, pathlib, types, uuid, zoneinfo
        def same(x): return x
        def shown(x): return repr(x)
        def kind(x): return type(x).__name__
        """);
  }

  @AfterAll
  static void shut() {
    atoll.close();
  }

  private static void roundTrip(Object value, String kind) {
    roundTrip(value, value, kind);
  }

  private static void roundTrip(Object value, Object back, String kind) {
    assertEquals(kind, python.call("kind", value));
    assertEquals(back, python.call("same", value));
  }

  @Test
  void numbersAndText() {
    roundTrip(null, "NoneType");
    roundTrip(true, "bool");
    roundTrip(7, 7L, "int");
    roundTrip((byte) -7, -7L, "int");
    roundTrip(BigInteger.ONE, 1L, "int");
    roundTrip(BigInteger.TWO.pow(64), "int");
    roundTrip(1.5f, 1.5, "float");
    roundTrip(new BigDecimal("1.10"), "Decimal");
    roundTrip("a\uD83D\uDE00", "str");
    roundTrip('c', "c", "str");
    roundTrip(new StringBuilder("sb"), "sb", "str");
    roundTrip(DayOfWeek.MONDAY, "MONDAY", "str");
    assertEquals("b'\\x01\\xff'", python.call("shown", (Object) new byte[] {1, -1}));
    assertArrayEquals(new byte[] {1, -1}, (byte[]) python.call("same", ByteBuffer.wrap(new byte[] {0, 1, -1}).position(1)));
  }

  @Test
  void containers() {
    roundTrip(List.of(1L, "a", List.of()), "list");
    roundTrip(Arrays.asList(1L, null), "list");
    roundTrip(new LinkedHashSet<>(List.of(1L, 2L)), "set");
    roundTrip(Map.of("a", List.of(1L)), "dict");
    roundTrip(Map.entry("a", 1L), List.of("a", 1L), "tuple");
    roundTrip(new int[] {1, 2}, List.of(1L, 2L), "list");
    roundTrip(new String[][] {{"a"}, {}}, List.of(List.of("a"), List.of()), "list");
    roundTrip(Optional.of(3L), 3L, "int");
    roundTrip(Optional.empty(), null, "NoneType");
    Object[] itself = new Object[1];
    itself[0] = itself;
    assertThrows(IllegalArgumentException.class, () -> python.call("same", (Object) itself));
    python.exec("a = []; a.append(a)");
    assertThrows(IllegalArgumentException.class, () -> python.eval("a"));
  }

  @Test
  void datesAndTheLike() {
    roundTrip(LocalDate.of(2024, 2, 29), "date");
    roundTrip(LocalTime.of(1, 2, 3, 4000), "time");
    roundTrip(LocalDateTime.of(2024, 2, 29, 1, 2, 3, 999_999_000), "datetime");
    roundTrip(OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneOffset.ofHours(-3)), "datetime");
    roundTrip(Instant.parse("2024-02-29T01:02:03Z"), OffsetDateTime.parse("2024-02-29T01:02:03Z"), "datetime");
    roundTrip(ZonedDateTime.parse("2024-10-27T02:30:00+01:00[Europe/Berlin]"), "datetime");
    roundTrip(ZonedDateTime.parse("2024-10-27T02:30:00+02:00[Europe/Berlin]"), "datetime");
    roundTrip(OffsetTime.of(1, 2, 3, 4000, ZoneOffset.ofHoursMinutes(5, 30)), "time");
    roundTrip(OffsetDateTime.parse("2024-02-29T01:02:03+05:30").toZonedDateTime(), OffsetDateTime.parse("2024-02-29T01:02:03+05:30"), "datetime");
    roundTrip(Duration.ofMillis(-1500), "timedelta");
    roundTrip(Duration.ofDays(-400), "timedelta");
    assertEquals(ZonedDateTime.parse("2024-07-01T12:00:00+02:00[Europe/Berlin]"),
        python.eval("datetime.datetime(2024, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo('Europe/Berlin'))", ZonedDateTime.class));
    assertEquals(new UUID(1, 2), python.eval("str(uuid.UUID(int=(1 << 64) + 2))", UUID.class));
    assertEquals(Path.of("a"), python.eval("'a'", Path.class));
    roundTrip(new UUID(1, 2), "UUID");
    roundTrip(Path.of("/a/b"), "PosixPath");
    assertEquals(Instant.EPOCH, python.eval("datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)", Instant.class));
  }

  @Test
  void whatTheOtherSideRefuses() {
    for (Object value : new Object[] {LocalDate.of(10_000, 1, 1), Duration.ofDays(1_000_000_000_000L), Map.of(List.of(1), 2), Set.of(List.of(1)),
        List.of(new Object()), Map.of("a", Instant.MAX)}) {
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> python.call("same", value), value.toString());
      assertTrue(e.getMessage().contains("argument 1"), e.getMessage());
    }
    for (String expression : List.of("datetime.datetime(1, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=23)))", "decimal.Decimal('Infinity')",
        "object()", "[object()]", "{'a': lambda: 1}", "iter(())")) {
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> python.eval(expression), expression);
      assertTrue(e.getMessage().startsWith("the result"), e.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> python.eval("10 ** 400", double.class));
    assertThrows(IllegalArgumentException.class, () -> python.eval("1e300", float.class));
    assertThrows(IllegalArgumentException.class, () -> python.eval("'ab'", char.class));
    assertThrows(IllegalArgumentException.class, () -> python.eval("'no uuid'", UUID.class));
    assertThrows(IllegalArgumentException.class, () -> python.eval("[1]", SortedSet.class));
    assertThrows(IllegalArgumentException.class, () -> python.eval("'SOMEDAY'", DayOfWeek.class));
    assertEquals(Double.POSITIVE_INFINITY, python.eval("float('inf')", double.class));
  }

  @Test
  void arraysAndBuffers() {
    assertArrayEquals(new int[][] {{1}, {2, 3}}, python.eval("[[1], (2, 3)]", int[][].class));
    assertArrayEquals(new String[] {"a", null}, python.eval("['a', None]", String[].class));
    assertArrayEquals(new char[] {'a', 'b'}, python.eval("['a', 'b']", char[].class));
    assertArrayEquals(new byte[] {1, 2}, python.eval("memoryview(b'\\x00\\x01\\x02')[1:]", byte[].class));
    roundTrip(new double[] {1, 2.5}, List.of(1.0, 2.5), "list");
    roundTrip(new boolean[] {true}, List.of(true), "list");
    assertEquals("b'\\x07'", python.call("shown", ByteBuffer.allocateDirect(1).put((byte) 7).flip().asReadOnlyBuffer()));
    roundTrip(OptionalInt.of(3), 3L, "int");
    assertEquals(OptionalInt.of(3), python.eval("3", OptionalInt.class));
    assertEquals(OptionalDouble.empty(), python.eval("None", OptionalDouble.class));
    assertEquals("RED", python.eval("enum.Enum('Color', 'RED').RED"));
    assertEquals(4L, python.eval("enum.IntEnum('Size', {'BIG': 4}).BIG"));
  }

  @Test
  void records() {
    Line line = new Line(new Point(1, 2, List.of("a")), Optional.empty());
    assertEquals("namespace(from=namespace(x=1, y=2.0, tags=['a']), to=None)", python.call("shown", line).toString().replace("'from'", "from"));
    assertEquals(line, python.call(PythonCall.of("same", line).returning(Line.class)));
    assertEquals(new Point(1, 2, List.of()), python.eval("{'x': 1, 'y': 2, 'tags': []}", Point.class));
    assertEquals(new Point(1, 2, List.of()), python.eval("(1, 2, [])", Point.class));
    assertEquals(new Point(1, 2, List.of()), python.eval("collections.namedtuple('P', 'y x tags')(2, 1, ())", Point.class));
    assertEquals(Map.of("a", 1L), python.eval("dataclasses.make_dataclass('D', ['a'])(1)"));
    assertThrows(IllegalArgumentException.class, () -> python.eval("(1, 2)", Point.class));
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> python.eval("{'x': 1}", Point.class));
    assertEquals("the result (a Python object of type 'dict') has no 'y', which " + Point.class.getName() + " wants", e.getMessage());
  }

  @Test
  void whatIsAskedFor() {
    assertEquals(Map.of("a", Set.of(1, 2)), python.call(PythonCall.expression("{'a': [1, 2, 2]}").returning(new TypeRef<Map<String, Set<Integer>>>() {})));
    assertArrayEquals(new double[] {1, 2.5}, python.eval("[1, 2.5]", double[].class));
    assertEquals(DayOfWeek.FRIDAY, python.eval("'FRIDAY'", DayOfWeek.class));
    assertEquals(DayOfWeek.FRIDAY, python.eval("enum.Enum('Day', 'FRIDAY').FRIDAY", DayOfWeek.class));
    assertEquals(new BigDecimal("3"), python.eval("3", BigDecimal.class));
    assertEquals(3, python.eval("decimal.Decimal('3.00')", int.class));
    assertEquals(ByteBuffer.wrap(new byte[] {5}), python.eval("bytearray([5])", ByteBuffer.class));
    assertEquals(Optional.empty(), python.eval("None", Optional.class));
    assertNull(python.eval("None", Integer.class));
    assertThrows(IllegalArgumentException.class, () -> python.eval("None", int.class));
    assertThrows(IllegalArgumentException.class, () -> python.eval("300", byte.class));
    assertThrows(IllegalArgumentException.class, () -> python.eval("1.5", long.class));
    assertThrows(IllegalArgumentException.class, () -> python.eval("'a'", List.class));
    assertThrows(IllegalArgumentException.class, () -> python.eval("decimal.Decimal('NaN')"));
  }
}
