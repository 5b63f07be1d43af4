"""What atoll.actors promises of coroutines: as methods, and as the function that an actor is."""

import asyncio
import gc
import time
import unittest

from settling import settle

from atoll.actors import *
from atoll.channels import ChannelClosed, channel


@actor
class Async:
    def __init__(self):
        self.log = []

    async def slow(self, seconds, value):
        self.log.append(value)
        await asyncio.sleep(seconds)
        self.log.append(-value)
        return value

    def seen(self):
        return list(self.log)

    async def bad(self):
        await asyncio.sleep(0.01)
        raise KeyError("k")

    async def via(self, other):
        return await other.slow(0.01, 9)

    async def hang(self):
        self.log.append("hangs")
        try:
            await asyncio.sleep(1000)
        except asyncio.CancelledError:
            self.log.append("cancelled")
            raise

    async def fails_when_cancelled(self):
        self.log.append("begins")
        try:
            await asyncio.sleep(1000)
        except asyncio.CancelledError:
            raise ValueError("by its cancellation")

    async def talks(self, tx, how):
        await tx.send_async("begun")
        if how == "close":
            tx.close()
        elif how == "drop":
            del tx
        await asyncio.sleep(1000)

    async def through(self, other):
        await other.hang()

    async def asked_by(self, other):
        return await other.whose() is self_ref()

    async def whose(self):
        await asyncio.sleep(0.01)
        return sender()

    async def stashes(self):
        stash()

    async def stops_its_loop(self):
        asyncio.get_running_loop().stop()
        return "through"

    def pause(self, seconds):
        time.sleep(seconds)
        self.log.append("paused")


class Coroutines(unittest.TestCase):
    def test_methods(self):
        one, two = spawn(Async), spawn(Async)
        futures = [one.slow(0.3, 1), one.slow(0.1, 2)]
        self.assertEqual([f.result() for f in futures], [1, 2])
        self.assertEqual(one.seen().result(), [1, 2, -2, -1])
        with self.assertRaises(KeyError):
            one.bad().result()
        self.assertEqual(one.via(two).result(), 9)
        self.assertEqual(one.via(one).result(), 9)

    def test_awaiting(self):
        one, two = spawn(Async), spawn(Async)

        async def main():
            self.assertEqual(await asyncio.gather(one.slow(0.02, 1), two.slow(0.01, 2)), [1, 2])
            hanging = one.hang()
            while "hangs" not in await one.seen():
                await asyncio.sleep(0.01)
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(hanging, 0.05)
            with self.assertRaises(KeyError):
                await one.bad()

        asyncio.run(main())
        self.assertTrue(settle(lambda: one.seen().result()[-1:] == ["cancelled"]))
        waiting = two.hang()
        settle(lambda: waiting.running())
        two.stop()
        with self.assertRaisesRegex(ActorStopped, "before hang"):
            waiting.result(20)

    def test_ends_of_channels(self):
        """What a coroutine was sent is its own: its end of a channel is closed while it goes on."""
        for how in "close", "drop":
            with self.subTest(how):
                ref = spawn(Async)
                tx, rx = channel()
                answer = ref.talks(tx, how)
                self.assertEqual(rx.recv(20), "begun")
                if how == "close":
                    with self.assertRaises(ChannelClosed):
                        rx.recv(20)
                else:
                    # Collected some time after it was dropped, by this interpreter too.
                    self.assertTrue(settle(lambda: gc.collect() and False or rx.stats().senders == 0))
                self.assertFalse(answer.done())
                ref.kill()

    def test_cancelling(self):
        one, two = spawn(Async), spawn(Async)
        hanging = one.hang()
        self.assertTrue(settle(lambda: one.seen().result() == ["hangs"]))
        self.assertTrue(hanging.cancel() and hanging.cancelled() and hanging.cancel())
        self.assertTrue(settle(lambda: one.seen().result() == ["hangs", "cancelled"]))
        # It goes on to whom that one awaits.
        chain = two.through(one)
        self.assertTrue(settle(lambda: one.seen().result().count("hangs") == 2))
        chain.cancel()
        self.assertTrue(settle(lambda: one.seen().result().count("cancelled") == 2))
        # What is no coroutine cannot be cancelled once it runs, only left out before.
        paused, left_out = one.pause(0.2), one.pause(0)
        self.assertTrue(settle(paused.running))
        self.assertFalse(paused.cancel())
        self.assertTrue(left_out.cancel())
        self.assertIsNone(paused.result())
        self.assertEqual(one.seen().result().count("paused"), 1)
        # A failure that nobody waits for is told.
        dead_letters(clear=True)
        failing = one.fails_when_cancelled()
        self.assertTrue(settle(lambda: one.seen().result()[-1] == "begins"))
        failing.cancel()
        self.assertTrue(settle(lambda: [letter.reason for letter in dead_letters()] == ["failed: ValueError: by its cancellation"]))

    def test_await_of_running_method_is_cancelled(self):
        one = spawn(Async)

        async def main():
            pause = one.pause(0.5)
            while not pause.running():
                await asyncio.sleep(0.01)
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(pause, 0.05)
            self.assertEqual(await one.seen(), ["paused"])

        asyncio.run(main())

    def test_interrupt(self):
        one = spawn(Async)
        futures = one.hang(), one.hang()
        self.assertTrue(settle(lambda: one.seen().result() == ["hangs"] * 2))
        one.interrupt("hey")
        for future in futures:
            with self.assertRaisesRegex(BaseException, "hey"):
                future.result(20)
        self.assertEqual(one.seen().result(), ["hangs"] * 2 + ["cancelled"] * 2)

    def test_done_as_the_loop_stops(self):
        # As it does for a message that comes at that moment.
        self.assertEqual(spawn(Async).stops_its_loop().result(20), "through")

    def test_context(self):
        one, two = spawn(Async), spawn(Async)
        self.assertTrue(one.asked_by(two).result())
        with self.assertRaisesRegex(ActorError, "a coroutine has begun with its message"):
            one.stashes().result()


