package org.atoll.actors.convert;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyFrozenSet;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.types.PyBool;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyFloat;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PySet;
import org.atoll.runtime.types.PySimpleNamespace;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// Makes Java values of Python objects, with the GIL of the interpreter that they belong to: of the type that the caller
/// names, or of the one that fits best where that is `Object`.
///
/// | Python | Java, if nothing is asked for | may be asked for |
/// |---|---|---|
/// | `None` | null | any reference type; an empty `Optional`, `OptionalInt` and the like |
/// | `bool` | `Boolean` | |
/// | `int` | `Long`, or `BigInteger` beyond 64 bits | `int`, `short`, `byte` within their range, `double`, `BigDecimal` |
/// | `float` | `Double` | `float`, `BigDecimal` |
/// | `decimal.Decimal` | `BigDecimal` | `BigInteger` and `long` of whole ones, `double` |
/// | `str` | `String` | `char`, an enum by its name, `UUID`, `Path` |
/// | `bytes`, `bytearray`, `memoryview` | `byte[]` | `ByteBuffer` |
/// | `list`, `tuple` | `ArrayList` | `Set`, arrays; a record, by position |
/// | `set`, `frozenset` | `LinkedHashSet` | `List`, arrays |
/// | `dict` | `LinkedHashMap` | a record, by name |
/// | dates and times, `UUID`, `Path` | see [LibraryValues] | |
/// | dataclasses, named tuples, `SimpleNamespace` | `LinkedHashMap` of their fields | |
/// | members of an `Enum` that are no numbers or texts | their names | an enum by its name |
/// | any object | refused | a record whose components are attributes of it |
public final class ToJava {
  private static final int MAX_DEPTH = 200;

  private final ThreadState ts;
  private int depth;

  private ToJava(ThreadState ts) {
    this.ts = ts;
  }

  /// The Java value of a type for a Python object.
  ///
  /// @param type `Object.class` for whatever fits best
  /// @param where what the object is, for the message
  /// @throws ConversionException if there is none of that type
  public static Object of(ThreadState ts, Object o, Type type, String where) {
    return new ToJava(ts).convert(o, type, where);
  }

  private Object convert(Object o, Type type, String where) {
    if (++depth > MAX_DEPTH) {
      throw new ConversionException(where + " is nested more than " + MAX_DEPTH + " deep, or contains itself");
    }
    try {
      return switch (type) {
        case Class<?> c -> toClass(o, c, where);
        case ParameterizedType p -> toGeneric(o, p, where);
        case WildcardType w -> convert(o, w.getUpperBounds()[0], where);
        case GenericArrayType a -> array(o, a.getGenericComponentType(), where);
        case TypeVariable<?> v -> convert(o, v.getBounds()[0], where);
        default -> throw new ConversionException("a " + type + " cannot be asked for");
      };
    } finally {
      depth--;
    }
  }

  private Object toClass(Object o, Class<?> c, String where) {
    if (c == Object.class) {
      return natural(o, where);
    }
    if (c == Optional.class) {
      return Optional.ofNullable(natural(o, where));
    }
    if (c == OptionalInt.class || c == OptionalLong.class || c == OptionalDouble.class) {
      return optional(o, c, where);
    }
    if (o == PyNone.NONE) {
      if (c.isPrimitive() && c != void.class) {
        throw mismatch(o, c, where);
      }
      return null;
    }
    if (c == void.class || c == Void.class) {
      return null;
    }
    if (c.isRecord()) {
      return record(o, c, where);
    }
    if (c.isEnum()) {
      return enumConstant(o, c, where);
    }
    if (c.isArray() && c != byte[].class) {
      return array(o, c.getComponentType(), where);
    }
    if (Collection.class.isAssignableFrom(c) || c == Iterable.class) {
      return collection(o, c, Object.class, where);
    }
    return scalar(o, c, where);
  }

