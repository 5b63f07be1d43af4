"""atoll.parallel: what it gives beside a plain loop, and what becomes of errors, of time and of misuse."""

import gc
import io
import itertools
import math
import operator
import os
import random
import signal
import subprocess
import sys
import threading
import time
import traceback
import unittest
import weakref
from concurrent import interpreters

from atoll import parallel
from atoll._progress import Progress, line

HERE = os.path.dirname(os.path.abspath(__file__))


def square(x):
    return x * x


def fails_at_seven(x):
    if x % 10 == 7:
        raise LookupError("seven", x)
    return x + 0.5


def nap(x):
    time.sleep(x)
    return x


def sometimes_slow(x):
    if x % 50 == 0:
        time.sleep(0.01)
    return x


class Unpicklable(Exception):
    def __init__(self, first, second):
        super().__init__(first)


def fails_unpicklably(x):
    raise Unpicklable(x, "never sent")


def gives_lock(x):
    return threading.Lock()


def which(x):
    return interpreters.get_current().id


def exits(x):
    sys.exit(3)


class Plain(unittest.TestCase):
    """The same as a loop."""

    INPUTS = [[], [1], list(range(10)), list(range(1000)), ["a", None, 2.5, (1, (2,)), b"x"], [[1, 2], {"a": [3]}, {4}]]

    def test_map(self):
        for inputs in self.INPUTS:
            for chunksize in (None, 1, 3, 1000):
                for workers in (1, 2, 3):
                    with self.subTest(inputs=inputs[:5], chunksize=chunksize, workers=workers):
                        expected = [repr(x) for x in inputs]
                        self.assertEqual(list(parallel.map(repr, inputs, chunksize=chunksize, workers=workers)), expected)
                        found = parallel.map_unordered(repr, inputs, chunksize=chunksize, workers=workers)
                        self.assertCountEqual(list(found), expected)

    def test_several_iterables(self):
        self.assertEqual(list(parallel.map(pow, range(10), [2] * 20, itertools.repeat(7))),
                         list(map(pow, range(10), [2] * 20, itertools.repeat(7))))
        self.assertCountEqual(parallel.map_unordered(operator.add, "abc", "xyz"), ["ax", "by", "cz"])
        with self.assertRaisesRegex(ValueError, "zip"):
            list(parallel.map(pow, [1, 2], [3], strict=True))

    def test_random_costs(self):
        source = random.Random(20260101)
        for _ in range(5):
            inputs = [source.randrange(1000) for _ in range(source.randrange(500))]
            self.assertEqual(list(parallel.map(sometimes_slow, inputs)), inputs)

    def test_results_before_the_error(self):
        for inputs in (range(100), range(7, 8), [1, 2, 17, 3], range(6)):
            for chunksize in (None, 1, 4):
                with self.subTest(inputs=inputs, chunksize=chunksize):
                    self.assertEqual(self.outcome(map(fails_at_seven, inputs)),
                                     self.outcome(parallel.map(fails_at_seven, inputs, chunksize=chunksize)))

    @staticmethod
    def outcome(iterator):
        results = []
        try:
            for result in iterator:
                results.append(result)
        except Exception as error:
            return results, type(error), error.args
        return results, None, None

    def test_error_of_the_inputs(self):
        def inputs():
            yield from range(5)
            raise OSError("no more")

        self.assertEqual(self.outcome(map(square, inputs())), self.outcome(parallel.map(square, inputs())))
        with self.assertRaisesRegex(OSError, "no more"):
            list(parallel.map_unordered(square, inputs()))

    def test_reduce(self):
        for inputs in ([1], [1, 2], [1, 2, 3], list(range(1, 500))):
            for chunksize in (None, 1, 2, 7):
                with self.subTest(inputs=inputs[:3], chunksize=chunksize):
                    self.assertEqual(parallel.reduce(operator.add, inputs, chunksize=chunksize), sum(inputs))
                    texts = [f"<{x}>" for x in inputs]  # Associative, and the order tells.
                    self.assertEqual(parallel.reduce(operator.add, texts, chunksize=chunksize), "".join(texts))
                    self.assertEqual(parallel.reduce(operator.add, texts, "|", chunksize=chunksize), "|" + "".join(texts))
        self.assertEqual(parallel.reduce(operator.add, [], 5), 5)
        self.assertEqual(parallel.reduce(max, iter(range(20000))), 19999)
        with self.assertRaisesRegex(TypeError, "empty iterable with no initial value"):
            parallel.reduce(operator.add, [])
        with self.assertRaises(TypeError):
            parallel.reduce(operator.add, [1, "a", 2])

    def test_for_each(self):
        queue = interpreters.create_queue()
        self.assertIsNone(parallel.for_each(queue.put, range(100)))
        self.assertCountEqual([queue.get() for _ in range(100)], range(100))
        with self.assertRaises(LookupError):
            parallel.for_each(fails_at_seven, range(100))


