/// What is in an arena, as Python programs see it: [org.atoll.arena.objects.SharedArena] puts memory, lock and collector together; a
/// [org.atoll.arena.objects.View] is a Python object that stands for a cell.
///
/// An operation of a view begins with [org.atoll.arena.objects.View#reading] or `writing`, which checks the hold and lets the
/// collector take a step; it takes all the memory that it needs before it changes anything; and every word that it
/// writes over, it hands to the collector first ([org.atoll.arena.objects.SharedArena#store]).
///
/// Used by `org.atoll.arena.module`, which is what scripts see.
package org.atoll.arena.objects;
