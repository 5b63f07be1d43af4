"""What locks and the other things to wait for promise, between threads and interpreters, also when some end."""

import threading
import time
import unittest
from threading import BrokenBarrierError

from atoll import inspect, interpreters, shared
from atoll.interpreters import Interrupted

LONG = 30


def hold_for_ever(lock, held):
    lock.acquire()
    held.set()
    shared.Event().wait()


def write_for_ever(lock, held):
    with lock.write():
        held.set()
        shared.Event().wait()


def read_for_ever(lock, held):
    with lock.read():
        held.set()
        shared.Event().wait()


def wait_for_ever(tool, started):
    started.set()
    tool.wait()


def acquire(lock):
    return lock.acquire(timeout=LONG)


def acquire_and_return(lock):
    lock.acquire()


def add_under(lock, counts, times):
    for _ in range(times):
        with lock:
            counts["n"] = counts["n"] + 1


def write_pairs(lock, pair, times):
    for n in range(times):
        with lock.write():
            pair["a"] = n
            pair["b"] = n


def read_pairs(lock, pair, wrong, done):
    while not done.is_set():
        with lock.read():
            if pair["a"] != pair["b"]:
                wrong.add()


def meet(barrier, rounds, counts):
    for n in range(rounds):
        counts.increment(n)
        barrier.wait(LONG)
        if counts[n] != barrier.parties:
            raise AssertionError(f"round {n}: {counts[n]} were there")


def make(cell, calls):
    return cell.get_or_init(lambda: (calls.add(), "made")[1])


def make_for_ever(cell, started):
    def slow():
        started.set()
        shared.Event().wait()
    cell.get_or_init(slow)


def named(name):
    return shared.lock(name)


class Case(unittest.TestCase):
    def interpreter(self):
        interp = interpreters.create()
        self.addCleanup(lambda: interp.id in {i.id for i in interpreters.list_all()} and interp.kill())
        return interp

    def begun(self, function, *args):
        """An interpreter in which a function is called that sets the event that is its last argument."""
        interp, event = self.interpreter(), shared.Event()
        threading.Thread(target=_quietly, args=(interp, function, *args, event), daemon=True).start()
        self.assertTrue(event.wait(LONG))
        return interp

    def thread(self, function, *args):
        """A thread; its result or exception is what the returned function gives."""
        result = []

        def run():
            try:
                result.append(function(*args))
            except BaseException as e:
                result.append(e)
        t = threading.Thread(target=run, daemon=True)
        t.start()

        def end():
            t.join(LONG)
            self.assertFalse(t.is_alive(), "stuck")
            return result[0]
        return end

    def until(self, condition):
        end = time.monotonic() + LONG
        while not condition():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.002)


def _quietly(interp, function, *args):
    try:
        interp.call(function, *args)
    except Exception:
        pass


