"""Immutable values of the library's own types: read from an arena as they were stored, and good as keys."""

import random
import unittest
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction

from atoll import arena, interpreters

ZONES = [None, timezone.utc, timezone(timedelta(hours=-3, minutes=-30)), timezone(timedelta(seconds=1), "a name"), timezone(timedelta(0), "zero")]
VALUES = [
    date.min, date.max, date(2026, 2, 28), time.min, time.max, time(1, 2, 3, 4), time(1, fold=1), datetime.min, datetime.max,
    datetime(2026, 3, 29, 1, 30, fold=1), timedelta.min, timedelta.max, timedelta(microseconds=-1), timedelta(0), *ZONES,
    *(datetime(2026, 11, 22, 20, 15, 30, 7, zone) for zone in ZONES), *(time(20, 15, tzinfo=zone) for zone in ZONES),
    Decimal("0"), Decimal("-0.00"), Decimal("1.50"), Decimal("-1E+1000"), Decimal("1E-999999999999"), Decimal("12345678901234567890.123456789"),
    Decimal("Infinity"), Decimal("-Infinity"),
    range(0), range(10), range(5, -5, -2), range(2**62, 2**63 - 1, 1000), range(-(2**62), 0),
]


def details(value):
    return type(value), repr(value), getattr(value, "fold", None), getattr(value, "tzinfo", None)


def look(bank):
    with bank:
        return [(details(value), bank.root["index"][value]) for value in bank.root["values"]]


class Values(unittest.TestCase):
    def setUp(self):
        self.bank = arena.create()

    def tearDown(self):
        self.bank.close()

    def test_they_come_back_as_they_were(self):
        with self.bank as bank:
            bank.root["values"] = VALUES
            for value, stored in zip(VALUES, bank.root["values"], strict=True):
                self.assertEqual(details(stored), details(value))
                self.assertEqual(stored, value)
            self.assertIs(bank.root["values"][VALUES.index(timezone.utc)], timezone.utc)
            bank.collect()
            self.assertEqual(list(bank.root["values"]), VALUES)

    def test_nans(self):
        with self.bank as bank:
            for text in "NaN", "-NaN", "sNaN123", "-sNaN":
                bank.root["nan"] = Decimal(text)
                self.assertEqual(repr(bank.root["nan"]), repr(Decimal(text)))

    def test_keys(self):
        with self.bank as bank:
            table, plain = bank.dict(), {}
            for _ in range(2):
                for value in VALUES:
                    table[value] = plain[value] = repr(value)
            self.assertEqual(len(table), len(plain))
            self.assertEqual(dict(table), plain)
            self.assertEqual(table[Decimal("1.5000")], "Decimal('1.50')")
            table[0.5] = "a half"
            self.assertEqual(table[Decimal("0.5")], "a half")
            same = datetime(2026, 11, 22, 20, 15, 30, 7, timezone.utc).astimezone(timezone(timedelta(hours=5)))
            self.assertEqual(table[same], plain[same])
            self.assertEqual(bank.set(VALUES), set(VALUES))

    def test_other_interpreters(self):
        with self.bank as bank:
            bank.root["values"] = VALUES
            bank.root["index"] = {value: i for i, value in enumerate(VALUES)}
        interp = interpreters.create()
        self.addCleanup(interp.close)
        seen = interp.call(look, self.bank)
        index = {value: i for i, value in enumerate(VALUES)}
        self.assertEqual(seen, [(details(value), index[value]) for value in VALUES])

    def test_what_has_code_of_a_program_in_it(self):
        class Zone(tzinfo):
            def utcoffset(self, when):
                return timedelta(0)

        class Day(date):
            pass

        class Price(Decimal):
            pass

        with self.bank as bank:
            for value in Day(2026, 1, 1), Price(1), datetime(2026, 1, 1, tzinfo=Zone()), Zone(), range(2**70), Fraction(1, 2):
                with self.subTest(type(value).__name__), self.assertRaisesRegex(arena.ArenaReferenceError, "cannot be in"):
                    bank.root["value"] = value
            self.assertEqual(dict(bank.root), {})

    def test_at_the_limit(self):
        full = arena.create(limit="1MB")
        chance = random.Random(1)
        with full, self.assertRaises(arena.ArenaFull):
            full.root["days"] = days = full.list()
            while True:
                days.append(datetime(2026, 1, 1, tzinfo=timezone(timedelta(minutes=chance.randrange(1000)))))
        with full:
            self.assertTrue(all(day.year == 2026 for day in full.root["days"]))
            full.root.clear()
            full.root["day"] = datetime(2026, 1, 1, tzinfo=timezone.utc)


if __name__ == "__main__":
    unittest.main()
