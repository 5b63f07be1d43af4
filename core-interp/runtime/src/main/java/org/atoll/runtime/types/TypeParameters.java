package org.atoll.runtime.types;

import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.Slot;

/// Finding and replacing the type variables in the arguments of generic aliases and unions
/// (`Objects/genericaliasobject.c`, `_Py_make_parameters`, `_Py_subs_parameters`). Stateless.
final class TypeParameters {
  private TypeParameters() {}

  /// The type variables in the arguments, each once, in the order of their first use.
  static PyTuple of(ThreadState ts, Object[] args) {
    List<Object> found = new ArrayList<>();
    collect(ts, args, found);
    return PyTuple.of(found.toArray());
  }

  private static void collect(ThreadState ts, Object[] args, List<Object> found) {
    for (Object arg : args) {
      if (arg instanceof PyType) {
        continue;
      }
      if (arg instanceof PyTuple t) {
        collect(ts, t.items, found);
      } else if (arg instanceof PyList l) {
        collect(ts, l.toArray(), found);
      } else if (PyObjects.getOptionalAttr(ts, arg, "__typing_subst__") != null) {
        addOnce(found, arg);
      } else if (PyObjects.getOptionalAttr(ts, arg, "__parameters__") instanceof PyTuple more) {
        for (Object p : more.items) {
          addOnce(found, p);
        }
      }
    }
  }

  private static void addOnce(List<Object> found, Object parameter) {
    for (Object o : found) {
      if (o == parameter) {
        return;
      }
    }
    found.add(parameter);
  }

  /// The arguments of `self`, with its parameters replaced by `item` (a tuple where there are several).
  static Object[] substitute(ThreadState ts, Object self, Object[] args, PyTuple parameters, Object item) {
    int n = parameters.items.length;
    if (n == 0) {
      throw PyErr.typeError("%s is not a generic class", PyObjects.repr(ts, self));
    }
    PyTuple given = unpack(ts, item);
    for (Object p : parameters.items) {
      Object prepare = PyObjects.getOptionalAttr(ts, p, "__typing_prepare_subst__");
      if (prepare != null && prepare != PyNone.NONE) {
        Object r = Call.call2(ts, prepare, self, given);
        given = r instanceof PyTuple t ? t : PyTuple.of(r);
      }
    }
    if (given.items.length != n) {
      throw PyErr.typeError("Too %s arguments for %s; actual %d, expected %d", given.items.length > n ? "many" : "few", PyObjects.repr(ts, self), given.items.length, n);
    }
    return replaceAll(ts, args, parameters.items, given.items);
  }

  /// The given arguments, with unpacked tuples of known length laid out.
  private static PyTuple unpack(ThreadState ts, Object item) {
    Object[] items = item instanceof PyTuple t ? t.items : new Object[] {item};
    List<Object> out = new ArrayList<>();
    for (Object o : items) {
      Object inner = o instanceof PyType ? null : PyObjects.getOptionalAttr(ts, o, "__typing_unpacked_tuple_args__");
      if (inner instanceof PyTuple t && (t.items.length == 0 || t.items[t.items.length - 1] != PyEllipsis.ELLIPSIS)) {
        out.addAll(List.of(t.items));
      } else {
        out.add(o);
      }
    }
    return PyTuple.of(out.toArray());
  }

  private static Object[] replaceAll(ThreadState ts, Object[] args, Object[] parameters, Object[] given) {
    List<Object> out = new ArrayList<>();
    for (Object arg : args) {
      if (arg instanceof PyType) {
        out.add(arg);
        continue;
      }
      if (arg instanceof PyTuple t) {
        out.add(PyTuple.of(replaceAll(ts, t.items, parameters, given)));
        continue;
      }
      if (arg instanceof PyList l) {
        out.add(new PyList(replaceAll(ts, l.toArray(), parameters, given)));
        continue;
      }
      Object unpacked = PyObjects.getOptionalAttr(ts, arg, "__typing_is_unpacked_typevartuple__");
      Object subst = PyObjects.getOptionalAttr(ts, arg, "__typing_subst__");
      Object r = subst != null ? Call.call1(ts, subst, given[indexOf(parameters, arg)]) : replaceInside(ts, arg, parameters, given);
      if (unpacked != null && PyObjects.isTrue(ts, unpacked)) {
        if (!(r instanceof PyTuple t)) {
          throw PyErr.typeError("expected __typing_subst__ of %s objects to return a tuple, not %s", PyObject.typeOf(arg).qualifiedName(), PyObject.typeOf(r).qualifiedName());
        }
        out.addAll(List.of(t.items));
      } else {
        out.add(r);
      }
    }
    return out.toArray();
  }

  private static int indexOf(Object[] parameters, Object o) {
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] == o) {
        return i;
      }
    }
    throw PyErr.systemError("type parameter %s is not among the parameters of its alias", PyObject.typeOf(o).name());
  }

  /// Replaces the parameters of an argument that is itself generic.
  private static Object replaceInside(ThreadState ts, Object arg, Object[] parameters, Object[] given) {
    if (!(PyObjects.getOptionalAttr(ts, arg, "__parameters__") instanceof PyTuple inner) || inner.items.length == 0) {
      return arg;
    }
    List<Object> out = new ArrayList<>();
    for (Object p : inner.items) {
      int i = 0;
      while (i < parameters.length && parameters[i] != p) {
        i++;
      }
      if (i == parameters.length) {
        out.add(p);
      } else if (given[i] instanceof PyTuple t && PyObject.typeOf(p).slot(Slot.ITER) != null) {
        out.addAll(List.of(t.items));
      } else {
        out.add(given[i]);
      }
    }
    return PyObjects.getItem(ts, arg, PyTuple.of(out.toArray()));
  }

  /// How a type is shown as an argument: without `builtins.` and without `<class ...>`.
  static String repr(ThreadState ts, Object o) {
    if (o == PyEllipsis.ELLIPSIS) {
      return "...";
    }
    if (o == PyNone.TYPE) {
      return "None";
    }
    if (PyObjects.getOptionalAttr(ts, o, "__origin__") != null && PyObjects.getOptionalAttr(ts, o, "__args__") != null) {
      return PyObjects.repr(ts, o).toString();
    }
    Object qualname = PyObjects.getOptionalAttr(ts, o, "__qualname__");
    Object module = qualname == null ? null : PyObjects.getOptionalAttr(ts, o, "__module__");
    if (module == null || module == PyNone.NONE) {
      return PyObjects.repr(ts, o).toString();
    }
    String name = PyObjects.str(ts, qualname).toString();
    return module.equals("builtins") ? name : PyObjects.str(ts, module) + "." + name;
  }
}
