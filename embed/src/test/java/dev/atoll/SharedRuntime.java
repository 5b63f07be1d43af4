package dev.atoll;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Tests that share one runtime, each class its own.
abstract class SharedRuntime {
  static Atoll atoll;

  @BeforeAll
  static void open() {
    atoll = Atoll.open();
  }

  @AfterAll
  static void shut() {
    atoll.close();
  }
}
