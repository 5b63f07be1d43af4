"""What one interpreter sends is the receiver's own, and of the same class."""

import unittest
from concurrent import interpreters


class MyBytes(bytes):
    pass


class MyByteArray(bytearray):
    pass


class MyComplex(complex):
    pass


class Slotted:
    __slots__ = ("left",)


class Both(Slotted):
    """Slots and attributes."""


class SnapshotsTest(unittest.TestCase):
    def setUp(self):
        self.queue = interpreters.create_queue()

    def sent(self, value):
        self.queue.put(value)
        return self.queue.get()

    def test_bytearray(self):
        for wrap, unwrap in ((lambda x: x, lambda x: x), (lambda x: [x], lambda x: x[0])):
            data = bytearray(b"abc")
            self.queue.put(wrap(data))
            data[0] = ord("x")
            got = unwrap(self.queue.get())
            self.assertEqual(got, b"abc")
            got[1] = ord("y")
            self.assertEqual(data, b"xbc")

    def test_derived_classes(self):
        for x in (MyBytes(b"abc"), MyByteArray(b"abc"), MyComplex(1, 2)):
            with self.subTest(type=type(x).__name__):
                x.name = ["attribute"]
                y = self.sent([x])[0]
                self.assertIs(type(y), type(x))
                self.assertEqual(y, x)
                self.assertIsNot(y, x)
                self.assertEqual(y.name, ["attribute"])
                self.assertIsNot(y.name, x.name)

    def test_plain_ones(self):
        self.assertEqual(self.sent([b"abc", 2 + 3j, bytearray(b"x")]), [b"abc", 2 + 3j, bytearray(b"x")])

    def test_slots_and_attributes(self):
        x = Both()
        x.left = 1
        x.more = 2
        y = self.sent(x)
        self.assertEqual((y.left, vars(y)), (1, {"more": 2}))


if __name__ == "__main__":
    unittest.main()
