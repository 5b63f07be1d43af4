"""What pools of an arena promise: slots that are used again, released ones that nobody can use, nothing kept alive."""

import random
import unittest

from atoll import arena


@arena.struct
class Particle:
    x: float = 0.0
    hits: int = 0
    name: str = ""
    next: object = None


@arena.struct
class Strict:
    x: float

    def __post_init__(self):
        if self.x < 0:
            raise ValueError(self.x)


class Pools(unittest.TestCase):
    def setUp(self):
        self.bank = arena.create(self.id())
        self.bank.__enter__()

    def tearDown(self):
        self.bank.__exit__(None, None, None)

    def pool(self, cls=Particle, capacity=10):
        self.bank.root["pool"] = self.bank.pool(cls, capacity=capacity)
        return self.bank.root["pool"]

    def test_acquire_and_release(self):
        pool = self.pool()
        p = pool.acquire(x=1.5, name="a")
        self.assertEqual((p.x, p.hits, p.name, p.next), (1.5, 0, "a", None))
        self.assertIsInstance(p, Particle)
        self.assertEqual((len(pool), pool.capacity), (1, 10))
        self.assertIn(p, pool)
        self.assertNotIn(Particle(), pool)
        pool.release(p)
        self.assertEqual(len(pool), 0)
        self.assertNotIn(p, pool)
        self.assertEqual(repr(pool), "<Pool of Particle, 0 of 10 in use>")

    def test_fields_begin_anew(self):
        pool = self.pool(capacity=1)
        p = pool.acquire(x=1.0, hits=1 << 80, name="a long name that is a cell", next={"a": 1})
        pool.release(p)
        q = pool.acquire()
        self.assertEqual((q.x, q.hits, q.name, q.next), (0.0, 0, "", None))

    def test_exhausted(self):
        pool = self.pool(capacity=3)
        taken = [pool.acquire() for i in range(3)]
        with self.assertRaisesRegex(arena.PoolExhausted, "all 3 objects"):
            pool.acquire()
        self.assertTrue(issubclass(arena.PoolExhausted, arena.ArenaError))
        pool.release(taken[1])
        taken[1] = pool.acquire()
        with self.assertRaises(arena.PoolExhausted):
            pool.acquire()

    def test_released_objects_cannot_be_used(self):
        pool = self.pool()
        p = pool.acquire(name="a")
        self.bank.root["kept"] = p
        self.bank.root["tuple"] = (p,)
        other = Particle(next=p)
        pool.release(p)
        again = pool.acquire(name="b")
        stale = (p, self.bank.root["kept"], self.bank.root["tuple"][0], other.next)
        for view in stale:
            self.assertIs(view, p)
            self.assertIsNot(view, again)
            for use in (lambda: view.x, lambda: setattr(view, "x", 1.0), lambda: setattr(view, "name", "c"), lambda: repr(view),
                        lambda: pool.release(view), lambda: self.bank.root.__setitem__("more", view), lambda: arena.ref(view)):
                with self.assertRaisesRegex(arena.ArenaError, "released"):
                    use()
        self.assertEqual((again.name, again.x, len(pool)), ("b", 0.0, 1))

    def test_release_of_others(self):
        pool, other = self.pool(), self.bank.pool(Particle, capacity=4)
        p = other.acquire()
        for wrong in (p, Particle(), Strict(1.0), 3, None):
            with self.assertRaisesRegex(arena.ArenaError, "does not come from this pool"):
                pool.release(wrong)
        self.assertEqual(len(other), 1)

    def test_iteration(self):
        pool = self.pool()
        taken = [pool.acquire(hits=i) for i in range(6)]
        pool.release(taken[2])
        self.assertEqual([p.hits for p in pool], [0, 1, 3, 4, 5])
        for p in pool:
            if p.hits % 2:
                pool.release(p)
        self.assertEqual(sorted(p.hits for p in pool), [0, 4])
        pool.clear()
        self.assertEqual(list(pool), [])
        with self.assertRaisesRegex(arena.ArenaError, "released"):
            taken[0].x

    def test_constructor_errors_give_the_slot_back(self):
        pool = self.pool(Strict, 1)
        for error, fields in ((TypeError, {}), (TypeError, {"y": 1}), (ValueError, {"x": -1.0}), (TypeError, {"x": "1"})):
            with self.assertRaises(error):
                pool.acquire(**fields)
            self.assertEqual(len(pool), 0)
        self.assertEqual(pool.acquire(x=1.0).x, 1.0)

    def test_wrong_arguments(self):
        for capacity in (0, -1, 1 << 40):
            with self.assertRaises(ValueError):
                self.bank.pool(Particle, capacity=capacity)
        for cls in (3, int, object):
            with self.assertRaises(TypeError):
                self.bank.pool(cls, capacity=1)

    def test_released_slots_keep_nothing_alive(self):
        pool = self.pool()
        p = pool.acquire(next={"a": 1})
        ref = arena.ref(p.next)
        self.bank.collect()
        self.assertEqual(ref()["a"], 1)
        pool.release(p)
        del p
        self.leave_and_return()
        self.bank.collect()
        self.assertIsNone(ref())

    def leave_and_return(self):
        self.bank.__exit__(None, None, None)
        self.bank.__enter__()

    def test_slots_are_used_again_without_allocation(self):
        pool = self.pool(capacity=1000)
        for round in range(3):
            taken = [pool.acquire(x=float(i), hits=i) for i in range(1000)]
            self.assertEqual(sum(p.hits for p in pool), 499500)
            for p in taken:
                pool.release(p)
        refs = [arena.ref(p) for p in [pool.acquire() for i in range(1000)]]
        self.assertEqual(len(set(refs)), 1000)

    def test_views_die_with_the_block(self):
        pool = self.pool()
        p = pool.acquire(x=2.0)
        self.leave_and_return()
        for use in (lambda: p.x, lambda: pool.acquire(), lambda: len(pool), lambda: list(pool)):
            with self.assertRaises(arena.ArenaNotHeld):
                use()
        pool = self.bank.root["pool"]
        self.assertEqual([q.x for q in pool], [2.0])
        with self.assertRaises(arena.ArenaNotHeld):
            pool.release(p)

    def test_random_programs(self):
        for seed in range(20):
            with self.subTest(seed=seed):
                self.random_program(random.Random(seed))

    def random_program(self, r):
        """A pool beside a list: who is in use, what each holds, and that every released one is known as such."""
        capacity = r.choice((1, 5, 40))
        pool = self.pool(capacity=capacity)
        held, stale, number = [], [], 0
        for step in range(500):
            action = r.randrange(8)
            if action < 3:
                number += 1
                if len(held) == capacity:
                    with self.assertRaises(arena.PoolExhausted):
                        pool.acquire()
                else:
                    name = f"a name longer than a word {number}"
                    held.append((pool.acquire(hits=number, name=name, next={"n": (number,)}), number, name))
            elif action < 5 and held:
                p, _, _ = held.pop(r.randrange(len(held)))
                pool.release(p)
                stale.append(p)
            elif action == 5:
                self.bank.collect()
            elif action == 6 and stale:
                with self.assertRaisesRegex(arena.ArenaError, "released"):
                    r.choice(stale).name
            else:
                self.assertEqual(len(pool), len(held))
                self.assertEqual(sorted(p.hits for p in pool), sorted(n for _, n, _ in held))
                for p, n, name in held:
                    self.assertEqual((p.hits, p.name, p.next["n"]), (n, name, (n,)))


if __name__ == "__main__":
    unittest.main()
