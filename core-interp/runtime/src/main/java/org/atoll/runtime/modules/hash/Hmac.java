package org.atoll.runtime.modules.hash;

import java.util.Arrays;

/// HMAC (RFC 2104) over any digest. One thread at a time.
final class Hmac implements Digest {
  private static final byte INNER_PAD = 0x36;
  private static final byte OUTER_PAD = 0x5C;

  private final Digest inner;
  private final Digest outer;

  Hmac(HashAlgorithm algorithm, byte[] key) {
    byte[] block = key.length > algorithm.blockSize ? hash(algorithm, key) : key;
    block = Arrays.copyOf(block, algorithm.blockSize);
    inner = padded(algorithm, block, INNER_PAD);
    outer = padded(algorithm, block, OUTER_PAD);
  }

  private Hmac(Digest inner, Digest outer) {
    this.inner = inner;
    this.outer = outer;
  }

  private static byte[] hash(HashAlgorithm algorithm, byte[] data) {
    Digest digest = algorithm.start();
    digest.update(data, 0, data.length);
    return digest.digest(algorithm.digestSize);
  }

  private static Digest padded(HashAlgorithm algorithm, byte[] key, byte pad) {
    byte[] block = key.clone();
    for (int i = 0; i < block.length; i++) {
      block[i] ^= pad;
    }
    Digest digest = algorithm.start();
    digest.update(block, 0, block.length);
    return digest;
  }

  /// The code of one message.
  static byte[] of(HashAlgorithm algorithm, byte[] key, byte[] message) {
    Hmac hmac = new Hmac(algorithm, key);
    hmac.update(message, 0, message.length);
    return hmac.digest(algorithm.digestSize);
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    inner.update(data, offset, length);
  }

  @Override
  public byte[] digest(int lengthBytes) {
    byte[] first = inner.digest(lengthBytes);
    Digest second = outer.copy();
    second.update(first, 0, first.length);
    return second.digest(lengthBytes);
  }

  @Override
  public Hmac copy() {
    return new Hmac(inner.copy(), outer.copy());
  }
}
