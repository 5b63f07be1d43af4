"""Loops that use all cores: map, map_unordered, for_each and reduce over subinterpreters.

    from atoll import parallel

    for page in parallel.map(render, open("names.txt")):
        ...

There is no pool to make. Each call borrows workers, one for each core or as many as `workers` says, from those that
earlier calls have left, and makes the rest; a worker is a subinterpreter, so functions, inputs and results are sent to
and fro as `concurrent.interpreters` does it, and nothing is shared by accident. Inputs are drawn in the caller's thread,
no further ahead than the workers need. They travel in chunks, whose size follows from how long the first ones took. The
first error ends the rest and is raised, with the traceback that it had in its interpreter as its cause.
"""

import operator
import os
from contextlib import closing
from concurrent.interpreters import ExecutionFailed, NotShareableError
from itertools import chain, islice
from queue import Empty
from time import monotonic

from atoll import _tasks
from atoll._progress import Progress
from atoll._workers import ALL, Chunk, Work, pool

__all__ = ["map", "map_unordered", "for_each", "reduce", "shutdown", "TaskError"]

# How long the work of one chunk should take: long beside the few microseconds of sending it, short beside a second.
_CHUNK_SECONDS = 0.005
# How many items a chunk has at most, and how many times as many as one that has come back.
_CHUNK_MAX = 16_384
_GROWTH = 4
# How long inputs are drawn for one chunk: those that come slowly are sent on as they are.
_DRAW_SECONDS = 0.01
# How many chunks are under way for each worker, and how many times as many may wait for one that comes before them.
_AHEAD = 2
_HELD = 8
# How many neighbouring results reduce() sends to be reduced further, at most.
_MERGE_MAX = 16
_MISSING = object()


class TaskError(RuntimeError):
    """A task raised an exception that could not be sent: its type, words and traceback are here as text."""


class _Traceback(Exception):
    """The traceback that an exception had in its worker; stands as its cause."""

    def __init__(self, text):
        super().__init__(text)
        self._text = text

    def __str__(self):
        return "in a worker of atoll.parallel:\n" + self._text


def map(function, *iterables, workers=None, chunksize=None, timeout=None, progress=False, strict=False):
    """Return an iterator over function(x) for each x of an iterable, in order, computed in parallel.

    With several iterables the function gets an item of each, until the shortest ends (with `strict`, all must be equally
    long). What the loop `for x in iterable: yield function(x)` would raise is raised, after the results that come before it.

    workers    how many interpreters take part; by default one for each core
    chunksize  how many inputs are sent at once; by default it follows from how long the first ones took
    timeout    seconds for all of it, from the first result asked for; TimeoutError ends what is at work
    progress   True or a label to show a progress bar on standard error, if that is a terminal

    Work begins when the first result is asked for. Closing the iterator (its method close()) ends it.
    """
    options = _Options("map", function, iterables, workers, chunksize, timeout, progress, strict)
    return _results(_Run(options, _tasks.spread if len(iterables) > 1 else _tasks.each, True))


def map_unordered(function, *iterables, workers=None, chunksize=None, timeout=None, progress=False, strict=False):
    """As map(), but give each result as soon as it is there, and raise the first error at once."""
    options = _Options("map_unordered", function, iterables, workers, chunksize, timeout, progress, strict)
    return _results(_Run(options, _tasks.spread if len(iterables) > 1 else _tasks.each, False))


def for_each(function, *iterables, workers=None, chunksize=None, timeout=None, progress=False, strict=False):
    """Call a function with each item of an iterable, in parallel, for what it does; its results are not sent back.

    Returns None when all calls are done. The options are those of map().
    """
    options = _Options("for_each", function, iterables, workers, chunksize, timeout, progress, strict)
    run = _Run(options, _tasks.count_spread if len(iterables) > 1 else _tasks.count_each, False)
    for _ in run.outcomes():
        pass


