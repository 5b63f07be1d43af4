package org.atoll.runtime.types;

import java.util.Arrays;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// `types.GenericAlias`: a class with type arguments, such as `list[int]` (`Objects/genericaliasobject.c`). Immutable but
/// for the parameters, which are found when first asked for.
@PyTypeDef(name = "GenericAlias", module = "types", doc = """
    Represent a PEP 585 generic type

    E.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).""")
public class PyGenericAlias extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyGenericAliasBinder());

  /// The class, and what stands in the brackets.
  @PyMember(name = "__origin__")
  public final Object origin;
  @PyMember(name = "__args__")
  public final PyTuple arguments;
  /// Whether it is the unpacked form `*tuple[int, ...]`.
  private final boolean starred;
  private PyTuple parameters;

  PyGenericAlias(PyType type, Object origin, Object arguments, boolean starred) {
    super(type);
    this.origin = origin;
    this.arguments = arguments instanceof PyTuple t ? t : PyTuple.of(arguments);
    this.starred = starred;
  }

  public PyGenericAlias(Object origin, Object arguments) {
    this(TYPE, origin, arguments, false);
  }

  /// `origin[arguments]`.
  public static Object of(Object origin, Object arguments) {
    return new PyGenericAlias(origin, arguments);
  }

  @PyNew(sig = "(origin, args, /)")
  static Object create(PyType cls, Object origin, Object args) {
    return new PyGenericAlias(cls, origin, args, false);
  }

  @PyGetter(name = "__parameters__", doc = "Type variables in the GenericAlias.")
  Object parametersAttribute(ThreadState ts) {
    return parameters(ts);
  }

  private PyTuple parameters(ThreadState ts) {
    if (parameters == null) {
      parameters = TypeParameters.of(ts, arguments.items);
    }
    return parameters;
  }

  @PyGetter(name = "__unpacked__")
  boolean unpacked() {
    return starred;
  }

  @PyGetter(name = "__typing_unpacked_tuple_args__")
  Object unpackedTupleArgs() {
    return starred && origin == PyTuple.TYPE ? arguments : PyNone.NONE;
  }

  private static boolean isOwn(String name) {
    return switch (name) {
      case "__class__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__", "__mro_entries__", "__reduce_ex__",
          "__reduce__", "__copy__", "__deepcopy__", "__bases__" -> true;
      default -> false;
    };
  }

  /// All attributes but a few are the origin's.
  @PyMethod
  Object __getattribute__(ThreadState ts, Object name) {
    String n = PyObjects.attributeName(name);
    if (!isOwn(n)) {
      return PyObjects.getAttr(ts, origin, n);
    }
    Object v = PyObjects.genericGetAttr(ts, this, n);
    if (v == null) {
      throw PyObjects.noAttribute(this, n);
    }
    return v;
  }

  @PyMethod(sig = "(*args, **kwargs)")
  Object __call__(ThreadState ts, PyTuple args, PyDict kwargs) {
    return finish(ts, Call.withDict(ts, origin, args.items, kwargs));
  }

  private Object finish(ThreadState ts, Object made) {
    try {
      PyObjects.setAttr(ts, made, "__orig_class__", this);
    } catch (PyException e) {
      if (!e.is(PyExc.AttributeError) && !e.is(PyExc.TypeError)) {
        throw e;
      }
    }
    return made;
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object item) {
    Object[] args = TypeParameters.substitute(ts, this, arguments.items, parameters(ts), item);
    return new PyGenericAlias(TYPE, origin, PyTuple.of(args), starred);
  }

  @PyMethod
  Object __iter__() {
    return new PyGenericAliasIterator(starred ? this : new PyGenericAlias(TYPE, origin, arguments, true));
  }

  @PyMethod(sig = "(bases, /)")
  Object __mro_entries__(Object bases) {
    return PyTuple.of(origin);
  }

  @PyMethod(sig = "(instance, /)")
  Object __instancecheck__(Object instance) {
    throw PyErr.typeError("isinstance() argument 2 cannot be a parameterized generic");
  }

  @PyMethod(sig = "(cls, /)")
  Object __subclasscheck__(Object cls) {
    throw PyErr.typeError("issubclass() argument 2 cannot be a parameterized generic");
  }

  @PyMethod
  Object __or__(ThreadState ts, Object other) {
    return PyUnion.or(ts, this, other);
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object other) {
    return PyUnion.or(ts, other, this);
  }

  @PyMethod
  Object __eq__(ThreadState ts, Object other) {
    if (!(other instanceof PyGenericAlias g)) {
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    return starred == g.starred && PyObjects.equal(ts, origin, g.origin) && arguments.equalTo(ts, g.arguments);
  }

  @PyMethod
  long __hash__(ThreadState ts) {
    return PyObjects.hash(ts, origin) ^ arguments.hash(ts);
  }

  @PyMethod
  String __repr__(ThreadState ts) {
    StringBuilder b = new StringBuilder(starred ? "*" : "").append(TypeParameters.repr(ts, origin)).append('[');
    Object[] args = arguments.items;
    appendAll(ts, b, args);
    if (args.length == 0) {
      b.append("()");
    }
    return b.append(']').toString();
  }

  private static void appendAll(ThreadState ts, StringBuilder b, Object[] args) {
    for (int i = 0; i < args.length; i++) {
      if (i > 0) {
        b.append(", ");
      }
      if (args[i] instanceof PyList l) {
        b.append('[');
        appendAll(ts, b, l.toArray());
        b.append(']');
      } else {
        b.append(TypeParameters.repr(ts, args[i]));
      }
    }
  }

  @PyMethod(sig = "()")
  Object __reduce__(ThreadState ts) {
    if (starred) {
      Object it = new PyGenericAliasIterator(this);
      return PyTuple.of(Sequences.builtin(ts, "next"), PyTuple.of(it));
    }
    return PyTuple.of(TYPE, PyTuple.of(origin, arguments));
  }

  @PyMethod(sig = "()")
  Object __dir__(ThreadState ts) {
    PyList names = PyList.fromIterable(ts, PyObjects.callMethod(ts, PyType.TYPE, "__dir__", origin));
    for (String own : Arrays.asList("__origin__", "__args__", "__parameters__", "__mro_entries__", "__reduce_ex__", "__reduce__", "__unpacked__",
        "__typing_unpacked_tuple_args__", "__class__")) {
      if (!names.__contains__(ts, own)) {
        names.append(own);
      }
    }
    return names;
  }
}
