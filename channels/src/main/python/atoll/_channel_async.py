"""Coroutines and channels: how tasks wait. Imported by those programs only that use the async forms.

Nothing is handed to a task that waits. Its future tells that it may be worth while to look, and it takes what it finds when
it runs; so a task that is cancelled before has taken nothing.
"""

import asyncio

from _atoll_channels import _PENDING, _seconds, ChannelClosed, Selector, TooSlow


def _finish(waiter):
    if not waiter.done():
        waiter.set_result(None)


async def _wait(end, attempt, due=None, mail=None):
    """What attempt() gives, once that is not PENDING; due() tells for how many seconds there is nothing to look for, and mail is
    told of the tasks of an actor that have nothing to do but to wait."""
    loop = asyncio.get_running_loop()
    lobby = end._lobby(loop)
    again = False
    while True:
        waiter = loop.create_future()
        alarm = None
        lobby.enter(waiter, again)
        if mail is not None:
            mail.waits(waiter)
        try:
            # What came before it waited has woken nobody.
            got = attempt()
            if got is not _PENDING:
                return got
            if due is not None and (seconds := due()) is not None:
                alarm = loop.call_later(seconds, _finish, waiter)
            await waiter
            got = attempt()
            if got is not _PENDING:
                return got
        finally:
            if alarm is not None:
                alarm.cancel()
            lobby.leave(waiter)
            if mail is not None:
                mail.waited(waiter)
        again = True


async def _wait_within(seconds, failure, *what):
    """As _wait(*what), for so many seconds unless that is None; then failure is what the TimeoutError says."""
    if seconds is None:
        return await _wait(*what)
    try:
        async with asyncio.timeout(seconds) as limit:
            return await _wait(*what)
    except TimeoutError:
        if limit.expired():
            raise TimeoutError(failure) from None
        raise


async def send(sender, item, timeout, priority, move):
    seconds = _seconds(timeout)
    outgoing = sender._pack(item, priority, move)
    try:
        if outgoing.attempt() is _PENDING:
            await _wait_within(seconds, "there was no room in time", sender, outgoing.attempt)
    finally:
        outgoing.drop()


async def recv(receiver, timeout):
    seconds = _seconds(timeout)
    got = receiver._poll()
    if got is _PENDING:
        got = await _wait_within(seconds, "nothing has come in time", receiver, receiver._poll)
    return got


async def next_of(receiver):
    try:
        return await recv(receiver, None)
    except TooSlow:
        raise
    except ChannelClosed:
        if receiver.closed:
            raise
        raise StopAsyncIteration from None


async def select(selector, timeout):
    seconds = _seconds(timeout)
    mail = selector._mail()
    if mail is not None:
        mail.looks()
    got = selector._poll()
    if got is _PENDING:
        got = await _wait_within(seconds, "nothing has come in time", selector, selector._poll, selector._due, mail)
    return got


async def select_once(ends, timeout):
    with Selector(*ends) as selector:
        return await select(selector, timeout)


async def next_of_selector(selector):
    try:
        return await select(selector, None)
    except ChannelClosed:
        raise StopAsyncIteration from None
