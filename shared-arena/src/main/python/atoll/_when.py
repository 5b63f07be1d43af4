"""What runs the functions of atoll.arena.when(): threads of this interpreter, which are started as functions are scheduled."""

import threading
from concurrent.futures import Future

import _atoll_when

# The flags of code that pauses (inspect.CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR).
_PAUSING = 0x20 | 0x80 | 0x200


def schedule(arenas, function):
    if not callable(function):
        raise TypeError(f"when() is for functions, not {type(function).__name__}")
    code = getattr(function, "__code__", None)
    if code is not None and code.co_flags & _PAUSING:
        raise TypeError(f"when() cannot hold arenas while {function.__qualname__} pauses: give it a plain function, and await "
                        "asyncio.wrap_future() of what it gives")
    future = Future()
    behaviour = _atoll_when.schedule(arenas, function, future)

    def done(future):
        if future.cancelled() and behaviour.cancel():
            future.set_running_or_notify_cancel()

    future.add_done_callback(done)
    if _atoll_when.needs_worker():
        try:
            threading.Thread(target=_atoll_when.work, name="atoll-arena-when", daemon=False).start()
        except RuntimeError:
            # Those there are do as well.
            if _atoll_when.worker_failed():
                future.cancel()
                raise
    return future


threading._register_atexit(_atoll_when.finish)
