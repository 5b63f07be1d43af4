"""The small tools of sharing between interpreters: atomics, a dict, locks and the like.

    from atoll import shared

    hits = shared.AtomicInt()
    with shared.lock("printer"):
        ...
    table = shared.freeze({"a": [1, 2]})

freeze() makes values that cannot change any more, and cross between interpreters without a copy. Each of the others
is one object for all interpreters, and can be sent to them. The documentation is docs/shared.md of Atoll.
"""

from functools import wraps as _wraps
from threading import BrokenBarrierError

from _atoll_freeze import freeze, is_frozen
from _atoll_shared import *
from _atoll_shared import __dict__ as _names
from _atoll_shared import _reading, _writing
from _atoll_structs import Reference as _Reference, object_of as _object_of

__all__ = sorted([name for name in _names if not name.startswith("_")]
                 + ["BrokenBarrierError", "freeze", "is_frozen", "locked", "read_locked", "write_locked"])
del _names

# The flags of code that pauses (inspect.CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR).
_PAUSING = 0x20 | 0x80 | 0x200


def _check_method(name, method):
    if not callable(method) or isinstance(method, type):
        raise TypeError(f"@{name} is for methods, not {type(method).__name__}; put it below @property and the like")
    code = getattr(method, "__code__", None)
    if code is not None and code.co_flags & _PAUSING:
        raise TypeError(f"@{name} cannot hold a lock while {method.__qualname__} pauses: lock in methods that it calls")


def write_locked(method):
    """Run a method while no other thread is in one of the same object that is @locked, @write_locked or @read_locked.

    Such a method may call others of the object. A @read_locked one cannot call it: RuntimeError.

    An object of an arena has its arena entered, or where that has mode='free', a lock of its own taken, which threads of
    all interpreters heed. In the place of the object there may be its arena.ref(): Account.pay(ref, 10).
    """
    _check_method("write_locked", method)
    return _guarded(method, _writing)


def read_locked(method):
    """Run a method while no other thread is in one of the same object that is @locked or @write_locked.

    As for @write_locked, an object of an arena has its arena entered, to read.
    """
    _check_method("read_locked", method)
    return _guarded(method, _reading)


def locked(method):
    """Another name of @write_locked."""
    _check_method("locked", method)
    return write_locked(method)


def _guarded(method, side):
    @_wraps(method)
    def guarded(self, /, *args, **kwargs):
        with side(self):
            if type(self) is _Reference:
                # Only within the arena can it be told which object that is.
                return guarded(_object_of(self), *args, **kwargs)
            return method(self, *args, **kwargs)
    return guarded
