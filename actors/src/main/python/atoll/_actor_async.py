"""Coroutines and actors: awaiting an actor's answer, and actors whose methods, or whose function, are coroutines.

Imported by those actors and programs only that use coroutines, or concurrent.futures.wait() on an actor's answer.
"""

import asyncio
import contextvars
import functools

from _atoll_actors import ActorExit

# What the running coroutine is to answer.
_present = contextvars.ContextVar("present")


def wait_for(reply):
    """The iterator that ``await reply`` runs: gives the result in whichever event loop awaits it."""
    if not reply.done():
        loop = asyncio.get_running_loop()
        waiter = loop.create_future()

        def finish():
            if not waiter.done():
                waiter.set_result(None)

        def wake(_):
            if not loop.is_closed():
                loop.call_soon_threadsafe(finish)

        reply._when_done(wake)
        try:
            yield from waiter
        except BaseException:
            reply._abandon()
            raise
    if reply.cancelled():
        raise asyncio.CancelledError
    return reply.result(0)


def announce(reply):
    """Tell those who wait by concurrent.futures.wait() or as_completed() that a reply is there."""
    condition = reply._condition
    if not condition.acquire(blocking=False):
        reply._later(announce)
        return
    try:
        if not all(map(_is_free, reply._waiters)):
            reply._later(announce)
            return
        reply._announced()
        for waiter in reply._waiters:
            if reply.cancelled():
                waiter.add_cancelled(reply)
            elif reply.exception(0) is not None:
                waiter.add_exception(reply)
            else:
                waiter.add_result(reply)
        condition.notify_all()
    finally:
        condition.release()


def _is_free(waiter):
    """Whether a waiter of concurrent.futures can be told of something by the present thread.

    The thread may be in the middle of code that has the waiter's lock, or its event's, and would wait for itself. One that
    another thread takes meanwhile it can wait for.
    """
    for lock in waiter.event._cond, getattr(waiter, "lock", None):
        if lock is not None:
            if not lock.acquire(blocking=False):
                return False
            lock.release()
    return True


def present():
    """What the running coroutine is to answer, or None."""
    return _present.get(None)


