package org.atoll.runtime.modules.sre;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.Convert;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ByteArgs;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyUnicode;

/// `_sre.SRE_Template`: a replacement text taken apart into literals and groups. Immutable.
@PyTypeDef(name = "SRE_Template", module = "_sre", basetype = false, instantiable = false)
public final class PyTemplate extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyTemplateBinder());

  /// One more than there are groups: the text before each and after the last.
  private final Object[] literals;
  private final long[] groups;

  private PyTemplate(Object[] literals, long[] groups) {
    super(TYPE);
    this.literals = literals;
    this.groups = groups;
  }

  /// From the list that `re._parser.parse_template` makes: a literal, then group and literal in turn.
  static PyTemplate of(ThreadState ts, PyList parts) {
    int n = parts.size();
    if ((n & 1) == 0) {
      throw PyErr.typeError("invalid template");
    }
    Object[] literals = new Object[n / 2 + 1];
    long[] groups = new long[n / 2];
    for (int i = 0; i < n; i++) {
      if ((i & 1) == 0) {
        literals[i / 2] = parts.get(i);
      } else {
        groups[i / 2] = Convert.toLong(ts, parts.get(i));
        if (groups[i / 2] < 0) {
          throw PyErr.typeError("invalid template");
        }
      }
    }
    return new PyTemplate(literals, groups);
  }

  /// What `re._compile_template` makes of a replacement text; one that cannot be hashed goes as a str or bytes.
  static PyTemplate compile(ThreadState ts, PyPattern pattern, Object text) {
    Object function = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "re"), "_compile_template");
    Object made;
    try {
      made = Call.call2(ts, function, pattern, text);
    } catch (PyException e) {
      if (!PyErr.matches(e, PyExc.TypeError)) {
        throw e;
      }
      made = Call.call2(ts, function, pattern, hashable(ts, text, e));
    }
    if (made instanceof PyTemplate template) {
      return template;
    }
    throw PyErr.runtimeError("the result of compiling a replacement string is %s, not %s",
        PyObject.typeOf(made).name(), "SRE_Template");
  }

  private static Object hashable(ThreadState ts, Object text, PyException refused) {
    if (PyUnicode.check(text) && !PyUnicode.checkExact(text)) {
      return PyUnicode.value(text);
    }
    byte[] bytes = text instanceof PyBytes b && b.type == PyBytes.TYPE ? null : ByteArgs.bytesOrNull(ts, text);
    if (bytes == null) {
      throw refused;
    }
    return new PyBytes(bytes.clone());
  }

  /// The only literal where there are no groups, else null.
  Object literal() {
    return groups.length == 0 ? literals[0] : null;
  }

  /// The text with the groups of a match in their places.
  Object expand(ThreadState ts, PyMatch match) {
    if (groups.length == 0) {
      return literals[0];
    }
    boolean bytes = !PyUnicode.check(literals[0]);
    Pieces pieces = new Pieces(bytes);
    append(ts, match, pieces);
    return pieces.join(ts);
  }

  /// Adds literals and groups one by one.
  void append(ThreadState ts, PyMatch match, Pieces pieces) {
    pieces.add(literals[0]);
    for (int i = 0; i < groups.length; i++) {
      pieces.addGroup(match, groups[i]);
      pieces.add(literals[i + 1]);
    }
  }
}
