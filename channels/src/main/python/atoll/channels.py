"""Channels: items from those who send to those who receive, between threads, tasks and interpreters.

    from atoll.channels import channel, select

    tx, rx = channel(maxsize=100)
    tx.send({"any": ["value", "that", "can", "be", "sent"]})
    rx.recv()

The ends can be sent to other interpreters, as arguments of calls or as items. The documentation is docs/channels.md of
Atoll.
"""

from _atoll_channels import *
from _atoll_channels import __dict__ as _names
from _atoll_channels import _seconds

__all__ = sorted([name for name in _names if not name.startswith("_")] + ["Request", "request", "request_async", "serve"])
del _names


class Request:
    """What request() sends: an item that is to be answered, once, by reply() or fail()."""

    __slots__ = {"item": "what is asked", "_answer": None}

    def __init__(self, item, answer):
        if not isinstance(answer, Sender):
            raise TypeError(f"a Request is answered by a Sender, not {type(answer).__name__}; request() makes both")
        self.item = item
        self._answer = answer

    def reply(self, value=None):
        """Answer with a value. Raises ChannelClosed where nobody waits for it any more, or it was answered."""
        self._give(True, value)

    def fail(self, error):
        """Answer with an exception, which request() raises; where it cannot be sent, with a ChannelError that describes it."""
        if not isinstance(error, BaseException):
            raise TypeError(f"fail() takes an exception, not {type(error).__name__}")
        try:
            self._give(False, error)
        except TypeError:
            self._give(False, ChannelError(f"{type(error).__name__}: {error}"))

    def _give(self, succeeded, value):
        if self._answer.closed:
            raise ChannelClosed("this request has been answered")
        self._answer.send_nowait((succeeded, value))
        self._answer.close()

    def __reduce__(self):
        return Request, (self.item, self._answer)

    def __repr__(self):
        return f"Request({self.item!r})"


def _result(answer):
    succeeded, value = answer
    if succeeded:
        return value
    raise value


def _check_sender(sender):
    if not isinstance(sender, Sender):
        raise TypeError(f"requests are sent by a Sender, not {type(sender).__name__}")


def _countdown(timeout):
    """A function that gives what is left of a timeout, which begins now."""
    seconds = _seconds(timeout)
    if seconds is None:
        return lambda: None
    from time import monotonic
    end = monotonic() + seconds
    return lambda: max(0.0, end - monotonic())


def request(sender, item, timeout=None):
    """Send a Request by a channel and wait for the answer, for timeout seconds unless that is None.

    Raises what fail() was given, TimeoutError, and ChannelClosed where there will be no answer: since nobody receives, or
    whoever had the request has ended or dropped it. Others answer by serve(), or receive the Request:

        request(sender, 10, timeout=2)
    """
    _check_sender(sender)
    left = _countdown(timeout)
    mine, answer = channel(1)
    with answer:
        sender.send(Request(item, mine), left())
        mine.close()
        return _result(answer.recv(left()))


async def request_async(sender, item, timeout=None):
    """As request(), with the same arguments and errors, for coroutines: `answer = await request_async(sender, item)`."""
    _check_sender(sender)
    left = _countdown(timeout)
    mine, answer = channel(1)
    with answer:
        await sender.send_async(Request(item, mine), left())
        mine.close()
        return _result(await answer.recv_async(left()))


def serve(receiver, function):
    """Answer the requests that come with what function(item) returns or raises, until the channel is closed.

        serve(receiver, lambda item: item * 2)
    """
    if not isinstance(receiver, Receiver):
        raise TypeError(f"serve() takes a Receiver, not {type(receiver).__name__}")
    if not callable(function):
        raise TypeError(f"serve() takes a function to call with what is asked, not {type(function).__name__}")
    for asked in receiver:
        try:
            result = function(asked.item)
        except Exception as error:
            _answer(asked.fail, error)
            continue
        try:
            _answer(asked.reply, result)
        except TypeError as error:  # it cannot be sent
            _answer(asked.fail, error)


def _answer(give, value):
    try:
        give(value)
    except ChannelClosed:
        pass  # nobody waits any more
