"""The stages of a running pipeline of atoll.pipelines: edges, which are channels of batches, and the threads that serve its stages.

Each worker has a thread of the interpreter that the pipeline belongs to. The thread takes batches from the edge before its
stage, has the worker, a subinterpreter, do them, and sends what comes back by the edge after it. It never opens a batch, so
that items are copied where they are made and where they are used, and nowhere in between; and it is there still when the
worker has died, and knows what that had in hand.

Invariants:
1. A stage's edge out is closed when all its threads have ended, and then only; so who reads until the end has seen all.
2. Where order is kept, tickets are drawn in the order in which batches are taken, both under one lock, and results go on in
   the order of their tickets. One thread at a time passes them on. A ticket is drawn only while fewer than `window` are out.
3. Nobody waits once a run stops: all its channels are closed, and who waits for a turn is told.
"""

import threading
from array import array
from collections import deque
from concurrent.interpreters import ExecutionFailed, InterpreterError, InterpreterNotFoundError, NotShareableError
from time import monotonic

from _atoll_batches import batch
from atoll import _pipeline_work, interpreters
from atoll.channels import ChannelClosed, ChannelEmpty, channel

# How many items a batch has at most, and a worker's hand.
_BATCH_MAX = 64
_HAND_MAX = 256
# How long the work of one hand should take: long beside the microseconds of handing it over, short beside a second.
_HAND_SECONDS = 0.005
_GROWTH = 4
# How many results of one worker may wait for their turn before it goes on.
_PART_WAITING = 2048
# How often a worker may die before it has begun with what it has in hand.
IDLE_DEATHS = 3


class PipelineError(RuntimeError):
    """What atoll.pipelines raises of its own accord."""


class StageError(PipelineError):
    """A stage's function has raised what cannot be sent: its type, words and traceback are here as text."""


class WorkerDied(PipelineError):
    """The interpreter of a worker has ended, or was killed, while it was at work."""


class _Traceback(Exception):
    """The traceback that an exception had in its worker; stands as its cause."""

    def __init__(self, text):
        super().__init__(text)
        self._text = text

    def __str__(self):
        return "in a worker of atoll.pipelines:\n" + self._text


class Failure:
    """An item that a stage could not do: `stage`, a name; the `item`; the `error`; and `attempts`, how often it was tried.

    `item` is None where it could not be told, as for one that could not be rebuilt where it was needed.
    """

    __slots__ = {"stage": "its name", "item": "what it could not do; None where that could not be told", "error": "the last exception",
                 "attempts": "how often it was tried"}
    __match_args__ = tuple(__slots__)

    def __init__(self, stage, item, error, attempts):
        self.stage = stage
        self.item = item
        self.error = error
        self.attempts = attempts

    def __repr__(self):
        return f"Failure(stage={self.stage!r}, item={shown(self.item)}, error={self.error!r}, attempts={self.attempts})"


def shown(item):
    """Return an item's repr, or what of it fits into a line."""
    try:
        text = repr(item)
    except Exception as error:
        return f"<{type(item).__name__} whose repr fails: {type(error).__name__}>"
    return text if len(text) <= 200 else text[:197] + "..."


def told_error(told):
    """Return the exception that a worker has told."""
    error, words, text = told
    if error is None:
        error = StageError(f"a stage raised what cannot be sent, {words}")
    error.__cause__ = _Traceback(text)
    return error


