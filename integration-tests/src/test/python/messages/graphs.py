"""Messages keep values and structure, and share nothing that can change: graphs of nested, cyclic and shared objects.

    ./atoll integration-tests/src/test/python/messages/graphs.py [GRAPHS [SEED]]

Each graph goes as a snapshot, as bytes, and through a queue; a failure names the seed of its graph, which replays it.
"""

import array
import collections
import datetime
import decimal
import enum
import fractions
import math
import random
import sys
import types
import uuid
from concurrent import interpreters

from atoll import messages


class Plain:
    """An instance that is its attributes."""


class Slotted:
    __slots__ = ("left", "right")


class Both(Slotted):
    """Slots and attributes."""


class Stateful:
    def __init__(self, inside=None):
        self.inside = inside
        self.cache = object()

    def __getstate__(self):
        return {"inside": self.inside}

    def __setstate__(self, state):
        self.inside = state["inside"]
        self.cache = None


class Reduces:
    def __init__(self, parts):
        self.parts = parts

    def __reduce__(self):
        return Reduces, (tuple(self.parts),), {"extra": len(self.parts)}


class MyList(list):
    pass


class MyDict(dict):
    pass


class Colour(enum.Enum):
    RED = 1
    GREEN = "g"


Point = collections.namedtuple("Point", "x y")


def functions(first, second):
    """Functions without a name that leads to them, which share variables."""

    def get(default=None, *, key=None):
        return first, second, default, key

    def rebind(value):
        nonlocal first
        first = value
        return itself

    def itself():
        return itself, get, rebind

    return get, rebind, itself


IMMUTABLE = (
    lambda r: None, lambda r: r.random() < .5, lambda r: r.randint(-20, 300), lambda r: r.randint(-2**63, 2**63 - 1),
    lambda r: r.randint(-2**200, 2**200), lambda r: r.uniform(-1e9, 1e9),
    lambda r: r.choice((0.0, -0.0, math.inf, -math.inf, 5e-324)), lambda r: complex(r.random(), -0.0),
    lambda r: "".join(r.choice("abcxyz_") for _ in range(r.randint(0, 12))),
    lambda r: "".join(chr(r.choice((65, 233, 0x20AC, 0x1F40D, 0xD800, 0xDFFF))) for _ in range(r.randint(0, 60))),
    lambda r: "long text " * r.randint(4, 40), lambda r: r.randbytes(r.randint(0, 80)), lambda r: ...,
    lambda r: NotImplemented, lambda r: Colour.RED, lambda r: int, lambda r: collections.OrderedDict, lambda r: len,
    lambda r: math.sin, lambda r: Plain, lambda r: range(r.randint(0, 9), 20, 3), lambda r: slice(1, r.randint(2, 9), None),
    lambda r: datetime.datetime(2026, 1, r.randint(1, 28), tzinfo=datetime.timezone.utc),
    lambda r: decimal.Decimal(r.randint(0, 999)) / 7, lambda r: fractions.Fraction(r.randint(1, 99), 7),
    lambda r: uuid.UUID(int=r.getrandbits(128)),
)


