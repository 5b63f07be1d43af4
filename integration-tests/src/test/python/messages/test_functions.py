"""Functions that no name leads to, as messages: lambdas, closures, what exec has made; and what is refused."""

import collections
import functools
import math
import os
import subprocess
import sys
import threading
import types
import unittest
import xml.dom.minidom
from concurrent import interpreters

from atoll import channels, messages
from atoll.actors import actor, spawn

FACTOR = 10
LOCK = threading.Lock()
fib = lambda n: n if n < 2 else fib(n - 1) + fib(n - 2)  # noqa: E731


def through_queue(value):
    queue = interpreters.create_queue()
    queue.put(value)
    return queue.get()


def through_channel(value):
    tx, rx = channels.channel()
    tx.send(value)
    return rx.recv()


FORMS = {"copy": messages.copy, "bytes": lambda value: messages.loads(messages.dumps(value), trusted=True), "queue": through_queue,
         "channel": through_channel}


def adder(n, *, step=1):
    def add(x, by=step):
        """Adds."""
        return x + n + by

    return add


def counter():
    count = 0

    def up():
        nonlocal count
        count += 1
        return count

    def now():
        return count

    return up, now


def scale(x):
    return x * FACTOR


class Version:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n


class Thing:
    def __init__(self, f):
        self.f = f

    def called(self, x):
        return self.f(x)


def in_each_form(test):
    """A test that is told how a message goes."""

    def run(self):
        for name, send in FORMS.items():
            with self.subTest(form=name):
                test(self, send)

    return run


class Forms(unittest.TestCase):
    @in_each_form
    def test_lambda(self, send):
        f = lambda x: x + 1  # noqa: E731
        got = send([f])[0]
        self.assertEqual(got(1), 2)
        self.assertIsNot(got, f)

    @in_each_form
    def test_what_is_set_on_it(self, send):
        f = adder(5, step=3)
        f.__name__, f.__qualname__, f.__doc__, f.tags, f.self = "plus", "Sums.plus", "Other.", ["a"], f
        f.__kwdefaults__ = {"z": 1}
        got = send(f)
        self.assertEqual((got.__name__, got.__qualname__, got.__doc__, got.tags, got.__defaults__, got.__kwdefaults__),
                         ("plus", "Sums.plus", "Other.", ["a"], (3,), {"z": 1}))
        self.assertIs(got.self, got)
        self.assertIsNot(got.tags, f.tags)
        self.assertEqual((got.__module__, got(1), got(1, by=0)), (__name__, 9, 6))

    @in_each_form
    def test_annotations(self, send):
        def f(a: int, b: "later" = 2) -> list[FACTOR]:
            return a

        def g():
            pass

        g.__annotations__ = {"return": int}
        got, other = send([f, g])
        self.assertEqual(got.__annotations__, {"a": int, "b": "later", "return": list[10]})
        self.assertEqual(other.__annotations__, {"return": int})

    @in_each_form
    def test_keyword_defaults(self, send):
        got = send((lambda *, a=[1], b: (a, b)))
        self.assertEqual(got(b=2), ([1], 2))

    @in_each_form
    def test_recursion(self, send):
        def fact(n):
            return 1 if n < 2 else n * fact(n - 1)

        def even(n):
            return n == 0 or odd(n - 1)

        def odd(n):
            return n != 0 and even(n - 1)

        got = send([fact])[0]
        self.assertEqual(got(10), 3628800)
        self.assertIs(got.__closure__[0].cell_contents, got)
        first, second = send((even, odd))
        self.assertEqual((first(10), second(10)), (True, False))
        self.assertIs(first.__closure__[0].cell_contents, second)

    @in_each_form
    def test_shared_variables(self, send):
        up, now = counter()
        up()
        got_up, got_now, again = send([up, now, up])
        self.assertIs(got_up, again)
        self.assertEqual((got_up(), got_up(), got_now(), now()), (2, 3, 3, 1))
        # In messages of their own they are apart.
        got_up, got_now = send([up]), send([now])
        got_up[0]()
        self.assertEqual(got_now[0](), 1)

    @in_each_form
    def test_what_is_captured_is_part_of_the_message(self, send):
        items = [1]
        f = lambda: items  # noqa: E731
        got, got_items = send((f, items))
        self.assertIs(got(), got_items)
        self.assertIsNot(got(), items)
        items.append(2)
        self.assertEqual(got(), [1])

    @in_each_form
    def test_where_functions_are(self, send):
        n = 3
        f = lambda x=0: x + n  # noqa: E731
        thing = send({"a": Thing(f), "b": collections.deque([f])})
        self.assertEqual((thing["a"].called(1), thing["b"][0](2)), (4, 5))
        self.assertEqual(send(functools.partial(f, 4))(), 7)
        self.assertEqual(send(Thing(f).called)(4), 7)
        self.assertEqual(next(iter(send({f: 1})))(), 3)
        self.assertEqual(next(iter(send(frozenset({f}))))(), 3)
        self.assertEqual(send(collections.defaultdict(lambda: n))["x"], 3)

    @in_each_form
    def test_kinds(self, send):
        def numbers(n):
            yield from range(n)

        async def answer():
            return 42

        async def many():
            yield 1

        got = send((numbers, answer, many))
        self.assertEqual(list(got[0](3)), [0, 1, 2])
        with self.assertRaises(StopIteration) as cm:
            got[1]().send(None)
        self.assertEqual(cm.exception.value, 42)
        self.assertIsInstance(got[2](), types.AsyncGeneratorType)

    @in_each_form
    def test_by_name_where_there_is_one(self, send):
        self.assertEqual([send(f) is f for f in (os.path.join, unittest.main)], [True, True])
        self.assertIs(send([scale])[0], scale)
        self.assertIs(send([lambda: scale])[0](), scale)

    @in_each_form
    def test_globals(self, send):
        def local(x):
            return scale(x) + math.floor(FACTOR / 3) + len(xml.dom.minidom.Node.__mro__)

        got = send([local])[0]
        self.assertIs(got.__globals__, globals())
        self.assertEqual(got(2), 26)
        self.assertEqual(send([fib])[0](10), 55)

    @in_each_form
    def test_functions_of_modules(self, send):
        compare = send([functools.total_ordering(Version).__le__])[0]
        self.assertIs(compare.__globals__, vars(functools))
        self.assertEqual((compare(Version(1), Version(2)), compare(Version(3), Version(2))), (True, False))

    @in_each_form
    def test_of_exec(self, send):
        namespace = {"offset": 5, "unused": LOCK}
        exec("def f(x):\n  return x + offset + g()\ndef g():\n  return 1\ndef set_offset(n):\n  global offset\n  offset = n", namespace)
        f, g, change = send([namespace["f"], namespace["g"], namespace["set_offset"]])
        self.assertEqual(f(1), 7)
        self.assertIs(f.__globals__, g.__globals__)
        self.assertNotIn("unused", f.__globals__)
        change(7)
        self.assertEqual((f(1), namespace["f"](1)), (9, 7))

    @in_each_form
    def test_bound(self, send):
        def own(self):
            return self + 1

        self.assertEqual(send([functools.partial(own, 3)])[0](), 4)


