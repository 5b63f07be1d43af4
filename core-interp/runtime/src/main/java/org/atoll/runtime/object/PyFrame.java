package org.atoll.runtime.object;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;

/// A frame as Python sees it (`Objects/frameobject.c`): made when somebody asks for it, or when a traceback needs it.
///
/// While the frame runs, the line comes from the Java stack; afterwards it is the line it was left at. Belongs to one
/// thread.
@PyTypeDef(name = "frame", basetype = false, instantiable = false)
public final class PyFrame extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyFrameBinder());

  private final PyFunction function;
  private final PyFrame back;
  /// The variables of a function compiled to keep them where they can be seen, or the namespace of a module or class
  /// body; null for other functions.
  public Object locals;
  private int line;

  public PyFrame(PyFunction function, PyFrame back, int line) {
    super(TYPE);
    this.function = function;
    this.back = back;
    this.line = line;
  }

  public PyFunction function() {
    return function;
  }

  public void setLine(int line) {
    this.line = line;
  }

  @PyGetter(name = "f_code")
  Object code() {
    return function.code;
  }

  @PyGetter(name = "f_globals")
  Object globals() {
    return function.globals;
  }

  @PyGetter(name = "f_builtins")
  Object builtins(ThreadState ts) {
    return function.builtins(ts);
  }

  @PyGetter(name = "f_back")
  Object back() {
    return back == null ? PyNone.NONE : back;
  }

  @PyGetter(name = "f_lineno")
  long lineno() {
    return line;
  }

  @PyMethod
  String __repr__() {
    return "<frame at 0x" + Long.toHexString(PyObjects.id(this)) + ", file '" + function.code.filename() + "', line " + line + ", code " + function.code.name() + ">";
  }
}
