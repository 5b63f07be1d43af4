package org.atoll.runtime.modules.typing;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;

/// What TypeVar, ParamSpec and TypeVarTuple have in common: a name and a default. Guarded by the GIL.
abstract class TypeParameter extends PyInstance {
  @PyMember(name = "__name__")
  final Object name;
  private final Lazy defaultValue;

  TypeParameter(PyType type, Object name, Lazy defaultValue) {
    super(type);
    this.name = name;
    this.defaultValue = defaultValue;
  }

  /// The default that a call was given.
  static Lazy given(Object value) {
    return Lazy.of(value == PyNoDefault.NO_DEFAULT ? null : value);
  }

  /// Notes the module of the Python code that made it.
  final TypeParameter madeBy(ThreadState ts) {
    Object module = TypeObjects.callersModule(ts);
    setOwn("__module__", module == null ? PyNone.NONE : module);
    return this;
  }

  @PyGetter(name = "__default__", doc = "The default value for this type parameter.")
  final Object defaultAttribute(ThreadState ts) {
    return defaultValue.get(ts, PyNoDefault.NO_DEFAULT);
  }

  @PyGetter(name = "evaluate_default")
  final Object evaluateDefault() {
    return defaultValue.evaluator();
  }

  @PyMethod(name = "has_default", sig = "()")
  final boolean hasDefault() {
    return !defaultValue.isAbsent();
  }

  @PyMethod(name = "__reduce__", sig = "()")
  final Object reduce() {
    return name;
  }

  @PyMethod(name = "__mro_entries__", sig = "(bases, /)")
  final Object mroEntries(Object bases) {
    throw PyErr.typeError("Cannot subclass an instance of %s", type.name());
  }

  /// The arguments of `alias`, with this parameter's default where they end before it.
  final Object withDefault(ThreadState ts, Object alias, Object args) {
    Object[] parameters = Sequences.toArray(ts, PyObjects.getAttr(ts, alias, "__parameters__"));
    Object[] given = Sequences.toArray(ts, args);
    int index = 0;
    while (index < parameters.length && parameters[index] != this) {
      index++;
    }
    if (index < given.length) {
      return args;
    }
    if (index > given.length || !hasDefault()) {
      throw PyErr.typeError("Too few arguments for %s; actual %d, expected at least %d", PyUnicode.toUtf16(PyObjects.str(ts, alias)), given.length, index + 1);
    }
    Object[] more = java.util.Arrays.copyOf(given, given.length + 1);
    more[given.length] = defaultAttribute(ts);
    return PyTuple.of(more);
  }
}
