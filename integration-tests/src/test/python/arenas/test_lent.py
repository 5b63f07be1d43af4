"""Memoryviews of what is in arenas, at the ends of holds; and how wide and cyclic objects of arenas are shown."""

import array
import copy
import pprint
import threading
import unittest

from atoll import arena, interpreters


def lend_and_stay(bank, told):
    with bank:
        data = bank.root["data"]
        views = [memoryview(data), memoryview(data)[10:20], memoryview(data).toreadonly(), memoryview(bank.root["numbers"])]
        views[0][0] = 7
        told.send(None)
        threading.Event().wait()


class Lent(unittest.TestCase):
    def make(self, **options):
        bank = arena.create(**options)
        with bank:
            bank.root["data"], bank.root["numbers"] = bytearray(100), array.array("d", range(50))
        return bank

    def assertDead(self, view):
        for use in (lambda: view[0], lambda: bytes(view), lambda: view.tolist(), lambda: list(view), lambda: view[1:2], lambda: view == b"",
                    lambda: view.tobytes(), lambda: bytearray(view), lambda: b"".join([view])):
            with self.assertRaises((ValueError, TypeError, arena.ArenaError)):
                if use() is False:
                    raise ValueError("equal to nothing")

    def test_after_the_hold(self):
        for mode in "exclusive", "rw":
            bank = self.make(mode=mode)
            with bank:
                plain = memoryview(bank.root["data"])
                kept = [plain, plain[3:50:2], plain.toreadonly(), plain.cast("B", (10, 10)), memoryview(bank.root["numbers"])]
                kept[0][4] = 9
                self.assertEqual(kept[2][4], 9)
                with self.assertRaises(TypeError):
                    kept[2][4] = 1
            for view in kept:
                self.assertDead(view)
            with bank:
                for view in kept:
                    self.assertDead(view)
                bank.root["data"].extend(b"x" * 1000)
                self.assertEqual((bank.root["data"][4], len(bank.root["data"])), (9, 1100))

    def test_readers_cannot_write(self):
        bank = self.make(mode="rw")
        with bank.read():
            view = memoryview(bank.root["data"])
            self.assertTrue(view.readonly)
            with self.assertRaises(TypeError):
                view[0] = 1
            numbers = memoryview(bank.root["numbers"])
            self.assertEqual((numbers.readonly, numbers[3]), (True, 3.0))
        self.assertDead(view)

    def test_closed_arena(self):
        bank = self.make()
        with bank:
            view = memoryview(bank.root["data"])
        bank.close()
        self.assertDead(view)

    def test_killed_while_lent(self):
        from atoll.channels import channel
        for on_abandon in "poison", "rollback":
            bank = self.make(on_abandon=on_abandon)
            tx, rx = channel()
            interp = interpreters.create()

            def call():
                try:
                    interp.call(lend_and_stay, bank, tx)
                except interpreters.InterpreterError:
                    pass

            thread = threading.Thread(target=call)
            thread.start()
            rx.recv(timeout=60)
            interp.kill(grace=0)
            thread.join()
            self.assertEqual(bank.poisoned, on_abandon == "poison")
            bank.recover(lambda root: None)
            with bank:
                # Nobody has the memory any more: it can grow.
                bank.root["data"].extend(b"x" * 1000)
                self.assertEqual(bank.root["data"][0], 7 if on_abandon == "poison" else 0)
                bank.root["numbers"].append(1.0)
                bank.collect()

    def test_not_sent(self):
        from atoll.channels import channel
        bank = self.make()
        tx, rx = channel()
        with interpreters.create() as interp, bank:
            lent = memoryview(bank.root["data"])
            for wrong in bank.root["data"], bank.root, [bank.root["numbers"]], lent, lent[2:5], (1, lent), [lent]:
                for send in lambda: interp.call(type, wrong), lambda: tx.send(wrong):
                    with self.assertRaises((TypeError, interpreters.NotShareableError)):
                        send()
            with self.assertRaisesRegex(interpreters.NotShareableError, "memory of an arena"):
                tx.send(lent)


class Shown(unittest.TestCase):
    def test_wide_and_cyclic(self):
        with arena.create() as bank:
            plain = {"wide": list(range(200)), "deep": [[[{"a": {1, 2}}]]], "text": "x" * 200, "long key " * 10: ("tuple",) * 30}
            bank.root["d"] = plain
            view = bank.root["d"]
            self.assertEqual(repr(view), repr(plain))
            self.assertEqual(pprint.pformat(copy.deepcopy(view)), pprint.pformat(plain))
            self.assertEqual(pprint.pformat(view["deep"]), pprint.pformat(plain["deep"]))
            view["self"], plain["self"] = view, plain
            view["wide"].append(view["wide"])
            plain["wide"].append(plain["wide"])
            self.assertEqual(repr(view), repr(plain))


if __name__ == "__main__":
    unittest.main()
