"""Threads of one interpreter: locks, conditions, events, local data, pools, exceptions."""

import queue
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def count(number, lock, total):
    for _ in range(number):
        with lock:
            total[0] += 1


def main():
    lock, total = threading.Lock(), [0]
    threads = [threading.Thread(target=count, args=(2_000, lock, total)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total, lock.locked(), lock.acquire(timeout=0.01), lock.acquire(blocking=False))
    lock.release()

    items, results = queue.Queue(maxsize=3), []

    def consumer():
        while (item := items.get()) is not None:
            results.append(item * 2)
            items.task_done()

    thread = threading.Thread(target=consumer)
    thread.start()
    for number in range(20):
        items.put(number)
    items.join()
    items.put(None)
    thread.join()
    print(results)

    local = threading.local()
    local.value = "main"
    seen = []
    thread = threading.Thread(target=lambda: seen.append(hasattr(local, "value")))
    thread.start()
    thread.join()
    print(seen, local.value)

    barrier, event, condition = threading.Barrier(3), threading.Event(), threading.Condition()
    order = []

    def meet():
        barrier.wait()
        event.wait()
        with condition:
            order.append("met")
            condition.notify_all()

    threads = [threading.Thread(target=meet, daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    barrier.wait()
    event.set()
    with condition:
        print(condition.wait_for(lambda: len(order) == 2, timeout=10), order)

    with ThreadPoolExecutor(max_workers=4) as pool:
        futures = [pool.submit(pow, number, 2) for number in range(8)]
        print(sorted(future.result() for future in as_completed(futures)))
        failing = pool.submit(int, "x")
        wait([failing])
        print(repr(failing.exception()))
        print(list(pool.map(str.upper, "abc")))

    caught = []
    threading.excepthook = lambda arguments: caught.append((arguments.exc_type.__name__, str(arguments.exc_value)))
    thread = threading.Thread(target=lambda: [][1])
    thread.start()
    thread.join()
    print(caught, threading.active_count() >= 1, threading.current_thread().name)


if __name__ == "__main__":
    main()
