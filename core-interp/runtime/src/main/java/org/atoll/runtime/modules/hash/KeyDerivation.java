package org.atoll.runtime.modules.hash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Keys from passwords: PBKDF2 (RFC 8018) and scrypt (RFC 7914). Stateless; needs no GIL.
///
/// Both can be asked for so much that they never end: `checkpoint` is run again and again meanwhile, and may throw.
final class KeyDerivation {
  private KeyDerivation() {}

  /// PBKDF2 with HMAC of the given hash function.
  static byte[] pbkdf2(HashAlgorithm algorithm, byte[] password, byte[] salt, long iterations, int lengthBytes, Runnable checkpoint) {
    Hmac keyed = new Hmac(algorithm, password);
    byte[] out = new byte[lengthBytes];
    for (int at = 0, number = 1; at < lengthBytes; at += algorithm.digestSize, number++) {
      byte[] block = block(keyed, algorithm.digestSize, salt, iterations, number, checkpoint);
      System.arraycopy(block, 0, out, at, Math.min(block.length, lengthBytes - at));
    }
    return out;
  }

  private static byte[] block(Hmac keyed, int digestSize, byte[] salt, long iterations, int number, Runnable checkpoint) {
    Hmac first = keyed.copy();
    first.update(salt, 0, salt.length);
    first.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array(), 0, Integer.BYTES);
    byte[] last = first.digest(digestSize);
    byte[] sum = last.clone();
    for (long i = 1; i < iterations; i++) {
      Hmac next = keyed.copy();
      next.update(last, 0, last.length);
      last = next.digest(digestSize);
      for (int k = 0; k < sum.length; k++) {
        sum[k] ^= last[k];
      }
      checkpoint.run();
    }
    checkpoint.run();
    return sum;
  }

  /// scrypt.
  /// @param n the cost, a power of two
  /// @param r the size of blocks, in units of 128 bytes
  /// @param p how many blocks are mixed one after the other
  static byte[] scrypt(byte[] password, byte[] salt, int n, int r, int p, int lengthBytes, Runnable checkpoint) {
    int blockBytes = 128 * r;
    byte[] blocks = pbkdf2(HashAlgorithm.SHA256, password, salt, 1, p * blockBytes, checkpoint);
    int words = blockBytes / Integer.BYTES;
    int[] x = new int[words];
    int[][] memory = new int[n][];
    for (int i = 0; i < p; i++) {
      ByteBuffer view = ByteBuffer.wrap(blocks, i * blockBytes, blockBytes).order(ByteOrder.LITTLE_ENDIAN);
      view.asIntBuffer().get(x);
      x = mixMemory(x, memory, n, r, checkpoint);
      view.asIntBuffer().put(x);
    }
    return pbkdf2(HashAlgorithm.SHA256, password, blocks, 1, lengthBytes, checkpoint);
  }

  private static int[] mixMemory(int[] start, int[][] memory, int n, int r, Runnable checkpoint) {
    int[] x = start.clone();
    int[] spare = new int[x.length];
    for (int i = 0; i < n; i++) {
      checkpoint.run();
      memory[i] = x.clone();
      mixBlock(x, spare, r);
      int[] swap = x;
      x = spare;
      spare = swap;
    }
    for (int i = 0; i < n; i++) {
      checkpoint.run();
      int[] other = memory[x[x.length - 16] & n - 1];
      for (int k = 0; k < x.length; k++) {
        x[k] ^= other[k];
      }
      mixBlock(x, spare, r);
      int[] swap = x;
      x = spare;
      spare = swap;
    }
    return x;
  }

  private static void mixBlock(int[] in, int[] out, int r) {
    int[] x = Arrays.copyOfRange(in, in.length - 16, in.length);
    int[] mixed = new int[16];
    for (int i = 0; i < 2 * r; i++) {
      for (int k = 0; k < 16; k++) {
        x[k] ^= in[i * 16 + k];
      }
      salsa8(x, mixed);
      System.arraycopy(x, 0, out, ((i & 1) * r + i / 2) * 16, 16);
    }
  }

  /// Salsa20/8.
  private static void salsa8(int[] block, int[] x) {
    System.arraycopy(block, 0, x, 0, 16);
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 4; i++) {
        quarter(x, i * 5 & 15, i * 5 + 4 & 15, i * 5 + 8 & 15, i * 5 + 12 & 15);
      }
      for (int i = 0; i < 4; i++) {
        int row = i * 4;
        quarter(x, row + i, row + (i + 1 & 3), row + (i + 2 & 3), row + (i + 3 & 3));
      }
    }
    for (int i = 0; i < 16; i++) {
      block[i] += x[i];
    }
  }

  private static void quarter(int[] x, int a, int b, int c, int d) {
    x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
    x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
    x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
    x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
  }
}
