package org.atoll.runtime.object;

import java.util.function.Supplier;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.CodeBody;
import org.atoll.runtime.call.LazyBody;
import org.atoll.runtime.types.PyTuple;

/// A code object (`Objects/codeobject.c`): immutable metadata, shared by all interpreters, and the compiled body, whose
/// class is loaded at the first call.
@PyTypeDef(name = "code", basetype = false, instantiable = false)
public final class PyCode extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyCodeBinder());
  public static final int CO_OPTIMIZED = 1;
  public static final int CO_NEWLOCALS = 2;
  public static final int CO_VARARGS = 4;
  public static final int CO_VARKEYWORDS = 8;
  public static final int CO_NESTED = 16;
  public static final int CO_GENERATOR = 32;
  public static final int CO_COROUTINE = 128;
  public static final int CO_ITERABLE_COROUTINE = 256;
  public static final int CO_ASYNC_GENERATOR = 512;

  /// The executable side. At first a [LazyBody], which puts the loaded one in its place; every thread may see either.
  public CodeBody body;
  public final int argcount;
  public final int posonlyargcount;
  public final int kwonlyargcount;
  public final int flags;
  public final int firstlineno;
  private final String name;
  private final String qualname;
  private final String filename;
  private final String[] varnames;
  private final String[] freevars;
  private final String[] cellvars;
  private final Object doc;
  private final Supplier<Object[]> consts;

  /// `varnames` begins with the parameters: positional ones, keyword-only ones, `*args`, `**kwargs`. `doc` is null where
  /// there is none; `consts` gives the constants that are worth showing (the doc string and nested code objects).
  public PyCode(CodeBody body, String name, String qualname, String filename, int firstlineno, int argcount, int posonlyargcount, int kwonlyargcount, int flags,
      String[] varnames, String[] freevars, String[] cellvars, Object doc, Supplier<Object[]> consts) {
    super(TYPE);
    this.body = body;
    this.name = name;
    this.qualname = qualname;
    this.filename = filename;
    this.firstlineno = firstlineno;
    this.argcount = argcount;
    this.posonlyargcount = posonlyargcount;
    this.kwonlyargcount = kwonlyargcount;
    this.flags = flags;
    this.varnames = varnames;
    this.freevars = freevars;
    this.cellvars = cellvars;
    this.doc = doc;
    this.consts = consts;
  }

  public String name() {
    return name;
  }

  public String qualname() {
    return qualname;
  }

  public String filename() {
    return filename;
  }

  public String[] varnames() {
    return varnames;
  }

  public String[] freevars() {
    return freevars;
  }

  public String[] cellvars() {
    return cellvars;
  }

  /// The names of the variables in the order in which a frame array holds them.
  public String[] frameNames() {
    return varnames;
  }

  /// The doc string, or null.
  public Object doc() {
    return doc;
  }

  /// The number of parameters, `*args` and `**kwargs` included.
  public int parameterCount() {
    return argcount + kwonlyargcount + ((flags & CO_VARARGS) != 0 ? 1 : 0) + ((flags & CO_VARKEYWORDS) != 0 ? 1 : 0);
  }

  @PyGetter(name = "co_name")
  Object coName() {
    return name;
  }

  @PyGetter(name = "co_qualname")
  Object coQualname() {
    return qualname;
  }

  @PyGetter(name = "co_filename")
  Object coFilename() {
    return filename;
  }

  @PyGetter(name = "co_firstlineno")
  long coFirstlineno() {
    return firstlineno;
  }

  @PyGetter(name = "co_argcount")
  long coArgcount() {
    return argcount;
  }

  @PyGetter(name = "co_posonlyargcount")
  long coPosonlyargcount() {
    return posonlyargcount;
  }

  @PyGetter(name = "co_kwonlyargcount")
  long coKwonlyargcount() {
    return kwonlyargcount;
  }

  @PyGetter(name = "co_flags")
  long coFlags() {
    return flags;
  }

  @PyGetter(name = "co_nlocals")
  long coNlocals() {
    return varnames.length;
  }

  @PyGetter(name = "co_varnames")
  Object coVarnames() {
    return PyTuple.of((Object[]) varnames.clone());
  }

  @PyGetter(name = "co_freevars")
  Object coFreevars() {
    return PyTuple.of((Object[]) freevars.clone());
  }

  @PyGetter(name = "co_cellvars")
  Object coCellvars() {
    return PyTuple.of((Object[]) cellvars.clone());
  }

  @PyGetter(name = "co_consts")
  Object coConsts() {
    return PyTuple.of(consts.get());
  }

  @PyMethod
  String __repr__() {
    return "<code object " + name + " at 0x" + Long.toHexString(PyObjects.id(this)) + ", file \"" + filename + "\", line " + firstlineno + ">";
  }
}
