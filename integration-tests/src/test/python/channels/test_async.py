"""What the async forms promise: any loop, beside threads, and that cancelling loses nothing."""

import asyncio
import random
import threading
import time
import unittest

from atoll import interpreters
from atoll.channels import *


def in_loop(coroutine):
    return asyncio.run(asyncio.wait_for(coroutine, 60))


def loop_elsewhere(rx, tx):
    """A loop of another interpreter that passes items on."""
    async def main():
        async for item in rx:
            await tx.send_async(item)

    asyncio.run(main())
    tx.close()


class Async(unittest.TestCase):
    def test_in_one_loop(self):
        async def main():
            tx, rx = channel(2)

            async def feed():
                for i in range(500):
                    await tx.send_async(i)
                tx.close()

            task = asyncio.create_task(feed())
            got = [item async for item in rx]
            await task
            return got

        self.assertEqual(in_loop(main()), list(range(500)))

    def test_close_concerns_all_who_wait_by_that_end(self):
        async def outcome(rx):
            try:
                return await rx.recv_async()
            except ChannelClosed:
                return "closed"

        async def main():
            tx, rx = channel()
            other = rx.clone()
            tasks = [asyncio.create_task(outcome(end)) for end in (rx, other, rx, rx)]
            await asyncio.sleep(0.05)
            threading.Thread(target=rx.close).start()
            await asyncio.wait([tasks[0], *tasks[2:]])
            tx.send("something")
            return [await task for task in tasks]

        self.assertEqual(in_loop(main()), ["closed", "something", "closed", "closed"])

    def test_thread_to_loop_and_back(self):
        tx, there = channel(3)
        back, rx = channel(3)
        thread = threading.Thread(target=lambda: in_loop(self.relay(there, back)))
        thread.start()
        feeder = threading.Thread(target=lambda: ([tx.send(i) for i in range(300)], tx.close()))
        feeder.start()
        self.assertEqual(list(rx), list(range(300)))
        thread.join(30)
        feeder.join(30)

    @staticmethod
    async def relay(rx, tx):
        async for item in rx:
            await tx.send_async(item)
        tx.close()

    def test_loop_of_another_interpreter(self):
        tx, there = channel(3)
        back, rx = channel(3)
        interp = interpreters.create()
        thread = interp.call_in_thread(loop_elsewhere, there, back)
        for i in range(100):
            tx.send([i])
            self.assertEqual(rx.recv(30), [i])
        tx.close()
        self.assertEqual(list(rx), [])
        thread.join()
        interp.close()

    def test_idle_loop_is_woken(self):
        async def main():
            tx, rx = channel()
            ticks = 0

            def send_later():
                end = time.monotonic() + 30
                while ticks < 2 and time.monotonic() < end:
                    time.sleep(0.001)
                tx.send("x")

            threading.Thread(target=send_later).start()

            async def tick():
                nonlocal ticks
                while True:
                    await asyncio.sleep(0.005)
                    ticks += 1

            ticker = asyncio.create_task(tick())
            got = await rx.recv_async()
            ticker.cancel()
            return got, ticks

        got, ticks = in_loop(main())
        self.assertEqual(got, "x")
        self.assertGreater(ticks, 1)

    def test_timeouts(self):
        async def main():
            tx, rx = channel(1)
            with self.assertRaises(TimeoutError):
                await rx.recv_async(0.01)
            with self.assertRaises(TimeoutError):
                async with asyncio.timeout(0.01):
                    await rx.recv_async()
            tx.send(1)
            with self.assertRaises(TimeoutError):
                await tx.send_async(2, timeout=0.01)
            self.assertEqual(await rx.recv_async(), 1)
            self.assertRaises(ChannelEmpty, rx.recv_nowait)
            self.assertEqual(rx.stats().waiting_to_receive, 0)

        in_loop(main())

    def test_closing_wakes(self):
        async def main():
            tx, rx = channel(1)
            tasks = [asyncio.create_task(rx.recv_async()) for _ in range(3)]
            await asyncio.sleep(0.01)
            self.assertEqual(rx.stats().waiting_to_receive, 3)
            tx.close()
            for task in tasks:
                with self.assertRaises(ChannelClosed):
                    await task
            tx, rx = channel(1)
            tx.send(0)
            tasks = [asyncio.create_task(tx.send_async(1)) for _ in range(3)]
            await asyncio.sleep(0.01)
            rx.close()
            for task in tasks:
                with self.assertRaises(ChannelClosed):
                    await task

        in_loop(main())

    def test_each_item_wakes_one(self):
        async def main():
            tx, rx = channel()
            tasks = [asyncio.create_task(rx.recv_async()) for _ in range(50)]
            await asyncio.sleep(0)
            for i in range(50):
                tx.send(i)
            return await asyncio.gather(*tasks)

        self.assertEqual(in_loop(main()), list(range(50)))

    def test_woken_and_cancelled_hands_on(self):
        async def main():
            tx, rx = channel()
            first = asyncio.create_task(rx.recv_async())
            second = asyncio.create_task(rx.recv_async())
            await asyncio.sleep(0)
            tx.send("x")
            await asyncio.sleep(0)
            first.cancel()
            return await asyncio.wait_for(second, 10) if not first.done() or first.cancelled() else first.result()

        for _ in range(50):
            self.assertEqual(in_loop(main()), "x")

    def test_loop_that_is_gone(self):
        """A loop that was left with a waiting task does not keep an item from a thread."""
        tx, rx = channel()
        loop = asyncio.new_event_loop()
        task = loop.create_task(rx.recv_async())
        loop.run_until_complete(asyncio.sleep(0.01))
        other = rx.clone()
        got = []
        thread = threading.Thread(target=lambda: got.append(other.recv(30)))
        thread.start()
        while rx.stats().waiting_to_receive < 2:
            time.sleep(0.001)
        tx.send("x")
        thread.join(30)
        self.assertEqual(got, ["x"])
        task.cancel()
        loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
        loop.close()

    def test_select(self):
        async def main():
            (tx1, rx1), (tx2, rx2) = channel(), channel()
            threading.Timer(0.01, tx2.send, ["two"]).start()
            self.assertEqual(await select_async([rx1, rx2]), (rx2, "two"))
            timer = after(0.01)
            self.assertEqual(await select_async([rx1, timer]), (timer, 1))
            with self.assertRaises(TimeoutError):
                await select_async([rx1, rx2], timeout=0.01)
            selector = Selector(rx1, rx2)
            threading.Timer(0.01, lambda: (tx1.send(1), tx2.send(2), tx1.close(), tx2.close())).start()
            got = [item async for end, item in selector]
            self.assertEqual(sorted(got), [1, 2])
            with self.assertRaises(ChannelClosed):
                await select_async([rx1, rx2])

        in_loop(main())

    def test_timeouts(self):
        async def main():
            tx, rx = channel(1)
            tx.send(1)
            full, empty = lambda t: tx.send_async(2, t), lambda t: channel()[1].recv_async(t)
            waits = {full: "there was no room in time", empty: "nothing has come in time",
                     lambda t: select_async([channel()[1]], t): "nothing has come in time",
                     lambda t: request_async(channel()[0], 1, t): "nothing has come in time"}
            for wait, text in waits.items():
                for timeout in (0, 0.01):
                    with self.assertRaisesRegex(TimeoutError, text):
                        await wait(timeout)
                for wrong in (-1, float("nan")):
                    with self.assertRaisesRegex(ValueError, "^timeout must "):
                        await wait(wrong)
                with self.assertRaisesRegex(TypeError, "^timeout must be a number of seconds, not str"):
                    await wait("soon")
            # Of what is there, too.
            with self.assertRaisesRegex(ValueError, "^timeout must "):
                await rx.recv_async(-1)
            self.assertEqual(await rx.recv_async(float("inf")), 1)
            await tx.send_async(3, 10 ** 30)
            asyncio.get_running_loop().call_later(0.02, rx.recv)
            await tx.send_async(4, float("inf"))
            self.assertEqual(rx.drain(), [4])

        in_loop(main())

    def test_timeouts_of_others_stay_theirs(self):
        async def main():
            _, rx = channel()
            with self.assertRaises(TimeoutError) as caught:
                async with asyncio.timeout(0.01):
                    await rx.recv_async(60)
            self.assertEqual(str(caught.exception), "")

        in_loop(main())

    def test_actors(self):
        from atoll.actors import actor, spawn

        @actor
        class Relay:
            async def run(self, rx, tx):
                n = 0
                async for item in rx:
                    await tx.send_async(item + 1)
                    n += 1
                tx.close()
                return n

        tx, there = channel(2)
        back, rx = channel(2)
        relay = spawn(Relay)
        done = relay.run(there, back)
        feeder = threading.Thread(target=lambda: ([tx.send(i) for i in range(100)], tx.close()))
        feeder.start()
        self.assertEqual(list(rx), list(range(1, 101)))
        self.assertEqual(done.result(30), 100)
        feeder.join()
        relay.stop()


if __name__ == "__main__":
    unittest.main()
