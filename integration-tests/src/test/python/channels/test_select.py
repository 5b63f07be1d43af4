"""What select() promises: fairness, timers, closing, that nothing is lost, many ends."""

import asyncio
import threading
import time
import unittest
from collections import Counter

from atoll.channels import *


class Select(unittest.TestCase):
    def test_what_is_there(self):
        ends = [channel() for _ in range(3)]
        receivers = [rx for _, rx in ends]
        ends[1][0].send("one")
        self.assertEqual(select(receivers), (receivers[1], "one"))
        self.assertRaises(TimeoutError, select, receivers, 0)
        begin = time.monotonic()
        self.assertRaises(TimeoutError, select, receivers, timeout=0.02)
        self.assertGreaterEqual(time.monotonic() - begin, 0.02)

    def test_woken(self):
        ends = [channel() for _ in range(100)]
        receivers = [rx for _, rx in ends]
        timer = threading.Timer(0.02, ends[70][0].send, ["late"])
        timer.start()
        self.assertEqual(select(receivers, 30), (receivers[70], "late"))
        timer.join()

    def test_fair(self):
        ends = [channel(None) for _ in range(4)]
        receivers = [rx for _, rx in ends]
        for tx, _ in ends:
            for i in range(1000):
                tx.send(i)
        counts = Counter(receivers.index(select(receivers)[0]) for _ in range(1000))
        self.assertEqual(counts, {0: 250, 1: 250, 2: 250, 3: 250})

    def test_fair_with_lists_that_change(self):
        ends = [channel(None) for _ in range(3)]
        receivers = [rx for _, rx in ends]
        for tx, _ in ends:
            for i in range(1000):
                tx.send(i)
        counts = Counter()
        for i in range(600):
            extra = channel()
            counts[receivers.index(select([*receivers, extra[1]])[0])] += 1
        self.assertGreater(min(counts[i] for i in range(3)), 100, counts)

    def test_an_end_in_the_place_of_another(self):
        receivers = []
        for _ in range(200):
            tx, rx = channel(None)
            receivers.append(rx)
            for i in range(10):
                tx.send(i)
        for _ in range(250):
            select(receivers)
        gone, (tx, new) = receivers[150], channel()
        tx.send("new")
        receivers[150] = new
        counts = Counter(select(receivers)[0] for _ in range(250))
        self.assertEqual(counts[new], 1)
        self.assertEqual(counts[gone], 0)
        self.assertGreater(len(gone), 0)

    def test_an_end_in_the_place_of_one_without_items(self):
        ends = [channel() for _ in range(200)]
        receivers = [rx for _, rx in ends]
        ends[7][0].send(1)
        self.assertEqual(select(receivers), (receivers[7], 1))
        tx, receivers[150] = channel()
        tx.send(2)
        self.assertEqual(select(receivers, 0), (receivers[150], 2))
        ends[150][0].send(3)
        self.assertRaises(TimeoutError, select, receivers, 0)
        tx.send(4)
        receivers.reverse()
        self.assertEqual(select(receivers, 0), (receivers[49], 4))
        tx.send(5)
        del receivers[49]
        self.assertRaises(TimeoutError, select, receivers, 0)

    def test_a_timer_in_the_place_of_another(self):
        ends = [after(0), *(channel()[1] for _ in range(50))]
        ends += [every(3600) for _ in range(20)]
        self.assertEqual(select(ends), (ends[0], 1))
        for i in range(60, 71):
            gone, ends[i] = ends[i], after(0)
            self.assertEqual(select(ends, 0), (ends[i], 1))
            self.assertGreater(gone.left, 3000)

    def test_ends_are_closed_although_they_were_selected_from(self):
        import gc
        tx, rx = channel()
        ends = [rx]
        tx.send(1)
        select(ends)
        del rx, ends
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            gc.collect()
            try:
                tx.send(2)
            except ChannelClosed:
                break
            time.sleep(0.01)
        else:
            self.fail("still open")

    def test_order_within_a_channel(self):
        ends = [channel() for _ in range(3)]
        receivers = [rx for _, rx in ends]

        def feed(tx):
            for i in range(500):
                tx.send(i)
            tx.close()

        threads = [threading.Thread(target=feed, args=(tx,)) for tx, _ in ends]
        for t in threads:
            t.start()
        got = {rx: [] for rx in receivers}
        with self.assertRaises(ChannelClosed):
            while True:
                rx, item = select(receivers)
                got[rx].append(item)
        self.assertEqual([got[rx] for rx in receivers], [list(range(500))] * 3)
        for t in threads:
            t.join()

    def test_closed_ones_are_passed_over(self):
        (tx1, rx1), (tx2, rx2) = channel(), channel()
        tx1.close()
        tx2.send(1)
        self.assertEqual(select([rx1, rx2]), (rx2, 1))
        tx2.close()
        self.assertRaises(ChannelClosed, select, [rx1, rx2])
        self.assertRaises(ChannelClosed, select, [])

    def test_closing_wakes(self):
        tx, rx = channel()
        threading.Timer(0.02, tx.close).start()
        self.assertRaises(ChannelClosed, select, [rx], 30)

    def test_others_receive_too(self):
        tx, rx = channel()
        other = rx.clone()
        self.assertRaises(TimeoutError, select, [rx], 0)
        tx.send(1)
        tx.send(2)
        self.assertEqual(other.recv(), 1)
        self.assertEqual(select([rx], 0), (rx, 2))
        tx.send(3)
        self.assertEqual(other.recv(), 3)
        self.assertRaises(TimeoutError, select, [rx], 0)

    def test_what_is_no_end(self):
        tx, rx = channel()
        self.assertRaises(TypeError, select, [rx, 1])
        self.assertRaises(TypeError, select, [tx])
        self.assertRaises(TypeError, select, 5)
        for end in rx, tx, after(1), Selector(rx):
            self.assertRaisesRegex(TypeError, "list of ends", select, end)
            self.assertRaisesRegex(TypeError, "list of ends", select_async, end)
        self.assertRaises(ValueError, select, [rx], -1)

    def test_timers(self):
        tx, rx = channel()
        once, ticks = after(0.01), every(0.005)
        begin = time.monotonic()
        self.assertEqual(select([rx, once]), (once, 1))
        self.assertGreaterEqual(time.monotonic() - begin, 0.01)
        self.assertRaises(TimeoutError, select, [rx, once], 0.01)
        end, times = select([rx, ticks])
        self.assertIs(end, ticks)
        self.assertGreaterEqual(times, 2)
        tx.send(1)
        time.sleep(0.01)
        self.assertEqual({select([rx, ticks])[0], select([rx, ticks])[0]}, {rx, ticks})
        ticks.cancel()
        self.assertIsNone(ticks.left)
        self.assertRaises(ChannelClosed, select, [ticks])
        self.assertRaises(ValueError, every, 0)
        self.assertRaises(ValueError, after, -1)

    def test_timers_do_not_keep_it_going(self):
        tx, rx = channel()
        tx.close()
        self.assertRaises(ChannelClosed, select, [rx, every(60)])

    def test_given_away_end_is_used(self):
        from atoll import interpreters
        tx, rx = channel()
        interp = interpreters.create()
        interp.call(len, [rx])
        interp.close()
        self.assertRaises(TimeoutError, select, [rx], 0)
        tx.send(1)
        self.assertEqual(select([rx]), (rx, 1))


