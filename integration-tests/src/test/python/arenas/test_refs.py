"""What arena.ref promises: it can be kept anywhere, gives its object while the arena is held, and None when it is gone."""

import copy
import pickle
import random
import unittest

from atoll import arena, interpreters


@arena.struct
class Node:
    name: str = ""
    link: object = None


def deref(ref):
    try:
        return ref()
    except arena.ArenaNotHeld:
        return "not held"


class Refs(unittest.TestCase):
    def setUp(self):
        self.first = arena.create(self.id() + " 1")
        self.second = arena.create(self.id() + " 2")

    def test_gives_its_object(self):
        with self.first as a:
            a.root["d"] = {"k": 1}
            ref = arena.ref(a.root["d"])
            self.assertIs(ref(), a.root["d"])
            self.assertIs(ref.get(), a.root["d"])
        with self.assertRaisesRegex(arena.ArenaNotHeld, "does not hold"):
            ref()
        with self.first as a:
            self.assertEqual(ref()["k"], 1)

    def test_in_other_arenas(self):
        with self.first as a:
            a.root["n"] = Node("in the first")
        with self.first as a, self.second as b:
            b.root["n"] = Node("in the second", arena.ref(a.root["n"]))
            a.root["back"] = (arena.ref(b.root["n"]), {arena.ref(b.root["n"]): 1})
        with self.second as b:
            with self.assertRaises(arena.ArenaNotHeld):
                b.root["n"].link()
        with self.first as a, self.second as b:
            self.assertEqual(b.root["n"].link().name, "in the first")
            self.assertIs(b.root["n"].link(), a.root["n"])
            ref, table = a.root["back"]
            self.assertIs(ref(), b.root["n"])
            self.assertEqual(table[arena.ref(b.root["n"])], 1)

    def test_equality(self):
        with self.first as a, self.second as b:
            a.root["x"], a.root["y"], b.root["x"] = {}, {}, {}
            x = arena.ref(a.root["x"])
            self.assertEqual(x, arena.ref(a.root["x"]))
            self.assertEqual(hash(x), hash(arena.ref(a.root["x"])))
            self.assertNotEqual(x, arena.ref(a.root["y"]))
            self.assertNotEqual(x, arena.ref(b.root["x"]))
            self.assertNotEqual(x, 1)
            self.assertEqual(len({x, arena.ref(a.root["x"]), arena.ref(a.root["y"])}), 2)

    def test_gone(self):
        with self.first as a:
            a.root["d"] = {}
            ref = arena.ref(a.root["d"])
            del a.root["d"]
        with self.first as a:
            a.collect()
            self.assertIsNone(ref())
            a.root["d"] = {}
            self.assertNotEqual(ref, arena.ref(a.root["d"]))
            self.assertIsNone(ref())

    def test_kept_by_what_it_gives(self):
        with self.first as a:
            a.root["d"] = {"k": "v"}
            ref = arena.ref(a.root["d"])
            del a.root["d"]
            d = ref()
            a.collect()
            self.assertEqual((ref()["k"], d["k"]), ("v", "v"))

    def test_keeps_nothing(self):
        with self.first as a:
            a.root["ref"] = arena.ref(Node("a"))
        with self.first as a:
            a.collect()
            self.assertIsNone(a.root["ref"]())

    def test_slots(self):
        with self.first as a:
            pool = a.root["pool"] = a.pool(Node, capacity=1)
            p = a.root["pool"].acquire()
            ref = arena.ref(p)
            self.assertIs(ref(), p)
            a.root["pool"].release(p)
            self.assertIsNone(ref())
            q = a.root["pool"].acquire()
            self.assertIsNone(ref())
            self.assertNotEqual(ref, arena.ref(q))
            a.collect()
            self.assertIs(arena.ref(q)(), q)

    def test_sent(self):
        with self.first as a:
            ref = arena.ref(a.root)
        with interpreters.create() as other:
            self.assertEqual(other.call(deref, ref), "not held")
        self.assertIs(copy.deepcopy(ref), ref)
        with self.assertRaisesRegex(TypeError, "cannot be pickled"):
            pickle.dumps(ref)

    def test_of_nothing_else(self):
        for wrong in (3, {}, Node, None, self.first):
            with self.assertRaisesRegex(TypeError, "takes an object of an arena"):
                arena.ref(wrong)

    def test_random_programs(self):
        for seed in range(20):
            with self.subTest(seed=seed):
                self.random_program(random.Random(seed))

    def random_program(self, r):
        """References from one arena to another while both are collected: None, or the object with its own number."""
        with self.first as a, self.second as b:
            a.root["o"], b.root["r"] = {}, {}
        alive, number = {}, 0
        for hold in range(15):
            with self.first as a, self.second as b:
                objects, refs = a.root["o"], b.root["r"]
                for step in range(30):
                    action = r.randrange(5)
                    if action < 2:
                        number += 1
                        objects[number] = {"name": f"a name longer than a word {number}"}
                        refs[number] = arena.ref(objects[number])
                        alive[number] = True
                    elif action == 2 and alive:
                        gone = r.choice(list(alive))
                        del objects[gone], alive[gone]
                    elif action == 3:
                        (a if r.random() < .7 else b).collect()
                    elif number:
                        n = r.randrange(1, number + 1)
                        node = refs[n]()
                        self.assertTrue(node is not None or n not in alive)
                        if node is not None:
                            self.assertEqual(node["name"], f"a name longer than a word {n}")
            with self.first as a, self.second as b:
                a.collect()
                for n in range(1, number + 1):
                    self.assertEqual(b.root["r"][n]() is not None, n in alive)


if __name__ == "__main__":
    unittest.main()
