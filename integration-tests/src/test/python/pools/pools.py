"""Executors of concurrent.futures under everything that can happen to a task at once: `pools.py SECONDS SEED`.

Several threads submit tasks of all kinds to one pool and see what becomes of them in all ways there are. Each future must
end, and end as it should; what the library's workers are waiting for afterwards must be as the library leaves it.
"""

import asyncio
import concurrent.futures as futures
import faulthandler
import random
import sys
import threading
import time
from fractions import Fraction

PATIENCE = 120


def twice(x):
    return 2 * x


def fail(x):
    raise ValueError(x)


def length(items):
    return len(items)


def listed(x):
    return [x, {x: (x,)}]


def loop(n):
    total = 0
    for i in range(n):
        total += i
    return total


def fraction(x):
    return Fraction(x, 7)


def keyword(*, x):
    return x


def check(future, kind, x, cancelled):
    """Whether a future that was not, or could not be, cancelled has ended as its task does."""
    if cancelled:
        assert future.cancelled()
        try:
            future.result(0)
        except futures.CancelledError:
            return
        raise AssertionError("a cancelled future has a result")
    if kind == "fail":
        error = future.exception(PATIENCE)
        assert type(error) is ValueError and error.args == (x,), error
        return
    result = future.result(PATIENCE)
    expected = {"twice": 2 * x, "abs": x, "length": x % 7, "listed": [x, {x: (x,)}], "loop": loop(x % 2000), "lambda": x + 1,
                "keyword": x, "sleep": None, "fraction": Fraction(x, 7)}[kind]
    assert result == expected, (kind, result, expected)


def submit(pool, kind, x):
    match kind:
        case "twice":
            return pool.submit(twice, x)
        case "abs":
            return pool.submit(abs, -x)
        case "length":
            return pool.submit(length, list(range(x % 7)))
        case "listed":
            return pool.submit(listed, x)
        case "loop":
            return pool.submit(loop, x % 2000)
        case "lambda":
            return pool.submit(lambda y: y + 1, x)
        case "keyword":
            return pool.submit(keyword, x=x)
        case "sleep":
            return pool.submit(time.sleep, x % 10 / 10000)
        case "fail":
            return pool.submit(fail, x)
        case "fraction":
            return pool.submit(fraction, x)


KINDS = "twice", "abs", "abs", "abs", "length", "listed", "loop", "lambda", "keyword", "sleep", "fail", "fraction"


def see(tasks, rng):
    """Wait for tasks in one of the ways there are."""
    pending = [future for future, *_ in tasks]
    match rng.randrange(5):
        case 0:
            done, not_done = futures.wait(pending, PATIENCE)
            assert not not_done, not_done
        case 1:
            assert len(list(futures.as_completed(pending, PATIENCE))) == len(pending)
        case 2:
            left = threading.Semaphore(0)
            for future in pending:
                future.add_done_callback(lambda _: left.release())
            for _ in pending:
                assert left.acquire(timeout=PATIENCE)
        case 3:
            async def gather():
                return await asyncio.wait_for(asyncio.gather(*map(asyncio.wrap_future, pending), return_exceptions=True), PATIENCE)
            asyncio.run(gather())
        case 4:
            futures.wait(pending, rng.random() / 1000, rng.choice((futures.FIRST_COMPLETED, futures.FIRST_EXCEPTION)))
    for task in tasks:
        check(*task)


def work(pool, end, seed, problems, counts):
    rng = random.Random(seed)
    try:
        while time.monotonic() < end:
            tasks = []
            for _ in range(rng.choice((1, 1, 3, 50))):
                kind, x = rng.choice(KINDS), rng.randrange(1000)
                future = submit(pool, kind, x)
                tasks.append((future, kind, x, rng.randrange(10) == 0 and future.cancel()))
            see(tasks, rng)
            counts.append(len(tasks))
            if rng.randrange(4) == 0:
                assert list(pool.map(twice, range(20), timeout=PATIENCE)) == list(range(0, 40, 2))
    except BaseException as problem:
        problems.append(problem)
        raise


def run(kind, seconds, seed):
    problems, counts = [], []
    workers = 1 + seed % 3
    pool = kind(workers)
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=work, args=(pool, end, seed * 10 + i, problems, counts)) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems, problems
    assert len(pool._threads) <= workers
    # All are idle now: a further task finds one of them.
    threads = len(pool._threads)
    for _ in range(20):
        assert pool.submit(abs, -1).result(PATIENCE) == 1
    assert len(pool._threads) == threads
    last = [submit(pool, "abs", x) for x in range(1000)]
    pool.shutdown(cancel_futures=bool(seed % 2))
    assert all(future.done() for future in last)
    print(f"{kind.__name__}: {sum(counts)} tasks", file=sys.stderr)


if __name__ == "__main__":
    faulthandler.dump_traceback_later(PATIENCE * 2, exit=True)
    duration, number = float(sys.argv[1]), int(sys.argv[2])
    for executor in futures.InterpreterPoolExecutor, futures.ThreadPoolExecutor:
        run(executor, duration, number)
    print("done")
    sys.stdout.flush()
