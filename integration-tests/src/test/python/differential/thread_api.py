"""The functions and errors of _thread and threading that programs seldom see."""

import _thread
import os
import sys
import threading
import time


def show(what, function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except (Exception, SystemExit) as error:
        print(what, "raises", type(error).__name__, error)
    else:
        print(what, "->", result)


lock = _thread.allocate_lock()
reentrant = _thread.RLock()
handle = _thread._ThreadHandle()

for size in [1, 32768, 4096 * 20, 0, -1, "x", 2 ** 70]:
    show(f"stack_size({size!r})", threading.stack_size, size)
for arguments in [dict(timeout=-2), dict(blocking=False, timeout=1), dict(timeout=1e10), dict(timeout=0.01), dict(timeout=0.01),
                  dict(timeout=float("nan")), dict(timeout="x"), dict(blocking=False, timeout=-1), dict(bad=1)]:
    show(f"acquire {arguments}", lock.acquire, **arguments)
show("release", lock.release)
show("release", lock.release)
show("release", reentrant.release)
show("twice", lambda: (reentrant.acquire(), reentrant.acquire(), reentrant._recursion_count(), reentrant._release_save()[0]))
show("restore", reentrant._acquire_restore, (1, 2, 3))
show("restore", reentrant._acquire_restore, 5)
show("join", handle.join)
show("handle", lambda: (handle.ident, handle.is_done(), handle))
show("set done", handle._set_done)
for arguments in [(1, ()), (print, []), (print, (), [])]:
    show("start_new_thread", _thread.start_new_thread, *arguments)
show("start_joinable_thread", _thread.start_joinable_thread, 1)
show("start_joinable_thread", _thread.start_joinable_thread, print, handle=1)
for number in [0, 65, 10, "x"]:
    show("interrupt_main", _thread.interrupt_main, number)
for ident in ["x", -1, 2 ** 70]:
    show("handle of", _thread._make_thread_handle, ident)
show("excepthook", _thread._excepthook, 1)
show("exit", _thread.exit)
show("main", lambda: (_thread._is_main_interpreter(), _thread.daemon_threads_allowed(), _thread._count()))

# Names that the system cuts.
for name in ["short", "n\xe4m\u20ac", "nul\0inside", "x" * 20, "x" * 14 + "\xe9", "\U0001f40d" * 9]:
    seen = []
    thread = threading.Thread(target=lambda: seen.append(_thread._get_name()), name=name)
    thread.start()
    thread.join()
    show(ascii(name), ascii, seen[0])

# What interrupts a Condition leaves its lock as it should be.
for make in [threading.Lock, threading.RLock]:
    condition = threading.Condition(make())

    def interrupt():
        with condition:
            condition.notify()
            _thread.interrupt_main()

    try:
        with condition:
            threading.Thread(target=interrupt).start()
            condition.wait()
            for _ in range(1000):
                time.sleep(0.001)
    except KeyboardInterrupt:
        print("interrupted", condition.acquire(blocking=False))


class Unshowable:
    def __call__(self):
        raise ValueError("told nevertheless")

    def __repr__(self):
        raise KeyError("not shown")


# What a thread raises is told although its function cannot be.
told = []
sys.unraisablehook = lambda e: told.append((e.exc_type.__name__, e.err_msg))
_thread.start_new_thread(Unshowable(), ())
while not told:
    time.sleep(0.01)
print(told)