async def calculator(total):
    async for message in receive():
        match message:
            case int():
                total += message
            case "total":
                reply(total)
            case "later":
                asyncio.create_task(later(total))
            case "later fails":
                asyncio.create_task(later_fails())
            case "later nothing":
                asyncio.create_task(asyncio.sleep(0.05))
            case "select":
                got = [await receive_one(match=str), await receive_one(0.01, match=float, default="none")]
                try:
                    await receive_one(0.01, match=float)
                except TimeoutError:
                    got.append("timeout")
            case "got":
                reply(got)
            case "rest":
                total = [number async for number in receive(timeout=0.2, match=int)]
            case "for":
                try:
                    for number in receive():
                        pass
                except ActorError as error:
                    reply(str(error))
            case ("ask", other):
                reply(await other.request("total"))
            case "hang":
                await asyncio.sleep(1000)
            case "end":
                return


async def later(value):
    await asyncio.sleep(0.05)
    reply(value)


async def later_fails():
    await asyncio.sleep(0.05)
    raise ValueError("later")


async def cleans_up(to):
    async for message in receive():
        reply("there")
    await asyncio.sleep(0.01)
    to.send("clean")


async def asynchronous_generator():
    yield


class CoroutineFunctions(unittest.TestCase):
    def test_receive(self):
        one, two = spawn(calculator, 10), spawn(calculator, 0)
        one.send(5)
        self.assertEqual(one.request("total").result(), 15)
        self.assertEqual(two.request(("ask", one)).result(), 15)
        slow, fast = one.request("later"), one.request("total")
        self.assertEqual((fast.result(), slow.result()), (15, 15))
        one.send("select")
        one.send("x")
        self.assertEqual(one.request("got").result(), ["x", "none", "timeout"])
        for number in "rest", 1, 2:
            one.send(number)
        self.assertTrue(settle(lambda: one.pending == 0))
        time.sleep(0.4)
        self.assertEqual(one.request("total").result(), [1, 2])
        self.assertIn("'async for'", one.request("for").result())
        one.send("end")
        self.assertTrue(one.join(20))
        self.assertEqual(one.reason, "finished")

    def test_no_answer(self):
        one = spawn(calculator, 0)
        with self.assertRaisesRegex(ActorStopped, "without answering"):
            one.request(1).result(20)
        with self.assertRaisesRegex(ValueError, "later"):
            one.request("later fails").result(20)
        with self.assertRaisesRegex(ActorStopped, "without answering"):
            one.request("later nothing").result(20)
        self.assertEqual(one.request("later").result(20), 1)
        with self.assertRaisesRegex(ActorStopped, "has not answered"):
            one.request("end").result(20)

    def test_ends(self):
        def collect():
            for message in receive():
                if message == "all":
                    reply(got)
                else:
                    got = message

        to = spawn(collect)
        one = spawn(cleans_up, to)
        self.assertEqual(one.request("").result(), "there")
        one.stop("enough")
        self.assertTrue(one.join(20))
        self.assertEqual(one.reason, "enough")
        self.assertEqual(to.request("all").result(), "clean")
        two = spawn(calculator, 0)
        hanging = two.request("hang")
        self.assertTrue(settle(hanging.running))
        time.sleep(0.1)
        two.interrupt("hey")
        with self.assertRaisesRegex(BaseException, "hey"):
            hanging.result(20)
        self.assertTrue(two.join(20))
        three = spawn(asynchronous_generator)
        self.assertTrue(three.join(20))
        self.assertIn("asynchronous generator function", three.reason)


unittest.main()