class Locks(Case):
    def test_plain(self):
        for make in shared.Lock, shared.RLock:
            lock = make()
            self.assertTrue(lock.acquire())
            self.assertTrue(lock.locked())
            self.assertFalse(self.thread(lambda: lock.acquire(blocking=False))())
            self.assertFalse(self.thread(lambda: lock.acquire(timeout=0.01))())
            self.assertIsInstance(self.thread(lock.release)(), RuntimeError)
            lock.release()
            self.assertFalse(lock.locked())
            self.assertRaises(RuntimeError, lock.release)
            with lock as same:
                self.assertIs(same, lock)
            self.assertRaises(ValueError, lock.acquire, timeout=-2)
            self.assertRaises(ValueError, lock.acquire, False, 1)

    def test_again(self):
        lock = shared.Lock()
        with lock:
            self.assertRaisesRegex(RuntimeError, "use an RLock", lock.acquire)
            self.assertFalse(lock.acquire(False))
        lock = shared.RLock()
        with lock, lock:
            lock.acquire()
            lock.release()
            self.assertTrue(lock.locked())
        self.assertFalse(lock.locked())

    def test_the_caller_has_it(self):
        interp, lock = self.interpreter(), shared.Lock()
        with lock:
            with self.assertRaisesRegex(interpreters.ExecutionFailed, "on the same thread"):
                interp.call(acquire, lock)
        self.assertTrue(interp.call(acquire, lock))

    def test_excludes(self):
        for lock in shared.Lock(), shared.RLock(), shared.Semaphore(), shared.Condition():
            counts = shared.ConcurrentDict(n=0)
            ends = [self.thread(self.interpreter().call, add_under, lock, counts, 3_000) for _ in range(3)]
            ends.append(self.thread(add_under, lock, counts, 3_000))
            for end in ends:
                self.assertIsNone(end())
            self.assertEqual(counts["n"], 12_000)

    def test_a_holder_is_killed(self):
        for make in shared.Lock, shared.RLock:
            lock = make()
            interp = self.begun(hold_for_ever, lock)
            waiting = self.thread(lock.acquire)
            interp.kill()
            self.assertIsInstance(waiting(), shared.LockAbandoned)
            self.assertTrue(lock.abandoned)
            self.assertFalse(lock.locked())
            for _ in range(2):
                self.assertRaisesRegex(shared.LockAbandoned, f"interpreter {interp.id} held", lock.acquire)
            self.assertTrue(lock.recover())
            self.assertTrue(lock.locked())
            lock.release()
            with lock:
                pass
            self.assertFalse(lock.recover(timeout=1))
            lock.release()

    def test_a_block_that_is_left_in_time(self):
        lock = shared.RWLock()
        self.begun(write_for_ever, lock).kill(grace=LONG)
        self.assertTrue(lock.write().acquire(timeout=LONG))
        self.assertFalse(lock.abandoned)

    def test_not_robust(self):
        lock = shared.Lock(robust=False)
        interp = self.begun(hold_for_ever, lock)
        interp.kill()
        self.assertTrue(lock.acquire(timeout=LONG))
        lock.release()
        self.assertFalse(lock.abandoned)

    def test_a_call_that_returns_with_it(self):
        lock = shared.Lock()
        self.interpreter().call(acquire_and_return, lock)
        self.assertRaises(shared.LockAbandoned, lock.acquire)
        lock = shared.Lock()
        self.thread(lock.acquire)()
        self.assertRaises(shared.LockAbandoned, lock.acquire)

    def test_recover_in_time(self):
        lock = shared.Lock()
        self.begun(hold_for_ever, lock)
        self.assertRaises(TimeoutError, lock.recover, 0.01)

    def test_a_waiter_is_killed(self):
        lock = shared.Lock()
        with lock:
            interp = self.begun(_set_and_acquire, lock)
            time.sleep(0.02)
            interp.kill()
        self.assertTrue(self.thread(lambda: lock.acquire(timeout=LONG) and (lock.release() or True))())

    def test_interrupted(self):
        lock, event = shared.Lock(), shared.Event()
        with lock:
            interp = self.interpreter()
            end = self.thread(interp.call, _interrupted, lock, event)
            self.assertTrue(event.wait(LONG))
            interp.interrupt()
            self.assertEqual(end(), "interrupted")
        with lock:
            pass

    def test_named(self):
        interp = self.interpreter()
        self.assertIs(interp.call(named, "mine"), shared.lock("mine"))
        self.assertIsNot(shared.lock("mine"), shared.lock("other"))
        self.assertIs(shared.rlock("mine"), shared.rlock("mine"))
        self.assertIs(shared.rwlock("mine"), shared.rwlock("mine"))
        self.assertIs(shared.once("mine"), shared.once("mine"))
        self.assertRaises(ValueError, shared.lock, "mine", robust=False)
        self.assertRaises(TypeError, shared.lock, 1)

    def test_seen_from_outside(self):
        lock = shared.lock("seen")
        with lock:
            interp = self.begun(_set_and_acquire, lock)
            self.until(lambda: "the lock 'seen' held by" in inspect.text())
            interp.kill()


def _set_and_acquire(lock, started):
    started.set()
    lock.acquire()


