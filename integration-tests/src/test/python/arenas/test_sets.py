"""The set of an arena behaves as a plain set: random programs on both, and what Python code does with sets elsewhere."""

import collections.abc
import copy
import random
import unittest

from atoll import arena

from both import Both

MEMBERS = [
    0, 1, 2, -1, True, 1.0, 2.5, None, "", "a", "b", "a longer member", "\u4e2d\u6587", "\U0001f600", b"ab", 2 ** 70, (), (1, "a"), frozenset(),
    frozenset({1, "a"}), frozenset({("x",)}),
] + list(range(50, 100)) + ["m%d" % i for i in range(30)]


def shown(x):
    """Sets are compared without their order."""
    if isinstance(x, (set, frozenset)):
        return sorted(map(repr, x)), isinstance(x, frozenset)
    return repr(x)


def same(x):
    return x, x


def broken(members):
    yield from members
    raise ZeroDivisionError("half way")


METHODS = ["union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint", "update", "intersection_update",
           "difference_update", "symmetric_difference_update"]
OPERATORS = [
    lambda s, o: s | o, lambda s, o: s & o, lambda s, o: s - o, lambda s, o: s ^ o, lambda s, o: o | s, lambda s, o: o & s, lambda s, o: o - s, lambda s, o: o ^ s,
    lambda s, o: s == o, lambda s, o: s != o, lambda s, o: s < o, lambda s, o: s <= o, lambda s, o: s > o, lambda s, o: s >= o, lambda s, o: o < s,
    lambda s, o: o <= s, lambda s, o: o == s, lambda s, o: o > s,
]


def or_in_place(s, o):
    before = s
    s |= o
    return s is before


def and_in_place(s, o):
    before = s
    s &= o
    return s is before


def minus_in_place(s, o):
    before = s
    s -= o
    return s is before


def xor_in_place(s, o):
    before = s
    s ^= o
    return s is before


