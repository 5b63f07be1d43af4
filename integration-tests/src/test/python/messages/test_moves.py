"""move=True: the receiver has the contents, whoever had them before has nothing."""

import array
import asyncio
import collections
import copy
import json
import operator
import pickle
import signal
import threading
import unittest
from concurrent import interpreters

from atoll import messages
from atoll.actors import Mailbox, MailboxFull, actor, dead_letters, receive, reply, spawn
from atoll.channels import ChannelClosed, ChannelFull, Publisher, Sender, broadcast, channel

CONTAINERS = {
    list: lambda: [1, "two", 3.0],
    dict: lambda: {"one": 1, 2: "two", (3, 4): None, **{f"k{i}": i for i in range(20)}},
    set: lambda: {1, "two", (3, 4)},
    collections.deque: lambda: collections.deque([1, 2, 3], maxlen=9),
    bytearray: lambda: bytearray(b"some bytes"),
    array.array: lambda: array.array("d", [1.0, 2.0]),
}

OPERATIONS = {
    "len": len, "bool": bool, "iter": iter, "list": list, "str": str, "hash": hash, "repr of a list of it": lambda x: f"{x:>3}",
    "x == x's kind": lambda x: x == CONTAINERS[type(x).__base__](), "kind == x": lambda x: CONTAINERS[type(x).__base__]() == x,
    "x != y": lambda x: x != 1, "x < y": lambda x: x < 1, "x[0]": lambda x: x[0], "x[0] = 1": lambda x: operator.setitem(x, 0, 1),
    "del x[0]": lambda x: operator.delitem(x, 0), "1 in x": lambda x: 1 in x, "for": lambda x: [y for y in x], "*": lambda x: print(*x),
    "unpack": lambda x: operator.itemgetter(0)((lambda a: a)(*x)), "x + x": lambda x: x + x, "x * 2": lambda x: x * 2,
    "x | x": lambda x: x | x, "attribute": lambda x: x.copy, "set an attribute": lambda x: setattr(x, "a", 1), "append": lambda x: x.append(1),
    "reversed": lambda x: list(reversed(x)), "sorted": sorted, "sum": lambda x: sum(x), "max": max, "tuple": tuple, "set": set,
    "enumerate": lambda x: list(enumerate(x)), "zip": lambda x: list(zip(x, x)), "map": lambda x: list(map(str, x)), "any": any,
    "copy": copy.copy, "deepcopy": copy.deepcopy, "pickle": pickle.dumps, "message": messages.copy, "move again": messages.move,
}