def _interrupted(lock, started):
    started.set()
    try:
        lock.acquire()
    except Interrupted:
        return "interrupted"


class ReadersAndWriters(Case):
    def test_pairs(self):
        lock, pair, wrong, done = shared.RWLock(), shared.ConcurrentDict(a=0, b=0), shared.AtomicInt(), shared.Event()
        readers = [self.thread(self.interpreter().call, read_pairs, lock, pair, wrong, done) for _ in range(2)]
        writers = [self.thread(self.interpreter().call, write_pairs, lock, pair, 1_000) for _ in range(2)]
        for end in writers:
            self.assertIsNone(end())
        done.set()
        for end in readers:
            self.assertIsNone(end())
        self.assertEqual(wrong.get(), 0)

    def test_who_gets_in(self):
        lock = shared.RWLock()
        reading, writing = lock.read(), lock.write()
        with reading:
            self.assertTrue(self.thread(lambda: reading.acquire(False))())
            self.assertFalse(self.thread(lambda: writing.acquire(False))())
            with reading:
                pass
            self.assertRaisesRegex(RuntimeError, "cannot begin to write", writing.acquire)
            self.assertIsInstance(self.thread(lambda: lock.write(timeout=0.01).__enter__())(), TimeoutError)
        self.assertRaises(RuntimeError, reading.release)
        with writing:
            with reading, writing:
                pass
            self.assertFalse(self.thread(lambda: reading.acquire(False))())
        self.assertTrue(self.thread(lambda: writing.acquire(False))())

    def test_writers_do_not_starve(self):
        lock, stop = shared.RWLock(), shared.Event()

        def read_always():
            while not stop.is_set():
                with lock.read():
                    time.sleep(0.001)
        readers = [self.thread(read_always) for _ in range(4)]
        for _ in range(10):
            with lock.write(timeout=LONG):
                pass
        stop.set()
        for end in readers:
            end()

    def test_a_waiting_writer_gives_up(self):
        lock = shared.RWLock()
        with lock.read():
            self.assertFalse(self.thread(lambda: lock.write().acquire(timeout=0.02))())
            self.assertTrue(self.thread(lambda: lock.read().acquire(timeout=LONG))())

    def test_kills(self):
        lock = shared.RWLock()
        reader = self.begun(read_for_ever, lock)
        waiting = self.thread(lambda: lock.write().acquire(timeout=LONG) and (lock.write().release() or "written"))
        reader.kill(grace=0)
        self.assertEqual(waiting(), "written")
        self.assertFalse(lock.abandoned)
        writer = self.begun(write_for_ever, lock)
        waiting = self.thread(lock.read().acquire)
        writer.kill(grace=0)
        self.assertIsInstance(waiting(), shared.LockAbandoned)
        self.assertRaises(shared.LockAbandoned, lock.write().acquire)
        self.assertTrue(lock.abandoned)
        self.assertTrue(lock.recover())
        lock.write().release()
        with lock.read():
            pass


class Semaphores(Case):
    def test_permits(self):
        s = shared.Semaphore(2)
        self.assertTrue(s.acquire() and s.acquire(False))
        self.assertFalse(s.acquire(False) or s.acquire(timeout=0.01))
        waiting = [self.thread(s.acquire) for _ in range(3)]
        s.release(3)
        for end in waiting:
            self.assertIs(end(), True)
        b = shared.BoundedSemaphore(1)
        with b:
            pass
        self.assertRaises(ValueError, b.release)
        self.assertRaises(ValueError, s.release, 0)
        self.assertRaises(ValueError, shared.Semaphore, -1)

    def test_kills_invent_no_permits(self):
        s = shared.Semaphore(1)
        interp = self.begun(hold_for_ever, s)
        interp.kill()
        self.assertFalse(s.acquire(timeout=0.05))
        s.release()
        self.assertTrue(s.acquire(False))


