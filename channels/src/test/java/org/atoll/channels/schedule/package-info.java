/// Models that tests of channels and queues compare schedules with. See [org.atoll.channels.schedule.SchedulesTest] for what they are used for,
/// and how to have it run longer.
package org.atoll.channels.schedule;
