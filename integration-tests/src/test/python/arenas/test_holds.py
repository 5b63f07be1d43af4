"""What arenas promise to those who enter them: who may be in, who waits, in which order, and until when."""

import asyncio
import gc
import pickle
import threading
import time
import unittest

from atoll import arena, inspect, interpreters
from atoll.arena import ArenaClosed, ArenaError, ArenaNotHeld, ArenaOrderError


def add(bank, times):
    for _ in range(times):
        with bank:
            bank.root["n"] = bank.root.get("n", 0) + 1
    return bank


def add_with_worker(bank):
    with bank:
        bank.root["worker"] = bank.name


def see(rx):
    shared = rx.recv()
    with shared:
        return shared.root["text"]


def hold_until(bank, held, leave):
    with bank:
        held.set()
        leave.wait(20)


class Holder:
    """A thread that holds something until told."""

    def __init__(self, test, access):
        self.held, self.leave = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=hold_until, args=(access, self.held, self.leave))
        self.thread.start()
        test.assertTrue(self.held.wait(20))
        test.addCleanup(self.end)

    def end(self):
        self.leave.set()
        self.thread.join()


class Names(unittest.TestCase):
    def test_names(self):
        bank = arena.create("names")
        self.addCleanup(bank.close)
        self.assertIs(arena.open("names"), bank)
        self.assertIn("names", arena.list())
        self.assertEqual((bank.name, bank.mode, bank.limit), ("names", "exclusive", 10 ** 9))
        with self.assertRaisesRegex(ArenaError, "there is an arena called 'names' already"):
            arena.create("names")
        with self.assertRaisesRegex(ArenaError, "no arena called 'nobody'"):
            arena.open("nobody")
        bank.close()
        self.assertNotIn("names", arena.list())
        again = arena.create("names")
        self.assertIsNot(again, bank)
        again.close()

    def test_a_name_outlives_its_handles(self):
        with arena.create("kept") as kept:
            kept.root["x"] = 1
        del kept
        gc.collect()
        with arena.open("kept") as kept:
            self.assertEqual(kept.root["x"], 1)
        kept.close()

    def test_wrong_arguments(self):
        for error, arguments in (
                (TypeError, {"name": 3}), (ValueError, {"mode": "shared"}), (ValueError, {"limit": "much"}), (TypeError, {"limit": 1.5}),
                (ValueError, {"limit": 0}), (ValueError, {"on_abandon": "weep"}), (ValueError, {"warn_after": -1}),
                (ValueError, {"mode": "free", "on_abandon": "rollback"})):
            with self.subTest(arguments), self.assertRaises(error):
                arena.create(**arguments)

    def test_limits_with_units(self):
        self.assertEqual(arena.create(limit="64MB").limit, 64_000_000)
        self.assertEqual(arena.create(limit="1.5MiB").limit, 3 << 19)

    def test_nameless(self):
        a = arena.create()
        self.assertIsNone(a.name)
        self.assertIsNot(arena.create(), a)


