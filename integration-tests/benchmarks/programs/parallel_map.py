"""Tiny tasks, seconds for each: `parallel_map.py SECONDS`. Where there is no atoll.parallel, a pool of interpreters."""

import sys
import time


def square(x):
    return x * x


def total(count):
    try:
        from atoll import parallel
    except ImportError:
        from concurrent.futures import InterpreterPoolExecutor

        with InterpreterPoolExecutor() as pool:
            return sum(pool.map(square, range(count)))
    return sum(parallel.map(square, range(count)))


def main():
    seconds = float(sys.argv[1])
    count = 1_000_000 if sys.implementation.name == "atoll" else 20_000
    best = None
    started = time.perf_counter()
    while best is None or time.perf_counter() - started < seconds:
        before = time.perf_counter()
        assert total(count) == (count - 1) * count * (2 * count - 1) // 6
        each = (time.perf_counter() - before) / count
        if best is None:
            print(f"first={each:.12f}")
        best = each if best is None else min(best, each)
    print(f"best={best:.12f}")


if __name__ == "__main__":
    main()
