"""What atoll.actors promises, as one program without a guard of its main part: spawning, asking, telling, mailboxes."""

import asyncio
import concurrent.futures
import copy
import json
import math
import operator
import sys
import threading
import time
import traceback
import unittest
from dataclasses import dataclass
from enum import Enum

from settling import settle

from atoll.actors import *

GREETING = {"hello": [1, 2]}
UNSENDABLE = open(__file__)


class Color(Enum):
    RED = 1


@dataclass
class Add:
    n: int = 3


@dataclass
class Total:
    pass


class Base:
    def hello(self):
        return "base " + helper(2)


def helper(k):
    return str(k * math.factorial(4))


@actor
class Various(Base):
    limit = 7

    def __init__(self, x, *, y=1):
        super().__init__()
        self.x, self.y = x, y

    def fields(self):
        return self.x, self.y, self.limit

    def hello(self):
        return super().hello() + str(GREETING)

    def handle(self, message):
        match message:
            case Add(n=n):
                return n
            case Color.RED:
                return "red"

    def make(self):
        return Add(77), Color.RED

    @staticmethod
    def static(a):
        return a + 1

    @classmethod
    def name_of(cls):
        return cls.__name__

    def dumps(self):
        return json.dumps({"a": 1})

    def on_message(self, message):
        return "got", message

    def unsendable(self):
        return UNSENDABLE

    def result(self):
        return sys.stdout

    def keep(self, items):
        items.append(3)
        return items


@actor
class Counter:
    def __init__(self, start=0):
        self.n = start

    def add(self, k=1):
        self.n += k
        return self.n

    def boom(self, text="boom"):
        raise ValueError(text)

    def own(self):
        class Local(Exception):
            pass
        raise Local("mine")

    def sleep(self, seconds):
        time.sleep(seconds)
        return seconds


@actor
class Several:
    """Waits for several answers in the middle of a message."""

    def wait(self, other):
        done, _ = concurrent.futures.wait([other.sleep(0.02) for _ in range(3)], timeout=20)
        return len(done)

    def as_completed(self, other):
        return len(list(concurrent.futures.as_completed([other.sleep(0.02) for _ in range(3)], timeout=20)))

    def await_all(self, other):
        async def main():
            return await asyncio.wait_for(asyncio.gather(*(other.sleep(0.02) for _ in range(3))), 20)
        return len(asyncio.run(main()))


@actor
class Waiter:
    def wait(self, seconds):
        time.sleep(seconds)
        return seconds

    def ask_to_wait(self, other):
        return other.wait(100).result()


@actor
class Dynamic:
    def __getattr__(self, name):
        return lambda *args: (name, args)


