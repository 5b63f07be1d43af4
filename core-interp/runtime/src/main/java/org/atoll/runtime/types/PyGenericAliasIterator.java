package org.atoll.runtime.types;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Gives the unpacked form of an alias, once: what `*tuple[int, ...]` iterates over.
@PyTypeDef(name = "generic_alias_iterator", basetype = false, instantiable = false)
public final class PyGenericAliasIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyGenericAliasIteratorBinder());

  private PyGenericAlias alias;

  PyGenericAliasIterator(PyGenericAlias alias) {
    super(TYPE);
    this.alias = alias;
  }

  @Override
  public Object next(ThreadState ts) {
    PyGenericAlias a = alias;
    alias = null;
    return a;
  }

  @PyMethod(sig = "()")
  Object __reduce__(ThreadState ts) {
    Object source = alias == null ? PyTuple.EMPTY : PyGenericAlias.of(alias.origin, alias.arguments);
    return PyTuple.of(Sequences.builtin(ts, "iter"), PyTuple.of(source));
  }
}
