package org.atoll.runtime.heap;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.atoll.runtime.call.Binder;
import org.atoll.runtime.call.CodeBody;
import org.atoll.runtime.interp.Interpreter;
import org.atoll.runtime.interp.PyRuntime;
import org.atoll.runtime.object.Layout;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.Shape;

/// How the objects of one Java class are looked into: what they refer to and how many bytes they take by themselves.
///
/// Fields are read of classes that are Atoll's own. Of the JDK's, collections are asked for their elements and values for
/// their size; anything else counts as small and refers to nothing. Sizes are those of 4-byte references, rounded as the JVM
/// does; they are estimates. Immutable.
final class ClassPlan {
  private static final String OWN = "org.atoll.";
  private static final int HEADER_BYTES = 12;
  private static final int ARRAY_HEADER_BYTES = 16;
  private static final int REFERENCE_BYTES = 4;
  private static final int UNKNOWN_BYTES = 32;
  private static final int MAP_ENTRY_BYTES = 40;
  /// How far into a text is looked for a character beyond Latin-1.
  private static final int SAMPLE_CHARS = 1024;
  /// What all interpreters share, interned or immutable, and what is no part of any one's memory.
  private static final List<Class<?>> SHARED = List.of(PyCode.class, Shape.class, Layout.class, CodeBody.class, Binder.class, Interpreter.class,
      PyRuntime.class, BetweenInterpreters.class, Class.class, ClassLoader.class, Thread.class, ThreadGroup.class, MethodHandle.class, Enum.class);
  private static final ClassValue<ClassPlan> PLANS = new ClassValue<>() {
    @Override
    protected ClassPlan computeValue(Class<?> type) {
      return make(type);
    }
  };

  private enum Kind { SHARED, VALUE, OBJECTS, FIELDS, MAP, COLLECTION, HOLDER }

  private final Kind kind;
  private final Field[] references;
  private final long bytes;

  private ClassPlan(Kind kind, Field[] references, long bytes) {
    this.kind = kind;
    this.references = references;
    this.bytes = bytes;
  }

  static ClassPlan of(Object o) {
    return PLANS.get(o.getClass());
  }

  private static ClassPlan make(Class<?> type) {
    if (SHARED.stream().anyMatch(s -> s.isAssignableFrom(type))) {
      return new ClassPlan(Kind.SHARED, null, 0);
    }
    if (type.isArray()) {
      return new ClassPlan(type.getComponentType().isPrimitive() ? Kind.VALUE : Kind.OBJECTS, null, 0);
    }
    if (type.getName().startsWith(OWN)) {
      return fields(type);
    }
    Kind kind = Map.class.isAssignableFrom(type) ? Kind.MAP
        : Collection.class.isAssignableFrom(type) ? Kind.COLLECTION
        : type == AtomicReference.class || type == AtomicReferenceArray.class || type == Optional.class ? Kind.HOLDER : Kind.VALUE;
    return new ClassPlan(kind, null, UNKNOWN_BYTES);
  }

  private static ClassPlan fields(Class<?> type) {
    List<Field> references = new ArrayList<>();
    long bytes = HEADER_BYTES;
    for (Class<?> c = type; c != null && c.getName().startsWith(OWN); c = c.getSuperclass()) {
      for (Field f : c.getDeclaredFields()) {
        if (Modifier.isStatic(f.getModifiers())) {
          continue;
        }
        bytes += bytesOf(f.getType());
        if (!f.getType().isPrimitive()) {
          f.setAccessible(true);
          references.add(f);
        }
      }
    }
    return new ClassPlan(Kind.FIELDS, references.toArray(Field[]::new), aligned(bytes));
  }

  private static int bytesOf(Class<?> type) {
    if (!type.isPrimitive()) {
      return REFERENCE_BYTES;
    }
    return type == long.class || type == double.class ? Long.BYTES : type == int.class || type == float.class ? Integer.BYTES
        : type == char.class || type == short.class ? Short.BYTES : 1;
  }

  private static long aligned(long bytes) {
    return bytes + 7 & ~7L;
  }

  /// Whether all interpreters share objects of this class.
  boolean isShared() {
    return kind == Kind.SHARED;
  }

  /// Whether objects of this class refer to nothing.
  boolean isLeaf() {
    return kind == Kind.VALUE || kind == Kind.SHARED;
  }