def reduce(function, iterable, initial=_MISSING, /, *, workers=None, chunksize=None, timeout=None, progress=False):
    """Combine the items of an iterable to one value by a function of two, in parallel.

    The function must be associative, f(f(a, b), c) == f(a, f(b, c)): neighbouring items are combined in the workers, and
    their results likewise. The order of the items is kept. `initial` stands before the first. Without it an empty
    iterable raises TypeError. The options are those of map().
    """
    options = _Options("reduce", function, (iterable,), workers, chunksize, timeout, progress, False)
    if initial is not _MISSING:
        options.inputs = chain((initial,), options.inputs)
    return _Reduction(options).value()


def shutdown():
    """End the idle workers of this interpreter and wait for their ends. The next call makes new ones."""
    for worker in pool.shrink():
        if worker.thread.ident is not None:
            worker.thread.join()


class _Options:
    """The checked arguments of a call."""

    def __init__(self, name, function, iterables, workers, chunksize, timeout, progress, strict):
        self.name = name
        if not callable(function):
            raise TypeError(f"parallel.{name}() needs a callable as its first argument, not {_kind(function)}")
        if not iterables:
            raise TypeError(f"parallel.{name}() needs at least one iterable after the function")
        self.function = function
        self.workers = _count(name, "workers", workers) or os.process_cpu_count() or 1
        self.chunksize = _count(name, "chunksize", chunksize)
        self.timeout = _seconds(name, timeout)
        if not isinstance(progress, (bool, str)):
            raise TypeError(f"parallel.{name}(): progress is True, False or a label, not {_kind(progress)}")
        self.label = None if progress is False else f"parallel.{name}" if progress is True else progress
        for number, iterable in enumerate(iterables, 2):
            if not hasattr(iterable, "__iter__") and not hasattr(iterable, "__getitem__"):
                raise TypeError(f"parallel.{name}() needs an iterable as argument {number}, not {_kind(iterable)}")
        self.total = _total(iterables)
        self.inputs = iter(iterables[0]) if len(iterables) == 1 else zip(*iterables, strict=strict)


def _kind(value):
    return "None" if value is None else type(value).__name__


def _reason(error):
    """Return why something could not be sent, in a line; an ExecutionFailed says it itself."""
    return str(error.__cause__ or error).rstrip().partition("\n")[0]


def _count(name, what, value):
    if value is None:
        return None
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"parallel.{name}(): {what} is a whole number, not {_kind(value)}") from None
    if number < 1:
        raise ValueError(f"parallel.{name}(): {what} must be at least 1, not {number}")
    return number


def _seconds(name, value):
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"parallel.{name}(): timeout is a number of seconds or None, not {_kind(value)}")
    if not value >= 0:
        raise ValueError(f"parallel.{name}(): timeout must not be negative or NaN")
    return value


def _total(iterables):
    """Return how many inputs there will be, or None where nobody knows."""
    known = None
    for iterable in iterables:
        try:
            hint = operator.length_hint(iterable, -1)
        except TypeError:
            continue  # It says that it has no length, as itertools.repeat() without a number does.
        if hint >= 0 and (known is None or hint < known):
            known = hint
    return known


