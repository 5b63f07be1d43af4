package org.atoll.runtime.modules.csv;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.ExceptionType;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyUnicode;

/// The module `_csv`: the registered dialects and the limit on fields are the interpreter's.
@PyModuleDef(value = "_csv", doc = "Reads and writes CSV.")
public final class CsvModule {
  @PyConstant(name = "Error")
  static final PyType ERROR = ExceptionType.define("_csv", "Error", PyExc.Exception, null);
  @PyConstant(name = "Dialect")
  static final PyType DIALECT = PyDialect.TYPE;
  @PyConstant(name = "Reader")
  static final PyType READER = PyReader.TYPE;
  @PyConstant(name = "Writer")
  static final PyType WRITER = PyWriter.TYPE;
  @PyConstant
  static final long QUOTE_MINIMAL = PyDialect.QUOTE_MINIMAL;
  @PyConstant
  static final long QUOTE_ALL = PyDialect.QUOTE_ALL;
  @PyConstant
  static final long QUOTE_NONNUMERIC = PyDialect.QUOTE_NONNUMERIC;
  @PyConstant
  static final long QUOTE_NONE = PyDialect.QUOTE_NONE;
  @PyConstant
  static final long QUOTE_STRINGS = PyDialect.QUOTE_STRINGS;
  @PyConstant
  static final long QUOTE_NOTNULL = PyDialect.QUOTE_NOTNULL;

  private static final long DEFAULT_FIELD_LIMIT = 128 * 1024;

  /// The registered dialects of an interpreter.
  private static final class Registry {
    final PyDict dialects = new PyDict();
  }

  private long fieldLimit = DEFAULT_FIELD_LIMIT;

  static PyException error(String message, Object... args) {
    return PyErr.format(ERROR, message, args);
  }

  private static PyDict dialects(ThreadState ts) {
    return ts.interpreter().state(Registry.class, Registry::new).dialects;
  }

  void exec(ThreadState ts, PyModule module) {
    module.dict().put("_dialects", dialects(ts));
  }

  /// The dialect registered under a name.
  static Object registered(ThreadState ts, Object name) {
    Object found = dialects(ts).get(ts, name);
    if (found == null) {
      throw error("unknown dialect");
    }
    return found;
  }

  long fieldLimit() {
    return fieldLimit;
  }

  @PyFunction(sig = "(iterable, /, dialect=None, **fmtparams)", doc = "An iterator over the records in lines.")
  Object reader(ThreadState ts, Object iterable, Object dialect, PyDict fmtparams) {
    Object lines = PyObjects.iter(ts, iterable);
    return new PyReader(this, lines, PyDialect.of(ts, dialect, fmtparams));
  }

  @PyFunction(sig = "(fileobj, /, dialect=None, **fmtparams)", doc = "An object that writes records to a file.")
  Object writer(ThreadState ts, Object fileobj, Object dialect, PyDict fmtparams) {
    PyDialect d = PyDialect.of(ts, dialect, fmtparams);
    Object write = PyObjects.getOptionalAttr(ts, fileobj, "write");
    if (write == null || !PyObjects.isCallable(write)) {
      throw PyErr.typeError("argument 1 must have a \"write\" method");
    }
    return new PyWriter(write, d);
  }

  @PyFunction(sig = "()", doc = "The names of the registered dialects.")
  Object list_dialects(ThreadState ts) {
    return PyList.fromIterable(ts, dialects(ts));
  }

  @PyFunction(sig = "(name, /, dialect=None, **fmtparams)", doc = "Registers a dialect under a name.")
  void register_dialect(ThreadState ts, Object name, Object dialect, PyDict fmtparams) {
    if (!PyUnicode.check(name)) {
      throw PyErr.typeError("dialect name must be a string");
    }
    dialects(ts).put(ts, name, PyDialect.of(ts, dialect, fmtparams));
  }

  @PyFunction(sig = "(name)", doc = "Forgets the dialect registered under a name.")
  void unregister_dialect(ThreadState ts, Object name) {
    if (dialects(ts).remove(ts, name) == null) {
      throw error("unknown dialect");
    }
  }

  @PyFunction(sig = "(name)", doc = "The dialect registered under a name.")
  Object get_dialect(ThreadState ts, Object name) {
    return registered(ts, name);
  }

  @PyFunction(sig = "(new_limit=<absent>)", doc = "The longest field that is read, and a new one if given.")
  long field_size_limit(ThreadState ts, Object new_limit) {
    long old = fieldLimit;
    if (new_limit != null) {
      if (!(new_limit instanceof Long) && !(new_limit instanceof java.math.BigInteger)) {
        throw PyErr.typeError("limit must be an integer");
      }
      fieldLimit = Convert.toLong(ts, new_limit);
    }
    return old;
  }
}
