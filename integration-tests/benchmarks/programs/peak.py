"""Run one of the programs again and again: `peak.py NAME SECONDS`.

Prints the seconds of the first run (`first`) and of the fastest (`best`), the least processor time of a run (`cpu`,
which other programs on the machine disturb less), how many runs there were, and what the program computed. Goes on
past SECONDS, up to five times as long, while runs still become faster: a just-in-time compiler needs time, and more
of it on a busy machine.
"""

import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def measure(run, seconds):
    times, cpu_times, improved = [], [], 0.0
    started = time.perf_counter()
    while True:
        before, cpu_before = time.perf_counter(), time.process_time()
        answer = run()
        cpu_times.append(time.process_time() - cpu_before)
        now = time.perf_counter()
        passed = now - started
        if not times or now - before < 0.98 * min(times) or cpu_times[-1] < 0.98 * min(cpu_times[:-1]):
            improved = passed
        times.append(now - before)
        if len(times) >= 3 and passed >= seconds and (improved < passed / 2 or passed >= 5 * seconds):
            return times, cpu_times, answer


def main():
    name, seconds = sys.argv[1], float(sys.argv[2])
    sys.path.append(os.path.join(HERE, "shapes"))
    times, cpu_times, answer = measure(__import__(name).run, seconds)
    print(f"first={times[0]:.6f}")
    print(f"best={min(times):.6f}")
    print(f"cpu={min(cpu_times):.6f}")
    print(f"runs={len(times)}")
    print(f"answer={answer}")


main()
