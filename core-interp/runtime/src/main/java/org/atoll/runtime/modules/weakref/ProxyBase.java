package org.atoll.runtime.modules.weakref;

import org.atoll.annotations.PyMethod;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.interp.WeakRefs;
import org.atoll.runtime.object.NumberConversions;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyLong;

/// What the two types of weak proxies have in common: everything goes on to the referent. Guarded by the GIL.
abstract class ProxyBase extends PyObject implements RichComparison, WeakRefs.Shareable {
  final WeakLink link;

  ProxyBase(PyType type, ThreadState ts, Object referent, Object callback) {
    super(type);
    link = new WeakLink(ts.interpreter(), this, referent, callback);
    ts.interpreter().weakrefs().add(referent, this);
  }

  @Override
  public final boolean isShared() {
    return link.callback() == null;
  }

  /// @throws PyException ReferenceError where the referent is gone
  final Object referent() {
    Object o = link.get();
    if (o == null) {
      throw PyErr.referenceError("weakly-referenced object no longer exists");
    }
    return o;
  }

  /// An operand, which may be a proxy itself.
  private static Object unwrap(Object o) {
    return o instanceof ProxyBase p ? p.referent() : o;
  }

  @PyMethod
  Object __repr__(ThreadState ts) {
    Object o = link.get();
    String at = "<weakproxy at " + WeakLink.hex(this);
    return o == null ? at + "; dead>" : at + "; to '" + PyObject.typeOf(o).name() + "' at " + WeakLink.hex(o) + ">";
  }

  @PyMethod
  Object __str__(ThreadState ts) {
    return PyObjects.str(ts, referent());
  }

  @PyMethod(sig = "()")
  Object __bytes__(ThreadState ts) {
    return PyObjects.callMethod(ts, referent(), "__bytes__");
  }

  @PyMethod(sig = "()")
  Object __reversed__(ThreadState ts) {
    return PyObjects.callMethod(ts, referent(), "__reversed__");
  }

  @PyMethod
  Object __getattribute__(ThreadState ts, Object name) {
    return PyObjects.getAttr(ts, referent(), PyObjects.attributeName(name));
  }

  @PyMethod
  void __setattr__(ThreadState ts, Object name, Object value) {
    PyObjects.setAttr(ts, referent(), PyObjects.attributeName(name), value);
  }

  @PyMethod
  void __delattr__(ThreadState ts, Object name) {
    PyObjects.delAttr(ts, referent(), PyObjects.attributeName(name));
  }

  @PyMethod
  Object __iter__(ThreadState ts) {
    return PyObjects.iter(ts, referent());
  }

  @PyMethod
  Object __next__(ThreadState ts) {
    Object o = referent();
    if (!PyObjects.isIterator(o)) {
      throw PyErr.typeError("Weakref proxy referenced a non-iterator '%s' object", PyObject.typeOf(o).name());
    }
    return PyObjects.next(ts, o);
  }

  @PyMethod
  long __len__(ThreadState ts) {
    return PyObjects.len(ts, referent());
  }

  @PyMethod
  Object __getitem__(ThreadState ts, Object key) {
    return PyObjects.getItem(ts, referent(), key);
  }

  @PyMethod
  void __setitem__(ThreadState ts, Object key, Object value) {
    PyObjects.setItem(ts, referent(), key, value);
  }

  @PyMethod
  void __delitem__(ThreadState ts, Object key) {
    PyObjects.delItem(ts, referent(), key);
  }

  @PyMethod
  boolean __contains__(ThreadState ts, Object value) {
    return PyObjects.contains(ts, referent(), value);
  }

  @PyMethod
  boolean __bool__(ThreadState ts) {
    return PyObjects.isTrue(ts, referent());
  }

  @PyMethod
  Object __int__(ThreadState ts) {
    return PyLong.fromNumber(ts, referent());
  }

  @PyMethod
  double __float__(ThreadState ts) {
    return NumberConversions.viaMethods(ts, referent(), "float() argument must be a string or a real number, not '%s'");
  }

  @PyMethod
  Object __index__(ThreadState ts) {
    return PyNumber.index(ts, referent());
  }

  @PyMethod
  Object __neg__(ThreadState ts) {
    return PyNumber.negative(ts, referent());
  }

  @PyMethod
  Object __pos__(ThreadState ts) {
    return PyNumber.positive(ts, referent());
  }

