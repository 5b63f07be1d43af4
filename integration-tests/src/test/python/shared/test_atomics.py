"""What atomics and the concurrent dict promise, from threads and interpreters at once."""

import pickle
import random
import threading
import unittest

from atoll import interpreters, messages, shared

LARGEST = 2**63 - 1


def add_many(counter, times):
    for _ in range(times):
        counter.add()


def add_by_operator(counter, times):
    for _ in range(times):
        counter += 2
        counter -= 1


def take_tickets(counter, seen, times):
    for _ in range(times):
        if seen.setdefault(counter.fetch_add(), True) is not True:
            raise AssertionError("a ticket that was given out twice")


def increment_some(counts, keys, times, seed):
    choose = random.Random(seed)
    for _ in range(times):
        counts.increment(choose.choice(keys))


def update_some(counts, key, times):
    for _ in range(times):
        counts.update(key, lambda n: n + 1, 0)


def push(ref, items):
    for item in items:
        ref.update(lambda t: t + (item,))


def claim(flag, winners, me):
    if not flag.test_and_set():
        winners.increment("winners")


def in_interpreters(number, function, *args):
    """Call a function in so many interpreters at once."""
    interps = [interpreters.create() for _ in range(number)]
    threads = [i.call_in_thread(function, *args) for i in interps]
    for t in threads:
        t.join()
    for i in interps:
        i.close()


class Sending(unittest.TestCase):
    TOOLS = [shared.AtomicInt(1), shared.AtomicFlag(), shared.AtomicRef("x"), shared.ConcurrentDict(), shared.Lock(),
             shared.RLock(), shared.RWLock(), shared.RWLock().read(), shared.Semaphore(), shared.BoundedSemaphore(),
             shared.Barrier(2), shared.Latch(1), shared.Event(), shared.Condition(), shared.OnceCell()]

    def test_stand_for_themselves(self):
        interp = interpreters.create()
        for tool in self.TOOLS:
            with self.subTest(tool):
                self.assertIs(interp.call(_same, tool), tool)
                self.assertIs(interp.call(_same, [tool])[0], tool)
        interp.close()

    def test_no_bytes(self):
        for tool in self.TOOLS:
            with self.subTest(tool):
                with self.assertRaisesRegex(TypeError, "cannot be pickled or copied"):
                    pickle.dumps(tool)
                with self.assertRaisesRegex(ValueError, "means something in this process only"):
                    messages.dumps(tool)

    def test_no_subclasses(self):
        for tool in self.TOOLS:
            with self.assertRaises(TypeError):
                type("Mine", (type(tool),), {})


def _same(x):
    return x


