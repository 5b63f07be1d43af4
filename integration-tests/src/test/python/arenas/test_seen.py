"""What is told of arenas from outside: by atoll.inspect, and in dumps."""

import gc
import threading
import time
import unittest

from atoll import arena, inspect, interpreters


def seen_within(bank, told, go_on):
    with bank.read():
        told.send([(a.name, [(h.interpreter, h.reads) for h in a.holders]) for a in inspect.arenas()])
        go_on.recv(timeout=60)


def wait_until(condition):
    limit = time.monotonic() + 120
    while not condition():
        if time.monotonic() > limit:
            raise TimeoutError("still not so")
        time.sleep(0.002)


def picture(name):
    return {a.name: a for a in inspect.arenas()}.get(name)


class Seen(unittest.TestCase):
    def test_figures(self):
        with arena.create("figures", mode="rw", limit="2MB") as bank:
            bank.root["text"] = "x" * 100_000
            bank.root["n"] = 1
        seen = picture("figures")
        self.assertEqual((seen.mode, seen.limit, seen.waiting, seen.holders, seen.poisoned), ("rw", 2_000_000, 0, (), False))
        self.assertEqual((seen.bytes, seen.holds, seen.waits), (bank.stats().bytes, 1, 0))
        self.assertGreater(seen.bytes, 100_000)
        self.assertIn("  figures (rw): ", inspect.text())
        bank.close()
        self.assertIsNone(picture("figures"))

    def test_holders_and_waiters(self):
        from atoll.channels import channel
        bank = arena.create("held", mode="rw")
        told, tell = channel()
        go_on, go = channel()
        with interpreters.create() as interp:
            thread = interp.call_in_thread(seen_within, bank, told, go)
            # Another interpreter sees those that it is in.
            self.assertEqual(tell.recv(timeout=60), [("held", [(interp.id, True)])])
            writer = threading.Thread(target=lambda: bank.__enter__() and bank.__exit__(), name="writer")
            writer.start()
            wait_until(lambda: picture("held").waiting == 1)
            seen = picture("held")
            self.assertEqual([(h.interpreter, h.reads) for h in seen.holders], [(interp.id, True)])
            self.assertGreater(seen.holders[0].seconds, 0)
            line = next(line for line in inspect.text().splitlines() if line.startswith("  held (rw): "))
            self.assertRegex(line, rf"bytes, 1 waits to enter; held by thread .* in interpreter {interp.id} for .* s to read$")
            self.assertIn("waits for held ", inspect.text())
            go_on.send(None)
            thread.join()
            writer.join()
        self.assertEqual((picture("held").waiting, picture("held").waits, picture("held").holders), (0, 1, ()))
        bank.close()

    def test_poisoned(self):
        bank = arena.create("poisoned one")
        with self.assertRaises(KeyboardInterrupt):
            with bank:
                raise KeyboardInterrupt
        self.assertTrue(picture("poisoned one").poisoned)
        self.assertRegex(inspect.text(), "poisoned one .*, poisoned")
        bank.close()

    def test_dropped(self):
        """An arena without a name is freed when nobody has it any more."""
        name = repr(arena.create()).removeprefix("<Arena ").removesuffix(">")

        def gone():
            gc.collect()
            return picture(name) is None

        wait_until(gone)

    def test_many(self):
        banks = [arena.create() for _ in range(60)]
        self.assertRegex(inspect.text(), r"\n  \.\.\. and \d+ more\n")
        for bank in banks:
            bank.close()


if __name__ == "__main__":
    unittest.main()
