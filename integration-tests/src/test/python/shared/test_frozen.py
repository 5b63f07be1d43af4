"""Frozen containers read as the plain ones, refuse every change, and cross between interpreters as they are."""
import array
import collections
import copy
import gc
import heapq
import io
import json
import os
import pickle
import random
import struct
import threading
import time
import unittest
import weakref
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor

from atoll import messages
from atoll.shared import freeze, is_frozen

AS_BYTES = os.environ.get("ATOLL_MESSAGE_BYTES") == "1"


def plain():
    """One of each kind of container, by name."""
    return {
        "list": [3, 1, 2],
        "dict": {"a": 1, "b": [2], 3: (4, [5])},
        "set": {1, 2, 3},
        "deque": collections.deque([1, 2, 3], 5),
        "bytearray": bytearray(b"abc"),
        "array": array.array("i", [1, 2, 3]),
        "empty list": [],
        "empty dict": {},
        "large dict": {i: str(i) for i in range(1000)},
        "str dict": {str(i): i for i in range(100)},
        "large list": list(range(1000)),
    }


CHANGES = {
    "list": [
        lambda x: x.append(1), lambda x: list.append(x, 1), lambda x: x.extend([]), lambda x: x.extend(iter([1])),
        lambda x: x.insert(0, 1), lambda x: x.pop(), lambda x: x.pop(0), lambda x: x.remove(1), lambda x: x.clear(),
        lambda x: x.sort(), lambda x: list.sort(x, key=str), lambda x: x.reverse(), lambda x: x.__setitem__(0, 9),
        lambda x: list.__setitem__(x, 0, 9), lambda x: x.__setitem__(slice(0, 1), [7]),
        lambda x: x.__setitem__(slice(None, None, 2), [7, 8]), lambda x: x.__delitem__(0),
        lambda x: x.__delitem__(slice(0, 2)), lambda x: x.__delitem__(slice(None, None, 2)),
        lambda x: x.__iadd__([1]), lambda x: x.__imul__(2), lambda x: x.__init__(), lambda x: list.__init__(x, [1]),
        lambda x: heapq.heappush(x, 1), lambda x: heapq.heappop(x), lambda x: heapq.heapify(x),
        lambda x: heapq.heapreplace(x, 9), lambda x: heapq.heappushpop(x, 9), lambda x: random.shuffle(x),
        lambda x: exec("x[0] = 1", {"x": x}), lambda x: exec("x += [1]", {"x": x}), lambda x: exec("del x[0]", {"x": x}),
        lambda x: exec("x[:] = []", {"x": x}),
    ],
    "dict": [
        lambda x: x.update(z=1), lambda x: x.update({}), lambda x: dict.update(x, [("z", 1)]), lambda x: x.clear(),
        lambda x: x.pop("a"), lambda x: x.pop("none", 1), lambda x: x.popitem(), lambda x: x.setdefault("z", 1),
        lambda x: x.setdefault("a", 1), lambda x: x.__setitem__("a", 2), lambda x: x.__setitem__(3, 2),
        lambda x: x.__setitem__("new", 2), lambda x: dict.__setitem__(x, (1, 2), 2), lambda x: x.__delitem__("a"),
        lambda x: x.__ior__({"a": 2}), lambda x: x.__init__(a=2), lambda x: exec("a = 5", x), lambda x: exec("a = 5", {}, x),
        lambda x: eval("1", x), lambda x: collections._count_elements(x, ["a"]), lambda x: exec("x['a'] = 1", {"x": x}),
        lambda x: exec("x[3] = 1", {"x": x}), lambda x: exec("x |= {}", {"x": x}), lambda x: exec("del x['a']", {"x": x}),
    ],
    "set": [
        lambda x: x.add(9), lambda x: x.add(1), lambda x: set.add(x, 9), lambda x: x.remove(1), lambda x: x.discard(9),
        lambda x: x.pop(), lambda x: x.clear(), lambda x: x.update([9]), lambda x: x.update(), lambda x: x.__ior__({9}),
        lambda x: x.__iand__({1}), lambda x: x.__isub__({1}), lambda x: x.__ixor__({1}), lambda x: x.intersection_update([1]),
        lambda x: x.difference_update([1]), lambda x: x.symmetric_difference_update([1]), lambda x: x.__init__([5]),
    ],
    "deque": [
        lambda x: x.append(1), lambda x: x.appendleft(1), lambda x: x.extend([]), lambda x: x.extendleft([1]),
        lambda x: x.pop(), lambda x: x.popleft(), lambda x: x.clear(), lambda x: x.insert(0, 1), lambda x: x.remove(1),
        lambda x: x.reverse(), lambda x: x.rotate(), lambda x: x.__setitem__(0, 1), lambda x: x.__delitem__(0),
        lambda x: x.__iadd__([1]), lambda x: x.__imul__(2), lambda x: x.__init__([1]),
    ],
    "bytearray": [
        lambda x: x.append(1), lambda x: x.extend(b"x"), lambda x: x.insert(0, 1), lambda x: x.pop(), lambda x: x.remove(97),
        lambda x: x.clear(), lambda x: x.reverse(), lambda x: x.__setitem__(0, 1), lambda x: x.__setitem__(slice(0, 1), b"xy"),
        lambda x: x.__setitem__(slice(0, 1), b"x"), lambda x: x.__delitem__(0), lambda x: x.__delitem__(slice(None, None, 2)),
        lambda x: x.__iadd__(b"x"), lambda x: x.__imul__(2), lambda x: x.resize(10), lambda x: x.__init__(b"x"),
        lambda x: struct.pack_into("b", x, 0, 1), lambda x: memoryview(x).__setitem__(0, 1),
        lambda x: io.BytesIO(b"zz").readinto(x),
    ],
    "array": [
        lambda x: x.append(1), lambda x: x.extend([1]), lambda x: x.extend(array.array("i", [1])), lambda x: x.insert(0, 1),
        lambda x: x.pop(), lambda x: x.remove(1), lambda x: x.reverse(), lambda x: x.byteswap(), lambda x: x.clear(),
        lambda x: x.fromlist([1]), lambda x: x.frombytes(b"1234"), lambda x: x.__setitem__(0, 1),
        lambda x: x.__setitem__(slice(0, 1), array.array("i", [9])), lambda x: x.__delitem__(0),
        lambda x: x.__iadd__(array.array("i", [1])),
        lambda x: x.__imul__(2), lambda x: memoryview(x).__setitem__(0, 1), lambda x: struct.pack_into("b", x, 0, 1),
        lambda x: x.fromfile(io.BytesIO(b"1234"), 1),
    ],
}


