package org.atoll.runtime.modules.decimal;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyUnicode;

/// The module `_decimal`. Compare CPython Modules/_decimal/_decimal.c.
@PyModuleDef(value = "_decimal", doc = "Decimal fixed-point and floating-point arithmetic.")
public final class DecimalModule {
  @PyConstant(name = "Decimal")
  static final PyType DECIMAL = PyDecimal.TYPE;
  @PyConstant(name = "Context")
  static final PyType CONTEXT = PyDecimalContext.TYPE;
  @PyConstant(name = "DecimalException")
  static final PyType DECIMAL_EXCEPTION = Signal.DECIMAL_EXCEPTION;
  @PyConstant(name = "ConversionSyntax")
  static final PyType CONVERSION_SYNTAX = Signal.SYNTAX_TYPE;
  @PyConstant(name = "DivisionImpossible")
  static final PyType DIVISION_IMPOSSIBLE = Signal.IMPOSSIBLE_TYPE;
  @PyConstant(name = "DivisionUndefined")
  static final PyType DIVISION_UNDEFINED = Signal.UNDEFINED_TYPE;
  @PyConstant(name = "InvalidContext")
  static final PyType INVALID_CONTEXT = Signal.CONTEXT_TYPE;

  @PyConstant
  static final long MAX_PREC = PyDecimalContext.MAX_PREC;
  @PyConstant
  static final long MAX_EMAX = PyDecimalContext.MAX_EMAX;
  @PyConstant
  static final long MIN_EMIN = PyDecimalContext.MIN_EMIN;
  @PyConstant
  static final long MIN_ETINY = PyDecimalContext.MIN_ETINY;
  @PyConstant
  static final long IEEE_CONTEXT_MAX_BITS = 512;
  @PyConstant
  static final boolean HAVE_THREADS = true;
  @PyConstant
  static final boolean HAVE_CONTEXTVAR = true;
  @PyConstant(name = "__version__")
  static final String VERSION = "1.70";
  @PyConstant(name = "__libmpdec_version__")
  static final String LIBMPDEC_VERSION = "2.5.1";

  /// Adds what differs between interpreters or is named by an enumeration.
  void exec(ThreadState ts, PyModule module) {
    for (Rounding one : Rounding.values()) {
      PyObjects.setAttr(ts, module, one.pythonName(), one.pythonName());
    }
    for (Signal one : Signal.values()) {
      PyObjects.setAttr(ts, module, one.pythonName, one.type());
    }
    DecimalState state = DecimalState.of(ts);
    PyObjects.setAttr(ts, module, "DefaultContext", state.defaults);
    PyObjects.setAttr(ts, module, "BasicContext", PyDecimalContext.ofStandard(true));
    PyObjects.setAttr(ts, module, "ExtendedContext", PyDecimalContext.ofStandard(false));
    PyObjects.setAttr(ts, module, "DecimalTuple", state.tuple(ts));
    Object numbers = ts.interpreter().importModule(ts, "numbers");
    PyObjects.callMethod(ts, PyObjects.getAttr(ts, numbers, "Number"), "register", PyDecimal.TYPE);
    Object abc = ts.interpreter().importModule(ts, "collections.abc");
    PyObjects.callMethod(ts, PyObjects.getAttr(ts, abc, "MutableMapping"), "register", PySignalDict.TYPE);
  }

  @PyFunction(sig = "()", doc = "Get the current default context.")
  Object getcontext(ThreadState ts) {
    return PyDecimalContext.current(ts);
  }

  @PyFunction(sig = "(context, /)", doc = "Set a new default context.")
  void setcontext(ThreadState ts, Object context) {
    DecimalState state = DecimalState.of(ts);
    PyDecimalContext given = mustBeContext(context);
    // A template is not to be changed by those who use it.
    PyDecimalContext used = given.template ? given.duplicate() : given;
    if (given.template) {
      used.status = 0;
    }
    state.setContext(ts, used);
  }

  private static PyDecimalContext mustBeContext(Object context) {
    if (!(context instanceof PyDecimalContext c)) {
      throw PyErr.typeError("argument must be a context");
    }
    return c;
  }

  @PyFunction(sig = "(ctx=None, **kwargs)", doc = """
      Return a context manager that will set the default context to a copy of ctx
      on entry to the with-statement and restore the previous default context when
      exiting the with-statement. If no context is supplied, a copy of the current
      default context is used.""")
  Object localcontext(ThreadState ts, Object ctx, PyDict kwargs) {
    PyDecimalContext before = PyDecimalContext.current(ts);
    PyDecimalContext local = (ctx == PyNone.NONE ? before : mustBeContext(ctx)).duplicate();
    for (Object key : kwargs.keyArray()) {
      String name = PyUnicode.toUtf16(key);
      switch (name) {
        case "prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps" ->
            local.change(ts, name, kwargs.get(name));
        default -> throw PyErr.typeError("this function got an unexpected keyword argument '%s'", name);
      }
    }
    return new PyDecimalContextManager(local, before);
  }

  @PyFunction(sig = "(bits, /)", doc = "Return a context object initialized to the proper values for one of the IEEE interchange formats.")
  Object IEEEContext(long bits) {
    return PyDecimalContext.ofIeee(bits);
  }
}
