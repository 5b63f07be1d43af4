"""Create an interpreter, run a line in it and close it: `create_close.py SECONDS`."""

import sys
import time
from concurrent import interpreters


def cycle():
    interpreter = interpreters.create()
    interpreter.exec("x = 1")
    interpreter.close()


def main():
    seconds = float(sys.argv[1])
    before = time.perf_counter()
    cycle()
    print(f"first={time.perf_counter() - before:.6f}")
    started = time.perf_counter()
    while time.perf_counter() - started < seconds / 2:
        cycle()
    count, started = 0, time.perf_counter()
    while (passed := time.perf_counter() - started) < seconds / 2:
        cycle()
        count += 1
    print(f"best={passed / count:.9f}")


main()
