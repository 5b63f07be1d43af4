"""Objects of an arena in the wrong place, at the wrong time, or without room: a Python exception each, which says what to do.

What each type of object can be asked is listed once, by the name of the attribute and the arguments of its call; a test compares the
list with the types, so that nothing new is left out."""

import array
import collections
import contextlib
import copy
import gc
import io
import threading
import unittest

from atoll import arena, interpreters, shared
from atoll.arena import ArenaClosed, ArenaError, ArenaFull, ArenaNotHeld, ArenaReferenceError
from atoll.channels import channel

OVER = "obtained in a `with` block that is over; enter the arena and look it up again"
OTHER_THREAD = "obtained by another thread; enter the arena in this one and look it up"
READ_ONLY = r"entered with read\(\): nothing in it can be changed; enter it without"
CLOSED = "is closed, and what was in it is gone"
GETS = None     # for an attribute that is read and not called


@arena.struct
class Point:
    x: float = 0.0
    next: object = None

    def moved(self):
        return self.x + 1


@arena.struct(eq=False)
class Node:
    name: str = ""


LARGE = "a text that takes a cell of its own, as it is longer than a word"

PLAIN = {
    "dict": lambda: {"k": 1, "m": LARGE},
    "list": lambda: [3, 1, 2],
    "set": lambda: {1, 2, 3},
    "deque": lambda: collections.deque([1, 2, 3]),
    "bytearray": lambda: bytearray(b"abc"),
    "array": lambda: array.array("d", [1.0, 2.0]),
}

SEQUENCE = {"__getitem__": "0", "__contains__": "1", "__iter__": "", "__len__": "", "count": "1", "index": "2"}
CHANGES = {"__setitem__": "0, 7", "__delitem__": "0", "append": "7", "clear": "", "insert": "0, 7", "pop": "", "reverse": "", "__imul__": "2"}
DEPENDING = {"update": "0, lambda v: v", "compare_and_set": "0, 1, 2", "increment": "0"}
COMPARED = {"__repr__": "", "__eq__": "other", "__ne__": "other"}
COPIED = {"__copy__": "", "__deepcopy__": "{}"}
SET_ALGEBRA = {name: "{1}" for name in (
    "__and__", "__or__", "__sub__", "__xor__", "__rand__", "__ror__", "__rsub__", "__rxor__", "__lt__", "isdisjoint")}

READS = {
    "dict": {**COMPARED, **COPIED, "__getitem__": "'k'", "__contains__": "'k'", "__iter__": "", "__len__": "", "__or__": "{}", "__ror__": "{}",
             "__reversed__": "", "copy": "", "get": "'k'", "__sizeof__": ""},
    "list": {**SEQUENCE, **COMPARED, **COPIED, "__add__": "[]", "__mul__": "2", "__rmul__": "2", "__reversed__": "", "copy": "", "__lt__": "other"},
    "set": {**COMPARED, **COPIED, **SET_ALGEBRA, "__contains__": "1", "__iter__": "", "__len__": "", "copy": "", "difference": "[1]", "intersection": "[1]",
            "issubset": "[1]", "issuperset": "[1]", "symmetric_difference": "[1]", "union": "[1]", "__sizeof__": ""},
    "deque": {**SEQUENCE, **COMPARED, **COPIED, "__add__": "deque()", "__mul__": "2", "__rmul__": "2", "__reversed__": "", "copy": "",
              "__lt__": "other", "maxlen": GETS},
    "bytearray": {**SEQUENCE, **COMPARED, **COPIED, "__contains__": "b'a'", "count": "b'a'", "index": "b'a'", "__add__": "b''", "__mul__": "2",
                  "__rmul__": "2", "__mod__": "()", "__buffer__": "0", "__str__": "", "__lt__": "other", "copy": "", "capitalize": "", "center": "9",
                  "decode": "", "endswith": "b'c'", "expandtabs": "", "find": "b'a'", "hex": "", "isalnum": "", "isalpha": "", "isascii": "",
                  "isdigit": "", "islower": "", "isspace": "", "istitle": "", "isupper": "", "join": "[b'a']", "ljust": "9", "lower": "",
                  "lstrip": "", "partition": "b'b'", "removeprefix": "b'a'", "removesuffix": "b'c'", "replace": "b'a', b'b'", "rfind": "b'a'",
                  "rindex": "b'a'", "rjust": "9", "rpartition": "b'b'", "rsplit": "", "rstrip": "", "split": "", "splitlines": "",
                  "startswith": "b'a'", "strip": "", "swapcase": "", "title": "", "translate": "None", "upper": "", "zfill": "9"},
    "array": {**SEQUENCE, **COMPARED, **COPIED, "__add__": "array('d')", "__mul__": "2", "__rmul__": "2", "__buffer__": "0", "__lt__": "other",
              "buffer_info": "", "itemsize": GETS, "typecode": GETS, "tobytes": "", "tofile": "BytesIO()", "tolist": ""},
    "struct": {**COPIED, "__repr__": "", "x": GETS, "next": GETS, "moved": ""},
    "pool": {"__contains__": "taken", "__iter__": "", "__len__": "", "capacity": GETS, "__repr__": ""},
    "keys": {**COMPARED, **SET_ALGEBRA, "__contains__": "'k'", "__iter__": "", "__len__": "", "__reversed__": ""},
    "items": {**COMPARED, **SET_ALGEBRA, "__contains__": "('k', 1)", "__iter__": "", "__len__": "", "__reversed__": ""},
    "values": {"__iter__": "", "__len__": "", "__reversed__": "", "__repr__": ""},
    **{name: {"__next__": ""} for name in ("iterator of dict", "iterator of list", "iterator of set", "iterator of deque", "iterator of bytearray",
                                           "iterator of array", "iterator of pool", "iterator of items", "reversed list")},
}

