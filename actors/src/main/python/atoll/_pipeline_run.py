"""A running pipeline of atoll.pipelines: what draws from its source, its stages, and how all of it ends."""

import threading
from array import array
from collections import deque
from concurrent.futures import CancelledError
from concurrent.interpreters import NotShareableError
from itertools import count, islice
from time import monotonic

from _atoll_batches import batch
from atoll._pipeline_served import Coroutines, Transformation
from atoll._pipeline_stages import Edge, Grouping, Stage
from atoll.channels import ChannelClosed, Receiver

# What is in memory as a whole, so that taking several items from it cannot keep the first ones waiting.
_IN_MEMORY = (list, tuple, range, str, bytes, bytearray, dict, set, frozenset, deque, array)
_numbers = count(1)


class Run:
    """A pipeline that runs: its edges, stages and threads."""

    def __init__(self, source, specs, sink_buffer):
        self.number = next(_numbers)
        self.source = source
        self.stopping = False
        self._stopped = threading.Event()
        self.cancelled = False
        self.error = None
        self.started = monotonic()
        self.ended = None
        self.drawn = 0
        self._lock = threading.Lock()
        self._letters = threading.Lock()
        self._interpreters = set()
        self._ends = []
        # The end of the channel that it draws from, if it does.
        self._drawn_from = None
        self._drawing = False
        self.edges = [Edge(spec.buffer) for spec in specs] + [Edge(sink_buffer)]
        self.edges[-1].wanted = self.edges[-1].batch_max
        kinds = {"batch": Grouping, "transform": Transformation, "coroutine": Coroutines}
        self.stages = [kinds.get(spec.kind, Stage)(self, spec, before, after) for spec, before, after in zip(specs, self.edges, self.edges[1:])]
        self._source_thread = self.thread(self._draw, "source", daemon=True)
        self._threads = [thread for stage in self.stages for thread in stage.threads()]

    def thread(self, target, name, *arguments, daemon=False):
        """Make a thread of the run; a daemon where the interpreter may have such."""
        daemon = daemon and threading._daemon_threads_allowed()
        return threading.Thread(target=target, args=arguments, name=f"atoll.pipelines-{self.number}-{name}", daemon=daemon)

    def helper(self, target, name):
        """Start a thread that helps a stage's; what it raises fails the run, unless that was only that the run has stopped."""
        def guarded():
            try:
                target()
            except BaseException as error:
                if not self.stopping and not isinstance(error, ChannelClosed):
                    self.fail(error)

        thread = self.thread(guarded, name)
        thread.start()
        return thread

    def start(self):
        """Begin."""
        started = []
        try:
            for thread in (*self._threads, self._source_thread):
                thread.start()
                started.append(thread)
        except BaseException:
            self._threads = [thread for thread in self._threads if thread in started]
            self.stop()
            raise

    # What comes in.

    def _draw(self):
        edge, iterator = self.edges[0], None
        try:
            given = self.source()
            if isinstance(given, Receiver):
                self._draw_receiver(edge, given)
            elif hasattr(given, "__aiter__"):
                self._draw_async(edge, given)
            else:
                iterator = iter(given)
                if type(given) in _IN_MEMORY or getattr(given, "_at_hand", False):
                    while items := self._several(iterator, edge.size()):
                        self._send_drawn(edge, items)
                else:
                    self._draw_singly(edge, iterator)
        except ChannelClosed as error:
            if not edge.abandoned:
                self.fail(error)
        except BaseException as error:
            self.fail(error)
        finally:
            self._drawing = False
            edge.sender.close()
            if hasattr(iterator, "close"):
                try:
                    iterator.close()
                except BaseException as error:
                    self.fail(error)

    def _several(self, iterator, size):
        return [] if self.edges[0].abandoned else list(islice(iterator, size))

    def _draw_singly(self, edge, iterator):
        while not edge.abandoned:
            self._drawing = True
            try:
                item = next(iterator)
            except StopIteration:
                return
            finally:
                self._drawing = False
            self._send_drawn(edge, [item])

    def _draw_receiver(self, edge, receiver):
        # An end of its own, which can be closed while it waits.
        with receiver.clone() as mine:
            self._drawn_from = mine
            try:
                while not edge.abandoned:
                    self._send_drawn(edge, [mine.recv()])
            except ChannelClosed:
                pass

    def _close_drawn_from(self):
        if self._drawn_from is not None:
            self._drawn_from.close()

    def _draw_async(self, edge, given):
        import asyncio

        async def draw():
            async for item in given:
                if edge.abandoned:
                    return
                self._send_drawn(edge, [item])

        self._drawing = True
        asyncio.run(draw())

    def _send_drawn(self, edge, items):
        try:
            some = batch(items)
        except NotShareableError as error:
            first = self.drawn
            which = f"item {first}" if len(items) == 1 else f"one of the items {first} to {first + len(items) - 1}"
            made = NotShareableError(f"{which} of the source cannot be sent to a stage: {str(error.__cause__ or error)}")
            made.__cause__ = error
            raise made
        self.drawn += len(items)
        edge.send(some)

    # What comes out.

    def results(self):
        """Give the results, one after another, and raise what the run has failed with."""
        edge = self.edges[-1]
        try:
            while True:
                try:
                    (some,), _ = edge.take()
                except ChannelClosed:
                    break
                yield from some.open()
            self._finish()
            self.check()
        finally:
            self.close()

    async def results_async(self):
        """As results(), for coroutines."""
        import asyncio
        edge = self.edges[-1]
        try:
            while True:
                try:
                    some = await edge.receiver.recv_async()
                except ChannelClosed:
                    break
                edge.note(len(some))
                for item in some.open():
                    yield item
            await asyncio.to_thread(self._finish)
            self.check()
        finally:
            self.stop()
            await asyncio.shield(asyncio.to_thread(self.close))

    def _finish(self):
        """Wait for the ends of what has come to its end by itself."""
        if not self.stopping:
            for thread in self._threads:
                thread.join()

    def check(self):
        """Raise what the run has failed with."""
        if self.error is not None:
            raise self.error
        if self.cancelled:
            raise CancelledError("the pipeline was cancelled")

    # Its end.

    def abandon(self, edge):
        """Nobody takes anything from an edge any more: what comes before it is of no use."""
        reached = self.edges.index(edge)
        for before in self.edges[:reached + 1]:
            before.abandoned = True
            before.receiver.close()
        for stage in self.stages[:reached]:
            stage.order.stop()
        self._close_drawn_from()

    def fail(self, error):
        """Stop all for an error, unless all has stopped before."""
        with self._lock:
            if self.error is None and not self.stopping:
                self.error = error
        self.stop()

    def cancel(self):
        """Stop all for want of interest; return whether there was anything to stop."""
        with self._lock:
            if self.stopping or self.ended is not None:
                return False
            self.cancelled = True
        self.stop()
        return True

    def stop(self):
        """Have everything end, without waiting for it."""
        with self._lock:
            if self.stopping:
                return
            self.stopping = True
            running = list(self._interpreters)
            ends = list(self._ends)
        self._stopped.set()
        self._close_drawn_from()
        for stage in self.stages:
            stage.order.stop()
        for end in (*self.edges, *ends):
            end.close()
        for interpreter in running:
            with self._lock:
                # One that is being closed would be interrupted in the middle of that.
                if interpreter in self._interpreters:
                    interpreter.kill(reason="its pipeline has stopped", wait=False)

    def close(self):
        """Have everything end, and wait for it; but not for a source that does not give its next item."""
        self.stop()
        me = threading.current_thread()
        for thread in self._threads:
            if thread is not me and thread.ident is not None:
                thread.join()
        if not self._drawing and self._source_thread is not me and self._source_thread.ident is not None:
            self._source_thread.join()
        if self.ended is None:
            self.ended = monotonic()

    def adopt(self, interpreter):
        """Take note of an interpreter that ends with the run."""
        with self._lock:
            self._interpreters.add(interpreter)
            stopping = self.stopping
        if stopping:
            self.forget(interpreter)
            interpreter.close()
            raise ChannelClosed("the pipeline has stopped")

    def forget(self, interpreter):
        """An interpreter is no concern of the run any more."""
        with self._lock:
            self._interpreters.discard(interpreter)

    def ends(self, *ends):
        """Take note of ends of channels that are closed with the run."""
        with self._lock:
            self._ends = [end for end in self._ends if not end.closed] + list(ends)
            stopping = self.stopping
        if stopping:
            for end in ends:
                end.close()

    def pause(self, seconds):
        """Wait, unless the run stops."""
        self._stopped.wait(seconds)

    def dead_letter(self, callback, failure):
        """Tell of a failure, one at a time."""
        with self._letters:
            callback(failure)
