package org.atoll.channels.schedule;

import org.atoll.schedule.Seeds;
import org.junit.jupiter.api.Test;

/// Channels, broadcasts, selections, and the queues and channels between interpreters under schedules from seeds: see [org.atoll.schedule.Schedule]. A failure names its seed; the whole
/// that was done is in its message. For longer runs, or one seed again:
///
/// ```
/// mvn -q -B test -pl channels -am -Dtest=SchedulesTest -Dsurefire.failIfNoSpecifiedTests=false -DargLine="-Datoll.schedule=30000 -Datoll.schedules=1000000"
/// ```
class SchedulesTest {
  private static void runAll(String scenarios) throws ReflectiveOperationException {
    Seeds.run(scenarios, "org.atoll.channels.ends.", "org.atoll.channels.items.", "org.atoll.channels.queues.", "org.atoll.channels.interpchannels.");
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
