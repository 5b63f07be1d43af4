package org.atoll.runtime.modules.typing;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// Type variables and aliases as compiled code makes them (PEP 695 and 696), and the way to the Python half of `typing`.
/// Requires the GIL. Evaluators are functions of an annotation format; null means absent.
public final class TypeObjects {
  private TypeObjects() {}

  /// The type variable of `[name: bound = default]`; `constrained` where the bound is a tuple of constraints.
  public static Object typeVar(ThreadState ts, String name, Object bound, boolean constrained, Object defaultValue) {
    Lazy b = Lazy.by(constrained ? null : bound);
    Lazy c = Lazy.by(constrained ? bound : null);
    return new PyTypeVar(name, b, c, Lazy.by(defaultValue), false, false, true).madeBy(ts);
  }

  /// The parameter specification of `[**name = default]`.
  public static Object paramSpec(ThreadState ts, String name, Object defaultValue) {
    return new PyParamSpec(name, null, Lazy.by(defaultValue), false, false, true).madeBy(ts);
  }

  /// The type variable tuple of `[*name = default]`.
  public static Object typeVarTuple(ThreadState ts, String name, Object defaultValue) {
    return new PyTypeVarTuple(name, Lazy.by(defaultValue)).madeBy(ts);
  }

  /// The alias of `type name[params] = value`; `params` is a tuple or None.
  public static Object typeAlias(ThreadState ts, String name, Object params, Object value) {
    return new PyTypeAlias(name, params instanceof PyTuple t ? t : PyTuple.EMPTY, Lazy.by(value), callersModule(ts));
  }

  /// The base `Generic[params]` of a generic class.
  public static Object genericBase(ThreadState ts, Object params) {
    Object[] given = Sequences.toNewArray(ts, params);
    for (int i = 0; i < given.length; i++) {
      given[i] = given[i] instanceof PyTypeVarTuple t ? unpacked(ts, t) : given[i];
    }
    return typing(ts, "_GenericAlias", PyGeneric.TYPE, PyTuple.of(given));
  }

  /// `typing.Unpack[o]`.
  static Object unpacked(ThreadState ts, Object o) {
    Object unpack = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "typing"), "Unpack");
    return PyObjects.getItem(ts, unpack, o);
  }

  /// Calls a function of the module `typing`.
  static Object typing(ThreadState ts, String function, Object... args) {
    Object f = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "typing"), function);
    return Call.call(ts, f, args, null);
  }

  /// The `__name__` of the module whose code is running, or null.
  static Object callersModule(ThreadState ts) {
    PyDict globals = ts.currentGlobals();
    return globals == null ? null : globals.get("__name__");
  }
}