class Maker:
    """Makes one graph: a value may be, or contain, any that was made before.

    Every container that was made is part of the graph, and met before what was made later: an object that is made from a dict
    which contains it can be rebuilt only if the dict is met first.
    """

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.made = []
        self.left = self.random.choice((3, 10, 30, 100))

    def key(self, depth=0):
        r = self.random
        kind = r.random()
        if kind < .5:
            return "".join(r.choice("abcdef") for _ in range(r.randint(1, 3)))
        if kind < .8 or depth > 2:
            return r.choice((r.randint(-9, 300), r.random(), r.randbytes(2), None, True, 2**70, 1j, Colour.GREEN, float))
        if kind < .9:
            return tuple(self.key(depth + 1) for _ in range(r.randint(0, 3)))
        return frozenset(self.key(depth + 1) for _ in range(r.randint(0, 3)))

    def value(self, depth=0):
        r = self.random
        if self.made and r.random() < .2:
            return r.choice(self.made)
        self.left -= 1
        if self.left < 0 or depth > 12 or r.random() < .4:
            return r.choice(IMMUTABLE)(r)
        return getattr(self, r.choice(KINDS))(depth + 1)

    def some(self, depth):
        return [self.value(depth) for _ in range(self.random.randint(0, 5))]

    def keep(self, o):
        self.made.append(o)
        return o

    def a_list(self, depth, kind=list):
        o = self.keep(kind())
        o.extend(self.some(depth))
        return o

    def a_my_list(self, depth):
        o = self.a_list(depth, MyList)
        o.name = self.value(depth)
        return o

    def a_deque(self, depth):
        o = self.keep(collections.deque(maxlen=self.random.choice((None, 5, 50))))
        o.extend(self.some(depth))
        return o

    def a_dict(self, depth, kind=dict):
        o = self.keep(kind())
        for v in self.some(depth):
            key = self.key()
            while key in o:
                key = self.key()
            o[key] = v
        for k in list(o)[1:]:
            if self.random.random() < .1 and immutable(o[k]):
                del o[k]
        return o

    def a_my_dict(self, depth):
        return self.a_dict(depth, self.random.choice((MyDict, collections.OrderedDict)))

    def a_counter(self, depth):
        # pickle takes it apart into a dict each time that it meets it: one that contains itself never ends.
        return self.keep(collections.Counter(self.key() for _ in range(self.random.randint(0, 6))))

    def a_defaultdict(self, depth):
        o = self.keep(collections.defaultdict(list))
        o[self.key()] = self.value(depth)
        return o

    def a_tuple(self, depth):
        return self.keep(tuple(self.some(depth)))

    def a_point(self, depth):
        return self.keep(Point(self.value(depth), self.value(depth)))

    def a_set(self, depth):
        return self.keep({self.key() for _ in range(self.random.randint(0, 6))})

    def a_frozenset(self, depth):
        return self.keep(frozenset(self.key() for _ in range(self.random.randint(0, 6))))

    def a_bytearray(self, depth):
        return self.keep(bytearray(self.random.randbytes(self.random.randint(0, 40))))

    def an_array(self, depth):
        code = self.random.choice("bBhHiIlLqQfdw")
        if code == "w":
            return self.keep(array.array("w", "añ\U0001F40D"))
        return self.keep(array.array(code, [self.random.randint(0, 100) for _ in range(self.random.randint(0, 9))]))

    def a_plain(self, depth):
        o = self.keep(Plain())
        for name in self.random.sample(("a", "b", "c", "next"), self.random.randint(0, 4)):
            setattr(o, name, self.value(depth))
        if self.random.random() < .2:
            o.__dict__["not a name"] = self.value(depth)
        return o

    def a_slotted(self, depth):
        o = self.keep(self.random.choice((Slotted, Both))())
        o.left = self.value(depth)
        if type(o) is Both:
            o.more = self.value(depth)
        return o

    def a_stateful(self, depth):
        o = self.keep(Stateful())
        o.inside = self.value(depth)
        return o

    def a_reduces(self, depth):
        return self.keep(Reduces(self.some(depth)))

    def an_exception(self, depth):
        o = self.keep(ValueError(*self.some(depth)))
        return o


    def a_function(self, depth):
        get, rebind, itself = made = functions(self.value(depth), self.value(depth))
        get.__defaults__ = (self.value(depth),)
        get.__kwdefaults__ = {"key": self.value(depth)}
        rebind.note = self.value(depth)
        itself.__name__ = self.random.choice(("again", "other"))
        # Not before they are complete, and by the one that leads to the others.
        self.made.extend(made)
        return itself


KINDS = [name for name in dir(Maker) if name.startswith(("a_", "an_"))]
SHARED = (type(None), bool, int, float, complex, str, bytes, type, type(len), type(...), type(NotImplemented), enum.Enum, range, slice,
          datetime.datetime, decimal.Decimal, fractions.Fraction, uuid.UUID)


class Differ(Exception):
    pass


