"""Pipelines: items from a source, through stages that work at the same time, to a sink.

    from atoll import pipelines as pl

    longest = (pl.lines("names.txt")
               | pl.stage(parse, workers=4)
               | pl.filter(is_valid)
               | pl.into(lambda names: max(names, key=len))).run()

A pipeline is a description, and runs when it is told to: `run()` gives the sink's result, `start()` a handle, and a pipeline
without a sink can be iterated over, by `for` and `async for`.

A stage's workers are subinterpreters, each with a GIL of its own, or with `threads=` threads of this interpreter. Whichever
they are, items go from stage to stage by channels: what arrives is what concurrent.interpreters would make of it, a copy of
what can change. Channels are bounded, so that a stage that is slow holds up those before it.

Invariants: each item of the source is done by a stage once (again only where it is retried, or its worker has died), and
counted as one that is done or one that has failed; results keep the order of the source unless `ordered=False`; the source
is never more than Pipeline.ahead items ahead of the sink; whichever way a run ends, its workers and threads end with it.

The documentation is docs/pipelines.md of Atoll.
"""

import asyncio
import builtins
import inspect
import operator
import threading
import weakref
from concurrent.futures import CancelledError, Future
from functools import reduce as _reduce
from os import fspath
from os.path import isfile
from time import monotonic

from atoll._pipeline_run import Run as _Engine
from atoll._pipeline_stages import Failure, PipelineError, StageError, WorkerDied, batch_max as _batch_max, in_hands as _in_hands
from atoll.channels import Receiver, Sender

__all__ = ["source", "lines", "stage", "map", "filter", "flat_map", "batch", "transform", "to_list", "for_each", "reduce", "into",
           "to", "Flow", "Pipeline", "Results", "Handle", "Retry", "Stats", "StageStats", "Failure", "PipelineError", "StageError",
           "WorkerDied", "CancelledError", "BUFFER", "CONCURRENCY"]

# How many items may wait before a stage, and before the sink, unless told otherwise.
BUFFER = 1024
# How many items a worker of a coroutine function does at a time, unless told otherwise.
CONCURRENCY = 32
_MISSING = object()


class Retry:
    """A policy for errors: try an item up to `times` times in all, with `delay` seconds between; `then` "stop" or "skip"."""

    __slots__ = {"times": "how often an item is tried in all", "delay": "seconds between", "then": "'stop' or 'skip', when all have failed"}
    __match_args__ = tuple(__slots__)

    def __init__(self, times=3, delay=0.0, then="stop"):
        self.times = _count("Retry", "times", times)
        self.delay = _seconds("Retry", "delay", delay)
        if then not in ("stop", "skip"):
            raise ValueError(f"Retry(): then is 'stop' or 'skip', not {then!r}")
        self.then = then

    def __repr__(self):
        return f"Retry(times={self.times}, delay={self.delay}, then={self.then!r})"


def _kind(value):
    return "None" if value is None else type(value).__name__


def _count(where, what, value, least=1):
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{where}(): {what} is a whole number, not {_kind(value)}") from None
    if number < least:
        raise ValueError(f"{where}(): {what} must be at least {least}, not {number}")
    return number


def _seconds(where, what, value):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{where}(): {what} is a number of seconds, not {_kind(value)}")
    if not 0 <= value < float("inf"):
        raise ValueError(f"{where}(): {what} must be finite and not negative, not {value}")
    return value


def _patience(where, timeout):
    """How long to wait, as locks take it."""
    if timeout is None:
        return None
    return _seconds(where, "timeout", min(timeout, threading.TIMEOUT_MAX) if isinstance(timeout, (int, float)) else timeout)


def _callable(where, function):
    if not callable(function):
        raise TypeError(f"{where}() needs a callable, not {_kind(function)}")


class _Part:
    """What a pipeline is put together from."""

    __slots__ = ()

    def __or__(self, other):
        return _join(self, other)

    def __ror__(self, other):
        return _join(source(other), self)


