package org.atoll.runtime.modules;

import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyBaseException;

/// An exception type of a built-in module that has no members of its own (`PyErr_NewExceptionWithDoc`). The type is
/// immutable and shared by all interpreters.
public final class ExceptionType extends TypeBinder {
  private final String module;
  private final String name;
  private final String doc;
  private final PyType[] bases;

  private ExceptionType(String module, String name, String doc, PyType... bases) {
    this.module = module;
    this.name = name;
    this.bases = bases;
    this.doc = doc;
  }

  /// Makes a type; `doc` may be null.
  public static PyType define(String module, String name, PyType base, String doc) {
    return PyType.builtin(new ExceptionType(module, name, doc, base));
  }

  /// Makes a type with several bases and without documentation.
  public static PyType define(String module, String name, PyType... bases) {
    return PyType.builtin(new ExceptionType(module, name, null, bases));
  }

  /// Makes a type with several bases; `doc` may be null.
  public static PyType define(String module, String name, String doc, PyType... bases) {
    return PyType.builtin(new ExceptionType(module, name, doc, bases));
  }

  @Override
  public String module() {
    return module;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String doc() {
    return doc;
  }

  @Override
  public PyType base() {
    return bases[0];
  }

  @Override
  public PyType[] bases() {
    return bases.clone();
  }

  @Override
  public boolean solid() {
    return false;
  }

  @Override
  public boolean hasDict() {
    return true;
  }

  @Override
  public boolean accepts(Object o) {
    return o instanceof PyBaseException;
  }

  @Override
  public Object callBound(int id, ThreadState ts, Object self, Object[] bound) {
    throw new IllegalStateException(name + " has no methods of its own");
  }
}
