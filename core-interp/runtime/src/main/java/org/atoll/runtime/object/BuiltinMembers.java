package org.atoll.runtime.object;

import org.atoll.runtime.call.Binder;
import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// Fills the dict of a built-in type from its binder (`type_ready`, `add_methods` ... in `Objects/typeobject.c`).
final class BuiltinMembers {
  private BuiltinMembers() {}

  static void addTo(PyType type, TypeBinder binder, PyDict dict) {
    Binder.Member[] members = binder.members();
    for (int id = 0; id < members.length; id++) {
      Binder.Member m = members[id];
      dict.put(m.name().intern(), descriptor(type, binder, id, m));
    }
    if (dict.get("__doc__") == null) {
      dict.put("__doc__", binder.doc() == null ? PyNone.NONE : binder.doc());
    }
    if (!binder.hashable()) {
      dict.put("__hash__", PyNone.NONE);
    }
    if (binder.hasDict() && dict.get("__dict__") == null && binder.base().lookup("__dict__") == null
        && InstanceAttributes.TYPE.dict().get("__dict__") instanceof PyGetSetDescr d) {
      dict.put("__dict__", d.forOwner(type));
    }
    String[] matchArgs = binder.matchArgs();
    if (matchArgs != null) {
      dict.put("__match_args__", PyTuple.of((Object[]) matchArgs));
    }
    if (!binder.module().equals("builtins")) {
      dict.put("__module__", binder.module());
    }
  }

  private static Object descriptor(PyType type, TypeBinder binder, int id, Binder.Member m) {
    return switch (m.kind()) {
      case METHOD -> new PyMethodDescr(type, binder, id);
      case CLASS_METHOD -> new PyClassMethodDescr(type, binder, id);
      case STATIC_METHOD -> new PyStaticMethod(new PyBuiltinFunction(binder, id, type, null));
      case NEW -> new PyNewMethod(type, binder, id);
      case GETSET -> new PyGetSetDescr(type, binder, id);
      case MEMBER -> new PyBuiltinMemberDescr(type, binder, id);
      case CONSTANT -> binder.get(id, null, null);
      case FUNCTION -> throw new IllegalStateException("a function in type " + type.name());
    };
  }
}