  private Object optional(Object o, Class<?> c, String where) {
    boolean empty = o == PyNone.NONE;
    if (c == OptionalInt.class) {
      return empty ? OptionalInt.empty() : OptionalInt.of((int) scalar(o, int.class, where));
    }
    if (c == OptionalLong.class) {
      return empty ? OptionalLong.empty() : OptionalLong.of((long) scalar(o, long.class, where));
    }
    return empty ? OptionalDouble.empty() : OptionalDouble.of((double) scalar(o, double.class, where));
  }

  private Object scalar(Object o, Class<?> c, String where) {
    Object v = Numbers.isNumeric(c) && PyObjects.hasAttr(ts, o, "__index__") && !PyLong.check(o) ? PyObjects.callMethod(ts, o, "__index__") : o;
    Object value = natural(v, where);
    Object made = value instanceof Number n ? Numbers.as(n, c) : other(value, c);
    if (made == null) {
      throw mismatch(o, c, where);
    }
    return made;
  }

  private static Object other(Object value, Class<?> c) {
    if (c.isInstance(value) || c == boolean.class && value instanceof Boolean) {
      return value;
    }
    return switch (value) {
      case String s when c == char.class || c == Character.class -> s.length() == 1 ? s.charAt(0) : null;
      case String s when c == Path.class -> parsed(s, Path::of);
      case String s when c == UUID.class -> parsed(s, UUID::fromString);
      case byte[] b when c == ByteBuffer.class -> ByteBuffer.wrap(b);
      case ZonedDateTime t when c == OffsetDateTime.class -> t.toOffsetDateTime();
      case ZonedDateTime t when c == Instant.class -> t.toInstant();
      case OffsetDateTime t when c == Instant.class -> t.toInstant();
      case OffsetDateTime t when c == ZonedDateTime.class -> t.toZonedDateTime();
      case LocalDateTime t when c == java.time.LocalDate.class -> t.toLocalDate();
      case null, default -> null;
    };
  }