class Reading(unittest.TestCase):
    def test_reads_as_the_plain_one(self):
        for name, x in plain().items():
            with self.subTest(name):
                y = plain()[name]
                frozen = freeze(y)
                self.assertIs(frozen, y)
                self.assertEqual(frozen, x)
                self.assertEqual(x, frozen)
                self.assertIs(type(frozen), type(x))
                self.assertEqual(repr(frozen), repr(x))
                self.assertEqual(list(frozen), list(x))
                self.assertEqual(len(frozen), len(x))
                self.assertEqual([i in frozen for i in x], [True] * len(x))
                with self.assertRaises(TypeError):
                    hash(frozen)

    def test_what_is_made_from_it_can_change(self):
        for name, x in plain().items():
            with self.subTest(name):
                frozen = freeze(plain()[name])
                for other in copy.copy(frozen), copy.deepcopy(frozen), pickle.loads(pickle.dumps(frozen)):
                    self.assertEqual(other, x)
                    self.assertIs(type(other), type(x))
                    other.clear()
                    self.assertEqual(len(other), 0)
                self.assertEqual(frozen, x)

    def test_deep_copy_thaws_what_is_in_it(self):
        thawed = copy.deepcopy(freeze({"a": [1, {"b": {2}}]}))
        thawed["a"].append(2)
        thawed["a"][1]["b"].add(3)
        self.assertEqual(thawed, {"a": [1, {"b": {2, 3}}, 2]})

    def test_json_and_operators(self):
        d = freeze({"a": [1, 2, {"b": None}]})
        self.assertEqual(json.dumps(d), '{"a": [1, 2, {"b": null}]}')
        self.assertEqual(json.dumps(d, indent=1), json.dumps({"a": [1, 2, {"b": None}]}, indent=1))
        self.assertEqual(d | {"c": 1}, {"a": [1, 2, {"b": None}], "c": 1})
        self.assertEqual(freeze([1]) + [2], [1, 2])
        self.assertEqual(freeze([1]) * 2, [1, 1])
        self.assertEqual(freeze([1, 2, 3])[1:], [2, 3])
        freeze([1, 2, 3])[1:].append(4)
        self.assertEqual(sorted(freeze([2, 1])), [1, 2])
        self.assertEqual({**freeze({"a": 1})}, {"a": 1})
        self.assertEqual(freeze({1, 2}) | {3}, {1, 2, 3})
        self.assertEqual(bytes(freeze(bytearray(b"ab"))), b"ab")
        self.assertEqual(freeze(bytearray(b"ab")).upper(), b"AB")

    def test_views_on_memory_are_read_only(self):
        for x in bytearray(b"abc"), array.array("i", [1, 2, 3]):
            view = memoryview(freeze(x))
            self.assertTrue(view.readonly)
            self.assertEqual(view.tolist(), list(x))

    def test_what_other_copies_of_the_memory_do_is_not_seen(self):
        large = bytearray(100_000)
        other = messages.copy(large)
        freeze(large)
        other[0] = 1
        self.assertEqual(large[0], 0)

    def test_instance_and_module_attributes(self):
        class Point:
            pass
        p = Point()
        p.x = 1
        freeze(vars(p))
        with self.assertRaisesRegex(TypeError, "frozen"):
            p.x = 2
        with self.assertRaisesRegex(TypeError, "frozen"):
            p.y = 2
        with self.assertRaisesRegex(TypeError, "frozen"):
            del p.x
        self.assertEqual(p.x, 1)