class Asking(unittest.TestCase):
    def test_program_comes_along(self):
        various = spawn(Various, 1, y=2)
        self.assertEqual(various.fields().result(), (1, 2, 7))
        self.assertEqual(various.hello().result(), "base 48{'hello': [1, 2]}")
        self.assertEqual(various.handle(Add(5)).result(), 5)
        self.assertEqual(various.handle(Color.RED).result(), "red")
        self.assertEqual(various.make().result(), (Add(77), Color.RED))
        self.assertIs(various.make().result()[1], Color.RED)
        self.assertEqual(various.static(1).result(), 2)
        self.assertEqual(various.name_of().result(), "Various")
        self.assertEqual(various.dumps().result(), '{"a": 1}')
        self.assertEqual(various.request([1, 2]).result(), ("got", [1, 2]))

    def test_messages_are_snapshots(self):
        items = [1, 2]
        self.assertEqual(spawn(Various, 0).keep(items).result(), [1, 2, 3])
        self.assertEqual(items, [1, 2])

    def test_what_cannot_come_along(self):
        with self.assertRaises(NameError) as caught:
            spawn(Various, 0).unsendable().result()
        self.assertIn("UNSENDABLE", str(caught.exception))
        with self.assertRaisesRegex(TypeError, "does not support cross-interpreter data"):
            spawn(Various, 0).result().result()
        with self.assertRaisesRegex(TypeError, "does not support cross-interpreter data"):
            spawn(Various, 0).keep(sys.stdout)
        with self.assertRaisesRegex(TypeError, "does not support cross-interpreter data"):
            spawn(Various, sys.stdout)

    def test_local_class_and_closure(self):
        step = 5

        @actor
        class Local:
            def add(self, k):
                return k + step

        def function():
            for message in receive():
                reply(message + step)

        self.assertEqual(spawn(Local).add(1).result(), 6)
        self.assertEqual(spawn(function).request(2).result(), 7)

    def test_exceptions(self):
        counter = spawn(Counter)
        with self.assertRaisesRegex(ValueError, "hey") as caught:
            counter.boom("hey").result()
        self.assertIsInstance(caught.exception.__cause__, RemoteTraceback)
        self.assertIn("in boom\n    raise ValueError(text)\nValueError: hey", str(caught.exception.__cause__))
        with self.assertRaisesRegex(RemoteError, "Local: mine"):
            counter.own().result()
        self.assertIsInstance(counter.boom().exception(), ValueError)
        self.assertIsNone(counter.add().exception())
        self.assertEqual(counter.add().result(), 2)

    def test_future(self):
        counter = spawn(Counter)
        futures = [counter.add(), counter.sleep(0.05)]
        self.assertIsInstance(futures[0], concurrent.futures.Future)
        done, pending = concurrent.futures.wait(futures)
        self.assertEqual((len(done), len(pending)), (2, 0))
        found = [f.result() for f in concurrent.futures.as_completed([counter.sleep(0.02), counter.add()])]
        self.assertEqual(sorted(found), [0.02, 2])
        called = []
        later = counter.sleep(0.05)
        later.add_done_callback(called.append)
        self.assertTrue(settle(lambda: called == [later]))
        counter.tell.sleep(0.2)
        queued = counter.add()
        self.assertTrue(queued.cancel())
        self.assertTrue(queued.cancelled() and queued.done())
        with self.assertRaises(concurrent.futures.CancelledError):
            queued.result()
        self.assertEqual(counter.add().result(), 3)

    def test_answer_while_the_waiter_is_locked(self):
        counter = spawn(Counter)
        for name in "lock", "event._cond":
            waiter = concurrent.futures._base._AsCompletedWaiter()
            answer = counter.sleep(0.05)
            with answer._condition:
                answer._waiters.append(waiter)
            with operator.attrgetter(name)(waiter):
                # It comes while this thread has the lock, and is told here.
                self.assertTrue(settle(answer.done))
                time.sleep(0.01)
                self.assertEqual(waiter.finished_futures, [])
            self.assertTrue(settle(lambda: waiter.finished_futures == [answer]))

    def test_waiting_for_several_in_an_actor(self):
        counter, both = spawn(Counter), spawn(Several)
        for way in "wait", "as_completed", "await_all":
            self.assertEqual(getattr(both, way)(counter).result(30), 3, way)

        def function(other):
            done, _ = concurrent.futures.wait([other.sleep(0.02) for _ in range(3)], timeout=20)
            reply_to = receive_one()
            reply_to.add(len(done)).result()

        summed = spawn(Counter)
        waiting = spawn(function, counter)
        waiting.send(summed)
        self.assertTrue(waiting.join(30))
        self.assertEqual(summed.add(0).result(), 3)

    def test_timeouts(self):
        counter = spawn(Counter)
        busy = counter.sleep(1)
        settle(busy.running)
        with self.assertRaisesRegex(TimeoutError, "has not answered add in time"):
            counter.ask(timeout=0.05).add().result()
        with self.assertRaises(TimeoutError):
            counter.add().result(timeout=0.01)
        self.assertEqual(busy.result(), 1)
        # The first add() was not begun before its time was over, so it was left out; the second was only not waited for.
        self.assertEqual(counter.add().result(), 2)

    def test_any_method(self):
        self.assertEqual(spawn(Dynamic).whatever(1).result(), ("whatever", (1,)))

    def test_misuse(self):
        counter = spawn(Counter, name="misused")
        cases = [
            (TypeError, "decorated with @actor", lambda: spawn(3)),
            (TypeError, "decorate it with @actor", lambda: spawn(Base)),
            (TypeError, "decorates a class", lambda: actor(3)),
            (NameTaken, "an actor named 'misused' already", lambda: spawn(Counter, name="misused")),
            (TypeError, "name must be a str", lambda: spawn(Counter, name=3)),
            (ValueError, "must not be empty", lambda: spawn(Counter, name="a/b")),
            (TypeError, "mailbox must be", lambda: spawn(Counter, mailbox="x")),
            (ValueError, "at least one message", lambda: spawn(Counter, mailbox=0)),
            (ValueError, "overflow must be", lambda: Mailbox(3, overflow="x")),
            (TypeError, "supervise must be", lambda: spawn(Counter, supervise=1)),
            (ValueError, "times must not be negative", lambda: Restart(times=-1)),
            (ValueError, "a group is", lambda: Group("x")),
            (AttributeError, "has no method 'nope'", lambda: counter.nope),
            (AttributeError, "private", lambda: counter._x),
            (TypeError, "name the method", lambda: counter.tell(1)),
            (TypeError, "name the method", lambda: counter.ask("add", 1)),
            (TypeError, "supervise must be .*Restart", lambda: spawn(Counter, supervise=Restart)),
            (ValueError, "timeout must not be negative", lambda: counter.add().result(-1)),
            (ValueError, "timeout must not be negative", lambda: counter.ask(timeout=-1)),
            (TypeError, "timeout must be a number", lambda: counter.ask(timeout="x")),
            (TypeError, "takes no timeout", lambda: counter.tell(timeout=1)),
            (ValueError, "delay must not be negative", lambda: counter.after(-1)),
            (ValueError, "more than 0 seconds", lambda: counter.every(0)),
            (TypeError, "name the method", lambda: counter.after(1)()),
            (ActorError, "for the code of an actor", self_ref),
            (ActorError, "for the code of an actor", receive),
            (ActorError, "for the code of an actor", stash),
            (ActorError, "for the code of an actor", lambda: watch(counter)),
        ]
        for error, text, misuse in cases:
            with self.subTest(text=text), self.assertRaisesRegex(error, text):
                misuse()

    def test_misspelt(self):
        counter = spawn(Counter)
        self.assertLessEqual({"add", "boom", "sleep", "tell", "stop"}, set(dir(counter)))
        for way in counter, counter.tell, counter.after(1):
            with self.assertRaises(AttributeError) as caught:
                way.slep(1)
            self.assertIn("Did you mean: 'sleep'?", "".join(traceback.format_exception_only(caught.exception)))

    def test_calls_that_do_not_fit(self):
        # The method has not begun, so that the actor has not failed, whatever its supervision.
        for supervise in Resume(), Restart(), Stop(), Escalate():
            counter = spawn(Counter, 5, supervise=supervise)
            dead_letters(clear=True)
            for misuse in lambda: counter.add(1, 2, 3), lambda: counter.sleep(), lambda: counter.add(n=3):
                with self.assertRaisesRegex(TypeError, "argument"):
                    misuse().result()
            with self.assertRaisesRegex(ActorError, "has no method on_message"):
                counter.request("hello").result()
            counter.tell.sleep()
            counter.send("hello")
            self.assertEqual((counter.add().result(), counter.restarts), (6, 0))
            self.assertEqual([letter.method for letter in dead_letters()], ["sleep", None])

    def test_interrupted_asker(self):
        # What an asker lends its thread for ends with the asker's wait, and is no failure of the actor.
        asked, asker = spawn(Waiter, supervise=Restart()), spawn(Waiter)
        asked.wait(0).result()
        answer = asker.ask_to_wait(asked)
        self.assertTrue(settle(answer.running))
        time.sleep(0.3)
        asker.interrupt("hey")
        with self.assertRaisesRegex(BaseException, "hey"):
            answer.result(20)
        self.assertEqual(asked.restarts, 0)
        self.assertEqual(asker.wait(0).result(), 0)
        asked.kill()

    def test_refs_are_not_copied(self):
        counter = spawn(Counter)
        self.assertIs(copy.deepcopy([counter])[0], counter)
        self.assertIs(copy.copy(counter), counter)

    def test_class_that_changes(self):
        @actor
        class Growing:
            pass

        with self.assertRaisesRegex(AttributeError, "no method 'more'"):
            spawn(Growing).more()
        Growing.more = lambda self: "more"
        self.assertEqual(spawn(Growing).more().result(), "more")

    def test_names(self):
        counter = spawn(Counter, name="known")
        self.assertIs(lookup("known"), counter)
        self.assertEqual((counter.name, counter.path, counter.alive), ("known", "/known", True))
        self.assertIn(counter, all_actors())
        counter.stop("enough")
        self.assertTrue(counter.join(20))
        self.assertEqual((counter.alive, counter.reason), (False, "enough"))
        self.assertIsNone(lookup("known"))
        with self.assertRaisesRegex(ActorStopped, "/known has ended: enough"):
            counter.add().result()

    def test_constructor_fails(self):
        various = spawn(Various)
        with self.assertRaisesRegex(ActorStopped, "missing 1 required positional argument"):
            various.fields().result()
        self.assertTrue(various.join(20))


