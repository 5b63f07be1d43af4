"""What atoll.actors promises of failures: strategies, groups, links, watches, interrupts, an end by force."""

import functools
import os
import tempfile
import threading
import time
import unittest

from settling import settle

from atoll.actors import *


@actor
class Worker:
    def __init__(self, tag="", fail=False):
        if fail:
            raise RuntimeError("cannot begin")
        self.tag, self.n = tag, 0

    def inc(self):
        self.n += 1
        return self.n

    def get(self):
        return self.n

    def boom(self):
        raise RuntimeError("boom " + self.tag)

    def boom_with(self, sign):
        while not os.path.exists(sign):
            time.sleep(0.001)
        raise RuntimeError("boom " + self.tag)

    def loop(self):
        while True:
            pass

    def sleep(self):
        time.sleep(1000)

    def sleep_for(self, seconds):
        time.sleep(seconds)

    def cleaned(self):
        try:
            while True:
                pass
        finally:
            self.n = 99

    def endless(self):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass

    def background(self):
        threading.Thread(target=self.loop).start()

    def recurse(self):
        return self.recurse()


@actor
class Boss:
    def __init__(self):
        self.child = spawn(Worker, "child", supervise=Escalate())

    def hired(self):
        return self.child


@actor
class Ticking:
    def __init__(self):
        self.life = time.monotonic_ns()
        self.own = self.others = 0
        self.heard = []
        self_ref().every(0.02).tick(self.life)

    def tick(self, life):
        if life == self.life:
            self.own += 1
        else:
            self.others += 1

    def ticks(self):
        return self.own, self.others

    def note(self, what):
        self.heard.append(what)

    def notes(self):
        return self.heard

    def boom(self):
        raise RuntimeError("boom")


@actor
class Family:
    def __init__(self):
        self.heir = spawn(Worker, name="heir")

    def fail(self):
        raise RuntimeError("the boss")

    def name_of_heir(self):
        return self.heir.name


@actor
class Linked:
    def to(self, other):
        link(other)

    def not_to(self, other):
        unlink(other)


@actor
class Watcher:
    def __init__(self):
        self.seen = []

    def follow(self, ref):
        watch(ref)

    def forget(self, ref):
        unwatch(ref)

    def on_message(self, message):
        match message:
            case Terminated(ref, reason):
                self.seen.append((ref, reason, message.traceback))

    def told(self):
        return self.seen


@actor
class Fragile:
    """Fails with every tenth message."""

    def __init__(self, to):
        self.to = to

    def handle(self, i):
        if i % 10 == 3:
            raise ValueError(i)
        self.to.tell.add(i)


@actor
class Sink:
    def __init__(self):
        self.got = []

    def add(self, item):
        self.got.append(item)

    def all(self):
        return self.got

    def on_stop(self, reason):
        listener = lookup("stops")
        if listener:
            listener.send(reason)


settle = functools.partial(settle, seconds=30)