class MoveTest(unittest.TestCase):
    def test_contents(self):
        for kind, make in CONTAINERS.items():
            with self.subTest(kind=kind.__name__):
                x = make()
                y = messages.move(x)
                self.assertIs(type(y), kind)
                self.assertEqual(y, make())
                self.assertIsNot(x, y)
                if kind is collections.deque:
                    self.assertEqual(y.maxlen, 9)

    def test_what_is_moved_can_be_changed(self):
        for kind, make in CONTAINERS.items():
            with self.subTest(kind=kind.__name__):
                x = make()
                y = messages.move(x)
                if kind is dict:
                    y["new"] = 1
                    self.assertEqual(y, make() | {"new": 1})
                elif kind is set:
                    y.add("new")
                    self.assertEqual(y, make() | {"new"})
                else:
                    y.append(7)
                    self.assertEqual(len(y), len(make()) + 1)
                self.assertRaises(ValueError, len, x)

    def test_names_raise(self):
        for kind, make in CONTAINERS.items():
            for name, operation in OPERATIONS.items():
                with self.subTest(kind=kind.__name__, operation=name):
                    x = make()
                    messages.move(x)
                    self.assertRaises((ValueError, TypeError) if name == "hash" else ValueError, operation, x)

    def test_what_tells_of_it_works(self):
        for kind, make in CONTAINERS.items():
            with self.subTest(kind=kind.__name__):
                x = make()
                messages.move(x)
                self.assertIsInstance(x, kind)
                self.assertIs(x, x)
                self.assertIn(f"moved {kind.__name__}", repr(x))
                self.assertIn(x, [x])

    def check(self, operation):
        with self.subTest(line=operation.__code__.co_positions and next(operation.__code__.co_positions())):
            self.assertRaises(ValueError, operation)

    def test_as_operand(self):
        x = [1]
        messages.move(x)
        for operation in (lambda: [1] + x, lambda: [1] == x, lambda: [1].extend(x), lambda: [*x], lambda: "".join(x), lambda: json.dumps(x),
                          lambda: array.array("b").fromlist(x), lambda: {1} & set(x), lambda: print(*x), lambda: dict(x), lambda: bytes(x)):
            self.check(operation)
        x = {1}
        messages.move(x)
        for operation in (lambda: {1} | x, lambda: {1} & x, lambda: {1} - x, lambda: {1} ^ x, lambda: {1} == x, lambda: {1} <= x,
                          lambda: {1}.union(x), lambda: {1}.update(x), lambda: {1}.issubset(x), lambda: {1}.isdisjoint(x),
                          lambda: {1}.intersection(x), lambda: {1}.difference(x), lambda: {1}.issuperset(x), lambda: frozenset(x)):
            self.check(operation)
        x = {"a": 1}
        messages.move(x)
        for operation in (lambda: {} | x, lambda: {} == x, lambda: {}.update(x), lambda: {**x}, lambda: dict(x), lambda: dict(**x),
                          lambda: json.dumps(x), lambda: [*x], lambda: {"b": 1}.update(x)):
            self.check(operation)
        x = bytearray(b"abc")
        messages.move(x)
        for operation in (lambda: b"" + x, lambda: b"".join([x]), lambda: bytes(x), lambda: memoryview(x), lambda: b"abc" == x, lambda: int(x),
                          lambda: b"abc".find(x)):
            self.check(operation)
        x = collections.deque([1])
        messages.move(x)
        for operation in (lambda: collections.deque() + x, lambda: collections.deque() == x, lambda: collections.deque(x)):
            self.check(operation)

    def test_iterators(self):
        for kind, make in CONTAINERS.items():
            for steps in (0, 1):
                with self.subTest(kind=kind.__name__, steps=steps):
                    x = make()
                    it = iter(x)
                    for _ in range(steps):
                        next(it)
                    messages.move(x)
                    with self.assertRaises((ValueError, RuntimeError)):
                        for _ in range(50):
                            next(it)

    def test_views(self):
        for view in ("keys", "values", "items"):
            with self.subTest(view=view):
                x = {"a": 1}
                v = getattr(x, view)()
                it = iter(v)
                messages.move(x)
                for operation in (len, list, iter, lambda v: "a" in v):
                    self.assertRaises(ValueError, operation, v)
                self.assertRaises(RuntimeError, next, it)

    def test_bound_methods(self):
        x, d, q, b = [1], {"a": 1}, collections.deque([1]), bytearray(b"a")
        methods = [(x.append, 1), (x.extend, [1]), (x.insert, 0, 1), (d.setdefault, 1), (d.update, {1: 2}), (q.append, 1), (b.append, 1),
                   (b.extend, b"x"), (b.decode,)]
        for o in (x, d, q, b):
            messages.move(o)
        for method, *arguments in methods:
            with self.subTest(method=method.__name__):
                self.assertRaises(ValueError, method, *arguments)

    def test_exported_memory(self):
        for make in (CONTAINERS[bytearray], CONTAINERS[array.array]):
            x = make()
            with memoryview(x) as view:
                with self.assertRaises(BufferError):
                    messages.move(x)
                self.assertEqual(x, make())
                self.assertTrue(view)
            self.assertEqual(messages.move(x), make())

    def test_mutable_elements_are_rebuilt(self):
        inner = [1]
        for x in ([inner, inner], {"a": inner, "b": inner}, collections.deque([inner, inner])):
            y = messages.move(x)
            values = list(y.values()) if isinstance(y, dict) else list(y)
            self.assertEqual(values, [[1], [1]])
            self.assertIs(values[0], values[1])
            self.assertIsNot(values[0], inner)
            self.assertRaises(ValueError, len, x)
        self.assertEqual(inner, [1])

    def test_cycle(self):
        x = [1]
        x.append(x)
        y = messages.move(x)
        self.assertIs(y[1], y)
        self.assertRaises(ValueError, len, x)

    def test_changed_while_sent(self):
        class Growing:
            def __reduce__(self):
                x.append(1)
                return int, ()

        x = [Growing()]
        with self.assertRaises(RuntimeError):
            messages.move(x)
        self.assertEqual(len(x), 2)

    def test_not_sent(self):
        x = [threading.Lock()]
        with self.assertRaises(TypeError):
            messages.move(x)
        self.assertEqual(len(x), 1)

    def test_what_cannot_be_moved(self):
        class Derived(list):
            pass

        for x in (Derived([1]), object(), [].append, (1, []), iter([])):
            with self.assertRaisesRegex(TypeError, "move=True gives away a list, dict, set, deque, bytearray or array, not"):
                messages.move(x)
        for x in (1, "a", None, b"x", 2.5):
            self.assertEqual(messages.move(x), x)


