"""The ways round the general protocol that compiled code takes: that each of them notices what it must not skip."""

import math


def show(name, function, *arguments):
    try:
        print(name, "=>", repr(function(*arguments)))
    except Exception as error:
        print(name, "=>", type(error).__name__, error)


# Slots whose descriptors are looked up in a class that is not their owner.

class Slotted:
    __slots__ = ("a", "b")


class Borrower:
    __slots__ = ("z",)
    a = Slotted.a


class Derived(Slotted):
    __slots__ = ("c",)


def read_a(o):
    return o.a


def write_a(o, value):
    o.a = value
    return o.a


for _ in range(3):
    one, two = Slotted(), Derived()
    show("unset slot", read_a, one)
    show("slot", write_a, one, 1)
    show("slot of the base", write_a, two, 2)
    show("borrowed slot read", read_a, Borrower())
    show("borrowed slot written", write_a, Borrower(), 3)
    del one.a
    show("deleted slot", read_a, one)

# One call site, methods of built-in types, of their subclasses and of instances.


class MyList(list):
    def append(self, item):
        super().append(("mine", item))


class MyDict(dict):
    def get(self, key, default=None):
        return "mine"

    def __missing__(self, key):
        return "missing " + key


class WithAttributes(list):
    pass


def append(o, item):
    o.append(item)
    return o


def get(o, key, default=0):
    return o.get(key, default)


shadowed = WithAttributes()
shadowed.append = lambda item: print("shadowed", item)
for _ in range(3):
    for o in ([], MyList(), WithAttributes(), shadowed, bytearray()):
        show("append", append, o, 65)
    for o in ({"k": 1}, MyDict(k=1), {}, 5):
        show("get", get, o, "k")
    show("append to a tuple", append, (), 1)

# Iterators of different types have the same methods in the same places.

for o in ({1: 2}.keys(), {1: 2}.values(), {1: 2}.items()):
    for iterator in (iter(o), reversed(o)):
        show(type(iterator).__name__, lambda i: (i.__length_hint__(), i.__next__(), i.__length_hint__()), iterator)

# Functions, types, bound and unbound methods at one call site, with every number of arguments.

FOUR = (1, 2, 3, 4)


def call0(f):
    return f()


def call1(f, a):
    return f(a)


def call2(f, a, b):
    return f(a, b)


def call3(f, a, b, c):
    return f(a, b, c)


def call4(f, a, b, c, d):
    return f(a, b, c, d)


class Thing:
    def __init__(self, *arguments):
        self.arguments = arguments

    def method(self, *arguments):
        return arguments

    def __call__(self, *arguments):
        return "called", arguments

    @classmethod
    def make(cls, *arguments):
        return cls.__name__, arguments


thing = Thing()
for callee in (len, max, int, str, Thing, thing, thing.method, Thing.make, [].append, [].__len__, str.upper, str.replace, str.center,
               "x".join, iter([]).__next__, math.hypot, math.floor, print, dict.fromkeys, lambda *a: a, 5, None):
    name = getattr(callee, "__name__", type(callee).__name__)
    for call in (call0, call1, call2, call3, call4):
        count = int(call.__name__[4:])
        try:
            found = call(callee, *FOUR[:count])
            print(name, count, found if not isinstance(found, Thing) else found.arguments)
        except (TypeError, StopIteration, ValueError) as error:
            print(name, count, type(error).__name__)
show("upper", call1, str.upper, "abc")
show("replace", call3, str.replace, "abc", "b", "x")
show("replace at most", call4, str.replace, "abab", "b", "x", 1)
show("wrong receiver", call1, str.upper, 5)

# A class that changes under a call site.


class Changing:
    def method(self):
        return "first"


def call_method(o):
    return o.method()


changing = Changing()
for step in range(4):
    print(call_method(changing))
    if step == 0:
        Changing.method = lambda self: "second"
    elif step == 1:
        changing.method = lambda: "third"
    elif step == 2:
        del changing.method
        Changing.method = staticmethod(lambda: "fourth")

# Ints that leave 64 bits, and floats that are rounded at a tie.

for base in (2**62, -2**62, 2**63 - 1, -2**63):
    print(base + base, base - 1, base + 1, base * 2, base * base, -base, base // -1, abs(base), base << 1, base % 7)
for value in (0.5, 1.5, 2.5, 0.125, 0.375, 2.675, 1e15 + 0.5, 4503599627370496.5, 1e-7, 5e-324, 0.05, 9.995, 1e22, 123456789.987654321):
    print([f"{value:.{places}f}" for places in (0, 1, 2, 3, 10, 17, 25)], "%.1f" % -value, round(value, 2), round(-value, 1))

# Unpacking of what derives from tuple, members of sets, and heaps of tuples.

from collections import namedtuple
from heapq import heappop, heappush

Pair = namedtuple("Pair", "x y")


class Backwards(tuple):
    def __iter__(self):
        return iter(self[::-1])


def unpack(o):
    a, b = o
    return a, b


Triple = namedtuple("Triple", "x y z")
Single = namedtuple("Single", "x")
for o in ((1, 2), (1, 2, 3), Triple(1, 2, 3), Single(1), Pair(1, 2), Backwards((1, 2)), [1, 2], (1,), Pair._make((1, 2)), Backwards((1, 2, 3)), "ab", {1: 2}):
    show("unpack", unpack, o)


class OwnSet(set):
    def __contains__(self, item):
        return item == "own"


def member(container, item):
    return item in container, item not in container


for container in ({1, "a", frozenset({2})}, frozenset({1}), OwnSet({1}), {1: 2}, [1]):
    for item in (1, 1.0, True, "a", "own", {2}, frozenset({2}), [], float("nan")):
        show("member", member, container, item)


class Key:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other.value

    def __repr__(self):
        return f"Key({self.value})"


def sort_by_heap(items):
    heap = []
    for item in items:
        heappush(heap, item)
    return [heappop(heap) for _ in items]


NAN = float("nan")
for items in ([(3, 1), (1, 2), (1, 1), (1,), ()], [(1, Key(2)), (1, Key(1)), (0, Key(3))], [(2**70, 1), (1, 2), (1.5, 0)],
              [(NAN, 2), (NAN, 1)], [("b", 1), ("a", 2)], [(1, "a"), (1, 2)], [Pair(2, 1), (1, 1)], [((1, 2), 3), ((1, 1), 4)]):
    show("heap", sort_by_heap, items)