class Strategies(unittest.TestCase):
    def test_resume(self):
        worker = spawn(Worker, supervise=Resume())
        worker.inc().result()
        worker.tell.boom()
        self.assertEqual((worker.inc().result(), worker.restarts), (2, 0))

    def test_restart(self):
        worker = spawn(Worker, supervise=Restart(times=2, within=100, backoff=0.01))
        for _ in range(3):
            worker.tell.inc()
            worker.tell.boom()
        self.assertTrue(worker.join(30))
        self.assertEqual((worker.restarts, worker.reason), (2, "RuntimeError: boom "))
        with self.assertRaisesRegex(ActorStopped, "boom") as caught:
            worker.inc().result()
        self.assertIn("in boom", str(caught.exception.__cause__))

    def test_restart_rebuilds_the_state(self):
        worker = spawn(Worker, "x", supervise=Restart())
        worker.inc().result()
        with self.assertRaisesRegex(RuntimeError, "boom x"):
            worker.boom().result()
        self.assertEqual(worker.inc().result(), 1)
        self.assertEqual(worker.restarts, 1)

    def test_messages_survive(self):
        sink = spawn(Sink, supervise=Stop())
        fragile = spawn(Fragile, sink, supervise=Restart(times=None))
        dead_letters(clear=True)
        for i in range(100):
            fragile.tell.handle(i)
        self.assertTrue(settle(lambda: fragile.restarts == 10 and fragile.pending == 0))
        self.assertTrue(settle(lambda: len(sink.all().result()) == 90))
        self.assertEqual(sink.all().result(), [i for i in range(100) if i % 10 != 3])
        letters = [letter for letter in dead_letters() if letter.recipient is fragile]
        self.assertEqual([letter.args[0] for letter in letters], list(range(3, 100, 10)))
        self.assertEqual(letters[0].reason, "failed: ValueError: 3")
        self.assertIn("raise ValueError(i)", letters[0].traceback)

    def test_each_failure_counts(self):
        sink = spawn(Sink, supervise=Stop())
        several = [spawn(Fragile, sink, supervise=Restart(times=None)) for _ in range(8)]
        for i in range(100):
            for fragile in several:
                fragile.tell.handle(i)
        self.assertTrue(settle(lambda: all(fragile.restarts == 10 for fragile in several)), [f.restarts for f in several])

    def test_stop(self):
        worker = spawn(Worker, supervise=Stop())
        with self.assertRaisesRegex(RuntimeError, "boom"):
            worker.boom().result()
        self.assertTrue(worker.join(30))

    def test_constructor(self):
        worker = spawn(Worker, fail=True, supervise=Restart(times=2, within=None, backoff=0.001))
        self.assertTrue(worker.join(30))
        self.assertEqual((worker.restarts, worker.reason), (2, "RuntimeError: cannot begin"))

    def test_escalate(self):
        boss = spawn(Boss, supervise=Restart())
        child = boss.hired().result()
        child.tell.boom()
        self.assertTrue(settle(lambda: boss.restarts == 1))
        self.assertTrue(child.join(30))
        self.assertIsNot(boss.hired().result(), child)

    def test_restart_makes_timers_anew(self):
        ticking = spawn(Ticking, supervise=Restart())
        self.assertTrue(settle(lambda: ticking.ticks().result(30)[0] > 2))
        once, again = ticking.after(0.5).note("once"), ticking.every(60).note("from outside")
        with self.assertRaisesRegex(RuntimeError, "boom"):
            ticking.boom().result(30)
        self.assertTrue(settle(lambda: ticking.ticks().result(30)[0] > 2))
        left = ticking.ticks().result(30)[1]
        self.assertTrue(settle(lambda: ticking.ticks().result(30)[0] > 12))
        self.assertEqual(ticking.ticks().result(30)[1], left)
        self.assertTrue(settle(lambda: ticking.notes().result(30) == ["once"]))
        self.assertEqual((once.active, again.active), (False, True))
        self.assertTrue(again.cancel())

    def test_restart_with_children_that_have_names(self):
        boss = spawn(Family, supervise=Restart(times=1, within=None))
        self.assertEqual(boss.name_of_heir().result(30), "heir")
        child = lookup("heir")
        busy = child.sleep_for(0.5)
        self.assertTrue(settle(busy.running))
        boss.tell.fail()
        self.assertTrue(settle(lambda: boss.restarts == 1 and boss.pending == 0))
        self.assertEqual(boss.name_of_heir().result(30), "heir")
        self.assertIsNot(lookup("heir"), child)
        self.assertTrue(child.join(30))
        self.assertEqual(lookup("heir").inc().result(30), 1)

    def test_function(self):
        def fragile():
            for message in receive():
                if message == "fail":
                    raise ValueError(message)
                reply(message)

        ref = spawn(fragile, supervise=Restart())
        ref.send("fail")
        self.assertEqual(ref.request("ok").result(), "ok")
        self.assertEqual(ref.restarts, 1)

    def test_failed_message_of_a_function(self):
        def fragile():
            for message in receive():
                raise ValueError(message)

        dead_letters(clear=True)
        ref = spawn(fragile)
        ref.send([1])
        self.assertTrue(ref.join(30))
        self.assertEqual([(letter.message, letter.reason) for letter in dead_letters()], [([1], "failed: ValueError: [1]")])

    def test_used_up_limit_ends_it(self):
        # Under Resume, too: while it works, and also where it only waits.
        worker = spawn(Worker, supervise=Resume(), limits={"cpu": 0.1, "grace": 0.1})
        with self.assertRaisesRegex(BaseException, "cpu"):
            worker.loop().result(30)
        self.assertTrue(worker.join(30))
        self.assertIn("cpu", worker.reason)
        worker = spawn(Worker, supervise=Resume(), limits={"wall": 0.1, "grace": 0.1})
        worker.tell.sleep()
        self.assertTrue(worker.join(30))
        worker = spawn(Worker, supervise=Resume(), limits={"cpu": 0.1, "grace": 0.1})
        worker.tell.background()
        self.assertTrue(worker.join(30))
        self.assertIn("cpu", worker.reason)

    def test_deep_recursion(self):
        worker = spawn(Worker)
        with self.assertRaises(RecursionError):
            worker.recurse().result()
        self.assertEqual(worker.inc().result(), 1)


