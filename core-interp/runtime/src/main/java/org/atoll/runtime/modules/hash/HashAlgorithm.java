package org.atoll.runtime.modules.hash;

import java.util.Locale;
import java.util.function.Supplier;

/// The hash functions known by name, as `hashlib.new` and `hmac` ask for them.
///
/// Constants carry Python's names in lower case; those with a variable length of digest are [#variable].
enum HashAlgorithm {
  MD5("md5", 16, 64, () -> JdkDigest.of("MD5")),
  SHA1("sha1", 20, 64, () -> JdkDigest.of("SHA-1")),
  SHA224("sha224", 28, 64, () -> JdkDigest.of("SHA-224")),
  SHA256("sha256", 32, 64, () -> JdkDigest.of("SHA-256")),
  SHA384("sha384", 48, 128, () -> JdkDigest.of("SHA-384")),
  SHA512("sha512", 64, 128, () -> JdkDigest.of("SHA-512")),
  SHA512_224("sha512_224", 28, 128, () -> JdkDigest.of("SHA-512/224")),
  SHA512_256("sha512_256", 32, 128, () -> JdkDigest.of("SHA-512/256")),
  SHA3_224("sha3_224", 28, 144, () -> JdkDigest.of("SHA3-224")),
  SHA3_256("sha3_256", 32, 136, () -> JdkDigest.of("SHA3-256")),
  SHA3_384("sha3_384", 48, 104, () -> JdkDigest.of("SHA3-384")),
  SHA3_512("sha3_512", 64, 72, () -> JdkDigest.of("SHA3-512")),
  SHAKE_128("shake_128", 0, 168, () -> new Shake(128)),
  SHAKE_256("shake_256", 0, 136, () -> new Shake(256)),
  BLAKE2B("blake2b", 64, 128, () -> new Blake2(true, Blake2.Parameters.plain(64))),
  BLAKE2S("blake2s", 32, 64, () -> new Blake2(false, Blake2.Parameters.plain(32)));

  final String pythonName;
  /// In bytes; 0 where the caller chooses.
  final int digestSize;
  final int blockSize;
  private final Supplier<Digest> maker;

  HashAlgorithm(String pythonName, int digestSize, int blockSize, Supplier<Digest> maker) {
    this.pythonName = pythonName;
    this.digestSize = digestSize;
    this.blockSize = blockSize;
    this.maker = maker;
  }

  Digest start() {
    return maker.get();
  }

  boolean variable() {
    return digestSize == 0;
  }

  /// The algorithm by Python's name or OpenSSL's (`SHA256`, `sha3-256`, `blake2b512`), or null.
  static HashAlgorithm find(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    for (HashAlgorithm one : values()) {
      if (plain.equals(one.pythonName) || one.aliases().contains(" " + plain + " ")) {
        return one;
      }
    }
    return null;
  }

  private String aliases() {
    return switch (this) {
      case SHA1, SHA224, SHA256, SHA384, SHA512 -> " " + pythonName.replace("sha", "sha-") + " "
          + pythonName.replace("sha", "sha2-") + " ";
      case SHA512_224 -> " sha512-224 sha-512/224 sha2-512/224 ";
      case SHA512_256 -> " sha512-256 sha-512/256 sha2-512/256 ";
      case SHAKE_128, SHAKE_256 -> " " + pythonName.replace("_", "") + " " + pythonName.replace('_', '-') + " ";
      case BLAKE2B -> " blake2b512 blake2b-512 ";
      case BLAKE2S -> " blake2s256 blake2s-256 ";
      default -> " " + pythonName.replace('_', '-') + " ";
    };
  }
}