@actor
class Inside:
    def own_answer(self):
        return self_ref().number().result()

    def number(self):
        return 1

    def number_of(self, other):
        return other.number().result()

    def sent_by(self, other):
        return other.sender_is(self_ref()).result()

    def sender_is(self, other):
        return sender() is other

    def hire(self):
        return spawn(Inside, name="hired")

    def family(self):
        return parent(), children()

    def receive_here(self):
        receive()

    def watch_without_hook(self):
        watch(self_ref())


@actor
class Circle:
    """Each asks the next one and waits."""

    def __init__(self, mailbox=None):
        self.next = None
        self.asked = 0

    def follow(self, other):
        self.next = other

    def pass_on(self, steps):
        return "through" if steps == 0 else self.next.pass_on(steps - 1).result()

    def ask_for_ever(self):
        self.asked += 1
        return self.next.ask_for_ever().result()

    def times_asked(self):
        return self.asked

    def pass_on_with_patience(self, steps):
        try:
            return "through" if steps == 0 else self.next.pass_on_with_patience(steps - 1).result(0.5)
        except TimeoutError:
            return "timeout"

    async def await_answer(self, steps):
        return "through" if steps == 0 else await self.next.await_answer(steps - 1)

    def in_thread(self):
        """A thread of its own may wait for the actor: it does not keep that from its messages."""
        got = []
        me = self_ref()
        thread = threading.Thread(target=lambda: got.append(me.ask_nobody().result()))
        thread.start()
        self.got = got

    def ask_nobody(self):
        return "nobody"

    def what_thread_got(self):
        return self.got

    def wait_for_end(self):
        return self.next.join()


