"""atoll.compat.serialize(): modules around state of the process, with and without the lock."""
import asyncio
import contextlib
import inspect
import os
import pickle
import sys
import tempfile
import threading
import unittest
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor

from atoll import compat

HERE = tempfile.mkdtemp()
sys.path.insert(0, HERE)

LEGACY = '''
"""A module of the old kind."""
import contextlib
import functools
import helper_of_others

inside = 0
overlaps = 0
active = []

def step(n=1):
    """Do n steps."""
    global inside, overlaps
    inside += 1
    overlaps += inside > 1
    helper_of_others.pause()
    inside -= 1
    return n

def numbers(n):
    for i in range(n):
        step()
        got = yield i
        if got:
            yield got

def lazily(n):
    return map(step, range(n))

def closure():
    count = 0
    def up():
        nonlocal count
        step()
        count += 1
        return count
    return up

def with_callback(f):
    step()
    return f(step)

def fails():
    step()
    raise KeyError("as ever")

async def slowly(n):
    import asyncio
    for i in range(n):
        step()
        await asyncio.sleep(0)
    return n

async def stream(n):
    for i in range(n):
        step()
        yield i

@contextlib.contextmanager
def session(name):
    step()
    try:
        yield name
    finally:
        step()

@functools.lru_cache
def cached(n):
    step()
    return n * 2

def pair():
    return 1, (lambda: step(7))

class Base:
    """A class."""
    limit = 3

    def __init__(self, value=0):
        step()
        self.value = value

    @property
    def double(self):
        step()
        return self.value * 2

    @double.setter
    def double(self, value):
        step()
        self.value = value // 2

    @staticmethod
    def fixed(x):
        step()
        return x

    @classmethod
    def make(cls, x):
        step()
        return cls(x)

    def __enter__(self):
        step()
        return self

    def __exit__(self, *exc):
        step()

    def __iter__(self):
        for i in range(self.value):
            step()
            yield i

    def __eq__(self, other):
        step()
        return isinstance(other, Base) and self.value == other.value

    __hash__ = None

class Derived(Base):
    def __init__(self, value):
        super().__init__(value + 1)

def make(n):
    return Derived(n)

the_one = Base(5)
method = the_one.__iter__
'''

HELPER = '''
import time

def pause():
    time.sleep(0.0005)
'''

for name, text in ("legacy", LEGACY), ("helper_of_others", HELPER), ("early", LEGACY), ("given", LEGACY), ("bare", LEGACY):
    with open(os.path.join(HERE, name + ".py"), "w") as f:
        f.write(text)
os.makedirs(os.path.join(HERE, "packed", "sub"))
for name, text in [("__init__", "from .one import number\n"), ("one", "def number():\n    return 1\n"),
                   ("sub/__init__", ""), ("sub/two", "from packed.one import number\ndef twice():\n    return 2 * number()\n")]:
    with open(os.path.join(HERE, "packed", name + ".py"), "w") as f:
        f.write(text)

import bare
import early
from early import step as early_step

compat.serialize(["legacy"])
import legacy


def in_threads(work, n=4):
    errors = []

    def run():
        try:
            work()
        except BaseException as e:
            errors.append(e)
    threads = [threading.Thread(target=run) for _ in range(n)]
    for t in threads:
        t.start()
    for t in threads:
        t.join(60)
    if errors:
        raise errors[0]


