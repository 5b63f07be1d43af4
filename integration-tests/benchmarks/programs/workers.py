"""The speed-up of two interpreters that compute over one: `workers.py SECONDS`, once both have run for a while.

With `workers.py SECONDS WORKERS`, how much so many get done in this time from the start of the process.
"""

import sys
import threading
import time
from concurrent import interpreters

COMPUTE = """
import time
count, end = 0, time.monotonic() + seconds
while time.monotonic() < end:
    x = 0
    for i in range(2000):
        x += i
    count += 1
done.put(count)
"""


def run(workers, seconds):
    """How much so many workers get done in this time."""
    done = interpreters.create_queue()
    threads = []
    for _ in range(workers):
        interpreter = interpreters.create()
        interpreter.prepare_main(seconds=seconds, done=done)
        threads.append((threading.Thread(target=interpreter.exec, args=(COMPUTE,)), interpreter))
    for thread, _ in threads:
        thread.start()
    count = sum(done.get() for _ in threads)
    for thread, interpreter in threads:
        thread.join()
        interpreter.close()
    return count


def main():
    seconds = float(sys.argv[1])
    if len(sys.argv) > 2:
        print(f"count={run(int(sys.argv[2]), seconds)}")
        return
    run(2, seconds / 5)
    one = two = 0
    for _ in range(2):
        one += run(1, seconds / 5)
        two += run(2, seconds / 5)
    print(f"speedup={two / one:.4f}")


main()
