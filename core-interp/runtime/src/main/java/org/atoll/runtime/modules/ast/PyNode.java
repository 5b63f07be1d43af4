package org.atoll.runtime.modules.ast;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.PyUnion;

/// `ast.AST`: the base of all node classes (`AST_type` of `Python/Python-ast.c`). What it knows of its fields it reads from
/// the class, as derived classes may say otherwise. Guarded by the GIL.
@PyTypeDef(name = "AST", module = "ast", hasDict = true)
public class PyNode extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyNodeBinder());
  @PyConstant(name = "_fields")
  static final PyTuple FIELDS = PyTuple.EMPTY;
  @PyConstant(name = "_attributes")
  static final PyTuple ATTRIBUTES = PyTuple.EMPTY;
  @PyConstant(name = "__match_args__")
  static final PyTuple MATCH_ARGS = PyTuple.EMPTY;
  private static final int REPR_DEPTH = 3;

  PyNode(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    return new PyNode(cls);
  }

  private static Object[] names(ThreadState ts, Object owner, String attribute) {
    Object names = PyObjects.getOptionalAttr(ts, owner, attribute);
    return names == null ? new Object[0] : PyTuple.fromIterable(ts, names).items;
  }

  @PyMethod(sig = "(*args, **kwargs)")
  void __init__(ThreadState ts, PyTuple args, PyDict kwargs) {
    Object[] fields = names(ts, type, "_fields");
    int given = args.items.length;
    if (given > fields.length) {
      throw PyErr.typeError("%s constructor takes at most %d positional argument%s", type.name(), fields.length, fields.length == 1 ? "" : "s");
    }
    PyDict missing = new PyDict();
    for (int i = 0; i < fields.length; i++) {
      if (i < given) {
        PyObjects.setAttr(ts, this, PyUnicode.toJava(fields[i]), args.items[i]);
      } else {
        missing.put(ts, fields[i], fields[i]);
      }
    }
    takeKeywords(ts, fields, missing, kwargs);
    Object types = missing.size() == 0 ? null : PyObjects.getOptionalAttr(ts, type, "_field_types");
    if (types instanceof PyDict fieldTypes) {
      for (Object name : missing.keyArray()) {
        fillIn(ts, name, fieldTypes.get(ts, name));
      }
    }
  }

  private void takeKeywords(ThreadState ts, Object[] fields, PyDict missing, PyDict kwargs) {
    Object[] attributes = null;
    for (Object key : kwargs.keyArray()) {
      checkKeyword(key);
      if (contains(fields, key)) {
        if (missing.remove(ts, key) == null) {
          throw PyErr.typeError("%s got multiple values for argument %s", type.name(), PyObjects.repr(ts, key));
        }
      } else {
        attributes = attributes == null ? names(ts, type, "_attributes") : attributes;
        if (!contains(attributes, key)) {
          PyErr.warn(ts, PyExc.DeprecationWarning, 1, "%s.__init__ got an unexpected keyword argument %s. Support for arbitrary keyword arguments is deprecated and "
              + "will be removed in Python 3.15.", type.name(), PyObjects.repr(ts, key));
        }
      }
      PyObjects.setAttr(ts, this, PyUnicode.toJava(key), kwargs.get(ts, key));
    }
  }

  private static void checkKeyword(Object key) {
    if (!PyUnicode.check(key)) {
      throw PyErr.typeError("keywords must be strings");
    }
  }

  private static boolean contains(Object[] names, Object name) {
    for (Object n : names) {
      if (n.equals(name)) {
        return true;
      }
    }
    return false;
  }

  private void fillIn(ThreadState ts, Object field, Object fieldType) {
    if (fieldType == null) {
      PyErr.warn(ts, PyExc.DeprecationWarning, 1, "Field %s is missing from %s._field_types. This will become an error in Python 3.15.",
          PyObjects.repr(ts, field), type.name());
      return;
    }
    String name = PyUnicode.toJava(field);
    if (fieldType instanceof PyUnion) {
      return;
    } else if (fieldType instanceof PyGenericAlias) {
      PyObjects.setAttr(ts, this, name, new PyList());
    } else if (fieldType == NodeTypes.of(ts).type("expr_context")) {
      PyObjects.setAttr(ts, this, name, NodeTypes.of(ts).constant(org.atoll.syntax.ast.ExprContext.Load));
    } else {
      PyErr.warn(ts, PyExc.DeprecationWarning, 1, "%s.__init__ missing 1 required positional argument: '%s'. This will become an error in Python 3.15.", type.name(),
          name);
    }
  }

  @PyMethod(sig = "()")
  Object __reduce__(ThreadState ts) {
    PyDict attributes = dict().copy();
    int n = 0;
    for (Object field : names(ts, type, "_fields")) {
      if (attributes.get(ts, field) == null) {
        break;
      }
      n++;
    }
    Object[] none = new Object[n];
    java.util.Arrays.fill(none, PyNone.NONE);
    return PyTuple.of(type, PyTuple.of(none), attributes);
  }

  @PyMethod(sig = "(**fields)", doc = "Return a copy of the AST node with new values for the specified fields.")
  Object __replace__(ThreadState ts, PyDict fields) {
    Object[] names = names(ts, type, "_fields");
    Object[] attributes = names(ts, type, "_attributes");
    PyDict values = dict().copy();
    for (Object key : fields.keyArray()) {
      checkKeyword(key);
      if (!contains(names, key) && !contains(attributes, key)) {
        throw PyErr.typeError("%s.__replace__ got an unexpected keyword argument %s.", type.name(), PyObjects.repr(ts, key));
      }
      values.put(ts, key, fields.get(ts, key));
    }
    for (Object name : names) {
      if (values.get(ts, name) == null && PyObjects.getOptionalAttr(ts, type, PyUnicode.toJava(name)) == null) {
        throw PyErr.typeError("%s.__replace__ missing 1 keyword argument: %s.", type.name(), PyObjects.repr(ts, name));
      }
    }
    return Call.withDict(ts, type, new Object[0], values);
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    StringBuilder b = new StringBuilder();
    describe(ts, b, REPR_DEPTH);
    return PyUnicode.fromUtf16(b.toString());
  }

  private void describe(ThreadState ts, StringBuilder b, int depth) {
    b.append(type == TYPE ? "ast.AST" : type.name()).append('(');
    Object[] fields = names(ts, type, "_fields");
    if (depth <= 0) {
      b.append("...)");
      return;
    }
    boolean first = true;
    for (Object f : fields) {
      Object v = PyObjects.getAttr(ts, this, PyUnicode.toJava(f));
      b.append(first ? "" : ", ").append(PyUnicode.toUtf16(f)).append('=');
      first = false;
      describeValue(ts, v, b, depth - 1);
    }
    b.append(')');
  }

  private static void describeValue(ThreadState ts, Object v, StringBuilder b, int depth) {
    if (v instanceof PyNode n) {
      n.describe(ts, b, depth);
    } else if (v instanceof PyList l) {
      describeItems(ts, l.toArray(), b, depth, '[', ']');
    } else if (v instanceof PyTuple t) {
      describeItems(ts, t.items, b, depth, '(', ')');
    } else {
      b.append(PyUnicode.toUtf16(PyObjects.repr(ts, v)));
    }
  }

  /// Of more than two items, only the first and the last are shown.
  private static void describeItems(ThreadState ts, Object[] items, StringBuilder b, int depth, char open, char close) {
    b.append(open);
    for (int i = 0; i < items.length; i++) {
      if (i > 0) {
        b.append(", ");
      }
      if (items.length > 2 && i == 1) {
        b.append("..., ");
        i = items.length - 1;
      }
      describeValue(ts, items[i], b, depth);
    }
    b.append(close);
  }
}
