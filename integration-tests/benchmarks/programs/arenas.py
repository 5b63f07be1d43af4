"""Work on what several share: `arenas.py WAY KIND SECONDS`.

A WAY says what is shared, and who the workers are:

    arena      an arena of atoll.arena, between interpreters
    atomic     what atoll.shared has for it, between interpreters
    threads    what threads of one interpreter have: a lock, and plain objects
    value      a multiprocessing.Value and its lock, between processes
    manager    a multiprocessing.Manager().dict() and its Lock(), between processes

A KIND is what is measured, and what is printed are seconds for each time, `best` and `median` of the rounds in the second half of the
time, and `cpu`, processor time, where all is one process:

    counter    one more in the entry of a dict, under the lock, by two workers (with `atomic`: by ConcurrentDict.increment)
    atomic     one more in an AtomicInt, by two workers
    one, one_atomic: the same by one worker
    hold       taking and giving back a lock that nobody else wants, by `with`
    call       two plain method calls, `__enter__` and `__exit__`
    read1, read20, read500: holding an arena to read it for so many lookups, by one worker; double1 and so on: by two

Two more print what they find themselves, see `objects` and `elements` below: `objects N` makes so many small objects and watches what
another interpreter sees of it, `elements` accesses elements of views and of plain objects.
"""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from time import perf_counter, process_time

import arena_work

TABLE = 1000


class Interpreters:
    """Workers that are interpreters."""

    one_process = True

    def __init__(self, workers):
        from atoll import interpreters
        self.interpreters = [interpreters.create() for _ in range(workers)]
        self.threads = ThreadPoolExecutor(workers)

    def run(self, work, *arguments):
        """Have each worker do so much, until all are through."""
        for done in [self.threads.submit(one.call, work, *arguments) for one in self.interpreters]:
            done.result()

    def stop(self):
        self.threads.shutdown()
        for one in self.interpreters:
            one.close()


class Threads:
    """Workers that are threads of this interpreter."""

    one_process = True

    def __init__(self, workers):
        self.count = workers
        self.threads = ThreadPoolExecutor(workers)

    def run(self, work, *arguments):
        for done in [self.threads.submit(work, *arguments) for _ in range(self.count)]:
            done.result()

    def stop(self):
        self.threads.shutdown()


def serve(work, arguments, orders):
    """What a process does: so many rounds, whenever it is told a number."""
    while (rounds := orders.recv()) is not None:
        work(*arguments, rounds)
        orders.send(None)


class Processes:
    """Workers that are processes. All they do is one kind of work on the same objects."""

    one_process = False

    def __init__(self, workers):
        import multiprocessing
        self.context = multiprocessing.get_context("spawn")
        self.count = workers
        self.orders = []
        self.processes = []

    def run(self, work, *arguments):
        if not self.processes:
            for _ in range(self.count):
                here, there = self.context.Pipe()
                self.orders.append(here)
                self.processes.append(self.context.Process(target=serve, args=(work, arguments[:-1], there)))
                self.processes[-1].start()
            self.order(1)
        self.order(arguments[-1])

    def order(self, rounds):
        for one in self.orders:
            one.send(rounds)
        for one in self.orders:
            one.recv()

    def stop(self):
        for one in self.orders:
            one.send(None)
        for one in self.processes:
            one.join()


def repeat(team, seconds, workers, work, *arguments):
    """Have the team do it for so long; print what each time took, of rounds of a tenth of a second or more. Of several workers it is
    what all of them together took for each. Where all is one process, the time is that of processors: so as much is compiled by the
    second half on a busy machine as on an idle one."""
    clock = process_time if team.one_process else perf_counter
    rounds = 100
    while True:
        started = perf_counter()
        team.run(work, *arguments, rounds)
        if perf_counter() - started >= 0.1:
            break
        rounds *= 2
    seconds *= workers
    end = clock() + seconds
    found, used = [], []
    while not found or clock() < end:
        if clock() < end - seconds / 2:
            found.clear()
            used.clear()
        before, started = process_time(), perf_counter()
        team.run(work, *arguments, rounds)
        found.append((perf_counter() - started) / rounds / workers)
        used.append((process_time() - before) / rounds / workers)
    print(f"best={min(found):.12f}")
    print(f"median={median(found):.12f}")
    if team.one_process:
        print(f"cpu={median(used):.12f}")


def counting(way, kind, workers):
    """The team, and what each of it is to do."""
    if way == "arena":
        from atoll import arena
        bank = arena.create()
        with bank:
            bank.root["n"] = 0
        return Interpreters(workers), arena_work.hold_and_count, bank
    if way == "atomic":
        from atoll import shared
        if not kind.endswith("atomic"):
            return Interpreters(workers), arena_work.increment, shared.ConcurrentDict(n=0)
        return Interpreters(workers), arena_work.add, shared.AtomicInt()
    if way == "threads":
        return Threads(workers), arena_work.lock_and_count, threading.Lock(), {"n": 0}
    team = Processes(workers)
    if way == "value":
        return team, arena_work.lock_value, team.context.Value("q", 0)
    manager = team.context.Manager()
    return team, arena_work.lock_and_count, manager.Lock(), manager.dict(n=0)


def holding(way):
    if way == "arena":
        from atoll import arena
        return arena.create()
    return threading.Lock()


def reading(way, kind, seconds):
    """Readers of an arena; with `threads`, of a dict of each worker's own, which shows what a second worker can bring here."""
    workers = 1 if kind.startswith("read") else 2
    lookups = int(kind.removeprefix("read").removeprefix("double"))
    if way == "threads":
        team = Interpreters(workers)
        repeat(team, seconds, workers, arena_work.lookups, lookups)
    else:
        from atoll import arena
        bank = arena.create(mode="rw")
        with bank:
            bank.root["table"] = dict.fromkeys(range(TABLE), 1)
        team = Interpreters(workers)
        repeat(team, seconds, workers, arena_work.read, bank, lookups)
    team.stop()


def main():
    way, kind = sys.argv[1:3]
    seconds = float(sys.argv[3])
    if kind in ("objects", "elements"):
        import arena_objects
        return getattr(arena_objects, kind)(way, seconds)
    if kind.startswith(("read", "double")):
        return reading(way, kind, seconds)
    if kind in ("hold", "call"):
        team = Threads(1)
        what = holding(way) if kind == "hold" else arena_work.NOTHING
        repeat(team, seconds, 1, arena_work.enter if kind == "hold" else arena_work.call, what)
    else:
        workers = 1 if kind.startswith("one") else 2
        team, *work = counting(way, kind, workers)
        repeat(team, seconds, workers, *work)
    team.stop()


if __name__ == "__main__":
    main()