WRITES = {
    "dict": {"__delitem__": "'k'", "__ior__": "{'k': 2}", "__setitem__": "'n', 2", "clear": "", "pop": "'k'", "popitem": "", "setdefault": "'n', 2",
             "update": "{'k': 2}", "compare_and_set": "'k', 1, 2", "increment": "'k'"},
    "list": {**CHANGES, **DEPENDING, "__iadd__": "[7]", "extend": "[7]", "remove": "1", "sort": ""},
    "set": {"add": "9", "clear": "", "difference_update": "[1]", "discard": "1", "intersection_update": "[1]", "pop": "", "remove": "1",
            "symmetric_difference_update": "[1]", "update": "[9]", "__iand__": "{1}", "__ior__": "{9}", "__isub__": "{1}", "__ixor__": "{1}"},
    "deque": {**CHANGES, "__iadd__": "[7]", "appendleft": "7", "extend": "[7]", "extendleft": "[7]", "popleft": "", "remove": "1", "rotate": "1"},
    "bytearray": {**CHANGES, **DEPENDING, "__iadd__": "b'd'", "extend": "b'd'", "remove": "97", "resize": "9"},
    "array": {**CHANGES, **DEPENDING, "__iadd__": "array('d', [7.0])", "byteswap": "", "extend": "[7.0]", "frombytes": "bytes(8)", "fromfile": "BytesIO(bytes(8)), 1",
              "fromlist": "[7.0]", "remove": "1.0"},
    "struct": {"__setattr__": "'x', 2.0", "update": "'x', float", "compare_and_set": "'x', 1.0, 2.0", "increment": "'x'"},
    "pool": {"acquire": "", "release": "taken", "clear": ""},
}

# What needs no arena, or is asked of an object whose arena is held only.
ELSEWHERE = {
    "dict": {"items", "keys", "values", "fromkeys", "__class_getitem__"}, "set": {"__class_getitem__"},
    "bytearray": {"fromhex", "maketrans", "__release_buffer__"}, "array": {"fromunicode", "tounicode", "__release_buffer__"},
    "pool": {"__deepcopy__"}, "keys": {"mapping"}, "items": {"mapping"}, "values": {"mapping"},
    "struct": {"__setstate__", "__replace__", "__annotate_func__", "__annotations_cache__", "__arena_struct__", "__dataclass_fields__", "__dataclass_params__", "__firstlineno__",
               "__match_args__", "__slots__", "__static_attributes__"},
}


def fill(bank):
    root = bank.root
    for name, make in PLAIN.items():
        root[name] = make()
    root["struct"] = Point(1.0)
    root["pool"] = bank.pool(Point, capacity=100)
    root["taken"] = root["pool"].acquire(x=5.0)


def objects(bank):
    """One object of each type, by what it is called in the lists."""
    root = bank.root
    found = {name: root[name] for name in (*PLAIN, "struct", "pool")}
    found.update({name: getattr(found["dict"], name)() for name in ("keys", "items", "values")})
    for name in (*PLAIN, "pool"):
        found["iterator of " + name] = iter(found[name])
    found["iterator of items"] = iter(found["items"])
    found["reversed list"] = reversed(found["list"])
    return found


def operations(kind, *lists):
    """Each attribute that is listed, and its arguments."""
    return [(name, arguments) for each in lists for name, arguments in each.get(kind, {}).items()]


def carry_out(o, name, arguments, bound=None, taken=None):
    """One operation; of a method that has been looked up already, if that is given."""
    what = (bound if bound is not None else getattr(o, name))
    if arguments is GETS:
        return what
    other = PLAIN.get(type(o).__name__.removeprefix("Arena").lower(), set)()
    names = {"other": other, "taken": taken, "deque": collections.deque, "array": array.array, "BytesIO": io.BytesIO}
    return what(*eval(f"[{arguments}]", names))


