package org.atoll.channels.codec;

/// Which form messages inside the process take. Snapshots, unless the environment variable `ATOLL_MESSAGE_BYTES` is `1` or the
/// system property `atoll.messageBytes` is true: then each is written to bytes and read again, so that what only the form in
/// bytes gets wrong comes to light. Fixed for the process.
final class Form {
  static final boolean BYTES = "1".equals(System.getenv("ATOLL_MESSAGE_BYTES")) || Boolean.getBoolean("atoll.messageBytes");

  private Form() {}
}
