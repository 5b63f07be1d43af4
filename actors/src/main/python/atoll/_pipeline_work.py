"""What the workers of atoll.pipelines run: imported in their interpreters, and kept small for that."""

from time import perf_counter, sleep

from _atoll_batches import batch
from atoll import _tasks
from atoll.interpreters import LimitExceeded

# Results are passed on after so many seconds, or so many results, though there is more to do.
_PART_SECONDS = 0.02
_PART_RESULTS = 1024


def _told(error):
    """Return an exception as it is told to the stage.

    Where the interpreter has used up what it may, that is no failure of the item: it is about to end, and its stage hears of that.
    """
    if isinstance(error, LimitExceeded):
        raise error
    return _tasks.told(error)


class Worker:
    """A function and what it does with items: `kind` is "map", "filter" or "flat_map".

    It gets batches of items and gives parts, tuples of
        batches of results, and how many these are,
        the number of the first item that is not through, and whether some of its results have gone already,
        failures: (number of the item, how often it was tried, what _told() tells),
        how often something was tried again, seconds at work, whether this was the last part.

    Items are numbered through the batches. `progress[0]` is the number of the item at work, for those who want to know
    where a worker has died.
    """

    def __init__(self, kind, function, tries, delay, goes_on, progress):
        self._apply = function
        self._kind = kind
        self._tries = tries
        self._delay = delay
        self._goes_on = goes_on
        self._progress = progress

    def begin(self, batches, start, passed, size):
        """Begin with the items of some batches, from a number on, but for those passed over; give the first part.

        Batches of results have up to `size` items.
        """
        self._size = size
        self._parts = self._work(batches, start, passed)
        return self.go_on()

    def go_on(self):
        """Give the next part."""
        self._results, self._numbers, self._failures, self._retried = [], [], [], 0
        self._since = perf_counter()
        self._until = self._since + _PART_SECONDS
        return next(self._parts)

    def _work(self, batches, start, passed):
        kind, apply, progress = self._kind, self._apply, self._progress
        number = 0
        for some in batches:
            if number + len(some) <= start:
                number += len(some)
                continue
            try:
                items = some.open()
            except Exception as error:
                self._fail_all(range(max(start, number), number + len(some)), error)
                number += len(some)
                if not self._goes_on:
                    break
                continue
            for item in items:
                if number >= start and number not in passed:
                    progress[0] = number
                    before = len(self._results)
                    gone = False
                    try:
                        if kind == "map":
                            self._results.append(apply(item))
                            self._numbers.append(number)
                        elif kind == "filter":
                            if apply(item):
                                self._results.append(item)
                                self._numbers.append(number)
                        else:
                            for result in apply(item):
                                self._results.append(result)
                                self._numbers.append(number)
                                if self._is_time():
                                    yield self._part(number, True, False)
                                    before, gone = 0, True
                    except Exception as error:
                        if not self._failed(number, item, error, before, gone):
                            break
                    except BaseException as error:
                        # What ends the program does not go on with the next item.
                        self._fail(number, 1, error)
                        break
                number += 1
                if self._is_time():
                    yield self._part(number, False, False)
            else:
                continue
            break
        yield self._part(number, False, True)

    def _is_time(self):
        return len(self._results) >= _PART_RESULTS or perf_counter() > self._until

    def _failed(self, number, item, error, before, gone):
        """Deal with an item that has raised; return whether to go on."""
        del self._results[before:], self._numbers[before:]
        attempt = 1
        # What has been passed on already cannot be taken back.
        while attempt < self._tries and not gone:
            attempt += 1
            self._retried += 1
            if self._delay:
                sleep(self._delay)
            try:
                value = self._apply(item)
                if self._kind == "flat_map":
                    value = list(value)
            except Exception as again:
                error = again
                continue
            if self._kind == "filter":
                value = [item] if value else []
            elif self._kind == "map":
                value = [value]
            self._results += value
            self._numbers += [number] * len(value)
            return True
        self._fail(number, attempt, error)
        return self._goes_on

    def _fail(self, number, attempts, error):
        self._failures.append((number, attempts, _told(error)))

    def _fail_all(self, numbers, error):
        why = _told(error)
        self._failures += [(number, 1, why) for number in numbers]

    def _part(self, number, partial, last):
        batches = self._packed()
        return (batches, sum(map(len, batches)), number, partial, self._failures, self._retried,
                perf_counter() - self._since, last)

    def _packed(self):
        """Return the results in batches. What cannot be sent is a failure of its item."""
        results, size = self._results, self._size
        try:
            return [batch(results[first:first + size]) for first in range(0, len(results), size)]
        except Exception:
            return self._packed_singly()

    def _packed_singly(self):
        batches = []
        for number, result in zip(self._numbers, self._results):
            try:
                batches.append(batch([result]))
            except Exception as error:
                self._fail(number, 1, error)
                if not self._goes_on:
                    break
        return batches


