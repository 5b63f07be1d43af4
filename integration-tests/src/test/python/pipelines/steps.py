"""What the pipelines of these tests do: in a module of its own, so that their workers import little."""

import sys
import threading
import time
from collections import Counter

from atoll import interpreters


def square(x):
    return x * x


def is_even(x):
    return x % 2 == 0


def slow_at_first(x):
    if x % 7 == 0:
        time.sleep(0.003)
    return x


def nap(x):
    time.sleep(x)
    return x


def which(x):
    return interpreters.get_current().id


def meet(barrier, x):
    """Waits with the first of its items until as many workers as the barrier is for have one."""
    global met
    if not met:
        barrier.wait(60)
        met = True
    return which(x)


met = False


def fails_at_seven(x):
    if x == 7:
        raise LookupError("seven", x)
    return x


def flaky(x):
    """Fails twice for each multiple of ten, in each worker."""
    seen[x] += 1
    if x % 10 == 0 and seen[x] < 3:
        raise OSError(f"attempt {seen[x]}")
    return x


seen = Counter()


def repeat(x):
    for _ in range(x % 4):
        yield x


def endless(x):
    while True:
        yield x
        x += 1


def breaks_off(x):
    yield x
    if x == 3:
        raise ValueError("broken off")
    yield -x


def running_total(items):
    total = 0
    for item in items:
        total += item
        yield total


def first_three(items):
    for _, item in zip(range(3), items):
        yield item


async def double_later(x):
    import asyncio
    await asyncio.sleep(0.01 if x % 3 else 0)
    return 2 * x


async def wait_half_a_second(x):
    import asyncio
    await asyncio.sleep(0.5)
    return x


async def fails_later(x):
    import asyncio
    await asyncio.sleep(0)
    if x % 5 == 0:
        raise KeyError(x)
    return x


class Unpicklable(Exception):
    def __init__(self, first, second):
        super().__init__(first)


def fails_unpicklably(x):
    raise Unpicklable(x, "never sent")


def gives_lock(x):
    return threading.Lock() if x == 2 else x


def dies_at(x):
    if x in (5, 17):
        interpreters.get_current().kill(0)
        while True:
            pass
    return x


def dies_at_once(x):
    interpreters.get_current().kill(0)
    while True:
        pass


async def dies_later(x):
    import asyncio
    await asyncio.sleep(0)
    return dies_at(x)


def remember(value):
    global remembered
    remembered = value


def tell(x):
    return remembered + x


def read_shared(x):
    import __main__
    return __main__.factor * x


def exits(x):
    sys.exit(3)
