"""What limits cost that are never reached: `limits_cost.py SECONDS`. Atoll only.

Two interpreters run the same code in turn, which makes and drops small objects, and then a loop that makes none: one is
unlimited, the other may use much memory and much time. Printed are the best processor seconds of a run of each.
"""

import sys
import time

from atoll import interpreters

SOURCE = """
import time

def allocate():
    kept = []
    for i in range(20_000):
        kept.append({'n': i, 'half': i / 2, 'pair': (i, str(i))})
        if len(kept) == 1000:
            kept = []

def count():
    x = 0
    for i in range(200_000):
        x += i

def run(name):
    used = time.process_time()
    globals()[name]()
    return time.process_time() - used
"""


def start(**limits):
    interpreter = interpreters.create(**limits)
    interpreter.exec(SOURCE)
    return interpreter


def main():
    seconds = float(sys.argv[1])
    back = interpreters.create_queue()
    sides = {"unlimited": start(), "limited": start(limits={"memory": "1GB", "cpu": 100_000, "wall": 100_000})}
    for interpreter in sides.values():
        interpreter.prepare_main(back=back)
    best = {}
    end = time.perf_counter() + seconds
    while len(best) < 4 or time.perf_counter() < end:
        for code in ("allocate", "count"):
            for side, interpreter in sides.items():
                interpreter.exec(f"back.put(run({code!r}))")
                used = back.get()
                best[f"{code}_{side}"] = min(best.get(f"{code}_{side}", used), used)
    for name, value in best.items():
        print(f"{name}={value:.9f}")
    for interpreter in sides.values():
        interpreter.close()


main()
