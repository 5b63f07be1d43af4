"""A loop that only Ctrl-C ends."""

import itertools
import time

from atoll import parallel


def task(x):
    if x:
        time.sleep(3600)
    return x


if __name__ == "__main__":
    results = parallel.map(task, itertools.count(), chunksize=1)
    try:
        next(results)
        print("first result", flush=True)
        next(results)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
