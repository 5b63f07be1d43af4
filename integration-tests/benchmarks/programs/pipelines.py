"""Two stages of tiny functions over many items, seconds for each item: `pipelines.py HOW SECONDS`.

HOW says by what means: `pipeline` (atoll.pipelines, two workers in all), `executor` (InterpreterPoolExecutor.map, one after the
other), `processes` (multiprocessing.Pool.imap likewise), or `threads` (a thread for each stage, and queues between them).
"""

import sys
import time

COUNT = {"pipeline": 300_000, "executor": 20_000, "processes": 50_000, "threads": 100_000}


def square(x):
    return x * x


def half(x):
    return x // 2


def pipeline(count):
    from atoll import pipelines as pl
    return (pl.source(range(count)) | pl.stage(square) | pl.stage(half) | pl.into(sum)).run()


def executor(count):
    from concurrent.futures import InterpreterPoolExecutor
    with InterpreterPoolExecutor(2) as pool:
        return sum(pool.map(half, pool.map(square, range(count))))


def processes(count):
    import multiprocessing
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        return sum(pool.imap(half, pool.imap(square, range(count))))


def threads(count):
    from queue import Queue
    from threading import Thread
    queues = [Queue(1024) for _ in range(3)]

    def serve(function, before, after):
        while (item := before.get()) is not None:
            after.put(function(item))
        after.put(None)

    def draw():
        for number in range(count):
            queues[0].put(number)
        queues[0].put(None)

    running = [Thread(target=draw), Thread(target=serve, args=(square, queues[0], queues[1])),
               Thread(target=serve, args=(half, queues[1], queues[2]))]
    for thread in running:
        thread.start()
    total = 0
    while (item := queues[2].get()) is not None:
        total += item
    for thread in running:
        thread.join()
    return total


def main():
    how, seconds = sys.argv[1], float(sys.argv[2])
    run, count = {"pipeline": pipeline, "executor": executor, "processes": processes, "threads": threads}[how], COUNT[how]
    expected = sum(x * x // 2 for x in range(count))
    times, used, started = [], [], time.perf_counter()
    while not times or time.perf_counter() - started < seconds:
        before, cpu = time.perf_counter(), time.process_time()
        assert run(count) == expected
        times.append((time.perf_counter() - before) / count)
        used.append((time.process_time() - cpu) / count)
    print(f"first={times[0]:.12f}")
    print(f"best={min(times):.12f}")
    print(f"cpu={min(used):.12f}")


if __name__ == "__main__":
    main()