class ActorLoop:
    """The event loop of one actor; it runs while a coroutine of the actor is not through."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        self._tasks = {}
        self._interrupts = {}

    def begin(self, coroutine, answer):
        context = contextvars.copy_context()
        context.run(_present.set, answer)
        self._tasks[answer] = task = self.loop.create_task(coroutine, context=context)
        task.add_done_callback(functools.partial(self._through, answer))

    def cancel(self, answer):
        """Cancel the coroutine that nobody awaits any more."""
        task = self._tasks.get(answer)
        if task is not None:
            task.cancel()

    def busy(self):
        # A task that is done has still to be told of where the loop was stopped in the same round.
        return bool(self._tasks) or bool(asyncio.all_tasks(self.loop))

    def _through(self, answer, task):
        del self._tasks[answer]
        interrupt = self._interrupts.pop(answer, None)
        try:
            result = task.result()
        except BaseException as error:
            answer.fail(interrupt if interrupt is not None and task.cancelled() else error)
        else:
            answer.give(result)
        if not self.busy():
            self.loop.stop()

    def run(self):
        self.loop.run_forever()

    def interrupted(self, error):
        """Have all coroutines end by an exception that was raised between two steps of theirs."""
        if any(task.done() and not task.cancelled() and task.exception() is error for task in self._tasks.values()):
            return  # that coroutine was running, and no other is concerned
        for answer, task in self._tasks.items():
            self._interrupts[answer] = error
            task.cancel()

    def wake(self):
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.loop.stop)

    def close(self):
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self.loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()


class FunctionLoop:
    """The event loop of an actor that is a coroutine function, which runs as long as the actor lives."""

    def __init__(self, inbox):
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        self.loop.set_task_factory(self._counted)
        self._inbox = inbox
        self._tasks = set()
        self._waiters = set()
        # How many tasks may still answer a message: that which has taken it, until it takes the next one, and those that it
        # has started meanwhile. What one of them has failed with; and what a task has taken last.
        self._holders = {}
        self._errors = {}
        self._taken = {}
        self._main = None
        self._ended = False

    def main(self, coroutine):
        """Run the coroutine; gives what it returns."""
        self.loop.call_soon(self._arrived)
        self._main = task = self.loop.create_task(coroutine)
        try:
            return self.loop.run_until_complete(task)
        except BaseException:
            if not task.done():
                # It was interrupted between two of its steps.
                task.cancel()
                try:
                    self.loop.run_until_complete(task)
                except asyncio.CancelledError:
                    pass
            raise
        finally:
            self._ended = True
            self._inbox.rest(False)

    def _counted(self, loop, coroutine, **options):
        task = asyncio.Task(coroutine, loop=loop, **options)
        self._tasks.add(task)
        context = options.get("context")
        answer = _present.get(None) if context is None else context.get(_present)
        if answer in self._holders:
            self._holders[answer] += 1
            task.add_done_callback(functools.partial(self._let_go, answer))
        task.add_done_callback(self._through)
        self._rest()
        return task

    def _through(self, task):
        self._tasks.discard(task)
        if task is not self._main:
            self._neglect(task)
        self._rest()

    def _neglect(self, task):
        """What a task has taken last is not answered by it any more."""
        answer = self._taken.pop(task, None)
        if answer is not None:
            self._let_go(answer, task)

    def _let_go(self, answer, task):
        """A task has ended, or gone on to another message: when the last one has, nobody is there to answer."""
        awaited = answer.is_awaited() and not self._ended
        if awaited and task.done() and not task.cancelled() and task.exception() is not None:
            self._errors[answer] = task.exception()
        left = self._holders[answer] = self._holders[answer] - 1
        if left:
            return
        del self._holders[answer]
        error = self._errors.pop(answer, None)
        if not awaited:
            return
        if error is None:
            answer.neglect()
        else:
            answer.refuse(error)

    def _rest(self):
        """Tell whether all that goes on is waiting for messages."""
        if not self._ended:
            self._inbox.rest(len(self._waiters) >= len(self._tasks))

    def wake(self):
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._arrived)

    def _arrived(self):
        self._inbox.run_errands()
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def _find(self, receiver):
        """The next message and what answers it; False where the actor is to end, None where the time is over."""
        self._neglect(asyncio.current_task())
        found = receiver.look(True)
        if found is not None:
            return found
        try:
            async with asyncio.timeout(receiver.timeout):
                while found is None:
                    waiter = self.loop.create_future()
                    self._waiters.add(waiter)
                    self._rest()
                    try:
                        # What came before it waited has woken nobody.
                        found = receiver.look(False)
                        if found is None:
                            await waiter
                            found = receiver.look(False)
                    finally:
                        self._waiters.discard(waiter)
                        self._rest()
        except TimeoutError:
            return None
        return found

    def _take(self, found):
        message, answer = found
        _present.set(answer)
        self._holders[answer] = 1
        self._taken[asyncio.current_task()] = answer
        return message

    # What select_async() does with an actor's messages.

    def looks(self):
        """The current task is about to look for what comes next."""
        self._neglect(asyncio.current_task())

    def poll(self, receiver):
        """A tuple of the next message, which the current task has taken; None or False as for receiver.look()."""
        found = receiver.look(False)
        return (self._take(found),) if found else found

    def waits(self, waiter):
        self._waiters.add(waiter)
        self._rest()

    def waited(self, waiter):
        self._waiters.discard(waiter)
        self._rest()

    async def next(self, receiver):
        found = await self._find(receiver)
        if not found:
            raise StopAsyncIteration
        return self._take(found)

    async def one(self, receiver, *default):
        found = await self._find(receiver)
        if found:
            return self._take(found)
        if found is False:
            raise ActorExit(f"{self._inbox.path} is to end")
        if default:
            return default[0]
        raise TimeoutError(f"no message came for {receiver.timeout} s")

    close = ActorLoop.close