class Changing(unittest.TestCase):
    def test_every_change_is_refused(self):
        for kind, changes in CHANGES.items():
            for number, change in enumerate(changes):
                with self.subTest(kind, number=number):
                    x = freeze(plain()[kind])
                    with self.assertRaises((TypeError, BufferError)) as caught:
                        change(x)
                    if isinstance(caught.exception, BufferError) or "frozen" not in str(caught.exception):
                        self.assertRegex(str(caught.exception), "frozen|read-only|read-write|writable")
                    self.assertEqual(x, plain()[kind])

    def test_the_same_changes_work_on_the_plain_one(self):
        for kind, changes in CHANGES.items():
            for number, change in enumerate(changes):
                with self.subTest(kind, number=number):
                    try:
                        change(plain()[kind])
                    except (TypeError, BufferError) as e:
                        self.fail(f"{e}")

    def test_frozen_while_a_method_runs(self):
        class Freezes:
            def __init__(self, what):
                self.what = what

            def __index__(self):
                freeze(self.what)
                return 0

            def __hash__(self):
                freeze(self.what)
                return 1

            def __eq__(self, other):
                return True

        for x, change in [
            ([1, 2], lambda x: x.insert(Freezes(x), 1)),
            ([1, 2], lambda x: x.pop(Freezes(x))),
            ([1, 2], lambda x: x.__setitem__(Freezes(x), 5)),
            ([1, 2], lambda x: x.extend(freeze(x) and i for i in [1, 2])),
            ({1: 1}, lambda x: x.__setitem__(Freezes(x), 2)),
            ({1: 1}, lambda x: x.__delitem__(Freezes(x))),
            ({1}, lambda x: x.discard(Freezes(x))),
            (bytearray(b"ab"), lambda x: x.__setitem__(Freezes(x), 1)),
            (array.array("i", [1, 2]), lambda x: x.__setitem__(Freezes(x), 1)),
        ]:
            before = copy.copy(x)
            with self.subTest(str(before)), self.assertRaisesRegex(TypeError, "frozen"):
                change(x)
            self.assertEqual(x, before)


class Refusing(unittest.TestCase):
    def test_what_belongs_to_an_interpreter(self):
        class Point:
            pass

        class Names(list):
            pass

        for wrong in Point(), Names(), lambda: 1, Point, collections.OrderedDict(), collections.defaultdict(list), iter([]), object():
            inner = [1]
            with self.subTest(type(wrong)), self.assertRaisesRegex(TypeError, "cannot freeze"):
                freeze({"in": inner, "wrong": (1, [wrong])})
            inner.append(2)

    def test_memory_that_is_shown(self):
        for x in bytearray(b"abc"), array.array("i", [1]):
            view = memoryview(x)
            with self.assertRaises(BufferError):
                freeze([x])
            view.release()
            freeze([x])

    def test_is_frozen(self):
        for x in plain().values():
            self.assertFalse(is_frozen(x))
            self.assertTrue(is_frozen(freeze(x)))
        for x in 1, "a", None, (1, ("b", 2.5)), frozenset({1}), 1j, ..., b"x", (freeze([1]),):
            self.assertTrue(is_frozen(x))
        for x in (1, [2]), object(), lambda: 1:
            self.assertFalse(is_frozen(x))


