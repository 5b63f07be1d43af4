"""What the workers of arenas.py do, each some rounds of it. A module of its own, which interpreters and processes import."""

from time import perf_counter_ns


def hold_and_count(bank, rounds):
    for _ in range(rounds):
        with bank:
            bank.root["n"] += 1


def lock_and_count(lock, counts, rounds):
    for _ in range(rounds):
        with lock:
            counts["n"] += 1


def lock_value(value, rounds):
    lock = value.get_lock()
    for _ in range(rounds):
        with lock:
            value.value += 1


def add(counter, rounds):
    for _ in range(rounds):
        counter.add()


def increment(counts, rounds):
    for _ in range(rounds):
        counts.increment("n")


def read(bank, lookups, rounds):
    """Hold an arena to read it, for so many lookups each time."""
    for _ in range(rounds):
        with bank.read():
            table = bank.root["table"]
            for key in range(lookups):
                table[key]


def lookups(lookups, rounds):
    """What `read` does, of a dict of the interpreter's own."""
    table = dict.fromkeys(range(1000), 1)
    for _ in range(rounds):
        with NOTHING:
            found = table
            for key in range(lookups):
                found[key]


class Nothing:
    """What a plain method call is compared by: a `with` block calls two of them."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        pass


NOTHING = Nothing()


def enter(what, rounds):
    for _ in range(rounds):
        with what:
            pass


def call(what, rounds):
    for _ in range(rounds):
        what.__enter__()
        what.__exit__(None, None, None)


def watch(stop):
    """Look at the clock until told to stop; return the longest times between two looks, in nanoseconds."""
    longest = [0] * 100
    last = perf_counter_ns()
    while not stop.is_set():
        for _ in range(1000):
            now = perf_counter_ns()
            if now - last > longest[0]:
                longest[0] = now - last
                longest.sort()
            last = now
    return longest
