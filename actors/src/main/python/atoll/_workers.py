"""The workers of atoll.parallel: subinterpreters, each with a thread of this interpreter that waits for it."""

import itertools
import os
import threading
from queue import Empty, SimpleQueue
from time import perf_counter

from atoll import _tasks, interpreters
from atoll.shared import AtomicInt

_numbers = itertools.count(1)
# An index that no chunk reaches, and one that all do.
_NEVER, ALL = 1 << 62, -1


class Chunk:
    """Some neighbouring inputs."""

    __slots__ = ("index", "first", "items")

    def __init__(self, index, first, items):
        self.index = index
        self.first = first
        self.items = items


class Outcome:
    """What became of a chunk: the seconds it took with and without the way, its results, and how it failed or None.

    A failure of the function is the triple that _tasks tells; any other is an exception of this interpreter. Without a
    chunk, it is the function that could not be sent.
    """

    __slots__ = ("chunk", "seconds", "results", "failure")

    def __init__(self, chunk, seconds, results, failure):
        self.chunk = chunk
        self.seconds = seconds
        self.results = results
        self.failure = failure


class Work:
    """What workers have in common while they do one piece of work: the function, and queues of chunks and outcomes."""

    def __init__(self, function, task):
        self.function = function
        self.task = task
        self.chunks = SimpleQueue()
        self.outcomes = SimpleQueue()
        self.finished = False
        # From which index on chunks are called off. Workers look at it when they have begun with one, since until then there is nothing
        # in their interpreter that could be interrupted.
        self.end = AtomicInt(_NEVER)
        self._workers = []

    def start(self, count):
        """Let so many workers begin."""
        self._workers = pool.borrow(count)
        for worker in self._workers:
            worker.begin(self)

    def finish(self):
        """Send the workers home after the chunks that are left."""
        self.finished = True
        for _ in self._workers:
            self.chunks.put(None)

    def withdraw(self, end):
        """Take back the chunks from this index on that no worker has begun, and end those at work; return how many were taken back."""
        self.end.set(end)
        kept, withdrawn = [], 0
        try:
            while (chunk := self.chunks.get_nowait()) is not None:
                if chunk.index < end:
                    kept.append(chunk)
                else:
                    withdrawn += 1
        except Empty:
            pass
        for chunk in kept:
            self.chunks.put(chunk)
        for worker in self._workers:
            worker.interrupt(self)
        return withdrawn


class Worker:
    """A subinterpreter, and a thread that hands it chunks. It does one piece of work at a time."""

    def __init__(self):
        self._interpreter = interpreters.create()
        self._inbox = SimpleQueue()
        # What it takes part in, and the chunk it is at; the lock keeps an interrupt from what comes after that.
        self._lock = threading.Lock()
        self._work = None
        self._chunk = None
        self.thread = threading.Thread(target=self._serve, name=f"atoll.parallel-{next(_numbers)}")

    def begin(self, work):
        """Have it take part in a piece of work."""
        self._work = work
        if self.thread.ident is None:
            self.thread.start()
        self._inbox.put(work)

    def stop(self):
        """Have it end after the present work."""
        if self.thread.ident is None:
            self._interpreter.close()
        else:
            self._inbox.put(None)

    def interrupt(self, work):
        """End the chunk of `work` that it is at, if that is called off."""
        with self._lock:
            if self._work is work and self._chunk is not None and self._chunk.index >= work.end.get():
                self._interpreter.interrupt()

    def rest(self):
        """Let go of what it has taken part in."""
        self._work = None

    def is_leaving(self):
        """Whether it is about to be idle."""
        work = self._work
        return work is not None and work.finished

    def abandon(self):
        """End whatever it does."""
        self.stop()
        work = self._work
        if work is not None:
            work.end.set(ALL)
            self.interrupt(work)
            work.chunks.put(None)

    def _serve(self):
        try:
            while (work := self._inbox.get()) is not None:
                self._take_part(work)
                del work
                pool.give_back(self)
        finally:
            pool.forget(self)
            self._interpreter.close()

    def _take_part(self, work):
        try:
            self._interpreter.call(_tasks.begin, work.function, work.end)
        except BaseException as error:
            work.outcomes.put(Outcome(None, 0.0, None, error))
            return
        while (chunk := work.chunks.get()) is not None:
            with self._lock:
                self._chunk = chunk
            work.outcomes.put(self._outcome(work, chunk))
            del chunk
        self._interpreter.call(_tasks.end)

    def _outcome(self, work, chunk):
        started = perf_counter()
        try:
            seconds, results, failure = self._interpreter.call(work.task, chunk.items, chunk.index)
        except BaseException as error:
            return Outcome(chunk, 0.0, None, error)
        finally:
            with self._lock:
                self._chunk = None
        return Outcome(chunk, max(seconds, perf_counter() - started), results, failure)


class Pool:
    """The workers of this interpreter. Those that are idle wait for the next call, as many as there are cores."""

    def __init__(self, idle_max):
        self._idle_max = idle_max
        self._lock = threading.Lock()
        self._idle = []
        self._all = set()
        self._unwanted = set()
        self._closed = False

    def borrow(self, count):
        """Return so many workers that do nothing else."""
        with self._lock:
            if self._closed:
                raise RuntimeError("atoll.parallel cannot start anything while the interpreter shuts down")
            borrowed = [self._idle.pop() for _ in range(min(count, len(self._idle)))]
        while len(borrowed) < count:
            worker = Worker()
            borrowed.append(worker)
            with self._lock:
                self._all.add(worker)
        return borrowed

    def give_back(self, worker):
        """Keep a worker for the next call, or end it."""
        with self._lock:
            worker.rest()
            if not self._closed and worker not in self._unwanted and len(self._idle) < self._idle_max:
                self._idle.append(worker)
                return
        worker.stop()

    def forget(self, worker):
        """Take note of a worker's end."""
        with self._lock:
            self._all.discard(worker)
            self._unwanted.discard(worker)

    def shrink(self):
        """End the workers that are idle, or about to be; return them."""
        with self._lock:
            idle, self._idle = self._idle, []
            self._all.difference_update(idle)
            leaving = {worker for worker in self._all if worker.is_leaving()}
            self._unwanted |= leaving
        for worker in idle:
            worker.stop()
        return [*idle, *leaving]

    def close(self):
        """End all workers, whatever they do."""
        with self._lock:
            self._closed = True
            left, self._all, self._idle = self._all, set(), []
        for worker in left:
            worker.abandon()
        for worker in left:
            if worker.thread.ident is not None:
                worker.thread.join()


# The library joins what it has started before it waits for other threads, by the same means.
pool = Pool(os.process_cpu_count() or 1)
threading._register_atexit(pool.close)