def in_a_thread(work):
    """What a thread of this interpreter comes to, with its exception."""
    result = []

    def run():
        try:
            result.append((work(), None))
        except BaseException as e:
            result.append((None, e))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    value, error = result[0]
    if error is not None:
        raise error
    return value


class Listed(unittest.TestCase):
    """The lists leave nothing out."""

    def test_every_attribute(self):
        with arena.create() as bank:
            fill(bank)
            for kind, o in objects(bank).items():
                with self.subTest(kind):
                    listed = {name for name, _ in operations(kind, READS, WRITES)} | ELSEWHERE.get(kind, set())
                    listed |= {"__module__", "__iter__", "__length_hint__"} if "__next__" in listed else {"__module__"}
                    self.assertEqual(set(dir(type(o))) - set(dir(object)) - listed, set())


class AtTheWrongTime(unittest.TestCase):
    """Objects that were kept."""

    def kept(self, **options):
        """An arena that is left, with its objects, and their methods as they were looked up in it."""
        bank = arena.create(**options)
        with bank:
            fill(bank)
            found = objects(bank)
            methods = {(kind, name): getattr(o, name) for kind, o in found.items() for name, arguments in operations(kind, READS, WRITES)
                       if arguments is not GETS}
            self.taken = bank.root["taken"]
        return bank, found, methods

    def refused(self, found, methods, error, words):
        for kind, o in found.items():
            for name, arguments in operations(kind, READS, WRITES):
                with self.subTest(kind, name=name):
                    with self.assertRaisesRegex(error, words):
                        carry_out(o, name, arguments, taken=self.taken)
                    if arguments is not GETS:
                        with self.assertRaisesRegex(error, words):
                            carry_out(o, name, arguments, methods[kind, name], taken=self.taken)

    def test_when_the_block_is_over(self):
        for mode in "exclusive", "rw", "free":
            bank, found, methods = self.kept(mode=mode)
            self.refused(found, methods, ArenaNotHeld, OVER)
            with bank:
                self.refused(found, methods, ArenaNotHeld, OVER)
                self.assertEqual(bank.root["list"][:], [3, 1, 2])

    def test_when_the_arena_is_closed(self):
        for mode in "exclusive", "rw", "free":
            bank, found, methods = self.kept(mode=mode)
            bank.close()
            self.refused(found, methods, ArenaClosed, CLOSED)

    def test_when_the_arena_is_gone(self):
        bank, found, methods = self.kept()
        del bank
        gc.collect()
        self.refused(found, methods, ArenaNotHeld, OVER)

    def test_in_another_thread(self):
        for mode in "exclusive", "rw", "free":
            with arena.create(mode=mode) as bank:
                fill(bank)
                found = objects(bank)
                self.taken = bank.root["taken"]
                methods = {(kind, name): getattr(o, name) for kind, o in found.items() for name, a in operations(kind, READS, WRITES) if a is not GETS}
                in_a_thread(lambda: self.refused(found, methods, ArenaNotHeld, OTHER_THREAD))
                self.assertEqual((bank.root["list"][:], bank.root["dict"].copy()), ([3, 1, 2], {"k": 1, "m": LARGE}))

    def test_in_another_thread_that_is_in_the_arena_itself(self):
        bank = arena.create(mode="free")
        with bank:
            bank.root["list"] = [1]
            kept = bank.root["list"]

            def use():
                with bank:
                    self.assertEqual(bank.root["list"][0], 1)
                    kept.append(2)

            with self.assertRaisesRegex(ArenaNotHeld, OTHER_THREAD):
                in_a_thread(use)
            self.assertEqual(kept[:], [1])

    def test_in_generators_and_closures(self):
        bank = arena.create()
        with bank:
            bank.root["list"] = list(range(5))
            items = bank.root["list"]

            def running():
                total = 0
                while True:
                    total += len(items)
                    yield total

            begun, expression = running(), (n + 1 for n in items)
            self.assertEqual((next(begun), next(expression)), (5, 1))
            closure = lambda: items[0]
            pairs, mapped = zip(items, items), map(str, items)
            next(pairs), next(mapped)
        for use in lambda: next(begun), lambda: next(expression), closure, lambda: next(pairs), lambda: next(mapped):
            with self.assertRaisesRegex(ArenaNotHeld, OVER):
                use()
        with self.assertRaises(StopIteration):
            next(begun)

    def test_a_generator_that_holds_is_left_between_its_steps(self):
        bank = arena.create()

        def items():
            with bank:
                bank.root["list"] = [1, 2, 3]
                yield from bank.root["list"]

        self.assertEqual(list(items()), [1, 2, 3])
        begun = items()
        next(begun)
        with self.assertRaises(ArenaError):
            bank.close()
        begun.close()
        with self.assertRaises(ArenaNotHeld):
            bank.root
        bank.close()

    def test_memoryviews(self):
        for name in "bytearray", "array":
            bank = arena.create()
            with bank:
                fill(bank)
                whole = memoryview(bank.root[name])
                part = whole[1:]
                cast = whole.cast("B")
                again = memoryview(whole)
                self.assertEqual(len(part), len(whole) - 1)
            for view in whole, part, cast, again:
                for use in (lambda: view[0], lambda: view.__setitem__(0, view.itemsize), lambda: bytes(view), lambda: view.tolist(),
                            lambda: view == b"abc", lambda: b"abc" == view, lambda: memoryview(b"abc") == view, lambda: view.hex(), lambda: hash(view),
                            lambda: view[:1], lambda: b"".join([view]), lambda: list(view), lambda: len(view), lambda: memoryview(view)):
                    with self.subTest(name):
                        with self.assertRaisesRegex(ArenaNotHeld, OVER):
                            use()
            bank.close()
            with self.assertRaises(ArenaClosed):
                whole[0]
            for view in again, cast, part, whole:
                view.release()

    def test_memoryviews_in_another_thread(self):
        with arena.create() as bank:
            fill(bank)
            view = memoryview(bank.root["bytearray"])
            with self.assertRaisesRegex(ArenaNotHeld, OTHER_THREAD):
                in_a_thread(lambda: view[0])
            self.assertEqual(view[0], ord("a"))

    def test_printing_what_was_kept(self):
        """A traceback or a debugger shows it; that must not fail in ways of its own."""
        bank, found, _ = self.kept()
        for kind, o in found.items():
            if "iterator" in kind or kind == "reversed list":
                continue
            for show in repr, str, "{}".format, "%s".__mod__:
                with self.subTest(kind), self.assertRaisesRegex(ArenaNotHeld, OVER):
                    show(o) if show != "%s".__mod__ else show((o,))
            self.assertIsInstance(object.__repr__(o), str)


