package org.atoll.runtime.modules.operator;

import org.atoll.annotations.PyFunction;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObjects;

/// The functions of [OperatorModule] that are no more than an operator. Stateless.
abstract class OperatorFunctions {
  @PyFunction(sig = "(a, b, /)", doc = "Same as a + b.")
  Object add(ThreadState ts, Object a, Object b) {
    return PyNumber.add(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a - b.")
  Object sub(ThreadState ts, Object a, Object b) {
    return PyNumber.subtract(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a * b.")
  Object mul(ThreadState ts, Object a, Object b) {
    return PyNumber.multiply(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a @ b.")
  Object matmul(ThreadState ts, Object a, Object b) {
    return PyNumber.matrixMultiply(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a / b.")
  Object truediv(ThreadState ts, Object a, Object b) {
    return PyNumber.trueDivide(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a // b.")
  Object floordiv(ThreadState ts, Object a, Object b) {
    return PyNumber.floorDivide(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a % b.")
  Object mod(ThreadState ts, Object a, Object b) {
    return PyNumber.remainder(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a ** b.")
  Object pow(ThreadState ts, Object a, Object b) {
    return PyNumber.power(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a << b.")
  Object lshift(ThreadState ts, Object a, Object b) {
    return PyNumber.lshift(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a >> b.")
  Object rshift(ThreadState ts, Object a, Object b) {
    return PyNumber.rshift(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a & b.")
  Object and_(ThreadState ts, Object a, Object b) {
    return PyNumber.and(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a | b.")
  Object or_(ThreadState ts, Object a, Object b) {
    return PyNumber.or(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a ^ b.")
  Object xor(ThreadState ts, Object a, Object b) {
    return PyNumber.xor(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a += b.")
  Object iadd(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceAdd(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a -= b.")
  Object isub(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceSubtract(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a *= b.")
  Object imul(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceMultiply(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a @= b.")
  Object imatmul(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceMatrixMultiply(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a /= b.")
  Object itruediv(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceTrueDivide(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a //= b.")
  Object ifloordiv(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceFloorDivide(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a %= b.")
  Object imod(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceRemainder(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a **= b.")
  Object ipow(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlacePower(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a <<= b.")
  Object ilshift(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceLshift(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a >>= b.")
  Object irshift(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceRshift(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a &= b.")
  Object iand(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceAnd(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a |= b.")
  Object ior(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceOr(ts, a, b);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a ^= b.")
  Object ixor(ThreadState ts, Object a, Object b) {
    return PyNumber.inPlaceXor(ts, a, b);
  }

  @PyFunction(sig = "(a, /)", doc = "Same as -a.")
  Object neg(ThreadState ts, Object a) {
    return PyNumber.negative(ts, a);
  }

  @PyFunction(sig = "(a, /)", doc = "Same as +a.")
  Object pos(ThreadState ts, Object a) {
    return PyNumber.positive(ts, a);
  }

  @PyFunction(sig = "(a, /)", doc = "Same as ~a.")
  Object invert(ThreadState ts, Object a) {
    return PyNumber.invert(ts, a);
  }

  @PyFunction(sig = "(a, /)", doc = "Same as ~a.")
  Object inv(ThreadState ts, Object a) {
    return PyNumber.invert(ts, a);
  }

  @PyFunction(sig = "(a, /)", doc = "Same as abs(a).")
  Object abs(ThreadState ts, Object a) {
    return PyNumber.absolute(ts, a);
  }

  @PyFunction(sig = "(a, /)", doc = "Same as a.__index__()")
  Object index(ThreadState ts, Object a) {
    return PyNumber.index(ts, a);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a < b.")
  Object lt(ThreadState ts, Object a, Object b) {
    return PyObjects.richCompare(ts, a, b, PyObjects.LT);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a <= b.")
  Object le(ThreadState ts, Object a, Object b) {
    return PyObjects.richCompare(ts, a, b, PyObjects.LE);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a == b.")
  Object eq(ThreadState ts, Object a, Object b) {
    return PyObjects.richCompare(ts, a, b, PyObjects.EQ);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a != b.")
  Object ne(ThreadState ts, Object a, Object b) {
    return PyObjects.richCompare(ts, a, b, PyObjects.NE);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a > b.")
  Object gt(ThreadState ts, Object a, Object b) {
    return PyObjects.richCompare(ts, a, b, PyObjects.GT);
  }

  @PyFunction(sig = "(a, b, /)", doc = "Same as a >= b.")
  Object ge(ThreadState ts, Object a, Object b) {
    return PyObjects.richCompare(ts, a, b, PyObjects.GE);
  }
}
