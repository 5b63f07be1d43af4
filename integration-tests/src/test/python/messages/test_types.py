"""Every built-in type as a message: as a copy and as bytes it arrives equal, with its type, and apart from the original."""

import array
import collections
import datetime
import decimal
import enum
import fractions
import functools
import operator
import os
import pathlib
import re
import types
import unittest
import uuid
import zoneinfo

from atoll import messages


class Colour(enum.Enum):
    RED = 1


class Slotted:
    __slots__ = ("a", "b")


class SlottedChild(Slotted):
    """Has attributes as well."""


def slotted(cls, **attributes):
    made = cls()
    for name, value in attributes.items():
        setattr(made, name, value)
    return made


Pair = collections.namedtuple("Pair", "left right")
UTC = datetime.timezone.utc
HALF_PAST = datetime.timezone(datetime.timedelta(hours=5, minutes=30), "half past")

# What can be changed in place, or has such in it, must be another object for the receiver.
REBUILT = {
    "list": [1, "two", [3]], "dict": {"a": 1, (1, 2): [2], None: 3}, "set": {1, "b", (2, 3)}, "bytearray": bytearray(b"bytes\0"),
    "deque": collections.deque([1, [2]], maxlen=5), "array of ints": array.array("q", [-1, 2**40]),
    "array of floats": array.array("d", [1.5, -2.5]), "array of characters": array.array("w", "añ€"), "tuple of a list": ([1],),
    "Counter": collections.Counter("abca"), "OrderedDict": collections.OrderedDict(b=1, a=2),
    "defaultdict": collections.defaultdict(list, {"a": [1]}), "ChainMap": collections.ChainMap({"a": 1}, {"b": 2}),
    "SimpleNamespace": types.SimpleNamespace(a=1, b=[2]), "dict of dates": {datetime.date(2026, 1, 1): 1},
    "date": datetime.date(2026, 11, 22), "time": datetime.time(1, 2, 3, 4, UTC, fold=1), "timedelta": datetime.timedelta(-1, 2, 3),
    "datetime": datetime.datetime(2026, 11, 22, 1, 2, 3, 4), "datetime in a zone": datetime.datetime(1, 1, 1, tzinfo=HALF_PAST),
    "datetime in a named zone": datetime.datetime(2026, 7, 1, tzinfo=zoneinfo.ZoneInfo("UTC")), "timezone": HALF_PAST,
    "Decimal": decimal.Decimal("1.10"), "Fraction": fractions.Fraction(1, 3), "UUID": uuid.UUID(int=5), "namedtuple": Pair(1, [2]),
    "Path": pathlib.PurePosixPath("/a/b"), "slice of lists": slice([1], None),
}
# What is the same for everybody.
THE_SAME = {
    "None": None, "True": True, "False": False, "Ellipsis": ..., "NotImplemented": NotImplemented, "type": int, "type of None": type(None),
    "class": Colour, "enum": Colour.RED, "built-in function": len, "function": slotted, "function of a module": operator.add,
    "exception type": ValueError, "UTC": UTC,
}
IMMUTABLE = {
    "int": 5, "negative int": -17, "int of 64 bits": -2**63, "big int": 10**60, "negative big int": -10**60, "float": 1.5, "-0.0": -0.0,
    "inf": float("-inf"), "complex": 1 - 2j, "str": "text", "empty str": "", "str not ASCII": "añ€", "long str": "x" * 100,
    "long str in Latin-1": "é" * 100, "long str of two bytes": "€" * 100, "str beyond the BMP": "a\U0001F600", "lone surrogate": "\ud800",
    "bytes": b"\0\xff", "empty bytes": b"", "large bytes": bytes(100_000), "tuple": (1, ("a", None)), "empty tuple": (),
    "frozenset": frozenset({1, (2, "x")}), "empty frozenset": frozenset(), "range": range(1, 10, 3), "slice": slice(1, None, 2),
}
FORMS = {"copy": messages.copy, "bytes": lambda value: messages.loads(messages.dumps(value), trusted=True)}


