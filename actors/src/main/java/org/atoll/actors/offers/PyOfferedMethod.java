package org.atoll.actors.offers;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.atoll.actors.convert.ConversionException;
import org.atoll.actors.convert.ToJava;
import org.atoll.actors.convert.ToPython;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyUnicode;

/// A method of a Java object that Python may call; all of that name, where it is overloaded. The GIL is released while it
/// runs; who interrupts the Python code meanwhile interrupts its thread. What it throws becomes a Python exception: ValueError
/// for an IllegalArgumentException, OSError for an IOException, else RuntimeError, with the Java exception's name and message,
/// and its stack as a note.
@PyTypeDef(name = "java_method", module = "atoll", basetype = false, instantiable = false)
public final class PyOfferedMethod extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyOfferedMethodBinder());

  private static final int MAX_JAVA_FRAMES = 30;

  private final Object target;
  private final List<Method> overloads;

  PyOfferedMethod(Object target, List<Method> overloads) {
    super(TYPE);
    this.target = target;
    this.overloads = overloads;
  }

  private Method first() {
    return overloads.get(0);
  }

  @PyGetter(doc = "The name of the method.")
  Object __name__() {
    return PyUnicode.fromUtf16(first().getName());
  }

  @PyGetter(doc = "The Java signatures of the method.")
  Object __doc__() {
    return PyUnicode.fromUtf16(overloads.stream().map(PyOfferedMethod::signature).collect(Collectors.joining("\n")));
  }

  private static String signature(Method m) {
    return m.getName() + Arrays.stream(m.getGenericParameterTypes()).map(PyOfferedMethod::shortName).collect(Collectors.joining(", ", "(", ")")) + " -> "
        + shortName(m.getGenericReturnType());
  }

  private static String shortName(Type t) {
    return t.getTypeName().replaceAll("[\\w.$]*[.$](\\w+)", "$1");
  }

  @PyMethod
  Object __repr__() {
    return PyUnicode.fromUtf16("<method " + first().getName() + " of the Java interface " + first().getDeclaringClass().getSimpleName() + ">");
  }

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    if (kwnames != null && kwnames.length > 0) {
      throw PyErr.typeError("%s() is a Java method and takes no keyword arguments", first().getName());
    }
    List<Method> fitting = overloads.stream().filter(m -> m.getParameterCount() == args.length || m.isVarArgs() && args.length >= m.getParameterCount() - 1).toList();
    if (fitting.isEmpty()) {
      throw PyErr.typeError("%s() takes %s, but %d given", first().getName(), counts(), args.length);
    }
    ConversionException refusal = null;
    for (Method m : fitting) {
      Object[] converted;
      try {
        converted = convert(ts, m, args);
      } catch (ConversionException e) {
        refusal = e;
        continue;
      }
      return invoke(ts, m, converted);
    }
    throw PyErr.create(PyExc.TypeError, PyUnicode.fromUtf16(first().getName() + "(): " + refusal.getMessage()));
  }

  private String counts() {
    String numbers = overloads.stream().map(m -> (m.isVarArgs() ? "at least " + (m.getParameterCount() - 1) : String.valueOf(m.getParameterCount())))
        .distinct().collect(Collectors.joining(" or "));
    return numbers + (numbers.equals("1") ? " argument" : " arguments");
  }

  private static Object[] convert(ThreadState ts, Method m, Object[] args) {
    Type[] types = m.getGenericParameterTypes();
    Object[] converted = new Object[types.length];
    int single = m.isVarArgs() ? types.length - 1 : types.length;
    for (int i = 0; i < single; i++) {
      converted[i] = ToJava.of(ts, args[i], types[i], "argument " + (i + 1));
    }
    if (m.isVarArgs()) {
      Object rest = org.atoll.runtime.types.PyTuple.copyOf(args, single, args.length);
      converted[single] = ToJava.of(ts, rest, types[single], "the arguments from " + types.length);
    }
    return converted;
  }

  private Object invoke(ThreadState ts, Method m, Object[] args) {
    Object result;
    ts.beginForeign();
    try {
      result = m.invoke(target, args);
    } catch (InvocationTargetException e) {
      ts.endForeign();
      // Where the thread was interrupted, it is that which Python code is to hear of, not what became of it in Java.
      ts.safepoint();
      throw thrown(ts, e.getCause());
    } catch (IllegalAccessException e) {
      ts.endForeign();
      throw PyErr.systemError("%s", e.getMessage());
    }
    ts.endForeign();
    try {
      return ToPython.of(ts, result, "the result of " + m.getName() + "()");
    } catch (ConversionException e) {
      throw PyErr.create(PyExc.TypeError, PyUnicode.fromUtf16(e.getMessage()));
    }
  }

  private static PyException thrown(ThreadState ts, Throwable e) {
    if (e instanceof Error error && !(e instanceof AssertionError)) {
      throw error;
    }
    PyType type = e instanceof IllegalArgumentException ? PyExc.ValueError : e instanceof IOException ? PyExc.OSError : PyExc.RuntimeError;
    PyException told = PyErr.create(type, PyUnicode.fromUtf16(e.toString()));
    told.value.host = e;
    if (ts.access().permissions().unlimited()) {
      // Guests are not told what the program is made of.
      PyObjects.callMethod(ts, told.value, "add_note", PyUnicode.fromUtf16(stack(e)));
    }
    return told;
  }

  /// The Java calls that led to an exception, as far as they are the program's own.
  private static String stack(Throwable e) {
    StringBuilder text = new StringBuilder("In Java (most recent call first):");
    StackTraceElement[] frames = e.getStackTrace();
    for (int i = 0; i < frames.length && i < MAX_JAVA_FRAMES && !isReflection(frames[i]); i++) {
      text.append("\n  at ").append(frames[i]);
    }
    return text.toString();
  }

  private static boolean isReflection(StackTraceElement frame) {
    return frame.getClassName().startsWith("java.lang.reflect.") || frame.getClassName().startsWith("jdk.internal.reflect.");
  }
}