class Entering(unittest.TestCase):
    def setUp(self):
        self.a, self.b = arena.create(), arena.create()
        self.rw = arena.create(mode="rw")
        self.free = arena.create(mode="free")

    def test_nested(self):
        with self.a as outer:
            self.assertIs(outer, self.a)
            with self.a, self.a.hold():
                self.a.root["x"] = {"y": 1}
                kept = self.a.root["x"]
            self.assertEqual(kept["y"], 1)
        with self.assertRaises(ArenaNotHeld):
            kept["y"]

    def test_leaving_twice(self):
        self.a.__enter__()
        self.a.__exit__(None, None, None)
        with self.assertRaises(ArenaNotHeld):
            self.a.__exit__(None, None, None)
        access = arena.hold(self.a, self.b)
        with self.assertRaises(ArenaNotHeld):
            access.__exit__(None, None, None)

    def test_leaving_in_another_thread(self):
        errors = []

        def leave():
            try:
                self.a.__exit__(None, None, None)
            except ArenaNotHeld as e:
                errors.append(e)

        with self.a:
            thread = threading.Thread(target=leave)
            thread.start()
            thread.join()
        self.assertEqual(len(errors), 1)

    def test_another_thread_of_the_interpreter(self):
        errors = []
        with self.a:
            root = self.a.root

            def use():
                for what in (lambda: root["x"], lambda: self.a.root):
                    try:
                        what()
                    except ArenaNotHeld as e:
                        errors.append(str(e))

            thread = threading.Thread(target=use)
            thread.start()
            thread.join()
        self.assertEqual(len(errors), 2)

    def test_timeouts(self):
        Holder(self, self.a)
        begun = time.monotonic()
        with self.assertRaises(TimeoutError):
            with self.a.hold(timeout=0.05):
                self.fail()
        self.assertGreaterEqual(time.monotonic() - begun, 0.05)
        with self.assertRaises(TimeoutError):
            with self.a.hold(timeout=0):
                self.fail()
        for wrong, error in ((-1, ValueError), ("soon", TypeError), (float("nan"), ValueError)):
            with self.assertRaises(error):
                self.a.hold(timeout=wrong)

    def test_all_or_nothing(self):
        last = arena.create()
        Holder(self, last)
        with self.assertRaises(TimeoutError):
            with arena.hold(last, self.b, self.a, timeout=0.05):
                self.fail()
        for each in (self.a, self.b):
            with self.assertRaises(ArenaNotHeld):
                each.root
            thread = threading.Thread(target=add, args=(each, 1))
            thread.start()
            thread.join(20)
            self.assertFalse(thread.is_alive())

    def test_several(self):
        with arena.hold(self.b, self.a, self.rw.read(), self.a) as (b, a, rw, again):
            self.assertEqual((b, a, rw, again), (self.b, self.a, self.rw, self.a))
            a.root["x"] = 1
            with self.assertRaisesRegex(ArenaError, "read"):
                rw.root["x"] = 1
        with self.assertRaises(ArenaNotHeld):
            self.a.root
        for wrong in ((), (3,), (self.a, None)):
            with self.assertRaises(TypeError):
                arena.hold(*wrong)
        with self.assertRaises(ValueError):
            arena.hold(self.a, self.b.hold(timeout=1))

    def test_order(self):
        with self.b:
            with self.assertRaisesRegex(ArenaOrderError, "arena.hold"):
                with self.a:
                    self.fail()
            with self.assertRaises(ArenaOrderError):
                arena.hold(self.rw, self.a).__enter__()
            with self.rw, self.free:
                pass
        with self.assertRaises(ArenaNotHeld):
            self.rw.root

    def test_readers(self):
        with self.rw:
            self.rw.root["x"] = 1
            with self.rw.read():
                self.rw.root["x"] = 2
        Holder(self, self.rw.read())
        with self.rw.read(timeout=5):
            self.assertEqual(self.rw.root["x"], 2)
            with self.assertRaisesRegex(ArenaError, "reads .* and cannot begin to write"):
                with self.rw:
                    self.fail()
            with self.assertRaises(ArenaError):
                self.rw.root["x"] = 3
        with self.assertRaises(TimeoutError):
            with self.rw.hold(timeout=0.05):
                self.fail()
        for other in (self.a, self.free):
            with self.assertRaisesRegex(ArenaError, "mode='rw'"):
                other.read()

    def test_a_reader_after_a_writer_that_gave_up(self):
        holder = Holder(self, self.rw.read())
        for timeout in 0.02, 0:
            with self.assertRaises(TimeoutError):
                self.rw.hold(timeout=timeout).__enter__()
            with self.rw.read(timeout=5):
                pass
        holder.end()
        with self.rw.hold(timeout=5):
            pass

    def test_tasks(self):
        async def inside(entered):
            with self.a:
                entered.set()
                await asyncio.sleep(0.05)

        async def main():
            entered = asyncio.Event()
            task = asyncio.create_task(inside(entered))
            await entered.wait()
            with self.assertRaisesRegex(ArenaError, "another task of this event loop holds"):
                with self.a:
                    self.fail()
            await task
            with self.assertRaisesRegex(TypeError, "asynchronous context manager"):
                async with self.a:
                    self.fail()

        asyncio.run(main())

    def test_an_access_can_be_used_again(self):
        access = arena.hold(self.a, self.b)
        for _ in range(2):
            with access, access:
                self.a.root["n"] = 1
        threads = [threading.Thread(target=lambda: access.__enter__() and access.__exit__()) for _ in range(4)]
        for t in threads:
            t.start()
        for t in threads:
            t.join(20)
        with access:
            pass


class Closing(unittest.TestCase):
    def test_close(self):
        for mode in "exclusive", "rw", "free":
            with self.subTest(mode):
                a = arena.create(mode=mode)
                with a:
                    a.root["x"] = {}
                    kept = a.root["x"]
                    with self.assertRaisesRegex(ArenaError, "cannot be called while this thread holds it"):
                        a.close()
                a.close()
                a.close()
                self.assertTrue(a.closed)
                for use in (a.__enter__, a.hold().__enter__, lambda: a.root, lambda: len(kept), a.stats, lambda: a.recover(print)):
                    with self.assertRaises(ArenaClosed):
                        use()

    def test_close_waits_for_others(self):
        for mode in "exclusive", "rw", "free":
            with self.subTest(mode):
                a = arena.create(mode=mode)
                holder = Holder(self, a.read() if mode == "rw" else a)
                with self.assertRaises(TimeoutError):
                    a.close(timeout=0.05)
                self.assertFalse(a.closed)
                threading.Timer(0.05, holder.leave.set).start()
                a.close(timeout=20)
                self.assertTrue(a.closed)

    def test_open_again_after_a_close_in_vain(self):
        a = arena.create(mode="free")
        holder = Holder(self, a)
        with self.assertRaises(TimeoutError):
            a.close(timeout=0)
        with a:
            a.root["x"] = 1
        holder.end()
        a.close()

    def test_those_who_wait(self):
        for mode in "exclusive", "rw":
            with self.subTest(mode):
                a = arena.create(mode=mode)
                holder = Holder(self, a)
                told = []

                def enter(access):
                    try:
                        access.__enter__()
                        told.append("entered")
                        access.__exit__()
                    except ArenaClosed:
                        told.append("closed")

                closer = threading.Thread(target=a.close)
                closer.start()
                while a.stats().waits < 1:
                    time.sleep(0.001)
                others = [threading.Thread(target=enter, args=(a,)) for _ in range(4)]
                for t in others:
                    t.start()
                holder.end()
                for t in [closer, *others]:
                    t.join(20)
                    self.assertFalse(t.is_alive())
                self.assertEqual(len(told), 4)
                self.assertTrue(a.closed)


