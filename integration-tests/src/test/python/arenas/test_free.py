"""What arenas that are free for all promise: each operation is atomic, beside collections and in several interpreters and threads."""

import threading
import unittest
from array import array
from collections import deque

from atoll import arena, interpreters
from atoll.arena import ArenaFull
from atoll.channels import channel
from points import Point

WORKERS = 4


def together(function, bank, *rest):
    """Calls function(number, bank, ...) in some interpreters and threads at once; gives what all of them return."""
    results, errors = [None] * WORKERS, []
    helpers = [interpreters.create() for _ in range(WORKERS // 2)]
    begin = threading.Barrier(WORKERS)

    def work(number):
        try:
            begin.wait()
            if number < len(helpers):
                results[number] = helpers[number].call(function, number, bank, *rest)
            else:
                results[number] = function(number, bank, *rest)
        except BaseException as e:
            errors.append(e)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(WORKERS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    for helper in helpers:
        helper.close()
    if errors:
        raise errors[0]
    return results


def count(number, bank, n):
    with bank:
        d = bank.root["numbers"]
        items, typed = bank.root["list"], bank.root["array"]
        for i in range(n):
            d.increment("a")
            d.increment(("a", "tuple"), 2)
            d.update("b", lambda old: old + 1, 0)
            while not d.compare_and_set("c", now := d["c"], now + 1):
                pass
            items.increment(-1)
            items.update(0, lambda old: old + 3)
            typed.increment(1, 5)


def storm(number, bank, seed, n):
    """Puts and deletes keys that others put and delete, and checks that each value is its key's."""
    import random
    r = random.Random(seed * 1000 + number)
    with bank:
        d = bank.root["d"]
        for i in range(n):
            key = r.choice((r.randrange(50), f"key {r.randrange(50)} that takes a cell", (r.randrange(9), "tuple")))
            choice = r.randrange(6)
            if choice < 3:
                d[key] = [key, str(key) * 3]
            elif choice == 3:
                d.pop(key, None)
            elif choice == 4:
                found = d.get(key)
                if found is not None:
                    assert found[0] == key and found[1] == str(key) * 3, (key, found)
            else:
                for k, v in d.copy().items():
                    assert v[0] == k, (k, v)


def hand_on(number, bank, n, source, target):
    """Puts numbers of its own into one container, and takes any out of the other; gives what it has taken."""
    taken = []
    with bank:
        put, take = bank.root[source], bank.root[target]
        for i in range(n):
            put.append((number, i, f"item {i} of {number}"))
            try:
                who, what, text = take.pop()
            except IndexError:
                continue
            assert text == f"item {what} of {who}"
            taken.append((who, what))
    return taken


def add_and_remove(number, bank, n):
    """Works on members of its own in a set, and looks at those of others."""
    with bank:
        s = bank.root["set"]
        for i in range(n):
            s.add((number, i))
            s.add(f"a member of {number} that is no word: {i}")
            if i >= 10:
                s.remove((number, i - 10))
                s.discard(f"a member of {number} that is no word: {i - 10}")
            assert (number, i) in s
            if i % 64 == 0:
                s |= {("all", i), ("all", i + 1)}
                s -= {("all", i)}
                seen = s.copy()
                assert all(isinstance(m, (str, tuple)) for m in seen)


def move(number, bank, n):
    """Finds the class of the objects while it looks at them."""
    with bank:
        pool, shared = bank.root["pool"], bank.root["point"]
        for i in range(n):
            p = pool.acquire(x=float(number), name=f"point of {number} and number {i}")
            shared.increment("n")
            shared.increment("small", 2)
            shared.update("x", lambda x: x + 1)
            while not shared.compare_and_set("name", old := shared.name, f"{number} was here at {i}"):
                pass
            assert p.x == number and p.name.endswith(f"number {i}")
            pool.release(p)
            try:
                p.x
                raise AssertionError("a released object can be used")
            except arena.ArenaError:
                pass


def whole_bytes(number, bank, n):
    """Writes slices that are all of one byte; nobody may ever see two."""
    with bank:
        raw, doubles = bank.root["bytes"], bank.root["doubles"]
        for i in range(n):
            raw[:] = bytes([number]) * 100
            assert len(set(raw[:])) == 1
            doubles[i % 4] = float(number) * 1.1
            assert doubles[i % 3] in allowed
            if i % 50 == 0:
                raw.extend(bytes([number]) * 0)


def work_for_ever(bank, begun):
    """Changes objects of all kinds until the interpreter is killed."""
    with bank:
        root = bank.root
        d, items, q, s, raw, pool = (root[name] for name in ("d", "list", "deque", "set", "bytes", "pool"))
        begun.send(None)
        for i in range(1_000_000_000):
            d[i % 100] = [i, "a text of some length"]
            d.pop((i + 50) % 100, None)
            d.increment("n")
            items.append((i, "and another text"))
            items.pop()
            q.append(i)
            q.popleft()
            s.add((i % 50, "x"))
            s.discard(((i + 25) % 50, "x"))
            raw[i % 50:i % 50 + 10] = bytes(10)
            p = pool.acquire(x=1.0)
            pool.release(p)


def kill_workers(bank, rounds):
    """Ends interpreters in the midst of their operations, and looks each time whether everything can be used."""
    tx, rx = channel()
    for n in range(rounds):
        helpers = [interpreters.create() for _ in range(2)]
        threads = [threading.Thread(target=call_quietly, args=(h, work_for_ever, bank, tx)) for h in helpers]
        for t in threads:
            t.start()
        for _ in helpers:
            rx.recv(timeout=120)
        for h in helpers:
            h.kill(0)
        for t in threads:
            t.join()
        with bank:
            root = bank.root
            before = root["d"]["n"]
            assert root["d"].increment("n") == before + 1
            for value in root["d"].copy().values():
                assert isinstance(value, int) or value[1] == "a text of some length"
            root["list"].append((n, "and another text"))
            assert all(text == "and another text" for _, text in root["list"][:])
            root["deque"].append(n)
            root["set"].add(n)
            root["set"].remove(n)
            root["bytes"][0] = 1
            root["pool"].release(root["pool"].acquire())


def call_quietly(interp, function, *args):
    try:
        interp.call(function, *args)
    except interpreters.InterpreterError:
        pass


allowed = tuple(float(k) * 1.1 for k in range(WORKERS))


class Free(unittest.TestCase):
    def make(self, limit="2MB", **what):
        bank = arena.create(mode="free", limit=limit, debug=True)
        self.addCleanup(bank.close)
        with bank:
            bank.collect()
            self.empty = bank.stats().bytes
            for name, value in what.items():
                bank.root[name] = value
        return bank

    def check_memory(self, bank):
        """Nothing is left when nothing leads to anything."""
        with bank:
            bank.root.clear()
        with bank:
            bank.collect()
            self.assertEqual(bank.stats().bytes, self.empty)

    def test_counting(self):
        n = 2000
        bank = self.make(numbers={"a": 0, "c": 0}, list=[0, 0], array=array("q", [0, 0]))
        together(count, bank, n)
        with bank:
            numbers = bank.root["numbers"]
            self.assertEqual(numbers, {"a": n * WORKERS, "b": n * WORKERS, "c": n * WORKERS, ("a", "tuple"): 2 * n * WORKERS})
            self.assertEqual(bank.root["list"], [3 * n * WORKERS, n * WORKERS])
            self.assertEqual(bank.root["array"], array("q", [0, 5 * n * WORKERS]))
        self.check_memory(bank)

    def test_dict_storm(self):
        for seed in range(3):
            bank = self.make(d={})
            together(storm, bank, seed, 3000)
            with bank:
                d = bank.root["d"]
                self.assertEqual(len(d), len(list(d)))
                for key, value in d.items():
                    self.assertEqual(value, [key, str(key) * 3])
                self.assertGreater(bank.stats().collections, 0)
            self.check_memory(bank)

    def test_each_item_is_taken_once(self):
        n = 2000
        for container in ([], deque()):
            bank = self.make(a=container, b=container)
            taken = together(hand_on, bank, n, "a", "b") + together(hand_on, bank, n, "b", "a")
            with bank:
                left = [item[:2] for name in "ab" for item in bank.root[name]]
            every = sorted((who, i) for who in range(WORKERS) for i in range(n)) * 2
            self.assertEqual(sorted([item for items in taken for item in items] + left), sorted(every))
            self.check_memory(bank)

    def test_sets(self):
        n = 1500
        bank = self.make(set=set())
        together(add_and_remove, bank, n)
        own = {m for k in range(WORKERS) for i in range(n - 10, n) for m in ((k, i), f"a member of {k} that is no word: {i}")}
        with bank:
            left = {m for m in bank.root["set"] if not (isinstance(m, tuple) and m[0] == "all")}
        self.assertEqual(left, own)
        self.check_memory(bank)

    def test_structs_and_pools(self):
        n = 1000
        bank = self.make(limit="4MB")
        with bank:
            bank.root["pool"], bank.root["point"] = bank.pool(Point, capacity=WORKERS), Point()
        together(move, bank, n)
        with bank:
            p = bank.root["point"]
            self.assertEqual((p.n, p.small, p.x), (n * WORKERS, 2 * n * WORKERS, n * WORKERS))
            self.assertEqual(len(bank.root["pool"]), 0)

    def test_bytes(self):
        bank = self.make(bytes=bytearray(100), doubles=array("d", [0.0] * 4))
        together(whole_bytes, bank, 2000)
        self.check_memory(bank)

    def test_killed_within_operations(self):
        bank = self.make(d={"n": 0}, list=[], deque=deque([1] * 10), set=set(), bytes=bytearray(60))
        with bank:
            bank.root["pool"] = bank.pool(Point, capacity=1000)
        kill_workers(bank, 5)
        self.assertFalse(bank.poisoned)
        with bank:
            bank.root["pool"].clear()
            self.assertEqual(len(bank.root["pool"]), 0)

    def test_python_code_within_operations(self):
        """Keys whose comparison uses the object itself, and one that leaves the arena."""
        bank = self.make(d={(1, 2): "a", "k": 0})
        with bank:
            d = bank.root["d"]

            class Key:
                def __hash__(self):
                    d.increment("hashed")
                    return hash(1)

                def __eq__(self, other):
                    d.increment("compared")
                    return other == 1

            self.assertNotIn(Key(), d)
            d[1] = "one"
            self.assertEqual(d[Key()], "one")
            self.assertEqual(d.pop(Key()), "one")
            self.assertGreater(d["hashed"], 2)
            with self.assertRaises(KeyError):
                d.update("missing", len)
            self.assertEqual(d.update("k", lambda old: d.increment("k", 0) + 1), 1)
            self.assertFalse(d.compare_and_set("missing", None, 1))
            with self.assertRaises(TypeError):
                d.increment((1, 2))
            with self.assertRaisesRegex(TypeError, "at most 1 argument, got 2"):
                d.update({}, {})

        class Leaves:
            def __hash__(self):
                bank.__exit__()
                return 1

        bank.__enter__()
        d = bank.root["d"]
        with self.assertRaises(arena.ArenaNotHeld):
            d[Leaves()]
        self.check_memory(bank)

    def test_full(self):
        bank = self.make(limit="1MB")
        with bank:
            bank.root["list"] = kept = []
            kept = bank.root["list"]
            with self.assertRaises(ArenaFull):
                while True:
                    kept.append("x" * 1000)
            self.assertGreater(len(kept), 500)
            del kept[:]
            kept.append("y" * 1000)


if __name__ == "__main__":
    unittest.main()
