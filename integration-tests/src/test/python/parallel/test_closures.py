"""Lambdas and closures as tasks of pools: what they take along, and what is refused."""

import functools
import threading
import unittest
import xml.dom.minidom
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor

LEVEL = 1


def adder(n, *, step=1):
    def add(x, by=step):
        return x + n + by

    return add


def factorial():
    def step(n):
        return 1 if n < 2 else n * step(n - 1)

    return step


def counter():
    count = 0

    def next_one():
        nonlocal count
        count += 1
        return count

    return next_one


def reader_of_counter():
    count = 0

    def next_one():
        nonlocal count
        count += 1

    def now():
        return count

    return now, next_one


class Closures(unittest.TestCase):
    def setUp(self):
        self.pool = InterpreterPoolExecutor(1)
        self.addCleanup(self.pool.shutdown)

    def result(self, task, *args, **kwargs):
        return self.pool.submit(task, *args, **kwargs).result()

    def test_variables(self):
        x, names = 5, ["a", {"b": (1, 2)}]
        self.assertEqual(self.result(lambda: x), 5)
        self.assertEqual(self.result(lambda: names), names)
        self.assertEqual(self.result(adder(10), 1), 12)
        self.assertEqual(self.result(adder(10, step=5), 1), 16)
        self.assertEqual(self.result(adder(10), 1, by=100), 111)

    def test_each_as_it_is_when_sent(self):
        tasks = [self.pool.submit(lambda i=i: i) for i in range(5)]
        self.assertEqual([t.result() for t in tasks], list(range(5)))
        for i in range(5):
            self.assertEqual(self.result(lambda: i), i)

    def test_recursion(self):
        self.assertEqual(self.result(factorial(), 10), 3628800)

    def test_functions_within(self):
        inner = adder(1)
        self.assertEqual(self.result(lambda: inner(2) + 1), 5)
        self.assertEqual(self.result(functools.partial(lambda a, b: (a, b), 1), 2), (1, 2))
        self.assertEqual(self.result(lambda: [y for y in (lambda k: range(k))(3)]), [0, 1, 2])

    def test_as_an_argument(self):
        n = 3
        self.assertEqual(self.result(list_of, lambda x: x * n, [1, 2]), [3, 6])

    def test_globals_of_a_module(self):
        global LEVEL
        self.assertEqual(self.result(lambda: LEVEL), 1)
        try:
            LEVEL = 2
            self.assertEqual(self.result(lambda: LEVEL), 2)
        finally:
            LEVEL = 1

    def test_modules_within_packages(self):
        self.assertEqual(self.result(lambda: xml.dom.minidom.Node.TEXT_NODE), 3)
        import email.mime.text

        self.assertEqual(self.result(lambda: email.mime.text.MIMEText("a").get_payload()), "a")

    def test_what_is_refused(self):
        lock = threading.Lock()
        now, next_one = reader_of_counter()
        for task in (lambda: lock, counter(), now, next_one):
            with self.subTest(task), self.assertRaises(interpreters.NotShareableError):
                self.result(task)
        interp = interpreters.create()
        with self.assertRaises(interpreters.NotShareableError):
            interp.call(adder(1), 1)  # As CPython has it: only a pool's tasks go by value.
        interp.close()


def list_of(f, items):
    return [f(x) for x in items]


if __name__ == "__main__":
    unittest.main()
