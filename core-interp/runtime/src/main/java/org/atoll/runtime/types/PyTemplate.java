package org.atoll.runtime.types;

import java.util.ArrayList;
import java.util.List;
import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;

/// The value of a t-string (PEP 750, `Objects/templateobject.c`): its interpolations, and the strings around them, of
/// which there is always one more. Immutable.
@PyTypeDef(name = "Template", module = "string.templatelib", basetype = false)
public final class PyTemplate extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyTemplateBinder());

  @PyMember(doc = "Strings")
  public final PyTuple strings;
  @PyMember(doc = "Interpolations")
  public final PyTuple interpolations;

  public PyTemplate(PyTuple strings, PyTuple interpolations) {
    super(TYPE);
    this.strings = strings;
    this.interpolations = interpolations;
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(PyType cls, PyTuple args, PyDict kwargs) {
    if (kwargs.size() > 0) {
      throw PyErr.typeError("Template.__new__ only accepts *args arguments");
    }
    List<Object> strings = new ArrayList<>();
    List<Object> interpolations = new ArrayList<>();
    Object pending = "";
    for (Object a : args.items) {
      if (a instanceof PyInterpolation) {
        strings.add(pending);
        pending = "";
        interpolations.add(a);
      } else if (PyUnicode.check(a)) {
        pending = PyUnicode.concat(pending, a);
      } else {
        throw PyErr.typeError("Template.__new__ *args need to be of type 'str' or 'Interpolation', got %s", PyObject.typeOf(a).name());
      }
    }
    strings.add(pending);
    return new PyTemplate(PyTuple.of(strings.toArray()), PyTuple.of(interpolations.toArray()));
  }

  @PyGetter(name = "values", doc = "Values of interpolations")
  Object values() {
    Object[] values = new Object[interpolations.items.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((PyInterpolation) interpolations.items[i]).value;
    }
    return PyTuple.of(values);
  }

  @PyMethod(doc = "Implement iter(self).")
  Object __iter__() {
    return new PyTemplateIterator(this);
  }

  @PyMethod
  Object __add__(Object other) {
    if (!(other instanceof PyTemplate t)) {
      if (PyUnicode.check(other)) {
        throw PyErr.typeError("can only concatenate string.templatelib.Template (not \"str\") to string.templatelib.Template");
      }
      return PyNotImplemented.NOT_IMPLEMENTED;
    }
    Object[] a = strings.items;
    Object[] b = t.strings.items;
    Object[] all = new Object[a.length + b.length - 1];
    System.arraycopy(a, 0, all, 0, a.length);
    all[a.length - 1] = PyUnicode.concat(a[a.length - 1], b[0]);
    System.arraycopy(b, 1, all, a.length, b.length - 1);
    Object[] x = interpolations.items;
    Object[] y = t.interpolations.items;
    Object[] both = java.util.Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, both, x.length, y.length);
    return new PyTemplate(PyTuple.of(all), PyTuple.of(both));
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    Object head = PyUnicode.concat("Template(strings=", PyObjects.repr(ts, strings));
    return PyUnicode.concat(PyUnicode.concat(PyUnicode.concat(head, ", interpolations="), PyObjects.repr(ts, interpolations)), ")");
  }

  @PyMethod(sig = "()")
  Object __reduce__(ThreadState ts) {
    Object lib = ts.interpreter().importModule(ts, "string.templatelib");
    return PyTuple.of(PyObjects.getAttr(ts, lib, "_template_unpickle"), PyTuple.of(strings, interpolations));
  }

  @PyMethod(sig = "(object, /)", classMethod = true, doc = "See PEP 585")
  static Object __class_getitem__(PyType cls, Object item) {
    return PyGenericAlias.of(cls, item);
  }
}
