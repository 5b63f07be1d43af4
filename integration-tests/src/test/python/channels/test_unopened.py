"""Ends in messages that nobody opens: whoever is at the other side learns that nobody is there."""

import gc
import threading
import time
import unittest

from atoll import interpreters
from atoll.actors import Mailbox, Restart, actor, dead_letters, spawn
from atoll.channels import *
from atoll.interpreters import InterpreterKilledError


def busy(ready):
    ready.send(True)
    while True:
        time.sleep(0.01)


def nothing(*ends):
    pass


class Unopened(unittest.TestCase):
    """In each test the only sender of a channel is on its way to where it will never arrive."""

    def setUp(self):
        self.end, self.rx = channel()

    def there_is_nobody(self, rx=None):
        """The receiver learns that all senders have gone, without waiting for a collection."""
        self.end.close()
        self.assertRaises(ChannelClosed, (rx or self.rx).recv, 30)

    def occupied(self):
        """An interpreter that does something, and the thread that waits for it."""
        interp = interpreters.create()
        ready, is_ready = channel()

        def work():
            try:
                interp.call(busy, ready)
            except InterpreterKilledError:
                pass

        thread = threading.Thread(target=work)
        thread.start()
        is_ready.recv(30)
        return interp, thread

    def test_call_of_interpreter_that_is_gone(self):
        interp = interpreters.create()
        interp.close()
        self.assertRaises(Exception, interp.call, nothing, self.end)
        self.there_is_nobody()

    def test_call_of_interpreter_that_is_busy(self):
        interp, thread = self.occupied()
        self.assertRaises(Exception, interp.call, nothing, self.end)
        self.there_is_nobody()
        interp.kill()
        thread.join()

    def test_names_for_interpreter_that_is_gone_or_busy(self):
        interp, thread = self.occupied()
        self.assertRaises(Exception, interp.prepare_main, end=self.end)
        interp.kill()
        thread.join()
        self.assertRaises(Exception, interp.prepare_main, end=self.end, other=1)
        self.there_is_nobody()

    def test_names_of_which_one_cannot_be_sent(self):
        interp = interpreters.create()
        self.assertRaises(Exception, interp.prepare_main, end=self.end, lock=threading.Lock())
        self.end.close()
        self.collected()
        interp.close()

    def collected(self):
        """As there_is_nobody, some time after nothing refers to the message any more."""
        for _ in range(100):
            gc.collect()
            try:
                self.rx.recv(0.05)
            except TimeoutError:
                continue
            except ChannelClosed:
                return
        self.fail("it still counts")

    def test_item_of_channel(self):
        tx, ends = channel()
        tx.send([self.end])
        ends.close()
        self.there_is_nobody()

    def test_item_of_channel_whose_receiver_is_killed(self):
        interp = interpreters.create()
        tx, ends = channel()
        ready, is_ready = channel()

        def work():
            try:
                interp.call(hold, ends, ready)
            except InterpreterKilledError:
                pass

        thread = threading.Thread(target=work)
        thread.start()
        is_ready.recv(30)
        tx.send({"end": self.end})
        interp.kill()
        thread.join()
        self.there_is_nobody()

    def test_item_that_is_dropped(self):
        for overflow in ("drop_oldest", "drop_newest"):
            self.end, self.rx = channel()
            tx, ends = channel(1, overflow=overflow)
            tx.send([self.end] if overflow == "drop_oldest" else 0)
            tx.send([self.end] if overflow == "drop_newest" else 0)
            self.there_is_nobody()

    def test_item_that_was_not_sent(self):
        tx, ends = channel(1)
        tx.send(0)
        self.assertRaises(TimeoutError, tx.send, [self.end], 0.01)
        self.assertRaises(ChannelFull, tx.send_nowait, [self.end])
        self.assertRaises(TypeError, tx.send, [self.end, threading.Lock()])
        self.there_is_nobody()

    def test_item_of_queue(self):
        queue = interpreters.create_queue()
        queue.put([self.end])
        self.end.close()
        self.assertRaises(TimeoutError, self.rx.recv, 0.01)
        del queue
        self.collected()

    def test_item_of_queue_of_killed_interpreter(self):
        interp = interpreters.create()
        queue = interpreters.create_queue()
        ready, is_ready = channel()

        def work():
            try:
                interp.call(put_and_wait, queue, self.end, ready)
            except InterpreterKilledError:
                pass

        thread = threading.Thread(target=work)
        thread.start()
        is_ready.recv(30)
        interp.kill()
        thread.join()
        self.there_is_nobody()

    def test_message_for_actor_that_is_gone(self):
        gone = spawn(nothing)
        gone.join()
        gone.send(self.end)
        self.there_is_nobody()
        self.assertIn("Sender", repr(dead_letters()[-1].message))

    def test_message_for_actor_that_is_killed(self):
        ready, is_ready = channel()
        one = spawn(busy, ready)
        is_ready.recv(30)
        one.send([self.end])
        one.kill(grace=0)
        one.join()
        self.there_is_nobody()

    def test_message_that_has_no_room(self):
        ready, is_ready = channel()
        for overflow in ("fail", "drop_oldest"):
            self.end, self.rx = channel()
            one = spawn(busy, ready, mailbox=Mailbox(1, overflow=overflow))
            is_ready.recv(30)
            if overflow == "fail":
                one.send(0)
                self.assertRaises(Exception, one.send, self.end)
            else:
                one.send(self.end)
                one.send(0)
            self.there_is_nobody()
            one.kill(grace=0)
            one.join()

    def test_arguments_of_actor_that_is_still_there(self):
        """What a function was spawned with counts no more once it has let go of it."""
        tx, ends = channel()
        one = spawn(close_and_wait, self.end, ends)
        self.there_is_nobody()
        tx.close()
        one.join()

    def test_arguments_of_actor_that_may_be_restarted(self):
        tx, ends = channel()
        one = spawn(close_and_wait, self.end, ends, supervise=Restart(times=3))
        self.end.close()
        self.assertRaises(TimeoutError, self.rx.recv, 0.05)
        tx.close()
        one.join()
        self.there_is_nobody()

    def test_arguments_of_actor_that_cannot_begin(self):
        @actor
        class Failing:
            def __init__(self, end, number):
                1 / number

        one = spawn(Failing, self.end, 0)
        one.join()
        self.there_is_nobody()

    def test_result_that_was_dropped(self):
        """Whoever was to open the message was interrupted: a collection finds it."""
        @actor
        class Giver:
            def give(self, end):
                return [end]

        giver = spawn(Giver)
        answer = giver.give(self.end)
        while not answer.done():
            time.sleep(0.001)
        self.end.close()
        giver.stop()
        giver.join()
        self.assertRaises(TimeoutError, self.rx.recv, 0.01)
        del answer
        self.collected()

    def test_broadcast(self):
        tx, topic = broadcast()
        a, b = topic.subscribe(), topic.subscribe()
        tx.send([self.end])
        a.recv()[0].close()
        b.close()
        self.there_is_nobody()

    def test_publisher_learns(self):
        tx, topic = broadcast()
        gone = spawn(nothing)
        gone.join()
        gone.send(topic)
        topic.close()
        self.assertRaises(ChannelClosed, tx.send, 1)

    def test_sender_learns(self):
        gone = spawn(nothing)
        gone.join()
        gone.send(self.rx)
        self.rx.close()
        self.assertRaises(ChannelClosed, self.end.send, 1)


def hold(ends, ready):
    ready.send(True)
    while True:
        time.sleep(0.01)


def put_and_wait(queue, end, ready):
    from concurrent.interpreters._queues import UNBOUND_REMOVE
    queue.put([end], unbounditems=UNBOUND_REMOVE)
    ready.send(True)
    while True:
        time.sleep(0.01)


def close_and_wait(end, ends):
    end.close()
    try:
        ends.recv()
    except ChannelClosed:
        pass


if __name__ == "__main__":
    unittest.main()
