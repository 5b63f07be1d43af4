"""The rest of atoll.interpreters: what each misuse is told, limits with units, ends and their reasons, statistics."""

import concurrent.interpreters
import datetime
import pickle
import threading
import unittest

from atoll import interpreters
from atoll.channels import broadcast, channel
from atoll.interpreters import Limits


class LimitsTest(unittest.TestCase):
    def test_units(self):
        self.assertEqual(Limits(memory='64MB').memory, 64_000_000)
        self.assertEqual(Limits(memory='1.5 GiB').memory, 3 << 29)
        self.assertEqual(Limits(memory='10k').memory, 10 << 10)
        self.assertEqual(Limits(memory=5).memory, 5)
        self.assertEqual(Limits(cpu='200ms').cpu, 0.2)
        self.assertEqual(Limits(cpu='2min').cpu, 120)
        self.assertEqual(Limits(wall=datetime.timedelta(seconds=3)).wall, 3)
        self.assertEqual(Limits(grace=0).grace, 0)

    def test_misuse(self):
        for error, given in [(ValueError, {'memory': '64 apples'}), (ValueError, {'memory': 0}), (TypeError, {'memory': True}),
                             (TypeError, {'memory': 1.5}), (ValueError, {'cpu': -1}), (ValueError, {'cpu': 'soon'}),
                             (ValueError, {'cpu': float('nan')}), (TypeError, {'wall': []}), (ValueError, {'recursion': 0}),
                             (TypeError, {'threads': '3'}), (ValueError, {'threads': -1}), (TypeError, {'memroy': 3})]:
            with self.subTest(given=given), self.assertRaises(error) as caught:
                interpreters.create(limits=given)
            self.assertIn(next(iter(given)), str(caught.exception))
        with self.assertRaisesRegex(TypeError, 'Limits object or a mapping'):
            interpreters.create(limits=3)

    def test_value(self):
        limits = Limits(cpu=1, threads=2)
        self.assertEqual(eval(repr(limits)), limits)
        self.assertEqual(pickle.loads(pickle.dumps(limits)), limits)
        self.assertEqual(limits.replace(cpu=None), Limits(threads=2))
        self.assertEqual(hash(limits), hash(Limits(cpu=1, threads=2)))
        with self.assertRaises(AttributeError):
            limits.cpu = 3
        with interpreters.create(limits=limits) as interp:
            self.assertEqual(interp.limits, limits)