  /// Whether objects of this class can refer to Python objects besides their type and, unless `withAttributes`, besides the
  /// attributes that Python classes derived from theirs would have.
  boolean hasReferences(boolean withAttributes) {
    if (kind != Kind.FIELDS) {
      return kind != Kind.SHARED && kind != Kind.VALUE;
    }
    for (Field f : references) {
      Class<?> type = f.getType();
      boolean value = type == String.class || type == BigInteger.class || type.isArray() && type.getComponentType().isPrimitive();
      boolean inherited = f.getDeclaringClass() == PyObject.class || f.getDeclaringClass() == PyInstance.class && !withAttributes;
      if (!value && !inherited) {
        return true;
      }
    }
    return false;
  }

  /// The bytes of the object itself.
  long bytes(Object o) {
    return switch (kind) {
      case SHARED -> 0;
      case FIELDS, HOLDER -> bytes;
      case OBJECTS -> aligned(ARRAY_HEADER_BYTES + (long) REFERENCE_BYTES * ((Object[]) o).length);
      case MAP -> UNKNOWN_BYTES + (long) MAP_ENTRY_BYTES * ((Map<?, ?>) o).size();
      case COLLECTION -> UNKNOWN_BYTES + (long) Long.BYTES * ((Collection<?>) o).size();
      case VALUE -> valueBytes(o);
    };
  }

  private static long valueBytes(Object o) {
    return switch (o) {
      case String s -> stringBytes(s);
      case Long n -> n >= -128 && n < 128 ? 0 : 16;
      case Double d -> 16;
      case Boolean b -> 0;
      case BigInteger n -> 64 + n.bitLength() / Byte.SIZE;
      case StringBuilder b -> 24 + array(b.capacity(), 1);
      case ByteArrayOutputStream b -> 32 + array(b.size(), 1);
      case BitSet b -> 24 + array(b.size() / Byte.SIZE, 1);
      case byte[] a -> array(a.length, 1);
      case boolean[] a -> array(a.length, 1);
      case char[] a -> array(a.length, Character.BYTES);
      case short[] a -> array(a.length, Short.BYTES);
      case int[] a -> array(a.length, Integer.BYTES);
      case float[] a -> array(a.length, Float.BYTES);
      case long[] a -> array(a.length, Long.BYTES);
      case double[] a -> array(a.length, Double.BYTES);
      default -> UNKNOWN_BYTES;
    };
  }

  private static long array(int length, int each) {
    return aligned(ARRAY_HEADER_BYTES + (long) each * length);
  }

  private static long stringBytes(String s) {
    int sample = Math.min(s.length(), SAMPLE_CHARS);
    boolean wide = false;
    for (int i = 0; i < sample && !wide; i++) {
      wide = s.charAt(i) > 0xff;
    }
    return 24 + array(s.length(), wide ? Character.BYTES : 1);
  }

  /// Hands over each object that `o` refers to.
  void forEachReference(Object o, Consumer<Object> sink) {
    switch (kind) {
      case SHARED, VALUE -> {
        // Nothing that would have to be followed.
      }
      case FIELDS -> fields(o, sink);
      case OBJECTS -> {
        for (Object each : (Object[]) o) {
          hand(each, sink);
        }
      }
      case MAP -> ((Map<?, ?>) o).forEach((k, v) -> {
        hand(k, sink);
        hand(v, sink);
      });
      case COLLECTION -> {
        for (Object each : ((Collection<?>) o).toArray()) {
          hand(each, sink);
        }
      }
      case HOLDER -> held(o, sink);
    }
  }

  private void fields(Object o, Consumer<Object> sink) {
    for (Field f : references) {
      try {
        hand(f.get(o), sink);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void held(Object o, Consumer<Object> sink) {
    switch (o) {
      case AtomicReference<?> r -> hand(r.get(), sink);
      case Optional<?> r -> hand(r.orElse(null), sink);
      case AtomicReferenceArray<?> r -> {
        for (int i = 0; i < r.length(); i++) {
          hand(r.get(i), sink);
        }
      }
      default -> throw new IllegalArgumentException(o.getClass().getName());
    }
  }

  private static void hand(Object o, Consumer<Object> sink) {
    if (o != null && !(o instanceof Reference)) {
      sink.accept(o);
    }
  }
}
