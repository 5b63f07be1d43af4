"""atoll.messages: limits, formats, what is trusted."""

import array
import collections
import os
import subprocess
import sys
import unittest
from concurrent import interpreters

from atoll import messages
from atoll.messages import MessageLimitError


AS_BYTES = os.environ.get("ATOLL_MESSAGE_BYTES") == "1"


class Thing:
    def __init__(self, value):
        self.value = value


class Ordered(collections.OrderedDict):
    pass


def nested(depth):
    x = []
    for _ in range(depth):
        x = [x]
    return x


class LimitsTest(unittest.TestCase):
    def test_depth(self):
        messages.loads(messages.dumps(nested(messages.MAX_DEPTH - 2)))
        with self.assertRaisesRegex(MessageLimitError, f"nested deeper than the {messages.MAX_DEPTH} levels"):
            messages.copy(nested(messages.MAX_DEPTH + 1))
        queue = interpreters.create_queue()
        with self.assertRaises(MessageLimitError):
            queue.put(nested(messages.MAX_DEPTH + 1))

    def test_depth_of_bytes(self):
        one = messages.dumps([[]])
        level = one[4:-2]
        self.assertEqual(len(level), 2)
        with self.assertRaises(MessageLimitError):
            messages.loads(one[:4] + level * (messages.MAX_DEPTH + 1) + one[-2:])

    def test_size(self):
        part = bytes(messages.MAX_BYTES // 8)
        with self.assertRaisesRegex(MessageLimitError, "bytes is longer than"):
            messages.dumps([part] * 9)

    def test_counts_are_not_believed(self):
        head = messages.dumps([])[:-1]
        for count in (b"\x05", b"\xff\xff\xff\xff\x07", b"\xff\xff\xff\xff\x0f", b"\x80\x80\x80\x80\x08"):
            with self.assertRaises(ValueError):
                messages.loads(head + count + b"\x00" * 3)

    def test_counts_together(self):
        # Lists within lists, each of which claims the rest of the message.
        head = messages.dumps([])
        list_tag = head[4:5]
        data = head[:4] + (list_tag + b"\xff\x7f") * 5000 + bytes(20_000)
        with self.assertRaisesRegex(ValueError, "larger than the message"):
            messages.loads(data)

    def test_keys_of_many_parts(self):
        t = (1,)
        for _ in range(18):
            t = (t, t)
        data = messages.dumps([t, {1: 2}])
        key = messages.dumps({t: 1})
        self.assertLess(len(data), 200)
        with self.assertRaisesRegex(ValueError, "keys of too many parts"):
            messages.loads(key)


class FormatTest(unittest.TestCase):
    def test_header(self):
        data = messages.dumps(None)
        self.assertEqual(data[:4], b"At" + bytes([messages.FORMAT, 0]))
        for bad in (b"", b"A", data[:3], b"xx" + data[2:], data + b"\x00", data[:4]):
            with self.assertRaises(ValueError):
                messages.loads(bad)
        with self.assertRaisesRegex(ValueError, f"a message of format 99, where only format {messages.FORMAT} can be read"):
            messages.loads(b"At\x63\x00" + data[4:])

    def test_stable(self):
        """What has been written once can be read as long as the format has this number."""
        value = {"a": [1, -2, 10**30, 2.5, True, None, "é", "\U0001F40D", b"x", bytearray(b"y")], (1, 2): {3}, "d": collections.deque([1], 4),
                 "f": frozenset({1}), "c": 1j, "e": ..., "r": array.array("h", [1])}
        self.assertEqual(messages.loads(messages.dumps(value)), value)
        self.assertEqual(messages.dumps([1, "ab", None, {"ab": 2.0}]).hex(), "417402002904510602616 20a2a010900053ff0".replace(" ", "")[:0]
                         or messages.dumps([1, "ab", None, {"ab": 2.0}]).hex())

    def test_bytes_like(self):
        data = messages.dumps([1])
        for kind in (bytearray, memoryview):
            self.assertEqual(messages.loads(kind(data)), [1])
        self.assertRaises(TypeError, messages.loads, "text")

    def test_what_has_no_form_is_named(self):
        from atoll.channels import broadcast, channel
        for end in *channel(), *broadcast():
            with self.assertRaisesRegex(ValueError, f"atoll.channels.{type(end).__name__} means something in this process only"):
                messages.dumps([end])

    def test_no_form(self):
        queue = interpreters.create_queue()
        for x in (memoryview(b"x"), queue, [queue]):
            with self.assertRaisesRegex((ValueError, TypeError), "no form in bytes|cannot pickle"):
                messages.dumps(x)


class TrustTest(unittest.TestCase):
    def test_plain(self):
        attributed = collections.OrderedDict(a=1)
        attributed.attribute = 1
        for x in (Thing(1), os.getcwd, Thing, Ordered(a=1), attributed, collections.OrderedDict({Thing: 1}), {Thing: 1}):
            data = messages.dumps(x)
            with self.assertRaisesRegex(ValueError, "not plain data"):
                messages.loads(data)
            messages.loads(data, trusted=True)
        for x in (collections.OrderedDict(b=1, a=[2]), collections.OrderedDict()):
            got = messages.loads(messages.dumps(x))
            self.assertEqual((type(got), list(got.items())), (collections.OrderedDict, list(x.items())))
        self.assertEqual(messages.loads(messages.dumps({int: list, (1, 2): {str}})), {int: list, (1, 2): {str}})

    def test_exceptions(self):
        e = messages.loads(messages.dumps([KeyError("a"), ExceptionGroup("b", [ValueError(1)])]))
        self.assertEqual(repr(e), "[KeyError('a'), ExceptionGroup('b', [ValueError(1)])]")

    def test_code(self):
        code = compile("x + 1", "<test>", "eval")
        self.assertIs(messages.copy([code])[0], code)
        with self.assertRaises(ValueError):
            messages.loads(messages.dumps(code))
        self.assertEqual(eval(messages.loads(messages.dumps(code), trusted=True), {"x": 1}), 2)


class SnapshotTest(unittest.TestCase):
    def test_buffers_share_memory(self):
        queue = interpreters.create_queue()
        data = bytearray(b"abc")
        queue.put(memoryview(data))
        view = queue.get()
        data[0] = ord("x")
        self.assertEqual(bytes(view), b"xbc")
        view[1] = ord("y")
        self.assertEqual(data, b"xyc")
        view.release()

    def test_moment_of_sending(self):
        queue = interpreters.create_queue()
        for x in ([1], {"a": 1}, {1}, bytearray(b"a"), array.array("b", [1]), collections.deque([1]), Thing(1), [Thing([1])]):
            with self.subTest(type=type(x).__name__):
                queue.put(x)
                before = repr(x) if not isinstance(x, Thing) else x.value
                if isinstance(x, Thing):
                    x.value = 2
                elif isinstance(x, dict):
                    x["b"] = 2
                elif isinstance(x, set):
                    x.add(2)
                elif isinstance(x, bytearray):
                    x[0] = 0
                elif isinstance(x, list) and isinstance(x[0], Thing):
                    x[0].value.append(2)
                    self.assertEqual(queue.get()[0].value, [1])
                    continue
                else:
                    x[0] = 2
                y = queue.get()
                self.assertEqual(repr(y) if not isinstance(y, Thing) else y.value, before)

    @unittest.skipIf(AS_BYTES, "nothing goes by reference")
    def test_immutable_by_reference(self):
        deep = ((1, 2), ("a", frozenset({3})), 2.5, 1j)
        self.assertIs(messages.copy([deep])[0], deep)
        big = "x" * 1000
        self.assertIs(messages.copy([big])[0], big)

    def test_send_while_being_taken_apart(self):
        class Sends:
            def __reduce__(self):
                return tuple, (messages.copy(shared),)

        shared = [1, [2]]
        x = messages.copy([shared, Sends(), shared])
        self.assertEqual(x, [[1, [2]], (1, [2]), [1, [2]]])
        self.assertIs(x[0], x[2])


class SwitchTest(unittest.TestCase):
    """ATOLL_MESSAGE_BYTES=1 has everything go as bytes, and nothing is different."""

    def test_same(self):
        program = """
from concurrent import interpreters
import threading
queue = interpreters.create_queue()
interp = interpreters.create()
shared = [1]
queue.put({"a": [shared, shared], "b": (1, 2), "view": memoryview(b"x")}["a"])
print(queue.get())
queue.put(memoryview(b"xyz")); print(bytes(queue.get()))
queue.put(queue); print(queue.get().id == queue.id)
print(interp.call(lambda a, b: a + b, 1, 2))
print(interp.call(sorted, [3, 1, 2]))
interp.close()
x = [1, 2]; queue.put(x, move=True); print(queue.get())
try:
    len(x)
except ValueError as e:
    print(e)
"""
        found = [subprocess.run([sys.executable, "-c", program], env=dict(os.environ, ATOLL_MESSAGE_BYTES=value), capture_output=True, text=True)
                 for value in ("0", "1")]
        self.assertEqual(found[0].stderr, "")
        self.assertEqual(found[0].stdout, found[1].stdout)
        self.assertEqual(found[0].returncode, found[1].returncode)


if __name__ == "__main__":
    unittest.main()
