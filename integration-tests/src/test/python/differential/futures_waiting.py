"""Waiting for several futures in all ways, and what is said where it goes wrong."""

import concurrent.futures as futures
import gc
import inspect
import threading
import time
import weakref
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Future


class Special(Future):
    pass


def finished(value):
    future = Future()
    future.set_result(value)
    return future


def failed(error):
    future = Future()
    future.set_exception(error)
    return future


def cancelled(notified):
    future = Future()
    future.cancel()
    if notified:
        future.set_running_or_notify_cancel()
    return future


def show(title, fs, **options):
    names = {future: name for name, future in fs.items()}
    try:
        done, not_done = futures.wait(fs.values(), **options)
    except Exception as e:
        print(title, type(e).__name__, "" if isinstance(e, TypeError) else e)
    else:
        print(title, sorted(names[future] for future in done), sorted(names[future] for future in not_done))


def states(**more):
    return {"finished": finished(1), "failed": failed(ValueError("x")), "cancelled": cancelled(False), "notified": cancelled(True), **more}


def waits():
    for when in ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, "NEVER", None, 1, []:
        show(f"wait {when}", states(), timeout=0, return_when=when)
        show(f"wait {when}, special", states(special=Special()), timeout=0, return_when=when)
        show(f"wait {when}, done", {"finished": finished(1), "notified": cancelled(True)}, return_when=when)
        show(f"wait {when}, none", {}, return_when=when)
    show("negative", {"pending": Future()}, timeout=-1)
    show("fraction", {"pending": Future()}, timeout=0.001)
    show("no number", {"pending": Future()}, timeout="1")
    show("too long", {"pending": Future()}, timeout=1e30)
    for bad in 1, [1], None:
        try:
            futures.wait(bad)
        except Exception as e:
            print("wait", bad, type(e).__name__)
    one = finished(1)
    print(len(futures.wait([one, one]).done), type(futures.wait([one])).__name__)


def later(*actions):
    """Call functions in this order in another thread, soon."""
    def run():
        time.sleep(0.05)
        for action, *args in actions:
            action(*args)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def changes():
    for kind in Future, Special:
        for when in ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION:
            a, b, c = kind(), kind(), kind()
            fs = {"a": a, "b": b, "c": c}
            a.set_running_or_notify_cancel()
            thread = later((a.set_result, 1), (c.set_exception, KeyError("c")), *[(b.set_result, 2)] * (when == ALL_COMPLETED))
            if when == FIRST_COMPLETED:
                print(kind.__name__, when, a in futures.wait(fs.values(), return_when=when).done)
            else:
                show(f"{kind.__name__} {when}", fs, return_when=when)
            thread.join()
        a = kind()
        a.cancel()
        thread = later((a.set_running_or_notify_cancel,))
        show(f"{kind.__name__} notified later", {"a": a})
        thread.join()
        a = kind()
        called = []
        a.add_done_callback(lambda f: called.append(f.result()))
        thread = later((a.set_result, 5))
        show(f"{kind.__name__} with a callback", {"a": a})
        thread.join()
        print(called)


def completed():
    for kind in Future, Special:
        fs = [kind() for _ in range(5)]
        fs[3].set_result(3)
        waiting = futures.as_completed(fs)
        print(next(waiting) is fs[3])
        fs[1].set_result(1)
        print(next(waiting) is fs[1])
        fs[0].set_exception(ValueError())
        fs[4].cancel()
        fs[4].set_running_or_notify_cancel()
        print(next(waiting) is fs[0], next(waiting) is fs[4])
        thread = later((fs[2].set_result, 2))
        print([f.result() for f in waiting])
        thread.join()
        for timeout in 0, 0.01, -1:
            fs = [kind(), kind(), finished(1)]
            got = []
            try:
                for future in futures.as_completed(fs, timeout):
                    got.append(future)
            except TimeoutError as e:
                print(len(got), e)
        fs = [kind()]
        fs[0].set_result(1)
        for future in futures.as_completed(fs):
            fs.clear()
            there = weakref.ref(future)
            del future
            gc.collect()
            print(there())
        waiting = futures.as_completed([kind(), finished(1)])
        next(waiting)
        waiting.close()
    print(list(futures.as_completed([])))
    for bad in 1, [1]:
        try:
            list(futures.as_completed(bad))
        except Exception as e:
            print("as_completed", bad, type(e).__name__)


waits()
changes()
completed()
print(inspect.signature(futures.wait), inspect.signature(futures.as_completed), inspect.isgeneratorfunction(futures.as_completed))
print(futures.wait.__doc__ is not None, futures.wait.__module__, futures.as_completed.__qualname__)
