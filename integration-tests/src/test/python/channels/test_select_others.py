"""select() over what is no channel: queues of interpreters, an actor's messages, answers of actors."""

import asyncio
import threading
import unittest
from collections import Counter
from concurrent.interpreters import QueueEmpty, create_queue
from concurrent.interpreters._queues import UNBOUND, ItemInterpreterDestroyed

import _interpqueues
from atoll import interpreters
from atoll.actors import actor, receive, reply, spawn
from atoll.channels import *


def put_all(queue, items):
    for item in items:
        queue.put(item)


def put_kept(queue):
    from concurrent.interpreters._queues import UNBOUND, UNBOUND_ERROR
    queue.put(1, unbounditems=UNBOUND)
    queue.put(2, unbounditems=UNBOUND_ERROR)


class Queues(unittest.TestCase):
    def test_what_is_there(self):
        a, b = create_queue(), create_queue()
        tx, rx = channel()
        b.put([1])
        self.assertEqual(select([a, rx, b]), (b, [1]))
        self.assertRaises(TimeoutError, select, [a, rx, b], 0)
        tx.send(2)
        self.assertEqual(select([a, rx, b]), (rx, 2))
        self.assertRaises(QueueEmpty, b.get_nowait)

    def test_woken(self):
        queue = create_queue()
        threading.Timer(0.02, queue.put, ["late"]).start()
        self.assertEqual(select([queue], 30), (queue, "late"))

    def test_other_interpreter(self):
        queue, other = create_queue(), create_queue()
        interp = interpreters.create()
        thread = interp.call_in_thread(put_all, queue, [(i, [i]) for i in range(200)])
        self.assertEqual([select([other, queue], 30)[1] for _ in range(200)], [(i, [i]) for i in range(200)])
        thread.join()
        interp.close()

    def test_fair(self):
        queues = [create_queue() for _ in range(3)]
        tx, rx = channel(None)
        for i in range(1000):
            for q in queues:
                q.put(i)
            tx.send(i)
        ends = [*queues, rx]
        counts = Counter(ends.index(select(ends)[0]) for _ in range(1000))
        self.assertEqual(counts, {0: 250, 1: 250, 2: 250, 3: 250})

    def test_room_is_told(self):
        queue = create_queue(1)
        queue.put(1)
        thread = threading.Thread(target=queue.put, args=(2,))
        thread.start()
        self.assertEqual(select([queue]), (queue, 1))
        thread.join(30)
        self.assertEqual(select([queue], 30), (queue, 2))

    def test_destroyed_ones_are_passed_over(self):
        a, b = create_queue(), create_queue()
        threading.Timer(0.02, _interpqueues.destroy, [a.id]).start()
        threading.Timer(0.04, b.put, [1]).start()
        self.assertEqual(select([a, b], 30), (b, 1))
        b.put(2)
        self.assertEqual(select([a, b], 30), (b, 2))
        threading.Timer(0.02, _interpqueues.destroy, [b.id]).start()
        self.assertRaises(ChannelClosed, select, [a, b], 30)
        self.assertRaises(ChannelClosed, select, [a, b], 30)

    def test_items_of_interpreters_that_are_gone(self):
        queue = create_queue()
        interp = interpreters.create()
        interp.call(put_kept, queue)
        interp.close()
        queue.put(3)
        end, item = select([queue])
        self.assertIs(item, UNBOUND)
        self.assertRaises(ItemInterpreterDestroyed, select, [queue])
        self.assertEqual(select([queue]), (queue, 3))

    def test_selector_and_async(self):
        queue = create_queue()
        tx, rx = channel()
        selector = Selector(queue, rx)
        queue.put(1)
        tx.send(2)
        self.assertEqual({selector.select()[1], selector.select()[1]}, {1, 2})
        selector.remove(queue)
        queue.put(3)
        self.assertRaises(TimeoutError, selector.select, 0)

        async def main():
            self.assertEqual(await select_async([queue, rx]), (queue, 3))
            threading.Timer(0.02, queue.put, [4]).start()
            self.assertEqual(await select_async([queue, rx], 30), (queue, 4))
            with self.assertRaises(TimeoutError):
                await select_async([queue, rx], 0.01)

        asyncio.run(main())

    def test_many_takers(self):
        queue = create_queue()
        got = []

        def take():
            while True:
                item = select([queue], 30)[1]
                if item is None:
                    break
                got.append(item)

        takers = [threading.Thread(target=take) for _ in range(4)]
        for t in takers:
            t.start()
        for i in range(1000):
            queue.put(i)
        for _ in takers:
            queue.put(None)
        for t in takers:
            t.join(60)
            self.assertFalse(t.is_alive())
        self.assertEqual(sorted(got), list(range(1000)))


def listen(rx, tx):
    """An actor that tells of what comes, wherever it comes from."""
    mail = receive()
    while True:
        try:
            end, item = select([mail, rx])
        except ChannelClosed:
            break
        if item == "ask":
            reply("answered")
        else:
            tx.send(("mail" if end is mail else "channel", item))
    tx.send("over")
    tx.close()


def listen_by_selector(rx, tx):
    mail = receive()
    for end, item in Selector(mail, rx):
        tx.send(("mail" if end is mail else "channel", item))
    tx.close()


async def listen_async(rx, tx):
    import asyncio
    mail = receive()
    while True:
        try:
            end, item = await select_async([mail, rx])
        except ChannelClosed:
            break
        if item == "ask":
            await asyncio.sleep(0)
            reply("answered")
        else:
            tx.send(("mail" if end is mail else "channel", item))
    tx.send("over")
    tx.close()


