"""What arenas in files promise: they are there when the process has ended, several processes take turns in them, and a process that is killed
within a block leaves nothing half done.

    test_files.py [rounds [seed]]

Without arguments as many rounds as fit into every build; with some, longer ones of what is chosen at random.
"""

import contextlib
import datetime
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import zlib
from decimal import Decimal

from atoll import arena, interpreters
from atoll.arena import ArenaClosed, ArenaCorrupt, ArenaError, ArenaFull, ArenaOrderError, ArenaPoisoned

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 1
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 1
ACCOUNTS = 200
TOTAL = 100 * ACCOUNTS


def python(code, *args, env=None):
    """A process that runs some code, which finds its arguments in `args`."""
    environ = {**os.environ, **(env or {})}
    lines = "import sys, os, time, random, datetime\nfrom decimal import Decimal\nfrom atoll import arena\nargs = sys.argv[1:]\n" + code
    return subprocess.Popen([sys.executable, "-c", lines, *map(str, args)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, env=environ)


def run(code, *args, env=None):
    """What a process prints that ends in order."""
    with python(code, *args, env=env) as p:
        out, err = p.communicate()
    if p.returncode:
        raise AssertionError(f"exit {p.returncode}\n{out}\n{err}")
    return out


@contextlib.contextmanager
def ended(p):
    """Ends a process, however the block ends."""
    try:
        yield p
    finally:
        p.kill()
        p.communicate()


class FileCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(folder.name, "bank.arena")

    def create(self, name=None, **options):
        bank = arena.create(name, path=self.path, limit="64MB", **options)
        self.addCleanup(bank.close)
        return bank

    def open(self, **options):
        bank = arena.open(path=self.path, **options)
        self.addCleanup(bank.close)
        return bank


class Kept(FileCase):
    def test_what_was_stored_is_there_for_the_next_process(self):
        bank = self.create("bank")
        with bank:
            bank.root["d"] = {"n": 1, (1, "two"): [3.5, None, True], "deep": {"er": {b"bytes"}}}
            bank.root["text"] = ["short", "a longer text of Latin-1: \xe9", "\u4f60\u597d, all", "\U0001f40d" * 5]
            bank.root["numbers"] = [2 ** 100, -2 ** 70, 1e300, -0.0, 3 + 4j]
            bank.root["bytes"] = bank.bytearray(b"x" * 5000)
        out = run("""
            |bank = arena.open(path=args[0])
            |with bank:
            |    r = bank.root
            |    print(list(r), r["d"], r["text"], r["numbers"], len(r["bytes"]), bank.name)
            |    r["d"]["n"] += 1
            |    r["more"] = bytes(3)""".replace("            |", ""), self.path)
        with bank:
            r = bank.root
            self.assertEqual(out, f"{['d', 'text', 'numbers', 'bytes']} {({**r['d'], 'n': 1})} {r['text']} {r['numbers']} 5000 None\n")
            self.assertEqual((r["d"]["n"], r["more"]), (2, bytes(3)))

    def test_closing_leaves_the_file_and_opening_finds_it(self):
        bank = self.create("bank")
        with bank:
            bank.root["n"] = 1
        bank.close()
        with self.assertRaises(ArenaClosed):
            bank.__enter__()
        again = self.open(name="bank")
        self.assertIsNot(again, bank)
        self.assertIs(arena.open("bank"), again)
        self.assertIs(arena.open(path=self.path), again)
        with again:
            self.assertEqual(again.root["n"], 1)
        self.assertEqual(repr(again), f"<Arena bank in '{self.path}'>")
        self.assertEqual(again.path, self.path)

    def test_settings_are_the_files(self):
        self.create(mode="rw", adopt=False, on_abandon="rollback")
        self.assertEqual(run("""if 1:
            b = arena.open(path=args[0])
            with b.read():
                print(b.mode, b.limit)
            with b:
                try:
                    b.root["x"] = [1]
                except arena.ArenaReferenceError:
                    print("refused")
            """, self.path), "rw 64000000\nrefused\n")

    def test_keys_are_found_whatever_the_hash_seed(self):
        bank = self.create()
        keys = """["a", "a much longer key", b"bytes", (1, "two", (3.0,)), frozenset({"x", 1}), 2 ** 80, 1.5, None, "\\u4f60",
            datetime.date(2026, 1, 2), datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc), datetime.timedelta(1), Decimal("2.50"), range(9)]"""
        with bank:
            bank.root["d"] = {k: i for i, k in enumerate(eval(keys) + [f"key {i}" for i in range(100)])}
            bank.root["s"] = {*eval(keys), *(f"key {i}" for i in range(100))}
        for seed in "1", "77":
            out = run("""if 1:
                b = arena.open(path=args[0])
                with b:
                    keys = eval(args[1]) + [f"key {i}" for i in range(100)]
                    print([b.root["d"][k] for k in keys] == list(range(len(keys))), all(k in b.root["s"] for k in keys), hash("a"))
                """, self.path, keys, env={"PYTHONHASHSEED": seed})
            self.assertEqual(out.split()[:2], ["True", "True"])

    def test_the_file_takes_memory_by_use(self):
        bank = self.create()
        small = os.path.getsize(self.path)
        self.assertLess(small, 1 << 20)
        with bank:
            bank.root["big"] = bytes(8 << 20)
        self.assertGreater(os.path.getsize(self.path), 8 << 20)
        self.assertLess(os.path.getsize(self.path), 16 << 20)

    def test_sync_writes_to_the_disk(self):
        bank = self.create()
        bank.sync()
        with bank:
            self.assertRaisesRegex(ArenaError, "leave the block first", bank.sync)
        with arena.create() as plain:
            pass
        self.assertRaisesRegex(ArenaError, r"in no file; make it with arena.create\(path=", plain.sync)
        plain.close()

    def test_files_are_made_and_opened_by_interpreters_alike(self):
        bank = self.create()

        def add(path):
            from atoll import arena
            with arena.open(path=path) as b:
                b.root["n"] = b.root.get("n", 0) + 1

        for _ in range(2):
            with interpreters.create() as i:
                i.call(add, self.path)
        with bank:
            self.assertEqual(bank.root["n"], 2)

    def test_an_isolated_interpreter_has_no_files(self):
        self.create()

        def attempt(path, function):
            from atoll import arena
            try:
                getattr(arena, function)(path=path)
            except PermissionError:
                return "refused"

        with interpreters.create(isolated=True) as i:
            self.assertEqual(i.call(attempt, self.path, "open"), "refused")
            self.assertEqual(i.call(attempt, self.path + "2", "create"), "refused")


class Refused(FileCase):
    def test_what_is_there_or_is_not(self):
        self.create()
        with self.assertRaisesRegex(FileExistsError, r"open it with arena.open\(path="):
            arena.create(path=self.path)
        with self.assertRaisesRegex(FileNotFoundError, r"make it with arena.create\(path="):
            arena.open(path=self.path + "2")
        with self.assertRaises(FileNotFoundError):
            arena.create(path=os.path.join(self.folder, "none", "x"))
        with self.assertRaises(IsADirectoryError):
            arena.open(path=self.folder)
        with self.assertRaisesRegex(ArenaCorrupt, "regular file"):
            arena.open(path="/dev/null")
        with self.assertRaises(TypeError):
            arena.open()
        with self.assertRaises(TypeError):
            arena.open(path=3)
        self.assertEqual(sorted(os.listdir(self.folder)), ["bank.arena", "bank.arena-undo"])

    def test_modes(self):
        with self.assertRaisesRegex(ValueError, "processes take turns"):
            arena.create(path=self.path, mode="free")
        self.assertFalse(os.path.exists(self.path))

    @unittest.skipIf(os.geteuid() == 0, "may do everything")
    def test_permission(self):
        self.create().close()
        os.chmod(self.path, 0o400)
        with self.assertRaises(PermissionError):
            arena.open(path=self.path)

    def test_names(self):
        bank = self.create("bank")
        with self.assertRaisesRegex(ArenaError, "is open in this process already, as 'bank'"):
            arena.open("other", path=self.path)
        with self.assertRaisesRegex(ArenaError, "there is an arena called 'bank'"):
            arena.create("bank", path=self.path + "2")
        self.assertFalse(os.path.exists(self.path + "2"))
        self.assertIn("bank", arena.list())
        bank.close()
        self.assertNotIn("bank", arena.list())

    def test_order(self):
        plain = arena.create()
        bank = self.create()
        self.path += "2"
        later = self.create()
        with arena.hold(later, bank, plain):
            pass
        with bank, later:
            pass
        with later, self.assertRaisesRegex(ArenaOrderError, "was made before"):
            bank.__enter__()
        plain.close()
        after = arena.create("after")
        self.addCleanup(after.close)
        with bank, self.assertRaisesRegex(ArenaOrderError, "bank.arena is in a file.*with arena.hold\\(after, bank.arena\\)"):
            after.__enter__()

    def test_a_copy_of_an_open_arena(self):
        self.create()
        with open(self.path, "rb") as f, open(self.path + "2", "wb") as g:
            g.write(f.read())
        with self.assertRaisesRegex(ArenaError, "is a copy of"):
            arena.open(path=self.path + "2")


class BankCase(FileCase):
    TRANSFERS = """if 1:
        bank = arena.open(path=args[0])
        choose = random.Random(int(args[1]))
        print("ready", flush=True)
        for i in range(int(args[2])):
            with bank:
                a = bank.root["accounts"]
                x, y = choose.sample(range(len(a)), 2)
                n = choose.randrange(50)
                a[x] -= n
                if choose.random() < 0.3:
                    bank.root["log"].append({"from": x, "to": y, "n": n})
                if choose.random() < 0.02:
                    bank.root["log"].clear()
                    bank.root["blob"] = bytes(choose.randrange(100000))
                a[y] += n
                bank.root["count"] += 1
        """

    def bank(self, **options):
        bank = self.create(**options)
        with bank:
            bank.root["accounts"] = {i: 100 for i in range(ACCOUNTS)}
            bank.root["log"] = []
            bank.root["count"] = 0
        return bank

    def check(self, bank):
        with bank:
            accounts = bank.root["accounts"]
            self.assertEqual(sorted(accounts), list(range(ACCOUNTS)))
            self.assertEqual(sum(accounts.values()), TOTAL)
            for entry in bank.root["log"]:
                self.assertEqual(set(entry), {"from", "to", "n"})
            return bank.root["count"]


class Shared(BankCase):
    def test_processes_take_turns(self):
        for mode in "exclusive", "rw":
            bank = self.bank(mode=mode)
            n = 500 * ROUNDS
            others = [python(self.TRANSFERS, self.path, i, n) for i in range(2)]
            for p in others:
                self.assertEqual(p.stdout.readline(), "ready\n", )
            while any(p.poll() is None for p in others):
                self.check(bank)
            for p in others:
                out, err = p.communicate()
                self.assertEqual(p.returncode, 0, err)
            self.assertEqual(self.check(bank), 2 * n)
            bank.close()
            self.path += "2"

    def test_waiting_for_another_process_can_be_bounded(self):
        bank = self.create(mode="rw")
        p = python("""if 1:
            bank = arena.open(path=args[0])
            with bank:
                print("in", flush=True)
                sys.stdin.readline()
            """, self.path)
        with ended(p):
            self.assertEqual(p.stdout.readline(), "in\n")
            for access in bank.hold, bank.read:
                with self.assertRaises(TimeoutError):
                    with access(timeout=0.01):
                        pass
                with self.assertRaises(TimeoutError):
                    with access(timeout=0):
                        pass
            with interpreters.create() as i:
                def wait(bank):
                    with bank:
                        pass

                def wait_in(interp):
                    with contextlib.suppress(interpreters.InterpreterError):
                        interp.call(wait, bank)

                before = bank.stats().waits
                t = threading.Thread(target=wait_in, args=[i])
                t.start()
                while bank.stats().waits == before:
                    time.sleep(0.001)
                i.kill()
                t.join()
            p.stdin.write("\n")
            p.stdin.flush()
            with bank.hold(timeout=60):
                pass

    def test_readers_of_several_processes_are_in_it_together(self):
        bank = self.create(mode="rw")
        p = python("""if 1:
            bank = arena.open(path=args[0])
            with bank.read():
                print("in", flush=True)
                sys.stdin.readline()
            """, self.path)
        with ended(p):
            self.assertEqual(p.stdout.readline(), "in\n")
            with bank.read(timeout=60):
                with self.assertRaises(ArenaError):
                    bank.root["n"] = 1
            with self.assertRaises(TimeoutError):
                with bank.hold(timeout=0.01):
                    pass

    def test_collections_of_several_processes(self):
        bank = self.bank()
        code = """if 1:
            bank = arena.open(path=args[0])
            for i in range(40):
                with bank:
                    bank.root["garbage"] = [{"i": j, "text": "x" * 50} for j in range(2000)]
                    assert sum(e["i"] for e in bank.root["garbage"]) == 1999000
            """
        others = [python(code, self.path) for _ in range(2)]
        for p in others:
            out, err = p.communicate()
            self.assertEqual(p.returncode, 0, err)
        self.check(bank)
        with bank:
            self.assertEqual(len(bank.root["garbage"]), 2000)
            bank.collect()
            self.assertLess(bank.stats().bytes, 4 << 20)


class Killed(BankCase):
    """Processes that are killed at any moment while they change an arena."""

    def kill_while(self, code, *args, choose):
        p = python(code, self.path, *args)
        with ended(p):
            self.assertEqual(p.stdout.readline(), "ready\n", lambda: p.stderr.read())
            time.sleep(choose.random() ** 2 * 0.2)
            p.kill()

    def test_what_a_killed_process_had_begun_is_undone(self):
        choose = random.Random(SEED)
        bank = self.bank(on_abandon="rollback")
        for i in range(2 * ROUNDS):
            with self.subTest(seed=SEED, round=i):
                self.kill_while(self.TRANSFERS, choose.randrange(1 << 30), 10 ** 9, choose=choose)
                self.check(bank)
        bank.close()
        self.check(self.open())

    def test_others_go_on_meanwhile(self):
        choose = random.Random(SEED)
        bank = self.bank(on_abandon="rollback", mode="rw")
        with ended(python(self.TRANSFERS, self.path, 0, 10 ** 9)) as other:
            self.assertEqual(other.stdout.readline(), "ready\n")
            for i in range(2 * ROUNDS):
                with self.subTest(seed=SEED, round=i):
                    self.kill_while(self.TRANSFERS, choose.randrange(1 << 30), 10 ** 9, choose=choose)
                    self.check(bank)
                    with bank.read():
                        self.assertEqual(sum(bank.root["accounts"].values()), TOTAL)
                    before = self.check(bank)
                    while self.check(bank) == before:
                        self.assertIsNone(other.poll(), "the other process has ended")

    LONG = """if 1:
        bank = arena.open(path=args[0])
        choose = random.Random(int(args[1]))
        print("ready", flush=True)
        while True:
            with bank:
                n = bank.root["n"] + 1
                bank.root["n"] = n
                bank.root["rows"] = [{"n": n, "i": i, "t": f"row {i} of {n}"} for i in range(choose.randrange(3000))]
                bank.root["set"] = {f"member {i}" for i in range(choose.randrange(1000))} | {n}
                if choose.random() < 0.5:
                    bank.collect()
                bank.root["last"] = n
        """

    def test_large_holds(self):
        choose = random.Random(SEED)
        bank = self.create(on_abandon="rollback")
        with bank:
            bank.root.update(n=0, rows=[], set={0}, last=0)
        for i in range(2 * ROUNDS):
            with self.subTest(seed=SEED, round=i):
                self.kill_while(self.LONG, choose.randrange(1 << 30), choose=choose)
                if choose.random() < 0.5:
                    bank.close()
                    bank = self.open()
                with bank:
                    n = bank.root["n"]
                    self.assertEqual(bank.root["last"], n)
                    self.assertIn(n, bank.root["set"])
                    for j, row in enumerate(bank.root["rows"]):
                        self.assertEqual(row, {"n": n, "i": j, "t": f"row {j} of {n}"})

    def test_others_are_told_where_they_are_to_be(self):
        bank = self.bank()
        p = python("""if 1:
            bank = arena.open(path=args[0])
            with bank:
                bank.root["accounts"][0] -= 10
                print("in", flush=True)
                sys.stdin.readline()
            """, self.path)
        with ended(p):
            self.assertEqual(p.stdout.readline(), "in\n")
        with self.assertRaisesRegex(ArenaPoisoned, "recover"):
            bank.__enter__()
        told = """if 1:
            bank = arena.open(path=args[0])
            try:
                with bank:
                    print(sum(bank.root["accounts"].values()))
            except arena.ArenaPoisoned:
                print("told")
            """
        self.assertEqual(run(told, self.path), "told\n")
        found = []
        self.assertTrue(bank.recover(lambda root: found.append(sum(root["accounts"].values()))))
        self.assertEqual(found, [TOTAL])
        self.assertEqual(run(told, self.path), f"{TOTAL}\n")
        self.check(bank)

    def test_a_thread_that_ends_in_it(self):
        for on_abandon in "poison", "rollback":
            bank = self.bank(on_abandon=on_abandon)
            with contextlib.suppress(KeyboardInterrupt), bank:
                bank.root["accounts"][0] -= 10
                bank.root["rows"] = [[i] for i in range(1000)]
                raise KeyboardInterrupt
            code = """if 1:
                bank = arena.open(path=args[0])
                try:
                    with bank:
                        print(sum(bank.root["accounts"].values()), "rows" in bank.root)
                except arena.ArenaPoisoned:
                    print(bank.recover(lambda root: root["accounts"].update({0: 100})), bank.recover(print))
                """
            out = run(code, self.path)
            self.assertEqual(out, "True False\n" if on_abandon == "poison" else f"{TOTAL} False\n")
            self.check(bank)
            bank.close()
            self.path += "2"

    def test_the_log_is_missed(self):
        bank = self.bank()
        bank.close()
        p = python("""if 1:
            bank = arena.open(path=args[0])
            with bank:
                bank.root["accounts"][0] -= 10
                print("in", flush=True)
                sys.stdin.readline()
            """, self.path)
        with ended(p):
            self.assertEqual(p.stdout.readline(), "in\n")
        os.rename(self.path + "-undo", self.path + "-kept")
        with self.assertRaisesRegex(ArenaCorrupt, "the log by which that is undone is not beside it"):
            arena.open(path=self.path)
        os.rename(self.path + "-kept", self.path + "-undo")
        bank = self.open()
        self.assertTrue(bank.recover(lambda root: None))
        self.check(bank)


class Damaged(FileCase):
    """Files that are not as an arena has left them. What is tried out here must not end the process: so another one tries it."""

    MAKE = """if 1:
        import collections, array
        b = arena.create(path=args[0], limit="32MB")
        @arena.struct
        class Point:
            x: float = 0.0
            n: arena.int32 = 0
            name: str = ""
            next: object = None
        with b:
            r = b.root
            r["d"] = {f"key {i}": {"i": i, "t": (i, f"text {i}" * 3, 2.0 ** i)} for i in range(300)}
            r["l"] = [[i, str(i) * 10, frozenset({i, -i})] for i in range(300)]
            r["s"] = {f"member {i}" for i in range(300)} | {2 ** 90, "\\u4f60" * 9, "\\U0001f40d" * 9}
            r["q"] = collections.deque(range(50), 60)
            r["b"] = bytearray(range(256)) * 4
            r["a"] = array.array("d", range(500))
            zone = datetime.timezone(datetime.timedelta(hours=1), "a zone")
            r["v"] = [(datetime.datetime(2026, 1, 1, i % 24, tzinfo=zone), datetime.timedelta(i), Decimal(i) / 8, range(i)) for i in range(100)]
            r["p"] = Point(1.0, 2, "a", Point(3.0, 4, "b", None))
            r["pool"] = b.pool(Point, capacity=100)
            some = [r["pool"].acquire() for _ in range(40)]
            for p in some[::3]:
                r["pool"].release(p)
        """
    # Uses all there is, in ways that go by what the file says, and tells which errors there were.
    USE = """if 1:
        import copy, shutil
        @arena.struct
        class Point:
            x: float = 0.0
            n: arena.int32 = 0
            name: str = ""
            next: object = None
        path, seed, n, how = args[0], int(args[1]), int(args[2]), args[3]
        choose = random.Random(seed)
        whole = open(path, "rb").read()
        end = len(whole)
        used = [i for i in range(0, end, 8) if whole[i:i + 8] != bytes(8)]

        def damage(data):
            for _ in range(choose.choice((1, 1, 2, 10))):
                at = choose.choice(used) if how == "body" else choose.choice((choose.randrange(80), choose.randrange(4096)))
                at += choose.randrange(8)
                kind = choose.randrange(4)
                if kind == 0:
                    data[at] ^= 1 << choose.randrange(8)
                elif kind == 1:
                    data[at] = choose.randrange(256)
                elif kind == 2:
                    at &= -8
                    data[at:at + 8] = data[choose.choice(used):][:8]
                else:
                    at &= -8
                    data[at:at + 8] = choose.choice((0, 1, -1, 2 ** 40, 2 ** 63 - 1, end, 65536, choose.randrange(end))).to_bytes(8, "little", signed=True)

        def use(b):
            with b:
                r = b.root
                for k in list(r):
                    v = r[k]
                    try:
                        repr(v)
                        copy.deepcopy(v)
                        if isinstance(v, (dict, set)):
                            for x in list(v):
                                x in v
                                v.remove(x) if isinstance(v, set) else v.pop(x)
                        elif isinstance(v, list):
                            v.append(1); v.reverse(); v.pop(0); v.clear()
                        elif hasattr(v, "rotate"):
                            v.rotate(3); v.append(1); v.popleft()
                        elif hasattr(v, "acquire"):
                            v.release(v.acquire()); list(v)
                    except (arena.ArenaError, LookupError, ValueError, TypeError, OverflowError, RecursionError, MemoryError, AttributeError) as e:
                        seen.add(type(e).__name__)
                b.collect()
                r["new"] = [{"i": i} for i in range(1000)]

        seen = set()
        good = 0
        for i in range(n):
            data = bytearray(whole)
            copy_path = f"{path}-{i}"
            if how == "short":
                data = data[:choose.choice((choose.randrange(end), choose.randrange(200), choose.randrange(16) * 65536))]
            else:
                damage(data)
            with open(copy_path, "wb") as f:
                f.write(data)
            try:
                try:
                    b = arena.open(path=copy_path)
                except arena.ArenaCorrupt as e:
                    assert "make a new one" in str(e), e
                    seen.add("ArenaCorrupt")
                    continue
                except arena.ArenaError as e:
                    seen.add(type(e).__name__)
                    continue
                try:
                    use(b)
                    good += 1
                except (arena.ArenaError, LookupError, ValueError, TypeError, OverflowError, AttributeError) as e:
                    seen.add(type(e).__name__)
                b.close()
            except BaseException:
                print("seed", seed, "round", i, flush=True)
                raise
            finally:
                os.unlink(copy_path)
                if os.path.exists(copy_path + "-undo"):
                    os.unlink(copy_path + "-undo")
        print("done", sorted(seen), good)
        """

    def use(self, how, n):
        run(self.MAKE, self.path)
        out = run(self.USE, self.path, SEED, n, how)
        self.assertRegex(out, "^done ")
        return out

    def test_any_byte_of_the_header(self):
        self.assertIn("ArenaCorrupt", self.use("header", 25 * ROUNDS))

    def test_any_byte_of_what_is_in_it(self):
        self.assertIn("ArenaCorrupt", self.use("body", 60 * ROUNDS))

    def test_cut_short_before(self):
        self.assertIn("ArenaCorrupt", self.use("short", 15 * ROUNDS))

    def test_no_arena(self):
        for content in b"", b"x", b"#!/bin/sh\n" * 10000, bytes(100000):
            with open(self.path, "wb") as f:
                f.write(content)
            with self.assertRaisesRegex(ArenaCorrupt, "it does not begin as an arena's file does"):
                arena.open(path=self.path)
            self.assertEqual(os.listdir(self.folder), ["bank.arena"])

    def test_another_version(self):
        self.create().close()
        with open(self.path, "r+b") as f:
            f.seek(8)
            f.write(b"\x09\0\0\0")
        with self.assertRaisesRegex(ArenaCorrupt, "version 9 of the format, and this is version 1"):
            arena.open(path=self.path)
        with open(self.path, "r+b") as f:
            f.seek(8)
            f.write(b"\x01\0\0\0\x01\x02\x03\x04")
        with self.assertRaisesRegex(ArenaCorrupt, "other order of bytes"):
            arena.open(path=self.path)

    CUT = """if 1:
        b = arena.create(path=args[0], limit="64MB")
        with b:
            b.root["d"] = {i: [i] for i in range(100000)}
            b.root["b"] = bytes(1 << 20)
        where, size = args[1], int(args[2])

        def use():
            d = b.root["d"]
            if where == "in it":
                os.truncate(args[0], size)
            n = 0
            while True:
                n += len(d[n % 100000]) + len(b.root["b"])
                d[n % 100000].append(n)

        for _ in range(3):
            if where == "before":
                os.truncate(args[0], size)
            try:
                with b:
                    use()
            except arena.ArenaCorrupt as e:
                print(e)
        b.close()
        print("alive")
        """

    def test_cut_short_meanwhile(self):
        for where in "before", "in it":
            for size in (0, 1000, 65536, 200000, 1 << 20) if ROUNDS > 1 else (0, 200000):
                with self.subTest(where=where, size=size):
                    out = run(self.CUT, self.path, where, size)
                    self.assertEqual(out.count("is damaged: it was cut short"), 3, out)
                    self.assertTrue(out.endswith("alive\n"))
                os.unlink(self.path)

    def test_no_room_on_the_disk(self):
        out = run("""if 1:
            import resource, signal
            b = arena.create(path=args[0], limit="64MB")
            with b:
                b.root["kept"] = list(range(100))
            resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, 3 << 20))
            for _ in range(2):
                try:
                    with b:
                        b.root["big"] = []
                        l = b.root["big"]
                        while True:
                            l.append(bytes(10000))
                except arena.ArenaFull as e:
                    print(e)
                with b:
                    b.root.pop("big", None)
                    print(sum(b.root["kept"]))
            with b:
                b.root["d"] = {i: 0 for i in range(10000)}
            try:
                with b:
                    d = b.root["d"]
                    d[0] = 1
                    b.root["n"] = 1
                    while True:
                        for i in d:
                            d[i] += 1
            except arena.ArenaFull as e:
                print(e)
            with b:
                print(set(b.root["d"].values()), "n" in b.root)
            """, self.path)
        lines = out.splitlines()
        self.assertRegex(lines[0], "the file of bank.arena cannot be made larger .File too large.; make room on the disk")
        # What is overwritten of freed memory goes into the log, too.
        self.assertRegex(lines[2], "(the file|the undo log) of bank.arena cannot be made larger .File too large.")
        self.assertEqual((lines[1], lines[3]), ("4950", "4950"))
        self.assertRegex(lines[4], "undo log of bank.arena cannot be made larger .*all that was changed since the arena was entered is undone")
        self.assertEqual(lines[5], "{0} False")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
