package org.atoll.runtime.object;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;

/// `__annotations__` and `__annotate__` of classes (PEP 649, PEP 749).
final class TypeAnnotations {
  private TypeAnnotations() {}

  static Object annotate(ThreadState ts, PyType self) {
    requireHeap(self, "__annotate__");
    // One that the class body defines by hand comes before the one that its annotations make.
    Object own = self.dict().get("__annotate__");
    if (own == null) {
      own = self.dict().get("__annotate_func__");
    }
    return own == null ? PyNone.NONE : Descriptors.get(ts, own, null, self);
  }

  private static void requireHeap(PyType self, String name) {
    if (!self.isHeapType()) {
      throw PyErr.attributeError(self, name, "type object '%s' has no attribute '%s'", self.name(), name);
    }
  }

  static void setAnnotate(PyType self, Object value) {
    if (value == null) {
      throw PyErr.typeError("cannot delete __annotate__ attribute");
    }
    if (value != PyNone.NONE && !PyObjects.isCallable(value)) {
      throw PyErr.typeError("__annotate__ must be callable or None");
    }
    self.deleteOwn("__annotate__");
    self.setOwn("__annotate_func__", value);
    if (value != PyNone.NONE) {
      self.deleteOwn("__annotations_cache__");
    }
  }

  static Object annotations(ThreadState ts, PyType self) {
    requireHeap(self, "__annotations__");
    Object own = self.dict().get("__annotations__");
    if (own == null) {
      own = self.dict().get("__annotations_cache__");
    }
    if (own != null) {
      return Descriptors.get(ts, own, null, self);
    }
    Object annotate = annotate(ts, self);
    Object made = annotate == PyNone.NONE ? new PyDict() : Call.call1(ts, annotate, 1L);
    if (!(made instanceof PyDict)) {
      throw PyErr.typeError("__annotate__ returned non-dict of type '%s'", PyObject.typeOf(made).name());
    }
    self.setOwn("__annotations_cache__", made);
    return made;
  }

  static void setAnnotations(PyType self, Object value) {
    String key = self.dict().get("__annotations__") != null ? "__annotations__" : "__annotations_cache__";
    if (value != null) {
      self.setOwn(key, value);
    } else if (!self.deleteOwn(key)) {
      throw PyErr.attributeError(self, "__annotations__", "__annotations__");
    }
    self.deleteOwn("__annotate_func__");
    self.deleteOwn("__annotate__");
  }
}
