"""Coroutines and actors: awaiting an actor's answer, and actors whose methods are coroutines.

Imported by those actors and programs only that use coroutines, or concurrent.futures.wait() on an actor's answer.
"""

import asyncio


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

        reply.add_done_callback(wake)
        try:
            yield from waiter
        except asyncio.CancelledError:
            reply.cancel()
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


class ActorLoop:
    """The event loop of one actor; it runs while a coroutine of the actor is not through."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)

    def begin(self, coroutine, answer):
        async def handle():
            try:
                result = await coroutine
            except BaseException as error:
                answer.fail(error)
            else:
                answer.give(result)

        task = self.loop.create_task(handle())
        task.add_done_callback(self._through)

    def busy(self):
        return bool(asyncio.all_tasks(self.loop))

    def _through(self, task):
        if not self.busy():
            self.loop.stop()

    def run(self):
        if self.busy():
            self.loop.run_forever()

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
