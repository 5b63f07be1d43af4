package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.typing.TypeObjects;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;

/// Making functions and classes.
public final class Make {
  private Make() {}

  /// A function without defaults, annotations and closure, with the globals of the function that makes it.
  public static Object function(PyFunction maker, PyCode code) {
    return new PyFunction(code, maker.globals, null);
  }

  /// A function with all that may come with it; nulls for what does not.
  public static Object function(ThreadState ts, PyFunction maker, PyCode code, Object[] defaults, Object kwdefaults, Object annotate, PyCell[] closure) {
    PyFunction f = new PyFunction(code, maker.globals, closure);
    if (defaults != null) {
      f.defaults = defaults;
    }
    f.kwdefaults = (PyDict) kwdefaults;
    f.annotate = annotate;
    return f;
  }

  /// A cell; null in it for an unbound variable.
  public static PyCell cell(Object value) {
    return new PyCell(value);
  }

  /// The defaults of keyword-only parameters.
  public static Object kwdefaults(String[] names, Object[] values) {
    PyDict d = new PyDict();
    for (int i = 0; i < names.length; i++) {
      d.put(names[i], values[i]);
    }
    return d;
  }

  /// Sets the type parameters of a function or class and gives it back.
  public static Object setTypeParams(Object target, Object params) {
    if (target instanceof PyFunction f) {
      f.setTypeParams(params);
    } else {
      PyObjects.setAttr(ThreadState.current(), target, "__type_params__", params);
    }
    return target;
  }

  /// The arguments of a class statement: bases and keywords.
  public static ArgList classArgs() {
    return ArgList.start(PyNone.NONE);
  }

  /// A class statement: calls `__build_class__`, which a module may have replaced.
  public static Object buildClass(ThreadState ts, PyFunction f, Object body, String name, ArgList args) {
    Object builder = f.builtins(ts).get("__build_class__");
    if (builder == null) {
      throw PyErr.nameError("__build_class__", "__build_class__ not found");
    }
    Object[] bases = args.positional();
    Object[] all = new Object[bases.length + 2];
    all[0] = body;
    all[1] = name;
    System.arraycopy(bases, 0, all, 2, bases.length);
    return Call.withDict(ts, builder, all, args.keywords());
  }

  /// What the body of a class gives to `__build_class__`: the cell of `__class__`, or None.
  public static Object classResult(PyCell cell) {
    return cell == null ? PyNone.NONE : cell;
  }

  /// An annotation function knows the formats VALUE and VALUE_WITH_FAKE_GLOBALS only.
  public static void checkAnnotateFormat(ThreadState ts, Object format) {
    if (PyObjects.isTrue(ts, PyObjects.richCompare(ts, format, 2L, PyObjects.GT))) {
      throw PyErr.create(PyExc.NotImplementedError);
    }
  }

  /// Notes that the annotation with this number has been reached.
  public static void addConditional(ThreadState ts, Object reached, long number) {
    Build.setAdd(reached, ts, number);
  }

  /// The only item of an iterable: `*Ts` as an annotation.
  public static Object unpackOne(ThreadState ts, Object o) {
    return Iterate.unpack(ts, o, 1)[0];
  }

  /// Whether the annotation with this number has been reached.
  public static boolean hasConditional(ThreadState ts, Object reached, long number) {
    return PyObjects.contains(ts, reached, number);
  }

  // Type parameters. Names come mangled; evaluators and defaults are functions of a format, or null.

  /// A type variable; `constrained` is 1 where the bound is a tuple of constraints.
  public static Object typeVar(ThreadState ts, PyFunction maker, String name, Object bound, int constrained, Object defaultValue) {
    return TypeObjects.typeVar(ts, name, bound, constrained != 0, defaultValue);
  }

  /// A parameter specification.
  public static Object paramSpec(ThreadState ts, PyFunction maker, String name, Object defaultValue) {
    return TypeObjects.paramSpec(ts, name, defaultValue);
  }

  /// A type variable tuple.
  public static Object typeVarTuple(ThreadState ts, PyFunction maker, String name, Object defaultValue) {
    return TypeObjects.typeVarTuple(ts, name, defaultValue);
  }

  /// A type alias; `params` is a tuple or None.
  public static Object typeAlias(ThreadState ts, PyFunction maker, String name, Object params, Object value) {
    return TypeObjects.typeAlias(ts, name, params, value);
  }

  /// The base `Generic[params]` of a class with type parameters.
  public static Object genericBase(ThreadState ts, Object params) {
    return TypeObjects.genericBase(ts, params);
  }
}
