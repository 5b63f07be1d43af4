/// What the interpreters of a runtime are doing, for people and programs that look at them from outside: their threads' Python
/// stacks, who holds which GIL, what waits. Looking takes no GIL and stops nobody: what is told of code that runs is that of a
/// moment ago. Nothing of this is loaded before somebody asks.
package org.atoll.actors.inspect;