  /// Null where the text is none of that.
  private static <T> T parsed(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private ConversionException mismatch(Object o, Class<?> c, String where) {
    String shown;
    try {
      shown = PyUnicode.toJava(PyObjects.repr(ts, o));
    } catch (PyException e) {
      shown = "";
    }
    if (shown.length() > 80) {
      shown = shown.substring(0, 80) + "...";
    }
    return new ConversionException(where + " is a Python object of type '" + PyObject.typeOf(o).name() + "' (" + shown + "), which is no " + c.getTypeName());
  }

  /// What fits a Python object best.
  private Object natural(Object o, String where) {
    if (o == PyNone.NONE) {
      return null;
    }
    if (o instanceof Boolean || o instanceof Long || o instanceof Double || o instanceof BigInteger || o instanceof String) {
      return o;
    }
    if (PyUnicode.check(o)) {
      return PyUnicode.toUtf16(o);
    }
    if (PyObject.typeOf(o).isSubtype(PyBool.TYPE)) {
      return PyObjects.isTrue(ts, o);
    }
    if (o instanceof PyObject p && p.type.isHeapType()) {
      Map<String, Object> fields = Fields.of(ts, o);
      if (fields != null) {
        return map(fields, where);
      }
    }
    Object library = library(o, where);
    if (library != null) {
      return library;
    }
    if (PyLong.check(o)) {
      return PyLong.value(o);
    }
    if (PyFloat.check(o)) {
      return PyFloat.value(o);
    }
    if (o instanceof PySimpleNamespace) {
      return map(Fields.of(ts, o), where);
    }
    if (o instanceof PyDict d) {
      return map(d, Object.class, Object.class, where);
    }
    if (o instanceof PyList || o instanceof PyTuple) {
      return collection(o, List.class, Object.class, where);
    }
    if (o instanceof PySet || o instanceof PyFrozenSet) {
      return collection(o, Set.class, Object.class, where);
    }
    if (Buffers.check(o)) {
      return Buffers.toBytes(ts, o).clone();
    }
    if (o instanceof PyObject p && p.type.lookup("_member_names_") != null && PyObjects.getOptionalAttr(ts, o, "name") instanceof String name) {
      return name;
    }
    throw new ConversionException(where + " is a Python object of type '" + PyObject.typeOf(o).name()
        + "', which has no Java counterpart; return a dict, or ask for a record with the attributes that are wanted");
  }

  private Object library(Object o, String where) {
    try {
      return LibraryValues.of(ts, o);
    } catch (ConversionException e) {
      throw new ConversionException(where + ": " + e.getMessage());
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw new ConversionException(where + " is a Python object of type '" + PyObject.typeOf(o).name() + "' that Java refuses: " + e.getMessage());
    }
  }

  private Object toGeneric(Object o, ParameterizedType p, String where) {
    Class<?> raw = (Class<?>) p.getRawType();
    Type[] args = p.getActualTypeArguments();
    if (raw == Optional.class) {
      return Optional.ofNullable(o == PyNone.NONE ? null : convert(o, args[0], where));
    }
    if (o == PyNone.NONE) {
      return null;
    }
    if (Map.class.isAssignableFrom(raw) && args.length == 2) {
      return typedMap(o, raw, args, where);
    }
    if ((Collection.class.isAssignableFrom(raw) || raw == Iterable.class) && args.length == 1) {
      return collection(o, raw, args[0], where);
    }
    if (raw.isRecord()) {
      throw new ConversionException("the generic record " + p + " cannot be asked for: its components have no definite types");
    }
    return toClass(o, raw, where);
  }

  private Object typedMap(Object o, Class<?> raw, Type[] args, String where) {
    if (!raw.isAssignableFrom(LinkedHashMap.class)) {
      throw new ConversionException("a " + raw.getName() + " cannot be asked for; ask for a Map");
    }
    PyDict d = o instanceof PyDict dict ? dict : null;
    if (d == null) {
      Map<String, Object> fields = Fields.of(ts, o);
      if (fields == null) {
        throw mismatch(o, raw, where);
      }
      d = new PyDict();
      for (Map.Entry<String, Object> e : fields.entrySet()) {
        d.put(ts, e.getKey(), e.getValue());
      }
    }
    return map(d, args[0], args[1], where);
  }

  private Map<Object, Object> map(PyDict d, Type keys, Type values, String where) {
    Object[] k = d.keyArray();
    Object[] v = d.valueArray();
    Map<Object, Object> made = LinkedHashMap.newLinkedHashMap(k.length);
    for (int i = 0; i < k.length; i++) {
      Object key = convert(k[i], keys, "a key of " + where);
      made.put(key, convert(v[i], values, where + "[" + key + "]"));
    }
    return made;
  }

  private Map<String, Object> map(Map<String, Object> fields, String where) {
    fields.replaceAll((name, value) -> convert(value, Object.class, where + "." + name));
    return fields;
  }

  /// The elements of anything that can be iterated over; a str is none of that here.
  private Object[] elements(Object o, Class<?> wanted, String where) {
    if (PyUnicode.check(o) || o instanceof PyDict || !(o instanceof PyObject)) {
      throw mismatch(o, wanted, where);
    }
    if (o instanceof PyTuple t) {
      return t.items;
    }
    try {
      return o instanceof PyList l ? l.toArray() : PyList.fromIterable(ts, o).toArray();
    } catch (PyException e) {
      throw mismatch(o, wanted, where);
    }
  }

  private Object collection(Object o, Class<?> raw, Type element, String where) {
    Object[] items = elements(o, raw, where);
    List<Object> made = new ArrayList<>(items.length);
    for (int i = 0; i < items.length; i++) {
      made.add(convert(items[i], element, where + "[" + i + "]"));
    }
    if (raw.isAssignableFrom(ArrayList.class)) {
      return made;
    }
    if (raw.isAssignableFrom(LinkedHashSet.class)) {
      return new LinkedHashSet<>(made);
    }
    throw new ConversionException("a " + raw.getName() + " cannot be asked for; ask for a List or a Set");
  }

  private Object array(Object o, Type element, String where) {
    Class<?> raw = rawClass(element);
    Object[] items = elements(o, raw.arrayType(), where);
    Object made = Array.newInstance(raw, items.length);
    for (int i = 0; i < items.length; i++) {
      Array.set(made, i, convert(items[i], element, where + "[" + i + "]"));
    }
    return made;
  }

  private static Class<?> rawClass(Type type) {
    return switch (type) {
      case Class<?> c -> c;
      case ParameterizedType p -> (Class<?>) p.getRawType();
      case GenericArrayType a -> rawClass(a.getGenericComponentType()).arrayType();
      default -> Object.class;
    };
  }

  private Object enumConstant(Object o, Class<?> c, String where) {
    // One of Python's enum classes is told by its name as well.
    Object name = PyUnicode.check(o) ? o : PyObjects.getOptionalAttr(ts, o, "name");
    String wanted = name != null && PyUnicode.check(name) ? PyUnicode.toUtf16(name) : null;
    for (Object constant : c.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(wanted)) {
        return constant;
      }
    }
    throw mismatch(o, c, where);
  }