class Deadlocks(unittest.TestCase):
    def circle(self, size):
        all = [spawn(Circle, name=f"{self._testMethodName}-{size}-{n}") for n in range(size)]
        for one, other in zip(all, all[1:] + all[:1]):
            one.follow(other).result()
        self.addCleanup(lambda: [(each.stop(), each.join(20)) for each in all])
        return all

    def test_circles(self):
        for size in 2, 3, 5:
            with self.subTest(size=size):
                all = self.circle(size)
                self.assertEqual(all[0].pass_on(size - 1).result(20), "through")
                # Whoever is the last to wait is told.
                with self.assertRaisesRegex(ActorError, f"deadlock: /test_circles-{size}-. would wait for the answer of /test_circles-{size}-..pass_on, but") as caught:
                    all[0].pass_on(size).result(20)
                self.assertEqual(str(caught.exception).count("waits for the answer"), size - 1)
                # Lent or not, whoever comes last.
                answers = [each.pass_on(size) for each in all]
                errors = [str(answer.exception(20)) for answer in answers]
                self.assertTrue(any("deadlock" in error for error in errors), errors)
                self.assertEqual(all[0].pass_on(size - 1).result(20), "through")

    def test_it_is_not_asked_for_ever(self):
        one, other = self.circle(2)
        self.assertIn("deadlock", str(one.ask_for_ever().exception(20)))
        # What was asked for in vain is not done later: that would close the next circle, and so on.
        asked = one.times_asked().result(20), other.times_asked().result(20)
        time.sleep(0.2)
        self.assertEqual((one.times_asked().result(20), other.times_asked().result(20)), asked)
        # Twice where the other one waited first: its ask had been accepted, and is answered by what the next circle gives.
        self.assertIn(asked, [(1, 1), (2, 1)])

    def test_what_is_none(self):
        one, other = self.circle(2)
        self.assertEqual(one.pass_on_with_patience(2).result(20), "timeout")
        self.assertEqual(one.await_answer(6).result(20), "through")
        one.in_thread().result()
        self.assertTrue(settle(lambda: one.what_thread_got().result() == ["nobody"]))

    def test_wait_for_the_end(self):
        one, other = self.circle(2)
        waiting = one.wait_for_end()
        self.assertTrue(settle(waiting.running))
        time.sleep(0.1)
        with self.assertRaisesRegex(ActorError, "waits for the end of"):
            other.pass_on(1).result(20)
        other.stop()
        self.assertTrue(waiting.result(20))

    def test_dump(self):
        from atoll import inspect
        slow, asker = spawn(Waiter, name="slow"), spawn(Waiter)
        slow.tell.wait(2)
        asking = asker.ask_to_wait(slow)
        self.assertTrue(settle(lambda: "waits for the answer of /slow.wait from thread" in inspect.text()))
        asker.interrupt()
        self.assertIsNotNone(asking.exception(20))
        slow.kill()


