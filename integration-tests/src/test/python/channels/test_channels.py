"""What atoll.channels promises to threads and interpreters: sending, receiving, bounds, closing, ends that go elsewhere."""

import gc
import os
import pickle
import threading
import time
import unittest

from atoll import interpreters
from atoll.channels import *
from concurrent.interpreters import NotShareableError


def run(function, *args):
    """A thread that runs function, and is joined by wait()."""
    box = {}

    def work():
        try:
            box["result"] = function(*args)
        except BaseException as error:
            box["error"] = error

    thread = threading.Thread(target=work)
    thread.start()

    def wait():
        thread.join(30)
        assert not thread.is_alive(), "still waiting"
        if "error" in box:
            raise box["error"]
        return box["result"]

    return wait


def until(condition):
    """Wait for something that becomes so soon."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "never came"
        time.sleep(0.001)


def echo(rx, tx):
    for item in rx:
        tx.send(item)
    tx.close()


def send_range(tx, n):
    for i in range(n):
        tx.send(i)
    tx.close()


def forever(rx):
    while True:
        rx.recv()


def never(end, ready):
    """Hold an end, and do nothing with it."""
    ready.send(True)
    while True:
        time.sleep(0.01)


class Point:
    def test_idle_ones_have_no_threads(self):
        def threads():
            return len(os.listdir("/proc/self/task"))

        def idle(number):
            ends = [channel() for _ in range(number)]
            queues = [interpreters.create_queue() for _ in range(number)]
            selector = Selector(*(rx for _, rx in ends), *queues)
            self.assertRaises(TimeoutError, selector.select, 0)
            return ends, queues, selector

        few = idle(1)
        before = threads()
        many = idle(1000)
        # The JVM may have started one of its own meanwhile.
        self.assertLess(threads() - before, 10)

    def __init__(self, x):
        self.x = x


class Unopenable:
    """Can be sent, but not be made again of what was sent."""

    def __init__(self, needed=None):
        if needed is None:
            self.made = True
        else:
            raise ValueError("cannot be made")

    def __reduce__(self):
        return Unopenable, (1,)


class SendAndReceive(unittest.TestCase):
    def test_order(self):
        tx, rx = channel()
        for i in range(1000):
            tx.send(i)
        self.assertEqual([rx.recv() for _ in range(1000)], list(range(1000)))
        self.assertEqual(len(rx), 0)

    def test_values(self):
        tx, rx = channel()
        shared = [1]
        for value in [None, True, 7, 10**30, 1.5, 2j, "text", "\U0001f40d", b"bytes", (1, ("a", None)), [1, [2]], {"a": {1, 2}},
                      frozenset({1}), bytearray(b"xy"), range(3), [shared, shared]]:
            tx.send(value)
            got = rx.recv()
            self.assertEqual(got, value)
            self.assertIs(type(got), type(value))
        self.assertIs(got[0], got[1])
        tx.send(Point([3]))
        self.assertEqual(rx.recv().x, [3])

    def test_copy_is_made_when_sent(self):
        tx, rx = channel()
        value = [1]
        tx.send(value)
        value.append(2)
        self.assertEqual(rx.recv(), [1])

    @unittest.skipIf(os.environ.get("ATOLL_MESSAGE_BYTES") == "1", "nothing goes by reference")
    def test_large_values_go_by_reference(self):
        tx, rx = channel()
        value = bytes(1 << 20)
        tx.send(value)
        self.assertIs(rx.recv(), value)

    def test_what_cannot_be_sent(self):
        tx, rx = channel()
        with self.assertRaises(NotShareableError):
            tx.send(threading.Lock())
        self.assertEqual(len(rx), 0)

    def test_nowait(self):
        tx, rx = channel(2)
        with self.assertRaises(ChannelEmpty):
            rx.recv_nowait()
        tx.send_nowait(1)
        tx.send_nowait(2)
        with self.assertRaises(ChannelFull):
            tx.send_nowait(3)
        self.assertEqual(rx.recv_nowait(), 1)
        tx.send_nowait(3)
        self.assertEqual([rx.recv(), rx.recv()], [2, 3])

    def test_peek(self):
        tx, rx = channel()
        with self.assertRaises(ChannelEmpty):
            rx.peek()
        tx.send([1])
        tx.send(2)
        first = rx.peek()
        first.append("mine")
        self.assertEqual(rx.peek(), [1])
        self.assertEqual(rx.recv(), [1])
        self.assertEqual(rx.peek(), 2)
        self.assertEqual(rx.drain(), [2])
        self.assertEqual(rx.drain(), [])

    def test_timeouts(self):
        tx, rx = channel(1)
        for timeout in (0, 0.02):
            begin = time.monotonic()
            with self.assertRaises(TimeoutError):
                rx.recv(timeout)
            self.assertGreaterEqual(time.monotonic() - begin, timeout)
        tx.send(1)
        with self.assertRaises(TimeoutError):
            tx.send(2, timeout=0.02)
        with self.assertRaises(TimeoutError):
            tx.send(2, 0)
        self.assertEqual(rx.drain(), [1])

    def test_arguments(self):
        tx, rx = channel()
        for wrong in (-1, -0.5):
            self.assertRaises(ValueError, rx.recv, wrong)
            self.assertRaises(ValueError, tx.send, 1, wrong)
        self.assertRaises(TypeError, rx.recv, "soon")
        self.assertRaises(ValueError, tx.send, 1, priority=1)
        self.assertRaises(ValueError, channel, -1)
        self.assertRaises(TypeError, channel, "many")
        self.assertRaises(ValueError, channel, overflow="explode")
        self.assertRaises(TypeError, Sender)
        self.assertRaises(TypeError, pickle.dumps, tx)

    def test_timeouts_of_all_kinds(self):
        for endless in (None, float("inf"), 1e30, 10 ** 30, 2 ** 63, 9.3e9):
            tx, rx = channel(1)
            timer = threading.Timer(0.02, tx.send, [1])
            timer.start()
            self.assertEqual(rx.recv(endless), 1)
            tx.send(2, endless)
            timer.join()
            timer = threading.Timer(0.02, rx.recv)
            timer.start()
            tx.send(3, endless)
            timer.join()
            self.assertEqual(select([rx], endless), (rx, 3))
        for wrong in (float("nan"), -1, -1e-12, -10 ** 30, float("-inf")):
            self.assertRaisesRegex(ValueError, "^timeout must ", rx.recv, wrong)
            self.assertRaisesRegex(ValueError, "^the interval must ", every, wrong)
        for wrong in ("1", [], rx):
            self.assertRaisesRegex(TypeError, "^timeout must be a number of seconds, not ", rx.recv, wrong)
            self.assertRaisesRegex(TypeError, "^the time must be a number of seconds, not ", after, wrong)
        self.assertGreater(after(float("inf")).left, 1e9)
        self.assertRaises(TimeoutError, select, [rx, every(1e30)], 0.01)

    def test_sizes(self):
        class Index:
            def __index__(self):
                return 2

        for given, size in (Index(), 2), (True, 1), (2 ** 63 - 1, None), (2 ** 100, None), (2 ** 62, 2 ** 62):
            self.assertEqual(channel(given)[0].stats().maxsize, size)
            self.assertEqual(broadcast(given)[1].subscribe().stats().maxsize, size)
        for wrong in (-1, -2 ** 100):
            self.assertRaisesRegex(ValueError, "None is for any number", channel, wrong)
        for wrong in (1.5, "1", [1]):
            self.assertRaisesRegex(TypeError, "maxsize must be an int or None, not ", channel, wrong)

    def test_what_cannot_be_rebuilt_takes_nothing_with_it(self):
        tx, rx = channel()
        for item in (1, [2], Unopenable(), 4):
            tx.send(item)
        with self.assertRaises(interpreters.NotShareableError) as caught:
            rx.drain()
        self.assertEqual(caught.exception.drained, [1, [2]])
        self.assertEqual(rx.drain(), [4])
        for item in (1, Unopenable(), 3):
            tx.send(item)
        rx.close()
        with self.assertRaises(interpreters.NotShareableError) as caught:
            tx.unreceived()
        self.assertEqual(caught.exception.drained, [1])
        self.assertEqual(tx.unreceived(), [3])

    def test_waiting_receiver_is_woken(self):
        tx, rx = channel()
        wait = run(rx.recv)
        until(lambda: rx.stats().waiting_to_receive == 1)
        tx.send("x")
        self.assertEqual(wait(), "x")

    def test_waiting_sender_is_woken(self):
        tx, rx = channel(1)
        tx.send(1)
        wait = run(tx.send, 2)
        until(lambda: rx.stats().waiting_to_send == 1)
        self.assertEqual(rx.recv(), 1)
        wait()
        self.assertEqual(rx.recv(), 2)

    def test_one_item_each(self):
        tx, rx = channel()
        waits = [run(rx.recv) for _ in range(20)]
        until(lambda: rx.stats().waiting_to_receive == 20)
        for i in range(20):
            tx.send(i)
        self.assertEqual(sorted(wait() for wait in waits), list(range(20)))


class Bounds(unittest.TestCase):
    def fill(self, *args, **options):
        tx, rx = channel(*args, **options)
        for i in range(5):
            tx.send(i, 1)
        return tx, rx

    def test_bounded_by_default(self):
        tx, rx = channel()
        self.assertEqual(rx.stats().maxsize, 1024)
        for i in range(1024):
            tx.send_nowait(i)
        self.assertRaises(ChannelFull, tx.send_nowait, 0)

    def test_unbounded(self):
        tx, rx = channel(None)
        self.assertIsNone(tx.stats().maxsize)
        for i in range(5000):
            tx.send_nowait(i)
        self.assertEqual(rx.drain(), list(range(5000)))

    def test_fail(self):
        tx, rx = channel(2, "fail")
        tx.send(1)
        tx.send(2)
        begin = time.monotonic()
        self.assertRaises(ChannelFull, tx.send, 3, 10)
        self.assertLess(time.monotonic() - begin, 5)

    def test_drop_oldest(self):
        tx, rx = self.fill(2, overflow="drop_oldest")
        self.assertEqual(rx.stats()[:6], (2, 2, rx.stats().bytes, 5, 0, 3))
        self.assertEqual(rx.drain(), [3, 4])
        self.assertEqual(rx.stats()[:6], (0, 2, 0, 5, 2, 3))

    def test_drop_newest(self):
        tx, rx = self.fill(2, overflow="drop_newest")
        self.assertEqual(rx.drain(), [0, 1])
        self.assertEqual(rx.stats()[:6], (0, 2, 0, 5, 2, 3))

    def test_bytes_are_counted(self):
        tx, rx = channel()
        self.assertEqual(rx.stats().bytes, 0)
        tx.send(bytes(100_000))
        tx.send([bytes(100_000)] * 2)
        self.assertTrue(200_000 <= rx.stats().bytes <= 310_000, rx.stats())
        rx.recv()
        rx.recv()
        self.assertEqual(rx.stats().bytes, 0)

    def test_rates(self):
        tx, rx = channel()
        for i in range(100):
            tx.send(i)
        rx.recv()
        figures = rx.stats()
        self.assertEqual((figures.depth, figures.sent, figures.received), (99, 100, 1))
        self.assertGreater(figures.send_rate, figures.receive_rate)
        self.assertGreater(figures.receive_rate, 0)

    def test_priorities(self):
        tx, rx = channel(priorities=True)
        for i, priority in enumerate([0, 5, -1, 5, 0]):
            tx.send(i, priority=priority)
        self.assertEqual(rx.peek(), 1)
        self.assertEqual(rx.drain(), [1, 3, 0, 4, 2])

    def test_priorities_of_64_bits(self):
        tx, rx = channel(priorities=True)
        given = [2 ** 63 - 1, 0, -2 ** 63, 2 ** 31, -2 ** 31 - 1, 1]
        for priority in given:
            tx.send(priority, priority=priority)
        self.assertRaises(OverflowError, tx.send, 1, priority=2 ** 63)
        self.assertEqual(rx.drain(), sorted(given, reverse=True))

    def test_priorities_make_room(self):
        tx, rx = channel(3, "drop_oldest", priorities=True)
        for i, priority in enumerate([1, 0, 0, 2, 2]):
            tx.send(i, priority=priority)
        self.assertEqual(rx.drain(), [3, 4, 0])


class Closing(unittest.TestCase):
    def test_what_was_sent_is_received(self):
        tx, rx = channel()
        tx.send(1)
        tx.close()
        tx.close()
        self.assertTrue(tx.closed)
        self.assertRaises(ChannelClosed, tx.send, 2)
        self.assertEqual(rx.recv(), 1)
        self.assertRaises(ChannelClosed, rx.recv)
        self.assertRaises(ChannelClosed, rx.recv_nowait)
        self.assertRaises(ChannelClosed, rx.peek)
        self.assertRaises(ChannelClosed, rx.recv, 0)
        self.assertEqual(list(rx), [])

    def test_iteration(self):
        tx, rx = channel(2)
        wait = run(list, rx)
        with tx:
            for i in range(100):
                tx.send(i)
        self.assertEqual(wait(), list(range(100)))

    def test_receivers_gone(self):
        tx, rx = channel()
        tx.send(1)
        tx.send([2])
        with rx:
            pass
        self.assertRaises(ChannelClosed, rx.recv)
        self.assertRaises(ChannelClosed, next, iter(rx))
        with self.assertRaisesRegex(ChannelClosed, r"items left for unreceived\(\): 2"):
            tx.send(3)
        self.assertEqual(tx.unreceived(), [1, [2]])
        self.assertEqual(tx.unreceived(), [])

    def test_closing_wakes(self):
        tx, rx = channel(1)
        waits = [run(rx.recv) for _ in range(3)]
        until(lambda: rx.stats().waiting_to_receive == 3)
        tx.close()
        for wait in waits:
            self.assertRaises(ChannelClosed, wait)
        tx, rx = channel(1)
        tx.send(0)
        waits = [run(tx.send, 1) for _ in range(3)]
        until(lambda: rx.stats().waiting_to_send == 3)
        rx.close()
        for wait in waits:
            self.assertRaises(ChannelClosed, wait)

    def test_closing_the_own_end_wakes(self):
        tx, rx = channel(1)
        other = rx.clone()
        wait = run(rx.recv)
        until(lambda: rx.stats().waiting_to_receive == 1)
        rx.close()
        self.assertRaises(ChannelClosed, wait)
        tx.send(1)
        self.assertEqual(other.recv(), 1)

    def test_clones(self):
        tx, rx = channel()
        again = tx.clone()
        self.assertEqual(rx.stats().senders, 2)
        tx.close()
        again.send(1)
        again.close()
        self.assertEqual(list(rx), [1])
        self.assertRaises(ChannelClosed, tx.clone)

    def test_dropped_ends(self):
        tx, rx = channel()
        tx.send(1)
        del tx
        gc.collect()
        until(lambda: rx.stats().senders == 0)
        self.assertEqual(list(rx), [1])
        tx, rx = channel()
        del rx
        gc.collect()
        until(lambda: tx.stats().receivers == 0)
        self.assertRaises(ChannelClosed, tx.send, 1)


class Elsewhere(unittest.TestCase):
    def setUp(self):
        self.started = []

    def tearDown(self):
        for interp in self.started:
            if interp.id in {i.id for i in interpreters.list_all()}:
                interp.kill()

    def interpreter(self):
        self.started.append(interpreters.create())
        return self.started[-1]

    def hold(self, interp, end):
        """Have an interpreter keep an end."""
        tx, ready = channel()
        interp.call_in_thread(never, end, tx)
        ready.recv(60)

    def test_there_and_back(self):
        tx, there = channel()
        back, rx = channel()
        interp = self.interpreter()
        thread = interp.call_in_thread(echo, there, back)
        for i in range(100):
            tx.send([i])
            self.assertEqual(rx.recv(30), [i])
        tx.close()
        self.assertEqual(list(rx), [])
        thread.join()

    def test_ends_as_items(self):
        tx, rx = channel()
        inner_tx, inner_rx = channel()
        tx.send({"reply": inner_tx, "twice": [inner_tx]})
        got = rx.recv()
        self.assertIs(got["reply"], got["twice"][0])
        got["reply"].send("answer")
        self.assertEqual(inner_rx.recv(), "answer")
        self.assertEqual(inner_rx.stats().senders, 2)

    def test_many_senders(self):
        tx, rx = channel(10)
        for _ in range(4):
            self.interpreter().call_in_thread(send_range, tx, 250)
        got = sorted(rx)
        self.assertEqual(got, sorted(list(range(250)) * 4))

    def test_given_away(self):
        """The end here was sent on and never used: it does not keep the channel open."""
        tx, rx = channel(1)
        interp = self.interpreter()
        interp.call_in_thread(forever, rx)
        until(lambda: rx.stats().waiting_to_receive == 1)
        tx.send(1)
        interp.kill()
        with self.assertRaises(ChannelClosed):
            while True:
                tx.send(2, 30)

    def test_waiting_sender_learns_of_death(self):
        tx, rx = channel(1)
        tx.send(0)
        interp = self.interpreter()
        self.hold(interp, rx)
        wait = run(tx.send, 1)
        until(lambda: tx.stats().waiting_to_send == 1)
        interp.kill()
        self.assertRaises(ChannelClosed, wait)

    def test_used_after_all(self):
        tx, rx = channel(1)
        interp = self.interpreter()
        self.hold(interp, rx)
        tx.send("left")
        interp.kill()
        self.assertEqual(tx.stats().receivers, 0)
        self.assertRaises(ChannelClosed, tx.send, 1)
        self.assertEqual(rx.recv(), "left")
        tx.send("again")
        self.assertEqual(rx.recv(), "again")

    def test_waiting_receiver_learns_of_death(self):
        tx, rx = channel()
        interp = self.interpreter()
        self.hold(interp, tx)
        wait = run(rx.recv)
        until(lambda: rx.stats().waiting_to_receive == 1)
        interp.kill()
        self.assertRaises(ChannelClosed, wait)

    def test_killed_receiver_leaves_its_turn(self):
        tx, rx = channel()
        interp = self.interpreter()
        interp.call_in_thread(forever, rx)
        until(lambda: rx.stats().waiting_to_receive == 1)
        wait = run(rx.recv)
        until(lambda: rx.stats().waiting_to_receive == 2)
        interp.kill()
        tx.send("for those who live")
        self.assertEqual(wait(), "for those who live")

    def test_answer_that_will_not_come(self):
        """A request that nobody receives any more lets go of the end that its answer would come by."""
        tx, rx = channel()
        interp = self.interpreter()
        self.hold(interp, rx)
        answer_tx, answer_rx = channel()
        tx.send((1, answer_tx))
        wait = run(answer_rx.recv)
        until(lambda: answer_rx.stats().waiting_to_receive == 1)
        answer_tx.close()
        interp.kill()
        self.assertRaises(ChannelClosed, wait)

    def test_interrupt_while_waiting(self):
        tx, rx = channel()
        interp = self.interpreter()
        thread = interp.call_in_thread(catch_interrupt, rx, tx)
        until(lambda: rx.stats().waiting_to_receive == 1)
        interp.interrupt()
        thread.join()
        self.assertEqual(rx.recv(), "interrupted")


def catch_interrupt(rx, tx):
    try:
        rx.recv()
    except KeyboardInterrupt:
        tx.send("interrupted")


class IdleTest(unittest.TestCase):
    def test_idle_channels_cost_no_threads(self):
        before = len(os.listdir('/proc/self/task'))
        ends = [channel() for _ in range(5000)]
        for tx, rx in ends:
            tx.send(1)
            self.assertEqual(rx.recv(), 1)
        self.assertLess(len(os.listdir('/proc/self/task')) - before, 20)


if __name__ == "__main__":
    unittest.main()
