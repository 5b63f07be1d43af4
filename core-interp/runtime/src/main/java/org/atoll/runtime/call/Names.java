package org.atoll.runtime.call;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;

/// Names in namespaces, and the errors of names that are not bound.
public final class Names {
  private Names() {}

  /// The value of a local variable; UnboundLocalError where it has none.
  public static Object checkLocal(Object value, String name) {
    if (value == null) {
      throw PyErr.unboundLocal(name, "cannot access local variable '%s' where it is not associated with a value", name);
    }
    return value;
  }

  /// The value of a free variable; NameError where it has none.
  public static Object checkFree(Object value, String name) {
    if (value == null) {
      throw PyErr.nameError(name, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name);
    }
    return value;
  }

  /// The value in a namespace, which may be any mapping; null if there is none.
  static Object find(ThreadState ts, Object namespace, String name) {
    if (namespace instanceof PyDict d && d.type == PyDict.TYPE) {
      return d.get(name);
    }
    try {
      return PyObjects.getItem(ts, namespace, name);
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.KeyError)) {
        return null;
      }
      throw e;
    }
  }

  /// A name in a class body that is a free variable unless the namespace has it.
  public static Object loadFromOrCell(ThreadState ts, Object namespace, PyCell cell, String name) {
    Object v = find(ts, namespace, name);
    return v != null ? v : checkFree(cell.value, name);
  }

  /// A name in a namespace, else a global or built-in.
  public static Object loadFromOrGlobal(ThreadState ts, PyFunction f, Object namespace, String name) {
    Object v = find(ts, namespace, name);
    return v != null ? v : global(ts, f, name);
  }

  /// A global or built-in name; NameError if there is none.
  static Object global(ThreadState ts, PyFunction f, String name) {
    Object v = find(ts, f.globals, name);
    if (v == null) {
      v = find(ts, f.builtins(ts), name);
    }
    if (v == null) {
      throw PyErr.undefinedName(name);
    }
    return v;
  }

  public static void store(ThreadState ts, Object namespace, String name, Object value) {
    if (namespace instanceof PyDict d && d.type == PyDict.TYPE) {
      d.put(name, value);
    } else {
      PyObjects.setItem(ts, namespace, name, value);
    }
  }

  public static void delete(ThreadState ts, Object namespace, String name) {
    if (namespace instanceof PyDict d && d.type == PyDict.TYPE) {
      if (d.remove(name) == null) {
        throw PyErr.undefinedName(name);
      }
      return;
    }
    try {
      PyObjects.delItem(ts, namespace, name);
    } catch (PyException e) {
      throw PyErr.matches(e, PyExc.KeyError) ? PyErr.undefinedName(name) : e;
    }
  }

  public static void storeGlobal(ThreadState ts, PyFunction f, String name, Object value) {
    store(ts, f.globals, name, value);
  }

  public static void deleteGlobal(ThreadState ts, PyFunction f, String name) {
    delete(ts, f.globals, name);
  }

  /// Makes `__annotations__` in a namespace where there is none (`SETUP_ANNOTATIONS`).
  public static void setupAnnotations(ThreadState ts, Object namespace) {
    if (find(ts, namespace, "__annotations__") == null) {
      store(ts, namespace, "__annotations__", new PyDict());
    }
  }

  /// The value of an expression statement at the interactive prompt.
  public static void display(ThreadState ts, Object value) {
    Object hook = ts.interpreter().sys() == null ? null : ts.interpreter().sys().dict().get("displayhook");
    if (hook == null) {
      throw PyErr.runtimeError("lost sys.displayhook");
    }
    Call.call1(ts, hook, value);
  }
}