class InActors(unittest.TestCase):
    def test_actors_call_actors(self):
        one, two = spawn(Inside), spawn(Inside)
        self.assertEqual(one.number_of(two).result(), 1)
        self.assertTrue(one.sent_by(two).result())
        with self.assertRaisesRegex(ActorError, "cannot wait for its own answer"):
            one.own_answer().result()

    def test_family(self):
        boss = spawn(Inside, name="boss")
        child = boss.hire().result()
        self.assertEqual(child.path, "/boss/hired")
        self.assertEqual(child.family().result(), (boss, []))
        self.assertEqual(boss.family().result(), (None, [child]))
        boss.stop()
        self.assertTrue(child.join(20))
        self.assertIn("spawned by /boss", child.reason)

    def test_wrong_places(self):
        inside = spawn(Inside)
        with self.assertRaisesRegex(ActorError, "function actors"):
            inside.receive_here().result()
        with self.assertRaisesRegex(ActorError, "on_message"):
            inside.watch_without_hook().result()


class Mailboxes(unittest.TestCase):
    def test_drop_oldest(self):
        slow = spawn(Collector, mailbox=Mailbox(5, overflow="drop_oldest"))
        dead_letters(clear=True)
        for i in range(50):
            slow.tell.work(i)
        got = slow.all().result()
        lost = [letter.args[0] for letter in dead_letters() if letter.recipient is slow]
        self.assertEqual(sorted(got + lost), list(range(50)))
        self.assertGreater(len(lost), 30)
        self.assertIn("is full (5 messages)", dead_letters()[0].reason)

    def test_fail(self):
        slow = spawn(Collector, mailbox=Mailbox(5, overflow="fail"))
        failed = 0
        for i in range(50):
            try:
                slow.tell.work(i)
            except MailboxFull:
                failed += 1
        self.assertTrue(settle(lambda: slow.pending == 0))
        self.assertEqual(len(slow.all().result()) + failed, 50)

    def test_block(self):
        slow = spawn(Collector, mailbox=3)
        for i in range(20):
            slow.tell.work(i)
        self.assertEqual(slow.all().result(), list(range(20)))

    def test_block_until_there_is_room(self):
        # Whoever waits for room hears of it however little is taken out before the receiver waits for the sender.
        gate = spawn(Gate)
        taker = spawn(take_and_wait, gate, 3, mailbox=10)
        sent = []
        sender = threading.Thread(target=lambda: [sent.append(taker.send(i)) for i in range(13)])
        sender.start()
        self.assertTrue(settle(lambda: len(sent) == 10 and taker.pending == 10))
        gate.open("begin").result()
        sender.join(20)
        self.assertEqual(len(sent), 13)
        gate.open("end").result()
        self.assertTrue(taker.join(20))

    def test_what_is_no_message_takes_no_room(self):
        own = spawn(Own, mailbox=Mailbox(1, overflow="drop_oldest"))
        dead_letters(clear=True)
        self.assertEqual(own.fill().result(20), "through")
        self.assertTrue(own.join(20))
        self.assertEqual([letter.args for letter in dead_letters() if letter.recipient is own], [(0,), (1,), (2,)])

    def test_stop_after_pending_of_any_priority(self):
        slow = spawn(Collector, mailbox=Mailbox(100, priorities=True))
        slow.tell(priority=9).pause(0.2)
        settle(lambda: slow.pending == 0)
        for i in range(5):
            slow.tell(priority=i).work(i)
        answer = slow.ask(priority=-5).all()
        slow.stop("done", after_pending=True)
        self.assertEqual(answer.result(20), [4, 3, 2, 1, 0])
        self.assertTrue(slow.join(20))

    def test_priorities(self):
        slow = spawn(Collector, mailbox=Mailbox(100, priorities=True))
        slow.tell(priority=9).pause(0.2)
        settle(lambda: slow.pending == 0)
        for i in range(9):
            slow.tell(priority=i % 3).work(i)
        self.assertEqual(slow.ask(priority=-1).all().result(), [2, 5, 8, 1, 4, 7, 0, 3, 6])

    def test_dead_letters(self):
        dead_letters(clear=True)
        counter = spawn(Counter)
        counter.stop()
        counter.join()
        counter.tell.add([7])
        letter = next_dead_letter(10)
        self.assertEqual((letter.recipient, letter.method, letter.args, letter.kwargs), (counter, "add", ([7],), {}))
        self.assertIn("has ended", letter.reason)
        with self.assertRaises(TimeoutError):
            next_dead_letter(0.01)

    def test_dead_letters_show_what_was_sent(self):
        dead_letters(clear=True)
        counter = spawn(Counter)
        counter.tell.boom(text="named")
        letter = next_dead_letter(20)
        self.assertEqual((letter.method, letter.args, letter.kwargs), ("boom", (), {"text": "named"}))
        later = spawn(Later)
        later.tell.fail([Add(7)])
        letter = next_dead_letter(20)
        self.assertEqual(letter.args, ([Add(7)],))
        self.assertIs(type(letter.args[0][0]), Add)

    def test_what_its_actor_has_stays_there(self):
        dead_letters(clear=True)
        later = spawn(Later)
        self.assertTrue(settle(later.hang([Add(7)]).running))
        later.kill()
        self.assertTrue(later.join(20))
        self.assertEqual([letter.args for letter in dead_letters() if letter.recipient is later], [("(its actor had it)",)])

    def test_unreadable(self):
        dead_letters(clear=True)
        function = spawn(accumulate, 100)
        function.send(Unreadable())
        asked = function.request(Unreadable())
        function.send(Add(5))
        self.assertEqual(function.request(Total()).result(), 105)
        with self.assertRaisesRegex(TypeError, "unpickled"):
            asked.result()
        self.assertIn("unpickled", next_dead_letter(20).reason)
        various = spawn(Various, 1, supervise=Restart())
        with self.assertRaisesRegex(TypeError, "unpickled"):
            various.handle(Unreadable()).result()
        self.assertEqual((various.fields().result()[0], various.restarts), (1, 0))


