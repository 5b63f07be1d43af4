"""Actors: objects that live in an interpreter of their own and handle one message after another.

    from atoll.actors import actor, spawn, Restart

    @actor
    class Counter:
        def __init__(self, start=0):
            self.n = start
        def add(self, k):
            self.n += k
            return self.n

    c = spawn(Counter, 10, name="hits", supervise=Restart(times=3, within=10, backoff=0.1))
    c.add(5).result()      # a concurrent.futures.Future that can also be awaited
    c.tell.add(1)          # no reply

The documentation is docs/actors.md of Atoll.
"""

from _atoll_actors import *
from _atoll_actors import __dict__ as _names

__all__ = sorted(name for name in _names if not name.startswith("_"))
del _names
