"""Submit an empty task to an InterpreterPoolExecutor and wait for it: `pool_task.py SECONDS`."""

import sys
import time
from concurrent.futures import InterpreterPoolExecutor


def main():
    seconds = float(sys.argv[1])
    with InterpreterPoolExecutor(max_workers=1) as pool:
        before = time.perf_counter()
        pool.submit(int).result()
        print(f"first={time.perf_counter() - before:.6f}")
        started = time.perf_counter()
        while time.perf_counter() - started < seconds / 2:
            pool.submit(int).result()
        count, started = 0, time.perf_counter()
        while (passed := time.perf_counter() - started) < seconds / 2:
            pool.submit(int).result()
            count += 1
        print(f"best={passed / count:.9f}")


if __name__ == "__main__":
    main()