class Flow(_Part):
    """One stage or several, to be used in any number of pipelines: `clean = stage(strip) | filter(len)`."""

    __slots__ = ("_stages",)

    def __init__(self, stages):
        self._stages = tuple(stages)

    def _lacks_source(self):
        """Raise TypeError: only a pipeline with a source can run."""
        raise TypeError(f"these stages have no source: put one before them, as `items | {self!r}`")

    run = start = stream = __iter__ = __aiter__ = _lacks_source

    def __repr__(self):
        return " | ".join(builtins.map(repr, self._stages))


class _Sink(_Part):
    """What takes the results: a function of an iterator."""

    __slots__ = ("_name", "_consume", "_buffer")

    def __init__(self, name, consume, buffer):
        self._name = name
        self._consume = consume
        self._buffer = _count(name, "buffer", buffer)

    def __or__(self, other):
        raise TypeError(f"nothing comes after a sink, {self._name}()")

    def __repr__(self):
        return f"{self._name}()"



def _join(left, right):
    if isinstance(right, Pipeline):
        raise TypeError("a source stands first in a pipeline, and only there")
    if not isinstance(right, (Flow, _Sink)):
        hint = f": for the function itself write stage({_name_of(right)}), or into({_name_of(right)}) where it takes all results" if callable(right) else ""
        raise TypeError(f"| takes stages and sinks, not {_kind(right)}{hint}")
    if isinstance(left, Pipeline):
        if left._sink is not None:
            raise TypeError(f"nothing comes after a sink, {left._sink._name}()")
        if isinstance(right, _Sink):
            return Pipeline(left._source, left._stages, right)
        return Pipeline(left._source, left._stages + right._stages, None)
    if isinstance(right, _Sink):
        raise TypeError(f"a pipeline begins with a source; these are stages and a sink only: source(...) | {left!r} | {right!r}")
    return Flow(left._stages + right._stages)


def _name_of(function):
    return getattr(function, "__name__", None) or type(function).__name__


# Sources.


class _Source:
    """Where items come from, anew for each run where that is possible."""

    def __init__(self, given):
        self._given = given
        self._used = False

    def __call__(self):
        given = self._given() if callable(self._given) else self._given
        if given is self._given and not isinstance(given, Receiver) and (hasattr(given, "__next__") or hasattr(given, "__anext__")):
            if self._used:
                raise PipelineError("the source is an iterator, which an earlier run has used; give source() a function that makes one")
            self._used = True
        return given

    def __repr__(self):
        return f"source({_name_of(self._given) if callable(self._given) else _kind(self._given)})"


class _Lines:
    """The lines of files."""

    def __init__(self, paths, encoding, errors, keepends):
        self._paths = paths
        self._options = {"encoding": encoding, "errors": errors}
        self._keepends = keepends

    def __iter__(self):
        for path in self._paths:
            with open(path, **self._options) as file:
                if self._keepends:
                    yield from file
                else:
                    for line in file:
                        yield line[:-1] if line.endswith("\n") else line

    @property
    def _at_hand(self):
        """Whether no line is ever waited for."""
        return all(isfile(path) for path in self._paths)

    def __repr__(self):
        return f"lines({', '.join(builtins.map(repr, self._paths))})"


def source(items):
    """Begin a pipeline with the items of an iterable, an async iterable or a channel's Receiver.

    A function without arguments is called at each run, and gives one of these: so a pipeline over a generator or a file can
    run more than once. Items are drawn in a thread of their own while the pipeline runs, no further ahead than the stages'
    bounds allow. `items | stage(...)` does the same for what is no number, set or dict of its own.
    """
    if inspect.isgeneratorfunction(items) or inspect.isasyncgenfunction(items) or callable(items) and not hasattr(items, "__iter__"):
        return Pipeline(_Source(items), (), None)
    if isinstance(items, Receiver) or hasattr(items, "__iter__") or hasattr(items, "__aiter__") or hasattr(items, "__getitem__"):
        return Pipeline(_Source(items), (), None)
    raise TypeError(f"source() needs an iterable, a Receiver, or a function that gives one, not {_kind(items)}")


def lines(*paths, encoding="utf-8", errors="strict", keepends=False):
    """Begin a pipeline with the lines of files, one after another, without their ends unless `keepends`."""
    if not paths:
        raise TypeError("lines() needs at least one path")
    return Pipeline(_Source(_Lines([fspath(path) for path in paths], encoding, errors, keepends)), (), None)


