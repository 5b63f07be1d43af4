package org.atoll.runtime.types;

import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Subscriptable;

/// `typing.Union`: alternatives of types, such as `int | None` (`Objects/unionobject.c`). Immutable but for the
/// parameters, which are found when first asked for.
@PyTypeDef(name = "Union", module = "typing", basetype = false, instantiable = false, doc = """
    Represent a union type

    E.g. for int | str""")
public final class PyUnion extends PyObject implements Subscriptable {
  public static final PyType TYPE = PyType.builtin(new PyUnionBinder());

  @PyMember(name = "__args__")
  public final PyTuple arguments;
  private PyTuple parameters;
  /// How many members could not be hashed when the union was made.
  private final int unhashable;

  private PyUnion(PyTuple arguments, int unhashable) {
    super(TYPE);
    this.arguments = arguments;
    this.unhashable = unhashable;
  }

  private static boolean isUnionable(Object o) {
    return o == PyNone.NONE || o instanceof PyType || o instanceof PyGenericAlias || o instanceof PyUnion || PyObject.typeOf(o).fullName().equals("typing.TypeAliasType");
  }

  /// `a | b` of types; NotImplemented where one of them is none.
  public static Object or(ThreadState ts, Object a, Object b) {
    if (!isUnionable(a) || !isUnionable(b)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return ofAll(ts, a, b);
  }

  /// The union of some types; the type itself where there is only one. What is no type is looked at by `typing`, which
  /// makes forward references of strs.
  public static Object ofAll(ThreadState ts, Object... types) {
    List<Object> members = new ArrayList<>();
    for (Object t : types) {
      if (t instanceof PyUnion u) {
        for (Object m : u.arguments.items) {
          addOnce(ts, members, m);
        }
      } else {
        addOnce(ts, members, t == PyNone.NONE ? PyNone.TYPE : isUnionable(t) || PyObject.typeOf(t).fullName().startsWith("typing.") ? t : checked(ts, t));
      }
    }
    return members.size() == 1 ? members.get(0) : new PyUnion(PyTuple.of(members.toArray()), unhashable(ts, members));
  }

  private static int unhashable(ThreadState ts, List<Object> members) {
    int n = 0;
    for (Object m : members) {
      if (m instanceof PyType t && t.type == PyType.TYPE) {
        continue;
      }
      try {
        PyObjects.hash(ts, m);
      } catch (PyException e) {
        if (!PyErr.matches(e, PyExc.TypeError)) {
          throw e;
        }
        n++;
      }
    }
    return n;
  }

  private static void addOnce(ThreadState ts, List<Object> members, Object type) {
    for (Object m : members) {
      if (m == type || PyObject.typeOf(m) == PyObject.typeOf(type) && PyObjects.equal(ts, m, type)) {
        return;
      }
    }
    members.add(type);
  }

  /// `Union[item]`.
  @PyMethod(sig = "(item, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(ThreadState ts, PyType cls, Object item) {
    Object[] given = item instanceof PyTuple t ? t.items : new Object[] {item};
    if (given.length == 0) {
      throw PyErr.typeError("Cannot take a Union of no types.");
    }
    return ofAll(ts, given);
  }

  private static Object checked(ThreadState ts, Object o) {
    Object typing = ts.interpreter().importModule(ts, "typing");
    return Call.call2(ts, PyObjects.getAttr(ts, typing, "_type_check"), o, "Union[arg, ...]: each arg must be a type.");
  }

  @PyGetter(name = "__parameters__", doc = "Type variables in the types.UnionType.")
  Object parametersAttribute(ThreadState ts) {
    return parameters(ts);
  }

  private PyTuple parameters(ThreadState ts) {
    if (parameters == null) {
      parameters = TypeParameters.of(ts, arguments.items);
    }
    return parameters;
  }

  @PyGetter(name = "__origin__")
  Object origin() {
    return TYPE;
  }

  @PyGetter(name = "__name__")
  String nameAttribute() {
    return "Union";
  }

  @PyGetter(name = "__qualname__")
  String qualnameAttribute() {
    return "Union";
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object item) {
    Object[] args = TypeParameters.substitute(ts, this, arguments.items, parameters(ts), item);
    return __class_getitem__(ts, TYPE, PyTuple.of(args));
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return ofAll(ts, this, other);
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return ofAll(ts, other, this);
  }

  @PyMethod(sig = "(instance, /)")
  boolean __instancecheck__(ThreadState ts, Object instance) {
    for (Object t : arguments.items) {
      if (PyObjects.isInstance(ts, instance, t)) {
        return true;
      }
    }
    return false;
  }

  @PyMethod(sig = "(cls, /)")
  boolean __subclasscheck__(ThreadState ts, Object cls) {
    for (Object t : arguments.items) {
      if (PyObjects.isSubclass(ts, cls, t)) {
        return true;
      }
    }
    return false;
  }

  @PyMethod(sig = "(bases, /)")
  Object __mro_entries__(ThreadState ts, Object bases) {
    throw PyErr.typeError("Cannot subclass %s", PyObjects.repr(ts, this));
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    if (!(other instanceof PyUnion u)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return u.arguments.items.length == arguments.items.length && covers(ts, u) && u.covers(ts, this);
  }

  private boolean covers(ThreadState ts, PyUnion u) {
    for (Object o : u.arguments.items) {
      if (Sequences.indexOf(ts, arguments.items, arguments.items.length, o) < 0) {
        return false;
      }
    }
    return true;
  }

  @PyMethod
  long __hash__(ThreadState ts) {
    long hash = PyFrozenSet.of(ts, arguments.items).hashOfMembers();
    if (unhashable > 0) {
      throw PyErr.typeError("union contains %d unhashable element%s", unhashable, unhashable > 1 ? "s" : "");
    }
    return hash;
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    StringBuilder b = new StringBuilder();
    for (Object t : arguments.items) {
      if (b.length() > 0) {
        b.append(" | ");
      }
      b.append(TypeParameters.repr(ts, t));
    }
    return b.toString();
  }
}