  @PyMethod
  Object __abs__(ThreadState ts) {
    return PyNumber.absolute(ts, referent());
  }

  @PyMethod
  Object __invert__(ThreadState ts) {
    return PyNumber.invert(ts, referent());
  }

  @PyMethod(sig = "(value, mod=None, /)")
  Object __pow__(ThreadState ts, Object value, Object mod) {
    return PyNumber.power(ts, referent(), unwrap(value), unwrap(mod));
  }

  @PyMethod(sig = "(value, mod=None, /)")
  Object __rpow__(ThreadState ts, Object value, Object mod) {
    return PyNumber.power(ts, unwrap(value), referent(), unwrap(mod));
  }

  @PyMethod
  Object __ipow__(ThreadState ts, Object value) {
    return PyNumber.inPlacePower(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __add__(ThreadState ts, Object value) {
    return PyNumber.add(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __radd__(ThreadState ts, Object value) {
    return PyNumber.add(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __iadd__(ThreadState ts, Object value) {
    return PyNumber.inPlaceAdd(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __sub__(ThreadState ts, Object value) {
    return PyNumber.subtract(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rsub__(ThreadState ts, Object value) {
    return PyNumber.subtract(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __isub__(ThreadState ts, Object value) {
    return PyNumber.inPlaceSubtract(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __mul__(ThreadState ts, Object value) {
    return PyNumber.multiply(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rmul__(ThreadState ts, Object value) {
    return PyNumber.multiply(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __imul__(ThreadState ts, Object value) {
    return PyNumber.inPlaceMultiply(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __mod__(ThreadState ts, Object value) {
    return PyNumber.remainder(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rmod__(ThreadState ts, Object value) {
    return PyNumber.remainder(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __imod__(ThreadState ts, Object value) {
    return PyNumber.inPlaceRemainder(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __divmod__(ThreadState ts, Object value) {
    return PyNumber.divmod(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rdivmod__(ThreadState ts, Object value) {
    return PyNumber.divmod(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __lshift__(ThreadState ts, Object value) {
    return PyNumber.lshift(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rlshift__(ThreadState ts, Object value) {
    return PyNumber.lshift(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __ilshift__(ThreadState ts, Object value) {
    return PyNumber.inPlaceLshift(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rshift__(ThreadState ts, Object value) {
    return PyNumber.rshift(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rrshift__(ThreadState ts, Object value) {
    return PyNumber.rshift(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __irshift__(ThreadState ts, Object value) {
    return PyNumber.inPlaceRshift(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __and__(ThreadState ts, Object value) {
    return PyNumber.and(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rand__(ThreadState ts, Object value) {
    return PyNumber.and(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __iand__(ThreadState ts, Object value) {
    return PyNumber.inPlaceAnd(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __xor__(ThreadState ts, Object value) {
    return PyNumber.xor(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rxor__(ThreadState ts, Object value) {
    return PyNumber.xor(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __ixor__(ThreadState ts, Object value) {
    return PyNumber.inPlaceXor(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __or__(ThreadState ts, Object value) {
    return PyNumber.or(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __ror__(ThreadState ts, Object value) {
    return PyNumber.or(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __ior__(ThreadState ts, Object value) {
    return PyNumber.inPlaceOr(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __floordiv__(ThreadState ts, Object value) {
    return PyNumber.floorDivide(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rfloordiv__(ThreadState ts, Object value) {
    return PyNumber.floorDivide(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __ifloordiv__(ThreadState ts, Object value) {
    return PyNumber.inPlaceFloorDivide(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __truediv__(ThreadState ts, Object value) {
    return PyNumber.trueDivide(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rtruediv__(ThreadState ts, Object value) {
    return PyNumber.trueDivide(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __itruediv__(ThreadState ts, Object value) {
    return PyNumber.inPlaceTrueDivide(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __matmul__(ThreadState ts, Object value) {
    return PyNumber.matrixMultiply(ts, referent(), unwrap(value));
  }

  @PyMethod
  Object __rmatmul__(ThreadState ts, Object value) {
    return PyNumber.matrixMultiply(ts, unwrap(value), referent());
  }

  @PyMethod
  Object __imatmul__(ThreadState ts, Object value) {
    return PyNumber.inPlaceMatrixMultiply(ts, referent(), unwrap(value));
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    return PyObjects.richCompare(ts, referent(), unwrap(other), op);
  }
}
