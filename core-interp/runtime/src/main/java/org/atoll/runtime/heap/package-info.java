/// What an interpreter's objects refer to and how much memory they take, found by looking.
///
/// Nothing is recorded while a program runs. [org.atoll.runtime.heap.HeapWalk] starts from the interpreter and from the
/// stack of the calling thread and follows the fields of Java objects, which [org.atoll.runtime.heap.ClassPlan] finds once
/// for each class; it stops at what all interpreters share. For `gc` and for limits of memory.
package org.atoll.runtime.heap;