def compare(a, b, seen, back):
    """That two graphs are the same, and have no mutable object in common."""
    todo = [(a, b, "value")]
    while todo:
        x, y, path = todo.pop()
        if type(x) is not type(y):
            raise Differ(f"{path}: {type(x)} became {type(y)}")
        if isinstance(x, SHARED):
            same = x == y and (not isinstance(x, (float, complex)) or repr(x) == repr(y)) or x is y
            if not same:
                raise Differ(f"{path}: {x!r:.80} became {y!r:.80}")
            continue
        if id(x) in seen:
            if seen[id(x)][1] is not y and not immutable(x):
                raise Differ(f"{path}: two objects where there was one")
            continue
        if id(y) in back and back[id(y)][0] is not x and not immutable(x):
            raise Differ(f"{path}: one object where there were two")
        seen[id(x)] = back[id(y)] = (x, y)
        if x is y and not immutable(x):
            raise Differ(f"{path}: the same {type(x)}")
        todo.extend((p, q, f"{path}.{name}") for name, p, q in parts(x, y, path))


def immutable(x):
    return isinstance(x, SHARED) or type(x) in (tuple, frozenset) and all(immutable(part) for part in x)


def parts(x, y, path):
    def pairs(name, p, q):
        if len(p) != len(q):
            raise Differ(f"{path}.{name}: {len(p)} parts became {len(q)}")
        return [(f"{name}[{i}]", u, v) for i, (u, v) in enumerate(zip(p, q))]

    found = []
    if isinstance(x, (list, tuple, collections.deque)):
        found += pairs("items", list(x), list(y))
        if isinstance(x, collections.deque) and x.maxlen != y.maxlen:
            raise Differ(f"{path}: another maxlen")
    elif isinstance(x, dict):
        if list(x) != list(y):
            raise Differ(f"{path}: {list(x)} became {list(y)}")
        found += pairs("keys", list(x), list(y)) + pairs("values", list(x.values()), list(y.values()))
        if isinstance(x, collections.defaultdict) and x.default_factory is not y.default_factory:
            raise Differ(f"{path}: another factory")
    elif isinstance(x, (set, frozenset)):
        if x != y:
            raise Differ(f"{path}: {x} became {y}")
    elif isinstance(x, (bytearray, array.array)):
        if x != y or isinstance(x, array.array) and x.typecode != y.typecode:
            raise Differ(f"{path}: {x} became {y}")
    elif isinstance(x, BaseException):
        found += pairs("args", x.args, y.args)
    elif isinstance(x, Stateful):
        if y.cache is not None:
            raise Differ(f"{path}: __setstate__ was not called")
        found.append(("inside", x.inside, y.inside))
    elif isinstance(x, Reduces):
        if y.extra != len(x.parts):
            raise Differ(f"{path}: no state")
        found += pairs("parts", list(x.parts), list(y.parts))
    elif isinstance(x, Slotted):
        found.append(("left", x.left, y.left))
        if hasattr(y, "right"):
            raise Differ(f"{path}: an attribute that was not set")
    elif isinstance(x, types.FunctionType):
        found += pairs("closure", x.__closure__, y.__closure__) + [("code", x.__code__.co_name, y.__code__.co_name)]
        for name in ("__name__", "__qualname__", "__module__", "__doc__", "__defaults__", "__kwdefaults__", "__annotations__"):
            found.append((name, getattr(x, name), getattr(y, name)))
        if x.__code__.co_argcount == 0 or x.__defaults__:
            found.append(("called", x(), y()))
        if x.__globals__ is not y.__globals__:
            raise Differ(f"{path}: other globals")
    elif isinstance(x, types.CellType):
        found.append(("cell", x.cell_contents, y.cell_contents))
    if hasattr(x, "__dict__") and not isinstance(x, (BaseException, Stateful, Reduces)):
        names = list(vars(x))
        if names != list(vars(y)):
            raise Differ(f"{path}: attributes {names} became {list(vars(y))}")
        found += [(name, vars(x)[name], vars(y)[name]) for name in names]
    return found


def main(graphs=10_000, seed=1):
    queue = interpreters.create_queue()

    def through_queue(value):
        queue.put(value)
        return queue.get()

    ways = {"copy": messages.copy, "bytes": lambda value: messages.loads(messages.dumps(value), trusted=True), "queue": through_queue}
    size = 0
    for number in range(seed, seed + graphs):
        value = Maker(number).value()
        for way, send in ways.items():
            try:
                compare(value, send(value), {}, {})
            except Exception as e:
                e.add_note(f"graph of seed {number}, by {way}")
                raise
        size += len(messages.dumps(value))
    print(f"{graphs} graphs, {len(ways)} ways, {size // graphs} bytes each on average: the same, and nothing shared" if size else "")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
