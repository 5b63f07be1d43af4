package org.atoll.runtime.modules.random;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyInstance;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyLong;
import org.atoll.runtime.types.PyTuple;

/// `_random.Random`: the same numbers as CPython's from the same seed. Guarded by the GIL.
@PyTypeDef(name = "Random", module = "_random", doc = "Random(seed=None): a source of random numbers of its own.")
public final class PyRandom extends PyInstance {
  public static final PyType TYPE = PyType.builtin(new PyRandomBinder());

  private static final BigInteger WORD = BigInteger.valueOf(0xffffffffL);

  private final MersenneTwister twister = new MersenneTwister();

  private PyRandom(PyType cls) {
    super(cls);
  }

  @PyNew(sig = "(*args, **kwargs)")
  static Object create(ThreadState ts, PyType cls, PyTuple args, PyDict kwargs) {
    return new PyRandom(cls);
  }

  @PyMethod(sig = "(seed=None, /)")
  void __init__(ThreadState ts, Object seed) {
    seed(ts, seed);
  }

  @PyMethod(sig = "()", doc = "The next float in [0, 1).")
  double random() {
    return twister.nextDouble();
  }

  @PyMethod(sig = "(n=None, /)", doc = "Starts anew from an int, from the hash of another object, or by chance.")
  void seed(ThreadState ts, Object n) {
    if (n == PyNone.NONE) {
      twister.seed(new SecureRandom().ints(MersenneTwister.WORDS).toArray());
      return;
    }
    BigInteger value;
    if (PyLong.check(n)) {
      Object v = PyLong.value(n);
      value = (v instanceof Long l ? BigInteger.valueOf(l) : (BigInteger) v).abs();
    } else {
      value = new BigInteger(Long.toUnsignedString(PyObjects.hash(ts, n)));
    }
    int[] key = new int[Math.max(1, (value.bitLength() + 31) / 32)];
    for (int i = 0; i < key.length; i++) {
      key[i] = value.shiftRight(32 * i).and(WORD).intValue();
    }
    twister.seed(key);
  }

  @PyMethod(sig = "()", doc = "The state, for setstate().")
  Object getstate() {
    Object[] words = new Object[MersenneTwister.WORDS + 1];
    for (int i = 0; i < MersenneTwister.WORDS; i++) {
      words[i] = twister.state[i] & 0xffffffffL;
    }
    words[MersenneTwister.WORDS] = (long) twister.index;
    return PyTuple.of(words);
  }

  @PyMethod(sig = "(state, /)", doc = "Goes back to a state that getstate() has given.")
  void setstate(ThreadState ts, Object state) {
    if (!(state instanceof PyTuple t)) {
      throw PyErr.typeError("state vector must be a tuple");
    }
    if (t.items.length != MersenneTwister.WORDS + 1) {
      throw PyErr.valueError("state vector is the wrong size");
    }
    int[] words = new int[MersenneTwister.WORDS];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(t.items[i]);
    }
    long index = Convert.toLong(ts, t.items[MersenneTwister.WORDS]);
    if (index < 0 || index > MersenneTwister.WORDS) {
      throw PyErr.valueError("invalid state");
    }
    System.arraycopy(words, 0, twister.state, 0, words.length);
    twister.index = (int) index;
  }

  private static int word(Object o) {
    Object v = PyLong.check(o) ? PyLong.value(o) : null;
    if (v == null) {
      throw PyErr.typeError("an integer is required");
    }
    if (v instanceof BigInteger b && (b.signum() < 0 || b.bitLength() > 64) || v instanceof Long l && l < 0) {
      throw PyErr.overflowError("can't convert negative value to unsigned int");
    }
    return v instanceof Long l ? l.intValue() : ((BigInteger) v).intValue();
  }

  @PyMethod(sig = "(k, /)", doc = "An int of k random bits.")
  Object getrandbits(ThreadState ts, Object k) {
    Object count = PyNumber.index(ts, k);
    if (count instanceof BigInteger big && big.signum() > 0) {
      throw PyErr.overflowError("Python int too large for C uint64_t");
    }
    if (!(count instanceof Long bits) || bits < 0) {
      throw PyErr.valueError("Cannot convert negative int");
    }
    if (bits == 0) {
      return 0L;
    }
    if (bits <= 32) {
      return (twister.next() >>> 32 - bits.intValue()) & 0xffffffffL;
    }
    if (bits > Integer.MAX_VALUE) {
      throw PyErr.memoryError();
    }
    int words = (int) ((bits + 31) / 32);
    byte[] magnitude = new byte[words * 4];
    for (int i = words - 1; i >= 0; i--) {
      int word = twister.next();
      if (i == 0 && bits % 32 != 0) {
        word >>>= 32 - (int) (bits % 32);
      }
      for (int b = 0; b < 4; b++) {
        magnitude[i * 4 + b] = (byte) (word >>> 24 - 8 * b);
      }
    }
    return Convert.ofBigInteger(new BigInteger(1, magnitude));
  }
}
