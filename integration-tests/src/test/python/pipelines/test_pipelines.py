"""atoll.pipelines: what comes out, in which order and how far ahead; errors, ends and misuse."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import unittest
from concurrent.interpreters import NotShareableError
from functools import partial

import steps
from atoll import interpreters, pipelines as pl
from atoll.channels import ChannelClosed, channel
from atoll.shared import Barrier
from steps import (
    Unpicklable, wait_half_a_second, breaks_off, dies_at, dies_at_once, dies_later, double_later, endless, exits, fails_at_seven,
    fails_later, fails_unpicklably, first_three, flaky, gives_lock, is_even, meet, nap, read_shared, remember, repeat,
    running_total, slow_at_first, square, tell, which,
)

HERE = os.path.dirname(os.path.abspath(__file__))
WHERE = [{"workers": 1}, {"workers": 3}, {"workers": 0}, {"threads": 3}]


class Test(unittest.TestCase):
    def setUp(self):
        self.interpreters = len(interpreters.list_all())
        self.threads = threading.active_count()

    def tearDown(self):
        self.assertEqual(len(interpreters.list_all()), self.interpreters)
        self.assertEqual(threading.active_count(), self.threads, threading.enumerate())


class Results(Test):
    """The same as a loop."""

    INPUTS = [[], [1], list(range(10)), list(range(1000))]

    def test_stages(self):
        for where in WHERE:
            for inputs in self.INPUTS:
                with self.subTest(where=where, inputs=inputs[:3]):
                    p = (pl.source(inputs) | pl.stage(square, **where) | pl.filter(is_even, **where) | pl.flat_map(repeat, **where)
                         | pl.to_list())
                    expected = [y for x in inputs if is_even(x * x) for y in repeat(x * x)]
                    self.assertEqual(p.run(), expected)

    def test_sources(self):
        def numbers():
            yield from range(50)

        async def later():
            for number in range(50):
                yield number

        tx, rx = channel(maxsize=100)
        for number in range(50):
            tx.send(number)
        tx.close()
        for made in (pl.source(numbers()), pl.source(numbers), pl.source(later()), pl.source(later), pl.source(range(50)),
                     pl.source(rx), pl.source(iter(range(50)))):
            with self.subTest(made=made):
                self.assertEqual(list(made | pl.stage(square, workers=2)), [x * x for x in range(50)])
        self.assertEqual(list([1, 2, 3] | pl.stage(square)), [1, 4, 9])
        self.assertEqual(list("abc" | pl.stage(str.upper)), ["A", "B", "C"])
        self.assertEqual(list(pl.source(range(5))), [0, 1, 2, 3, 4])

    def test_lines(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in "ab"]
            for path in paths:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(f"eins\nzwölf\n\n{path}")
            expected = [line for path in paths for line in ("eins", "zwölf", "", path)]
            self.assertEqual(list(pl.lines(*paths) | pl.stage(str)), expected)
            self.assertEqual(next(iter(pl.lines(paths[0], keepends=True).stream())), "eins\n")
            with self.assertRaises(FileNotFoundError):
                list(pl.lines(os.path.join(folder, "none")))
            time.sleep(0.1)

    def test_sinks(self):
        p = range(10) | pl.stage(square, workers=2)
        self.assertEqual((p | pl.to_list()).run(), [x * x for x in range(10)])
        self.assertEqual((p | pl.into(sum)).run(), 285)
        self.assertEqual((p | pl.reduce(lambda a, b: a + b)).run(), 285)
        self.assertEqual((p | pl.reduce(lambda a, b: a + b, 15)).run(), 300)
        found = []
        self.assertEqual((p | pl.for_each(found.append)).run(), 10)
        self.assertEqual(found, [x * x for x in range(10)])
        tx, rx = channel()
        self.assertEqual((p | pl.to(tx)).run(), 10)
        self.assertEqual(list(rx), found)
        self.assertEqual((pl.source([]) | pl.stage(square) | pl.to_list()).run(), [])
        with self.assertRaises(TypeError):
            (pl.source([]) | pl.stage(square) | pl.reduce(max)).run()

    def test_order(self):
        inputs = range(300)
        for where in ({"workers": 4}, {"threads": 4}):
            self.assertEqual(list(inputs | pl.stage(slow_at_first, **where)), list(inputs))
            found = list(inputs | pl.stage(slow_at_first, ordered=False, **where))
            self.assertEqual(sorted(found), list(inputs))
        self.assertEqual(list([0.5, 0.0] | pl.stage(nap, workers=2, ordered=False)), [0.0, 0.5])

    def test_several_workers_take_part(self):
        found = set([0.02] * 40 | pl.stage(nap, workers=3) | pl.stage(which, workers=1))
        self.assertEqual(len(found), 1)
        found = set(range(2000) | pl.stage(partial(meet, Barrier(3)), workers=3))
        self.assertEqual(len(found), 3)
        self.assertNotIn(interpreters.get_current().id, found)
        self.assertEqual(set(range(3) | pl.stage(which, workers=0)), {interpreters.get_current().id})

    def test_batches(self):
        self.assertEqual(list(range(7) | pl.batch(3)), [[0, 1, 2], [3, 4, 5], [6]])
        self.assertEqual(list([] | pl.batch(3)), [])
        self.assertEqual(list(range(6) | pl.batch(3) | pl.stage(sum, workers=2)), [3, 12])

        def slowly():
            yield from range(3)
            time.sleep(0.4)
            yield 3

        self.assertEqual(list(pl.source(slowly) | pl.batch(100, timeout=0.1)), [[0, 1, 2], [3]])

    def test_transform(self):
        for where in ({"workers": 1}, {"workers": 0}):
            self.assertEqual(list(range(100) | pl.stage(square, workers=2) | pl.transform(running_total, **where)),
                             [sum(x * x for x in range(n + 1)) for n in range(100)])
            # It leaves off early, and an endless source with it.
            self.assertEqual(list(pl.source(lambda: endless(5)) | pl.stage(square) | pl.transform(first_three, **where)), [25, 36, 49])

    def test_endless_results_of_one_item(self):
        with (pl.source([1]) | pl.flat_map(endless, workers=1) | pl.stage(square)).stream() as results:
            self.assertEqual([next(results) for _ in range(5000)], [x * x for x in range(1, 5001)])
        with (pl.source([1, 1000]) | pl.flat_map(endless, workers=2)).stream() as results:
            self.assertEqual([next(results) for _ in range(5000)], list(range(1, 5001)))

    def test_coroutines(self):
        for where in WHERE:
            for ordered in (True, False):
                with self.subTest(where=where, ordered=ordered):
                    found = list(range(200) | pl.stage(double_later, ordered=ordered, **where))
                    self.assertEqual(found if ordered else sorted(found), [2 * x for x in range(200)])

    def test_coroutines_run_together(self):
        started = time.monotonic()
        self.assertEqual(list(range(40) | pl.stage(wait_half_a_second, concurrency=40)), list(range(40)))
        self.assertLess(time.monotonic() - started, 10)

    def test_items_are_copies(self):
        for where in WHERE:
            given = {"a": [1]}
            (got,) = [given] | pl.stage(lambda x: x, **where)
            self.assertEqual(got, given)
            self.assertIsNot(got["a"], given["a"])

    def test_initializer(self):
        for where in WHERE:
            self.assertEqual(list([1, 2] | pl.stage(tell, initializer=remember, initargs=(40,), **where)), [41, 42])
        self.assertEqual(list([1, 2] | pl.stage(read_shared, shared={"factor": 3})), [3, 6])

    def test_flow(self):
        flow = pl.stage(square) | pl.filter(is_even, workers=0)
        self.assertEqual(list(range(5) | flow), [0, 4, 16])
        self.assertEqual(list(range(5) | flow | flow), [0, 16, 256])
        self.assertEqual(repr(range(3) | flow | pl.to_list()), "source(range) | stage(square, workers=1) | filter(is_even, threads=1) | to_list()")

    def test_again(self):
        p = pl.source(lambda: (x for x in range(5))) | pl.stage(square) | pl.into(sum)
        self.assertEqual((p.run(), p.run()), (30, 30))
        once = pl.source(x for x in range(5)) | pl.into(sum)
        self.assertEqual(once.run(), 10)
        with self.assertRaisesRegex(pl.PipelineError, "used"):
            once.run()


class Bounds(Test):
    """A slow stage holds up the source."""

    def check(self, p, drawn, taken):
        furthest = 0
        with p.stream() as results:
            for number, _ in enumerate(results):
                taken[0] += 1
                if number % 100 == 0:
                    time.sleep(0.01)
                furthest = max(furthest, drawn[0] - taken[0])
                if number == 3000:
                    break
        return furthest

    def test_source_is_never_far_ahead(self):
        for buffer in (1, 10, 200):
            for options in ({"workers": 1}, {"workers": 3}, {"workers": 3, "ordered": False}, {"threads": 2}):
                with self.subTest(buffer=buffer, **options):
                    drawn, taken, furthest = [0], [0], [0]

                    def numbers():
                        for number in range(1_000_000):
                            drawn[0] += 1
                            furthest[0] = max(furthest[0], drawn[0] - taken[0])
                            yield number

                    p = pl.source(numbers) | pl.stage(square, buffer=buffer, **options) | pl.filter(bool, buffer=buffer)
                    self.check(p, drawn, taken)
                    # The item 0 is filtered out.
                    self.assertLessEqual(furthest[0], p.ahead + 1)

    def test_a_sink_that_waits(self):
        drawn = []

        def numbers():
            for number in range(1_000_000):
                drawn.append(number)
                yield number

        p = pl.source(numbers) | pl.stage(square, workers=2, buffer=5)
        with p.stream() as results:
            next(results)
            before = -1
            while len(drawn) != before:
                before = len(drawn)
                self.assertLessEqual(before, p.ahead + 1)
                time.sleep(0.5)

    def test_nothing_is_kept_waiting(self):
        # What a source has given arrives, though it gives no more for a long time.
        tx, rx = channel()
        with (pl.source(rx) | pl.stage(square, workers=2) | pl.transform(running_total) | pl.stage(square)).stream() as results:
            for number in range(1, 4):
                tx.send(number)
                self.assertEqual(next(results), sum(x * x for x in range(number + 1)) ** 2)


class Errors(Test):
    """What fails, and how."""

    def test_stop(self):
        for where in WHERE:
            with self.subTest(where=where):
                with self.assertRaises(LookupError) as caught:
                    list(range(1000) | pl.stage(fails_at_seven, name="sevens", **where))
                error = caught.exception
                self.assertEqual(error.args, ("seven", 7))
                self.assertEqual(error.__notes__, ["in stage 'sevens' of a pipeline, at the item 7"])
                self.assertIn("in fails_at_seven", "".join(traceback.format_exception(error)))

    def test_skip(self):
        for where in WHERE:
            with self.subTest(where=where):
                letters = []
                p = range(1000) | pl.stage(fails_at_seven, on_error="skip", dead_letter=letters.append, **where)
                with p.stream() as results:
                    self.assertEqual(list(results), [x for x in range(1000) if x != 7])
                    (figures,) = results.stats().stages
                (letter,) = letters
                self.assertEqual((letter.stage, letter.item, type(letter.error), letter.attempts), ("fails_at_seven", 7, LookupError, 1))
                self.assertEqual((figures.received, figures.sent, figures.failed), (1000, 999, 1))

    def test_retry(self):
        for where in ({"workers": 2}, {"threads": 1}):
            with self.subTest(where=where):
                steps.seen.clear()
                p = range(100) | pl.stage(flaky, on_error="retry", **where)
                with p.stream() as results:
                    self.assertEqual(list(results), list(range(100)))
                    self.assertEqual(results.stats().stages[0].retried, 20)
                steps.seen.clear()
                with self.assertRaisesRegex(OSError, "attempt 2") as caught:
                    list(range(100) | pl.stage(flaky, on_error=pl.Retry(2, delay=0.001), **where))
                self.assertIn("tried 2 times", caught.exception.__notes__[0])
                steps.seen.clear()
                self.assertEqual(len(list(range(100) | pl.stage(flaky, on_error=pl.Retry(2, then="skip"), **where))), 90)

    def test_flat_map_that_breaks_off(self):
        expected = [y for x in range(6) if x != 3 for y in (x, -x)]
        self.assertEqual(list(range(6) | pl.flat_map(breaks_off, on_error="skip")), expected)
        with self.assertRaisesRegex(ValueError, "broken off"):
            list(range(6) | pl.flat_map(breaks_off))

    def test_coroutines(self):
        for where in WHERE:
            with self.subTest(where=where):
                letters = []
                self.assertEqual(list(range(50) | pl.stage(fails_later, on_error="skip", dead_letter=letters.append, **where)),
                                 [x for x in range(50) if x % 5])
                self.assertEqual(sorted(letter.item for letter in letters), list(range(0, 50, 5)))
                with self.assertRaises(KeyError) as caught:
                    list(range(1, 50) | pl.stage(fails_later, **where))
                self.assertEqual(caught.exception.args[0] % 5, 0)

    def test_transform(self):
        def breaks(items):
            for item in items:
                if item == 5:
                    raise ValueError("five")
                yield item

        for where in ({"workers": 1}, {"workers": 0}):
            with self.assertRaisesRegex(ValueError, "five"):
                list(range(10) | pl.transform(breaks, **where))

    def test_source_and_sink(self):
        def numbers():
            yield 1
            raise OSError("no more")

        with self.assertRaisesRegex(OSError, "no more"):
            list(pl.source(numbers) | pl.stage(square))
        with self.assertRaisesRegex(NotShareableError, "item 0 of the source"):
            list([threading.Lock()] | pl.stage(square))
        with self.assertRaises(ZeroDivisionError):
            (pl.source(lambda: endless(0)) | pl.stage(square) | pl.for_each(lambda x: 1 / x)).run()
        tx, rx = channel()
        rx.close()
        with self.assertRaises(ChannelClosed):
            (pl.source(lambda: endless(0)) | pl.to(tx)).run()

    def test_what_cannot_be_sent(self):
        with self.assertRaises(NotShareableError) as caught:
            list(range(5) | pl.stage(gives_lock))
        self.assertIn("at the item 2", caught.exception.__notes__[0])
        self.assertEqual(list(range(5) | pl.stage(gives_lock, on_error="skip")), [0, 1, 3, 4])
        with self.assertRaisesRegex(pl.StageError, "Unpicklable"):
            list([1] | pl.stage(fails_unpicklably))
        lock = threading.Lock()
        with self.assertRaisesRegex(NotShareableError, "cannot be sent to a worker"):
            list([1] | pl.stage(lambda x: lock))

    def test_initializer(self):
        for where in WHERE:
            with self.assertRaises(ZeroDivisionError) as caught:
                list([1] | pl.stage(square, initializer=divmod, initargs=(1, 0), **where))
            self.assertIn("in the initializer", caught.exception.__notes__[0])

    def test_exit_of_a_function(self):
        with self.assertRaises(SystemExit):
            list(range(5) | pl.stage(exits, on_error="skip"))

    def test_dead_letter_that_fails(self):
        with self.assertRaises(ZeroDivisionError):
            list(range(10) | pl.stage(fails_at_seven, on_error="skip", dead_letter=lambda letter: 1 / 0))


class Deaths(Test):
    """Workers that die."""

    def test_stop(self):
        for function in (dies_at, dies_later):
            with self.assertRaises(pl.WorkerDied) as caught:
                list(range(20) | pl.stage(function, workers=2))
            self.assertRegex(caught.exception.__notes__[0], "at the item (5|17)$" if function is dies_at else "at the item")

    def test_skip(self):
        for ordered in (True, False):
            letters = []
            p = range(300) | pl.stage(dies_at, workers=2, on_error="skip", dead_letter=letters.append, ordered=ordered)
            with p.stream() as results:
                found = list(results)
                figures = results.stats().stages[0]
            self.assertEqual(found if ordered else sorted(found), [x for x in range(300) if x not in (5, 17)])
            self.assertEqual(sorted(letter.item for letter in letters), [5, 17])
            self.assertEqual((figures.died, figures.failed), (2, 2))

    def test_retry(self):
        letters = []
        p = range(30) | pl.stage(dies_at, on_error=pl.Retry(3, then="skip"), dead_letter=letters.append)
        with p.stream() as results:
            self.assertEqual(list(results), [x for x in range(30) if x not in (5, 17)])
            self.assertEqual(results.stats().stages[0].died, 6)
        self.assertEqual([letter.attempts for letter in letters], [3, 3])

    def test_coroutines(self):
        letters = []
        p = range(100) | pl.stage(dies_later, concurrency=1, on_error="skip", dead_letter=letters.append)
        with p.stream() as results:
            found = list(results)
        self.assertEqual(sorted(found + [letter.item for letter in letters]), list(range(100)))
        self.assertTrue({5, 17} <= {letter.item for letter in letters})

    def test_transform_and_initializer(self):
        def dies(items):
            for item in items:
                yield dies_at(item)

        with self.assertRaises(pl.WorkerDied):
            list(range(20) | pl.transform(dies))
        with self.assertRaises(pl.WorkerDied):
            list(range(20) | pl.stage(square, initializer=dies_at_once, initargs=(1,)))

    def test_limits(self):
        def count(x):
            while x:
                x += 1
            return x

        with self.assertRaises(pl.WorkerDied):
            list(range(2) | pl.stage(count, limits={"cpu": 0.2, "grace": 0.1}))
        # However much time it would have for telling of the exception.
        generous = {"cpu": 0.2, "grace": 5}
        with self.assertRaises(pl.WorkerDied):
            list(range(2) | pl.stage(count, limits=generous))
        self.assertEqual(list([0, 0, 1, 0] | pl.stage(count, limits=generous, on_error="skip")), [0, 0, 0])

    def test_killed_by_others(self):
        started = interpreters.list_all()
        with ([0.0, 5.0, 0.0] | pl.stage(nap, on_error="skip")).stream() as results:
            self.assertEqual(next(results), 0.0)
            (worker,) = (found for found in interpreters.list_all() if found not in started)
            time.sleep(0.2)
            worker.kill(0)
            self.assertEqual(list(results), [0.0])


class Ends(Test):
    """All ways in which a run ends."""

    def test_leaving_off(self):
        for stages in (pl.stage(square, workers=2), pl.stage(double_later), pl.transform(running_total), pl.batch(2),
                       pl.stage(nap, workers=2), pl.stage(square, threads=2), pl.transform(running_total, workers=0),
                       pl.stage(double_later, workers=0)):
            with self.subTest(stages=stages):
                with (pl.source(lambda: endless(0)) | stages).stream() as results:
                    next(results)

    def test_waiting_for_a_handle(self):
        handle = (range(3) | pl.stage(nap) | pl.to_list()).start()
        for get in handle.result, handle.exception:
            with self.assertRaisesRegex(TimeoutError, "the pipeline has not ended in time"):
                get(0)
        for get in handle.result, handle.exception, handle.wait:
            for wrong in -1, float("nan"):
                self.assertRaisesRegex(ValueError, "timeout must be finite and not negative", get, wrong)
            self.assertRaisesRegex(TypeError, "timeout is a number of seconds, not str", get, "soon")
        self.assertEqual(len(handle.result(float("inf"))), 3)
        handle.wait()

    def test_in_another_interpreter(self):
        with interpreters.create() as interp:
            interp.prepare_main(here=HERE)
            interp.exec("import sys; sys.path.insert(0, here); import steps; from atoll import pipelines as pl")
            interp.exec("assert list(range(5) | pl.stage(steps.square) | pl.stage(steps.square, workers=0)) == [0, 1, 16, 81, 256]")

    def test_never_begun(self):
        (range(5) | pl.stage(square)).stream()
        with (range(5) | pl.stage(square)).stream():
            pass

    def test_handle(self):
        handle = (range(100) | pl.stage(square, workers=2) | pl.into(sum)).start()
        self.assertEqual(handle.result(30), sum(x * x for x in range(100)))
        self.assertTrue(handle.wait())
        self.assertTrue(handle.done())
        self.assertFalse(handle.cancel())
        self.assertIsNone(handle.exception())
        handle = ([10.0] | pl.stage(nap) | pl.to_list()).start()
        with self.assertRaises(TimeoutError):
            handle.result(0.05)
        self.assertFalse(handle.wait(0.01))
        self.assertTrue(handle.cancel())
        with self.assertRaises(pl.CancelledError):
            handle.result()
        handle.wait()
        with (range(10) | pl.stage(fails_at_seven) | pl.to_list()).start() as handle:
            with self.assertRaises(LookupError):
                handle.result()
        with ([10.0] | pl.stage(nap) | pl.to_list()).start() as handle:
            pass
        self.assertIsInstance(handle.exception(), pl.CancelledError)

    def test_async(self):
        async def main():
            found = [x async for x in range(10) | pl.stage(square, workers=2)]
            handle = (range(10) | pl.stage(square) | pl.into(sum)).start()
            total = await handle
            handle.wait()
            async with (pl.source(lambda: endless(1)) | pl.stage(square)).stream() as results:
                first = await anext(results)
            with self.assertRaises(LookupError):
                async for x in range(10) | pl.stage(fails_at_seven):
                    pass
            async with (pl.source([9.0]) | pl.stage(nap)).stream() as results:
                with self.assertRaises(TimeoutError):
                    async with asyncio.timeout(0.1):
                        await anext(results)
            return found, total, first

        self.assertEqual(asyncio.run(main()), ([x * x for x in range(10)], 285, 1))
        # The threads of asyncio.to_thread() end with the loop.

    def test_source_that_waits_for_a_channel(self):
        tx, rx = channel()
        with (pl.source(rx) | pl.stage(square) | pl.to_list()).start() as handle:
            time.sleep(0.1)
        self.assertTrue(handle.done())

    def test_source_is_closed(self):
        closed = threading.Event()

        def numbers():
            try:
                yield from endless(0)
            finally:
                closed.set()

        with (pl.source(numbers) | pl.stage(square)).stream() as results:
            next(results)
        self.assertTrue(closed.wait(10))

    def test_interrupted_by_ctrl_c(self):
        program = subprocess.Popen([sys.executable, os.path.join(HERE, "endless_pipeline.py")], stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True)
        with program:
            self.assertEqual(program.stdout.readline(), "running\n")
            program.send_signal(signal.SIGINT)
            out = program.communicate(timeout=60)[0]
        self.assertEqual((out, program.returncode), ("interrupted 1 1\n", 0))

    def test_nobody_closes_it(self):
        code = ("from atoll import pipelines as pl\nimport itertools\n"
                "results = (pl.source(itertools.count) | pl.stage(str, workers=2)).stream()\nprint(next(results))\n"
                "handle = (pl.source(itertools.count) | pl.stage(str, workers=2) | pl.for_each(len)).start()\n")
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.stdout, done.returncode), ("0\n", 0), done.stderr)


class Figures(Test):
    def test_stats(self):
        p = range(1000) | pl.stage(square, workers=2, name="squares") | pl.filter(is_even)
        with p.stream() as results:
            self.assertEqual(len(list(results)), 500)
            figures = results.stats()
        first, second = figures.stages
        self.assertEqual((first.name, first.workers, first.received, first.sent, first.waiting), ("squares", 2, 1000, 1000, 0))
        self.assertEqual((second.received, second.sent, second.failed), (1000, 500, 0))
        self.assertEqual((figures.drawn, figures.waiting), (1000, 0))
        self.assertGreater(first.busy, 0)
        self.assertGreater(first.rate, 0)
        self.assertIn("squares", str(figures))

    def test_queue_depth(self):
        with (pl.source(lambda: endless(1)) | pl.stage(nap, buffer=10) | pl.to_list()).start() as handle:
            end = time.monotonic() + 30
            while handle.stats().stages[0].waiting < 10 and time.monotonic() < end:
                time.sleep(0.01)
            self.assertEqual(handle.stats().stages[0].waiting, 10)


class Misuse(Test):
    def test_what_is_no_pipeline(self):
        s = pl.stage(square)
        for make, words in [
            (lambda: range(3) | s | square, "write stage\\(square\\)"),
            (lambda: range(3) | s | 5, "takes stages and sinks, not int"),
            (lambda: range(3) | s | pl.to_list() | s, "nothing comes after a sink"),
            (lambda: s | pl.to_list(), "begins with a source"),
            (lambda: range(3) | s | pl.source(range(3)), "a source stands first"),
            (lambda: s | pl.source(range(3)), "a source stands first"),
            (lambda: pl.source(3), "needs an iterable"),
            (lambda: 3 | s, "needs an iterable"),
            (lambda: (range(3) | s).run(), "needs a sink"),
            (lambda: (range(3) | s).start(), "needs a sink"),
            (lambda: iter(range(3) | s | pl.to_list()), "go to the sink to_list"),
            (lambda: list(s), "put one before them, as `items | stage"),
            (lambda: (s | s).run(), "put one before them"),
            (lambda: pl.stage(3), "needs a callable, not int"),
            (lambda: pl.stage(repeat), "generator function: use flat_map"),
            (lambda: pl.filter(double_later), "plain function"),
            (lambda: pl.stage(square, workers=2, threads=2), "either workers"),
            (lambda: pl.stage(square, workers="2"), "workers is a whole number, not str"),
            (lambda: pl.stage(square, colour=3), "colour"),
            (lambda: pl.to([]), "needs a channel's Sender, not list"),
            (lambda: pl.lines(), "at least one path"),
            (lambda: pl.batch("3"), "count is a whole number"),
        ]:
            with self.subTest(words=words), self.assertRaisesRegex(TypeError, words):
                make()
        for make, words in [
            (lambda: pl.stage(square, workers=-1), "workers must be at least 0"),
            (lambda: pl.stage(square, threads=0), "threads must be at least 1"),
            (lambda: pl.stage(square, buffer=0), "buffer must be at least 1"),
            (lambda: pl.stage(square, concurrency=3), "for coroutine functions"),
            (lambda: pl.stage(square, on_error="ignore"), "on_error is"),
            (lambda: pl.stage(square, dead_letter=print), "skips nothing"),
            (lambda: pl.stage(square, threads=1, shared={"a": 1}), "not for threads"),
            (lambda: pl.batch(0), "at least 1"),
            (lambda: pl.batch(2, timeout=-1), "not negative"),
            (lambda: pl.Retry(0), "times must be"),
            (lambda: pl.Retry(then="go"), "'stop' or 'skip'"),
            (lambda: pl.transform(running_total, workers=2), "one worker"),
        ]:
            with self.subTest(words=words), self.assertRaisesRegex(ValueError, words):
                make()


if __name__ == "__main__":
    unittest.main()
