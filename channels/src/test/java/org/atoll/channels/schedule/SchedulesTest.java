package org.atoll.channels.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/// Channels, broadcasts, selections, and the queues and channels between interpreters under schedules from seeds: see [Schedule]. A failure names its seed; the whole
/// that was done is in its message. For longer runs, or one seed again:
///
/// ```
/// mvn -q -B test -pl channels -am -Dtest=SchedulesTest -Dsurefire.failIfNoSpecifiedTests=false -DargLine="-Datoll.schedule=30000 -Datoll.schedules=1000000"
/// ```
class SchedulesTest {
  private static final long FIRST = Long.getLong("atoll.schedule", 0);
  private static final long SCHEDULES = Long.getLong("atoll.schedules", 15_000);
  /// For how long a build goes on with it.
  private static final Duration PATIENCE = Long.getLong("atoll.schedules") == null ? Duration.ofSeconds(15) : Duration.ofDays(1);

  private static void runAll(String scenarios) throws ReflectiveOperationException {
    LongConsumer runs = (LongConsumer) new SteppingLoader().loadClass(scenarios).getConstructor().newInstance();
    Instant end = Instant.now().plus(PATIENCE);
    for (long seed = FIRST; seed < FIRST + SCHEDULES && Instant.now().isBefore(end); seed++) {
      runs.accept(seed);
    }
  }

  @Test
  void channels() throws ReflectiveOperationException {
    runAll("org.atoll.channels.ends.ChannelSchedules");
  }

  @Test
  void broadcasts() throws ReflectiveOperationException {
    runAll("org.atoll.channels.ends.BroadcastSchedules");
  }

  @Test
  void selections() throws ReflectiveOperationException {
    runAll("org.atoll.channels.ends.SelectSchedules");
  }

  @Test
  void interpreterQueues() throws ReflectiveOperationException {
    runAll("org.atoll.channels.queues.QueueSchedules");
  }

  @Test
  void interpreterChannels() throws ReflectiveOperationException {
    runAll("org.atoll.channels.interpchannels.InterpChannelSchedules");
  }
}