class OnlyRead(unittest.TestCase):
    def test_each_operation(self):
        bank = arena.create(mode="rw")
        with bank:
            fill(bank)
            before = copy.deepcopy(bank.root["dict"]), copy.deepcopy(bank.root["list"])
        with bank.read():
            taken = bank.root["taken"]
            for kind in objects(bank):
                for name, arguments in operations(kind, READS):
                    with self.subTest(kind, name=name):
                        with contextlib.suppress(BufferError):
                            carry_out(objects(bank)[kind], name, arguments, taken=taken)
                for name, arguments in operations(kind, WRITES):
                    with self.subTest(kind, name=name), self.assertRaisesRegex(ArenaError, READ_ONLY):
                        carry_out(objects(bank)[kind], name, arguments, taken=taken)
            for born in (bank.dict, bank.list, bank.deque, bank.bytearray, lambda: bank.array("d"), lambda: bank.pool(Point, capacity=1), Point):
                with self.assertRaisesRegex(ArenaError, READ_ONLY):
                    born()
            self.assertEqual((copy.deepcopy(bank.root["dict"]), copy.deepcopy(bank.root["list"])), before)
            view = memoryview(bank.root["bytearray"])
            self.assertTrue(view.readonly)
            with self.assertRaises(TypeError):
                view[0] = 1

    def test_collecting(self):
        bank = arena.create(mode="rw")
        with bank.read(), self.assertRaisesRegex(ArenaError, READ_ONLY):
            bank.collect()


class Pools(unittest.TestCase):
    def test_each_operation_on_a_released_object(self):
        with arena.create() as bank:
            fill(bank)
            pool, gone = bank.root["pool"], bank.root["taken"]
            pool.release(gone)
            again = pool.acquire(x=7.0)
            for name, arguments in operations("struct", READS, WRITES):
                with self.subTest(name), self.assertRaisesRegex(ArenaError, "has been released to its pool.*get a new one with acquire"):
                    carry_out(gone, name, arguments)
            for store in (lambda: bank.root.update(gone=gone), lambda: bank.root["list"].append(gone), lambda: bank.list([gone]),
                          lambda: again.__setattr__("next", gone), lambda: pool.acquire(next=gone)):
                with self.assertRaisesRegex(ArenaError, "released"):
                    store()
            self.assertEqual((again.x, again.next, len(pool)), (7.0, None, 1))

    def test_comparing_released_and_kept_objects(self):
        bank = arena.create()
        with bank:
            fill(bank)
            kept, gone = bank.root["struct"], bank.root["taken"]
            bank.root["pool"].release(gone)
            with self.assertRaisesRegex(ArenaError, "released"):
                gone == Point()
            with self.assertRaisesRegex(ArenaError, "released"):
                Point() != gone
        with bank:
            for use in lambda: kept == Point(), lambda: Point() == kept, lambda: kept != bank.root["struct"]:
                with self.assertRaisesRegex(ArenaNotHeld, OVER):
                    use()

    def test_released_by_another_hold(self):
        bank = arena.create()
        with bank:
            fill(bank)
            bank.root["list"].append(bank.root["taken"])
        thread = threading.Thread(target=release_all, args=(bank,))
        thread.start()
        thread.join()
        with bank:
            self.assertEqual([p.x for p in bank.root["pool"]], [9.0])
            for stale in bank.root["taken"], bank.root["list"][-1]:
                with self.assertRaisesRegex(ArenaError, "released"):
                    stale.x


