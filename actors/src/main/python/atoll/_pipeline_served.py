"""Stages of atoll.pipelines whose workers serve by channels, for as long as the pipeline runs: generators and coroutines."""

import threading
from concurrent.interpreters import InterpreterNotFoundError
from itertools import count
from time import perf_counter


from atoll import _pipeline_work
from atoll._pipeline_stages import InterpreterWorker, LocalWorker, Stage, told_error
from atoll.channels import ChannelClosed, channel


class _Served(Stage):
    """What both have in common."""

    def have_served(self, serve, given, *ends):
        """Have a worker serve by channels, until these end; return what it tells."""
        worker = LocalWorker if self.spec.threads else InterpreterWorker
        worker = self.ready(worker, worker.initialize)
        try:
            return worker.call(serve, given, *ends)
        finally:
            worker.close()


class Transformation(_Served):
    """The stage of transform(): one generator for all items."""

    def serve(self):
        """Bring it all items, and pass on what it gives."""
        jobs_sender, jobs = channel(1)
        results_sender, results = channel(1)
        started = perf_counter()

        def feed():
            with jobs_sender:
                while (got := self.take()) is not None:
                    jobs_sender.send(got[0][0][0])

        def collect():
            for some in results:
                self.account(len(some), 0, 0.0)
                self.after.send(some)

        with jobs_sender, jobs, results_sender, results:
            self.run.ends(jobs_sender, jobs, results_sender, results)
            helpers = self.run.helper(feed, self.name), self.run.helper(collect, self.name)
            try:
                told = self.have_served(_pipeline_work.serve_generator, [self.spec.function], jobs, results_sender)
                if told is not None and not self.run.stopping:
                    error = told_error(told)
                    error.add_note(f"in stage {self.name!r} of a pipeline")
                    raise error
            except InterpreterNotFoundError as error:
                self.died_once()
                self.run.fail(self.died_of(error))
            except BaseException as error:
                self.run.fail(error)
            finally:
                results_sender.close()
                # It may not have wanted all.
                jobs.close()
                self.run.abandon(self.before)
                for helper in helpers:
                    helper.join()
                self.account(0, 0, perf_counter() - started)


class _Given:
    """What a worker has been given and has not answered."""

    __slots__ = ("batches", "ticket", "attempts")

    def __init__(self, batches, ticket):
        self.batches = batches
        self.ticket = ticket
        self.attempts = 1


class Coroutines(_Served):
    """A stage of a coroutine function: each worker has an event loop."""

    def serve(self):
        """Have workers serve, one after another where they die."""
        _CoroutineServer(self).serve()


class _CoroutineServer:
    """What one worker of a Coroutines stage is served by.

    `_given` has what workers have been sent and not answered; what is left in it when one dies is tried again, or fails.
    """

    def __init__(self, stage):
        self._stage = stage
        self._changed = threading.Condition()
        self._given = {}
        self._sending = False
        self._sender = None
        self._all_sent = self._over = False

    def serve(self):
        """Serve until all items are through."""
        stage = self._stage
        feeder = stage.run.helper(self._feed, stage.name)
        try:
            while True:
                died = self._serve_once()
                if died is None:
                    return
                stage.died_once()
                self._bury(died)
                if self._all_sent and not self._given:
                    return
        except BaseException as error:
            # Before it waits for the feeder, which may wait for the source.
            if not stage.run.stopping:
                stage.run.fail(error)
            raise
        finally:
            with self._changed:
                self._over = True
                self._changed.notify_all()
            feeder.join()

    def _serve_once(self):
        """Have a worker serve until all items are through, or it has died: return of what."""
        stage, spec = self._stage, self._stage.spec
        # Room for what is sent again before the worker takes anything.
        jobs_sender, jobs = channel(1 + len(self._given))
        results_sender, results = channel(spec.concurrency)
        with jobs_sender, jobs, results_sender, results:
            stage.run.ends(jobs_sender, jobs, results_sender, results)
            for number, given in self._given.items():
                jobs_sender.send((number, given.batches[0]))
            with self._changed:
                self._sender = jobs_sender
                if self._all_sent:
                    jobs_sender.close()
                self._changed.notify_all()
            collector = stage.run.helper(lambda: self._collect(results), stage.name)
            died = None
            try:
                stage.have_served(_pipeline_work.serve_coroutines,
                                  [spec.function, spec.tries, spec.delay, spec.concurrency], jobs, results_sender)
            except InterpreterNotFoundError as error:
                died = error
            finally:
                results_sender.close()
                jobs.close()
                collector.join()
                with self._changed:
                    # Who was sending has found it closed, and has taken back what was not sent.
                    self._sender = None
                    self._changed.wait_for(lambda: not self._sending)
            return died

    def _feed(self):
        numbers = count()
        while (got := self._stage.take()) is not None:
            (batches, _), ticket = got
            given, number = _Given(batches, ticket), next(numbers)
            while not self._send(number, given):
                pass
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._sender is not None)
            if not self._over:
                self._all_sent = True
                self._sender.close()

    def _send(self, number, given):
        """Send to the worker that there is; False where it has died meanwhile."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._sender is not None)
            if self._over:
                raise ChannelClosed("the pipeline has stopped")
            sender, self._sending = self._sender, True
            self._given[number] = given
        sent = False
        try:
            sender.send((number, given.batches[0]))
            sent = True
        except ChannelClosed:
            pass
        finally:
            with self._changed:
                if not sent:
                    self._given.pop(number, None)
                self._sending = False
                if not sent and self._sender is sender:
                    self._sender = None
                self._changed.notify_all()
        return sent

    def _collect(self, results):
        stage = self._stage
        for number, batches, sent, failures, retried, seconds in results:
            with self._changed:
                given = self._given.pop(number)
            stage.account(sent, retried, seconds)
            if failures:
                stage.failures(given.batches, failures)
            stage.order.put(given.ticket, batches)
            stage.order.end(given.ticket)

    def _bury(self, error):
        """Deal with what a worker had when it died."""
        stage = self._stage
        stage.run.pause(stage.spec.delay)
        for number, given in list(self._given.items()):
            if given.attempts < stage.spec.tries:
                given.attempts += 1
                stage.account(0, len(given.batches[0]), 0.0)
                continue
            del self._given[number]
            for item in given.batches[0].open():
                stage.failure(item, stage.died_of(error), given.attempts)
            stage.order.end(given.ticket)
