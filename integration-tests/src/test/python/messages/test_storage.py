"""What a message and its sender have in common behind the scenes is never seen: neither sees the other's changes."""

import array
import gc
import io
import itertools
import operator
import threading
import unittest
from concurrent import interpreters

from atoll import messages

SIZE = 20_000
CONTENT = bytes(i * 7 % 251 for i in range(SIZE))


def write_view(x):
    with memoryview(x) as view:
        view.cast("B")[0] ^= 0xFF


def read_into(x):
    io.BytesIO(b"from a file").readinto(x)


# Each changes what it is given.
BYTEARRAY = {
    "x[5] = v": lambda x: operator.setitem(x, 5, x[5] ^ 1), "x[-1] = v": lambda x: operator.setitem(x, -1, x[-1] ^ 1),
    "slice": lambda x: operator.setitem(x, slice(10, 13), b"abc"), "longer slice": lambda x: operator.setitem(x, slice(10, 11), b"abcdef"),
    "shorter slice": lambda x: operator.setitem(x, slice(10, 100), b"a"), "first": lambda x: operator.setitem(x, slice(0, 2), b"a"),
    "steps": lambda x: operator.setitem(x, slice(None, None, 2), bytes(len(x[::2]))), "append": lambda x: x.append(1),
    "extend": lambda x: x.extend(b"more"), "+=": lambda x: operator.iadd(x, b"more"), "*=": lambda x: operator.imul(x, 2),
    "insert": lambda x: x.insert(3, 1), "pop": lambda x: x.pop(), "pop first": lambda x: x.pop(0), "remove": lambda x: x.remove(x[9]),
    "reverse": lambda x: x.reverse(), "clear": lambda x: x.clear(), "del": lambda x: operator.delitem(x, 7),
    "del first": lambda x: operator.delitem(x, slice(0, 100)), "del last": lambda x: operator.delitem(x, slice(-100, None)),
    "del most": lambda x: operator.delitem(x, slice(10, None)), "del steps": lambda x: operator.delitem(x, slice(None, None, 3)),
    "resize": lambda x: x.resize(SIZE + 100), "smaller": lambda x: x.resize(SIZE - 100), "__init__": lambda x: x.__init__(b"anew"),
    "view": write_view, "readinto": read_into,
}
ARRAY = {
    "x[5] = v": lambda x: operator.setitem(x, 5, x[5] ^ 1), "slice": lambda x: operator.setitem(x, slice(1, 3), array.array("i", [1, 2])),
    "longer slice": lambda x: operator.setitem(x, slice(1, 2), array.array("i", [1, 2, 3])),
    "steps": lambda x: operator.setitem(x, slice(None, None, 2), array.array("i", bytes(4 * len(x[::2])))), "append": lambda x: x.append(1),
    "extend": lambda x: x.extend(array.array("i", [1])), "extend by ints": lambda x: x.extend([1, 2]), "*=": lambda x: operator.imul(x, 2),
    "insert": lambda x: x.insert(3, 1), "pop": lambda x: x.pop(), "remove": lambda x: x.remove(x[9]), "reverse": lambda x: x.reverse(),
    "clear": lambda x: x.clear(), "del all": lambda x: operator.delitem(x, slice(None)), "del": lambda x: operator.delitem(x, 7),
    "del steps": lambda x: operator.delitem(x, slice(None, None, 3)), "byteswap": lambda x: x.byteswap(),
    "frombytes": lambda x: x.frombytes(bytes(8)), "fromlist": lambda x: x.fromlist([1]), "view": write_view, "readinto": read_into,
}


def without_front():
    """What has room before its content."""
    x = bytearray(b"front" + CONTENT)
    del x[:5]
    return x


KINDS = [(BYTEARRAY, lambda: bytearray(CONTENT)), (BYTEARRAY, without_front), (ARRAY, lambda: array.array("i", CONTENT))]


def with_room(make):
    """What has room for more behind its content."""
    x = make()
    x.extend(x[:10])
    return x