# Stages.


class _Spec:
    """A stage as it was written down."""

    def __init__(self, kind, function, *, where=None, workers=None, threads=None, ordered=True, buffer=BUFFER, on_error="stop",
                 dead_letter=None, initializer=None, initargs=(), shared=None, limits=None, capabilities=None, name=None,
                 concurrency=None):
        self.kind = kind
        where = where or kind
        self.where = where
        self.function = function
        if workers is not None and threads is not None:
            raise TypeError(f"{where}() has either workers, which are subinterpreters, or threads of this one")
        self.workers = _count(where, "workers", 1 if workers is None else workers, 0)
        self.threads = 0 if threads is None else _count(where, "threads", threads)
        if threads is not None or self.workers == 0:
            self.workers, self.threads = 0, self.threads or 1
        self.ordered = bool(ordered)
        self.buffer = _count(where, "buffer", buffer)
        self._take_policy(where, on_error, dead_letter)
        if initializer is not None:
            _callable(f"{where}: the initializer of {where}", initializer)
        self.initializer = initializer
        self.initargs = tuple(initargs)
        if self.threads and (shared or limits is not None or capabilities is not None):
            raise ValueError(f"{where}(): shared, limits and capabilities are for workers that are interpreters, not for threads")
        self.shared = dict(shared) if shared else None
        self.limits = limits
        self.capabilities = capabilities
        if name is not None and not isinstance(name, str):
            raise TypeError(f"{where}(): name is a str, not {_kind(name)}")
        self.name = name or (_name_of(function) if function is not None else where)
        if concurrency is not None and kind != "coroutine":
            raise ValueError(f"{where}(): concurrency is for coroutine functions; {self.name} is none")
        self.concurrency = _count(where, "concurrency", CONCURRENCY if concurrency is None else concurrency)

    def _take_policy(self, where, on_error, dead_letter):
        policy = Retry() if on_error == "retry" else on_error
        if not isinstance(policy, Retry) and policy not in ("stop", "skip"):
            raise ValueError(f"{where}(): on_error is 'stop', 'skip', 'retry' or Retry(...), not {on_error!r}")
        self.tries, self.delay, then = (policy.times, policy.delay, policy.then) if isinstance(policy, Retry) else (1, 0, policy)
        self.goes_on = then == "skip"
        if dead_letter is not None:
            _callable(f"{where}: the dead_letter of {where}", dead_letter)
            if not self.goes_on:
                raise ValueError(f"{where}(): dead_letter is told what is skipped; on_error={on_error!r} skips nothing")
        self.dead_letter = dead_letter

    def parallelism(self):
        """How many workers or threads there are."""
        return self.workers or self.threads

    def __repr__(self):
        kind = f"threads={self.threads}" if self.threads else f"workers={self.workers}"
        return f"{self.where}({kind if self.function is None else f'{self.name}, {kind}'})"


def stage(function, **options):
    """A stage that gives function(item) for each item. A coroutine function is awaited, for several items at a time.

    workers      how many subinterpreters do it, one unless given; 0 for a thread of this interpreter
    threads      how many threads of this interpreter do it, in place of workers
    ordered      whether results come in the order of the items (they do), or as soon as they are there
    buffer       how many items may wait before the stage, BUFFER unless given
    on_error     what an exception does: "stop" ends the pipeline with it; "skip" goes on without the item; "retry" and
                 Retry(times, delay, then) try again. A worker that dies is an error of the item it was at.
    dead_letter  called with the Failure of each item that is skipped, in a thread of this interpreter
    initializer, initargs
                 called once in each worker, before anything else
    shared       a mapping of names and values for the workers' __main__
    limits, capabilities
                 what the workers' interpreters may use and do, as atoll.interpreters.create() has it
    concurrency  of a coroutine function: how many items a worker does at a time, CONCURRENCY unless given
    name         for statistics and errors; the function's name unless given

    The function goes to the workers as a task of atoll.parallel does: by its name where it can be imported, else by value.
    """
    _callable("stage", function)
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError(f"stage() needs a function that returns a result; {_name_of(function)} is a generator function: use "
                        "flat_map(), which calls it for each item, or transform(), which calls it once for all")
    if inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(getattr(function, "__call__", None)):
        return Flow((_Spec("coroutine", function, where="stage", **options),))
    return Flow((_Spec("map", function, where="stage", **options),))


