"""The dict of an arena behaves as a plain dict: random programs on both, and what Python code does with dicts elsewhere."""

import collections.abc
import copy
import random
import sys
import unittest
from decimal import Decimal
from fractions import Fraction

from atoll import arena

from both import Both, outcome

KEYS = [
    0, 1, 2, -1, -2, True, False, 1.0, 0.0, -0.0, 2.5, 1e300, float("inf"), 1 + 0j, 3j, None, ..., "", "a", "b", "short", "a longer key",
    "\xe9t\xe9", "\u4e2d\u6587 \u4e2d\u6587", "\U0001f600", b"", b"ab", b"a longer key", 2 ** 61 - 1, 2 ** 61, 2 ** 63, -(2 ** 70), (), (1,), (1.0,),
    ("a", ("b", 2)), frozenset(), frozenset({1, "a"}), frozenset({frozenset({2})}), (frozenset({"x"}), None),
] + list(range(100, 140)) + ["k%d" % i for i in range(40)]
LOOKED_UP = KEYS + [Decimal(1), Decimal("2.5"), Fraction(5, 2), [], {}, set(), ([],)]
VALUES = [None, 1, 2.5, "text", "a longer text", (1, "a"), [1, [2]], {"in": {"ner": 1}}, {1, 2}, b"bytes"]
SIMPLE = [v for v in VALUES if not isinstance(v, list)]


class Pairs:
    """Has keys() and items by them only."""

    def __init__(self, pairs):
        self.pairs = dict(pairs)

    def keys(self):
        return list(self.pairs)

    def __getitem__(self, key):
        return self.pairs[key]


def broken(pairs):
    yield from pairs
    raise ZeroDivisionError("half way")


def same(x):
    return x, x