class SelectorTests(unittest.TestCase):
    def test_merge(self):
        ends = [channel() for _ in range(5)]
        selector = Selector(*(rx for _, rx in ends))
        self.assertEqual(len(selector), 5)
        for i, (tx, _) in enumerate(ends):
            for k in range(3):
                tx.send((i, k))
            tx.close()
        got = list(selector)
        self.assertEqual(Counter(item for _, item in got), Counter((i, k) for i in range(5) for k in range(3)))
        self.assertTrue(all(end is ends[item[0]][1] for end, item in got))

    def test_changes(self):
        (tx1, rx1), (tx2, rx2) = channel(), channel()
        with Selector(rx1) as selector:
            tx2.send(2)
            self.assertRaises(TimeoutError, selector.select, 0)
            selector.add(rx2)
            selector.add(rx2)
            self.assertEqual(selector.select(), (rx2, 2))
            selector.remove(rx2)
            self.assertRaises(KeyError, selector.remove, rx2)
            tx2.send(3)
            self.assertRaises(TimeoutError, selector.select, 0)
            tx1.send(1)
            self.assertEqual(selector.select(), (rx1, 1))
        self.assertRaises(ChannelClosed, selector.select)
        self.assertEqual(rx2.recv(), 3)

    def test_closing_wakes(self):
        _, rx = channel()
        for wait in (Selector.select, next, lambda s: s.select(60), lambda s: asyncio.run(s.select_async())):
            for ends in (rx,), (after(60),), (rx, after(60)):
                selector = Selector(*ends)
                timer = threading.Timer(0.02, selector.close)
                timer.start()
                begin = time.monotonic()
                with self.assertRaisesRegex(ChannelClosed, "this selector is closed"):
                    wait(selector)
                self.assertLess(time.monotonic() - begin, 30)
                timer.join()

    def test_nothing_to_select_from(self):
        for nothing in [], (), iter(()):
            self.assertRaisesRegex(ChannelClosed, "there are no ends", select, nothing)
        self.assertRaisesRegex(ChannelClosed, "there are no ends", Selector().select)

    def test_several_threads(self):
        ends = [channel() for _ in range(50)]
        selector = Selector(*(rx for _, rx in ends))
        got = []

        def take():
            for _, item in selector:
                got.append(item)

        takers = [threading.Thread(target=take) for _ in range(3)]
        for t in takers:
            t.start()
        for i in range(2000):
            ends[i % 50][0].send(i)
        for tx, _ in ends:
            tx.close()
        for t in takers:
            t.join(30)
            self.assertFalse(t.is_alive())
        self.assertEqual(sorted(got), list(range(2000)))

    def waiting(self, selector, action):
        """What select() raises or gives in a thread that waits there while something is done."""
        told = []

        def wait():
            try:
                told.append(selector.select())
            except ChannelClosed as e:
                told.append(str(e))

        thread = threading.Thread(target=wait, daemon=True)
        thread.start()
        time.sleep(0.05)
        self.assertEqual(told, [])
        action()
        thread.join(30)
        return told

    def test_closed_while_somebody_waits(self):
        tx, rx = channel()
        selector = Selector(rx)
        self.assertEqual(self.waiting(selector, selector.close), ["this selector is closed"])
        tx.send(1)
        self.assertEqual(rx.recv(), 1)

    def test_emptied_while_somebody_waits(self):
        tx, rx = channel()
        selector = Selector(rx)
        [told] = self.waiting(selector, lambda: selector.remove(rx))
        self.assertIn("there are no ends to select from", told)

    def test_timer_is_added_while_somebody_waits(self):
        tx, rx = channel()
        selector = Selector(rx)
        timer = after(0.02)
        self.assertEqual(self.waiting(selector, lambda: selector.add(timer)), [(timer, 1)])

    def test_changes_while_tasks_wait(self):
        async def waiting(selector, action):
            tasks = [asyncio.create_task(selector.select_async()) for _ in range(2)]
            await asyncio.sleep(0.02)
            action()
            done, pending = await asyncio.wait(tasks, timeout=30, return_when=asyncio.FIRST_COMPLETED)
            timer.cancel()
            await asyncio.wait(tasks, timeout=0.05)
            for task in tasks:
                task.cancel()
            return [type(task.exception()) if task.exception() else task.result() for task in done]

        timer = after(1000)
        tx, rx = channel()
        selector = Selector(rx)
        self.assertEqual(asyncio.run(waiting(selector, lambda: selector.remove(rx))), [ChannelClosed] * 2)
        selector.add(rx)
        self.assertEqual(asyncio.run(waiting(selector, selector.close)), [ChannelClosed] * 2)
        selector, timer = Selector(rx), after(0.02)
        self.assertEqual(asyncio.run(waiting(selector, lambda: selector.add(timer))), [(timer, 1)])


if __name__ == "__main__":
    unittest.main()