map = stage


def _plain(where, function):
    _callable(where, function)
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError(f"{where}() needs a plain function; stage() takes coroutine functions")


def filter(function, **options):
    """A stage that passes on the items for which function(item) is true. The options are those of stage()."""
    _plain("filter", function)
    return Flow((_Spec("filter", function, **options),))


def flat_map(function, **options):
    """A stage that passes on each of what function(item), an iterable, gives; a generator function is fine.

    The options are those of stage(). Results go on as they come, so an item may give any number of them. What an item has
    given before it fails may have been passed on, and then it is not tried again.
    """
    _plain("flat_map", function)
    return Flow((_Spec("flat_map", function, **options),))


def batch(count, timeout=None, *, buffer=BUFFER):
    """A stage that puts items together, in lists of `count`; the last one may be shorter.

    With a timeout, a list is passed on so many seconds after its first item has come, however many there are by then.
    """
    spec = _Spec("batch", None, threads=1, buffer=buffer)
    spec.count = _count("batch", "count", count)
    spec.timeout = None if timeout is None else _seconds("batch", "timeout", timeout)
    return Flow((spec,))


def transform(function, *, buffer=BUFFER, initializer=None, initargs=(), shared=None, limits=None, capabilities=None, name=None,
              workers=None, threads=None):
    """A stage of one generator function that is called once: with an iterator over all items, giving the results.

    It sees the items in order and may keep what it likes between them. It runs in one subinterpreter, or in a thread of this
    one with `workers=0`. When it returns, the stages before it are stopped. An exception ends the pipeline.
    """
    _plain("transform", function)
    if threads not in (None, 1) or workers not in (None, 0, 1):
        raise ValueError("transform() has one worker, or one thread: its generator sees all items")
    return Flow((_Spec("transform", function, workers=workers, threads=threads, buffer=buffer, initializer=initializer,
                       initargs=initargs, shared=shared, limits=limits, capabilities=capabilities, name=name),))


# Sinks. They run where run() is called, or in the thread of start().


def into(function, *, buffer=BUFFER):
    """A sink: the result is function(iterator over the results), as of `into(sum)`. What it leaves is not computed further."""
    _plain("into", function)
    return _Sink("into", function, buffer)


def to_list(*, buffer=BUFFER):
    """A sink: the result is a list of the results."""
    return _Sink("to_list", list, buffer)


def for_each(function, *, buffer=BUFFER):
    """A sink: calls function(result) for each, one after another; the pipeline's result is how many there were."""
    _plain("for_each", function)

    def consume(results):
        number = 0
        for result in results:
            function(result)
            number += 1
        return number

    return _Sink("for_each", consume, buffer)


def reduce(function, initial=_MISSING, *, buffer=BUFFER):
    """A sink: combines the results by a function of two, from left to right, as functools.reduce() does."""
    _plain("reduce", function)
    return _Sink("reduce", (lambda results: _reduce(function, results)) if initial is _MISSING
                 else lambda results: _reduce(function, results, initial), buffer)


def to(sender, *, close=True, buffer=BUFFER):
    """A sink: sends the results by a channel, and closes its sender in the end unless told not to; the result is how many.

    When all the channel's receivers are closed, the pipeline ends with ChannelClosed.
    """
    if not isinstance(sender, Sender):
        raise TypeError(f"to() needs a channel's Sender, not {_kind(sender)}")

    def consume(results):
        number = 0
        try:
            for result in results:
                sender.send(result)
                number += 1
        finally:
            if close:
                sender.close()
        return number

    return _Sink("to", consume, buffer)


# Pipelines.