class Streaming(unittest.TestCase):
    def test_endless_input_is_drawn_no_further_than_needed(self):
        drawn = 0

        def inputs():
            nonlocal drawn
            for drawn in itertools.count(1):
                yield drawn

        results = parallel.map(nap, (x * 0 for x in inputs()), workers=2)
        self.assertEqual(list(itertools.islice(results, 3)), [0, 0, 0])
        results.close()
        self.assertLess(drawn, 300_000)
        seen = drawn
        time.sleep(0.1)
        self.assertEqual(drawn, seen)

    def test_slow_first_result_holds_bounded(self):
        drawn = itertools.count()
        results = parallel.map(nap, (0.5 if next(drawn) == 0 else 0 for _ in itertools.count()), workers=2, chunksize=1)
        next(results)
        self.assertLess(next(drawn), 100)
        results.close()

    def test_nothing_begins_before_the_first_result(self):
        touched = []
        results = parallel.map(square, (touched.append(x) or x for x in range(3)))
        self.assertEqual(touched, [])
        self.assertEqual(list(results), [0, 1, 4])

    def test_closing_leaves_the_workers_usable(self):
        for _ in range(20):
            results = parallel.map(square, itertools.count(), workers=2)
            self.assertEqual(next(results), 0)
            results.close()
        self.assertEqual(list(parallel.map(square, range(5), workers=2)), [0, 1, 4, 9, 16])

    def test_inputs_stay_in_the_callers_thread(self):
        threads = set()
        list(parallel.map(square, (threads.add(threading.get_ident()) or x for x in range(1000))))
        self.assertEqual(threads, {threading.get_ident()})

    def test_results_are_not_kept(self):
        results = parallel.map(set, [[1, 2]] * 200, chunksize=1)
        kept = [weakref.ref(next(results)) for _ in range(50)]
        for _ in range(5):
            gc.collect()
        self.assertLess(sum(ref() is not None for ref in kept), 50)
        results.close()

    def test_dropped_half_way(self):
        program = ("from atoll import parallel\nimport itertools\n"
                   "results = parallel.map(abs, itertools.count())\nprint(next(results))")
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "0\n", ""))

    def test_many_at_once(self):
        results = {}

        def run(number):
            results[number] = sum(parallel.map(square, range(number), workers=2))

        threads = [threading.Thread(target=run, args=(n,)) for n in (10, 100, 1000, 5000)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(results, {n: sum(map(square, range(n))) for n in (10, 100, 1000, 5000)})

    def test_within_each_other(self):
        self.assertEqual(list(parallel.map(total, [10, 20], workers=2)), [285, 2470])


def total(n):
    return sum(parallel.map(square, range(n), workers=2))


class Errors(unittest.TestCase):
    def test_traceback_of_the_worker(self):
        with self.assertRaises(LookupError) as caught:
            list(parallel.map(fails_at_seven, range(100)))
        text = "".join(traceback.format_exception(caught.exception))
        self.assertIn('raise LookupError("seven", x)', text)
        self.assertIn("in fails_at_seven", text)
        self.assertNotIn("_tasks", text)

    def test_exceptions_that_cannot_be_sent(self):
        with self.assertRaisesRegex(parallel.TaskError, "Unpicklable"):
            list(parallel.map(fails_unpicklably, [1]))

    def test_exit_is_an_error_of_the_task(self):
        with self.assertRaises(SystemExit) as caught:
            list(parallel.map(exits, [1]))
        self.assertEqual(caught.exception.code, 3)

    def test_result_that_cannot_be_sent(self):
        with self.assertRaisesRegex(interpreters.NotShareableError, r"parallel.map\(\) cannot send item 0"):
            list(parallel.map(gives_lock, [1], chunksize=1))

    def test_input_that_cannot_be_sent(self):
        with self.assertRaisesRegex(interpreters.NotShareableError, "item 1 "):
            list(parallel.map(square, [1, threading.Lock()], chunksize=1))

    def test_function_that_cannot_be_sent(self):
        with self.assertRaisesRegex(interpreters.NotShareableError, r"parallel.for_each\(\) cannot send its function"):
            parallel.for_each(threading.Lock().acquire, [True])

    def test_the_first_error_cancels_the_rest(self):
        queue = interpreters.create_queue()
        started = time.monotonic()
        with self.assertRaises(ZeroDivisionError):
            list(parallel.map_unordered(divide_or_note, itertools.repeat(queue), itertools.count(), workers=2, chunksize=1))
        self.assertLess(time.monotonic() - started, 30)
        self.assertLess(queue.qsize(), 10_000)

    def test_misuse(self):
        for call, error, words in (
            (lambda: parallel.map(1, []), TypeError, "needs a callable as its first argument, not int"),
            (lambda: parallel.map(square), TypeError, "at least one iterable"),
            (lambda: parallel.map(square, 5), TypeError, "needs an iterable as argument 2, not int"),
            (lambda: parallel.map(pow, [1], None), TypeError, "needs an iterable as argument 3, not None"),
            (lambda: parallel.reduce(pow, 5), TypeError, "needs an iterable as argument 2, not int"),
            (lambda: parallel.for_each(square, [], workers=0), ValueError, "workers must be at least 1, not 0"),
            (lambda: parallel.map(square, [], workers=1.5), TypeError, "workers is a whole number, not float"),
            (lambda: parallel.map(square, [], chunksize=-1), ValueError, "chunksize must be at least 1"),
            (lambda: parallel.map(square, [], timeout="1"), TypeError, "timeout is a number of seconds or None, not str"),
            (lambda: parallel.map(square, [], timeout=-0.5), ValueError, "timeout must not be negative"),
            (lambda: parallel.map(square, [], timeout=math.nan), ValueError, "NaN"),
            (lambda: parallel.map(square, [], progress=1), TypeError, "progress is True, False or a label, not int"),
        ):
            with self.subTest(words), self.assertRaisesRegex(error, words):
                call()


def divide_or_note(queue, x):
    queue.put(x)
    return 1 / (x - 3)


class Time(unittest.TestCase):
    def test_timeout(self):
        started = time.monotonic()
        with self.assertRaisesRegex(TimeoutError, r"parallel.map\(\) was not through after 0.25 seconds"):
            list(parallel.map(nap, [60, 60], timeout=0.25))
        self.assertLess(time.monotonic() - started, 30)
        self.assertEqual(list(parallel.map(square, [1, 2], timeout=60)), [1, 4])

    def test_called_off_at_any_moment(self):
        for i in range(20):
            with self.assertRaises(TimeoutError):
                list(parallel.map(nap, [600, 600], timeout=i / 2000))
        self.leave()

    def leave(self):
        """No worker is at what it was given."""
        parallel.shutdown()
        for thread in [t for t in threading.enumerate() if t.name.startswith("atoll.parallel")]:
            thread.join(60)
            self.assertFalse(thread.is_alive(), thread)

    def test_workers(self):
        self.assertEqual(len(set(parallel.map(which, range(100), workers=1))), 1)
        self.assertLessEqual(len(set(parallel.map(which, range(100), workers=3, chunksize=1))), 3)
        self.assertNotIn(interpreters.get_current().id, set(parallel.map(which, range(10))))

    def test_shutdown(self):
        self.assertEqual(list(parallel.map(square, range(3))), [0, 1, 4])
        self.leave()
        self.assertEqual(list(parallel.map(square, range(3))), [0, 1, 4])

    def test_interrupt(self):
        process = subprocess.Popen([sys.executable, os.path.join(HERE, "endless_map.py")], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        with process:
            self.assertEqual(process.stdout.readline(), "first result\n")
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        self.assertEqual(out, "interrupted\n", err)
        self.assertEqual(process.returncode, 0, err)


class ProgressBar(unittest.TestCase):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    def test_line(self):
        self.assertEqual(line("work", 0, 10, 0, 70), "work:   0% |" + " " * 27 + "| 0 of 10 in 0:00, ? left, -/s")
        self.assertIn(" 50% |", line("work", 500, 1000, 5.0, 100))
        self.assertIn("500 of 1,000 in 0:05, 0:05 left, 100/s", line("work", 500, 1000, 5.0, 100))
        self.assertEqual(line("work", 12345, None, 3661.0, 100), "work: 12,345 in 1:01:01, 3.4/s")
        for width in range(1, 100):
            self.assertLess(len(line("work", 3, 7, 1.0, width)), max(width, 2))

    def test_on_a_terminal(self):
        stream = self.Terminal()
        progress = Progress("work", 10, stream)
        progress.add(10)
        progress.end()
        self.assertIn("100%", stream.getvalue())
        self.assertTrue(stream.getvalue().endswith("\n"))

    def test_elsewhere_nothing(self):
        stream = io.StringIO()
        progress = Progress("work", 10, stream)
        progress.add(10)
        progress.end()
        self.assertEqual(stream.getvalue(), "")
        done = subprocess.run([sys.executable, "-c", "from atoll import parallel\n"
                               "print(list(parallel.map(abs, range(3), progress=True)))"], capture_output=True, text=True)
        self.assertEqual((done.stdout, done.stderr), ("[0, 1, 2]\n", ""))

    def test_of_a_program_on_a_terminal(self):
        import pty

        master, slave = pty.openpty()
        done = subprocess.run([sys.executable, "-c", "from atoll import parallel\n"
                               "print(sum(parallel.map(abs, range(3000), progress='counting')))"],
                              stdout=subprocess.PIPE, stderr=slave, text=True)
        os.close(slave)
        shown = os.read(master, 100_000).decode()
        os.close(master)
        self.assertEqual(done.stdout, "4498500\n")
        self.assertIn("counting: 100%", shown)


if __name__ == "__main__":
    unittest.main()
