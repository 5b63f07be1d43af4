"""What arenas promise when a holder ends within its block: others are told, or find everything as it was before."""

import os
import subprocess
import sys
import threading
import time
import unittest

from atoll import arena, interpreters
from atoll.arena import ArenaFull, ArenaPoisoned


def change_and_stay(bank, changed):
    with bank:
        bank.root["n"] = -1
        bank.root["rows"] = {i: {"i": i} for i in range(2000)}
        del bank.root["gone"]
        changed.send(None)
        while True:
            time.sleep(0.001)


def change_and_leave_open(bank):
    bank.__enter__()
    bank.root["n"] = -1


def read_and_stay(bank, reading):
    with bank.read():
        reading.send(None)
        while True:
            time.sleep(0.001)


def change_for_ever(bank, changed):
    with bank:
        changed.send(None)
        while True:
            bank.root["n"] = -1


def wait_for(bank, waiting):
    waiting.send(None)
    with bank:
        pass


def busy(bank):
    while True:
        with bank:
            bank.root["n"] += 1
            bank.root["m"] += 1


def call_quietly(interp, function, *args):
    def call():
        try:
            interp.call(function, *args)
        except interpreters.InterpreterError:
            pass

    thread = threading.Thread(target=call)
    thread.start()
    return thread


class Failure(unittest.TestCase):
    def make(self, **options):
        bank = arena.create(**options)
        with bank:
            bank.root["n"] = 1
            bank.root["gone"] = {"deep": "text that is longer than a word"}
        return bank

    def killed_within(self, work, bank, grace=0):
        from atoll.channels import channel
        tx, rx = channel()
        interp = interpreters.create()
        thread = call_quietly(interp, work, bank, tx)
        rx.recv(timeout=20)
        interp.kill(grace)
        thread.join()

    def assertPoisoned(self, bank):
        self.assertTrue(bank.poisoned)
        for access in bank, bank.hold(timeout=5), arena.hold(bank, timeout=5):
            with self.assertRaisesRegex(ArenaPoisoned, r"was ended within the block.*recover\(fn\)"):
                access.__enter__()

    def test_killed(self):
        for work in change_and_stay, change_for_ever:
            for grace in 0, 20:
                with self.subTest(work.__name__, grace=grace):
                    bank = self.make()
                    self.killed_within(work, bank, grace)
                    self.assertPoisoned(bank)

    def test_recover(self):
        bank = self.make()
        self.assertFalse(bank.recover(lambda root: self.fail("there is nothing to recover from")))
        self.killed_within(change_and_stay, bank)
        with self.assertRaises(ZeroDivisionError):
            bank.recover(lambda root: 1 / 0)
        self.assertPoisoned(bank)

        def mend(root):
            with bank:
                self.assertEqual((root["n"], len(root["rows"])), (-1, 2000))
                root["n"] = 1

        self.assertTrue(bank.recover(mend))
        self.assertFalse(bank.poisoned)
        with bank:
            self.assertEqual(bank.root["n"], 1)

    def test_a_thread_that_ends_without_leaving(self):
        bank = self.make()
        thread = threading.Thread(target=change_and_leave_open, args=(bank,))
        thread.start()
        thread.join()
        self.assertPoisoned(bank)

    def test_an_exception_is_no_failure(self):
        bank = self.make()
        with self.assertRaises(ZeroDivisionError):
            with bank:
                bank.root["n"] = 2
                1 / 0
        with bank:
            self.assertEqual(bank.root["n"], 2)

    def test_limits(self):
        bank = self.make()
        interp = interpreters.create(limits={"cpu": 0.2})
        with self.assertRaises(interpreters.InterpreterError):
            interp.call(busy_within, bank)
        self.assertPoisoned(bank)

    def test_interrupts(self):
        bank = self.make()
        with self.assertRaises(KeyboardInterrupt):
            with bank, bank:
                bank.root["n"] = 2
                raise KeyboardInterrupt
        self.assertPoisoned(bank)

    def test_a_reader_leaves_nothing_half_done(self):
        bank = self.make(mode="rw")
        self.killed_within(read_and_stay, bank)
        with bank.hold(timeout=5):
            self.assertEqual(bank.root["n"], 1)

    def test_waiters_are_killed(self):
        for mode in "exclusive", "rw":
            with self.subTest(mode):
                bank = self.make(mode=mode)
                with bank:
                    self.killed_within(wait_for, bank)
                with bank.hold(timeout=5):
                    pass

    def test_those_who_wait_are_told(self):
        from atoll.channels import channel
        bank = self.make()
        tx, rx = channel()
        interp = interpreters.create()
        thread = call_quietly(interp, change_and_stay, bank, tx)
        rx.recv(timeout=20)
        told = []

        def enter():
            try:
                bank.__enter__()
            except ArenaPoisoned:
                told.append(True)

        waiters = [threading.Thread(target=enter) for _ in range(3)]
        for w in waiters:
            w.start()
        while bank.stats().waits < 3:
            time.sleep(0.001)
        interp.kill(grace=0)
        for w in [thread, *waiters]:
            w.join(20)
        self.assertEqual(len(told), 3)

    def test_killed_again_and_again(self):
        bank = arena.create()
        with bank:
            bank.root["n"] = bank.root["m"] = 0
        for _ in range(20):
            interp = interpreters.create()
            thread = call_quietly(interp, busy, bank)
            time.sleep(0.02)
            interp.kill(grace=0)
            thread.join()

            def mend(root):
                self.assertIn(root["n"] - root["m"], (0, 1))
                root["m"] = root["n"]

            bank.recover(mend)
            with bank.hold(timeout=5):
                self.assertEqual(bank.root["n"], bank.root["m"])