class QueueTest(unittest.TestCase):
    def test_put(self):
        for kind, make in CONTAINERS.items():
            with self.subTest(kind=kind.__name__):
                queue = interpreters.create_queue()
                x = make()
                queue.put(x, move=True)
                self.assertRaises(ValueError, len, x)
                self.assertEqual(queue.get(), make())

    def test_to_another_interpreter(self):
        there, back = interpreters.create_queue(), interpreters.create_queue()
        interp = interpreters.create()
        self.addCleanup(interp.close)
        interp.prepare_main(there=there, back=back)
        x = list(range(1000))
        there.put(x, move=True)
        interp.exec("""if True:
            y = there.get()
            y.append("theirs")
            back.put(y, move=True)
            try:
                len(y)
            except ValueError as e:
                back.put(str(e))
            """)
        self.assertEqual(back.get(), [*range(1000), "theirs"])
        self.assertIn("moved", back.get())
        self.assertRaises(ValueError, len, x)

    def test_given_back(self):
        queue = interpreters.create_queue(1)
        queue.put(1)
        for kind, make in CONTAINERS.items():
            for how in ({"block": False}, {"timeout": 0.01}):
                with self.subTest(kind=kind.__name__, how=how):
                    x = make()
                    with self.assertRaises(interpreters.QueueFull):
                        queue.put(x, move=True, **how)
                    self.assertEqual(x, make())
                    self.assertIs(type(x), kind)