class Refused(unittest.TestCase):
    def refused(self, value, words):
        queue = interpreters.create_queue()
        for send in (messages.copy, messages.dumps):
            with self.assertRaisesRegex(interpreters.NotShareableError, words):
                send(value)
        with self.assertRaises(interpreters.NotShareableError) as cm:
            queue.put(value)
        e = cm.exception
        while e.__cause__ is not None and e.__cause__.__class__ is interpreters.NotShareableError and "by value" not in str(e):
            e = e.__cause__
        self.assertRegex(str(e), words)

    def test_variables(self):
        lock = threading.Lock()
        local_class = type("Local", (), {})

        def generator():
            yield lock

        self.refused(lambda: lock, "the function .*<lambda> cannot be sent by value: its variable 'lock' cannot be sent: .*cannot pickle")
        self.refused([lambda: lock], "its variable 'lock' cannot be sent")
        self.refused(lambda: LOCK, "its global variable 'LOCK' cannot be sent")
        self.refused(lambda x=lock: x, "its attribute '__defaults__' cannot be sent")
        self.refused(lambda: local_class, "its variable 'local_class' cannot be sent")
        inner = lambda: lock  # noqa: E731
        self.refused(lambda: inner, "its variable 'inner' cannot be sent: .*the function .* its variable 'lock'")

    def test_what_pickle_refuses(self):
        def numbers():
            yield 1

        class Local:
            pass

        for x in (numbers(), staticmethod(scale), classmethod(scale), property(scale), Local, Local(), sys):
            with self.subTest(x), self.assertRaises(Exception):
                messages.copy(x)
            with self.subTest(x), self.assertRaises(interpreters.NotShareableError):
                interpreters.create_queue().put([x])

    def test_builtins_of_its_own(self):
        namespace = {"__builtins__": {"len": len}}
        exec("def f(x): return len(x)", namespace)
        self.refused([namespace["f"]], "builtins of their own")

    def test_untrusted(self):
        n = 1
        for x in (lambda: 1, lambda: n, [adder(1)]):
            with self.assertRaisesRegex(ValueError, "not plain data: to open it, a function would have to be imported, or code run"):
                messages.loads(messages.dumps(x))

    def test_calls_as_cpython_has_them(self):
        interp = interpreters.create()
        self.addCleanup(interp.close)
        with self.assertRaises(interpreters.NotShareableError):
            interp.call(adder(1), 1)
        with self.assertRaises(interpreters.NotShareableError):
            interp.call(eval, "(lambda n: lambda: n)(1)")

    def test_limited_senders_send_none(self):
        from atoll import interpreters as more

        queue = interpreters.create_queue()
        with more.create(isolated=True) as interp:
            interp.prepare_main(queue=queue)
            interp.exec("try:\n  queue.put([lambda n=1: n])\nexcept Exception as e:\n  queue.put(type(e).__name__)")
            self.assertEqual(queue.get(timeout=30), "NotShareableError")
            # The other way round it is the receiver's own to call.
            x = 5
            queue.put([lambda: x + __import__("os").getpid()])
            interp.exec("f = queue.get()[0]\ntry:\n  f()\n  open('/etc/passwd')\nexcept Exception as e:\n  queue.put(type(e).__name__)")
            self.assertNotEqual(queue.get(timeout=30), "NotShareableError")