def release_all(bank):
    with bank:
        bank.root["pool"].clear()
        bank.root["pool"].acquire(x=9.0)


class InTheWrongPlace(unittest.TestCase):
    def test_in_another_arena(self):
        """Each way to store something, with each type of object."""
        a, b = arena.create("first"), arena.create("second")
        self.addCleanup(a.close)
        self.addCleanup(b.close)
        with a:
            fill(a)
        with b:
            fill(b)
        with a, b:
            before = copy.deepcopy(b.root["dict"])
            for name in (*PLAIN, "struct", "pool", "taken"):
                foreign = a.root[name]
                d, l, q, p, pool = (b.root[n] for n in ("dict", "list", "deque", "struct", "pool"))
                for store in (lambda: d.__setitem__("x", foreign), lambda: d.update(x=[{"y": (foreign,)}]), lambda: d.setdefault("x", foreign),
                              lambda: l.append(foreign), lambda: l.insert(0, foreign), lambda: l.extend([1, foreign]), lambda: l.__setitem__(0, foreign),
                              lambda: l.__setitem__(slice(0, 1), [foreign]), lambda: q.append(foreign), lambda: q.appendleft([foreign]),
                              lambda: setattr(p, "next", foreign), lambda: pool.acquire(next=foreign), lambda: b.dict(x=foreign), lambda: b.list([foreign]),
                              lambda: Point(next=foreign)):
                    with self.subTest(name):
                        with self.assertRaisesRegex(ArenaReferenceError, r"of first cannot be stored in second: store arena.ref\(obj\)"):
                            store()
                self.assertEqual(copy.deepcopy(b.root["dict"]), before)
                self.assertEqual((l[:], list(q), p.next, len(pool)), ([3, 1, 2], [1, 2, 3], None, 1))

    def test_parts_of_other_arenas(self):
        """Iterators and views of dicts are of no use in an arena, not even their own."""
        with arena.create() as bank:
            fill(bank)
            for name, o in objects(bank).items():
                if name not in bank.root:
                    with self.subTest(name), self.assertRaisesRegex(ArenaReferenceError, "cannot be in .*: immutable values, dict, list"):
                        bank.root["x"] = o
            self.assertNotIn("x", bank.root)

    def test_released_or_kept_objects_as_arguments(self):
        bank = arena.create()
        with bank:
            fill(bank)
            kept = {name: bank.root[name] for name in (*PLAIN, "struct", "taken")}
        with bank:
            for name, o in kept.items():
                for store in (lambda: bank.root.__setitem__("x", o), lambda: bank.root["list"].append([o]), lambda: bank.dict(x=o), lambda: arena.ref(o)):
                    with self.subTest(name), self.assertRaisesRegex(ArenaNotHeld, OVER):
                        store()
            for use in (lambda: bank.root["list"].extend(kept["list"]), lambda: bank.root["dict"].update(kept["dict"]),
                        lambda: bank.root["set"].update(kept["set"]), lambda: bank.root["set"] & kept["set"], lambda: bank.root["list"] == kept["list"],
                        lambda: [*kept["list"]], lambda: {**kept["dict"]}, lambda: bank.list(kept["list"]),
                        lambda: bank.root["bytearray"].extend(kept["bytearray"]), lambda: bank.root["array"].extend(kept["array"])):
                with self.assertRaisesRegex(ArenaNotHeld, OVER):
                    use()
            self.assertEqual(bank.root["list"][:], [3, 1, 2])

    def test_local_objects_that_no_arena_takes(self):
        class Local:
            pass

        with arena.create("bank") as bank:
            fill(bank)
            for o in (Local(), Local, len, lambda: 1, (n for n in ()), threading.Lock(), memoryview(b"a"), bank, collections.OrderedDict(),
                      type("L", (list,), {})(), [{"deep": Local()}], iter([])):
                for store in (lambda: bank.root.__setitem__("x", o), lambda: bank.root["list"].append(o), lambda: setattr(bank.root["struct"], "next", o)):
                    with self.subTest(type(o).__name__):
                        with self.assertRaisesRegex(ArenaReferenceError, "cannot be in bank: immutable values, dict, list, set, deque"):
                            store()
            self.assertEqual((bank.root["list"][:], bank.root["struct"].next), ([3, 1, 2], None))
            self.assertNotIn("x", bank.root)
        arena.open("bank").close()

    def test_without_copies(self):
        with arena.create("strict", adopt=False) as bank:
            for o in {}, [], set(), collections.deque(), bytearray(), array.array("d"), ([],), ((1, {}),):
                with self.subTest(repr(o)), self.assertRaisesRegex(ArenaReferenceError, r"strict takes no copies of local objects \(adopt=False\).*strict\.dict\(\)"):
                    bank.root["x"] = o
            self.assertNotIn("x", bank.root)
            bank.root["d"] = bank.dict(a=1)
            bank.root["l"] = bank.list([1, 2])
            bank.root["t"] = (1, (2, "three"))
            self.assertEqual((bank.root["d"]["a"], bank.root["l"][1], bank.root["t"]), (1, 2, (1, (2, "three"))))
            with self.assertRaisesRegex(ArenaReferenceError, "adopt=False"):
                bank.root["l"].append({})
        bank.close()

    def test_as_keys(self):
        with arena.create() as bank:
            fill(bank)
            for name in (*PLAIN, "struct"):
                o = bank.root[name]
                for use in (lambda: {o: 1}, lambda: {o}, lambda: hash(o), lambda: bank.root.get(o), lambda: bank.root.__setitem__(o, 1),
                            lambda: bank.root["set"].add(o), lambda: bank.root["set"].add((o,))):
                    with self.subTest(name), self.assertRaisesRegex(TypeError, "unhashable|cannot use"):
                        use()
            node = Node("a")
            self.assertEqual({node: 1}[node], 1)

    def test_in_other_interpreters(self):
        bank = arena.create()
        queue = interpreters.create_queue()
        with bank, interpreters.create() as other:
            fill(bank)
            for name, o in objects(bank).items():
                for send in (lambda: channel()[0].send(o), lambda: channel()[0].send({"deep": [o]}), lambda: queue.put(o), lambda: other.call(len, o),
                             lambda: other.prepare_main(x=o), lambda: shared.AtomicRef(o), lambda: other.call(lambda: o)):
                    with self.subTest(name), self.assertRaises((interpreters.NotShareableError, TypeError)):
                        send()
            with self.assertRaises(TypeError):
                shared.freeze(bank.root["list"])
            bank.root["list"].append(9)

    def test_a_view_as_a_result(self):
        bank = arena.create()
        with bank:
            fill(bank)
        with interpreters.create() as other, self.assertRaises((interpreters.NotShareableError, TypeError, interpreters.ExecutionFailed)):
            other.call(give_root, bank)
        with bank.hold(timeout=20):
            self.assertEqual(len(bank.root["list"]), 3)