class ChannelTest(unittest.TestCase):
    def test_send(self):
        for kind, make in CONTAINERS.items():
            for send in (Sender.send, Sender.send_nowait, lambda tx, *args, **how: asyncio.run(tx.send_async(*args, **how))):
                with self.subTest(kind=kind.__name__):
                    tx, rx = channel()
                    x = make()
                    send(tx, x, move=True)
                    self.assertRaises(ValueError, len, x)
                    self.assertEqual(rx.recv(), make())

    def test_given_back(self):
        async def cancelled(tx, x):
            task = asyncio.create_task(tx.send_async(x, move=True))
            await asyncio.sleep(0)
            self.assertRaises(ValueError, len, x)
            task.cancel()
            await task

        def closed(tx, x):
            tx.close()
            tx.send(x, move=True)

        ways = {
            "full": (ChannelFull, lambda tx, x: tx.send_nowait(x, move=True)),
            "timeout": (TimeoutError, lambda tx, x: tx.send(x, 0.01, move=True)),
            "async timeout": (TimeoutError, lambda tx, x: asyncio.run(tx.send_async(x, 0.01, move=True))),
            "cancelled": (asyncio.CancelledError, lambda tx, x: asyncio.run(cancelled(tx, x))),
            "priority": (ValueError, lambda tx, x: tx.send(x, priority=1, move=True)),
            "closed": (ChannelClosed, closed),
        }
        for kind, make in CONTAINERS.items():
            for name, (error, send) in ways.items():
                with self.subTest(kind=kind.__name__, way=name):
                    tx, rx = channel(1)
                    tx.send(1)
                    x = make()
                    self.assertRaises(error, send, tx, x)
                    self.assertEqual(x, make())
                    self.assertIs(type(x), kind)
                    self.assertEqual(rx.recv(), 1)

    def test_nobody_receives(self):
        tx, rx = channel(1)
        rx.close()
        x = [1]
        self.assertRaises(ChannelClosed, tx.send, x, move=True)
        self.assertEqual(x, [1])

    def test_interrupted(self):
        def interrupt(*_):
            raise InterruptedError

        before = signal.signal(signal.SIGALRM, interrupt)
        self.addCleanup(signal.signal, signal.SIGALRM, before)
        queue = interpreters.create_queue(1)
        queue.put(1)
        tx, rx = channel(1)
        tx.send(1)
        for send in (tx.send, queue.put):
            with self.subTest(send=send):
                x = [1, 2]
                signal.setitimer(signal.ITIMER_REAL, 0.05)
                self.assertRaises(InterruptedError, send, x, move=True)
                self.assertEqual(x, [1, 2])

    def test_misuse(self):
        tx, rx = channel()
        queue = interpreters.create_queue()
        for send in (tx.send, tx.send_nowait, queue.put, queue.put_nowait):
            for value, error, message in [(object(), TypeError, "gives away a list, dict, set, deque, bytearray or array, not object"),
                                          ([1, threading.Lock()], interpreters.NotShareableError, "does not support"),
                                          ((1, []), TypeError, "not tuple")]:
                with self.subTest(send=send, value=value):
                    with self.assertRaisesRegex(error, message):
                        send(value, move=True)
            data = bytearray(5)
            with memoryview(data), self.assertRaises(BufferError):
                send(data, move=True)
            data[0] = 1
            x = [1]
            send(x, move=True)
            with self.assertRaisesRegex(ValueError, "has been moved"):
                send(x, move=True)
            send("text", move=True)


class BroadcastTest(unittest.TestCase):
    def test_send(self):
        for kind, make in CONTAINERS.items():
            for send in (Publisher.send, Publisher.send_nowait, lambda tx, *args, **how: asyncio.run(tx.send_async(*args, **how))):
                for subscribers in (1, 3):
                    with self.subTest(kind=kind.__name__, subscribers=subscribers):
                        tx, topic = broadcast()
                        receivers = [topic.subscribe() for _ in range(subscribers)]
                        x = make()
                        send(tx, x, move=True)
                        self.assertRaises(ValueError, len, x)
                        got = [rx.recv() for rx in receivers]
                        for i, y in enumerate(got):
                            self.assertEqual(y, make())
                            self.assertFalse(any(y is other for other in got[:i]))
                            y.clear() if kind is not array.array else y.pop()

    def test_given_back(self):
        for kind, make in CONTAINERS.items():
            tx, topic = broadcast(1)
            slow, rx = topic.subscribe(), topic.subscribe()
            tx.send(1)
            rx.recv()
            for error, send in ((ChannelFull, lambda x: tx.send_nowait(x, move=True)), (TimeoutError, lambda x: tx.send(x, 0.01, move=True)),
                                (TimeoutError, lambda x: asyncio.run(tx.send_async(x, 0.01, move=True)))):
                x = make()
                self.assertRaises(error, send, x)
                self.assertEqual(x, make())
                self.assertIs(type(x), kind)
            self.assertEqual(slow.recv(), 1)
            tx.send(x, move=True)
            self.assertEqual((slow.recv(), rx.recv()), (make(), make()))

    def test_nobody_is_there(self):
        tx, topic = broadcast()
        x = [1]
        tx.send(x, move=True)
        self.assertRaises(ValueError, len, x)
        topic.close()
        y = [1]
        self.assertRaises(ChannelClosed, tx.send, y, move=True)
        self.assertEqual(y, [1])


@actor
class Keeper:
    def keep(self, *args, **kwargs):
        self.kept = args, kwargs
        return args, kwargs

    def wait(self, seconds):
        threading.Event().wait(seconds)

    def on_message(self, message):
        return message

    def same(self, a, b):
        return a is b

    def share(self, a, b):
        return a[0] is b[0]


