package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over the characters of a str. Guarded by the GIL.
@PyTypeDef(name = "str_iterator", basetype = false, instantiable = false)
public final class PyUnicodeIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyUnicodeIteratorBinder());

  /// A `String` or [PyUcs4]; null when exhausted.
  private Object text;
  private int index;

  public PyUnicodeIterator(Object text) {
    super(TYPE);
    this.text = text;
  }

  @Override
  public Object next(ThreadState ts) {
    if (text instanceof String s) {
      if (index < s.length()) {
        return PyUnicode.ofCodePoint(s.charAt(index++));
      }
    } else if (text instanceof PyUcs4 u && index < u.codePoints.length) {
      return PyUnicode.ofCodePoint(u.codePoints[index++]);
    }
    text = null;
    return null;
  }

  @PyMethod(sig = "()", doc = "Private method returning an estimate of len(list(it)).")
  int __length_hint__() {
    return text == null ? 0 : PyUnicode.length(text) - index;
  }

  @PyMethod(sig = "()", doc = "Return state information for pickling.")
  Object __reduce__(ThreadState ts) {
    Object iter = Sequences.builtin(ts, "iter");
    return text == null ? PyTuple.of(iter, PyTuple.of("")) : PyTuple.of(iter, PyTuple.of(text), (long) index);
  }

  @PyMethod(sig = "(state, /)", doc = "Set state information for unpickling.")
  void __setstate__(ThreadState ts, Object state) {
    long i = Sequences.state(ts, state);
    if (text != null) {
      index = (int) Math.clamp(i, 0, PyUnicode.length(text));
    }
  }
}