class OtherInterpreters(unittest.TestCase):
    def setUp(self):
        self.interp = interpreters.create()
        self.there, self.back = interpreters.create_queue(), interpreters.create_queue()
        self.interp.prepare_main(there=self.there, back=self.back)
        self.addCleanup(self.interp.close)

    def result(self, f, *args):
        self.there.put([f, args])
        self.interp.exec("f, args = there.get()\nback.put([f(*args)])")
        return self.back.get()[0]

    def test_globals_come_along(self):
        global FACTOR
        self.assertEqual(self.result(lambda x: math.sqrt(x) * FACTOR, 4), 20)
        self.assertEqual(self.result(lambda: xml.dom.minidom.Node.TEXT_NODE), 3)
        try:
            FACTOR = 11
            self.assertEqual(self.result(lambda x: x * FACTOR, 2), 22)
        finally:
            FACTOR = 10

    def test_the_receivers_own_globals_win(self):
        self.interp.exec("FACTOR = 1000")
        self.assertEqual(self.result(lambda x: x * FACTOR, 2), 2000)

    def test_there_and_back(self):
        got = self.result(lambda n: (lambda x: x + n), 3)
        self.assertEqual(got(4), 7)
        self.assertIs(got.__globals__, globals())

    def test_functions_of_the_program(self):
        self.assertEqual(self.result(lambda x: scale(x), 3), 30)

    def test_actors(self):
        n = 5
        ref = spawn(Caller)
        self.assertEqual(ref.call(lambda x: x * n, 3).result(), 15)
        self.assertEqual(ref.make(4).result()(3), 12)
        ref.stop()


@actor
class Caller:
    def call(self, f, x):
        return f(x)

    def make(self, n):
        return lambda x: x * n


class OtherProcesses(unittest.TestCase):
    def test_code_once(self):
        one, many = ([adder(i) for i in range(n)] for n in (1, 100))
        self.assertLess(len(messages.dumps(many)), 2 * len(messages.dumps(one)) + 10_000)
        self.assertEqual([f(0) for f in messages.loads(messages.dumps(many), trusted=True)], list(range(1, 101)))

    def test_bytes(self):
        n, words = 2, ["a"]

        def f(x):
            return math.floor(x * n * FACTOR), words, fib(7)

        data = messages.dumps({"f": f, "words": words})
        program = """
import sys
from atoll import messages
got = messages.loads(sys.stdin.buffer.read(), trusted=True)
print(got["f"](1.5), got["f"](1)[1] is got["words"], FACTOR)
"""
        result = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True)
        self.assertEqual((result.stdout, result.stderr), (b"(30, ['a'], 13) True 10\n", b""))


if __name__ == "__main__":
    unittest.main()
