"""Waits for a pipeline that never ends, until Ctrl-C."""

import itertools
import threading
import time

from atoll import interpreters, pipelines as pl


def sleep_long(x):
    time.sleep(0 if x < 10 else 1000)
    return x


if __name__ == "__main__":
    try:
        for number in pl.source(itertools.count) | pl.stage(sleep_long, workers=2, buffer=1) | pl.stage(str):
            if number == "9":
                print("running", flush=True)
    except KeyboardInterrupt:
        print("interrupted", len(interpreters.list_all()), threading.active_count())