class Threads(unittest.TestCase):
    """Whatever way leads into the module, one thread at a time is in it."""

    def overlaps(self, work, module=legacy):
        module.inside = module.overlaps = 0
        in_threads(work)
        return module.overlaps

    def test_without_it_calls_overlap(self):
        self.assertGreater(self.overlaps(lambda: [bare.step() for _ in range(20)], bare), 0)

    def test_calls_of_all_kinds(self):
        made = legacy.closure()
        shared = legacy.Base(4)

        async def slowly():
            await asyncio.gather(*[legacy.slowly(5) for _ in range(3)])

        async def stream():
            return [i async for i in legacy.stream(5)]

        def session():
            with legacy.session("x"):
                pass

        def entered():
            with shared:
                pass

        for name, work in {
            "function": lambda: [legacy.step() for _ in range(10)],
            "generator": lambda: list(legacy.numbers(10)),
            "iterator": lambda: list(legacy.lazily(10)),
            "closure": lambda: [made() for _ in range(10)],
            "callback": lambda: [legacy.with_callback(lambda step: step()) for _ in range(5)],
            "coroutine": lambda: asyncio.run(slowly()),
            "asynchronous generator": lambda: asyncio.run(stream()),
            "context manager": session,
            "object as context": entered,
            "constructor": lambda: [legacy.Derived(1) for _ in range(10)],
            "property": lambda: [shared.double for _ in range(10)],
            "set property": lambda: setattr(shared, "double", 8),
            "static method": lambda: [legacy.Base.fixed(1) for _ in range(10)],
            "class method": lambda: [legacy.Derived.make(1) for _ in range(10)],
            "special method": lambda: [shared == legacy.the_one for _ in range(10)],
            "iteration": lambda: list(shared),
            "object of the module": lambda: list(legacy.the_one),
            "method of the module": lambda: list(legacy.method()),
            "in a tuple": lambda: [legacy.pair()[1]() for _ in range(5)],
        }.items():
            with self.subTest(name):
                self.assertEqual(self.overlaps(work), 0)

    def test_imported_before(self):
        compat.serialize(["early"])
        self.assertEqual(self.overlaps(lambda: [early.step() for _ in range(10)], early), 0)
        self.assertEqual(self.overlaps(lambda: [early_step() for _ in range(10)], early), 0)
        self.assertEqual(self.overlaps(lambda: [early.Base() for _ in range(10)], early), 0)

    def test_lock_of_ones_own(self):
        lock = threading.Lock()
        compat.serialize(["given"], lock=lock)
        import given
        self.assertEqual(self.overlaps(lambda: [given.with_callback(lambda step: step()) for _ in range(5)], given), 0)
        self.assertFalse(lock.locked())
        figures, = [s for name, s in compat.stats().items() if name.startswith("given ")]
        self.assertGreaterEqual(figures["calls"], 20)
        self.assertGreater(figures["contended"], 0)
        with self.assertRaises(KeyError):
            given.fails()
        self.assertFalse(lock.locked())


class Same(unittest.TestCase):
    """What is wrapped looks and works as it did."""

    def test_names_and_signatures(self):
        self.assertEqual((legacy.step.__name__, legacy.step.__doc__, legacy.step.__module__), ("step", "Do n steps.", "legacy"))
        self.assertEqual(str(inspect.signature(legacy.step)), "(n=1)")
        self.assertEqual(str(inspect.signature(legacy.Base)), "(value=0)")
        self.assertEqual(legacy.__doc__, "A module of the old kind.")
        self.assertTrue(inspect.iscoroutinefunction(legacy.slowly))
        self.assertIn("def step", inspect.getsource(legacy.step))
        self.assertIs(pickle.loads(pickle.dumps(legacy.step)), legacy.step)
        self.assertEqual(type(legacy.__loader__).__name__, "SourceFileLoader")

    def test_classes(self):
        class Mine(legacy.Derived):
            def __init__(self):
                super().__init__(1)
                self.own = True
        mine = Mine()
        self.assertEqual((mine.value, mine.double, mine.own, mine.limit), (2, 4, True, 3))
        self.assertIsInstance(mine, legacy.Base)
        self.assertIsInstance(legacy.make(3), legacy.Derived)
        self.assertTrue(issubclass(Mine, legacy.Base))
        self.assertIs(type(legacy.make(3)), legacy.Derived)
        self.assertEqual(pickle.loads(pickle.dumps(legacy.make(3))), legacy.make(3))

    def test_results(self):
        self.assertEqual(legacy.step(5), 5)
        with self.assertRaisesRegex(KeyError, "as ever"):
            legacy.fails()
        generator = legacy.numbers(3)
        self.assertTrue(inspect.isgenerator(generator))
        self.assertEqual([next(generator), generator.send("sent"), next(generator)], [0, "sent", 1])
        generator.close()
        with self.assertRaises(StopIteration):
            next(generator)
        with self.assertRaises(ZeroDivisionError):
            legacy.numbers(3).throw(ZeroDivisionError)
        self.assertEqual(asyncio.run(legacy.slowly(2)), 2)
        self.assertEqual([legacy.cached(2), legacy.cached(2), legacy.cached.cache_info().hits], [4, 4, 1])
        with self.assertRaises(ValueError), legacy.session("x") as name:
            self.assertEqual(name, "x")
            raise ValueError
        self.assertEqual(list(legacy.lazily(3)), [0, 1, 2])
        self.assertEqual(legacy.pair()[0], 1)

    def test_packages(self):
        compat.serialize(["packed"], lock="package")
        import packed.sub.two
        before = compat.stats()["package packed"]["calls"]
        self.assertEqual(packed.sub.two.twice(), 2)
        self.assertEqual(packed.number(), 1)
        self.assertEqual(compat.stats()["package packed"]["calls"], before + 2)

    def test_wrong_use(self):
        compat.serialize(["legacy"])
        for wrong, kind in ((["legacy"], "package"), ValueError), (("legacy", "global"), TypeError), ((["no/module"], "global"), TypeError), \
                ((["threading"], "global"), ValueError), ((["other"], "nonsense"), TypeError):
            with self.assertRaises(kind):
                compat.serialize(wrong[0], lock=wrong[1])

    def test_figures(self):
        before = compat.stats()["global"]
        legacy.step()
        after = compat.stats()["global"]
        self.assertEqual(after["calls"], before["calls"] + 1)
        self.assertGreater(after["held_seconds"], before["held_seconds"])


