"""What a broadcast promises: who gets what, slow subscribers, coming and leaving, closing, other interpreters."""

import asyncio
import gc
import threading
import time
import unittest

from atoll import interpreters
from atoll.channels import *
from concurrent.interpreters import NotShareableError


def until(condition):
    """Wait for something that becomes so soon."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "never came"
        time.sleep(0.001)


def subscribe_and_report(topic, report, n):
    """In an interpreter of its own: take n items of a topic."""
    rx = topic.subscribe()
    report.send("ready")
    for _ in range(n):
        report.send(rx.recv())
    rx.close()
    report.close()


def report_all(rx, report):
    for item in rx:
        report.send(item)
    report.close()


def publish(tx, items):
    for item in items:
        tx.send(item)
    tx.close()


def hold(rx, ready):
    ready.send(True)
    while True:
        time.sleep(0.01)


class Subscribing(unittest.TestCase):
    def test_each_gets_every_item(self):
        tx, topic = broadcast()
        receivers = [topic.subscribe() for _ in range(3)]
        for i in range(100):
            tx.send(i)
        tx.close()
        self.assertEqual([list(rx) for rx in receivers], [list(range(100))] * 3)

    def test_from_when_one_subscribes(self):
        tx, topic = broadcast()
        tx.send("nobody is there")
        first = topic.subscribe()
        tx.send(1)
        second = topic.subscribe()
        tx.send(2)
        first.close()
        tx.send(3)
        self.assertEqual(second.drain(), [2, 3])
        self.assertEqual(tx.stats().subscribers, 1)
        self.assertRaises(ChannelClosed, first.recv)

    def test_each_gets_an_object_of_its_own(self):
        tx, topic = broadcast()
        a, b = topic.subscribe(), topic.subscribe()
        shared = [1]
        sent = {"list": shared, "again": shared, "bytes": bytearray(b"x"), "set": {1, 2}}
        tx.send(sent)
        shared.append(2)
        got = [a.recv(), b.recv()]
        for item in got:
            self.assertEqual(item, {"list": [1], "again": [1], "bytes": bytearray(b"x"), "set": {1, 2}})
            self.assertIs(item["list"], item["again"])
        got[0]["list"].append("changed")
        got[0]["bytes"].append(1)
        got[0]["set"].clear()
        self.assertEqual(got[1], {"list": [1], "again": [1], "bytes": bytearray(b"x"), "set": {1, 2}})

    def test_memoryview_is_shared(self):
        tx, topic = broadcast()
        a, b = topic.subscribe(), topic.subscribe()
        memory = bytearray(4)
        tx.send(memoryview(memory))
        first, second = a.recv(), b.recv()
        self.assertIsNot(first, second)
        first[0] = 7
        first.release()
        self.assertEqual((second[0], memory[0]), (7, 7))

    def test_a_subscriber_is_a_receiver(self):
        tx, topic = broadcast()
        rx = topic.subscribe()
        self.assertIsInstance(rx, Receiver)
        self.assertRaises(ChannelEmpty, rx.recv_nowait)
        self.assertRaises(TimeoutError, rx.recv, 0.01)
        tx.send([1])
        self.assertEqual(rx.peek(), [1])
        self.assertEqual(len(rx), 1)
        with rx.clone() as other:
            self.assertEqual(other.recv(), [1])
        self.assertEqual(rx.stats().senders, 1)
        self.assertEqual(rx.missed, 0)

    def test_same_order_for_all(self):
        tx, topic = broadcast(5)
        receivers = [topic.subscribe() for _ in range(3)]
        publishers = [threading.Thread(target=publish, args=(tx.clone(), [(p, i) for i in range(300)])) for p in range(3)]
        tx.close()
        got = [[] for _ in receivers]
        takers = [threading.Thread(target=lambda rx=rx, to=to: to.extend(rx)) for rx, to in zip(receivers, got)]
        for t in publishers + takers:
            t.start()
        for t in publishers + takers:
            t.join(60)
            self.assertFalse(t.is_alive())
        self.assertEqual(len(got[0]), 900)
        self.assertEqual(got[0], got[1])
        self.assertEqual(got[0], got[2])
        for p in range(3):
            self.assertEqual([i for q, i in got[0] if q == p], list(range(300)))


class SlowOnes(unittest.TestCase):
    def test_block(self):
        tx, topic = broadcast(2)
        slow, fast = topic.subscribe(), topic.subscribe(100)
        tx.send(1)
        tx.send(2)
        self.assertRaises(ChannelFull, tx.send_nowait, 3)
        self.assertRaises(TimeoutError, tx.send, 3, 0.01)
        self.assertEqual(fast.drain(), [1, 2])  # what could not go to all has gone to nobody
        sender = threading.Thread(target=tx.send, args=(4,))
        sender.start()
        until(lambda: tx.stats().waiting_to_send == 1)
        self.assertEqual(slow.recv(), 1)
        sender.join(30)
        self.assertFalse(sender.is_alive())
        self.assertEqual((slow.drain(), fast.drain()), ([2, 4], [4]))

    def test_leaving_frees_publishers(self):
        self.check_leaving(lambda rx: rx.close())
        self.check_leaving(lambda rx: None)  # it is dropped

    def check_leaving(self, leave):
        tx, topic = broadcast(1)
        fast = topic.subscribe(100)
        sender = self.waits_for_one_that_leaves(tx, topic, leave)

        def has_ended():
            gc.collect()
            return not sender.is_alive()

        until(has_ended)
        self.assertEqual(fast.drain(), [1, 2])

    def waits_for_one_that_leaves(self, tx, topic, leave):
        slow = topic.subscribe()
        tx.send(1)
        sender = threading.Thread(target=tx.send, args=(2,))
        sender.start()
        until(lambda: tx.stats().waiting_to_send == 1)
        leave(slow)
        return sender

    def test_close(self):
        tx, topic = broadcast(2, slow="close")
        slow, fast = topic.subscribe(), topic.subscribe(100)
        for i in range(5):
            tx.send(i)
        self.assertEqual(tx.stats().subscribers, 1)
        got = []
        with self.assertRaisesRegex(TooSlow, "missed 3 items"):
            for item in slow:
                got.append(item)
        self.assertEqual(got, [0, 1])
        self.assertEqual(slow.missed, 3)
        self.assertRaises(ChannelClosed, slow.recv)
        self.assertEqual(fast.drain(), list(range(5)))

    def test_close_wakes(self):
        tx, topic = broadcast(1, slow="close")
        rx = topic.subscribe()
        tx.send(0)
        tx.send(1)
        self.assertEqual(rx.recv(), 0)
        self.assertRaises(TooSlow, rx.recv)

        async def main():
            self.assertRaises(TooSlow, rx.recv_nowait)
            with self.assertRaises(TooSlow):
                async for item in rx:
                    pass

        asyncio.run(main())

    def test_drop_oldest(self):
        tx, topic = broadcast(2, slow="drop_oldest")
        slow, fast = topic.subscribe(), topic.subscribe(100)
        for i in range(5):
            tx.send([i])
        self.assertEqual((slow.missed, fast.missed, tx.stats().missed), (3, 0, 3))
        self.assertEqual(slow.drain(), [[3], [4]])
        self.assertEqual(fast.drain(), [[i] for i in range(5)])
        self.assertEqual(slow.stats().dropped, 3)

    def test_drop_newest(self):
        tx, topic = broadcast(2, slow="drop_newest")
        slow, fast = topic.subscribe(), topic.subscribe(100)
        for i in range(5):
            tx.send([i])
        self.assertEqual((slow.missed, fast.missed), (3, 0))
        self.assertEqual(slow.drain(), [[0], [1]])

    def test_each_as_it_likes(self):
        tx, topic = broadcast(2)
        patient = topic.subscribe(10)
        newest = topic.subscribe(1, slow="drop_oldest")
        every = topic.subscribe(maxsize=None)
        for i in range(10):
            tx.send(i)
        self.assertRaises(ChannelFull, tx.send_nowait, 10)
        self.assertEqual((newest.recv(), len(every), len(patient)), (9, 10, 10))

    def test_misuse(self):
        tx, topic = broadcast()
        rx = topic.subscribe()
        for wrong in (lambda: broadcast(-1), lambda: broadcast(slow="fast"), lambda: topic.subscribe(slow="fast"),
                      lambda: topic.subscribe(-1), lambda: tx.send(1, -1)):
            self.assertRaises(ValueError, wrong)
        for wrong in (lambda: broadcast("x"), lambda: topic.subscribe(slow=3), lambda: topic.subscribe("x"), lambda: Publisher(),
                      lambda: Topic(), lambda: tx.send(), lambda: tx.send(1, timeout="x"), lambda: list(topic)):
            self.assertRaises(TypeError, wrong)
        self.assertRaises(NotShareableError, tx.send, threading.Lock())
        self.assertRaises(ChannelEmpty, rx.recv_nowait)
        self.assertRaises(AttributeError, setattr, rx, "missed", 1)


class Closing(unittest.TestCase):
    def test_publishers(self):
        tx, topic = broadcast()
        rx = topic.subscribe()
        other = tx.clone()
        with tx:
            tx.send(1)
        self.assertTrue(tx.closed)
        self.assertRaises(ChannelClosed, tx.send, 2)
        other.send(2)
        other.close()
        self.assertEqual(list(rx), [1, 2])
        self.assertRaises(ChannelClosed, rx.recv)
        self.assertRaises(ChannelClosed, topic.subscribe)

    def test_publishers_wake(self):
        tx, topic = broadcast()
        rx = topic.subscribe()
        threading.Timer(0.02, tx.close).start()
        self.assertRaises(ChannelClosed, rx.recv, 30)

    def test_nobody_can_come(self):
        tx, topic = broadcast()
        rx = topic.subscribe()
        topic.close()
        self.assertRaises(ChannelClosed, topic.subscribe)
        tx.send(1)
        rx.close()
        self.assertRaises(ChannelClosed, tx.send, 2)

    def test_nobody_can_come_wakes(self):
        tx, topic = broadcast(1)
        rx = topic.subscribe()
        topic.close()
        tx.send(1)
        threading.Timer(0.02, rx.close).start()
        self.assertRaises(ChannelClosed, tx.send, 2, 30)

    def test_dropped_ends(self):
        tx, topic = broadcast()
        rx = topic.subscribe()
        del tx
        gc.collect()
        self.assertRaises(ChannelClosed, rx.recv, 30)

    def test_answers_of_items_that_nobody_gets(self):
        """What an item carries is let go with the last subscriber who could open it."""
        tx, topic = broadcast(1, slow="drop_oldest")
        a, b = topic.subscribe(), topic.subscribe()
        answer, answers = channel()
        tx.send(answer)
        answer.close()
        tx.send("it is displaced")
        self.assertRaises(ChannelClosed, answers.recv, 30)
        answer, answers = channel()
        tx.send(answer)
        answer.close()
        a.close()
        self.assertRaises(TimeoutError, answers.recv, 0.01)
        b.close()
        self.assertRaises(ChannelClosed, answers.recv, 30)

    def test_answers(self):
        tx, topic = broadcast()
        receivers = [topic.subscribe() for _ in range(5)]
        answer, answers = channel()
        with answer:
            tx.send(answer)
        for i, rx in enumerate(receivers):
            with rx.recv() as reply:
                reply.send(i)
        self.assertEqual(list(answers), [0, 1, 2, 3, 4])


class Elsewhere(unittest.TestCase):
    def test_subscribe_there(self):
        tx, topic = broadcast()
        report, reports = channel()
        interp = interpreters.create()
        thread = interp.call_in_thread(subscribe_and_report, topic, report, 3)
        self.assertEqual(reports.recv(30), "ready")
        for i in range(5):
            tx.send([i])
        self.assertEqual(list(reports), [[0], [1], [2]])
        thread.join()
        interp.close()
        until(lambda: tx.stats().subscribers == 0)

    def test_give_a_subscription_away(self):
        tx, topic = broadcast()
        report, reports = channel()
        rx = topic.subscribe()
        interp = interpreters.create()
        thread = interp.call_in_thread(report_all, rx, report)
        for i in range(3):
            tx.send(i)
        tx.close()
        self.assertEqual(list(reports), [0, 1, 2])
        thread.join()
        interp.close()

    def test_publish_there(self):
        tx, topic = broadcast()
        rx = topic.subscribe()
        interp = interpreters.create()
        thread = interp.call_in_thread(publish, tx, [1, "two", {"three": [3]}])
        self.assertEqual(list(rx), [1, "two", {"three": [3]}])
        thread.join()
        interp.close()

    def test_killed(self):
        tx, topic = broadcast(1)
        rx = topic.subscribe()
        ready, is_ready = channel()
        interp = interpreters.create()
        thread = interp.call_in_thread(hold, rx, ready)
        is_ready.recv(30)
        tx.send(1)
        self.assertRaises(ChannelFull, tx.send_nowait, 2)
        interp.kill()
        thread.join()
        tx.send(2, 30)
        self.assertEqual(tx.stats().subscribers, 0)
        # Who has given it away may take it up again.
        self.assertEqual(rx.drain(), [1])
        tx.send(3)
        self.assertEqual(rx.recv(30), 3)


class Waiting(unittest.TestCase):
    def test_async(self):
        async def main():
            tx, topic = broadcast(2)
            receivers = [topic.subscribe() for _ in range(3)]

            async def feed():
                for i in range(200):
                    await tx.send_async(i)
                tx.close()

            async def take(rx):
                return [item async for item in rx]

            task = asyncio.create_task(feed())
            got = await asyncio.gather(*map(take, receivers))
            await task
            return got

        self.assertEqual(asyncio.run(asyncio.wait_for(main(), 60)), [list(range(200))] * 3)

    def test_async_and_cancelled(self):
        async def main():
            tx, topic = broadcast(1)
            rx, other = topic.subscribe(), topic.subscribe(None)
            tx.send(0)
            task = asyncio.create_task(tx.send_async(1))
            await asyncio.sleep(0.01)
            self.assertEqual(tx.stats().waiting_to_send, 1)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            with self.assertRaises(TimeoutError):
                await tx.send_async(2, 0.01)
            self.assertEqual((rx.drain(), other.drain()), ([0], [0]))

        asyncio.run(asyncio.wait_for(main(), 60))

    def test_select(self):
        (tx1, topic1), (tx2, topic2) = broadcast(), broadcast(1, slow="close")
        a, b = topic1.subscribe(), topic2.subscribe()
        threading.Timer(0.02, tx1.send, ["news"]).start()
        self.assertEqual(select([a, b], 30), (a, "news"))
        tx2.send(1)
        tx2.send(2)
        self.assertEqual(select([a, b], 30), (b, 1))
        self.assertRaises(TooSlow, select, [a, b], 30)
        self.assertRaises(TimeoutError, select, [a, b], 0.01)
        tx1.close()
        self.assertRaises(ChannelClosed, select, [a, b], 30)

    def test_many(self):
        tx, topic = broadcast()
        receivers = [topic.subscribe() for _ in range(1000)]
        for i in range(10):
            tx.send([i])
        tx.close()
        self.assertEqual(tx.stats().depth, 10)
        for rx in receivers:
            self.assertEqual(list(rx), [[i] for i in range(10)])

    def test_shown(self):
        tx, topic = broadcast()
        self.assertRegex(repr(tx), r"<Publisher of broadcast \d+>")
        topic.close()
        self.assertRegex(repr(topic), r"<Topic of broadcast \d+, closed>")
        figures = tx.stats()
        self.assertEqual((figures.publishers, figures.topics, figures.sent), (1, 0, 0))


if __name__ == "__main__":
    unittest.main()