def numbers_first(tx):
    numbers = receive(match=int)
    for _ in range(3):
        tx.send(select([numbers, after(100)])[1])
    tx.send(list(receive(timeout=0)))
    tx.close()


def with_timeout(tx):
    try:
        select([receive(timeout=1)])
    except ValueError as e:
        tx.send(str(e))
    try:
        import asyncio
        asyncio.run(Selector(receive()).select_async())
    except Exception as e:
        tx.send(str(e))
    tx.close()


async def wrong_way(tx):
    try:
        select([receive()])
    except Exception as e:
        tx.send(str(e))
    tx.close()


@actor
class Slow:
    def answer(self, x, go=None):
        if go is not None:
            go.recv()
        return [x]

    def fail(self):
        raise KeyError("no")


class Mailboxes(unittest.TestCase):
    def check(self, function):
        tx, there = channel()
        back, rx = channel()
        one = spawn(function, there, back)
        one.send(1)
        self.assertEqual(rx.recv(30), ("mail", 1))
        tx.send([2])
        self.assertEqual(rx.recv(30), ("channel", [2]))
        self.assertEqual(one.request("ask").result(30), "answered")
        for i in range(200):
            one.send(i)
            tx.send(i)
        got = [rx.recv(30) for _ in range(400)]
        for kind in "mail", "channel":
            self.assertEqual([i for k, i in got if k == kind], list(range(200)))
        # What asks and is not answered learns of it with the next message.
        unanswered = one.request("nothing")
        self.assertEqual(rx.recv(30), ("mail", "nothing"))
        self.assertRaises(Exception, unanswered.result, 30)
        one.stop()
        self.assertEqual(rx.recv(30), "over")
        one.join()

    def test_function(self):
        self.check(listen)

    def test_coroutine_function(self):
        self.check(listen_async)

    def test_selector_ends_with_the_actor(self):
        tx, there = channel()
        back, rx = channel()
        one = spawn(listen_by_selector, there, back)
        one.send(1)
        tx.send(2)
        self.assertEqual({rx.recv(30), rx.recv(30)}, {("mail", 1), ("channel", 2)})
        one.stop()
        self.assertEqual(list(rx), [])
        one.join()

    def test_match(self):
        back, rx = channel()
        one = spawn(numbers_first, back)
        for message in "a", 1, "b", 2, 3:
            one.send(message)
        self.assertEqual(list(rx), [1, 2, 3, ["a", "b"]])

    def test_misuse(self):
        for function in with_timeout, wrong_way:
            back, rx = channel()
            spawn(function, back)
            for line in rx:
                self.assertRegex(line, "timeout|select_async|select\\(\\)|coroutine")
        self.assertRaises(Exception, receive)

    def test_program_ends(self):
        """Who selects from its messages has nothing to do: the program does not wait for that."""
        import subprocess
        import sys
        program = (
            "from atoll.actors import *\n"
            "from atoll.channels import *\n"
            "tx, rx = channel()\n"
            "def listen(rx):\n"
            "    mail = receive()\n"
            "    while True:\n"
            "        print(select([mail, rx])[1])\n"
            "async def listen_async(rx):\n"
            "    mail = receive()\n"
            "    while True:\n"
            "        print((await select_async([mail, rx]))[1])\n"
            "for f in listen, listen_async:\n"
            "    one = spawn(f, rx)\n"
            "    one.send('last')\n")
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=100)
        self.assertEqual(done.stdout.split().count("last"), 2, done.stderr)


    def test_program_ends_though_something_came_that_nobody_selects_any_more(self):
        import subprocess
        import sys
        program = (
            "from atoll.actors import *\n"
            "from atoll.channels import *\n"
            "tx, there = channel()\n"
            "back, rx = channel()\n"
            "def listen(there, back):\n"
            "    mail = receive()\n"
            "    back.send(select([mail, there])[1])\n"
            "    for message in receive():\n"
            "        back.send(message)\n"
            "one = spawn(listen, there, back)\n"
            "one.send(1)\n"
            "one.send(2)\n"
            "print(rx.recv(), rx.recv())\n"
            "import time\n"
            "time.sleep(0.2)\n"
            "tx.send('nobody takes it')\n")
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=100)
        self.assertEqual((done.stdout, done.returncode), ("1 2\n", 0), done.stderr)


class Answers(unittest.TestCase):
    def test_answers(self):
        one, two = spawn(Slow), spawn(Slow)
        tx, go = channel()
        slow, fast = one.answer(1, go), two.answer(2)
        self.assertEqual(select([slow, fast], 30), (fast, [2]))
        tx.send("go")
        self.assertEqual(select([slow, fast], 30), (slow, [1]))
        self.assertRaises(ChannelClosed, select, [slow, fast])
        failing = one.fail()
        self.assertRaises(KeyError, select, [failing], 30)
        tx, go = channel()
        late = one.answer(3, go)
        other, rx = channel()
        self.assertRaises(TimeoutError, select, [late, rx], 0.01)
        end, item = select([late, after(0.001)], 30)
        self.assertIsNot(end, late)
        tx.send("go")
        self.assertEqual(select([late, rx], 30), (late, [3]))

        async def main():
            answer = two.answer(4)
            return await select_async([answer, rx], 30) == (answer, [4])

        self.assertTrue(asyncio.run(main()))
        one.stop()
        two.stop()


if __name__ == "__main__":
    unittest.main()
