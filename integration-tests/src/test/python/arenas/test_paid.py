"""Who pays for the memory of arenas: interpreters whose memory is limited."""

import gc
import time
import unittest

from atoll import arena, interpreters

MB = 1_000_000


def make(limit, count):
    """How many arenas of this limit can be made, and whether they can be again when these are closed."""
    made = []
    for _ in range(2):
        made.append([])
        try:
            while len(made[-1]) < count:
                made[-1].append(arena.create(limit=limit))
        except MemoryError:
            pass
        for bank in made[-1]:
            bank.close()
    return [len(m) for m in made]


def make_and_drop(limit, times):
    for _ in range(times):
        for tries in range(1000):
            try:
                arena.create(limit=limit)
                break
            except MemoryError:
                gc.collect()
                time.sleep(0.01)
        else:
            return False
    return True


def use(bank):
    with bank:
        bank.root["data"] = bytearray(1000)
        for _ in range(30):
            bank.root["data"].extend(b"x" * MB)
        return len(bank.root["data"])


class Paid(unittest.TestCase):
    def test_by_the_maker(self):
        with interpreters.create(limits={"memory": "100MB"}) as interp:
            first, again = interp.call(make, 30 * MB, 10)
            self.assertIn(first, (2, 3))
            self.assertEqual(again, first)
            self.assertEqual(interp.call(make, "1GB", 1), [0, 0])
        self.assertEqual(make("1GB", 3), [3, 3])

    def test_until_it_is_gone(self):
        with interpreters.create(limits={"memory": "100MB"}) as interp:
            self.assertTrue(interp.call(make_and_drop, 40 * MB, 6))

    def test_not_by_others(self):
        bank = arena.create()
        with interpreters.create(limits={"memory": "20MB"}) as interp:
            self.assertEqual(interp.call(use, bank), 30 * MB + 1000)


if __name__ == "__main__":
    unittest.main()