class ActorTest(unittest.TestCase):
    def setUp(self):
        self.ref = spawn(Keeper)
        self.addCleanup(self.ref.stop)

    def test_ask_and_tell(self):
        for kind, make in CONTAINERS.items():
            with self.subTest(kind=kind.__name__):
                x, y = make(), make()
                self.assertEqual(self.ref.ask(move=True).keep(x, 1, ("a", 2), name=y).result(), ((make(), 1, ("a", 2)), {"name": make()}))
                for gone in (x, y):
                    self.assertRaises(ValueError, len, gone)
                x = make()
                self.ref.tell(move=True).keep(x)
                self.assertRaises(ValueError, len, x)
                x = make()
                self.assertEqual(self.ref.request(x, move=True).result(), make())
                self.assertRaises(ValueError, len, x)
                x = make()
                self.ref.send(x, move=True)
                self.assertRaises(ValueError, len, x)

    def test_functions(self):
        def taker():
            for message in receive():
                message.append("more")
                reply(message)

        ref = spawn(taker)
        self.addCleanup(ref.stop)
        x = [1]
        self.assertEqual(ref.request(x, move=True).result(), [1, "more"])
        self.assertRaises(ValueError, len, x)

    def test_identity(self):
        x = [1]
        self.assertTrue(self.ref.ask(move=True).same(x, x).result())
        self.assertTrue(self.ref.ask(move=True).same(a=(y := [2]), b=y).result())
        inner = [1]
        self.assertTrue(self.ref.ask(move=True).share(a := [inner], b := [inner]).result())
        self.assertEqual(inner, [1])
        for gone in (x, y, a, b):
            self.assertRaises(ValueError, len, gone)

    def test_others_are_sent_as_ever(self):
        tx, rx = channel()
        x, pair = [1], ([2], 3)
        got = self.ref.ask(move=True).keep(x, pair, tx, Kept([4])).result()[0]
        self.assertEqual((got[0], got[1], got[3].value, pair), ([1], ([2], 3), [4], ([2], 3)))
        self.assertRaises(ValueError, len, x)

    def test_given_back(self):
        ref = spawn(Keeper, mailbox=Mailbox(1, overflow="fail"))
        self.addCleanup(ref.kill)
        ref.tell.wait(5)
        lock = threading.Lock()
        with self.assertRaises(MailboxFull):
            while True:
                x, y = [1, [2]], bytearray(b"abc")
                ref.tell(move=True).keep(x, y=y)
        self.assertEqual((x, y), ([1, [2]], b"abc"))
        for args, kwargs in (((x, lock), {"y": y}), ((x,), {"y": y, "z": lock})):
            with self.assertRaises(interpreters.NotShareableError):
                ref.tell(move=True).keep(*args, **kwargs)
            self.assertEqual((x, y), ([1, [2]], b"abc"))
        with memoryview(y), self.assertRaises(BufferError):
            ref.tell(move=True).keep(x, y)
        with memoryview(y), self.assertRaises(BufferError):
            ref.tell(move=True).keep(x, y=y)
        self.assertEqual((x, y), ([1, [2]], b"abc"))

    def test_dead_letter_has_it(self):
        self.ref.stop()
        self.ref.join()
        x = [1, "late"]
        self.ref.tell(move=True).keep(x)
        self.assertRaises(ValueError, len, x)
        self.assertEqual(dead_letters()[-1].args, ([1, "late"],))

    def test_misuse(self):
        for send in (self.ref.send, self.ref.request):
            with self.assertRaisesRegex(TypeError, "move=True gives away a list, dict, set, deque, bytearray or array, not"):
                send(object(), move=True)
        x = [1]
        self.ref.send(x, move=True)
        for send in (lambda: self.ref.send(x, move=True), lambda: self.ref.tell(move=True).keep(x), lambda: self.ref.tell(move=True).keep(a=x)):
            with self.assertRaisesRegex(ValueError, "has been moved"):
                send()


class Kept:
    def __init__(self, value):
        self.value = value


if __name__ == "__main__":
    unittest.main()