class AtomicInts(unittest.TestCase):
    def test_methods(self):
        n = shared.AtomicInt(5)
        self.assertEqual(n.get(), 5)
        self.assertEqual(n.add(), 6)
        self.assertEqual(n.add(4), 10)
        self.assertEqual(n.subtract(3), 7)
        self.assertEqual(n.fetch_add(3), 7)
        self.assertEqual(n.swap(1), 10)
        self.assertFalse(n.compare_and_set(2, 3))
        self.assertTrue(n.compare_and_set(1, 3))
        self.assertEqual(n.update(lambda v: v * 7), 21)
        n.set(True)
        self.assertEqual(repr(n), "AtomicInt(1)")
        same = n
        n += 4
        n -= 2
        self.assertIs(n, same)
        self.assertEqual((int(n), bool(n)), (3, True))
        self.assertFalse(shared.AtomicInt())

    def test_64_bits(self):
        n = shared.AtomicInt(LARGEST)
        for wrong in (n.add, lambda: n.fetch_add(5), lambda: n.subtract(-1), lambda: n.set(LARGEST + 1),
                      lambda: n.add(2**70), lambda: n.update(lambda v: v + 1), lambda: n.swap(-2**63 - 1),
                      lambda: n.subtract(-2**63), n.__iadd__(0).add):
            self.assertRaises(OverflowError, wrong)
            self.assertEqual(n.get(), LARGEST)
        self.assertEqual(shared.AtomicInt(-2**63).add(LARGEST), -1)
        for wrong in "1", 1.5, None:
            self.assertRaises(TypeError, n.set, wrong)
            self.assertRaises(TypeError, shared.AtomicInt, wrong)
            self.assertRaises(TypeError, n.add, wrong)

    def test_an_update_that_raises(self):
        n = shared.AtomicInt(3)
        self.assertRaises(ZeroDivisionError, n.update, lambda v: v // 0)
        self.assertRaises(TypeError, n.update, str)
        self.assertEqual(n.get(), 3)

    def test_nothing_is_lost(self):
        n = shared.AtomicInt()
        threads = [threading.Thread(target=add_many, args=(n, 20_000)) for _ in range(2)]
        for t in threads:
            t.start()
        in_interpreters(3, add_many, n, 20_000)
        for t in threads:
            t.join()
        self.assertEqual(n.get(), 100_000)
        in_interpreters(2, add_by_operator, n, 20_000)
        self.assertEqual(n.get(), 140_000)

    def test_tickets(self):
        n, seen = shared.AtomicInt(), shared.ConcurrentDict()
        in_interpreters(3, take_tickets, n, seen, 3_000)
        self.assertEqual(sorted(seen), list(range(9_000)))


class AtomicFlags(unittest.TestCase):
    def test_methods(self):
        f = shared.AtomicFlag()
        self.assertFalse(f.is_set())
        self.assertFalse(f.test_and_set())
        self.assertTrue(f.test_and_set())
        self.assertTrue(f and f.is_set())
        self.assertTrue(f.wait(timeout=0))
        self.assertFalse(f.wait(False, timeout=0.01))
        f.clear()
        self.assertFalse(f.wait(timeout=0.01))

    def test_one_wins(self):
        for _ in range(5):
            f, winners = shared.AtomicFlag(), shared.ConcurrentDict()
            in_interpreters(3, claim, f, winners, 1)
            self.assertEqual(winners["winners"], 1)

    def test_wait(self):
        f = shared.AtomicFlag()
        timer = threading.Timer(0.05, f.test_and_set)
        timer.start()
        self.assertTrue(f.wait(timeout=30))
        timer = threading.Timer(0.05, f.clear)
        timer.start()
        self.assertTrue(f.wait(False))


class AtomicRefs(unittest.TestCase):
    def test_methods(self):
        r = shared.AtomicRef()
        self.assertIsNone(r.get())
        r.set((1, "a", b"b", 2.5, 3j, frozenset({1, (2,)}), None, ..., shared.Lock()))
        self.assertEqual(r.get()[:3], (1, "a", b"b"))
        self.assertEqual(r.swap("next")[1], "a")
        self.assertFalse(r.compare_and_set("other", 1))
        self.assertTrue(r.compare_and_set("ne" + "xt".lower(), 10**30))
        self.assertTrue(r.compare_and_set(10**30, 1.0))
        self.assertTrue(r.compare_and_set(1, "one"))
        self.assertEqual(r.update(str.upper), "ONE")
        self.assertEqual(repr(r), "AtomicRef('ONE')")

    def test_what_cannot_be_shared(self):
        class Text(str):
            pass

        r = shared.AtomicRef("kept")
        for wrong in ([], {}, set(), bytearray(), (1, [2]), frozenset({object()}), object(), len, int, Text("x"),
                      lambda: 1, iter(())):
            with self.subTest(wrong):
                for method in (r.set, r.swap, shared.AtomicRef, lambda v: r.compare_and_set("kept", v),
                               lambda v: r.update(lambda _: v)):
                    self.assertRaisesRegex(TypeError, "cannot be shared", method, wrong)
        self.assertEqual(r.get(), "kept")

    def test_frozen_values(self):
        table = shared.freeze({"a": [1, {2}], "b": (bytearray(b"x"),)})
        r = shared.AtomicRef(table)
        self.assertIs(r.get(), table)
        self.assertIs(shared.AtomicRef((1, table)).get()[1], table)
        self.assertTrue(r.compare_and_set(shared.freeze({"a": [1, {2}], "b": (b"x",)}), shared.freeze([1])))
        self.assertFalse(r.compare_and_set(shared.freeze([2]), None))
        self.assertTrue(r.compare_and_set(shared.freeze([1]), table))
        cycle = []
        cycle.append(cycle)
        r.set(shared.freeze(cycle))
        self.assertIs(r.get()[0], cycle)
        with interpreters.create() as interp:
            self.assertEqual(interp.call(change_frozen, r), "TypeError")
        self.assertEqual(len(r.get()), 1)
        with self.assertRaisesRegex(TypeError, r"freeze\(\)"):
            r.set([1])

    def test_nothing_is_lost(self):
        r = shared.AtomicRef(())
        in_interpreters(3, push, r, list(range(200)))
        self.assertEqual(sorted(r.get()), sorted(list(range(200)) * 3))


def change_frozen(r):
    try:
        r.get().append(1)
    except TypeError as e:
        return type(e).__name__


class ConcurrentDicts(unittest.TestCase):
    def test_as_a_dict(self):
        """Random operations on one and on a plain dict."""
        for seed in range(20):
            choose = random.Random(seed)
            keys = [0, 1, True, 1.0, 2.5, "a", "b\U0001F600", b"a", (1, "a"), (1.0, "a"), frozenset({1}), frozenset({1.0}),
                    None, 10**30, 1e30, 1e30 + 0j,
                    10**18, 1e18, 2j, -0.0, float("inf"), ..., int(1e30)]
            mine, plain = shared.ConcurrentDict(), {}
            for step in range(300):
                key, value = choose.choice(keys), choose.choice(keys)
                name, args = choose.choice([
                    ("__setitem__", (key, value)), ("__getitem__", (key,)), ("__delitem__", (key,)), ("get", (key,)),
                    ("get", (key, 7)), ("setdefault", (key, value)), ("pop", (key,)), ("pop", (key, 7)),
                    ("__contains__", (key,)), ("__len__", ()), ("update", ([(key, value)],))])
                self.assertEqual(outcome(mine, name, args), outcome(plain, name, args), (seed, step, name, args))
                self.assertEqual(mine.copy(), plain)
                self.assertEqual(sorted(map(repr, mine)), sorted(map(repr, plain)))
                self.assertEqual(sorted(map(repr, mine.items())), sorted(map(repr, plain.items())))
            mine.clear()
            self.assertEqual((len(mine), mine.keys(), mine.values()), (0, [], []))

    def test_made_from(self):
        d = shared.ConcurrentDict({"a": 1}, b=2)
        self.assertEqual(shared.ConcurrentDict(d).copy(), {"a": 1, "b": 2})
        self.assertEqual(dict(d), {"a": 1, "b": 2})
        self.assertEqual(repr(shared.ConcurrentDict(a=1)), "ConcurrentDict({'a': 1})")
        self.assertEqual(shared.ConcurrentDict([("x", 1)]).popitem(), ("x", 1))
        self.assertRaises(KeyError, shared.ConcurrentDict().popitem)
        self.assertNotEqual(d, {"a": 1, "b": 2})

    def test_what_cannot_be_shared(self):
        d = shared.ConcurrentDict(a=1)
        for wrong in [], (1, {}), object():
            for use in (lambda: d[wrong], lambda: d.get(wrong), lambda: wrong in d,
                        lambda: d.__setitem__("a", wrong), lambda: d.setdefault("z", wrong),
                        lambda: d.update({"b": 1, "c": wrong}), lambda: d.update("a", lambda _: wrong),
                        lambda: d.compare_and_set("a", 1, wrong)):
                self.assertRaisesRegex(TypeError, "cannot be shared", use)
        self.assertEqual(d.copy(), {"a": 1})

    def test_frozen_values(self):
        table = shared.freeze({"a": [1]})
        d = shared.ConcurrentDict(t=table)
        self.assertIs(d["t"], table)
        self.assertIs(d.copy()["t"], table)
        self.assertTrue(d.compare_and_set("t", shared.freeze({"a": [1]}), shared.freeze([2])))
        self.assertEqual(d.update("t", lambda before: shared.freeze(before + [3])), [2, 3])
        for wrong in table, (1, table["a"]):
            for use in lambda: d[wrong], lambda: d.__setitem__(wrong, 1), lambda: wrong in d, lambda: d.pop(wrong, None):
                self.assertRaisesRegex(TypeError, "unhashable type", use)
        self.assertRaises(TypeError, d.increment, "t")
        with interpreters.create() as interp:
            interp.call(d.__setitem__, "other", (shared.freeze([5]), 1))
        self.assertEqual(d["other"], ([5], 1))
        self.assertRaises(TypeError, d["other"][0].append, 1)

    def test_atomic_operations(self):
        d = shared.ConcurrentDict(a=1)
        self.assertEqual(d.update("a", lambda n: n + 1), 2)
        self.assertEqual(d.update("new", lambda n: n + 1, 0), 1)
        self.assertRaises(KeyError, d.update, "absent", lambda n: n + 1)
        self.assertRaises(ZeroDivisionError, d.update, "a", lambda n: n // 0)
        self.assertTrue(d.compare_and_set("a", 2, "two"))
        self.assertFalse(d.compare_and_set("a", 2, 3))
        self.assertFalse(d.compare_and_set("absent", None, 3))
        self.assertEqual(d.increment("n"), 1)
        self.assertEqual(d.increment("n", 2.5), 3.5)
        self.assertEqual(d.increment("big", 2**63 - 1), 2**63 - 1)
        self.assertEqual(d.increment("big"), 2**63)
        self.assertRaises(TypeError, d.increment, "a")
        self.assertRaises(TypeError, d.increment, "n", "x")
        self.assertRaises(TypeError, d.update, "n", lambda n: n, b=1)

    def test_an_update_that_is_overtaken(self):
        d, calls = shared.ConcurrentDict(n=0), []

        def overtaken(n):
            calls.append(n)
            if len(calls) < 4:
                d["n"] += 10
            return n + 1
        self.assertEqual(d.update("n", overtaken), 31)
        self.assertEqual(calls, [0, 10, 20, 30])

    def test_nothing_is_lost(self):
        counts, keys = shared.ConcurrentDict(), ["a", 1, (2, "b")]
        in_interpreters(3, increment_some, counts, keys, 5_000, 1)
        self.assertEqual(sum(counts.values()), 15_000)
        in_interpreters(3, update_some, counts, "u", 3_000)
        self.assertEqual(counts["u"], 9_000)

    def test_iteration_while_others_change_it(self):
        d = shared.ConcurrentDict({n: n for n in range(1000)})
        for n in d:
            del d[n]
            d[n + 1000] = n
        self.assertEqual(sorted(d), list(range(1000, 2000)))


def outcome(container, name, args):
    try:
        return repr(getattr(container, name)(*args))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


if __name__ == "__main__":
    unittest.main()