def give_root(bank):
    with bank:
        return bank.root


class Making(unittest.TestCase):
    """What create() says of each argument that is none."""

    def test_each_argument(self):
        for error, words, arguments in (
                (TypeError, "name must be a str or None, not int", {"name": 3}),
                (ValueError, "mode.*'exclusive'.*'rw'.*'free'.*'shared'", {"mode": "shared"}),
                (TypeError, "mode|str", {"mode": 3}),
                (ValueError, "limit", {"limit": 0}), (ValueError, "limit", {"limit": -1}), (ValueError, "limit", {"limit": "much"}),
                (ValueError, "limit", {"limit": "12 parsecs"}), (TypeError, "limit", {"limit": 1.5}), (TypeError, "limit", {"limit": None}),
                (ValueError, "limit must be at least 262144 bytes", {"limit": "100KB"}), (MemoryError, "choose a smaller limit", {"limit": 1 << 62}),
                (ValueError, "on_abandon must be 'poison' or 'rollback', not 'weep'", {"on_abandon": "weep"}),
                (ValueError, "on_abandon", {"on_abandon": None}),
                (ValueError, "on_abandon='rollback' is for arenas that one thread at a time changes", {"mode": "free", "on_abandon": "rollback"}),
                (ValueError, "warn_after", {"warn_after": -1}), (ValueError, "warn_after", {"warn_after": float("nan")}),
                (TypeError, "'str' object cannot be interpreted", {"warn_after": "soon"})):
            with self.subTest(arguments), self.assertRaisesRegex(error, words):
                arena.create(**arguments)
        with self.assertRaises(TypeError):
            arena.create("a", "rw")
        with self.assertRaises(TypeError):
            arena.create(size=3)
        self.assertEqual([name for name in arena.list() if name != "bank"], [])

    def test_names(self):
        with arena.create("taken"):
            pass
        self.addCleanup(arena.open("taken").close)
        with self.assertRaisesRegex(ArenaError, r"an arena called 'taken' already; take that with arena.open\('taken'\)"):
            arena.create("taken", mode="rw")
        with self.assertRaisesRegex(ArenaError, r"no arena called 'missing' .*make it with arena.create\('missing'\)"):
            arena.open("missing")
        with self.assertRaises(TypeError):
            arena.open(3)

    def test_what_has_no_arena(self):
        with self.assertRaisesRegex(ArenaNotHeld, "made in the arena that is entered last.*enter one with `with`"):
            Point()
        bank = arena.create("bank")
        self.addCleanup(bank.close)
        for born in (bank.dict, bank.list, bank.deque, bank.bytearray, lambda: bank.array("d"), lambda: bank.pool(Point, capacity=1), bank.collect,
                     lambda: bank.root):
            with self.assertRaisesRegex(ArenaNotHeld, "this thread does not hold bank: enter it with a `with` block"):
                born()
        for make in type(bank), arena.Access, type(arena.ref), Point.__mro__[1]:
            with self.assertRaises(TypeError):
                make()


