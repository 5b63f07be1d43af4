"""Generators, coroutines and asynchronous generators that are dropped half-way, or before they were begun."""

import asyncio
import contextlib
import gc
import sys
import warnings

from support.collecting import collected

log = []


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        log.append(f"exit {kind.__name__}")


class Closing:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def close(self):
        log.append("close")


def in_finally():
    try:
        yield 1
    finally:
        log.append("finally")


def in_with():
    with Manager():
        yield 1


def in_except():
    try:
        yield 1
    except GeneratorExit:
        log.append("except")
        raise


def in_loop():
    for n in range(3):
        try:
            yield n
        finally:
            log.append(f"loop {n}")


def delegating():
    try:
        yield from in_finally()
    finally:
        log.append("outer")


def to_closing():
    yield from Closing()


def failing():
    try:
        yield 1
    finally:
        raise KeyError("in finally")


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def kept_by_itself():
    g = yield
    try:
        yield g
    finally:
        log.append("cycle")


def started(function):
    def make():
        next(function())
    make.__name__ = function.__name__
    return make


def cycle():
    g = kept_by_itself()
    next(g)
    g.send(g)


def finished():
    for _ in in_finally():
        pass


def handled_before():
    def body():
        try:
            yield 1
        finally:
            log.append("seen once")
        yield 2

    g = body()
    next(g)
    next(g)


def managed():
    manager = contextlib.contextmanager(in_finally)()
    manager.__enter__()


def hook(args):
    said = str(args.err_msg).split(" at 0x")[0]
    log.append(f"{args.exc_type.__name__} {args.exc_value} {said}")


class Waiting:
    def __await__(self):
        yield 1


async def waits():
    try:
        await Waiting()
    finally:
        log.append("coroutine")


async def plain():
    pass


async def items():
    try:
        yield 1
    finally:
        log.append("async generator")


def step(awaitable):
    try:
        awaitable.send(None)
    except StopIteration:
        pass


def suspended_coroutine():
    step(waits())


def never_awaited():
    plain()


def async_generator():
    step(items().asend(None))


def with_finalizer():
    sys.set_asyncgen_hooks(finalizer=lambda g: log.append(f"finalizer of {g.__name__}"))
    step(items().asend(None))
    sys.set_asyncgen_hooks(finalizer=None)


def methods():
    for name, args in ("asend", (1,)), ("__anext__", ()), ("athrow", (KeyError,)), ("aclose", ()):
        getattr(items(), name)(*args)
    step(items().aclose())


def shown(message, *rest, **named):
    log.append(message)


sys.unraisablehook = hook
warnings.showwarning, show = shown, warnings.showwarning
warnings.simplefilter("always")
for function in in_finally, in_with, in_except, in_loop, delegating, to_closing, failing, stubborn:
    print(function.__name__, collected(started(function), log))
for make in cycle, finished, handled_before, managed, suspended_coroutine, never_awaited, async_generator, with_finalizer, methods:
    print(make.__name__, collected(make, log))


async def broken_off():
    async for n in items():
        break
    gc.collect()
    gc.collect()
    await asyncio.sleep(0)

asyncio.run(broken_off())
print("asyncio", log)
log.clear()
sys.unraisablehook = sys.__unraisablehook__
warnings.showwarning = show


def at_exit():
    try:
        yield
    finally:
        print("at exit")


left = at_exit()
next(left)


class Held:
    def __del__(self):
        print("held")


def holding():
    held = Held()
    try:
        yield held
    finally:
        print("holding")


also_left = holding()
next(also_left)
