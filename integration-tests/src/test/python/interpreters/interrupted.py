"""Wait for a pool whose workers never end, computing or blocked; whoever runs this sends SIGINT."""

import time
from concurrent.futures import InterpreterPoolExecutor


def for_ever():
    while True:
        pass


def sleep():
    import time
    time.sleep(1000)


def lock():
    import threading
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def main():
    with InterpreterPoolExecutor(max_workers=3) as pool:
        # The last ones wait until a worker is free.
        futures = [pool.submit(task) for task in (for_ever, sleep, lock, for_ever, sleep)]
        while sum(future.running() for future in futures) < 3:
            time.sleep(0.01)
        time.sleep(0.1)
        print("ready", flush=True)
        futures[0].result()


if __name__ == "__main__":
    main()
