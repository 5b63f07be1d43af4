"""Memory that interpreters have in common: entered with `with`, worked on in place, left again.

    >>> from atoll import arena
    >>> bank = arena.create("bank")
    >>> with bank:                                  # nobody else is in it
    ...     bank.root["accounts"] = {1: 100, 2: 100}    # copied in once
    ...     accounts = bank.root["accounts"]            # a live view, no copy
    ...     accounts[1] -= 10
    ...     accounts[2] += 10

Arenas can be sent to other interpreters, and opened there by name: arena.open("bank"). An object of an arena can be used
until the `with` block ends in which it was obtained; afterwards it raises ArenaNotHeld. All errors here are kinds of ArenaError.
"""

import os as _os

from _atoll_arena import (
    Access, Arena, ArenaClosed, ArenaCorrupt, ArenaError, ArenaFull, ArenaNotHeld, ArenaOrderError, ArenaPoisoned,
    ArenaReferenceError, ArenaStats, create as _create,
    create_file as _create_file, hold, list, open as _open, open_file as _open_file)
from _atoll_structs import PoolExhausted, ref
from atoll import _structs
from atoll._structs import *
from atoll._units import size as _size

__all__ = [
    "create", "open", "list", "hold", "when", "Arena", "Access", "ArenaStats",
    "ArenaError", "ArenaNotHeld", "ArenaReferenceError", "ArenaFull", "ArenaPoisoned", "ArenaClosed", "ArenaOrderError",
    "ArenaCorrupt", "PoolExhausted", "ref", *_structs.__all__]


# Memory is divided by blocks of 64 KiB, each for objects of about one size.
_LIMIT_MIN = 256 << 10


def create(name=None, *, path=None, mode="exclusive", limit="1GB", adopt=True, on_abandon="poison", warn_after=1, debug=False):
    """Make an arena.

    name: what other interpreters open it by, and messages call it. An arena with a name lives until it is closed, one
    without as long as anybody has it.
    path: a file to make it in, which several processes can open at the same time, and which is there when they have ended; FileExistsError
    where there is one already. Beside it is its undo log, PATH-undo, which belongs to it.
    mode: who may be in it together. 'exclusive': one thread at a time. 'rw': one that writes, or any number that read, with
    arena.read(). 'free': any number; each operation on an object is atomic by itself.
    limit: how much memory it may take, a number of bytes or a text such as '64MB', 256 KiB at least; it takes memory as it is used.
    adopt: whether local objects are copied in when they are stored; otherwise that raises ArenaReferenceError.
    on_abandon: what becomes of it when a thread ends that holds it to change it. 'poison': others get ArenaPoisoned until somebody
    calls recover(). 'rollback': the thread's changes since it entered are undone.
    warn_after: how many seconds one may hold it until that is written to the log, with what it is doing; None for any time.
    debug: overwrite what is freed, and look through all memory after each collection, so that mistakes of the arena's own show.
    """
    if name is not None and not isinstance(name, str):
        raise TypeError(f"name must be a str or None, not {type(name).__name__}")
    if on_abandon not in ("poison", "rollback"):
        raise ValueError(f"on_abandon must be 'poison' or 'rollback', not {on_abandon!r}")
    size = _size("limit", limit)
    if size < _LIMIT_MIN:
        raise ValueError(f"limit must be at least {_LIMIT_MIN} bytes, got {limit!r}")
    if isinstance(warn_after, (int, float)) and not warn_after >= 0:
        raise ValueError(f"warn_after must be a number of seconds, not negative, or None, got {warn_after!r}")
    if path is not None:
        if debug:
            raise ValueError("debug is for arenas of one process, not for those of files")
        return _create_file(name, _path(path), mode, size, adopt, on_abandon == "rollback", warn_after)
    return _create(name, mode, size, adopt, on_abandon == "rollback", warn_after, debug)


def open(name=None, *, path=None, warn_after=1):
    """The arena that was made with this name, in any interpreter of this process; ArenaError where there is none.

    path: the file of an arena, made by this process or another one. The file is checked, and ArenaCorrupt raised where it is damaged
    or no arena's. A name is what other interpreters of this process open it by from then on. Where the file is open in this
    process already, this is the same arena.
    warn_after: as of create().
    """
    if name is not None and not isinstance(name, str):
        raise TypeError(f"name must be a str or None, not {type(name).__name__}")
    if path is not None:
        return _open_file(name, _path(path), warn_after)
    if name is None:
        raise TypeError("open() takes a name, or path= for the file of an arena")
    return _open(name)


def _path(path):
    return _os.path.abspath(_os.fsdecode(path))



def when(*arenas):
    """Run a function when all these arenas are free: the decorator gives a concurrent.futures.Future.

        @arena.when(a, b)
        def moved():
            b.root["n"] += a.root.pop("n")

        moved.result()

    Give arenas, or what their read() gives. The function is called without arguments, on another thread of this
    interpreter, which holds the arenas meanwhile. Those that want the same arena get it in the order in which they were scheduled, from
    whatever interpreters; none of them occupies a thread while it waits. cancel() of the future drops one that has not begun.
    """
    def schedule(function):
        from atoll._when import schedule
        return schedule(arenas, function)

    return schedule
