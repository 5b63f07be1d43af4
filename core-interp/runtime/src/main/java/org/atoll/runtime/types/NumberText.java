package org.atoll.runtime.types;

import java.util.function.Supplier;
import org.atoll.runtime.interp.MemoryMeter;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.text.CodePoints;
import org.atoll.runtime.text.Formatter.NumberLocale;
import org.atoll.runtime.text.TextError;

/// Between the number types and the text algorithms: strs as views, results as strs, refusals as Python exceptions, and
/// the interpreter's settings.
public final class NumberText {
  private NumberText() {}

  /// `sys.get_int_max_str_digits()`.
  public static int maxStrDigits(ThreadState ts) {
    return ts.interpreter().maxStrDigits();
  }

  /// What the format type `n` obeys.
  static NumberLocale locale(ThreadState ts) {
    return PresentLocale.of(ts).numbers();
  }

  /// A view of a str.
  static CodePoints view(Object str) {
    Object v = PyUnicode.value(str);
    return v instanceof String s ? CodePoints.of(s) : CodePoints.of(((PyUcs4) v).codePoints);
  }

  /// A view of a format specification, whose width and precision are asked for, since so much will be written.
  static CodePoints spec(Object str) {
    return spec(view(str));
  }

  static CodePoints spec(CodePoints spec) {
    long number = 0;
    for (int i = 0; i < spec.length(); i++) {
      int digit = Character.digit(spec.at(i), 10);
      number = digit < 0 ? 0 : Math.min(number * 10 + digit, Integer.MAX_VALUE);
      MemoryMeter.reserve(number);
    }
    return spec;
  }

  /// The str that a text algorithm built.
  static Object str(Object built) {
    return built instanceof int[] codePoints ? PyUcs4.of(codePoints) : built;
  }

  /// Runs a text algorithm, translating its refusal.
  static <T> T translating(Supplier<T> algorithm) {
    try {
      return algorithm.get();
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
  }

  /// The specification given to `__format__`; TypeError unless it is a str.
  static Object specification(Object spec) {
    if (!PyUnicode.check(spec)) {
      throw PyErr.typeError("__format__() argument must be str, not %s", PyObject.typeOf(spec).name());
    }
    return spec;
  }

  /// The bytes of a bytes-like object, not to be changed; null for other objects.
  static byte[] bytesOrNull(ThreadState ts, Object o) {
    if (o instanceof PyBytes b) {
      return b.bytes;
    }
    return Buffers.check(o) ? Buffers.toBytes(ts, o) : null;
  }
}
