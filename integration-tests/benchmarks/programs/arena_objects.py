"""What many objects in an arena take, and what each access to one does: the kinds of arenas.py that print several figures."""

import re
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter, thread_time

MILLION = 1_000_000


def timed(function, *arguments):
    started = perf_counter()
    function(*arguments)
    return perf_counter() - started


def least(function, seconds):
    """The least processor time that one call takes on its thread."""
    end = thread_time() + seconds
    found = []
    while not found or thread_time() < end:
        started = thread_time()
        function()
        found.append(thread_time() - started)
    return min(found)


# Many small objects: `arena` has structs of two floats in a list of an arena, `threads` instances of a class with __slots__ in a
# plain list. An interpreter of its own makes them, and another one looks at the clock meanwhile.

def java_heap():
    """Bytes that live objects of Java take."""
    import gc

    from atoll import inspect
    gc.collect()
    return float(re.search(r"Java heap: ([\d.]+) MB used", inspect.text())[1]) * 1e6


def fill_arena(bank, count):
    from arena_types import Point
    with bank:
        bank.root["points"] = bank.list()
        append = bank.root["points"].append
        for number in range(count):
            append(Point(number, 0.0))


def fill_heap(count):
    import arena_types
    make = arena_types.PlainPoint
    arena_types.points = [make(float(number), 0.0) for number in range(count)]


def churn_arena(bank, count):
    """Replace all of them, so that the first ones become garbage."""
    from arena_types import Point
    with bank:
        points = bank.root["points"]
        for number in range(count):
            points[number] = Point(number, 1.0)


def churn_heap(count):
    from arena_types import PlainPoint, points
    for number in range(count):
        points[number] = PlainPoint(float(number), 1.0)


def watched(function, *arguments):
    """How long a call takes in an interpreter of its own, and what another one sees of it: the longest pauses."""
    import arena_work
    from atoll import interpreters, shared
    stop = shared.Event()
    watcher = interpreters.create()
    with ThreadPoolExecutor(1) as pool:
        pauses = pool.submit(watcher.call, arena_work.watch, stop)
        try:
            seconds = timed(function, *arguments)
        finally:
            stop.set()
        longest = sorted(pauses.result())
    watcher.close()
    return seconds, longest[-1] / 1e9, longest[0] / 1e9


def show(name, seconds, longest, hundredth):
    print(f"{name}={seconds:.6f}")
    print(f"{name}_pause={longest:.6f}")
    print(f"{name}_hundredth={hundredth:.6f}")


def objects(way, millions):
    from atoll import arena, interpreters
    count = int(millions * MILLION)
    worker = interpreters.create()
    bank = arena.create(limit="4GB", warn_after=None)
    fill, churn, arguments = (fill_arena, churn_arena, (bank, count)) if way == "arena" else (fill_heap, churn_heap, (count,))
    worker.call(fill, *arguments[:-1], 1000)
    before = java_heap()
    show("fill", *watched(worker.call, fill, *arguments))
    print(f"java_heap={java_heap() - before:.0f}")
    show("churn", *watched(worker.call, churn, *arguments))
    stats = bank.stats()
    print(f"arena_bytes={stats.bytes}")
    print(f"collections={stats.collections}")
    print(f"longest_step={stats.longest_pause:.6f}")
    print(f"close={timed(bank.close if way == 'arena' else worker.close):.6f}")
    if way == "arena":
        for limit in ("1MB", "1GB", "16GB"):
            print(f"create_{limit}={median_of_creating(arena, limit):.9f}")


def median_of_creating(arena, limit):
    found = []
    for _ in range(1000):
        started = perf_counter()
        made = arena.create(limit=limit)
        found.append(perf_counter() - started)
        made.close()
    return sorted(found)[len(found) // 2]


# Elements.

def index(items):
    found = 0
    for number in range(MILLION):
        found += items[number]
    return found


def iterate(items):
    found = 0
    for item in items:
        found += item
    return found


def lookup(table):
    for number in range(MILLION):
        table[number]


def store(items):
    for number in range(MILLION):
        items[number] = 1


def append(items):
    items.clear()
    for number in range(MILLION):
        items.append(number)


def attribute(point):
    for _ in range(MILLION):
        point.x += 1.0


class Nothing:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        pass


class Plain:
    """Objects of the interpreter's own."""

    def __init__(self):
        from arena_types import PlainPoint
        self.root = {}
        self.point = PlainPoint(0.0, 0.0)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        pass

    def put(self, name, value):
        self.root[name] = value.copy()


class InArena:
    """The same in an arena, whose changes are undone where its holder ends, if that is wanted."""

    def __init__(self, **options):
        from atoll import arena
        from arena_types import Point
        self.arena = arena.create(**options, warn_after=None)
        with self.arena:
            self.arena.root["point"] = Point(0.0, 0.0)

    def __enter__(self):
        self.arena.__enter__()
        self.root = self.arena.root
        self.point = self.root["point"]
        return self

    def __exit__(self, *error):
        return self.arena.__exit__(*error)

    def put(self, name, value):
        self.root[name] = value


def elements(way, seconds):
    """Copying in a million of them, and what is done to one: processor seconds for each."""
    bank = {"threads": Plain, "arena": InArena, "rollback": lambda: InArena(on_abandon="rollback")}[way]()
    numbers, table = list(range(MILLION)), dict.fromkeys(range(MILLION), 1)
    for name, value in ("list", numbers), ("dict", table):
        def copy_in():
            with bank:
                bank.put(name, value)
        print(f"copy_{name}={least(copy_in, seconds) / MILLION:.12f}")
    for name, function, what in (
            ("index", index, "list"), ("iterate", iterate, "list"), ("lookup", lookup, "dict"), ("store", store, "list"),
            ("store_dict", store, "dict"), ("attribute", attribute, None), ("append", append, "list")):
        def once():
            with bank:
                function(bank.root[what] if what else bank.point)
        print(f"{name}={least(once, seconds) / MILLION:.12f}")
