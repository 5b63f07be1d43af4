"""What requests promise: one answer, or an exception, whatever becomes of who should have answered."""

import asyncio
import threading
import time
import unittest

from atoll import interpreters
from atoll.channels import *


def half(n):
    if n == "unsendable":
        return threading.Lock()
    return n // 2


def serve_halves(rx):
    serve(rx, half)


def take_and_sleep(rx, taken):
    request = rx.recv()
    taken.send(True)
    while True:
        time.sleep(0.01)


class Requests(unittest.TestCase):
    def serving(self, function, *ends):
        interp = interpreters.create()
        interp.call_in_thread(function, *ends)
        self.addCleanup(lambda: interp.id in {i.id for i in interpreters.list_all()} and interp.kill())
        return interp

    def test_misuse(self):
        tx, rx = channel()
        for wrong in lambda: request(rx, 1), lambda: serve(tx, len), lambda: serve(rx, 3), lambda: Request(1, rx):
            self.assertRaises(TypeError, wrong)

    def test_answered_once(self):
        tx, rx = channel()
        asker = threading.Thread(target=request, args=(tx, 1))
        asker.start()
        asked = rx.recv()
        asked.reply(2)
        asker.join()
        for again in lambda: asked.reply(3), lambda: asked.fail(ValueError()):
            self.assertRaisesRegex(ChannelClosed, "this request has been answered", again)

    def test_answers(self):
        tx, rx = channel()
        self.serving(serve_halves, rx)
        self.assertEqual([request(tx, n) for n in range(50)], [n // 2 for n in range(50)])
        self.assertEqual(request(tx, 4, timeout=30), 2)
        with self.assertRaises(TypeError):
            request(tx, "text")
        with self.assertRaises(TypeError):
            request(tx, "unsendable")
        self.assertEqual(request(tx, 8), 4)

    def test_many_ask(self):
        tx, rx = channel(4)
        self.serving(serve_halves, rx)
        self.serving(serve_halves, rx)
        wrong = []

        def ask(first):
            for n in range(first, first + 100):
                if request(tx, n) != n // 2:
                    wrong.append(n)

        threads = [threading.Thread(target=ask, args=(i * 100,)) for i in range(6)]
        for t in threads:
            t.start()
        for t in threads:
            t.join(60)
            self.assertFalse(t.is_alive())
        self.assertEqual(wrong, [])

    def test_async(self):
        async def main():
            tx, rx = channel()
            self.serving(serve_halves, rx)
            got = await asyncio.gather(*(request_async(tx, n) for n in range(50)))
            self.assertEqual(got, [n // 2 for n in range(50)])
            with self.assertRaises(TypeError):
                await request_async(tx, "text")

        asyncio.run(main())

    def test_no_answer(self):
        tx, rx = channel()
        begin = time.monotonic()
        with self.assertRaises(TimeoutError):
            request(tx, 1, timeout=0.02)
        self.assertLess(time.monotonic() - begin, 10)
        asked = rx.recv()
        self.assertEqual(asked.item, 1)
        self.assertRaises(ChannelClosed, asked.reply, 2)
        rx.close()
        self.assertRaises(ChannelClosed, request, tx, 1)

    def test_who_was_asked_dies(self):
        tx, rx = channel()
        taken_tx, taken = channel()
        interp = self.serving(take_and_sleep, rx, taken_tx)
        threading.Thread(target=lambda: (taken.recv(), interp.kill())).start()
        with self.assertRaises(ChannelClosed):
            request(tx, 1, timeout=30)

    def test_one_answer(self):
        tx, rx = channel()

        def answer():
            asked = rx.recv()
            asked.reply("first")
            self.assertRaises(ChannelClosed, asked.reply, "second")
            asked = rx.recv()
            self.assertRaises(TypeError, asked.fail, "text")
            asked.fail(LookupError("none"))

        thread = threading.Thread(target=answer)
        thread.start()
        self.assertEqual(request(tx, 1), "first")
        with self.assertRaises(LookupError):
            request(tx, 1)
        thread.join()


if __name__ == "__main__":
    unittest.main()