def busy_within(bank):
    with bank:
        while True:
            bank.root["n"] += 1


class Rollback(Failure):
    """The same programs, where the changes of those who ended are undone."""

    def make(self, **options):
        return super().make(on_abandon="rollback", **options)

    def assertPoisoned(self, bank):
        self.assertFalse(bank.poisoned)
        for access in bank, bank.hold(timeout=5), arena.hold(bank, timeout=5):
            with access:
                self.assertEqual(list(bank.root), ["n", "gone"])
                self.assertEqual((bank.root["n"], bank.root["gone"]["deep"]), (1, "text that is longer than a word"))
                bank.collect()
                self.assertEqual(bank.root["gone"]["deep"], "text that is longer than a word")

    def test_recover(self):
        bank = self.make()
        self.killed_within(change_and_stay, bank)
        self.assertFalse(bank.recover(lambda root: self.fail("there is nothing to recover from")))

    def test_those_who_wait_are_told(self):
        """Nobody is told: there is nothing to be told."""

    def test_much_is_undone(self):
        bank = arena.create(on_abandon="rollback", limit="64MB")
        with bank:
            for i in range(20_000):
                bank.root[i] = str(i) * 5
            for i in range(0, 20_000, 3):
                del bank.root[i]
            bank.collect()
            before = bank.root.copy()
        for seed in range(3):
            self.killed_within(shuffle, bank)
            with bank:
                self.assertEqual(bank.root.copy(), before)
                bank.collect()
                self.assertEqual(bank.root.copy(), before)
                bank.root["new"] = "a" * 100_000
                del bank.root["new"]

    def test_a_hold_may_need_more_than_there_is(self):
        bank = arena.create(on_abandon="rollback", limit="4MB")
        with self.assertRaises(ArenaFull):
            with bank:
                for i in range(100):
                    bank.root["x"] = "a" * 500_000
        for i in range(100):
            with bank:
                bank.root["x"] = "b" * 500_000


def shuffle(bank, done):
    with bank:
        root = bank.root
        for i in range(0, 20_000, 2):
            root[i] = {"other": i, "text": str(i) * 9}
        for i in range(1, 20_000, 4):
            root.pop(i, None)
        root.clear()
        for i in range(30_000):
            root[-i] = -i
        bank.collect()
        done.send(None)
        while True:
            root["n"] = str(time.monotonic()) * 20


class LongHolds(unittest.TestCase):
    PROGRAM = """if True:
        import time
        from atoll import arena
        bank, quiet = arena.create("bank", mode="rw", warn_after=0.05), arena.create("quiet", warn_after=None)
        def work():
            time.sleep(0.4)
        for access in bank, bank.read():
            with access:
                work()
        with bank:
            pass
        with quiet:
            work()
    """

    def test_told_once(self):
        ran = subprocess.run([sys.executable, "-c", self.PROGRAM], capture_output=True, text=True, timeout=120,
                             env=dict(os.environ, ATOLL_LOG="WARN"))
        self.assertEqual((ran.returncode, ran.stdout), (0, ""))
        self.assertEqual(ran.stderr.count("bank has been held for"), 2, ran.stderr)
        self.assertNotIn("quiet", ran.stderr)
        self.assertRegex(ran.stderr, r'line \d+, in work\n')


if __name__ == "__main__":
    unittest.main()