class Crossing(unittest.TestCase):
    def setUp(self):
        self.queue = interpreters.create_queue()

    def there_and_back(self, x):
        self.queue.put(x)
        return self.queue.get()

    def graph(self):
        x = [1, {"a": {1, 2}, "b": collections.deque([bytearray(b"x"), array.array("d", [1.5])])}, (None, [2])]
        x.append(x)
        x[1]["loop"] = (x, x[1])
        return freeze(x)

    def test_arrives_frozen_and_equal(self):
        for name, x in plain().items():
            with self.subTest(name):
                got = self.there_and_back(freeze(x))
                self.assertEqual(got, x)
                self.assertTrue(is_frozen(got))
                self.assertEqual(got is x, not AS_BYTES)
        got = self.there_and_back(self.graph())
        self.assertTrue(is_frozen(got))
        self.assertIs(got[3], got)
        self.assertIs(got[1]["loop"][0], got)
        self.assertIs(got[1]["loop"][1], got[1])
        self.assertEqual(got[1]["a"], {1, 2})
        self.assertEqual(got[1]["b"][1], array.array("d", [1.5]))

    def test_inside_what_is_not_frozen(self):
        x = freeze([1, [2]])
        got = self.there_and_back({"x": x, "again": [x], "own": [1]})
        self.assertIs(got["x"], got["again"][0])
        self.assertTrue(is_frozen(got["x"]))
        self.assertFalse(is_frozen(got["own"]))
        got["own"].append(2)
        self.assertEqual(got["x"] is x, not AS_BYTES)

    def test_as_bytes_wherever_it_goes(self):
        x = self.graph()
        got = messages.loads(messages.dumps([x, x[1]]))
        self.assertTrue(is_frozen(got[0]))
        self.assertIs(got[0][1], got[1])
        self.assertIs(got[0][3], got[0])
        self.assertEqual(messages.loads(messages.dumps(freeze({"k": (1, [2])}))), {"k": (1, [2])})

    def test_other_interpreters_read_it_at_once(self):
        table = freeze({str(i): [i, {"n": i}] for i in range(2000)})

        def total(table):
            n = 0
            for _ in range(5):
                for key, (i, d) in table.items():
                    n += table[key][0] + d["n"] - i + len(str(key) in table and key)
            return n

        expected = total(table)
        with InterpreterPoolExecutor(4) as pool:
            self.assertEqual(list(pool.map(total, [table] * 8)), [expected] * 8)

    def test_nobody_there_can_change_it(self):
        interp = interpreters.create()
        interp.prepare_main(x=freeze([1, 2]), queue=self.queue)
        interp.exec("""if True:
            try:
                x.append(3)
            except TypeError as e:
                queue.put(str(e))
            """)
        self.assertIn("this list is frozen", self.queue.get())
        interp.close()

    @unittest.skipIf(AS_BYTES, "bytes take their time")
    def test_takes_the_same_time_whatever_its_size(self):
        def took(x):
            best = 1e9
            for _ in range(7):
                start = time.thread_time()
                for _ in range(200):
                    self.there_and_back(x)
                best = min(best, time.thread_time() - start)
            return best
        small, large = freeze([[1]]), freeze([[i] for i in range(100_000)])
        took(small)
        self.assertLess(took(large), 10 * took(small) + 0.01)

    def test_giving_away_is_just_sending(self):
        x = freeze([1])
        self.queue.put(x, move=True)
        self.assertEqual(self.queue.get(), [1])
        self.assertEqual(x, [1])

    def test_weak_references(self):
        x = freeze({1, 2})
        r = weakref.ref(x)
        got = self.there_and_back(x)
        self.assertIs(r(), x)
        del x, got
        for _ in range(50):
            gc.collect()
            if r() is None:
                break
            time.sleep(0.01)
        self.assertIsNone(r())

    def test_deep_nesting(self):
        x = []
        for _ in range(100_000):
            x = [x]
        freeze(x)
        self.assertTrue(is_frozen(x))
        while x:
            x = x[0]
            self.assertTrue(is_frozen(x))


class Hostile(unittest.TestCase):
    def test_frozen_with_parts_that_can_change(self):
        data = messages.dumps(freeze([1, [2]]))
        at = data.index(13)
        for changed in range(4, len(data)):
            for value in range(256):
                bad = data[:changed] + bytes([value]) + data[changed + 1:]
                try:
                    messages.loads(bad)
                except ValueError:
                    pass
        self.assertGreater(at, 0)


if __name__ == "__main__":
    unittest.main()
