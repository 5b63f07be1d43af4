package org.atoll.runtime.modules.typing;

import java.util.Arrays;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// The arguments of a call that makes a type parameter: a name, perhaps more by position, options by keyword.
final class TypeArguments {
  private final ThreadState ts;
  private final String function;
  private final Object[] args;
  private final PyDict kwargs;

  TypeArguments(ThreadState ts, String function, PyTuple args, PyDict kwargs, boolean more) {
    this.ts = ts;
    this.function = function;
    this.args = args.items;
    this.kwargs = kwargs.copy();
    if (!more && this.args.length > 1) {
      throw PyErr.typeError("%s() takes exactly 1 positional argument (%d given)", function, this.args.length);
    }
  }

  Object name() {
    Object name = args.length > 0 ? args[0] : kwargs.remove("name");
    if (name == null) {
      throw PyErr.typeError("%s() missing required argument 'name' (pos 1)", function);
    }
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("%s() argument 'name' must be str, not %s", function, PyObject.typeOf(name).name());
    }
    return name;
  }

  /// What was given by position behind the name.
  PyTuple rest() {
    return args.length <= 1 ? PyTuple.EMPTY : PyTuple.of(Arrays.copyOfRange(args, 1, args.length));
  }

  /// A keyword argument, null if it was not given.
  Object optional(String name) {
    return kwargs.remove(name);
  }

  boolean flag(String name) {
    Object value = kwargs.remove(name);
    return value != null && PyObjects.isTrue(ts, value);
  }

  /// Nothing may be left.
  void end() {
    if (kwargs.size() != 0) {
      throw PyErr.typeError("%s() got an unexpected keyword argument '%s'", function, kwargs.keyArray()[0]);
    }
  }
}
