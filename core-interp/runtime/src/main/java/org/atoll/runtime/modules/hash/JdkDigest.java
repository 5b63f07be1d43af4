package org.atoll.runtime.modules.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A digest that the JDK computes: MD5, SHA-1, SHA-2 and SHA-3 of fixed length.
final class JdkDigest implements Digest {
  private final MessageDigest digest;

  private JdkDigest(MessageDigest digest) {
    this.digest = digest;
  }

  /// @param algorithm the JDK's name for it
  static JdkDigest of(String algorithm) {
    try {
      return new JdkDigest(MessageDigest.getInstance(algorithm));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    digest.update(data, offset, length);
  }

  @Override
  public byte[] digest(int lengthBytes) {
    return copy().digest.digest();
  }

  @Override
  public JdkDigest copy() {
    try {
      return new JdkDigest((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK's " + digest.getAlgorithm() + " cannot be copied", e);
    }
  }
}