class Pipeline(_Part):
    """A source with stages after it and perhaps a sink. It does not change, and runs as often as its source can be drawn."""

    __slots__ = ("_source", "_stages", "_sink")

    def __init__(self, source, stages, sink):
        self._source = source
        self._stages = stages
        self._sink = sink

    def __ror__(self, other):
        raise TypeError("a source stands first in a pipeline, and only there")

    def __repr__(self):
        return " | ".join(builtins.map(repr, (self._source, *self._stages, *(() if self._sink is None else (self._sink,)))))

    @property
    def ahead(self):
        """By how many items the source can be ahead of the sink at most, while each item gives one result."""
        buffers = [*(spec.buffer for spec in self._stages), BUFFER if self._sink is None else self._sink._buffer]
        # What is being sent at the source, and what the sink has opened.
        return sum(buffers) + sum(_in_hands(spec) for spec in self._stages) + _batch_max(buffers[0]) + _batch_max(buffers[-1])

    def _engine(self):
        return _Engine(self._source, self._stages, BUFFER if self._sink is None else self._sink._buffer)

    def _need_sink(self, what):
        if self._sink is None:
            raise TypeError(f"{what}() needs a sink at the end, as `| to_list()` or `| for_each(f)`; without one, iterate over the pipeline")

    def run(self):
        """Run, and return the sink's result. Raises what the first failure has raised."""
        self._need_sink("run")
        engine = self._engine()
        with Results(engine, self) as results:
            return self._sink._consume(results)

    def start(self):
        """Run in the background; return a Handle."""
        self._need_sink("start")
        return Handle(self)

    def stream(self):
        """Run, and return the Results, an iterator, also for `async for`; `for x in pipeline` does so by itself."""
        if self._sink is not None:
            raise TypeError(f"the results go to the sink {self._sink._name}(); only a pipeline without one can be iterated over")
        return Results(self._engine(), self)

    def __iter__(self):
        return self.stream()

    def __aiter__(self):
        return self.stream()


class Results:
    """The results of a running pipeline: an iterator, for `for` or `async for`. It begins with the first one asked for.

    Closing it ends the run, as leaving its `with` block does.
    """

    def __init__(self, engine, pipeline):
        self._engine = engine
        self._pipeline = pipeline
        self._plain = self._async = None
        self._started = False

    def _start(self):
        if not self._started:
            self._started = True
            _running.add(self._engine)
            self._engine.start()

    def __iter__(self):
        return self

    def __next__(self):
        if self._plain is None:
            if self._async is not None:
                raise RuntimeError("these results are iterated over by `async for`")
            self._start()
            self._plain = self._engine.results()
        return next(self._plain)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self._async is None:
            if self._plain is not None:
                raise RuntimeError("these results are iterated over by `for`")
            self._start()
            self._async = self._engine.results_async()
        return await anext(self._async)

    def close(self):
        """End the run, and wait until it has ended."""
        self._engine.stop()
        if self._plain is not None:
            self._plain.close()
        if self._started:
            self._engine.close()

    async def aclose(self):
        """As close(), for coroutines."""
        self._engine.stop()
        if self._async is not None:
            await self._async.aclose()
        if self._started:
            await asyncio.to_thread(self._engine.close)

    def stats(self):
        """Return figures of the run, a Stats."""
        return Stats._of(self._engine)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        await self.aclose()

    def __del__(self):
        # Dropped half-way: nobody waits for its end.
        if self._started:
            self._engine.stop()

    def __repr__(self):
        return f"<results of {self._pipeline!r}>"


