"""Run one of the compute programs again and again: `peak.py NAME SECONDS`.

Prints the seconds of the first run, the fastest, and what the program computed.
"""

import sys
import time


def main():
    name, seconds = sys.argv[1], float(sys.argv[2])
    program = __import__(name)
    times = []
    started = time.perf_counter()
    while len(times) < 3 or time.perf_counter() - started < seconds:
        before = time.perf_counter()
        answer = program.run()
        times.append(time.perf_counter() - before)
    print(f"first={times[0]:.6f}")
    print(f"best={min(times):.6f}")
    print(f"answer={answer}")


main()
