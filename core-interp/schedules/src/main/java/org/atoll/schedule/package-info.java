/// A scheduler for tests of classes whose threads meet: it decides, from a seed, which thread goes on at each point where they do. A test
/// loads them by a [org.atoll.schedule.SteppingLoader] and runs their threads in a [org.atoll.schedule.Schedule].
///
/// What it does not show is what processors and compilers make of memory that is shared without order: here all threads see
/// everything in the order in which it happened. Tests with real threads beside it stand for that.
///
/// Used by tests only.
package org.atoll.schedule;
