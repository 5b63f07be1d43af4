"""What functions promise that are scheduled for arenas."""

import asyncio
import random
import subprocess
import sys
import threading
import time
import unittest
from concurrent.futures import CancelledError, wait

from atoll import arena, interpreters
from atoll.arena import ArenaClosed, ArenaNotHeld, ArenaPoisoned


def count_to(n, *banks):
    def step():
        for bank in banks:
            bank.root["n"] = bank.root.get("n", 0) + 1

    for future in [arena.when(*banks)(step) for _ in range(n)]:
        future.result(60)


def schedule_and_stay(bank, done):
    for _ in range(5):
        arena.when(bank)(lambda: time.sleep(3600))
    done.send(None)
    while True:
        time.sleep(0.001)


def schedule_and_wait(bank, told):
    """Behaviours go on where one was interrupted."""
    begun = threading.Event()

    def work():
        begun.set()
        while True:
            time.sleep(0.001)

    first = arena.when(bank)(work)
    second = arena.when(arena.create())(lambda: "ran")
    begun.wait(60)
    told.send(None)
    try:
        while True:
            time.sleep(0.001)
    except KeyboardInterrupt:
        told.send(isinstance(first.exception(60), KeyboardInterrupt))
        told.send(second.result(60))


class When(unittest.TestCase):
    def setUp(self):
        self.a, self.b, self.rw = arena.create(), arena.create(), arena.create(mode="rw")

    def test_result(self):
        @arena.when(self.b, self.a)
        def both():
            self.a.root["x"] = 1
            self.b.root["x"] = self.a.root["x"] + 1
            return threading.current_thread()

        self.assertIsNot(both.result(60), threading.current_thread())
        with arena.hold(self.a, self.b):
            self.assertEqual((self.a.root["x"], self.b.root["x"]), (1, 2))

    def test_nothing_is_held_afterwards(self):
        seen = []
        future = arena.when(self.a)(lambda: self.a.root)
        future.add_done_callback(lambda f: seen.append(self.a.hold(timeout=0).__enter__()))
        root = future.result(60)
        with self.assertRaises(ArenaNotHeld):
            len(root)

    def test_exceptions(self):
        future = arena.when(self.a)(lambda: 1 / 0)
        self.assertIsInstance(future.exception(60), ZeroDivisionError)
        with self.assertRaises(SystemExit):
            arena.when(self.a)(sys.exit).result(60)
        self.assertEqual(arena.when(self.a)(lambda: 3).result(60), 3)

    def test_wrong_arguments(self):
        with self.assertRaises(TypeError):
            arena.when()(print)
        with self.assertRaises(TypeError):
            arena.when(self.a, 3)(print)
        with self.assertRaises(TypeError):
            arena.when(self.a)(3)
        with self.assertRaises(ValueError):
            arena.when(self.a.hold(timeout=1))(print)

    def test_order(self):
        order = []
        with self.a:
            futures = [arena.when(self.a)(lambda i=i: order.append(i)) for i in range(200)]
            time.sleep(0.02)
            self.assertEqual(order, [])
        wait(futures, 60)
        self.assertEqual(order, list(range(200)))

    def test_no_thread_for_each(self):
        with self.a:
            before = threading.active_count()
            futures = [arena.when(self.a, self.b)(lambda: None) for _ in range(2000)]
            self.assertLess(threading.active_count() - before, 40)
        wait(futures, 60)

    def test_held_arenas_keep_no_worker(self):
        """Those that cannot run are put aside: others of the same interpreter go on."""
        with self.a:
            blocked = [arena.when(arena.create(), self.a)(lambda: None) for _ in range(100)]
            self.assertEqual(arena.when(self.b)(lambda: 5).result(60), 5)
            self.assertFalse(any(f.done() for f in blocked))
        wait(blocked, 60)
        self.assertTrue(all(f.done() for f in blocked))

    def test_readers_together(self):
        barrier = threading.Barrier(2)
        futures = [arena.when(self.rw.read())(lambda: barrier.wait(60)) for _ in range(2)]
        writer = arena.when(self.rw)(lambda: self.rw.root.__setitem__("x", 1))
        reader = arena.when(self.rw.read())(lambda: self.rw.root["x"])
        self.assertEqual(sorted(f.result(60) for f in futures), [0, 1])
        writer.result(60)
        self.assertEqual(reader.result(60), 1)

    def test_cancel(self):
        with self.a:
            first = arena.when(self.a)(lambda: 1)
            dropped = arena.when(self.a, self.b)(lambda: self.fail())
            behind = arena.when(self.b)(lambda: 2)
            self.assertTrue(dropped.cancel())
            self.assertEqual(behind.result(60), 2)
        self.assertEqual(first.result(60), 1)
        with self.assertRaises(CancelledError):
            dropped.result(60)

    def test_cancelled_at_random(self):
        """Those behind have their turns, whoever is cancelled when."""
        choose = random.Random(5)
        for _ in range(20):
            banks = [self.a, self.b, self.rw]
            ran = []
            futures = []
            for n in range(60):
                wanted = choose.sample(banks, choose.randint(1, 3))
                if self.rw in wanted and choose.random() < 0.5:
                    wanted[wanted.index(self.rw)] = self.rw.read()
                futures.append(arena.when(*wanted)(lambda n=n: ran.append(n)))
                if choose.random() < 0.3:
                    with choose.choice(banks):
                        choose.choice(futures).cancel()
            for future in choose.sample(futures, 20):
                future.cancel()
            wait(futures, 60)
            self.assertTrue(all(f.done() for f in futures))
            self.assertEqual(sorted(ran), [n for n, f in enumerate(futures) if not f.cancelled()])

    def test_not_cancelled_any_more(self):
        begun, go_on = threading.Event(), threading.Event()

        def work():
            begun.set()
            go_on.wait(60)
            return 1

        future = arena.when(self.a)(work)
        begun.wait(60)
        self.assertFalse(future.cancel())
        go_on.set()
        self.assertEqual(future.result(60), 1)

    def test_readers_that_never_stop(self):
        """Blocks that follow each other without a gap keep nobody out."""
        stop = threading.Event()
        inside = threading.Semaphore(0)

        def read():
            while not stop.is_set():
                with self.rw.read():
                    inside.release()
                    time.sleep(0.002)

        def work():
            while not stop.is_set():
                with self.a:
                    inside.release()

        threads = [threading.Thread(target=f) for f in (read, read, read, work)]
        for t in threads:
            t.start()
        try:
            for _ in range(20):
                inside.acquire()
            for _ in range(5):
                self.assertEqual(arena.when(self.rw, self.a)(lambda: 3).result(120), 3)
        finally:
            stop.set()
            for t in threads:
                t.join()

    def test_free_for_all(self):
        free = arena.create(mode="free")

        @arena.when(free, self.a)
        def both():
            self.a.root["x"] = free.root["x"] = 1

        both.result(60)
        with free:
            self.assertEqual(free.root["x"], 1)

    def test_the_same_twice(self):
        def read():
            return self.rw.root.setdefault("x", 7)

        self.assertEqual(arena.when(self.rw.read(), self.rw, self.rw)(read).result(60), 7)

    def test_schedules_another(self):
        def first():
            self.a.root["x"] = 1
            return arena.when(self.a)(lambda: self.a.root["x"] + 1)

        self.assertEqual(arena.when(self.a)(first).result(60).result(60), 2)

    def test_pausing_functions(self):
        async def coroutine():
            pass

        def generator():
            yield

        for function in coroutine, generator:
            with self.assertRaisesRegex(TypeError, "plain function"):
                arena.when(self.a)(function)

    def test_awaited(self):
        async def main():
            return await asyncio.wrap_future(arena.when(self.a)(lambda: 3))

        self.assertEqual(asyncio.run(main()), 3)

    def test_left_within(self):
        def leave():
            self.a.__exit__(None, None, None)

        with self.assertRaises(ArenaNotHeld):
            arena.when(self.a)(leave).result(60)
        self.assertEqual(arena.when(self.a)(lambda: 3).result(60), 3)

    def test_not_left(self):
        """What a function has entered and not left is abandoned."""
        self.assertIsNone(arena.when(self.a)(lambda: self.b.__enter__() and None).result(60))
        self.assertTrue(self.b.poisoned)
        self.assertFalse(self.a.poisoned)

    def test_interrupted(self):
        from atoll.channels import channel
        tx, rx = channel()
        interp = interpreters.create()

        def call():
            try:
                interp.call(schedule_and_wait, self.a, tx)
            except BaseException:
                pass

        thread = threading.Thread(target=call)
        thread.start()
        rx.recv(timeout=60)
        interp.interrupt(threads=True)
        self.assertTrue(rx.recv(timeout=60))
        self.assertEqual(rx.recv(timeout=60), "ran")
        thread.join()
        interp.close()

    def test_no_threads_allowed(self):
        """Where no thread can be started, that is raised, and nobody waits for what will not run."""
        program = """if True:
            import threading
            from atoll import arena
            a = arena.create()
            start = threading.Thread.start
            def refuse(thread):
                raise RuntimeError("can't start new thread")
            threading.Thread.start = refuse
            try:
                arena.when(a)(print)
            except RuntimeError as e:
                print(e)
            threading.Thread.start = start
            print(arena.when(a)(lambda: 3).result(60))
        """
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
        self.assertEqual((ran.returncode, ran.stdout, ran.stderr), (0, "can't start new thread\n3\n", ""))

    def test_closed(self):
        with self.a:
            future = arena.when(self.a)(lambda: 1)
        future.result(60)
        self.b.close()
        with self.assertRaises(ArenaClosed):
            arena.when(self.b)(lambda: 1)

    def test_closed_meanwhile(self):
        holding, leave = threading.Event(), threading.Event()

        def hold():
            holding.set()
            leave.wait(60)

        first = arena.when(self.a)(hold)
        behind = arena.when(self.a, self.b)(lambda: 1)
        holding.wait(60)
        threading.Timer(0.05, leave.set).start()
        self.a.close()
        first.result(60)
        try:
            behind.result(60)
        except ArenaClosed:
            pass
        self.assertEqual(arena.when(self.b)(lambda: 2).result(60), 2)

    def test_poisoned(self):
        with self.assertRaises(KeyboardInterrupt):
            with self.a:
                raise KeyboardInterrupt
        with self.assertRaises(ArenaPoisoned):
            arena.when(self.a, self.b)(lambda: 1).result(60)
        self.assertEqual(arena.when(self.b)(lambda: 2).result(60), 2)

    def test_beside_blocks(self):
        """Blocks and scheduled functions of several interpreters on the same arenas."""
        helpers = [interpreters.create() for _ in range(2)]
        threads = [h.call_in_thread(count_to, 200, self.b, self.a) for h in helpers]
        for _ in range(300):
            with arena.hold(self.a, self.b):
                for bank in self.a, self.b:
                    bank.root["n"] = bank.root.get("n", 0) + 1
        count_to(100, self.a, self.b)
        for t in threads:
            t.join()
        with arena.hold(self.a, self.b):
            self.assertEqual((self.a.root["n"], self.b.root["n"]), (800, 800))
        for h in helpers:
            h.close()

    def test_interpreter_killed(self):
        from atoll.channels import channel
        tx, rx = channel()
        interp = interpreters.create()

        def call():
            try:
                interp.call(schedule_and_stay, self.a, tx)
            except interpreters.InterpreterError:
                pass

        thread = threading.Thread(target=call)
        thread.start()
        rx.recv(timeout=60)
        future = arena.when(self.a)(lambda: 1)
        interp.kill(grace=0)
        thread.join()
        with self.assertRaises(ArenaPoisoned):
            future.result(60)
        self.a.recover(lambda root: None)
        self.assertEqual(arena.when(self.a)(lambda: 2).result(60), 2)

    def test_end_of_the_program(self):
        program = """if True:
            import time
            from atoll import arena
            a = arena.create()
            def work():
                time.sleep(0.05)
                print("done", flush=True)
            for _ in range(3):
                arena.when(a)(work)
        """
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
        self.assertEqual((ran.returncode, ran.stdout, ran.stderr), (0, "done\n" * 3, ""))

    def test_end_of_an_interpreter(self):
        interp = interpreters.create()
        interp.call(count_to, 3, self.a)
        interp.close()
        with self.a:
            self.assertEqual(self.a.root["n"], 3)


if __name__ == "__main__":
    unittest.main()
