package org.atoll.runtime.modules.hash;

import java.util.Arrays;

/// SHAKE128 and SHAKE256 of FIPS 202: a Keccak sponge from which any number of bytes can be squeezed.
final class Shake implements Digest {
  private static final int LANES = 25;
  private static final int ROUNDS = 24;
  private static final int SUFFIX = 0x1f;

  private final int rateBytes;
  private final long[] state;
  private final byte[] block;
  private int filled;

  /// @param securityBits 128 or 256
  Shake(int securityBits) {
    rateBytes = 200 - securityBits / 4;
    state = new long[LANES];
    block = new byte[rateBytes];
  }

  private Shake(Shake other) {
    rateBytes = other.rateBytes;
    state = other.state.clone();
    block = other.block.clone();
    filled = other.filled;
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    while (length > 0) {
      int count = Math.min(length, rateBytes - filled);
      System.arraycopy(data, offset, block, filled, count);
      filled += count;
      offset += count;
      length -= count;
      if (filled == rateBytes) {
        absorb();
      }
    }
  }

  private void absorb() {
    for (int i = 0; i < rateBytes / 8; i++) {
      state[i] ^= Bytes.littleEndian64(block, i * 8);
    }
    permute(state);
    filled = 0;
  }

  @Override
  public byte[] digest(int lengthBytes) {
    Shake last = copy();
    Arrays.fill(last.block, filled, rateBytes, (byte) 0);
    last.block[filled] ^= SUFFIX;
    last.block[rateBytes - 1] ^= (byte) 0x80;
    last.absorb();
    byte[] out = new byte[lengthBytes];
    for (int done = 0; done < lengthBytes; done += rateBytes) {
      if (done > 0) {
        permute(last.state);
      }
      for (int i = 0; i < Math.min(rateBytes, lengthBytes - done); i++) {
        out[done + i] = (byte) (last.state[i >> 3] >>> (i & 7) * 8);
      }
    }
    return out;
  }

  @Override
  public Shake copy() {
    return new Shake(this);
  }

  /// Keccak-f[1600]. The rotation offsets and round constants are computed as the standard defines them.
  private static void permute(long[] a) {
    long[] column = new long[5];
    int feedback = 1;
    for (int round = 0; round < ROUNDS; round++) {
      for (int x = 0; x < 5; x++) {
        column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
      }
      for (int x = 0; x < 5; x++) {
        long mix = column[(x + 4) % 5] ^ Long.rotateLeft(column[(x + 1) % 5], 1);
        for (int y = 0; y < LANES; y += 5) {
          a[x + y] ^= mix;
        }
      }
      int x = 1;
      int y = 0;
      long moving = a[1];
      for (int t = 0; t < ROUNDS; t++) {
        int nextY = (2 * x + 3 * y) % 5;
        x = y;
        y = nextY;
        long replaced = a[x + 5 * y];
        a[x + 5 * y] = Long.rotateLeft(moving, (t + 1) * (t + 2) / 2 % 64);
        moving = replaced;
      }
      for (int row = 0; row < LANES; row += 5) {
        System.arraycopy(a, row, column, 0, 5);
        for (int i = 0; i < 5; i++) {
          a[row + i] = column[i] ^ ~column[(i + 1) % 5] & column[(i + 2) % 5];
        }
      }
      for (int j = 0; j < 7; j++) {
        if ((feedback & 1) != 0) {
          a[0] ^= 1L << (1 << j) - 1;
        }
        feedback = feedback << 1 ^ (feedback >> 7) * 0x171;
      }
    }
  }
}
