package org.atoll.runtime.modules.random;

/// MT19937 of Matsumoto and Nishimura, seeded from an array of words as their reference does. One thread at a time.
final class MersenneTwister {
  static final int WORDS = 624;
  private static final int SHIFT = 397;

  final int[] state = new int[WORDS];
  int index = WORDS + 1;

  private void seed(int seed) {
    state[0] = seed;
    for (int i = 1; i < WORDS; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
    }
    index = WORDS;
  }

  /// Seeds from words, least significant first.
  void seed(int[] key) {
    seed(19650218);
    int i = 1;
    int j = 0;
    for (int k = Math.max(WORDS, key.length); k > 0; k--) {
      state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >>> 30) * 1664525) + key[j] + j;
      i++;
      j++;
      if (i >= WORDS) {
        state[0] = state[WORDS - 1];
        i = 1;
      }
      if (j >= key.length) {
        j = 0;
      }
    }
    for (int k = WORDS - 1; k > 0; k--) {
      state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >>> 30) * 1566083941) - i;
      i++;
      if (i >= WORDS) {
        state[0] = state[WORDS - 1];
        i = 1;
      }
    }
    state[0] = 0x80000000;
  }

  /// The next 32 random bits.
  int next() {
    if (index >= WORDS) {
      refill();
    }
    int y = state[index++];
    y ^= y >>> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >>> 18;
  }

  /// The next float in [0, 1) with 53 random bits.
  double nextDouble() {
    long a = next() >>> 5;
    long b = next() >>> 6;
    return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
  }

  private void refill() {
    int[] s = state;
    for (int i = 0; i < WORDS; i++) {
      int y = s[i] & 0x80000000 | s[i + 1 < WORDS ? i + 1 : 0] & 0x7fffffff;
      int from = i + SHIFT < WORDS ? i + SHIFT : i + SHIFT - WORDS;
      s[i] = s[from] ^ y >>> 1 ^ -(y & 1) & 0x9908b0df;
    }
    index = 0;
  }
}