  private Object record(Object o, Class<?> c, String where) {
    RecordComponent[] components = c.getRecordComponents();
    Object[] values = new Object[components.length];
    boolean positional = (o instanceof PyTuple || o instanceof PyList) && Fields.of(ts, o) == null;
    Object[] items = positional ? elements(o, c, where) : null;
    if (positional && items.length != components.length) {
      throw new ConversionException(where + " has " + items.length + " items, but " + c.getName() + " has " + components.length + " components");
    }
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      Object value = positional ? items[i] : o instanceof PyDict d ? d.get(ts, name) : PyObjects.getOptionalAttr(ts, o, name);
      if (value == null) {
        throw new ConversionException(where + " (a Python object of type '" + PyObject.typeOf(o).name() + "') has no '" + name + "', which "
            + c.getName() + " wants");
      }
      values[i] = convert(value, components[i].getGenericType(), where + "." + name);
    }
    return made(c, components, values);
  }

  private static Object made(Class<?> c, RecordComponent[] components, Object[] values) {
    try {
      Constructor<?> constructor = c.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new ConversionException("the constructor of " + c.getName() + " has thrown " + e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ConversionException(c.getName() + " cannot be made: open its package to Atoll's module (" + e.getMessage() + ")");
    }
  }

  /// Numbers as other number types, exactly.
  private static final class Numbers {
    private static final Set<Class<?>> TYPES = Set.of(byte.class, short.class, int.class, long.class, float.class, double.class, Byte.class, Short.class,
        Integer.class, Long.class, Float.class, Double.class, BigInteger.class, BigDecimal.class);

    static boolean isNumeric(Class<?> c) {
      return TYPES.contains(c);
    }

    /// Null where it does not fit.
    static Object as(Number n, Class<?> c) {
      if (c.isInstance(n)) {
        return n;
      }
      try {
        return switch (c.getSimpleName()) {
          case "byte", "Byte" -> whole(n).byteValueExact();
          case "short", "Short" -> whole(n).shortValueExact();
          case "int", "Integer" -> whole(n).intValueExact();
          case "long", "Long" -> whole(n).longValueExact();
          case "BigInteger" -> whole(n);
          case "double", "Double" -> finite(n.doubleValue(), n);
          case "float", "Float" -> (float) finite(n.floatValue(), n);
          case "BigDecimal" -> n instanceof Double d ? new BigDecimal(d) : new BigDecimal(n.toString());
          default -> null;
        };
      } catch (ArithmeticException | NumberFormatException e) {
        return null;
      }
    }

    /// What is too large is not infinite for that.
    private static double finite(double converted, Number n) {
      if (Double.isInfinite(converted) && !Double.isInfinite(n instanceof Double d ? d : 0)) {
        throw new ArithmeticException();
      }
      return converted;
    }

    private static BigInteger whole(Number n) {
      return switch (n) {
        case Long l -> BigInteger.valueOf(l);
        case BigInteger b -> b;
        case BigDecimal d -> d.toBigIntegerExact();
        default -> throw new ArithmeticException();
      };
    }
  }
}
