package org.atoll.runtime.modules.hash;

import java.util.Arrays;

/// BLAKE2b and BLAKE2s (RFC 7693) with all parameters of tree hashing. Words of BLAKE2s are kept in the low halves of
/// longs, so that both are one algorithm.
final class Blake2 implements Digest {
  /// What goes into the parameter block.
  record Parameters(int digestSize, byte[] key, byte[] salt, byte[] person, int fanout, int depth, long leafSize,
      long nodeOffset, int nodeDepth, int innerSize, boolean lastNode) {
    /// Those of the hash function without key and tree.
    static Parameters plain(int digestSize) {
      byte[] nothing = {};
      return new Parameters(digestSize, nothing, nothing, nothing, 1, 1, 0, 0, 0, 0, false);
    }
  }

  private static final long[] IV_B = {
      0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
      0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L};
  private static final byte[][] SIGMA = {
      {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
      {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
      {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
      {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
      {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
      {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
      {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
      {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
      {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
      {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};
  private static final long MASK_32 = 0xffffffffL;

  private final boolean wide;
  private final int blockBytes;
  private final int digestSize;
  private final boolean lastNode;
  private final long[] h;
  private final byte[] block;
  private int filled;
  private long count;

  /// @param wide true for BLAKE2b, false for BLAKE2s
  Blake2(boolean wide, Parameters p) {
    this.wide = wide;
    blockBytes = wide ? 128 : 64;
    digestSize = p.digestSize;
    lastNode = p.lastNode;
    block = new byte[blockBytes];
    h = new long[8];
    byte[] parameters = parameterBlock(p);
    for (int i = 0; i < 8; i++) {
      long iv = wide ? IV_B[i] : IV_B[i] >>> 32;
      h[i] = iv ^ (wide ? Bytes.littleEndian64(parameters, i * 8) : Bytes.littleEndian32(parameters, i * 4) & MASK_32);
    }
    if (p.key.length > 0) {
      System.arraycopy(p.key, 0, block, 0, p.key.length);
      filled = blockBytes;
    }
  }

  private Blake2(Blake2 other) {
    wide = other.wide;
    blockBytes = other.blockBytes;
    digestSize = other.digestSize;
    lastNode = other.lastNode;
    h = other.h.clone();
    block = other.block.clone();
    filled = other.filled;
    count = other.count;
  }

  private byte[] parameterBlock(Parameters p) {
    byte[] out = new byte[wide ? 64 : 32];
    out[0] = (byte) p.digestSize;
    out[1] = (byte) p.key.length;
    out[2] = (byte) p.fanout;
    out[3] = (byte) p.depth;
    put(out, 4, p.leafSize, 4);
    put(out, 8, p.nodeOffset, wide ? 8 : 6);
    out[wide ? 16 : 14] = (byte) p.nodeDepth;
    out[wide ? 17 : 15] = (byte) p.innerSize;
    System.arraycopy(p.salt, 0, out, wide ? 32 : 16, p.salt.length);
    System.arraycopy(p.person, 0, out, wide ? 48 : 24, p.person.length);
    return out;
  }

  private static void put(byte[] out, int at, long value, int length) {
    for (int i = 0; i < length; i++) {
      out[at + i] = (byte) (value >>> i * 8);
    }
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    while (length > 0) {
      // The last block is compressed with its own flag, so a full one waits for more.
      if (filled == blockBytes) {
        count += blockBytes;
        compress(false);
        filled = 0;
      }
      int part = Math.min(length, blockBytes - filled);
      System.arraycopy(data, offset, block, filled, part);
      filled += part;
      offset += part;
      length -= part;
    }
  }

  @Override
  public byte[] digest(int lengthBytes) {
    Blake2 last = copy();
    last.count += filled;
    Arrays.fill(last.block, filled, blockBytes, (byte) 0);
    last.compress(true);
    byte[] out = new byte[digestSize];
    int word = wide ? 8 : 4;
    for (int i = 0; i < digestSize; i++) {
      out[i] = (byte) (last.h[i / word] >>> i % word * 8);
    }
    return out;
  }

  @Override
  public Blake2 copy() {
    return new Blake2(this);
  }

  private void compress(boolean last) {
    long[] m = new long[16];
    long[] v = new long[16];
    for (int i = 0; i < 16; i++) {
      m[i] = wide ? Bytes.littleEndian64(block, i * 8) : Bytes.littleEndian32(block, i * 4) & MASK_32;
      v[i] = i < 8 ? h[i] : wide ? IV_B[i - 8] : IV_B[i - 8] >>> 32;
    }
    long ones = wide ? -1L : MASK_32;
    v[12] ^= wide ? count : count & MASK_32;
    v[13] ^= wide ? 0 : count >>> 32;
    v[14] ^= last ? ones : 0;
    v[15] ^= last && lastNode ? ones : 0;
    int rounds = wide ? 12 : 10;
    for (int round = 0; round < rounds; round++) {
      byte[] s = SIGMA[round % 10];
      for (int i = 0; i < 4; i++) {
        mix(v, i, i + 4, i + 8, i + 12, m[s[2 * i]], m[s[2 * i + 1]]);
      }
      for (int i = 0; i < 4; i++) {
        mix(v, i, (i + 1) % 4 + 4, (i + 2) % 4 + 8, (i + 3) % 4 + 12, m[s[8 + 2 * i]], m[s[9 + 2 * i]]);
      }
    }
    for (int i = 0; i < 8; i++) {
      h[i] ^= v[i] ^ v[i + 8];
    }
  }

  private void mix(long[] v, int a, int b, int c, int d, long x, long y) {
    if (wide) {
      v[a] += v[b] + x;
      v[d] = Long.rotateRight(v[d] ^ v[a], 32);
      v[c] += v[d];
      v[b] = Long.rotateRight(v[b] ^ v[c], 24);
      v[a] += v[b] + y;
      v[d] = Long.rotateRight(v[d] ^ v[a], 16);
      v[c] += v[d];
      v[b] = Long.rotateRight(v[b] ^ v[c], 63);
    } else {
      v[a] = v[a] + v[b] + x & MASK_32;
      v[d] = rotate32(v[d] ^ v[a], 16);
      v[c] = v[c] + v[d] & MASK_32;
      v[b] = rotate32(v[b] ^ v[c], 12);
      v[a] = v[a] + v[b] + y & MASK_32;
      v[d] = rotate32(v[d] ^ v[a], 8);
      v[c] = v[c] + v[d] & MASK_32;
      v[b] = rotate32(v[b] ^ v[c], 7);
    }
  }

  private static long rotate32(long value, int bits) {
    return Integer.rotateRight((int) value, bits) & MASK_32;
  }
}