class StorageTest(unittest.TestCase):
    def each(self, check):
        for changes, make in KINDS:
            for name, change in changes.items():
                for room, maker in enumerate((make, lambda: with_room(make))):
                    with self.subTest(type(make()).__name__, change=name, room=room):
                        check(change, maker)

    def test_sender_changes(self):
        def check(change, make):
            x = make()
            before = bytes(x)
            sent = messages.copy(x)
            change(x)
            self.assertNotEqual(bytes(x), before)
            self.assertEqual(bytes(sent), before)

        self.each(check)

    def test_receiver_changes(self):
        def check(change, make):
            x = make()
            before = bytes(x)
            sent = messages.copy(x)
            change(sent)
            self.assertNotEqual(bytes(sent), before)
            self.assertEqual(bytes(x), before)

        self.each(check)

    def test_all_change_in_turn(self):
        def check(change, make):
            x = make()
            expected = make()
            change(expected)
            all_of_them = [x, messages.copy(x), messages.copy(x)]
            all_of_them.append(messages.copy(all_of_them[1]))
            for i, one in enumerate(all_of_them):
                change(one)
                self.assertEqual(one, expected)
                for other in all_of_them[i + 1:]:
                    self.assertEqual(other, make())

        self.each(check)

    def test_twice_in_a_row(self):
        def check(change, make):
            x = make()
            first = messages.copy(x)
            change(x)
            middle = bytes(x)
            second = messages.copy(x)
            change(second)
            self.assertEqual((bytes(first), bytes(x)), (bytes(make()), middle))

        self.each(check)

    def test_a_view_held_by_the_sender(self):
        for _, make in KINDS:
            x = make()
            with memoryview(x) as view:
                sent = messages.copy(x)
                before = bytes(sent)
                view.cast("B")[3] ^= 0xFF
            self.assertEqual(bytes(sent), before)
            self.assertNotEqual(bytes(x), before)

    def test_a_view_that_was_dropped(self):
        for _, make in KINDS:
            x = make()
            memoryview(x)
            gc.collect()
            sent = messages.copy(x)
            x[0] = x[0] ^ 1
            self.assertNotEqual(x, sent)

    def test_moved_after_it_was_sent(self):
        for _, make in KINDS:
            x = make()
            sent = messages.copy(x)
            moved = messages.move(x)
            moved[0] = moved[0] ^ 1
            self.assertEqual(sent, make())
            sent[1] = sent[1] ^ 1
            self.assertEqual(moved[1], make()[1])

    def test_bytes(self):
        for _, make in KINDS:
            for maker in (make, lambda: with_room(make)):
                x = maker()
                got = messages.loads(messages.dumps([x, x, maker()]))
                self.assertEqual(got, [x, x, maker()])
                self.assertIs(got[0], got[1])
                got[0].reverse()
                self.assertEqual((x, got[2]), (maker(), maker()))

    def test_two_interpreters_write_at_once(self):
        rounds = 200
        there, back = interpreters.create_queue(), interpreters.create_queue()
        peer = interpreters.create()
        peer.prepare_main(there=there, back=back)
        code = "for i in range(%d):\n    x = there.get()\n    x[0] = 1\n    x[-1] = 2\n    back.put(x)" % rounds
        thread = threading.Thread(target=peer.exec, args=(code,))
        thread.start()
        try:
            for i in range(rounds):
                x = bytearray(SIZE)
                there.put(x)
                x[0] = 3
                x[1] = 4
                got = back.get()
                self.assertEqual((x[:2], x[2:], got[0], got[-1], got[1:-1]), (b"\3\4", bytes(SIZE - 2), 1, 2, bytes(SIZE - 2)))
        finally:
            thread.join()
            peer.close()


INNER = ["can change"]


class Derived(list):
    """Has other items than it says."""

    def __iter__(self):
        return iter([INNER])


# Each gives a list of many items, one of which can change.
LISTS = {
    "append": lambda x: x.append(INNER), "set": lambda x: operator.setitem(x, 3, INNER), "set last": lambda x: operator.setitem(x, -1, INNER),
    "insert": lambda x: x.insert(0, INNER), "extend by a list": lambda x: x.extend([INNER]), "extend by a tuple": lambda x: x.extend((INNER,)),
    "extend by an iterator": lambda x: x.extend(iter([INNER])), "extend by a generator": lambda x: x.extend(y for y in [INNER]),
    "+=": lambda x: operator.iadd(x, [INNER]), "slice": lambda x: operator.setitem(x, slice(0, 1), [INNER]),
    "slice by a tuple": lambda x: operator.setitem(x, slice(0, 0), (INNER,)), "steps": lambda x: operator.setitem(x, slice(0, 4, 2), [INNER, 1]),
    "all": lambda x: operator.setitem(x, slice(None), [INNER] * 999), "fill": lambda x: (x.clear(), x.extend([INNER] * 999)),
    "clear and append": lambda x: (x.clear(), x.append(INNER)), "pop and append": lambda x: (x.pop(), x.append(INNER)),
    "__init__": lambda x: x.__init__([INNER]), "append and sort": lambda x: (x.append(INNER), x.sort(key=str)),
    "pop, append, pop": lambda x: (x.pop(), x.append(INNER), x.append(1), x.pop()), "behind, then reversed": lambda x: (x.append(INNER), x.reverse(), x.pop()),
    "del and append": lambda x: (operator.delitem(x, slice(500, None)), [x.append(INNER) for _ in range(500)]),
    "shrink and append": lambda x: (operator.imul(x, 0), [x.append(INNER) for _ in range(999)]),
    "slice by a derived list": lambda x: operator.setitem(x, slice(0, 5), Derived()),
    "from a dict's views": lambda x: x.extend({1: INNER}.values()), "two appends": lambda x: (x.append("text"), x.append(INNER), x.append(2.5)),
}
MADE = {
    "literal and append": lambda: [y for y in range(999)], "range": lambda: list(range(999)), "copy": lambda: list(range(999)).copy(),
    "slice": lambda: list(range(1999))[1000:], "sum": lambda: list(range(500)) + [y for y in range(500)], "product": lambda: [0] * 999,
    "sorted": lambda: sorted(range(999)), "strings": lambda: [str(y) for y in range(999)], "mixed": lambda: [y if y % 2 else None for y in range(999)],
    "message": lambda: messages.copy([y for y in range(999)]), "moved": lambda: messages.move([y for y in range(999)]),
}