def cannot_be_made():
    raise ValueError("not here")


class Unreadable:
    def __reduce__(self):
        return cannot_be_made, ()


@actor
class Later:
    async def fail(self, items):
        items.append(self)
        items[0].n = 8
        raise ValueError

    def hang(self, items):
        items.append(self)
        while True:
            try:
                time.sleep(1)
            except BaseException:
                pass


@actor
class Gate:
    """Answers wait(name) once open(name) was called."""

    def __init__(self):
        self.opened = set()

    def wait(self, name):
        if name not in self.opened:
            stash()

    def open(self, name):
        self.opened.add(name)
        unstash_all()


def take_and_wait(gate, count):
    gate.wait("begin").result()
    for _ in range(count):
        receive_one()
    gate.wait("end").result()


@actor
class Own:
    def fill(self):
        self_ref().stop(after_pending=True)
        for i in range(3):
            self_ref().tell.note(i)
        return "through"

    def note(self, i):
        pass


@actor
class Collector:
    def __init__(self):
        self.got = []

    def work(self, item):
        time.sleep(0.003)
        self.got.append(item)

    def pause(self, seconds):
        time.sleep(seconds)

    def all(self):
        return self.got


def accumulate(start):
    total = start
    for message in receive():
        match message:
            case Add(n):
                total += n
            case Total():
                reply(total)
            case "end":
                return