class Edge:
    """The way from one stage to the next: a channel of batches, for so many items at most."""

    def __init__(self, items):
        self.batch_max = batch_max(items)
        self.sender, self.receiver = channel(max(1, items // self.batch_max))
        # How many items the reader would like to have in a batch.
        self.wanted = 1
        # Whether nobody wants anything any more; said before it is closed.
        self.abandoned = False
        self.sent = self.taken = 0
        self._sent_lock, self._taken_lock = threading.Lock(), threading.Lock()

    def size(self):
        """How many items a batch should have."""
        return min(self.batch_max, self.wanted)

    def send(self, some):
        """Send a batch, once there is room."""
        self.sender.send(some)
        with self._sent_lock:
            self.sent += len(some)

    def take(self, items=1, timeout=None):
        """Wait for a batch and take those after it, up to so many items; return them and how many items they are.

        Raises ChannelClosed at the end.
        """
        receiver = self.receiver
        taken = [receiver.recv(timeout)]
        number = len(taken[0])
        while number < items and len(receiver):
            try:
                some = receiver.recv_nowait()
            except (ChannelEmpty, ChannelClosed):
                break
            taken.append(some)
            number += len(some)
        self.note(number)
        return taken, number

    def note(self, number):
        """So many items have been taken."""
        with self._taken_lock:
            self.taken += number

    def waiting(self):
        """How many items are under way."""
        return max(0, self.sent - self.taken)

    def close(self):
        """Nothing comes or goes any more."""
        self.abandoned = True
        self.sender.close()
        self.receiver.close()


def batch_max(buffer):
    """How many items a batch has at most, given how many may wait."""
    return max(1, min(_BATCH_MAX, buffer // 16))


def hand_max(buffer, workers):
    """How many items a worker wants to have in hand at most."""
    return max(1, min(_HAND_MAX, buffer // (2 * workers)))


def in_hands(spec):
    """How many items the workers of a stage can have in hand, those among them that wait for their turn to be passed on."""
    workers = spec.parallelism()
    if spec.kind == "batch":
        return spec.count + batch_max(spec.buffer)
    if spec.kind == "coroutine":
        return 2 * workers * (spec.concurrency + batch_max(spec.buffer))
    if spec.kind == "transform":
        return workers * 3 * batch_max(spec.buffer)
    return 2 * workers * (hand_max(spec.buffer, workers) + batch_max(spec.buffer) - 1)


class Order:
    """Passes results on, in the order of their tickets or as they come."""

    def __init__(self, edge, ordered, window):
        self._edge = edge
        self._ordered = ordered
        self._window = window
        self._changed = threading.Condition()
        self._turn = self._next = 0
        self._held = {}
        self._passing = False
        self._stopped = False

    def ticket(self, take):
        """Take something, by take(), and a ticket for its results."""
        if not self._ordered:
            return take(), None
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._next - self._turn < self._window)
            if self._stopped:
                raise ChannelClosed("the pipeline has stopped")
        taken = take()
        with self._changed:
            ticket = self._next
            self._next += 1
            self._held[ticket] = [deque(), False]
        return taken, ticket

    def put(self, ticket, batches):
        """Pass batches on, or keep them until it is their turn; then wait, where they are many."""
        if ticket is None:
            for some in batches:
                self._edge.send(some)
            return
        if not batches:
            return
        with self._changed:
            held = self._held[ticket]
            held[0].extend(batches)
        self._pass_on()
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or sum(map(len, held[0])) <= _PART_WAITING)
            if self._stopped:
                raise ChannelClosed("the pipeline has stopped")

    def end(self, ticket):
        """There is nothing more for a ticket."""
        if ticket is not None:
            with self._changed:
                self._held[ticket][1] = True
            self._pass_on()

    def stop(self):
        """Let nobody wait any more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _pass_on(self):
        while True:
            with self._changed:
                if self._passing:
                    return  # Who does it looks again before it ends.
                ready = []
                while (held := self._held.get(self._turn)) is not None:
                    ready += held[0]
                    held[0].clear()
                    if not held[1]:
                        break
                    del self._held[self._turn]
                    self._turn += 1
                self._changed.notify_all()
                if not ready:
                    return
                self._passing = True
            try:
                for some in ready:
                    self._edge.send(some)
            finally:
                with self._changed:
                    self._passing = False


class Stage:
    """A stage of a running pipeline: its threads, and figures."""

    def __init__(self, run, spec, before, after):
        self.run = run
        self.spec = spec
        self.name = spec.name
        self.before = before
        self.after = after
        workers = spec.parallelism()
        window = 2 * workers * (spec.concurrency if spec.kind == "coroutine" else 1)
        self.order = Order(after, spec.ordered and (workers > 1 or spec.kind == "coroutine"), window)
        # Held while something is taken and a ticket is drawn.
        self.taking = threading.Lock()
        self.lock = threading.Lock()
        self.received = self.sent = self.failed = self.retried = self.died = 0
        self.busy = 0.0
        self._left = workers
        self._hand_max = hand_max(spec.buffer, workers)
        self._hand = 1
        self._recent = deque(maxlen=5)
        before.wanted = 1 if spec.kind in ("map", "filter", "flat_map", "coroutine") else before.batch_max

    def threads(self):
        """Return the threads to be started."""
        return [self.run.thread(self._guarded, f"{self.name}-{number}") for number in range(self.spec.parallelism())]

    def _guarded(self):
        try:
            self.serve()
        except ChannelClosed as error:
            if not self.after.abandoned:
                self.run.fail(error)
        except BaseException as error:
            self.run.fail(error)
        finally:
            with self.lock:
                self._left -= 1
                last = self._left == 0
            if last:
                self.after.sender.close()
                self.run.abandon(self.before)

    def take(self, items=1):
        """Return (batches, how many items), and a ticket; None at the end."""
        with self.taking:
            try:
                taken, ticket = self.order.ticket(lambda: self.before.take(items))
            except ChannelClosed:
                return None
        with self.lock:
            self.received += taken[1]
        return taken, ticket

    def serve(self):
        """What each of the threads does: hand to hand, until there is nothing more to be taken."""
        worker = self.worker()
        try:
            while (got := self.take(self._hand)) is not None:
                (batches, number), ticket = got
                worker = self._work_off(worker, batches, number, ticket)
                self.order.end(ticket)
                del batches, got
        finally:
            worker.close()

    def worker(self):
        """Make a worker, and have it ready."""
        if self.spec.threads:
            return self.ready(LocalWorker, LocalWorker.set_up)
        return self.ready(InterpreterWorker, InterpreterWorker.set_up)

    def ready(self, make, set_up):
        """Make a worker by make(stage) and set it up; another one where it dies meanwhile."""
        deaths = 0
        while True:
            worker = None
            try:
                worker = make(self)
                told = set_up(worker)
            except BaseException as error:
                if worker is not None:
                    worker.close()
                if not isinstance(error, InterpreterNotFoundError):
                    raise
                self.died_once()
                deaths += 1
                if deaths == IDLE_DEATHS:
                    raise self.died_of(error)
                continue
            if told is None:
                return worker
            worker.close()
            error = told_error(told)
            error.add_note(f"in the initializer of stage {self.name!r} of a pipeline")
            raise error

    def _work_off(self, worker, batches, number, ticket):
        """Have a worker do some items, another one where it dies; return the one that has done the last."""
        start, attempts, passed, partial, begun, idle_deaths = 0, {}, set(), False, False, 0
        while True:
            try:
                if begun:
                    part = worker.go_on()
                else:
                    begun = True
                    part = worker.begin(batches, start, frozenset(passed), self.after.size())
            except InterpreterNotFoundError as error:
                at = worker.at()
                worker.close()
                if at < start and idle_deaths < IDLE_DEATHS:
                    # It had begun with none of them.
                    self.died_once()
                    idle_deaths += 1
                else:
                    self._died(batches, start, max(start, at), attempts, passed, partial, error)
                worker, begun, partial = self.worker(), False, False
                continue
            results, sent, start, partial, failures, retried, seconds, last = part
            self.account(sent, retried, seconds)
            if failures:
                self.failures(batches, failures)
            self.order.put(ticket, results)
            if last:
                self._took(number, seconds)
                return worker

    def died_once(self):
        """A worker has died. Raises ChannelClosed where that is because the run stops."""
        if self.run.stopping:
            raise ChannelClosed("the pipeline has stopped")
        with self.lock:
            self.died += 1

    def died_of(self, error):
        """Return the exception that tells so."""
        made = WorkerDied(f"a worker of stage {self.name!r} has died: {error}")
        made.__cause__ = error
        return made

    def _died(self, batches, start, dead, attempts, passed, partial, error):
        """A worker has died at an item: it may be tried again, or is a failure. Nothing is through from `start` on.

        Of the item at `start`, some results may have gone already; that cannot be tried again.
        """
        self.died_once()
        attempts[dead] = attempts.get(dead, 0) + 1
        if attempts[dead] < self.spec.tries and not partial:
            with self.lock:
                self.retried += 1
            self.run.pause(self.spec.delay)
            return
        for number in sorted({dead, start} if partial else {dead}):
            passed.add(number)
            self.failure(item_of(batches, number), self.died_of(error), attempts.get(number, 1))

    def _took(self, number, seconds):
        """Take note of how long a hand took: it says how large the next is."""
        self._recent.append(seconds / number)
        usual = sorted(self._recent)[len(self._recent) // 2]
        wanted = self._hand_max if usual <= 0 else min(self._hand_max, int(_HAND_SECONDS / usual))
        self._hand = max(1, min(wanted, max(self._hand, number * _GROWTH)))
        self.before.wanted = self._hand

    # Figures and failures.

    def account(self, sent, retried, seconds):
        """Take note of what a worker has done."""
        with self.lock:
            self.sent += sent
            self.retried += retried
            self.busy += seconds

    def failures(self, batches, failures):
        """Deal with failures that a worker has told."""
        for number, attempts, told in failures:
            error = told_error(told)
            self.failure(item_of(batches, number), error, attempts, fatal=not isinstance(error, Exception))

    def failure(self, item, error, attempts, fatal=False):
        """Deal with an item that could not be done, as the policy has it."""
        with self.lock:
            self.failed += 1
        if self.spec.goes_on and not fatal:
            if self.spec.dead_letter is not None:
                self.run.dead_letter(self.spec.dead_letter, Failure(self.name, item, error, attempts))
            return
        times = f", tried {attempts} times" if attempts > 1 else ""
        error.add_note(f"in stage {self.name!r} of a pipeline, at the item {shown(item)}{times}")
        raise error


class Grouping(Stage):
    """The stage of batch()."""

    def serve(self):
        """Put items together."""
        spec, group, due = self.spec, [], None
        while True:
            try:
                (some,), number = self.before.take(timeout=None if due is None else max(0.0, due - monotonic()))
            except TimeoutError:
                self._send_group(group)
                group, due = [], None
                continue
            except ChannelClosed:
                break
            with self.lock:
                self.received += number
            for item in some.open():
                group.append(item)
                if len(group) == spec.count:
                    self._send_group(group)
                    group, due = [], None
            if group and due is None and spec.timeout is not None:
                due = monotonic() + spec.timeout
        if group and not self.run.stopping:
            self._send_group(group)

    def _send_group(self, group):
        self.after.send(batch([group]))
        self.account(1, 0, 0.0)


def item_of(batches, number):
    """Return an item by its number through all batches, or None where it cannot be rebuilt."""
    for some in batches:
        if number < len(some):
            try:
                return some.open()[number]
            except Exception:
                return None
        number -= len(some)


def _reason(error):
    """Return why something went wrong, in a line."""
    return str(error.__cause__ or error).rstrip().partition("\n")[0]


class LocalWorker:
    """A worker of this interpreter: it works in the thread that it is called by."""

    def __init__(self, stage):
        self._stage = stage
        self._progress = [0]

    def set_up(self):
        """Have it ready; return what went wrong with its initializer, or None."""
        spec = self._stage.spec
        self._worker = _pipeline_work.Worker(spec.kind, spec.function, spec.tries, spec.delay, spec.goes_on, self._progress)
        self.begin, self.go_on = self._worker.begin, self._worker.go_on
        return self.initialize()

    def initialize(self):
        """Call the stage's initializer; return what went wrong with it, or None."""
        return _pipeline_work.initialize([self._stage.spec.initializer, self._stage.spec.initargs])

    def call(self, function, *arguments):
        """Call something."""
        return function(*arguments)

    def at(self):
        """Return the number of the item at work."""
        return self._progress[0]

    def close(self):
        """Let it end."""


class InterpreterWorker:
    """A worker that is a subinterpreter."""

    def __init__(self, stage):
        self._stage = stage
        self._progress = array("q", [0])
        spec = stage.spec
        self._interpreter = interpreters.create(limits=spec.limits, capabilities=spec.capabilities)
        stage.run.adopt(self._interpreter)
        try:
            if spec.shared:
                self._interpreter.prepare_main(spec.shared)
        except BaseException:
            self.close()
            raise

    def set_up(self):
        """Have it ready; return what went wrong with its initializer, or None."""
        spec = self._stage.spec
        given = [spec.kind, spec.function, spec.tries, spec.delay, spec.goes_on, spec.initializer, spec.initargs]
        return self.call(_pipeline_work.set_up, given, memoryview(self._progress))

    def call(self, function, *arguments):
        """Call something in the interpreter that gets the stage's function."""
        try:
            return self._interpreter.call(function, *arguments)
        except NotShareableError as error:
            made = NotShareableError(f"stage {self._stage.name!r}: the function {self._stage.spec.function!r}, or its initializer, "
                                     f"cannot be sent to a worker: {_reason(error)}")
            made.__cause__ = error
            raise made
        except ExecutionFailed as error:
            made = StageError(f"stage {self._stage.name!r}: a worker cannot do the function {self._stage.spec.function!r}: {_reason(error)}")
            made.__cause__ = error
            raise made

    def initialize(self):
        """Call the stage's initializer; return what went wrong with it, or None."""
        return self.call(_pipeline_work.initialize, [self._stage.spec.initializer, self._stage.spec.initargs])

    def begin(self, batches, start, passed, size):
        """As of the Worker there."""
        self._progress[0] = -1
        return self._interpreter.call(_pipeline_work.begin, tuple(batches), start, passed, size)

    def go_on(self):
        """As of the Worker there."""
        return self._interpreter.call(_pipeline_work.go_on)

    def at(self):
        """Return the number of the item at work."""
        return self._progress[0]

    def close(self):
        """End the interpreter."""
        self._stage.run.forget(self._interpreter)
        try:
            self._interpreter.close()
        except InterpreterNotFoundError:
            pass
        except InterpreterError:
            self._interpreter.kill(grace=0)