class Program:
    """One random program. What it does follows from its seed."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.arena = arena.create(debug=True)

    def run(self, steps):
        with self.arena:
            root = self.arena.root
            root["d"] = {}
            root["other"] = {}
            self.other = Both({}, root["other"])
            both = Both({}, root["d"])
            for step in range(steps):
                operation = self.r.choice(self.OPERATIONS)
                try:
                    operation(self, both)
                    if self.r.random() < 0.02:
                        self.arena.collect()
                    if step % 50 == 0:
                        both.compare()
                        self.other.compare()
                except AssertionError as e:
                    raise AssertionError(f"step {step}, {operation.__name__}: {e}") from None
                if self.r.random() < 0.01:
                    both, self.other = self.other, both
            both.compare()

    def key(self):
        return self.r.choice(KEYS)

    def value(self):
        """A new object each time: a dict of an arena has a copy of it."""
        return copy.deepcopy(self.r.choice(SIMPLE))

    def pairs(self):
        return [(self.key(), self.value()) for _ in range(self.r.choice((0, 1, 3, 30)))]

    def get(self, both):
        both.do(lambda d, k: d[k], same(self.r.choice(LOOKED_UP)))

    def get_or(self, both):
        both.do(lambda d, k, v: d.get(k, v), same(self.r.choice(LOOKED_UP)), same(self.value()))

    def contains(self, both):
        both.do(lambda d, k: k in d, same(self.r.choice(LOOKED_UP)))

    def put(self, both):
        both.do(lambda d, k, v: d.__setitem__(k, v), same(self.key()), same(self.value()))

    def put_unhashable(self, both):
        both.do(lambda d, k: d.__setitem__(k, 1), same(self.r.choice(([], {}, set(), ([1],)))))

    def delete(self, both):
        both.do(lambda d, k: d.__delitem__(k), same(self.r.choice(LOOKED_UP)))

    def pop(self, both):
        both.do(lambda d, k: d.pop(k), same(self.r.choice(LOOKED_UP)))
        both.do(lambda d, k: d.pop(k, "none"), same(self.r.choice(LOOKED_UP)))

    def pop_item(self, both):
        both.do(lambda d: d.popitem())

    def set_default(self, both):
        both.do(lambda d, k, v: d.setdefault(k, v), same(self.key()), same(self.value()))

    def nested(self, both):
        key = self.key()
        both.do(lambda d, k: d.setdefault(k, {}), same(key))
        both.do(lambda d, k, v: d[k].__setitem__(v, v), same(key), same(self.key()))

    def clear(self, both):
        if self.r.random() < 0.1:
            both.do(lambda d: d.clear())

    def update(self, both):
        made = self.r.choice((dict, list, Pairs, lambda p: dict(p).items(), broken, lambda p: p + [3], lambda p: p + ["abc"], lambda p: 5))
        pairs = self.pairs()
        both.do(lambda d, p: d.update(p), (outcome(made, pairs)[1], outcome(made, pairs)[1]))

    def update_by_names(self, both):
        both.do(lambda d: d.update({"k1": 1}, a=2, k39=3))
        both.do(lambda d: d.update(1, 2))

    def update_by_view(self, both):
        pair = self.other.plain, self.other.view
        both.do(lambda d, o: d.update(o), pair)
        both.do(lambda d, o: d.__ior__(o).clear() if len(d) > 60 else None, pair)
        both.do(lambda d, o: o.update(d), pair)

    def update_by_itself(self, both):
        both.do(lambda d: d.update(d))

    def unite(self, both):
        mixed = [(self.other.plain, self.other.plain), (self.other.plain, self.other.view)]
        both.do(lambda d, o: d | o, self.r.choice(mixed))
        both.do(lambda d, o: o | d, self.r.choice(mixed))
        both.do(lambda d: d | 1)
        both.do(lambda d: [] | d)

    def compare(self, both):
        pairs = [(self.other.plain, self.other.plain), (self.other.plain, self.other.view)]
        for operation in lambda d, o: d == o, lambda d, o: o != d, lambda d, o: d == dict(o), lambda d, o: d is o:
            both.do(operation, self.r.choice(pairs))
        both.do(lambda d: d == dict(d) and dict(d) == d and not d != dict(d))
        both.do(lambda d: d == 1)

    def iterate(self, both):
        for it in iter, dict.keys, dict.values, dict.items:
            name = it.__name__
            both.do(lambda d: list(d if name == "iter" else getattr(d, name)()))
            both.do(lambda d: list(reversed(d if name == "iter" else getattr(d, name)())))
        both.do(len)
        both.do(bool)
        both.do(repr)
        both.do(lambda d: [repr(d.keys()), repr(d.values()), repr(d.items())])

    def iterate_and_change(self, both):
        def changing(d, make, key):
            seen = []
            for x in make(d):
                seen.append(x)
                if len(seen) == 2:
                    if key in d:
                        del d[key]
                    else:
                        d[key] = 0
            return seen

        make = self.r.choice((iter, reversed, lambda d: d.items(), lambda d: d.values()))
        both.do(changing, same(make), same(self.key()))

    def views(self, both):
        keys = self.r.sample(KEYS, 12)
        operand = self.r.choice((set, frozenset, list, dict.fromkeys, lambda k: dict.fromkeys(k).keys()))(keys)
        pair = self.r.choice((same(operand), (self.other.plain.keys(), self.other.view.keys())))
        for f in (lambda d, o: d.keys() & o, lambda d, o: d.keys() | o, lambda d, o: d.keys() - o, lambda d, o: d.keys() ^ o, lambda d, o: d.keys() == o,
                  lambda d, o: o == d.keys(), lambda d, o: d.keys() <= o, lambda d, o: d.keys() < o, lambda d, o: d.keys() >= o, lambda d, o: d.keys() > o,
                  lambda d, o: o < d.keys(), lambda d, o: o >= d.keys(), lambda d, o: d.keys().isdisjoint(o), lambda d, o: o - d.keys(),
                  lambda d, o: o & d.keys(), lambda d, o: o ^ d.keys(), lambda d, o: d.keys() != o):
            Both(both.plain, both.view, shown=lambda x: type(x).__name__).do(f, pair)

    def items(self, both):
        key = self.key()
        both.do(lambda d, k: [(k, d.get(k)) in d.items(), (k, "other") in d.items(), k in d.items(), d.get(k) in d.values(), k in d.keys()], same(key))
        both.do(lambda d: d.items() == dict(d).items() and dict(d).items() == d.items() and d.keys() == dict(d).keys())
        both.do(lambda d: d.keys().mapping == d)
        both.do(lambda d: [len(d.keys()), len(d.items()), len(d.values())])

    OPERATIONS = [get, get, get_or, contains, put, put, put, put, put_unhashable, delete, delete, pop, pop_item, set_default, nested, clear, update,
                  update_by_names, update_by_view, update_by_itself, unite, compare, iterate, iterate_and_change, views, items]


class RandomPrograms(unittest.TestCase):
    def test_behaves_as_a_plain_dict(self):
        for seed in range(4):
            with self.subTest(seed=seed):
                Program(seed).run(600)

    def test_many_keys_that_come_and_go(self):
        for seed in range(2):
            r = random.Random(seed)
            bank = arena.create(debug=True)
            with bank:
                bank.root["d"] = {}
                view = bank.root["d"]
                plain = {}
                for i in range(10_000):
                    key = r.randrange(r.choice((10, 1000, 100_000)))
                    if r.random() < 0.45:
                        self.assertEqual(plain.pop(key, None), view.pop(key, None))
                    else:
                        plain[key] = view[key] = i
                    if i % 5000 == 0:
                        bank.collect()
                self.assertEqual(list(plain.items()), list(view.items()))
                while plain:
                    self.assertEqual(plain.popitem(), view.popitem())


class Key:
    """A local object that can be looked up, and does something when it is compared."""

    def __init__(self, value, then=lambda: None):
        self.value = value
        self.then = then

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        then, self.then = self.then, lambda: None
        then()
        return self.value == other


class InArena(unittest.TestCase):
    def setUp(self):
        self.bank = arena.create("bank", debug=True)
        self.addCleanup(self.bank.close)
        self.bank.__enter__()
        self.addCleanup(self.leave)
        self.held = True
        self.bank.root["d"] = {"a": 1, "b": {"c": (1, 2)}, 3: None}
        self.d = self.bank.root["d"]

    def leave(self):
        if self.held:
            self.held = False
            self.bank.__exit__(None, None, None)


class LocalKeys(InArena):
    def test_look_up_and_are_not_stored(self):
        self.assertIsNone(self.d[Key(3)])
        self.d[Key(3)] = 4
        self.assertEqual({"a": 1, "b": {"c": (1, 2)}, 3: 4}, self.d)
        with self.assertRaisesRegex(arena.ArenaReferenceError, "a Key cannot be in bank"):
            self.d[Key(5)] = 4
        with self.assertRaisesRegex(arena.ArenaReferenceError, "a Key cannot be in bank"):
            self.d.setdefault(Key(5), 4)
        with self.assertRaisesRegex(arena.ArenaReferenceError, "a Key cannot be in bank"):
            self.d.update({Key(5): 4})
        self.assertEqual(3, len(self.d))

    def test_change_the_table_while_it_is_searched(self):
        d = self.d

        def change():
            d.clear()
            d.update(dict.fromkeys(range(1000)))
            self.bank.collect()

        self.assertIsNone(d.get(Key(3, change)))
        self.assertEqual(list(range(1000)), list(d))
        self.assertIsNone(d[Key(500, lambda: d.pop(400, None))])
        self.assertRaises(KeyError, lambda: d[Key(500, lambda: d.pop(500, None))])
        d[Key(501, self.bank.collect)] = {"new": "and long enough for a cell"}
        self.assertEqual({"new": "and long enough for a cell"}, d[501])

    def test_leave_the_arena_while_it_is_searched(self):
        for use in lambda k: self.d[k], lambda k: self.d.__setitem__(k, 1), lambda k: self.d.pop(k), lambda k: k in self.d:
            self.assertRaises(arena.ArenaNotHeld, use, Key(3, self.leave))
            self.bank.__enter__()
            self.held = True
            self.d = self.bank.root["d"]
        self.assertIn(3, self.d)

    def test_classes_of_text_and_tuples(self):
        class Name(str):
            pass

        class Point(tuple):
            pass

        self.d[1, "x"] = 2
        self.assertEqual(1, self.d[Name("a")])
        self.assertEqual(2, self.d[Point((1, "x"))])
        self.assertEqual(2, self.d[1.0, Name("x")])
        with self.assertRaisesRegex(arena.ArenaReferenceError, "a Name cannot be in bank"):
            self.d[Name("new")] = 1

    def test_nan(self):
        nan = float("nan")
        self.d[nan] = 1
        self.d[nan] += 1
        self.assertEqual(2, self.d[nan])
        self.assertIn(nan, {**self.d})


class Stored(InArena):
    def test_what_is_stored_twice_is_one_object(self):
        inner = {}
        self.d.update({"x": inner, "y": {"z": inner}})
        self.d["x"]["new"] = 1
        self.assertEqual({"new": 1}, self.d["y"]["z"])
        self.assertEqual({}, inner)
        self.assertIs(self.d["x"], self.d["y"]["z"])

    def test_a_cycle(self):
        loop = {"n": 1}
        loop["self"] = loop
        self.d.clear()
        self.d.update(loop)
        self.assertEqual("{'n': 1, 'self': {'n': 1, 'self': {...}}}", repr(self.d))
        self.d["self"] = self.d
        self.assertEqual("{'n': 1, 'self': {...}}", repr(self.d))
        self.bank.collect()
        c = copy.deepcopy(self.d)
        self.assertIs(c, c["self"])
        self.assertIs(dict, type(c))

    def test_setdefault_answers_what_is_in_the_arena(self):
        self.d.setdefault("new", {})["x"] = 1
        self.assertEqual({"x": 1}, self.d["new"])

    def test_of_another_arena(self):
        other = arena.create("other")
        with other:
            other.root["plain"] = {1: 2}
            other.root["nested"] = {1: {}}
            self.d.update(other.root["plain"])
            self.assertEqual(2, self.d[1])
            with self.assertRaisesRegex(arena.ArenaReferenceError, "an object of other cannot be stored in bank"):
                self.d.update(other.root["nested"])
            self.assertEqual({1: 2}, other.root["plain"])
            self.assertTrue(other.root["plain"] == {1: 2} != self.d)
            self.d.clear()
            self.d[1] = 2
            self.assertEqual(self.d, other.root["plain"])

    def test_no_copies_wanted(self):
        strict = arena.create("strict", adopt=False)
        with strict:
            strict.root.update({"a": 1}, b=2)
            self.assertEqual({"a": 1, "b": 2}, strict.root)
            with self.assertRaisesRegex(arena.ArenaReferenceError, "takes no copies"):
                strict.root.update(c={})
            self.assertEqual({"a": 1, "b": 2}, strict.root)

    def test_after_the_block(self):
        d, keys, it, items = self.d, self.d.keys(), iter(self.d), self.d.items()
        self.leave()
        for use in (lambda: d[1], lambda: len(keys), lambda: next(it), lambda: list(items), lambda: d == {}, lambda: repr(d), lambda: repr(keys),
                    lambda: d | {}, lambda: {} | d, lambda: copy.deepcopy(d), lambda: {**d}, lambda: 1 in keys, lambda: d.update({}),
                    lambda: d.clear(), lambda: reversed(keys)):
            self.assertRaises(arena.ArenaNotHeld, use)


class Elsewhere(InArena):
    """What Python code does with dicts takes a view as well."""

    PLAIN = {"a": 1, "b": {"c": (1, 2)}, 3: None}

    def test_is_a_dict(self):
        self.assertIsInstance(self.d, dict)
        self.assertIsInstance(self.d, collections.abc.MutableMapping)
        self.assertIsInstance(self.d.keys(), collections.abc.KeysView)
        self.assertIsInstance(self.d.items(), collections.abc.ItemsView)
        self.assertIsInstance(self.d.values(), collections.abc.ValuesView)
        self.assertRaises(TypeError, hash, self.d)
        self.assertGreater(sys.getsizeof(self.d), 0)
        self.assertEqual({1: 0}, self.d.fromkeys([1], 0))

    def test_local_dicts_of_it(self):
        d = self.d
        for made in dict(d), {**d}, {k: v for k, v in d.items()}, copy.copy(d), d.copy(), d | {}, {} | d, dict(d.items()), dict(zip(d, d.values())):
            self.assertIs(dict, type(made))
            self.assertEqual(self.PLAIN, made)
            self.assertEqual(list(self.PLAIN), list(made))
        local = {}
        local.update(d)
        local |= d
        self.assertEqual(self.PLAIN, local)
        self.assertIs(local["b"], d["b"])

    def test_deep_copies(self):
        c = copy.deepcopy(self.d)
        self.assertEqual((dict, dict), (type(c), type(c["b"])))
        c["b"]["c"] = 0
        self.assertEqual(self.PLAIN, self.d)
        self.leave()
        self.assertEqual({"c": 0}, c["b"])

    def test_arguments(self):
        del self.d[3]
        self.assertEqual({"a": 1, "b": {"c": (1, 2)}}, (lambda **names: names)(**self.d))
        self.assertEqual(["a", "b"], sorted(self.d))
        self.assertEqual("1 (1, 2)", "%(a)s %(b)s" % {"a": self.d["a"], "b": self.d["b"]["c"]})
        self.assertEqual("1", "%(a)s" % self.d)
        self.assertEqual("1", "{a}".format_map(self.d))

    def test_defaults_and_counters(self):
        numbers = self.d
        numbers.clear()
        numbers.update(a=1, b=2)
        self.assertEqual({"a": 1, "b": 2}, collections.OrderedDict(numbers))
        self.assertEqual(collections.Counter(a=1, b=2), collections.Counter(numbers))
        self.assertEqual({"a": 1, "b": 2, "c": 3}, collections.OrderedDict(c=3) | numbers)
        self.assertEqual(2, collections.ChainMap({}, numbers)["b"])
        self.assertEqual([("a", 1), ("b", 2)], list(map(tuple, numbers.items())))


if __name__ == "__main__":
    unittest.main()
