package org.atoll.arena;

import org.atoll.schedule.Seeds;
import org.junit.jupiter.api.Test;

/// The locks of arenas and of `atoll.shared` under schedules from seeds: see [org.atoll.schedule.Schedule]. A failure names its seed. For longer
/// runs, or one seed again:
///
/// ```
/// mvn -q -B test -pl shared-arena -am -Dtest=ArenaSchedulesTest -Dsurefire.failIfNoSpecifiedTests=false -DargLine="-Datoll.schedule=30000 -Datoll.schedules=1000000"
/// ```
class ArenaSchedulesTest {
  @Test
  void arenas() throws ReflectiveOperationException {
    Seeds.run("org.atoll.arena.lock.LockSchedules", "org.atoll.arena.lock.");
  }

  @Test
  void sharedTools() throws ReflectiveOperationException {
    Seeds.run("org.atoll.arena.shared.SharedSchedules", "org.atoll.arena.lock.", "org.atoll.arena.shared.");
  }
}