class Handle:
    """A pipeline that runs in the background. Leaving its `with` block ends it; it can be awaited for its result."""

    def __init__(self, pipeline):
        self._pipeline = pipeline
        self._engine = pipeline._engine()
        self._future = Future()
        self._future.set_running_or_notify_cancel()
        # At once: the program may come to its end before the thread begins.
        _running.add(self._engine)
        self._thread = threading.Thread(target=self._serve, name=f"atoll.pipelines-{self._engine.number}-sink")
        self._thread.start()

    def _serve(self):
        try:
            with Results(self._engine, self._pipeline) as results:
                result = self._pipeline._sink._consume(results)
            self._engine.check()
        except BaseException as error:
            self._future.set_exception(error)
        else:
            self._future.set_result(result)

    def result(self, timeout=None):
        """Wait for the sink's result; raises what the pipeline has failed with, CancelledError, or TimeoutError."""
        return self._ended("result", timeout, self._future.result)

    def exception(self, timeout=None):
        """Wait for the end; return what the pipeline has failed with, or None."""
        return self._ended("exception", timeout, self._future.exception)

    def _ended(self, where, timeout, get):
        seconds = _patience(where, timeout)
        try:
            return get(seconds)
        except TimeoutError:
            if self._future.done():
                raise
            raise TimeoutError("the pipeline has not ended in time") from None

    def done(self):
        """Whether it has ended."""
        return self._future.done()

    def cancel(self):
        """End it, whatever it does; return whether there was anything to end. Who waits for the result gets CancelledError."""
        return not self._future.done() and self._engine.cancel()

    def wait(self, timeout=None):
        """Wait for its end; return whether it has ended."""
        try:
            self._future.exception(_patience("wait", timeout))
        except TimeoutError:
            return False
        self._thread.join()
        return True

    def stats(self):
        """Return figures of the run, a Stats."""
        return Stats._of(self._engine)

    def __await__(self):
        return asyncio.wrap_future(self._future).__await__()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.cancel()
        self._thread.join()

    def __repr__(self):
        state = "ended" if self.done() else "running"
        return f"<{state}: {self._pipeline!r}>"


# Figures.


class StageStats:
    """Figures of a stage at one moment, one of those that stats() of a stream or a Handle gives: `stats().stages[0].waiting`."""

    __slots__ = {"name": "of the stage", "workers": "how many workers or threads it has", "received": "items that it has taken",
                 "sent": "results that it has passed on, or has ready", "failed": "items that it could not do",
                 "retried": "how often something was tried again", "died": "how many of its workers have died",
                 "waiting": "items that wait before it", "busy": "seconds that its workers have worked, all together",
                 "rate": "items a second, since the beginning"}
    __match_args__ = tuple(__slots__)

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values, strict=True):
            setattr(self, name, value)

    def __repr__(self):
        return f"StageStats({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)})"


class Stats(tuple):
    """Figures of a running pipeline: a StageStats for each stage, in order, and those of all.

    drawn     items that have come from the source
    waiting   results that wait for the sink
    seconds   since it began, until it ended

    str() makes a table of them.
    """

    __slots__ = ()

    @classmethod
    def _of(cls, engine):
        seconds = max(1e-9, (engine.ended or monotonic()) - engine.started)
        stages = []
        for one in engine.stages:
            with one.lock:
                stages.append(StageStats(one.name, one.spec.parallelism(), one.received, one.sent, one.failed, one.retried, one.died,
                                         one.before.waiting(), one.busy, one.received / seconds))
        return cls((tuple(stages), engine.drawn, engine.edges[-1].waiting(), seconds))

    stages = property(operator.itemgetter(0))
    drawn = property(operator.itemgetter(1))
    waiting = property(operator.itemgetter(2))
    seconds = property(operator.itemgetter(3))

    def __str__(self):
        rows = [("stage", "workers", "received", "sent", "failed", "retried", "died", "waiting", "busy", "a second")]
        rows.append(("source", "", "", f"{self.drawn:,}", "", "", "", "", "", f"{self.drawn / self.seconds:,.0f}"))
        for one in self.stages:
            rows.append((one.name, str(one.workers), f"{one.received:,}", f"{one.sent:,}", f"{one.failed:,}", f"{one.retried:,}",
                         str(one.died), f"{one.waiting:,}", f"{one.busy:.2f} s", f"{one.rate:,.0f}"))
        rows.append(("sink", "", "", "", "", "", "", f"{self.waiting:,}", "", ""))
        widths = [max(builtins.map(len, column)) for column in zip(*rows)]
        return "\n".join("  ".join(cell.rjust(width) if number else cell.ljust(width)
                                   for number, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows)


# What runs when the interpreter shuts down is ended before its threads are waited for.
_running = weakref.WeakSet()


def _stop_all():
    for engine in list(_running):
        engine.cancel()


threading._register_atexit(_stop_all)
