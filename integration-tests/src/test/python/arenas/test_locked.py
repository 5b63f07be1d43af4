"""What @locked and the like promise for methods of classes declared with @arena.struct."""

import copy
import threading
import unittest

from atoll import arena, interpreters
from atoll.shared import locked, read_locked, write_locked


@arena.struct
class Account:
    paid: int = 0
    owed: int = 0
    other: object = None

    @locked
    def pay(self, n):
        self.paid += n
        self.owed -= n

    @read_locked
    def total(self):
        return self.paid + self.owed

    @write_locked
    def pay_twice(self, n):
        self.pay(n)
        self.pay(n)
        return self.total()

    @read_locked
    def pay_wrongly(self):
        self.pay(1)

    @locked
    def visit(self, entered, go_on):
        entered.set()
        go_on.wait(60)

    @locked
    def fail(self):
        self.paid += 1
        raise ZeroDivisionError


def pay_often(account, n):
    for _ in range(n):
        Account.pay(account, 1)
        assert Account.total(account) == 0


class Locked(unittest.TestCase):
    def make(self, mode, **options):
        bank = arena.create(mode=mode, **options)
        with bank:
            bank.root["a"], bank.root["b"] = Account(), Account()
            return bank, arena.ref(bank.root["a"]), arena.ref(bank.root["b"])

    def test_within_the_hold(self):
        for mode in "exclusive", "rw", "free":
            bank, a, b = self.make(mode)
            with bank:
                view = bank.root["a"]
                self.assertEqual(view.pay_twice(3), 0)
                self.assertEqual((view.paid, view.owed), (6, -6))
                self.assertRaises(ZeroDivisionError, view.fail)
                self.assertEqual(view.paid, 7)
            self.assertRaisesRegex(arena.ArenaNotHeld, "block that is over", view.pay, 1)
            self.assertRaisesRegex(arena.ArenaNotHeld, "block that is over", view.total)
            self.assertFalse(bank.poisoned)

    def test_by_reference(self):
        for mode in "exclusive", "rw", "free":
            bank, a, b = self.make(mode)
            self.assertEqual(Account.pay_twice(a, 2), 0)
            self.assertRaises(ZeroDivisionError, Account.fail, a)
            with bank:
                self.assertEqual(bank.root["a"].paid, 5)
            with self.assertRaises(arena.ArenaNotHeld):
                a()

    def test_reading_only(self):
        bank, a, b = self.make("rw")
        with bank.read():
            view = bank.root["a"]
            self.assertEqual(view.total(), 0)
            self.assertRaisesRegex(arena.ArenaError, "cannot begin to write", view.pay, 1)
            self.assertEqual(Account.total(a), 0)
            self.assertRaisesRegex(arena.ArenaError, "cannot begin to write", Account.pay, a, 1)
        self.assertRaisesRegex(arena.ArenaError, "cannot begin to write", Account.pay_wrongly, a)
        bank, a, b = self.make("free")
        self.assertRaises(RuntimeError, Account.pay_wrongly, a)
        self.assertEqual(Account.total(a), 0)
        with bank:
            self.assertEqual(bank.root["a"].paid, 0)

    def test_gone(self):
        bank, a, b = self.make("exclusive")
        with bank:
            del bank.root["a"]
            bank.collect()
        self.assertRaisesRegex(arena.ArenaReferenceError, "is gone", Account.pay, a, 1)
        bank.close()
        self.assertRaises(arena.ArenaClosed, Account.pay, b, 1)

    def test_released_slot(self):
        for mode in "exclusive", "free":
            bank = arena.create(mode=mode)
            with bank:
                bank.root["pool"] = pool = bank.pool(Account, capacity=1)
                view = pool.acquire()
                view.pay(1)
                pool.release(view)
                self.assertRaisesRegex(arena.ArenaError, "released", view.pay, 1)

    def test_local_copies(self):
        bank, a, b = self.make("exclusive")
        with bank:
            local = copy.deepcopy(bank.root["a"])
        self.assertEqual(local.pay_twice(2), 0)
        self.assertEqual(local.paid, 4)

    def test_threads_of_all_interpreters(self):
        for mode in "exclusive", "rw", "free":
            bank, a, b = self.make(mode)
            helpers = [interpreters.create() for _ in range(2)]
            threads = [h.call_in_thread(pay_often, a, 50) for h in helpers]
            threads += [threading.Thread(target=pay_often, args=(a, 50)) for _ in range(2)]
            for t in threads[2:]:
                t.start()
            for t in threads:
                t.join()
            for h in helpers:
                h.close()
            self.assertEqual(Account.total(a), 0)
            with bank:
                self.assertEqual(bank.root["a"].paid, 200)

    def test_keeps_others_out(self):
        """In an arena that is free for all, of the same object only."""
        bank, a, b = self.make("free")
        entered, go_on, after = threading.Event(), threading.Event(), []
        visitor = threading.Thread(target=Account.visit, args=(a, entered, go_on))
        visitor.start()
        entered.wait(60)
        payer = threading.Thread(target=lambda: after.append((Account.pay(a, 1), go_on.is_set())))
        payer.start()
        Account.pay(b, 1)
        with bank:
            bank.root["a"].owed += 0
        self.assertEqual(after, [])
        go_on.set()
        payer.join()
        visitor.join()
        self.assertEqual(after, [(None, True)])

    def test_poisons(self):
        bank, a, b = self.make("exclusive")

        def interrupt():
            raise KeyboardInterrupt

        with self.assertRaises(KeyboardInterrupt):
            locked(lambda self: interrupt())(a)
        self.assertTrue(bank.poisoned)
        self.assertRaises(arena.ArenaPoisoned, Account.pay, a, 1)

    def test_other_objects_of_arenas(self):
        bank = arena.create()
        with bank:
            bank.root["d"] = {}
            ref = arena.ref(bank.root["d"])
        put = locked(lambda d, k, v: d.__setitem__(k, v))
        put(ref, "k", 3)
        with bank:
            self.assertEqual(bank.root["d"], {"k": 3})


if __name__ == "__main__":
    unittest.main()