class Interpreters(unittest.TestCase):
    def setUp(self):
        self.interp = interpreters.create()
        self.addCleanup(self.interp.close)

    def test_arguments_and_results(self):
        bank = arena.create()
        self.assertIs(self.interp.call(add, bank, 10), bank)
        threads = [interpreters.create() for _ in range(2)]
        calls = [i.call_in_thread(add, bank, 500) for i in threads]
        add(bank, 500)
        for c in calls:
            c.join()
        with bank:
            self.assertEqual(bank.root["n"], 1510)
        for i in threads:
            i.close()

    def test_by_name(self):
        bank = arena.create("known")
        self.addCleanup(bank.close)
        self.interp.exec("from atoll import arena\nbank = arena.open('known')\nwith bank: bank.root['x'] = 'from there'")
        with bank:
            self.assertEqual(bank.root["x"], "from there")

    def test_messages(self):
        from atoll.channels import channel
        bank = arena.create()
        with bank:
            bank.root["text"] = "seen"
            with self.assertRaises(interpreters.NotShareableError):
                channel()[0].send(bank.root)
        tx, rx = channel()
        tx.send({"in": [bank]})
        self.assertIs(rx.recv()["in"][0], bank)
        tx.send(bank)
        self.assertEqual(self.interp.call(see, rx), "seen")
        queue = interpreters.create_queue()
        queue.put((bank, 1))
        self.assertIs(queue.get()[0], bank)

    def test_pools(self):
        from concurrent.futures import InterpreterPoolExecutor
        bank = arena.create("pooled")
        self.addCleanup(bank.close)
        with InterpreterPoolExecutor(2, initializer=add_with_worker, initargs=(bank,)) as pool:
            self.assertTrue(all(b is bank for b in pool.map(add, [bank] * 4, [25] * 4)))
        with bank:
            self.assertEqual((bank.root["n"], bank.root["worker"]), (100, "pooled"))

    def test_not_as_bytes(self):
        bank = arena.create()
        with self.assertRaisesRegex(TypeError, "this process only"):
            pickle.dumps(bank)
        with bank, self.assertRaisesRegex(TypeError, "send the arena, or a copy"):
            pickle.dumps(bank.root)


class Seeing(unittest.TestCase):
    def test_stats(self):
        a = arena.create(limit="10MB")
        before = a.stats()
        holder = Holder(self, a)
        with self.assertRaises(TimeoutError):
            a.hold(timeout=0.02).__enter__()
        holder.end()
        with a:
            a.root["x"] = {i: str(i) * 10 for i in range(1000)}
            a.collect()
        after = a.stats()
        self.assertEqual((after.limit, after.holds, after.waits), (10_000_000, before.holds + 2, before.waits + 1))
        self.assertGreaterEqual(after.waiting, 0.02)
        self.assertGreater(after.bytes, before.bytes + 1000 * 10)
        self.assertGreaterEqual(after.objects, before.objects + 1000)
        self.assertGreaterEqual(after.block_bytes, after.bytes)
        self.assertLess(after.fragmentation, 1)
        self.assertEqual(after.collections, before.collections + 1)
        self.assertGreater(after.collecting, 0)
        self.assertGreater(after.longest_pause, 0)
        with a:
            del a.root["x"]
            a.collect()
        self.assertLess(a.stats().objects, before.objects + 10)

    def test_readers_are_counted(self):
        a = arena.create(mode="rw")
        for _ in range(3):
            with a.read():
                pass
        with a:
            pass
        self.assertEqual(a.stats().holds, 4)

    def test_who_holds(self):
        for access in "write", "read":
            with self.subTest(access):
                a = arena.create("seen", mode="rw")
                self.addCleanup(a.close)
                holder = Holder(self, a if access == "write" else a.read())
                waiter = threading.Thread(target=add, args=(a, 1), name="the waiter")
                waiter.start()
                while a.stats().waits < 1:
                    time.sleep(0.001)
                found = [t for i in inspect.interpreters() for t in i.threads if t.name == "the waiter"]
                self.assertEqual(found[0].blocked_by.what, "seen")
                self.assertEqual(found[0].blocked_by.thread, holder.thread.ident)
                holder.end()
                waiter.join()
                a.close()


if __name__ == "__main__":
    unittest.main()
