"""Queues between interpreters: order, limits, time-outs, what happens to the items of an interpreter that goes."""

import threading
from concurrent import interpreters

WORKER = """
while (item := jobs.get()) is not None:
    done.put((item, item * item))
"""


def main():
    queue = interpreters.create_queue(2)
    print(queue.maxsize, queue.empty(), queue.full(), queue.qsize())
    queue.put(1)
    queue.put([1, {"a": (2, 3)}])
    print(queue.full(), queue.qsize())
    for call in lambda: queue.put(3, timeout=0.05), lambda: queue.put_nowait(3):
        try:
            call()
        except interpreters.QueueFull as error:
            print(type(error).__name__)
    print(queue.get(), queue.get())
    for call in lambda: queue.get(timeout=0.05), queue.get_nowait:
        try:
            call()
        except interpreters.QueueEmpty as error:
            print(type(error).__name__)

    for value in (x for x in ()), threading.Lock():
        try:
            queue.put(value)
            print(type(value).__name__, type(queue.get()).__name__)
        except Exception as error:
            print(type(value).__name__, type(error).__name__, "does not support cross-interpreter data" in str(error))

    jobs, done = interpreters.create_queue(), interpreters.create_queue()
    workers = [interpreters.create() for _ in range(3)]
    threads = []
    for worker in workers:
        worker.prepare_main(jobs=jobs, done=done)
        threads.append(threading.Thread(target=worker.exec, args=(WORKER,)))
        threads[-1].start()
    for number in range(200):
        jobs.put(number)
    answers = dict(done.get() for _ in range(200))
    print(sorted(answers.items()) == [(n, n * n) for n in range(200)])
    for _ in workers:
        jobs.put(None)
    for thread in threads:
        thread.join()

    workers[0].exec("done.put('left behind')")
    for worker in workers:
        worker.close()
    print(done.get())

    inner = interpreters.create_queue()
    queue.put(inner)
    inner.put("through the inner one")
    print(queue.get() == inner, inner.get())


if __name__ == "__main__":
    main()