class InterpreterTest(unittest.TestCase):
    def test_is_cpythons(self):
        with interpreters.create() as interp:
            self.assertIsInstance(interp, concurrent.interpreters.Interpreter)
            self.assertIs(interpreters.Interpreter(interp.id), interp)
            self.assertIn(interp, interpreters.list_all())
        plain = concurrent.interpreters.create()
        self.assertIs(interpreters.Interpreter(plain.id), plain)
        self.assertIsInstance(plain, interpreters.Interpreter)
        plain.close()

    def test_interrupt_misuse(self):
        with interpreters.create() as interp:
            self.assertFalse(interp.interrupt())
            with self.assertRaisesRegex(TypeError, 'exception class or instance'):
                interp.interrupt(3)
            with self.assertRaisesRegex(ValueError, 'negative'):
                interp.call(len, '', timeout=-1)
            with self.assertRaisesRegex(ValueError, 'negative'):
                interp.kill(-1)
            with self.assertRaises(TypeError):
                interp.kill(reason=3)
        main = interpreters.get_main()
        for asked, told in ((main.interrupt, 'interrupt_main'), (main.kill, 'sys.exit'), (main.wait, 'with the program')):
            with self.assertRaisesRegex(interpreters.InterpreterError, f'the main interpreter: .*{told}'):
                asked()

    def test_interrupt_with(self):
        with interpreters.create() as interp:
            for given in (ValueError, ValueError('text'), KeyboardInterrupt):
                timer = threading.Timer(0.1, interp.interrupt, [given])
                timer.start()
                with self.assertRaises(interpreters.ExecutionFailed) as caught:
                    interp.exec('while True: pass')
                timer.join()
                kind = given if isinstance(given, type) else type(given)
                self.assertEqual(caught.exception.excinfo.type.__name__, kind.__name__)

    def test_interrupt_threads(self):
        with interpreters.create() as interp:
            interp.exec('import threading, time\nended = []\ndef f():\n  try: time.sleep(60)\n  except KeyboardInterrupt: ended.append(1)\n'
                        'ts = [threading.Thread(target=f) for i in range(3)]\n[t.start() for t in ts]\ntime.sleep(0.2)')
            self.assertTrue(interp.interrupt(threads=True))
            interp.exec('[t.join(10) for t in ts]; assert ended == [1, 1, 1]', timeout=20)

    def test_kill(self):
        interp = interpreters.create()
        queue = interpreters.create_queue()
        threading.Timer(0.2, interp.kill, [0.1], {'reason': 'enough'}).start()
        with self.assertRaises(interpreters.InterpreterKilledError) as caught:
            interp.exec('while True:\n  try:\n    while True: pass\n  finally: continue')
        self.assertEqual((caught.exception.id, caught.exception.limit), (interp.id, None))
        self.assertIn('enough', caught.exception.reason)
        self.assertIn('enough', interp.wait())
        with self.assertRaises(interpreters.InterpreterNotFoundError):
            interp.call(len, '')
        interp.kill()
        self.assertNotIn(interp, interpreters.list_all())

    def test_kill_of_nested_callers(self):
        outer = interpreters.create()
        threading.Timer(0.3, outer.kill, [0]).start()
        with self.assertRaises(interpreters.InterpreterKilledError):
            outer.exec('from concurrent import interpreters\ni = interpreters.create()\nprint(i.id, flush=True)\n'
                       'i.exec("while True:\\n  try:\\n    while True: pass\\n  except BaseException: pass")')
        for left in interpreters.list_all()[1:]:
            self.assertEqual(left.call(len, 'abc'), 3)
            left.kill(0)

    def test_own_end(self):
        interp = interpreters.create()
        with self.assertRaises(interpreters.InterpreterKilledError):
            interp.exec('from atoll import interpreters\ninterpreters.get_current().kill(0)\nwhile True: pass')

    def test_atexit_does_not_run_when_killed(self):
        queue = interpreters.create_queue()
        interp = interpreters.create()
        interp.prepare_main(q=queue)
        interp.exec('import atexit; atexit.register(q.put, 1)')
        interp.kill(0)
        self.assertTrue(queue.empty())

    def test_stats(self):
        with interpreters.create(limits={'memory': '64MB'}) as interp:
            interp.exec('x = [bytes(1000) for i in range(100)]')
            stats = interp.stats()
            self.assertEqual((stats.id, stats.running, stats.calls, stats.interrupts), (interp.id, False, 1, 0))
            self.assertGreater(stats.wall, 0)
            self.assertGreaterEqual(stats.age, stats.wall)

    def test_main_is_told_of(self):
        main = interpreters.get_main()
        stats = main.stats()
        self.assertEqual((stats.id, stats.running, stats.memory), (0, True, None))
        self.assertGreater(stats.cpu, 0)
        self.assertGreaterEqual(stats.age, stats.cpu)
        self.assertGreaterEqual(stats.threads, 1)
        self.assertEqual(main.limits, Limits())
        with interpreters.create(isolated=True) as interp:
            with self.assertRaisesRegex(interpreters.ExecutionFailed, 'is not shown'):
                interp.exec('from atoll import interpreters; interpreters.get_main().stats()')

    def test_what_is_in_queues_counts_as_the_senders_memory(self):
        """Values, their places and queues without end; all is as before once somebody has received them."""
        queue = interpreters.create_queue()
        with interpreters.create(limits={'memory': '32MB'}) as interp:
            interp.prepare_main(queue=queue)
            for code in ('n = 0\nwhile True: queue.put(bytes(10_000 + n)); n += 1', 'while True: queue.put(None)',
                         'while True: queue.put([1, "2"])', 'import _interpqueues\nwhile True: _interpqueues.create(0)'):
                with self.assertRaises(interpreters.ExecutionFailed) as caught:
                    interp.exec(code)
                self.assertEqual(caught.exception.excinfo.type.__name__, 'MemoryError')
                while not queue.empty():
                    queue.get_nowait()
                if 'create' not in code:
                    interp.exec('queue.put(bytes(5_000_000))')
                    queue.get()
        # What is sent again and again by reference is counted once.
        with interpreters.create(limits={'memory': '32MB'}) as interp:
            interp.prepare_main(queue=queue)
            interp.exec('value = bytes(5_000_000)\nfor _ in range(1000): queue.put(value)')
            self.assertEqual(queue.qsize(), 1000)

    def test_what_is_in_channels_counts_as_the_senders_memory(self):
        for kind, codes in (({}, ('n = 0\nwhile True: tx.send(bytes(10_000 + n)); n += 1', 'while True: tx.send(None)',
                                  'from atoll.channels import channel\nends = []\nwhile True: ends += channel()')),
                            ({'priorities': True}, ('n = 0\nwhile True: tx.send(bytes(10_000 + n), priority=n % 3); n += 1',))):
            tx, rx = channel(None, **kind)
            with interpreters.create(limits={'memory': '32MB'}) as interp:
                interp.prepare_main(tx=tx)
                for code in codes:
                    with self.assertRaises(interpreters.ExecutionFailed) as caught:
                        interp.exec(code)
                    self.assertEqual(caught.exception.excinfo.type.__name__, 'MemoryError')
                    rx.drain()
                    if 'ends' not in code:
                        interp.exec('tx.send(bytes(5_000_000))')
                        self.assertEqual(len(rx.recv()), 5_000_000)
        # What is published is one, however many subscribe.
        publisher, topic = broadcast(None)
        subscribers = [topic.subscribe() for _ in range(100)]
        with interpreters.create(limits={'memory': '32MB'}) as interp:
            interp.prepare_main(publisher=publisher)
            interp.exec('publisher.send(bytes(5_000_000))')
            self.assertEqual({len(s.recv()) for s in subscribers}, {5_000_000})

    def test_limited_creates_no_others(self):
        with interpreters.create(limits={'memory': '64MB'}) as interp:
            with self.assertRaisesRegex(interpreters.ExecutionFailed, 'cannot create others'):
                interp.exec('from concurrent import interpreters; interpreters.create()')


if __name__ == '__main__':
    unittest.main()
