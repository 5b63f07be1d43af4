package org.atoll.channels.codec;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// The statements of a program's file that make classes, each compiled for itself. One per runtime; thread-safe.
final class ClassStatements {
  private record Key(String path, String name) {}

  private final ConcurrentHashMap<Key, Optional<PyCode>> known = new ConcurrentHashMap<>();

  /// The statement at the top level of a file that makes a class; null where there is none, or no such file.
  static PyCode find(ThreadState ts, String path, String name) {
    if (path == null) {
      return null;
    }
    ClassStatements all = ts.interpreter().runtime().state(ClassStatements.class, ClassStatements::new);
    Key key = new Key(path, name);
    Optional<PyCode> found = all.known.get(key);
    if (found == null) {
      found = Optional.ofNullable(read(ts, path, name));
      all.known.put(key, found);
    }
    return found.orElse(null);
  }

  private static PyCode read(ThreadState ts, String path, String name) {
    try {
      Object ast = ts.interpreter().importModule(ts, "ast");
      Object open = PyObjects.getAttr(ts, ts.interpreter().importModule(ts, "tokenize"), "open");
      Object file = Call.call1(ts, open, PyUnicode.fromUtf16(path));
      Object text = PyObjects.callMethod(ts, file, "read");
      PyObjects.callMethod(ts, file, "close");
      Object tree = PyObjects.callMethod(ts, ast, "parse", text, PyUnicode.fromUtf16(path));
      Object statement = search(ts, PyObjects.getAttr(ts, tree, "body"), name);
      if (statement == null) {
        return null;
      }
      PyList body = new PyList();
      future(ts, tree, body);
      body.append(statement);
      Object module = Call.call2(ts, PyObjects.getAttr(ts, ast, "Module"), body, new PyList());
      Object compiled = Call.call(ts, ts.interpreter().builtins().get("compile"),
          new Object[] {module, PyUnicode.fromUtf16(path), "exec", true}, new String[] {"dont_inherit"});
      return (PyCode) compiled;
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.OSError) || PyErr.matches(e, PyExc.SyntaxError)) {
        return null;
      }
      throw e;
    }
  }

  /// What `from __future__` says at the beginning of the file holds for the statement, too.
  private static void future(ThreadState ts, Object tree, PyList body) {
    for (Object s : items(PyObjects.getAttr(ts, tree, "body"))) {
      if (is(s, "ImportFrom") && "__future__".equals(PyObjects.getAttr(ts, s, "module"))) {
        body.append(s);
      }
    }
  }

  private static Object search(ThreadState ts, Object body, String name) {
    Object found = null;
    for (Object s : items(body)) {
      if (is(s, "ClassDef") && name.equals(PyObjects.getAttr(ts, s, "name"))) {
        found = s;
      } else if (is(s, "Assign") && makes(ts, s, name)) {
        found = s;
      } else if (is(s, "If") || is(s, "Try") || is(s, "With")) {
        for (String part : new String[] {"body", "orelse", "finalbody"}) {
          Object inner = PyObjects.getOptionalAttr(ts, s, part);
          Object inside = inner == null ? null : search(ts, inner, name);
          found = inside == null ? found : inside;
        }
      }
    }
    return found;
  }

  /// Whether an assignment binds a name to what a call gives, as `Point = namedtuple("Point", "x y")` does.
  private static boolean makes(ThreadState ts, Object assignment, String name) {
    Object[] targets = items(PyObjects.getAttr(ts, assignment, "targets"));
    return targets.length == 1 && is(targets[0], "Name") && name.equals(PyObjects.getAttr(ts, targets[0], "id"))
        && is(PyObjects.getAttr(ts, assignment, "value"), "Call");
  }

  private static Object[] items(Object body) {
    return body instanceof PyList l ? l.toArray() : body instanceof PyTuple t ? t.items : new Object[0];
  }

  private static boolean is(Object node, String type) {
    return PyObject.typeOf(node).name().equals(type);
  }
}
