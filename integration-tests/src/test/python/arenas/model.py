"""Random programs on arenas beside ordinary objects: `model.py [SEEDS [FIRST]]`.

Each seed makes an arena and some who use it, threads of other interpreters and of this one. They take turns: each turn is a hold in which a
list of operations is carried out, on nested dicts, lists, sets, deques, bytearrays, arrays, instances of a declared class and of a pool, with
references that are strong, weak, double and circular. The same operations on ordinary objects must give the same results, exceptions
included, and leave the same behind. Readers, and in free arenas those who have a part for
themselves, have their turns at the same time.
Some turns end by an exception or an interrupt, or their interpreter is killed, within an operation or between two: a poisoned arena is
looked at and mended by recover(), one that is rolled back must be as it was before the turn. Limits are small, so that operations run out of
room: then they must have done nothing. The arena looks through its memory after each collection.

A seed that fails is named, with all that was done in its last turns. Prints a line that does not depend on timing.
"""

import array
import collections
import copy
import random
import re
import sys
import threading
import time
import zlib

from atoll import arena, interpreters
from atoll.channels import channel
from model_item import Item

PATIENCE = 120


class PlainItem:
    """What an Item is, as an ordinary object."""

    __slots__ = ("tag", "weight", "name", "link", "released")
    __hash__ = None

    def __init__(self, tag=0, weight=0.0, name="", link=None):
        self.released = False
        self.tag, self.weight, self.name, self.link = tag, weight, name, link

    def __getattribute__(self, name):
        if name in FIELDS:
            require_in_use(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        if name in FIELDS:
            require_in_use(self)
        object.__setattr__(self, name, value)

    def __deepcopy__(self, memo):
        memo[id(self)] = made = PlainItem.__new__(PlainItem)
        made.released = False
        for name in FIELDS:
            setattr(made, name, copy.deepcopy(object.__getattribute__(self, name), memo))
        made.released = self.released
        return made

    def heavier(self, by):
        self.weight += by
        return self.weight


FIELDS = "tag", "weight", "name", "link"


def require_in_use(item):
    if item.released:
        raise arena.ArenaError("released")


class PlainPool:
    """What a pool is. The items that are in use, in any order."""

    __slots__ = ("capacity", "items")

    def __init__(self, capacity):
        self.capacity, self.items = capacity, []

    def acquire(self, **fields):
        if len(self.items) == self.capacity:
            raise arena.PoolExhausted()
        self.items.append(PlainItem(**fields))
        return self.items[-1]

    def release(self, item):
        self.items = [i for i in self.items if i is not item]
        item.released = True

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


class PlainRef:
    """What a weak reference is, to which nothing is ever gone but by being released."""

    __slots__ = ("target",)

    def __init__(self, target):
        self.target = target

    def __call__(self):
        return None if getattr(self.target, "released", False) else self.target


class Stop(Exception):
    """What some turns, and some iterators, end by."""


# What both sides do.

def kind_of(o):
    """A short name of what an object is; None for values."""
    for name, types in (("dict", dict), ("list", list), ("set", set), ("deque", collections.deque), ("bytearray", bytearray),
                        ("array", array.array), ("item", (Item, PlainItem)), ("pool", PlainPool)):
        if isinstance(o, types):
            return name
    return "pool" if type(o).__name__ == "Pool" else "ref" if type(o).__name__ in ("ref", "PlainRef") else None


def is_released(item):
    if isinstance(item, PlainItem):
        return item.released
    try:
        item.tag
        return False
    except arena.ArenaError as e:
        assert "released" in str(e), e
        return True


def short(value):
    """What a value is, in few letters."""
    text = repr(value)
    return text if len(text) < 100 else f"{text[:20]}... {len(text)} {zlib.crc32(text.encode())}"


class Shown:
    """Objects in a form that can be sent and compared: containers by number, so that what is one object is seen to be."""

    def __init__(self):
        self.known = {}
        self.count = 0

    def of(self, o):
        kind = kind_of(o)
        if kind is None:
            return ("tuple", *map(self.of, o)) if type(o) is tuple else ("value", type(o).__name__, short(o))
        if kind == "ref":
            return "ref"
        if kind == "item" and is_released(o):
            return "released"
        bucket = self.known.setdefault((kind, len(o) if kind != "item" else o.tag), [])
        for number, other in bucket:
            if other is o:
                return kind, number
        self.count += 1
        number = self.count
        bucket.append((number, o))
        return (kind, number, *self.contents(kind, o))

    def contents(self, kind, o):
        if kind == "dict":
            return [(self.of(k), self.of(v)) for k, v in o.items()]
        if kind == "set":
            return sorted(repr(self.of(member)) for member in o)
        if kind == "item":
            return [self.of(getattr(o, name)) for name in ("tag", "weight", "name", "link")]
        if kind == "pool":
            return [o.capacity, *map(self.of, sorted(o, key=lambda i: i.tag))]
        if kind == "bytearray":
            return [bytes(o)]
        if kind == "array":
            return [o.typecode, *o]
        return [self.of(i) for i in o] + ([o.maxlen] if kind == "deque" else [])


def shown(o):
    return Shown().of(o)


def walk(root, path, kept):
    """The object at a place: a path of keys, fields, and tags of a pool's items; or one that was kept in this turn."""
    o = root
    for how, key in path:
        if how == "key":
            o = o[key]
        elif how == "field":
            o = getattr(o, key)
        elif how == "tag":
            o = next(i for i in o if i.tag == key)
        else:
            o = kept[key]
    return o


def failing(items):
    yield from items
    raise Stop()


def carry_out(root, operation, make, kept):
    """One operation, on either side: its object and its result."""
    path, name, arguments, kind = operation
    o = walk(root, path, kept)
    if kind_of(o) != kind:
        raise LookupError("where turns come in another order than planned, something else may be there")
    given = []
    for how, a in arguments:
        if how == "at":
            a = walk(root, a, kept)
        elif how == "ref":
            a = make["ref"](walk(root, a, kept))
        elif how == "item":
            a = make["item"](**a)
        elif how == "failing":
            a = failing(copy.deepcopy(a))
        elif how == "iter":
            a = iter(copy.deepcopy(a))
        else:
            a = copy.deepcopy(a)
        given.append(a)
    if name == "keep":
        return o, kept.append(o)
    if name == "collect":
        return o, make["collect"]()
    if name == "call":
        return o, o()
    if name == "deepcopy":
        return o, copy.deepcopy(o)
    if name == "iterate":
        return o, [i for i in o]
    if name == "memoryview":
        with memoryview(o) as m:
            m[given[0]] = m[-1]
            return o, bytes(m)
    if name == "pool":
        return o, o.__setitem__("pool", make["pool"](*given))
    if name == "acquire":
        return o, o.acquire(tag=given[0], link=given[1])
    if name == "release":
        return o, o.release(next(i for i in o if i.tag == given[0]))
    return o, getattr(o, name)(*given)


def outcome(root, operation, make, kept):
    """What an operation gives: a result or an exception, in a form that can be sent."""
    try:
        o, result = carry_out(root, operation, make, kept)
        return "gives", "itself" if kind_of(result) and result is o else shown(result)
    except Exception as e:
        return "raises", type(e).__name__, str(e)


# Those who use the arena.

def in_arena(bank):
    return {"ref": arena.ref, "item": Item, "collect": bank.collect, "pool": lambda n: bank.pool(Item, capacity=n)}


def take_turn(bank, turn, tell):
    """A hold: its operations one after the other. Answers their outcomes, and what the arena is like at their end."""
    outcomes, kept, state = [], [], None
    try:
        with (bank.read() if turn["reads"] else bank):
            if turn["signs"]:
                bank.root["signed"].append(turn["signs"])
            root = walk(bank.root, turn["root"], kept)
            for i, operation in enumerate(turn["operations"]):
                if turn["commutes"]:
                    commute(bank.root["common"], turn["commutes"], i)
                if i == turn["pause"]:
                    tell(outcomes)
                    while True:
                        time.sleep(0.001)
                outcomes.append(outcome(root, operation, in_arena(bank), kept))
            state = shown(root)
            if turn["end"] == "exception":
                raise Stop()
            if turn["end"] == "interrupt":
                raise KeyboardInterrupt()
    except (Stop, KeyboardInterrupt):
        pass
    except Exception as e:
        return [("broken off", repr(e))], None
    return outcomes, state


def commute(common, user, i):
    """Changes that come to the same in any order."""
    common["count"].increment("all", i)
    common["count"].update("pairs", lambda pair: (pair[0] + 1, pair[1] + user), (0, 0))
    common["list"].append((user, i))
    common["set"].add(f"{LONG}{user} {i}")
    common["deque"].append(i)
    common["deque"].popleft()


def serve(bank, turns, answers):
    answers.send("ready")
    for turn in turns:
        answers.send(take_turn(bank, turn, answers.send))


class User:
    """A thread that takes turns: of an interpreter of its own, which can be killed, or of this one."""

    def __init__(self, bank, own):
        (self.turns, turns), (answers, self.answers) = channel(), channel()
        self.interpreter = interpreters.create() if own else None
        self.thread = threading.Thread(target=self.run, args=(bank, turns, answers), daemon=True)
        self.thread.start()
        self.answer()

    def run(self, *given):
        if self.interpreter is None:
            serve(*given)
            return
        try:
            self.interpreter.call(serve, *given)
        except interpreters.InterpreterError:
            pass        # It was killed.

    def begin(self, turn):
        self.turns.send(turn)

    def answer(self):
        return self.answers.recv(timeout=PATIENCE)

    def kill(self, grace):
        self.interpreter.kill(grace)
        self.thread.join(PATIENCE)

    def end(self):
        self.turns.close()
        self.thread.join(PATIENCE)
        if self.interpreter is not None:
            self.interpreter.close()


# What is done.

NAMES = ["a", "b", "c", "a key that is longer than a word", 1, 2.5, (1, "two"), None]
LONG = "a text that takes a cell of its own, "


class Program:
    """Chooses operations that suit what the model is like now."""

    def __init__(self, choose, plain, small):
        self.random = choose
        # Whether there are only what ordinary objects are, too.
        self.plain = plain
        # Whether some operations take items one after the other, and can end between two.
        self.stepwise = not small
        self.numbers = 0

    def number(self):
        self.numbers += 1
        return self.numbers

    def value(self, depth=2):
        r = self.random
        n = self.number()
        simple = [n, -n, n * 1.5, f"{n}", f"{LONG}{n}", b"%d" % n, None, True, 1 << 70, (n, f"{LONG}{n}"), 1e200 * n, frozenset([n])]
        if depth == 0 or r.random() < 0.6:
            return r.choice(simple)
        items = [self.value(depth - 1) for _ in range(r.randrange(5))]
        return r.choice([
            lambda: dict(zip(NAMES, items)), lambda: items, lambda: {n, f"{LONG}{n}"}, lambda: collections.deque(items, r.choice([None, 3])),
            lambda: bytearray(b"%d" % n * 3), lambda: array.array("d", [n, 1.5]), lambda: [items, items], lambda: tuple(items)])()

    def large(self):
        r = self.random
        return [bytes([r.randrange(256)]) * r.randrange(1, 40_000) for _ in range(r.randrange(1, 12))]

    def places(self, root, kept):
        """Paths of some of the objects that there are, at least that of the root."""
        pending = [([], root)] + [([("kept", i)], o) for i, o in enumerate(kept)]
        found, seen = [], []
        while pending and len(found) < 60:
            path, o = pending.pop(self.random.randrange(len(pending)) if found else 0)
            kind = kind_of(o)
            if kind is None or kind == "item" and o.released or any(o is s for s in seen):
                continue
            seen.append(o)
            found.append((path, o))
            if kind == "dict":
                pending += [(path + [("key", k)], v) for k, v in o.items()]
            elif kind in ("list", "deque"):
                pending += [(path + [("key", i)], v) for i, v in enumerate(o)]
            elif kind == "item":
                pending.append((path + [("field", "link")], o.link))
            elif kind == "pool":
                pending += [(path + [("tag", i.tag)], i) for i in o]
        return found

    def operation(self, root, kept, reads):
        """The next one: where, what, by which arguments, and on which kind of object."""
        places = self.places(root, kept)
        path, o = self.random.choice(places)
        path, *what = self.choose(path, o, places, reads)
        return path, *what, kind_of(root if not path else o)

    def choose(self, path, o, places, reads):
        r = self.random
        kind = kind_of(o)
        chance = r.random()
        if chance < 0.04:
            return path, "keep", []
        if chance < 0.08 and is_plain(o):
            return path, "deepcopy", []
        if chance < 0.14 and not reads:
            return [], "collect", []
        if chance < 0.18 and not reads:
            return [], "__setitem__", [("value", "large"), ("value", self.large())]
        choices = self.reading(o, kind) if reads or chance < 0.4 else self.writing(o, kind, self.stored([p for p, x in places if kind_of(x) != "ref"]))
        return path, *r.choice(choices)

    def stored(self, others):
        """What is stored somewhere: something new, something that is there already, or a weak reference to that."""
        r = self.random
        chance = r.random()
        if chance < 0.7 or self.plain and chance > 0.8:
            return "value", self.value(0 if chance < 0.2 else 2)
        if chance < 0.8:
            return "at", r.choice(others)
        return r.choice([("ref", r.choice(others)), ("item", {"tag": self.number(), "name": LONG})])

    def index(self, o):
        return "value", self.random.randrange(-len(o) - 1, len(o) + 1)

    def slice(self, o):
        r = self.random
        at = [r.choice([None, r.randrange(-len(o) - 2, len(o) + 3)]) for _ in range(2)]
        return "value", slice(*at, r.choice([None, 1, 2, -1]))

    def few(self):
        return [self.value(1) for _ in range(self.random.randrange(4))]

    def items(self):
        return self.random.choice(["value", "iter", "failing"] if self.stepwise else ["value"]), self.few()

    def reading(self, o, kind):
        key, word = ("value", self.random.choice(NAMES)), ("value", self.value(0))
        if kind == "dict":
            return [("__getitem__", [key]), ("get", [key]), ("__contains__", [key]), ("__len__", []), ("iterate", [])]
        if kind == "list":
            return [("__getitem__", [self.index(o)]), ("__getitem__", [self.slice(o)]), ("index", [word]), ("count", [word]), ("iterate", [])]
        if kind == "set":
            return [("__contains__", [word]), ("__len__", []), ("isdisjoint", [("value", {1, 2})]), ("__or__", [("value", {1})])]
        if kind == "deque":
            return [("__getitem__", [self.index(o)]), ("__contains__", [word]), ("iterate", [])]
        if kind == "bytearray":
            return [("find", [("value", b"1")]), ("__getitem__", [self.slice(o)]), ("hex", []), ("split", [("value", b"2")])]
        if kind == "array":
            return [("__getitem__", [self.index(o)]), ("tolist", []), ("tobytes", []), ("__getitem__", [self.slice(o)])]
        if kind == "item":
            return [("__getattribute__", [("value", self.random.choice(["tag", "name", "link", "none"]))])]
        return [("call", [])] if kind == "ref" else [("__len__", []), ("__getattribute__", [("value", "capacity")])]

    def writing(self, o, kind, value):
        r = self.random
        key, word, times = ("value", r.choice(NAMES)), ("value", self.value(0)), ("value", r.choice([0, 1, 2] if kind != "ref" and kind != "item" and len(o) < 40 else [0]))
        if kind == "dict":
            return [("__setitem__", [key, value])] * 5 + [
                ("pop", [key]), ("__delitem__", [key]), ("setdefault", [key, value]), ("popitem", []), ("__ior__", [("value", {3: self.value()})]),
                ("update", [("value", dict(zip(NAMES, self.few())))])] + ([("pool", [("value", r.randrange(1, 30))])] if not self.plain and "pool" not in o else [])
        if kind == "list":
            return [("append", [value])] * 3 + [
                ("insert", [self.index(o), value]), ("pop", []), ("pop", [self.index(o)]), ("reverse", []), ("__setitem__", [self.index(o), value]),
                ("__setitem__", [self.slice(o), ("value", self.few())]), ("__delitem__", [self.slice(o)]), ("extend", [self.items()]), ("remove", [word]),
                ("__imul__", [times]), ("clear", [])]
        if kind == "set":
            return [("add", [value]), ("add", [word]), ("discard", [word]), ("remove", [word]), ("symmetric_difference_update", [("value", {1, 2, LONG})]),
                    ("update", [("value", set(range(r.randrange(30))))]), ("clear", [])]
        if kind == "deque":
            return [("append", [value])] * 2 + [
                ("appendleft", [value]), ("pop", []), ("popleft", []), ("rotate", [("value", r.randrange(-3, 4))]), ("extend", [self.items()]),
                ("extendleft", [self.items()]), ("insert", [self.index(o), value]), ("__delitem__", [self.index(o)]), ("reverse", []), ("__imul__", [times])]
        if kind == "bytearray":
            return [("append", [("value", r.randrange(300))]), ("extend", [("value", b"more" * r.randrange(99))]), ("__delitem__", [self.slice(o)]),
                    ("__setitem__", [self.slice(o), ("value", b"xyz")]), ("pop", []), ("memoryview", [("value", r.randrange(4))]), ("reverse", [])]
        if kind == "array":
            return [("append", [("value", r.random())]), ("extend", [("value", array.array("d", range(r.randrange(50))))]), ("pop", []),
                    ("__setitem__", [self.index(o), word]), ("__delitem__", [self.slice(o)]), ("byteswap", [])]
        if kind == "item":
            return [("__setattr__", [("value", "link"), value])] * 2 + [
                ("__setattr__", [("value", "name"), ("value", f"{LONG}{self.number()}")]), ("__setattr__", [("value", "weight"), ("value", r.random())]),
                ("heavier", [("value", 1.5)])]
        if kind == "pool":
            return [("acquire", [("value", self.number()), value])] * 3 + [("release", [("value", i.tag)]) for i in list(o)[:2]]
        return [("call", [])]


IN_PLAIN = {"ref": PlainRef, "item": PlainItem, "collect": lambda: None, "pool": PlainPool}


def is_plain(o):
    """Whether there is nothing in it that is more than ordinary objects are."""
    return not any(word in repr(shown(o)) for word in ("'item'", "'pool'", "'ref'", "'released'"))


def is_reached(root, kept, target):
    """Whether an object of the model is reached without weak references."""
    pending, seen = [root, *kept], []
    while pending:
        o = pending.pop()
        kind = kind_of(o)
        if o is target:
            return True
        if type(o) is tuple:
            pending += o
        elif kind is not None and not any(o is s for s in seen):
            seen.append(o)
            pending += o.values() if kind == "dict" else [o.link] if kind == "item" and not o.released else o if kind in ("list", "deque", "pool") else ()
    return False


def difference(a, b):
    """Where two forms differ first."""
    if isinstance(a, (tuple, list)) and isinstance(b, (tuple, list)) and len(a) == len(b):
        for x, y in zip(a, b):
            if x != y:
                return f"{a[0]} " + difference(x, y)
    return f"{a}, not {b}"


class Failed(Exception):
    pass


class Run:
    """One seed."""

    def __init__(self, seed):
        self.seed = seed
        self.random = r = random.Random(seed)
        self.mode = r.choice(MODES)
        self.rolls_back = self.mode != "free" and r.random() < 0.4
        self.small = r.random() < 0.4
        self.program = Program(r, r.random() < 0.4, self.small)
        self.bank = arena.create(mode=self.mode, on_abandon="rollback" if self.rolls_back else "poison", limit="700KB" if self.small else "64MB",
                                 warn_after=None, debug=True)
        self.users = [User(self.bank, own) for own in (True, True, r.random() < 0.5)]
        self.model = {"signed": [], "data": {}, "parts": [{} for _ in self.users], "common": {"count": {}, "list": [], "set": set(), "deque": collections.deque()}}
        self.told = []
        self.counts = collections.Counter()
        with self.bank:
            self.bank.root.update(copy.deepcopy(self.model))

    def run(self):
        steps = {self.take_turns: 10, self.read_together: 2 * (self.mode == "rw"), self.write_together: 2 * (self.mode != "free" and not self.small), self.interrupt: 1,
                 self.kill_between: 1, self.kill_within: not self.small, self.work_beside_each_other: 5 * (self.mode == "free" and not self.small)}
        try:
            for _ in range(30):
                if self.full() and self.random.random() < 0.5:
                    self.make_room()
                self.random.choices(list(steps), steps.values())[0]()
                self.compare()
            for user in self.users:
                user.end()
            with self.bank:
                self.bank.collect()
            self.compare()
        except Exception as e:
            told = "".join(f"\n  {line}" for line in self.told[-8:])
            raise Failed(f"seed {self.seed}, mode {self.mode}, {'small' if self.small else 'large'}, {'rollback' if self.rolls_back else 'poison'}: "
                         f"{type(e).__name__}: {e}{told}") from e
        self.bank.close()
        return self.counts

    def tell(self, turn):
        told = [f"{name} of {path} {' '.join(short(a) for a in arguments)}" for path, name, arguments, _ in turn["operations"]]
        self.told.append("; ".join([f"{k} {v}" for k, v in turn.items() if k != "operations" and v] + told))

    # Turns.

    def plan(self, length, reads=False, root=(("key", "data"),), **more):
        """A turn, of operations that suit the model as it will be then."""
        scratch, kept, operations = copy.deepcopy(walk(self.model, root, ())), [], []
        for _ in range(length):
            operations.append(self.program.operation(scratch, kept, reads))
            outcome(scratch, operations[-1], IN_PLAIN, kept)
        return {"operations": operations, "reads": reads, "root": root, "commutes": None, "signs": None, "pause": None, "end": None} | more

    def replay(self, turn, outcomes):
        """Does in the model what a user has done, and compares what each operation has given."""
        kept = []
        if turn["signs"]:
            self.model["signed"].append(turn["signs"])
        for operation, got in zip(turn["operations"], outcomes):
            self.counts["operations"] += 1
            if got[1] == "ArenaFull":
                self.counts["full"] += 1
                self.require(self.small, "no room")
                continue
            if got[1] == "ArenaReferenceError":
                # A slice is a key of ordinary dicts.
                self.require(any(type(a) is slice for _, a in operation[2]), f"{operation} gives {got}")
                continue
            if operation[1] == "deepcopy" and got[1] == "TypeError" and "Pool" in got[2]:
                continue    # A pool, which somebody else has made meanwhile, has no copy.
            data = walk(self.model, turn["root"], ())
            expected = outcome(data, operation, IN_PLAIN, kept)
            if operation[1] == "call" and got == ("gives", ("value", "NoneType", "None")) and expected[0] == "gives":
                target = walk(data, operation[0], kept).target
                self.require(getattr(target, "released", False) or not is_reached(data, kept, target), f"{operation}: it is gone")
                continue
            self.require(self.same(expected, got), f"{operation} gives {got}, not {expected}")

    @staticmethod
    def same(expected, got):
        if expected[0] == "raises" and expected[1] not in ("KeyError", "IndexError", "ValueError"):
            return expected[:2] == got[:2]
        return expected[:2] == got[:2] and (len(expected) < 3 or plain_names(expected[2]) == plain_names(got[2]))

    def require(self, right, what):
        if not right:
            raise AssertionError(what)

    def compare(self, state=None, root=(("key", "data"),)):
        """The arena and the model are the same; or what a user has seen at the end of a turn."""
        expected = shown(self.model if state is None else walk(self.model, root, ()))
        if state is None:
            with self.bank:
                state = shown(self.bank.root)
        self.require(state == expected, f"left is {difference(state, expected)}")

    def take_turns(self):
        user, turn = self.random.choice(self.users), self.plan(self.random.randrange(1, 20), end=self.random.choice([None, None, "exception"]))
        self.tell(turn)
        user.begin(turn)
        outcomes, state = user.answer()
        self.replay(turn, outcomes)
        self.compare(state)

    def together(self, turns):
        for user, turn in turns:
            self.tell(turn)
            user.begin(turn)
        return [(turn, *user.answer()) for user, turn in turns]

    def read_together(self):
        for turn, outcomes, state in self.together([(u, self.plan(10, reads=True)) for u in self.users]):
            self.replay(turn, outcomes)
            self.compare(state)

    def write_together(self):
        """All at once: who came when is read from what they have left."""
        done = self.together([(u, self.plan(8, signs=self.program.number())) for u in self.users])
        with self.bank:
            order = list(self.bank.root["signed"])
        for turn, outcomes, state in sorted(done, key=lambda d: order.index(d[0]["signs"])):
            self.replay(turn, outcomes)
            self.compare(state)

    def work_beside_each_other(self):
        """All at once in a free arena: each has a part for itself, and they change some things in ways that come to the same in any order."""
        self.model["common"] = {"count": {"all": 0}, "list": [], "set": set(), "deque": collections.deque(range(50))}
        with self.bank:
            self.bank.root["common"] = copy.deepcopy(self.model["common"])
        done = self.together([(u, self.plan(15, root=(("key", "parts"), ("key", i)), commutes=i + 1)) for i, u in enumerate(self.users)])
        for turn, outcomes, state in done:
            self.replay(turn, outcomes)
            self.compare(state, turn["root"])
        self.compare_common([(turn["commutes"], i) for turn, outcomes, _ in done for i in range(len(outcomes))])

    def compare_common(self, changes):
        with self.bank:
            common = self.bank.root["common"]
            left = dict(common["count"]), sorted(common["list"]), set(common["set"]), sorted(common["deque"])
            self.bank.root["common"] = {}
        self.model["common"] = {}
        # What a deque loses and gets: its first ones in the beginning, and the numbers of all steps.
        moved = (collections.Counter(range(50)) + collections.Counter(i for _, i in changes))
        lost = moved - collections.Counter(left[3])
        expected = ({"all": sum(i for _, i in changes), "pairs": (len(changes), sum(u for u, _ in changes))}, sorted(changes),
                    {f"{LONG}{u} {i}" for u, i in changes})
        self.require(left[:3] == expected, f"of what all have changed is left {left[:3]}, not {expected}")
        self.require(lost.total() == len(changes) and len(left[3]) == 50, f"of a deque was lost {lost}")

    # What does not end well.

    def interrupt(self):
        before = copy.deepcopy(self.model)
        user, turn = self.random.choice(self.users), self.plan(8, end="interrupt")
        self.tell(turn)
        user.begin(turn)
        outcomes, state = user.answer()
        self.replay(turn, outcomes)
        self.compare(state)
        self.abandoned(before, [self.model])

    def kill_between(self):
        """An interpreter is killed between two operations."""
        before = copy.deepcopy(self.model)
        turn = self.plan(8, pause=self.random.randrange(8))
        i = self.random.randrange(2)
        self.tell(turn)
        self.users[i].begin(turn)
        outcomes = self.users[i].answer()
        self.kill(i)
        self.replay(turn, outcomes)
        self.abandoned(before, [self.model])

    def kill_within(self):
        """An interpreter is killed at any point of a turn."""
        before = copy.deepcopy(self.model)
        self.program.stepwise = False
        turn = self.plan(60)
        self.program.stepwise = True
        i = self.random.randrange(2)
        self.tell(turn)
        self.users[i].begin(turn)
        time.sleep(self.random.random() * 0.01)
        self.kill(i)
        kept, after = [], [copy.deepcopy(self.model)]
        for operation in turn["operations"]:
            outcome(self.model["data"], operation, IN_PLAIN, kept)
            after.append(copy.deepcopy(self.model))
        if self.bank.poisoned:
            self.abandoned(before, after)
            return
        self.counts["survived"] += 1
        with self.bank:
            state = shown(self.bank.root)
        # It had not begun, or had ended; free arenas are left as they are.
        self.model = next((m for m in (after if self.mode == "free" else [before, after[-1]]) if shown(m) == state), None)
        self.require(self.model is not None, f"left half done is {state}")

    def kill(self, i):
        self.users[i].kill(self.random.choice([0, 5]))
        self.users[i] = User(self.bank, True)
        self.counts["kills"] += 1

    def abandoned(self, before, after):
        """Somebody has ended within the arena: what is there is as it was, or one of what may have come after."""
        if self.mode == "free":
            return
        if self.rolls_back:
            self.model = before
            return
        self.require(self.bank.poisoned, "it is not poisoned")

        def mend(root):
            state = shown(root)
            found = next((m for m in after if shown(m) == state), None)
            self.require(found is not None, f"left half done is {state}")
            self.model = found
            if is_plain(before) and self.random.random() < 0.5:
                root.clear()
                root.update(copy.deepcopy(before))
                self.model = before
                self.counts["restored"] += 1

        self.require(self.bank.recover(mend), "there was nothing to recover from")

    # Room.

    def full(self):
        return self.small and self.counts["full"] > 0

    def make_room(self):
        turn = self.plan(0)
        turn["operations"] = [([], "pop", [("value", name)], "dict") for name in (*self.random.sample(NAMES, 3), "large")] + [([], "collect", [], "dict")]
        user = self.random.choice(self.users)
        self.tell(turn)
        user.begin(turn)
        outcomes, state = user.answer()
        self.require(all(o[1] != "ArenaFull" for o in outcomes), "taking out needs room")
        self.replay(turn, outcomes)
        self.compare(state)


MODES = ["exclusive", "rw", "free"]


def plain_names(message):
    """A message in which an arena's types have the names of those that they stand for."""
    return re.sub(r"atoll\.arena\.Arena(Dict)?(\w+)", lambda m: "_".join(filter(None, m.groups())).lower(), message)


def main(seeds=20, first=1):
    counts = collections.Counter()
    for seed in range(first, first + seeds):
        counts += Run(seed).run()
    print(f"{seeds} programs from seed {first}: everything as with ordinary objects")
    print(dict(counts), file=sys.stderr)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
