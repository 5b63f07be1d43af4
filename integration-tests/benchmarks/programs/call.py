"""Call an empty function in another interpreter: `call.py SECONDS`."""

import sys
import time
from concurrent import interpreters


def empty():
    pass


def main():
    seconds = float(sys.argv[1])
    interpreter = interpreters.create()
    before = time.perf_counter()
    interpreter.call(empty)
    print(f"first={time.perf_counter() - before:.6f}")
    started = time.perf_counter()
    while time.perf_counter() - started < seconds / 2:
        interpreter.call(empty)
    count, used, started = 0, time.process_time(), time.perf_counter()
    while (passed := time.perf_counter() - started) < seconds / 2:
        interpreter.call(empty)
        count += 1
    print(f"best={passed / count:.9f}")
    print(f"cpu={(time.process_time() - used) / count:.9f}")
    interpreter.close()


main()