class TypesTest(unittest.TestCase):
    def each(self, values):
        for name, value in values.items():
            for form, send in FORMS.items():
                yield self.subTest(name, form=form), value, send

    def same(self, got, value):
        self.assertIs(type(got), type(value))
        if not isinstance(value, (set, frozenset)):
            # The order of a set depends on how it came about, and on hashes, which differ from run to run.
            self.assertEqual(repr(got), repr(value))
        self.assertEqual(got, value)

    def test_rebuilt(self):
        for subtest, value, send in self.each(REBUILT):
            with subtest:
                got, again = send([value, value])
                self.same(got, value)
                self.assertIsNot(got, value)

    def test_immutable(self):
        for subtest, value, send in self.each(IMMUTABLE):
            with subtest:
                self.same(send(value), value)
                self.same(send([value])[0], value)

    def test_the_same(self):
        for subtest, value, send in self.each(THE_SAME):
            with subtest:
                self.assertIs(send(value), value)
                self.assertIs(send([value])[0], value)

    def test_nan(self):
        for subtest, value, send in self.each({"nan": float("nan")}):
            with subtest:
                self.assertNotEqual(send(value), send(value))

    def test_as_keys_and_members(self):
        hashable = [v for v in (*IMMUTABLE.values(), *THE_SAME.values(), *REBUILT.values()) if isinstance(v, collections.abc.Hashable)
                    and not isinstance(v, (slice, types.SimpleNamespace)) and v != ([1],) and v != Pair(1, [2])]
        for subtest, value, send in self.each({repr(v)[:50]: v for v in hashable}):
            with subtest:
                self.assertEqual(send({value: 1}), {value: 1})
                self.assertEqual(send({value}), {value})

    def test_identity(self):
        for subtest, value, send in self.each({name: value for name, value in REBUILT.items() if not isinstance(value, (
                datetime.date, datetime.time, datetime.timedelta, datetime.timezone))}):
            with subtest:
                got, again = send([value, value])
                self.assertIs(got, again)

    def test_exceptions(self):
        exceptions = {"KeyError": KeyError("a", 1), "OSError": OSError(2, "no", "f"), "group": ExceptionGroup("g", [ValueError(1)])}
        for subtest, value, send in self.each(exceptions):
            with subtest:
                got = send(value)
                self.assertIs(type(got), type(value))
                self.assertEqual(repr(got), repr(value))

    def test_partial(self):
        for subtest, value, send in self.each({"partial": functools.partial(int, base=2), "pattern": re.compile("a+")}):
            with subtest:
                got = send(value)
                self.assertIs(type(got), type(value))
                self.assertEqual(repr(got), repr(value))

    def test_slots(self):
        for subtest, value, send in self.each({"all": slotted(Slotted, a=1, b=[2]), "some": slotted(Slotted, b=3), "none": Slotted(),
                                      "attributes": slotted(SlottedChild, a=1, c=[3]), "attributes only": slotted(SlottedChild, c=4)}):
            with subtest:
                got, again = send([value, value])
                self.assertIs(got, again)
                self.assertIsNot(got, value)
                for name in ("a", "b", "c"):
                    self.assertEqual(getattr(got, name, "unset"), getattr(value, name, "unset"))

    def test_slots_of_itself(self):
        value = slotted(Slotted, a=1)
        value.b = [value]
        for subtest, value, send in self.each({"cycle": value}):
            with subtest:
                got = send(value)
                self.assertIs(got.b[0], got)

    def test_code(self):
        for subtest, value, send in self.each({"code": compile("6 * 7", "<answer>", "eval")}):
            with subtest:
                self.assertEqual(eval(send(value)), 42)
        code = compile("1", "<one>", "eval")
        if os.environ.get("ATOLL_MESSAGE_BYTES") != "1":
            self.assertIs(messages.copy(code), code)

    def test_plain_data_of_anybody(self):
        for name in ("list", "dict", "set", "bytearray", "deque", "array of ints", "date", "time", "timedelta", "datetime",
                     "datetime in a zone", "timezone", "dict of dates"):
            with self.subTest(name):
                self.same(messages.loads(messages.dumps(REBUILT[name])), REBUILT[name])


if __name__ == "__main__":
    unittest.main()
