"""Submit 20,000 tiny tasks to a pool of interpreters and gather their results: `tiny_tasks.py SECONDS [KIND ...]`.

A kind is how they are submitted or gathered: `plain`, with `keywords`, with an argument that can change (`mutable`), by the
executor's `map`, or gathered with `wait` or `as_completed`. Printed are seconds for each task: of the first time, and of the
best, for all in wall and in processor time.
"""

import os
import sys
import time
from concurrent.futures import InterpreterPoolExecutor, as_completed, wait

TASKS = 20_000


def tiny(x):
    return x + 1


def tiny_of_list(items):
    return items[0] + 1


def plain(pool):
    futures = [pool.submit(tiny, i) for i in range(TASKS)]
    return [future.result() for future in futures]


def keywords(pool):
    futures = [pool.submit(tiny, x=i) for i in range(TASKS)]
    return [future.result() for future in futures]


def mutable(pool):
    futures = [pool.submit(tiny_of_list, [i]) for i in range(TASKS)]
    return [future.result() for future in futures]


def mapped(pool):
    return list(pool.map(tiny, range(TASKS)))


def waited(pool):
    done, _ = wait([pool.submit(tiny, i) for i in range(TASKS)])
    return sorted(future.result() for future in done)


def completed(pool):
    futures = [pool.submit(tiny, i) for i in range(TASKS)]
    return sorted(future.result() for future in as_completed(futures))


KINDS = {"plain": plain, "keywords": keywords, "mutable": mutable, "map": mapped, "wait": waited, "as_completed": completed}


def measure(kind, pool, seconds):
    expected = list(range(1, TASKS + 1))
    first = wall = cpu = None
    end = time.perf_counter() + seconds
    while wall is None or time.perf_counter() < end:
        used, started = time.process_time(), time.perf_counter()
        results = KINDS[kind](pool)
        passed, used = (time.perf_counter() - started) / TASKS, (time.process_time() - used) / TASKS
        assert results == expected
        first = first or passed
        wall = passed if wall is None else min(wall, passed)
        cpu = used if cpu is None else min(cpu, used)
    for name, value in (("first", first), ("best", wall), ("cpu", cpu)):
        print(f"{kind}_{name}={value:.9f}")


def main():
    with InterpreterPoolExecutor(os.process_cpu_count()) as pool:
        for kind in sys.argv[2:] or ["plain"]:
            measure(kind, pool, float(sys.argv[1]))


if __name__ == "__main__":
    main()
