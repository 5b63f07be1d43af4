/// A scheduler for tests: it decides, from a seed, which thread goes on at each point where threads meet. See
/// [org.atoll.channels.schedule.SchedulesTest] for what it is used for, and how to have it run longer.
///
/// What it does not show is what processors and compilers make of memory that is shared without order: here all threads see
/// everything in the order in which it happened. The tests with real threads beside it stand for that.
package org.atoll.channels.schedule;