class Groups(unittest.TestCase):
    def check(self, kind, fails, expected):
        group = Group(kind, supervise=Restart(times=1, within=None))
        workers = [group.spawn(Worker, str(i)) for i in range(3)]
        self.assertEqual(group.actors, workers)
        for worker in workers:
            worker.inc().result()
        workers[fails].tell.boom()
        self.assertTrue(settle(lambda: [worker.restarts for worker in workers] == [1 - n for n in expected]))
        self.assertEqual([worker.get().result() for worker in workers], expected)
        workers[0].tell.boom()
        self.assertTrue(settle(lambda: not any(worker.alive for worker in workers)))
        self.assertIn("its group ended", workers[2].reason)

    def test_failures_at_once_are_one(self):
        group = Group("one_for_all", supervise=Restart(times=1, within=None))
        workers = [group.spawn(Worker, str(i)) for i in range(4)]
        with tempfile.TemporaryDirectory() as folder:
            sign = os.path.join(folder, "now")
            failing = [worker.boom_with(sign) for worker in workers]
            self.assertTrue(settle(lambda: all(future.running() for future in failing)))
            open(sign, "w").close()
            for future in failing:
                self.assertIsInstance(future.exception(30), RuntimeError)
        self.assertTrue(settle(lambda: all(worker.restarts for worker in workers)))
        self.assertEqual([worker.get().result() for worker in workers], [0] * 4)
        self.assertEqual([worker.restarts for worker in workers], [1] * 4)

    def test_restart_that_was_put_off_is_made_once(self):
        group = Group("one_for_all", supervise=Restart(times=9, within=None, backoff=3, max_backoff=3))
        one, other = group.spawn(Worker, "one"), group.spawn(Worker, "other")
        one.tell.boom()
        self.assertTrue(settle(lambda: other.restarts == 1))
        other.tell.boom()
        self.assertTrue(settle(lambda: other.restarts == 2))
        self.assertEqual(one.restarts, 1)

    def test_one_for_one(self):
        self.check("one_for_one", 0, [0, 1, 1])

    def test_one_for_all(self):
        self.check("one_for_all", 1, [0, 0, 0])

    def test_rest_for_one(self):
        self.check("rest_for_one", 1, [1, 0, 0])

    def test_functions(self):
        def count(n):
            for message in receive():
                if message == "fail":
                    raise ValueError(message)
                n += 1
                reply(n)

        group = Group("one_for_all")
        one, other = group.spawn(count, 0), group.spawn(count, 10)
        self.assertEqual((one.request("").result(), other.request("").result()), (1, 11))
        one.send("fail")
        self.assertTrue(settle(lambda: (one.restarts, other.restarts) == (1, 1)))
        self.assertEqual((one.request("").result(), other.request("").result()), (1, 11))


class Ends(unittest.TestCase):
    def test_watch(self):
        watcher = spawn(Watcher)
        first, second, third = spawn(Worker), spawn(Worker, supervise=Stop()), spawn(Worker)
        for worker in first, second, third:
            watcher.follow(worker).result()
        watcher.forget(third).result()
        third.stop("unseen")
        third.join(30)
        first.stop("enough")
        first.join(30)
        second.tell.boom()
        self.assertTrue(settle(lambda: len(watcher.told().result()) == 2))
        watcher.follow(first).result()
        self.assertTrue(settle(lambda: len(watcher.told().result()) == 3))
        told = watcher.told().result()
        self.assertEqual([entry[:2] for entry in told],
                         [(first, "enough"), (second, "RuntimeError: boom "), (first, "enough")])
        self.assertIn("in boom", told[1][2])

    def test_link(self):
        one, two, three = spawn(Linked), spawn(Linked), spawn(Linked)
        one.to(two).result()
        one.to(three).result()
        one.not_to(three).result()
        two.stop("bye")
        self.assertTrue(one.join(30))
        self.assertIn("which has ended: bye", one.reason)
        self.assertTrue(three.alive)

    def test_stop_after_pending(self):
        worker = spawn(Worker)
        futures = [worker.inc() for _ in range(5)]
        worker.stop("through", after_pending=True)
        late = worker.inc()
        self.assertEqual([f.result() for f in futures], [1, 2, 3, 4, 5])
        with self.assertRaisesRegex(ActorStopped, "through"):
            late.result()

    def test_name_is_free_after_the_end(self):
        for i in range(200):
            worker = spawn(Worker, name="again")
            waiting = worker.inc()
            worker.stop()
            self.assertTrue(worker.join(30))
            self.assertTrue(waiting.done())

    def test_on_stop(self):
        def listener(to):
            to.append(receive_one())
            reply(to)

        stops = spawn(listener, [], name="stops")
        sink = spawn(Sink)
        sink.all().result()
        sink.stop("the reason")
        self.assertTrue(stops.join(30))

    def test_interrupt(self):
        for method in "loop", "sleep":
            worker = spawn(Worker)
            future = getattr(worker, method)()
            self.assertTrue(settle(future.running))
            self.assertTrue(worker.interrupt("hey"))
            with self.assertRaisesRegex(BaseException, "hey"):
                future.result(30)
            self.assertEqual(worker.inc().result(), 1)
        self.assertFalse(worker.interrupt())

    def test_interrupt_cleans_up(self):
        worker = spawn(Worker)
        future = worker.cleaned()
        self.assertTrue(settle(future.running))
        worker.interrupt()
        self.assertIsNotNone(future.exception(30))
        self.assertEqual(worker.get().result(), 99)

    def test_kill(self):
        for method in "loop", "sleep", "endless":
            worker = spawn(Worker)
            future, waiting = getattr(worker, method)(), worker.inc()
            self.assertTrue(settle(future.running))
            worker.kill("enough")
            self.assertTrue(worker.join(30))
            self.assertEqual(worker.reason, "enough")
            for lost in future, waiting:
                with self.assertRaisesRegex(ActorStopped, "enough"):
                    lost.result(30)


unittest.main()