class Program:
    """One random program. What it does follows from its seed."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.arena = arena.create(debug=True)

    def run(self, steps):
        with self.arena:
            root = self.arena.root
            root["s"] = set()
            root["other"] = {1, "a", (1, "a")}
            both = Both(set(), root["s"], shown)
            self.other = Both({1, "a", (1, "a")}, root["other"], shown)
            for step in range(steps):
                operation = self.r.choice(self.OPERATIONS)
                try:
                    operation(self, both)
                    both.compare()
                    if self.r.random() < 0.02:
                        self.arena.collect()
                except AssertionError as e:
                    raise AssertionError(f"step {step}, {operation.__name__}: {e}") from None
                if self.r.random() < 0.02:
                    both, self.other = self.other, both

    def member(self):
        return self.r.choice(MEMBERS)

    def operand(self):
        members = self.r.sample(MEMBERS, self.r.choice((0, 1, 5, 40)))
        kind = self.r.choice((set, frozenset, list, tuple, dict.fromkeys, broken, "other", "itself", lambda m: dict.fromkeys(m).keys(), lambda m: m + [[]], lambda m: 5))
        if kind == "other":
            return self.other.plain, self.other.view
        return (kind(members), kind(members)) if kind != "itself" else None

    def add(self, both):
        both.do(lambda s, m: s.add(m), same(self.member()))

    def add_unhashable(self, both):
        both.do(lambda s, m: s.add(m), same(self.r.choice(([], {}, set(), ([1],)))))

    def look(self, both):
        both.do(lambda s, m: m in s, same(self.r.choice(MEMBERS + [[], {1, "a"}, set()])))

    def remove(self, both):
        both.do(lambda s, m: s.remove(m), same(self.r.choice(MEMBERS + [[], {1, "a"}])))

    def discard(self, both):
        both.do(lambda s, m: s.discard(m), same(self.r.choice(MEMBERS + [[], {1, "a"}])))

    def pop(self, both):
        if both.plain:
            member = both.view.pop()
            assert member in both.plain, member
            both.plain.remove(member)
        else:
            both.do(lambda s: s.pop())

    def clear(self, both):
        if self.r.random() < 0.1:
            both.do(lambda s: s.clear())

    def method(self, both):
        name = self.r.choice(METHODS)
        pair = self.operand() or (both.plain, both.view)
        both.do(lambda s, o: getattr(s, name)(o), pair)

    def method_of_several(self, both):
        name = self.r.choice(["union", "intersection", "difference", "update", "intersection_update", "difference_update"])
        operands = [self.operand() or (both.plain, both.view) for _ in range(self.r.choice((0, 2, 3)))]
        both.do(lambda s, *o: getattr(s, name)(*o), *operands)

    def operator(self, both):
        pair = self.operand() or (both.plain, both.view)
        both.do(self.r.choice(OPERATORS), self.r.choice((pair, (pair[0], pair[0]))))

    def in_place(self, both):
        pair = self.operand() or (both.plain, both.view)
        if isinstance(pair[0], (set, frozenset)):
            both.do(self.r.choice((or_in_place, and_in_place, minus_in_place, xor_in_place)), pair)

    def of_local_sets(self, both):
        """A plain set, changed by a view."""
        members = self.r.sample(MEMBERS, 10)
        operation = self.r.choice((or_in_place, and_in_place, minus_in_place, xor_in_place))
        expected, got = set(members), set(members)
        assert operation(expected, both.plain) and operation(got, both.view)
        assert expected == got, (expected, got)

    def iterate(self, both):
        both.do(lambda s: sorted(map(repr, s)))
        both.do(len)
        both.do(lambda s: s == s.copy() and s.copy() == s and set(s) == s and frozenset(s) == s and type(s.copy()) is set)
        both.do(lambda s: hash(s))

    def iterate_and_change(self, both):
        def changing(s, member):
            n = 0
            for x in s:
                n += 1
                if n == 1:
                    s.discard(member) if member in s else s.add(member)
            return n

        both.do(changing, same(self.member()))

    OPERATIONS = [add, add, add, add, add_unhashable, look, remove, discard, pop, clear, method, method, method_of_several, operator, operator, in_place,
                  of_local_sets, iterate, iterate_and_change]


class RandomPrograms(unittest.TestCase):
    def test_behaves_as_a_plain_set(self):
        for seed in range(4):
            with self.subTest(seed=seed):
                Program(seed).run(600)


class Key:
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
        self.addCleanup(self.bank.__exit__, None, None, None)
        self.bank.root["s"] = {1, 2, 3}
        self.s = self.bank.root["s"]

    def test_in_order_of_arrival(self):
        self.s.clear()
        for m in 3, 1, 2, "x":
            self.s.add(m)
        self.assertEqual("{3, 1, 2, 'x'}", repr(self.s))
        self.s.clear()
        self.assertEqual("set()", repr(self.s))

    def test_is_a_set(self):
        self.assertIsInstance(self.s, set)
        self.assertIsInstance(self.s, collections.abc.MutableSet)
        self.assertEqual({1: {2}}, {1: self.s - {1, 3}})

    def test_made_by_the_arena(self):
        with arena.create(adopt=False) as bank:
            bank.root["s"] = made = bank.set([3, 1, 3, "a"])
            made.add(4)
            self.assertEqual(bank.root["s"], {1, 3, 4, "a"})
            self.assertEqual(bank.set(), set())
            self.assertEqual(bank.set(made), made)
            self.assertIsInstance(made, set)
            for wrong in [3], [[[]]], [[1], [2]]:
                with self.assertRaises(TypeError):
                    bank.set(*wrong)
        with self.assertRaises(arena.ArenaNotHeld):
            bank.set()

    def test_copies(self):
        self.bank.root["nested"] = {"s": self.s, "again": self.s}
        c = copy.deepcopy(self.bank.root["nested"])
        self.assertEqual({"s": {1, 2, 3}, "again": {1, 2, 3}}, c)
        self.assertIs(c["s"], c["again"])
        self.assertEqual((set, set), (type(c["s"]), type(copy.copy(self.s))))
        self.assertIs(self.bank.root["nested"]["s"], self.s)

    def test_uses(self):
        self.assertEqual([1, 2, 3], sorted(self.s))
        self.assertEqual(6, sum(self.s))
        self.assertEqual([1, 2, 3], [*self.s])
        self.assertEqual({1, 2, 3, 4}, {*self.s, 4})
        self.assertEqual({2, 4, 6}, {2 * m for m in self.s})
        self.assertEqual({1, 2}, {1, 2, 9} & self.s)
        self.assertEqual({1: None, 2: None, 3: None}, dict.fromkeys(self.s))
        self.assertIn({1, "x"}, self.of({frozenset({1, "x"})}))
        self.assertIn(self.of({1, "x"}), self.of({frozenset({1, "x"})}))

    def of(self, members):
        self.bank.root[len(self.bank.root)] = members
        return self.bank.root[len(self.bank.root) - 1]

    def test_local_members(self):
        self.assertIn(Key(1), self.s)
        self.s.add(Key(1))
        with self.assertRaisesRegex(arena.ArenaReferenceError, "a Key cannot be in bank"):
            self.s.add(Key(7))
        with self.assertRaisesRegex(arena.ArenaReferenceError, "a Key cannot be in bank"):
            self.s.update({Key(7)})
        self.assertEqual({1, 2, 3}, self.s)

        def change():
            self.s.clear()
            self.s.update(range(1000))
            self.bank.collect()

        self.assertIn(Key(2, change), self.s)
        self.s.discard(Key(2, change))
        self.assertEqual(set(range(1000)) - {2}, self.s)

    def test_after_the_block(self):
        with arena.create("other") as other:
            other.root["s"] = {1}
            s = other.root["s"]
            it = iter(s)
        for use in (lambda: 1 in s, lambda: len(s), lambda: next(it), lambda: s | {1}, lambda: {1} | s, lambda: s == {1}, lambda: s.add(1), lambda: repr(s),
                    lambda: set(s), lambda: s.copy(), lambda: copy.deepcopy(s), lambda: {1}.update(s)):
            self.assertRaises(arena.ArenaNotHeld, use)


if __name__ == "__main__":
    unittest.main()
