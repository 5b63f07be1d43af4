"""Ask, tell and spawn actors: `actors.py SECONDS [ACTORS]`. Atoll only: CPython has no actors.

Prints seconds of wall and of processor time for each: `ask` is a call and its result, `tell` a call without one, from one
sender to one receiver, handled included. With ACTORS, so many are spawned and asked, all of them are asked once more, and
their memory is shown. With 0 SECONDS, only that.
"""

import sys
import time

from atoll.actors import actor, shutdown, spawn


@actor
class Counter:
    def __init__(self, n=0):
        self.n = n

    def add(self, k):
        self.n += k
        return self.n


def ask(counter, count):
    for _ in range(count):
        counter.add(1).result()


def tell(counter, count):
    for _ in range(count):
        counter.tell.add(1)
    counter.add(0).result()


def best(what, count, seconds):
    counter = spawn(Counter)
    wall = cpu = float("inf")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        started, used = time.perf_counter(), time.process_time()
        what(counter, count)
        wall = min(wall, time.perf_counter() - started)
        cpu = min(cpu, time.process_time() - used)
    counter.stop()
    print(f"{what.__name__}={wall / count:.9f}")
    print(f"{what.__name__}_cpu={cpu / count:.9f}")


def resident_kb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def many(count):
    before, started, used = resident_kb(), time.perf_counter(), time.process_time()
    actors = [spawn(Counter, n) for n in range(count)]
    assert sum(one.add(0).result() for one in actors) == count * (count - 1) // 2
    print(f"spawn={(time.perf_counter() - started) / count:.9f}")
    print(f"spawn_cpu={(time.process_time() - used) / count:.9f}")
    print(f"resident_kb={(resident_kb() - before) / count:.1f}")
    started, used = time.perf_counter(), time.process_time()
    answers = [one.add(0) for one in actors]
    assert sum(answer.result() for answer in answers) == count * (count - 1) // 2
    print(f"again={(time.perf_counter() - started) / count:.9f}")
    print(f"again_cpu={(time.process_time() - used) / count:.9f}")
    shutdown()


seconds = float(sys.argv[1])
if seconds > 0:
    best(ask, 20_000, seconds)
    best(tell, 100_000, seconds)
if len(sys.argv) > 2:
    many(int(sys.argv[2]))