class ListTest(unittest.TestCase):
    def test_what_can_change_is_copied(self):
        for (made, make), (name, change), send in itertools.product(MADE.items(), LISTS.items(), (messages.copy, messages.move)):
            with self.subTest(made=made, change=name, send=send.__name__):
                x = make()
                change(x)
                expected = list(x)
                got = send(x)
                self.assertEqual(got, expected)
                self.assertTrue(any(y is INNER for y in expected))
                self.assertFalse(any(y is INNER for y in got))

    def test_lists_made_of_others(self):
        x = [y for y in range(999)] + [INNER]
        for name, other in {"copy": x.copy(), "slice": x[500:], "sum": list(range(999)) + x, "product": x * 2, "sum of one": [INNER] + list(range(999)),
                            "product of one": [INNER] * 999, "reversed": x[::-1], "comprehension": [y for y in x]}.items():
            with self.subTest(name):
                self.assertFalse(any(y is INNER for y in messages.copy(other)))

    def test_changed_while_it_is_sorted(self):
        x = [y for y in range(999)] + [INNER]

        def key(y):
            x.clear()
            return str(y)

        with self.assertRaises(ValueError):
            x.sort(key=key)
        self.assertFalse(any(y is INNER for y in messages.copy(x)))

    def test_known_lists_twice_in_a_message(self):
        for n in (0, 3, 999):
            x = [y for y in range(n)]
            got = messages.copy([x, {"x": x}, x])
            self.assertEqual(got, [x, {"x": x}, x])
            self.assertIs(got[0], got[2])
            self.assertIs(got[0], got[1]["x"])
            self.assertIsNot(got[0], x)
            got[0].append(INNER)
            self.assertIsNot(messages.copy(got)[0][-1], INNER)


class KeysTest(unittest.TestCase):
    """The keys of a dict that is read are expected to be those of one before."""

    def test_keys_come_again(self):
        names = [f"name{i}" for i in range(12)]
        dicts = []
        for n in (0, 1, 3, 8, 9, 12):
            for order in (names[:n], names[:n][::-1], names[:n], names[1:n] + ["other"], names[:n - 1] + ["last"] if n else [], names[:n]):
                dicts += [{name: [name] for name in order}] * 1 + [{name: i for i, name in enumerate(order)}]
        for sent in (dicts, dicts[::-1]):
            got = messages.loads(messages.dumps(sent))
            self.assertEqual(got, sent)
            self.assertEqual([list(d) for d in got], [list(d) for d in sent])
            for d in got:
                d["more"] = 1
                self.assertEqual(d.pop("more"), 1)
                for key in list(d):
                    del d[key]
                d["again"] = 1
                self.assertEqual(d, {"again": 1})
            self.assertEqual(messages.loads(messages.dumps(sent)), sent)

    def test_a_dict_in_itself(self):
        for _ in range(4):
            d = {"first": 1, "itself": None, "last": 3, "list": []}
            d["itself"] = d
            d["list"].append(d)
            got = messages.loads(messages.dumps(d))
            self.assertIs(got["itself"], got)
            self.assertIs(got["list"][0], got)
            self.assertEqual(list(got), list(d))

    def test_a_key_twice(self):
        data = messages.dumps({"aa": 1, "bb": 2, "cc": 3})
        for _ in range(3):
            self.assertEqual(messages.loads(data), {"aa": 1, "bb": 2, "cc": 3})
            self.assertEqual(messages.loads(data.replace(b"bb", b"aa")), {"aa": 2, "cc": 3})
            self.assertEqual(messages.loads(data.replace(b"cc", b"bb")), {"aa": 1, "bb": 3})

    def test_short_strings(self):
        for n in range(45):
            for end in ("a", "é", "€", "\U0001f600", "\ud800"):
                strings = ["x" * n + end, "x" * n + "b", end + "y" * n, "x" * n, "é" * n]
                for sent in (strings, {s: 1 for s in strings}, strings[0]):
                    self.assertEqual(messages.loads(messages.dumps(sent)), sent)


if __name__ == "__main__":
    unittest.main()