def add_unsafely(times):
    import _unsafe
    for _ in range(times):
        _unsafe.add(200)


def add_serially(times):
    from atoll import compat
    compat.serialize(["_unsafe"])
    import _unsafe
    counter = _unsafe.Counter()
    for i in range(times):
        if i % 2:
            _unsafe.add(200)
        elif i % 4:
            counter.add(200)
        else:
            _unsafe.within(lambda: _unsafe.add(200))


@unittest.skipUnless("ATOLL_CLASS_PATH" in os.environ, "needs the module of the test's Java part")
class Interpreters(unittest.TestCase):
    def run_in_four(self, work, times):
        interps = [interpreters.create() for _ in range(4)]
        in_threads(lambda: interps.pop().call(work, times))

    def test_torn_without_and_whole_with_it(self):
        import _unsafe
        for _ in range(20):
            _unsafe.reset()
            self.run_in_four(add_unsafely, 3000)
            if _unsafe.total() != 4 * 3000 * 200:
                break
        self.assertGreater(_unsafe.overlaps(), 0)
        self.assertLess(_unsafe.total(), 4 * 3000 * 200)
        _unsafe.reset()
        self.run_in_four(add_serially, 3000)
        self.assertEqual(_unsafe.total(), 4 * 3000 * 200)
        self.assertEqual(_unsafe.overlaps(), 0)
        self.assertGreater(compat.stats()["global"]["contended"], 0)

    def test_workers_of_pools(self):
        import _unsafe
        _unsafe.reset()
        with InterpreterPoolExecutor(3, initializer=compat.serialize, initargs=(["_unsafe"],)) as pool:
            list(pool.map(add_unsafely, [500] * 6))
        self.assertEqual((_unsafe.total(), _unsafe.overlaps()), (6 * 500 * 200, 0))

    def test_an_interpreter_that_ends_within_a_call(self):
        from atoll import interpreters as controlled
        interp = controlled.create()
        interp.exec("from atoll import compat; compat.serialize(['_unsafe']); import _unsafe, time")
        queue = interpreters.create_queue()
        interp.prepare_main(queue=queue)

        def forever():
            with contextlib.suppress(Exception):
                interp.exec("_unsafe.within(lambda: (queue.put(1), time.sleep(60)))")
        thread = threading.Thread(target=forever)
        thread.start()
        queue.get()
        interp.kill()
        thread.join(30)
        self.run_in_four(add_serially, 1)

    def test_classes_that_are_not_written_in_python(self):
        interp = interpreters.create()
        interp.exec("""if True:
            from atoll import compat
            compat.serialize(["_unsafe"])
            import _unsafe
            class Mine(_unsafe.Counter):
                def twice(self):
                    return self.add(1), super().add(1)
            mine, plain = Mine(), _unsafe.Counter()
            calls = compat.stats()["global"]["calls"]
            plain.add()
            mine.add()
            assert compat.stats()["global"]["calls"] == calls + 2
            assert isinstance(mine, _unsafe.Counter) and isinstance(plain, _unsafe.Counter) and issubclass(Mine, _unsafe.Counter)
            a, b = mine.twice()
            assert b == a + 1 == len(plain), (a, b, len(plain))
            mine.own = 5
            assert mine.own == 5
            assert _unsafe.Counter.__name__ == "Counter" and _unsafe.add.__doc__.startswith("Add")
            """)


if __name__ == "__main__":
    unittest.main()