def select(to):
    got = [receive_one(match=int), receive_one(match=lambda m: m == "b"), receive_one(1)]
    got.append(receive_one(0.01, default="none"))
    for message in receive(timeout=0.01):
        got.append(message)
    to.send(got)


def average():
    count = total = 0
    message = yield
    while True:
        count, total = count + 1, total + message
        message = yield total / count


class Functions(unittest.TestCase):
    def test_receive(self):
        function = spawn(accumulate, 100)
        function.send(Add(5))
        function.send(Add())
        self.assertEqual(function.request(Total()).result(), 108)
        with self.assertRaisesRegex(AttributeError, "takes messages by receive"):
            function.add
        function.send("end")
        self.assertTrue(function.join(20))
        self.assertEqual(function.reason, "finished")

    def test_selective(self):
        inbox = spawn(Inbox)
        function = spawn(select, inbox)
        for message in "a", "b", 3, "c":
            function.send(message)
        self.assertTrue(settle(lambda: inbox.all().result()))
        self.assertEqual(inbox.all().result()[0][:3], [3, "b", "a"])

    def test_generator(self):
        mean = spawn(average)
        self.assertEqual([mean.request(n).result() for n in (2, 4)], [2, 3])

    def test_stop_ends_the_loop(self):
        function = spawn(accumulate, 0)
        function.stop("enough")
        self.assertTrue(function.join(20))
        with self.assertRaises(ActorStopped):
            function.request(Total()).result()


@actor
class Inbox:
    def __init__(self):
        self.got = []

    def on_message(self, message):
        self.got.append((message.ref, message.reason) if isinstance(message, Terminated) else message)

    def all(self):
        return self.got

    def watch(self, ref):
        watch(ref)

    def unwatch(self, ref):
        unwatch(ref)


@actor
class Door:
    def open(self, code):
        if code != 42:
            stash()
            return
        become(Opened())
        unstash_all()
        return "opened"

    def enter(self):
        stash()


class Opened:
    def enter(self):
        return "in"

    def open(self, code):
        return f"was open: {code}"


class Behaviour(unittest.TestCase):
    def test_become_and_stash(self):
        door = spawn(Door)
        enter, wrong, right = door.enter(), door.open(7), door.open(42)
        self.assertEqual((right.result(), enter.result(), wrong.result()), ("opened", "in", "was open: 7"))
        self.assertEqual(door.enter().result(), "in")

    def test_stash_has_bounds(self):
        door = spawn(Door, mailbox=3)
        visitors = [door.enter() for _ in range(4)]
        with self.assertRaisesRegex(MailboxFull, "has stashed 3 messages"):
            visitors[3].result(20)
        door.open(42).result()
        self.assertEqual([visitor.result(20) for visitor in visitors[:3]], ["in"] * 3)

    def test_timer_of_an_actor_that_ends(self):
        dead_letters(clear=True)
        counter = spawn(Counter)
        timer, again = counter.after(60).add(1), counter.every(60).add(2)
        counter.stop()
        counter.join(20)
        self.assertFalse(timer.active or again.active)
        late = counter.after(60).add(3)
        self.assertFalse(late.active)
        self.assertEqual([letter.args for letter in dead_letters() if letter.recipient is counter], [(1,), (3,)])

    def test_timers(self):
        counter = spawn(Counter)
        periodic, once = counter.every(0.02).add(), counter.after(0.01).add(100)
        self.assertTrue(settle(lambda: counter.add(0).result() >= 105))
        self.assertFalse(once.active)
        self.assertTrue(periodic.active and periodic.cancel())
        now = counter.add(0).result()
        time.sleep(0.1)
        self.assertEqual(counter.add(0).result(), now)


unittest.main()