class Barriers(Case):
    def test_rounds(self):
        barrier, counts = shared.Barrier(4), shared.ConcurrentDict()
        ends = [self.thread(self.interpreter().call, meet, barrier, 100, counts) for _ in range(2)]
        ends += [self.thread(meet, barrier, 100, counts) for _ in range(2)]
        for end in ends:
            self.assertIsNone(end())
        self.assertEqual(counts.copy(), {n: 4 for n in range(100)})

    def test_indexes(self):
        barrier = shared.Barrier(3)
        ends = [self.thread(barrier.wait) for _ in range(3)]
        self.assertEqual(sorted(end() for end in ends), [0, 1, 2])
        self.assertEqual((barrier.parties, barrier.n_waiting, barrier.broken), (3, 0, False))

    def test_broken(self):
        barrier = shared.Barrier(2, timeout=0.02)
        self.assertRaises(BrokenBarrierError, barrier.wait)
        self.assertTrue(barrier.broken)
        self.assertRaises(BrokenBarrierError, barrier.wait, LONG)
        barrier.reset()
        waiting = self.thread(barrier.wait, LONG)
        self.until(lambda: barrier.n_waiting == 1)
        barrier.abort()
        self.assertIsInstance(waiting(), BrokenBarrierError)
        barrier.reset()
        waiting = self.thread(barrier.wait, LONG)
        self.until(lambda: barrier.n_waiting == 1)
        barrier.reset()
        self.assertIsInstance(waiting(), BrokenBarrierError)
        self.assertFalse(barrier.broken)
        waiting = self.thread(barrier.wait, LONG)
        self.assertEqual(barrier.wait(LONG) + waiting(), 1)
        self.assertRaises(ValueError, shared.Barrier, 0)

    def test_kills(self):
        barrier = shared.Barrier(3)
        interp = self.begun(wait_for_ever, barrier)
        waiting = self.thread(barrier.wait, LONG)
        self.until(lambda: barrier.n_waiting == 2)
        interp.kill()
        self.assertIsInstance(waiting(), BrokenBarrierError)
        self.assertTrue(barrier.broken)


