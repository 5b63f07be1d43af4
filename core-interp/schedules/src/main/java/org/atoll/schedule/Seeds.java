package org.atoll.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/// Runs schedules, one for each seed: some ten thousand from seed 0 on, for as long as a build has patience; or, where the system properties
/// `atoll.schedule` and `atoll.schedules` say so, as many from another one on.
public final class Seeds {
  private static final long FIRST = Long.getLong("atoll.schedule", 0);
  private static final long SCHEDULES = Long.getLong("atoll.schedules", 15_000);
  private static final Duration PATIENCE = Long.getLong("atoll.schedules") == null ? Duration.ofSeconds(15) : Duration.ofDays(1);

  private Seeds() {}

  /// @param scenarios the name of a class that takes a seed, throws an AssertionError that names it where something is wrong, and is
  ///     among those that are loaded by steps
  /// @param stepped how the names of these begin
  public static void run(String scenarios, String... stepped) throws ReflectiveOperationException {
    LongConsumer runs = (LongConsumer) new SteppingLoader(stepped).loadClass(scenarios).getConstructor().newInstance();
    Instant end = Instant.now().plus(PATIENCE);
    for (long seed = FIRST; seed < FIRST + SCHEDULES && Instant.now().isBefore(end); seed++) {
      runs.accept(seed);
    }
  }
}