class _Inputs:
    """Draws inputs and cuts them into chunks, of a size that follows from how long the chunks before have taken."""

    def __init__(self, inputs, total, workers, fixed, smallest=1):
        self._inputs = inputs
        self._total = total
        self._workers = workers
        self._fixed = fixed and max(fixed, smallest)
        self._smallest = smallest
        self._size = self._fixed or smallest
        self._recent = []
        self._count = 0
        self.drawn = 0
        self.ended = False
        # What drawing has raised, to be raised in its turn.
        self.error = None

    def next(self):
        """Return a chunk, or None at the end."""
        if self.ended:
            return None
        items = []
        try:
            self._draw(items, self._wanted())
        except Exception as error:
            self.error = error
            self.ended = True
        if not items:
            return None
        chunk = Chunk(self._count, self.drawn, tuple(items))
        self._count += 1
        self.drawn += len(items)
        return chunk

    def _draw(self, items, size):
        until = monotonic() + _DRAW_SECONDS
        step = self._smallest
        while len(items) < size:
            before = len(items)
            wanted = min(step, size - before)
            for item in islice(self._inputs, wanted):
                items.append(item)
            if len(items) - before < wanted:
                self.ended = True
                return
            if self._fixed is None and monotonic() > until:
                return
            step *= 2

    def _wanted(self):
        size = self._size
        if self._fixed is None and self._total is not None:
            # The last chunks are smaller, so that the workers come to their ends together.
            left = max(0, self._total - self.drawn)
            size = min(size, max(size // 8, -(-left // (2 * self._workers)), self._smallest))
        return size

    def took(self, count, seconds):
        """Take note of how long a chunk of so many items took."""
        if self._fixed is not None or count == 0:
            return
        recent = self._recent
        recent.append(seconds / count)
        if len(recent) > 5:
            del recent[0]
        usual = sorted(recent)[len(recent) // 2]
        wanted = _CHUNK_MAX if usual <= 0 else min(_CHUNK_MAX, int(_CHUNK_SECONDS / usual))
        if wanted > self._size:
            wanted = min(wanted, max(self._size, count * _GROWTH))
        self._size = max(self._smallest, wanted)


class _Call:
    """What the kinds of calls have in common: workers, time, progress."""

    def __init__(self, options, task, smallest=1):
        self.name = options.name
        self._options = options
        self._inputs = _Inputs(options.inputs, options.total, options.workers, options.chunksize, smallest)
        self._work = Work(options.function, task)
        self._under_way = 0

    def __enter__(self):
        options = self._options
        self._deadline = None if options.timeout is None else monotonic() + options.timeout
        self._progress = Progress(options.label, options.total) if options.label is not None else None
        self._work.start(options.workers)
        return self

    def __exit__(self, kind, error, traceback):
        self._work.withdraw(ALL)
        self._work.finish()
        if self._progress is not None:
            self._progress.end()

    def _send(self, chunk):
        self._under_way += 1
        self._work.chunks.put(chunk)

    def _receive(self):
        """Return the next outcome; raise what says that there will be none."""
        outcome = self._wait()
        if outcome.chunk is None:
            raise self._unsendable(outcome.failure)
        self._under_way -= 1
        return outcome

    def _wait(self):
        progress = self._progress is not None and self._progress.active
        while True:
            left = None if self._deadline is None else self._deadline - monotonic()
            if left is not None and left <= 0:
                raise TimeoutError(f"parallel.{self.name}() was not through after {self._options.timeout} seconds")
            try:
                return self._work.outcomes.get(timeout=min(1.0, left or 1.0) if progress else left)
            except Empty:
                if progress:
                    self._progress.tick()

    def _unsendable(self, error):
        if isinstance(error, (NotShareableError, ExecutionFailed)):
            made = type(error) if isinstance(error, NotShareableError) else TaskError
            made = made(f"parallel.{self.name}() cannot send its function {self._options.function!r} to a worker: {_reason(error)}")
            made.__cause__ = error
            return made
        return error

    def _error(self, outcome):
        """Return the exception to be raised for what went wrong with a chunk."""
        failure = outcome.failure
        if isinstance(failure, NotShareableError):
            one = len(outcome.chunk.items) == 1
            made = NotShareableError(f"parallel.{self.name}() cannot send {self._which(outcome.chunk)} or "
                                     f"{'its result' if one else 'their results'}: {_reason(failure)}")
            made.__cause__ = failure
            return made
        if isinstance(failure, ExecutionFailed):
            made = TaskError(f"a worker of parallel.{self.name}() failed: {failure}")
            made.__cause__ = failure
            return made
        if isinstance(failure, BaseException):
            return failure
        error, words, text = failure
        if error is None:
            error = TaskError(f"a task raised what cannot be sent, {words}")
        error.__cause__ = _Traceback(text)
        return error

    @staticmethod
    def _which(chunk):
        first, count = chunk.first, len(chunk.items)
        return f"item {first}" if count == 1 else f"items {first} to {first + count - 1}"


class _Run(_Call):
    """One call of map() and the like."""

    def __init__(self, options, task, ordered):
        super().__init__(options, task)
        self._ordered = ordered
        self._held = {}
        self._turn = 0
        # The first chunk that failed, or more than any.
        self._failed = float("inf")

    def outcomes(self):
        """Give the results of chunk after chunk, in order if they are to be."""
        with self:
            while True:
                self._fill()
                if self._under_way == 0:
                    break
                outcome = self._receive()
                chunk = outcome.chunk
                if outcome.failure is None:
                    self._inputs.took(len(chunk.items), outcome.seconds)
                if self._progress is not None:
                    self._progress.add(len(chunk.items) if outcome.failure is None else 0)
                if self._ordered:
                    yield from self._in_turn(outcome)
                else:
                    if outcome.results:
                        yield outcome.results
                    if outcome.failure is not None:
                        raise self._error(outcome)
            if self._inputs.error is not None:
                raise self._inputs.error

    def _fill(self):
        most = _AHEAD * self._options.workers
        while self._under_way < most and self._under_way + len(self._held) < _HELD * most and self._failed == float("inf"):
            chunk = self._inputs.next()
            if self._inputs.error is not None and not self._ordered:
                raise self._inputs.error
            if chunk is None:
                return
            self._send(chunk)

    def _in_turn(self, outcome):
        held = self._held
        held[outcome.chunk.index] = outcome
        if outcome.failure is not None and outcome.chunk.index < self._failed:
            self._failed = outcome.chunk.index
            self._under_way -= self._work.withdraw(self._failed)
        while (next_one := held.pop(self._turn, None)) is not None:
            self._turn += 1
            if next_one.results:
                yield next_one.results
            if next_one.failure is not None:
                raise self._error(next_one)


def _results(run):
    # Closed here and not some time later, should the caller leave off half-way.
    with closing(run.outcomes()) as outcomes:
        for results in outcomes:
            yield from results


class _Slot:
    """A run of neighbouring items in a reduction: their value, once it is there."""

    __slots__ = ("value", "ready", "next", "count")

    def __init__(self, count):
        self.ready = False
        self.value = None
        self.next = None
        self.count = count


class _Reduction(_Call):
    """One call of reduce(): a chain of neighbouring runs of items, whose results are combined until one is left."""

    def __init__(self, options):
        super().__init__(options, _tasks.fold, smallest=2)
        self._first = _Slot(0)  # Stands before the first one.
        self._last = self._first
        self._slots = {}

    def value(self):
        """Return the one value."""
        with self:
            while True:
                self._fill()
                self._merge()
                if self._under_way == 0:
                    break
                self._take(self._receive())
            if self._inputs.error is not None:
                raise self._inputs.error
            if self._first.next is None:
                raise TypeError("parallel.reduce() of empty iterable with no initial value")
            return self._first.next.value

    def _fill(self):
        most = _AHEAD * self._options.workers
        while self._under_way < most:
            chunk = self._inputs.next()
            if self._inputs.error is not None:
                raise self._inputs.error
            if chunk is None:
                return
            slot = self._last.next = _Slot(len(chunk.items))
            self._last = slot
            if len(chunk.items) == 1:
                slot.ready, slot.value = True, chunk.items[0]
            else:
                self._slots[chunk] = slot
                self._send(chunk)

    def _merge(self):
        """Send neighbours that are ready to be combined."""
        before = self._first
        while (slot := before.next) is not None:
            values, end = [], slot
            while end is not None and end.ready and len(values) < _MERGE_MAX:
                values.append(end.value)
                end = end.next
            if len(values) > 1 and (len(values) == _MERGE_MAX or self._inputs.ended):
                merged = _Slot(0)
                merged.next = end
                before.next = merged
                if end is None:
                    self._last = merged
                chunk = Chunk(-1, 0, tuple(values))
                self._slots[chunk] = merged
                self._send(chunk)
                before = merged
            else:
                before = slot

    def _take(self, outcome):
        if outcome.failure is not None:
            raise self._error(outcome)
        slot = self._slots.pop(outcome.chunk)
        slot.ready, slot.value = True, outcome.results
        if slot.count:
            self._inputs.took(slot.count, outcome.seconds)
        if self._progress is not None:
            self._progress.add(slot.count)
