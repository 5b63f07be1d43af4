package org.atoll.runtime.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A time zone as the C library sees it: from a TZif file (RFC 9636) or from the text of the variable TZ (POSIX, section
/// 8.3). Immutable.
public final class LocalZone {
  /// What local time is at some moment.
  public record Offset(int seconds, boolean dst, String name) {}

  private static final Offset UTC = new Offset(0, false, "UTC");
  private static final Path ZONES = Path.of("/usr/share/zoneinfo");

  private final long[] transitions;
  private final Offset[] after;
  private final Offset first;
  private final PosixZone rule;

  private LocalZone(long[] transitions, Offset[] after, Offset first, PosixZone rule) {
    this.transitions = transitions;
    this.after = after;
    this.first = first;
    this.rule = rule;
  }

  /// The zone that a value of TZ names; null means that TZ is not set.
  public static LocalZone of(String tz) {
    if (tz == null) {
      LocalZone local = read(Path.of("/etc/localtime"));
      return local == null ? fixed(UTC) : local;
    }
    String name = tz.startsWith(":") ? tz.substring(1) : tz;
    if (name.isEmpty()) {
      return fixed(UTC);
    }
    LocalZone known = name.contains("..") || name.startsWith("/") && Access.isLimited() ? null : read(name.startsWith("/") ? Path.of(name) : ZONES.resolve(name));
    if (known != null) {
      return known;
    }
    PosixZone rule = PosixZone.parse(name);
    return rule == null ? fixed(UTC) : new LocalZone(new long[0], new Offset[0], rule.standard(), rule);
  }

  private static LocalZone fixed(Offset offset) {
    return new LocalZone(new long[0], new Offset[0], offset, null);
  }

  private static LocalZone read(Path file) {
    try {
      return Files.isRegularFile(file) ? parse(ByteBuffer.wrap(Files.readAllBytes(file))) : null;
    } catch (IOException | IllegalArgumentException | java.nio.BufferUnderflowException e) {
      return null;
    }
  }

  private static LocalZone parse(ByteBuffer b) {
    if (b.remaining() < 44 || b.getInt() != 0x545a6966) {
      return null;
    }
    int version = b.get();
    int[] counts = counts(b);
    int width = 4;
    if (version >= '2') {
      b.position(44 + counts[3] * 5 + counts[4] * 6 + counts[5] + counts[2] * 8 + counts[1] + counts[0] + 5);
      counts = counts(b);
      width = 8;
    }
    long[] times = new long[counts[3]];
    for (int i = 0; i < times.length; i++) {
      times[i] = width == 8 ? b.getLong() : b.getInt();
    }
    byte[] types = new byte[times.length];
    b.get(types);
    Offset[] offsets = offsets(b, counts[4], counts[5]);
    Offset[] after = new Offset[times.length];
    for (int i = 0; i < after.length; i++) {
      after[i] = offsets[types[i] & 0xff];
    }
    PosixZone rule = null;
    if (width == 8) {
      b.position(b.position() + counts[2] * 12 + counts[1] + counts[0]);
      rule = footer(b);
    }
    return new LocalZone(times, after, firstStandard(offsets), rule);
  }

  private static int[] counts(ByteBuffer b) {
    b.position(b.position() + 15);
    int[] c = new int[6];
    for (int i = 0; i < 6; i++) {
      c[i] = b.getInt();
    }
    return c;
  }

  private static Offset[] offsets(ByteBuffer b, int types, int chars) {
    int at = b.position();
    byte[] names = new byte[chars];
    b.get(at + types * 6, names);
    Offset[] out = new Offset[types];
    for (int i = 0; i < types; i++) {
      int seconds = b.getInt();
      boolean dst = b.get() != 0;
      int from = b.get() & 0xff;
      int to = from;
      while (names[to] != 0) {
        to++;
      }
      out[i] = new Offset(seconds, dst, new String(names, from, to - from, StandardCharsets.ISO_8859_1));
    }
    b.position(at + types * 6 + chars);
    return out;
  }

  private static PosixZone footer(ByteBuffer b) {
    byte[] rest = new byte[b.remaining()];
    b.get(rest);
    String text = new String(rest, StandardCharsets.ISO_8859_1).strip();
    return text.isEmpty() ? null : PosixZone.parse(text);
  }

  private static Offset firstStandard(Offset[] offsets) {
    for (Offset o : offsets) {
      if (!o.dst()) {
        return o;
      }
    }
    return offsets.length == 0 ? UTC : offsets[0];
  }

  /// Local time at a moment, in seconds since 1970.
  public Offset at(long epochSecond) {
    int n = transitions.length;
    if (n == 0 || epochSecond >= transitions[n - 1]) {
      return rule != null ? rule.at(epochSecond) : n == 0 ? first : after[n - 1];
    }
    int i = Arrays.binarySearch(transitions, epochSecond);
    i = i >= 0 ? i : -i - 2;
    return i < 0 ? first : after[i];
  }
}