SMALL = "1MB"
ROW = "a row, which is longer than a word, number {}"

# Ways to put more and more into an object, each of them with the number of the step.
GROWING = {
    "dict": {"__setitem__": lambda o, i: o.__setitem__(i, ROW.format(i)), "update": lambda o, i: o.update({(i, k): [i, k] for k in range(20)}),
             "setdefault": lambda o, i: o.setdefault(f"key {i}, which is longer than a word", {"i": i}), "__ior__": lambda o, i: o.__ior__({float(i): (i, ROW)})},
    "list": {"append": lambda o, i: o.append(ROW.format(i)), "insert": lambda o, i: o.insert(i // 2, {"i": i}), "extend": lambda o, i: o.extend([i] * 50),
             "__iadd__": lambda o, i: o.__iadd__([ROW.format(k) for k in range(i, i + 9)]), "slice": lambda o, i: o.__setitem__(slice(0, 0), [i, [i]]),
             "__imul__": lambda o, i: o.__imul__(2)},
    "set": {"add": lambda o, i: o.add(ROW.format(i)), "update": lambda o, i: o.update(set(range(i * 50, i * 50 + 50))), "__ior__": lambda o, i: o.__ior__({(i, ROW)}),
            "symmetric_difference_update": lambda o, i: o.symmetric_difference_update([ROW.format(i)])},
    "deque": {"append": lambda o, i: o.append(ROW.format(i)), "appendleft": lambda o, i: o.appendleft([i]), "extend": lambda o, i: o.extend([i] * 50),
              "extendleft": lambda o, i: o.extendleft([ROW.format(i)] * 3), "insert": lambda o, i: o.insert(1, {"i": i}), "__imul__": lambda o, i: o.__imul__(2)},
    "bytearray": {"append": lambda o, i: o.extend(bytes(999)) or o.append(i % 256), "extend": lambda o, i: o.extend(b"%d " % i * 200),
                  "__imul__": lambda o, i: o.__imul__(2), "slice": lambda o, i: o.__setitem__(slice(1, 1), b"%d" % i * 500), "resize": lambda o, i: o.resize(i * 1000 + 9),
                  "insert": lambda o, i: o.extend(bytes(777)) or o.insert(0, i % 256)},
    "array": {"append": lambda o, i: o.extend([0.5] * 99) or o.append(float(i)), "extend": lambda o, i: o.extend([float(i)] * 100),
              "frombytes": lambda o, i: o.frombytes(bytes(800)), "fromlist": lambda o, i: o.fromlist([1.0] * 90), "__imul__": lambda o, i: o.__imul__(2)},
}
# What these do in two steps: the second may be done without the first.
IN_STEPS = {("bytearray", "append"), ("bytearray", "insert"), ("array", "append")}


class WithoutRoom(unittest.TestCase):
    """An operation is done as on a plain object, or raises ArenaFull and has done nothing."""

    def grow(self, bank, kind, grows, plain, steps):
        """Carries out steps on both until there is no room, and answers in which step that was."""
        for i in range(steps):
            target = bank.root["it"]
            try:
                grows(target, i)
            except ArenaFull as e:
                self.assertRegex(str(e), "has no room for .* bytes more: its limit is 1000000 bytes; make it with a larger limit=, or take something out")
                self.assertEqual(copy.deepcopy(target), plain)
                return i
            grows(plain, i)
        self.fail("there is always room")

    def test_each_operation(self):
        for mode in "exclusive", "rw", "free":
            for kind, operations in GROWING.items():
                for name, grows in operations.items():
                    if (kind, name) not in IN_STEPS:
                        with self.subTest(mode=mode, kind=kind, operation=name):
                            self.fill_and_make_room(arena.create(mode=mode, limit=SMALL, debug=True), kind, grows)

    def fill_and_make_room(self, bank, kind, grows):
        plain = PLAIN[kind]()
        with bank:
            bank.root["ballast"] = [bytes(30_000) for _ in range(4)]
            bank.root["it"] = plain
            step = self.grow(bank, kind, grows, plain, 100_000)
            for again in range(3):
                with self.assertRaises(ArenaFull):
                    for more in range(1000):
                        grows(bank.root["it"], step)
                        grows(plain, step)
                self.assertEqual(copy.deepcopy(bank.root["it"]), plain)
        with bank:
            bank.collect()
            self.assertEqual(copy.deepcopy(bank.root["it"]), plain)
            del bank.root["it"]
            bank.root["it"] = PLAIN[kind]()
            plain = PLAIN[kind]()
            for i in range(3):
                grows(bank.root["it"], i)
                grows(plain, i)
            self.assertEqual(copy.deepcopy(bank.root["it"]), plain)
        bank.close()

    def test_what_takes_away_needs_no_room(self):
        with arena.create(limit=SMALL, debug=True) as bank:
            root = bank.root
            root["d"], root["l"], root["s"], root["q"], root["b"] = {}, [], set(), collections.deque(), bytearray(5000)
            with self.assertRaises(ArenaFull):
                for i in range(100_000):
                    text = ROW.format(i)
                    for add in root["d"].setdefault, root["l"].append, root["s"].add, root["q"].append:
                        add(text)
            for filler in ROW * 3, 1.5e300, ROW.format(0):
                with self.assertRaises(ArenaFull):
                    while True:
                        root["q"].append(filler)
            for k in range(i):
                self.assertIsNone(root["d"].pop(ROW.format(k)))
                root["s"].remove(ROW.format(k))
                self.assertEqual(root["q"].popleft(), ROW.format(k))
                self.assertEqual(root["l"].pop(0), ROW.format(k))
            del root["l"][:10], root["b"][:100]
            root["q"].clear()
            root["s"].clear()
            root["d"].clear()
            root["new"] = ["there", "is", "room", ROW, [ROW]]
            self.assertEqual(len(root["new"]), 5)

    def test_structs_and_pools(self):
        with arena.create(limit=SMALL, debug=True) as bank:
            bank.root["pool"] = pool = bank.pool(Point, capacity=1_000_000)
            taken = []
            with self.assertRaises(ArenaFull):
                while True:
                    taken.append(pool.acquire(x=float(len(taken)), next=[ROW.format(len(taken))]))
            for full in lambda: pool.acquire(next=bytes(70_000)), lambda: Point(next=bytes(70_000)), lambda: setattr(taken[0], "next", bytes(70_000)):
                with self.assertRaises(ArenaFull):
                    full()
            self.assertEqual(len(pool), len(taken))
            self.assertTrue(all(p.x == i and p.next == [ROW.format(i)] for i, p in enumerate(taken)))
            for p in taken[::2]:
                pool.release(p)
            again = [pool.acquire(x=-1.0) for _ in taken[::2]]
            self.assertEqual(len(pool), len(taken))
            self.assertTrue(all(p.x == -1 and p.next is None for p in again))
            self.assertTrue(all(p.next == [ROW.format(2 * i + 1)] for i, p in enumerate(taken[1::2])))

    def test_what_is_larger_than_the_arena(self):
        with arena.create(limit=SMALL, debug=True) as bank:
            bank.root["l"] = [1]
            for large in (bytes(1_000_000), "a" * 1_000_000, list(range(200_000)), {i: i for i in range(50_000)}, [bytearray(900_000)], 1 << 9_000_000,
                          [ROW.format(i) for i in range(20_000)]):
                for store in lambda: bank.root.__setitem__("x", large), lambda: bank.root["l"].append(large), lambda: bank.list([large]):
                    with self.subTest(type(large).__name__), self.assertRaises(ArenaFull):
                        store()
            self.assertEqual(copy.deepcopy(bank.root), {"l": [1]})
            bank.root["y"] = bytes(200_000)

    def test_the_others_go_on(self):
        full, other = arena.create(limit=SMALL), arena.create(limit=SMALL)
        with full, other:
            with self.assertRaises(ArenaFull):
                full.root["x"] = bytes(1_000_000)
            other.root["x"] = bytes(100_000)
        with full.hold(timeout=5):
            full.root["x"] = 1

    def test_the_smallest_limits(self):
        for limit in 1, 1000, 65_536, "200KB":
            with self.subTest(limit), self.assertRaisesRegex(ValueError, "limit must be at least 262144 bytes"):
                arena.create(limit=limit)
        bank = arena.create(limit="256KiB")
        with bank:
            with self.assertRaises(ArenaFull):
                while True:
                    bank.root[len(bank.root)] = 1
            self.assertEqual(bank.root[0], 1)
            bank.root.clear()
            bank.root["a"] = 1


if __name__ == "__main__":
    unittest.main()