class Others(Case):
    def test_latch(self):
        latch = shared.Latch(3)
        waiting = self.thread(self.interpreter().call, _wait, latch)
        self.assertFalse(latch.wait(0.01))
        self.assertEqual((latch.count_down(), latch.count), (2, 2))
        self.assertEqual((latch.count_down(5), latch.count), (0, 0))
        self.assertIs(waiting(), True)
        self.assertTrue(latch.wait())
        self.assertRaises(ValueError, shared.Latch, -1)
        self.assertRaises(ValueError, latch.count_down, -1)

    def test_event(self):
        event = shared.Event()
        self.assertFalse(event.wait(0.01) or event.wait(-1))
        waiting = [self.thread(self.interpreter().call, _wait, event), self.thread(event.wait)]
        time.sleep(0.02)
        event.set()
        event.set()
        self.assertTrue(event.is_set())
        for end in waiting:
            self.assertIs(end(), True)
        event.clear()
        self.assertFalse(event.is_set())

    def test_condition(self):
        for lock in None, shared.Lock(), shared.RLock():
            c, items = shared.Condition(lock), shared.ConcurrentDict(n=0, taken=0)
            takers = [self.thread(self.interpreter().call, _take, c, items, 50), self.thread(_take, c, items, 50)]
            for _ in range(100):
                with c:
                    items.increment("n")
                    c.notify()
            for end in takers:
                self.assertIsNone(end())
            self.assertEqual(items.copy(), {"n": 0, "taken": 100})
            self.assertRaises(RuntimeError, c.notify)
            self.assertRaises(RuntimeError, c.wait, 0)
            with c:
                self.assertFalse(c.wait(0.01))
                self.assertFalse(c.wait_for(lambda: False, 0.01))
                self.assertEqual(c.wait_for(lambda: "at once", 0), "at once")
                self.assertTrue(c.lock.locked())
        self.assertRaises(TypeError, shared.Condition, threading.Lock())

    def test_a_condition_whose_notifier_is_killed(self):
        c = shared.Condition()
        began = shared.Event()

        def waiting():
            with c:
                began.set()
                return c.wait(LONG)
        end = self.thread(waiting)
        began.wait()
        with c:
            pass
        self.begun(_notify_and_hang, c).kill(grace=0)
        self.assertIsInstance(end(), shared.LockAbandoned)
        self.assertFalse(c.lock.locked())

    def test_once(self):
        cell, calls = shared.OnceCell(), shared.AtomicInt()
        self.assertEqual((cell.is_set(), cell.get(), cell.get(3)), (False, None, 3))
        self.assertRaises(ZeroDivisionError, cell.get_or_init, lambda: 1 // 0)
        self.assertRaisesRegex(TypeError, "cannot be shared", cell.get_or_init, list)
        self.assertRaisesRegex(RuntimeError, "already", cell.get_or_init, lambda: cell.get_or_init(int))
        ends = [self.thread(self.interpreter().call, make, cell, calls) for _ in range(4)]
        self.assertEqual([end() for end in ends], ["made"] * 4)
        self.assertEqual((calls.get(), cell.get(), cell.is_set(), cell.set(1)), (1, "made", True, False))
        cell = shared.OnceCell()
        self.assertTrue(cell.set(None))
        self.assertTrue(cell.is_set())
        self.assertIsNone(cell.get_or_init(int))

    def test_once_where_the_maker_is_killed(self):
        cell = shared.OnceCell()
        interp = self.begun(make_for_ever, cell)
        end = self.thread(cell.get_or_init, lambda: "second")
        interp.kill()
        self.assertEqual(end(), "second")


def _wait(tool):
    return tool.wait(LONG)


def _take(c, items, times):
    for _ in range(times):
        with c:
            if not c.wait_for(lambda: items["n"] > 0, LONG):
                raise AssertionError("not notified")
            items.increment("n", -1)
            items.increment("taken")


def _notify_and_hang(c, began):
    with c:
        c.notify()
        began.set()
        shared.Event().wait()


class Account:
    def __init__(self):
        self.a = self.b = 0

    @shared.locked
    def move(self):
        self.a += 1
        time.sleep(0)
        self.b -= 1
        return self.total()

    @shared.read_locked
    def total(self, *, extra=0):
        "The sum."
        time.sleep(0)
        return self.a + self.b + extra

    @shared.read_locked
    def wrong(self):
        self.move()


class Decorated(Case):
    def test_threads(self):
        account, wrong = Account(), []

        def work():
            for _ in range(300):
                if account.move() or account.total():
                    wrong.append(1)
        for end in [self.thread(work) for _ in range(4)]:
            self.assertIsNone(end())
        self.assertEqual((wrong, account.a, account.total(extra=2)), ([], 1200, 2))

    def test_each_object_has_its_own(self):
        one, other = Account(), Account()
        inside, leave = shared.Event(), shared.Event()

        class Slow:
            __slots__ = ()

            @shared.write_locked
            def stay(self):
                inside.set()
                leave.wait(LONG)
        slow = Slow()
        end = self.thread(slow.stay)
        inside.wait()
        blocked = self.thread(slow.stay)
        self.assertEqual(one.move() + other.move(), 0)
        leave.set()
        self.assertIsNone(end())
        self.assertIsNone(blocked())

    def test_misuse(self):
        self.assertRaisesRegex(RuntimeError, "cannot begin to write", Account().wrong)
        self.assertEqual((Account.total.__doc__, Account.total.__name__), ("The sum.", "total"))
        for decorate in shared.locked, shared.read_locked, shared.write_locked:
            self.assertRaises(TypeError, decorate, 3)
            self.assertRaises(TypeError, decorate, Account)
            self.assertRaises(TypeError, decorate, property(len))

            async def coroutine(self):
                pass

            def generator(self):
                yield
            for pausing in coroutine, generator:
                self.assertRaisesRegex(TypeError, "pauses", decorate, pausing)
            self.assertRaises(TypeError, decorate(lambda x: x), 3)

    def test_locks_go_with_their_objects(self):
        for _ in range(2000):
            Account().move()


if __name__ == "__main__":
    unittest.main()