def serve_generator(given, receiver, sender):
    """Run a function over all items that a channel brings, and send each of its results; return what went wrong or None.

    `given` is a list of the function: in a list, functions of a program's own go as those with which they share globals.
    """
    def items():
        for some in receiver:
            yield from some.open()

    (function,) = given
    try:
        for result in function(items()):
            sender.send(batch([result]))
    except BaseException as error:
        return _told(error)
    finally:
        sender.close()


def serve_coroutines(given, receiver, sender):
    """Run a coroutine function for each item that a channel brings, some at a time, in an event loop of its own.

    What comes is (ticket, batch); the answer to each is (ticket, batches of results, how many, failures, retried,
    seconds), where failures are as in a Worker's parts. `given` is [function, tries, delay, concurrency].
    """
    import asyncio
    try:
        asyncio.run(_Coroutines(*given, receiver, sender).serve())
    finally:
        sender.close()


class _Coroutines:
    """A coroutine function at work."""

    def __init__(self, function, tries, delay, concurrency, receiver, sender):
        self._function = function
        self._tries = tries
        self._delay = delay
        self._concurrency = concurrency
        self._receiver = receiver
        self._sender = sender

    async def serve(self):
        """Do what comes, until there is nothing more."""
        import asyncio
        room = asyncio.Semaphore(self._concurrency)
        async with asyncio.TaskGroup() as group:
            async for ticket, some in self._receiver:
                places = min(self._concurrency, len(some))
                for _ in range(places):
                    await room.acquire()
                group.create_task(self._together(ticket, some, room, places))

    async def _together(self, ticket, some, room, places):
        import asyncio
        started = perf_counter()
        results, failures, retried = {}, [], 0
        try:
            items = some.open()
        except Exception as error:
            why = _told(error)
            failures = [(number, 1, why) for number in range(len(some))]
        else:
            retried = sum(await asyncio.gather(*(self._one(item, number, results, failures) for number, item in enumerate(items))))
        batches = [results[number] for number in sorted(results)]
        await self._sender.send_async((ticket, batches, len(batches), failures, retried, perf_counter() - started))
        for _ in range(places):
            room.release()

    async def _one(self, item, number, results, failures):
        """Do an item; return how often it was tried again."""
        attempt = 0
        while True:
            attempt += 1
            try:
                results[number] = batch([await self._function(item)])
                return attempt - 1
            except Exception as error:
                if attempt == self._tries:
                    failures.append((number, attempt, _told(error)))
                    return attempt - 1
            except (SystemExit, KeyboardInterrupt) as error:
                # Raised in a task, they would end the loop instead of being told.
                failures.append((number, attempt, _told(error)))
                return attempt - 1
            if self._delay:
                import asyncio
                await asyncio.sleep(self._delay)


# The worker of this interpreter.
_here = []


def set_up(given, progress):
    """Make the worker of this interpreter, from [kind, function, tries, delay, goes on, initializer, its arguments].

    Return what went wrong with its initializer, or None. See serve_generator() for why these are a list.
    """
    *of_worker, initializer, initargs = given
    failure = initialize([initializer, initargs])
    if failure is None:
        _here[:] = [Worker(*of_worker, progress)]
    return failure


def initialize(given):
    """Call an initializer, if there is one, of [initializer, its arguments]; return what went wrong with it, or None."""
    initializer, initargs = given
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException as error:
            return _told(error)


def begin(batches, start, passed, size):
    """As Worker.begin()."""
    return _here[0].begin(batches, start, passed, size)


def go_on():
    """As Worker.go_on()."""
    return _here[0].go_on()
