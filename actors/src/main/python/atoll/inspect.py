"""What the interpreters of this process are doing.

    >>> from atoll import inspect
    >>> for interpreter in inspect.interpreters():
    ...     print(interpreter.id, interpreter.waiting, [t.state for t in interpreter.threads])

interpreters() gives a picture of each interpreter: its threads with their Python stacks, who holds its GIL and who waits for it,
how much waits in its mailbox, how much it has done and used. channels() tells how many items and bytes lie in channels and queues,
and who waits there; arenas() what memory they take, and who is in them. dump() writes the same for people, as `atoll dump PID` and SIGUSR1
do from outside. Looking stops nobody: what is told of code that runs is that of a moment ago.

The main interpreter sees all, any other one itself.
"""

import _atoll_inspect
from typing import NamedTuple, TextIO

__all__ = ["Frame", "Blocker", "Thread", "Interpreter", "Channel", "Arena", "Holder", "interpreters", "channels", "arenas",
           "deadlocks", "dump", "text"]


class Frame(NamedTuple):
    """A call on a thread's stack."""

    filename: str
    lineno: int
    function: str


class Blocker(NamedTuple):
    """What keeps a thread waiting.

    what names it: "a lock", "an RLock", "the GIL", "the lock of module 'json'", "the end" of a thread, "the answer" of an actor.
    interpreter and thread are the numbers of the thread that holds it or works on it, and thread_name its name; None and ""
    where that is not known. A lock that its own waiter has taken is the waiter's.
    """

    what: str
    interpreter: int | None
    thread: int | None
    thread_name: str


class Thread(NamedTuple):
    """A Python thread.

    state is "runs" (it holds the GIL), "waits for gil", "waits for processor", "lent" (it works for another interpreter, whose
    number is waits_in), or "released": it sleeps, waits for input, a lock or another thread, or computes without needing the
    GIL; then waits_in is the name of the built-in function it does that in, where that can be told, or "". blocked_by says
    what it waits for and whose doing that depends on, where that is known. stack has the innermost call first.
    """

    ident: int
    name: str
    state: str
    waits_in: str
    blocked_by: Blocker | None
    stack: tuple[Frame, ...]


class Interpreter(NamedTuple):
    """An interpreter.

    title is "main", the path of an actor, or "". running: whether it is doing work that was asked for. gil_holder is the
    ident of a thread, or None. waiting counts the messages or calls in its mailbox, calls those that it has begun. cpu_time
    and wall_time are seconds, memory is bytes; None where they are not counted.
    """

    id: int
    title: str
    running: bool
    gil_holder: int | None
    waiting: int
    calls: int
    cpu_time: float | None
    wall_time: float | None
    memory: int | None
    threads: tuple[Thread, ...]


def interpreters() -> list[Interpreter]:
    """Return a picture of every interpreter that the present one may look at, the main one first."""
    return [_interpreter(*values) for values in _atoll_inspect.interpreters()]


def _interpreter(*values):
    *fields, threads = values
    return Interpreter(*fields, tuple(_thread(*t) for t in threads))


def _thread(*values):
    *fields, blocker, stack = values
    return Thread(*fields, blocker and Blocker(*blocker), tuple(Frame(*f) for f in stack))


class Channel(NamedTuple):
    """A channel, or a queue of interpreters.

    kind is "channel", "subscription", which is what a broadcast has for one of its subscribers, or "queue"; id is its number.
    depth counts the items in it, of which there may be maxsize, None for any number; bytes is what they take, about.
    waiting_to_send and waiting_to_receive count threads and tasks, of queues those threads that do not select. senders and
    receivers are the numbers of the interpreters that have an open end; of a queue both are that of the one that made it.
    """

    kind: str
    id: int
    depth: int
    maxsize: int | None
    bytes: int
    waiting_to_send: int
    waiting_to_receive: int
    senders: tuple[int, ...]
    receivers: tuple[int, ...]


def channels() -> list[Channel]:
    """Return a picture of every channel that an interpreter has an open end of, and of every queue.

    Of the interpreters, those count that the present one may look at.
    """
    return [Channel(*values) for values in _atoll_inspect.channels()]


class Holder(NamedTuple):
    """A thread that is in an arena: the numbers of its interpreter and its own, whether it only reads, and for how many seconds."""

    interpreter: int
    thread: int
    thread_name: str
    reads: bool
    seconds: float


class Arena(NamedTuple):
    """An arena that is open.

    bytes is what the objects in it take, those included that no collection has found yet to be garbage; there may be limit.
    waiting counts the threads that wait to enter, holds how often it was entered, waits how often somebody had to wait
    for that. poisoned: whether a thread has ended within it.
    """

    name: str
    mode: str
    bytes: int
    limit: int
    waiting: int
    holds: int
    waits: int
    poisoned: bool
    holders: tuple[Holder, ...]


def arenas() -> list[Arena]:
    """Return a picture of every arena that is open, also of those without a name that nobody has any more and that are not freed yet.

    An interpreter other than the main one sees those that it is in.
    """
    return [Arena(*figures, tuple(Holder(*h) for h in holders)) for *figures, holders in _atoll_inspect.arenas()]


def deadlocks() -> list[list[tuple[int, int]]]:
    """Return the rings of threads that wait for each other, each for the next and the last for the first.

    A thread is a pair of numbers, of its interpreter and its own; one that works for another interpreter appears as both. None
    of a ring goes on unless one of its waits has a timeout or is interrupted.
    """
    return [[*ring] for ring in _atoll_inspect.deadlocks()]


def text() -> str:
    """Return what the interpreters are doing, for people."""
    return _atoll_inspect.text()


def dump(file: TextIO | None = None) -> None:
    """Write what the interpreters are doing to a text file, standard error by default."""
    import sys

    print(text(), end="", file=sys.stderr if file is None else file, flush=True)
