"""A cache that all interpreters share, of what takes long to find out.

    atoll cache.py [--interpreters N] [--lookups N] [--keys N]

The cache is a dict in an arena that many may read at once (`mode="rw"`). Who finds nothing there computes the answer with nothing held,
and enters the arena to write it down, unless somebody else was faster. The same work is done with a cache for each interpreter, too:
there, everything is computed several times.
"""

import argparse
import os
import random
import time
from concurrent.futures import InterpreterPoolExecutor

from atoll import arena


def collatz(n):
    """How many steps the number takes until it is 1: what is looked up here."""
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def wanted(lookups, keys, seed):
    """Numbers by chance, small ones far more often than large ones."""
    chance = random.Random(seed)
    return [10**12 + int(keys ** chance.random()) for _ in range(lookups)]


def use_shared(cache, lookups, keys, seed):
    """Look up what is wanted; return the sum of the answers, and how many had to be computed."""
    total = computed = 0
    for number in wanted(lookups, keys, seed):
        with cache.read():
            steps = cache.root["steps"].get(number)
        if steps is None:
            steps = collatz(number)
            computed += 1
            with cache:
                cache.root["steps"].setdefault(number, steps)
        total += steps
    return total, computed


def use_own(cache, lookups, keys, seed):
    """The same, with a cache that nobody else knows."""
    total = computed = 0
    known = {}
    for number in wanted(lookups, keys, seed):
        steps = known.get(number)
        if steps is None:
            steps = known[number] = collatz(number)
            computed += 1
        total += steps
    return total, computed


def main():
    parser = argparse.ArgumentParser(description="A cache that interpreters share.")
    parser.add_argument("--interpreters", type=int, default=max(2, os.process_cpu_count() or 1), metavar="N", help="(default: one a core)")
    parser.add_argument("--lookups", type=int, default=100_000, metavar="N", help="of each interpreter (default: 100,000)")
    parser.add_argument("--keys", type=int, default=20_000, metavar="N", help="how many numbers there are (default: 20,000)")
    arguments = parser.parse_args()
    count = arguments.interpreters

    totals = set()
    with InterpreterPoolExecutor(count) as pool, arena.create(mode="rw") as cache:
        cache.root["steps"] = {}
    with InterpreterPoolExecutor(count) as pool:
        list(pool.map(collatz, range(1, 100)))
        for name, use in (("one cache each", use_own), ("one for all", use_shared)):
            begin = time.perf_counter()
            results = list(pool.map(use, [cache] * count, [arguments.lookups] * count, [arguments.keys] * count, range(count)))
            took = time.perf_counter() - begin
            computed = sum(computed for _, computed in results)
            totals.add(sum(total for total, _ in results))
            print(f"{name:<16}{count * arguments.lookups / took:,.0f} lookups a second, {computed:,} of them computed")
    print("the same answers" if len(totals) == 1 else f"different answers: {totals}")
    stats = cache.stats()
    print(f"the cache has {stats.objects:,} objects in {stats.bytes:,} bytes")


if __name__ == "__main__":
    main()
