"""Interpreters that can be interrupted, limited and ended.

This is `concurrent.interpreters`, all of whose names are here too, and what CPython's lacks:

    from atoll import interpreters

    with interpreters.create(limits={'memory': '64MB', 'cpu': 10}) as interp:
        interp.call(work, timeout=2)

`Interpreter` is a subclass of CPython's. Docs: docs/interpreters.md.
"""

import _atoll_interpreters as _control
import _interpreters as _builtin
import concurrent.interpreters as _interpreters
from concurrent.interpreters import (
    ExecutionFailed, InterpreterError, InterpreterNotFoundError, NotShareableError,
    Queue, QueueEmpty, QueueFull, create_queue, is_shareable,
)
from atoll._units import size as _size, with_unit as _with_unit
from _atoll_interpreters import (
    DeadlineExceeded, Interrupted, InterpreterKilledError, LimitExceeded,
)

__all__ = [
    'get_current', 'get_main', 'create', 'list_all', 'is_shareable',
    'Interpreter', 'Limits', 'Stats',
    'InterpreterError', 'InterpreterNotFoundError', 'ExecutionFailed',
    'NotShareableError', 'InterpreterKilledError',
    'Interrupted', 'DeadlineExceeded', 'LimitExceeded',
    'create_queue', 'Queue', 'QueueEmpty', 'QueueFull',
]

_NANOS = 1_000_000_000
_TIME_UNITS = {
    'ns': 1e-9, 'us': 1e-6, 'µs': 1e-6, 'ms': 1e-3, 's': 1, 'sec': 1, 'min': 60, 'm': 60, 'h': 3600, 'd': 86400,
}


def _seconds(name, value):
    """A time in nanoseconds."""
    if isinstance(value, str):
        seconds = _with_unit(name, value, _TIME_UNITS, "'1.5s', '200ms' or '2min'")
    elif hasattr(value, 'total_seconds'):
        seconds = value.total_seconds()
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f'{name} must be a number of seconds, a timedelta, or a text such as '
                        f"'200ms', not {type(value).__name__}")
    else:
        seconds = value
    if not 0 < seconds < 2 ** 63 / _NANOS:
        raise ValueError(f'{name} must be more than 0 seconds and finite, got {value!r}')
    return max(1, round(seconds * _NANOS))


def _count(name, value, least):
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f'{name} must be an int, not {type(value).__name__}')
    if not least <= value < 2 ** 31:
        raise ValueError(f'{name} must be at least {least} and less than 2**31, got {value!r}')
    return value


class Limits:
    """What an interpreter may use. None, which every limit is unless given, is no limit.

    cpu         time for which its code may run, all its threads and calls together
    wall        time for which it may be at work, waiting included, all calls together
    memory      what its objects may take
    recursion   depth of calls; sys.setrecursionlimit() cannot go beyond it
    threads     threads at a time, besides the one that does the work it is asked for
    open_files  files, sockets and pipes open at a time
    mailbox     messages that wait at a time, where it is an actor
    grace       time to clean up in, 1 second unless given: after an interrupt by a
                deadline, and when time is used up, before it is ended by force

    Times are numbers of seconds, timedeltas, or texts such as '200ms' or '2min'. The memory
    is a number of bytes, or a text such as '64MB' or '1.5GiB'. A Limits object does not
    change; replace() makes a changed copy.
    """

    __slots__ = ('cpu', 'wall', 'memory', 'recursion', 'threads', 'open_files', 'mailbox', 'grace')
    __match_args__ = __slots__

    def __init__(self, *, cpu=None, wall=None, memory=None, recursion=None, threads=None,
                 open_files=None, mailbox=None, grace=1.0):
        set = super().__setattr__
        set('cpu', None if cpu is None else _seconds('cpu', cpu) / _NANOS)
        set('wall', None if wall is None else _seconds('wall', wall) / _NANOS)
        set('memory', None if memory is None else _size('memory', memory))
        set('recursion', None if recursion is None else _count('recursion', recursion, 1))
        set('threads', None if threads is None else _count('threads', threads, 0))
        set('open_files', None if open_files is None else _count('open_files', open_files, 0))
        set('mailbox', None if mailbox is None else _count('mailbox', mailbox, 0))
        set('grace', 0.0 if isinstance(grace, (int, float)) and grace == 0 else _seconds('grace', grace) / _NANOS)

    def __setattr__(self, name, value):
        raise AttributeError(f'a Limits object does not change; make another with replace({name}=...)')

    def __delattr__(self, name):
        raise AttributeError('a Limits object does not change')

    def _values(self):
        return tuple(getattr(self, name) for name in self.__slots__)

    def replace(self, **changes):
        """Return a copy with some of the limits changed."""
        return type(self)(**dict(zip(self.__slots__, self._values())) | changes)

    __replace__ = replace

    def __eq__(self, other):
        return self._values() == other._values() if isinstance(other, Limits) else NotImplemented

    def __hash__(self):
        return hash(self._values())

    def __repr__(self):
        given = [f'{name}={value!r}' for name, value in zip(self.__slots__, self._values())
                 if value is not None and (name, value) != ('grace', 1.0)]
        return f'Limits({", ".join(given)})'

    def __reduce__(self):
        return _make_limits, (dict(zip(self.__slots__, self._values())),)

    def _native(self):
        cpu, wall, *others, grace = self._values()
        return (None if cpu is None else round(cpu * _NANOS), None if wall is None else round(wall * _NANOS),
                *others, round(grace * _NANOS))

    @classmethod
    def _of_native(cls, native):
        cpu, wall, *others, grace = native
        return cls(**dict(zip(cls.__slots__, (
            None if cpu is None else cpu / _NANOS, None if wall is None else wall / _NANOS, *others, grace / _NANOS))))


def _make_limits(given):
    return Limits(**given)


def _limits(given):
    if given is None or isinstance(given, Limits):
        return given
    if hasattr(given, 'keys'):
        given = dict(given)
        unknown = [name for name in given if name not in Limits.__slots__]
        if unknown:
            raise TypeError(f'there is no limit named {unknown[0]!r}; limits are {", ".join(Limits.__slots__)}')
        return Limits(**given)
    raise TypeError(f'limits must be a Limits object or a mapping such as {{"memory": "64MB"}}, '
                    f'not {type(given).__name__}')


class Stats(tuple):
    """What an interpreter has done and uses, at one moment.

    id          its number
    running     whether it is doing work
    calls       pieces of work that it has begun
    interrupts  how often its work was interrupted
    threads     its threads at present, the one at work included
    cpu         seconds for which its code has run
    wall        seconds for which it has been at work, waiting included
    age         seconds since it was made
    memory      bytes that its objects took when they were last counted; None where
                nothing limits them, since they are not counted then
    """

    __slots__ = ()
    _fields = ('id', 'running', 'calls', 'interrupts', 'threads', 'cpu', 'wall', 'age', 'memory')
    __match_args__ = _fields

    def __repr__(self):
        return f'Stats({", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self))})'

    def _asdict(self):
        """Return the figures as a dict."""
        return dict(zip(self._fields, self))


for _index, _name in enumerate(Stats._fields):
    setattr(Stats, _name, property(lambda self, _index=_index: self[_index]))
del _index, _name


class Interpreter(_interpreters.Interpreter):
    """An interpreter that can be interrupted, limited and ended.

    All that `concurrent.interpreters.Interpreter` offers, and more. As a context manager it
    is ended when the block is left: closed, or killed if it is still at work.
    """

    def __new__(cls, id, /, _whence=None, _ownsref=None):
        self = super().__new__(cls, id, _whence=_whence, _ownsref=_ownsref)
        if type(self) is _interpreters.Interpreter:
            # It was met there before: there is only one object for each.
            self.__class__ = cls
        return self

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        try:
            self.close()
        except InterpreterNotFoundError:
            pass
        except InterpreterError:
            self.kill(reason='the block that it was made for was left')

    @property
    def limits(self):
        """What it may use: a Limits object."""
        return Limits._of_native(_control.limits(self._id))

    def stats(self):
        """Return what it has done and uses: a Stats object."""
        return Stats(_control.stats(self._id))

    def interrupt(self, exception=None, *, threads=False):
        """Raise an exception in the code that it is running.

        The exception is raised at the code's next step: also where it waits, as in
        time.sleep(), for a lock, a queue, a socket, a process or another interpreter, or
        while a built-in function goes on for long. The code may catch it, and the
        interpreter is as usable afterwards as if the code had raised it itself.

        exception is a class or an instance that can be sent there, Interrupted unless
        given. With threads=True it is raised in all threads of the interpreter, not only
        in the work that it was asked for.

        Returns whether there was anything to interrupt. A second interrupt that comes
        before the first was raised takes its place.
        """
        return _control.interrupt(self._id, exception, threads)

    def kill(self, grace=1.0, *, reason='', wait=True):
        """End the interpreter, whatever it is doing.

        It takes no more work at once. What it is doing is interrupted; what still runs
        after the grace, in seconds, is ended by force: neither an except clause nor a
        finally block runs any more, and no atexit function does. Who waits for its work
        gets an InterpreterKilledError with the reason.

        Returns when it has ended, or at once with wait=False. To kill one that has ended
        does nothing.
        """
        if not isinstance(reason, str):
            raise TypeError(f'reason must be a str, not {type(reason).__name__}')
        try:
            _control.kill(self._id, grace, reason)
            if wait and self != get_current():
                _control.wait(self._id)
        except InterpreterNotFoundError:
            pass

    def wait(self, timeout=None):
        """Wait until it has ended.

        Returns why, as a text, or None if it has not after the timeout in seconds.
        """
        try:
            return _control.wait(self._id, timeout)
        except InterpreterKilledError as e:
            return e.reason
        except InterpreterNotFoundError:
            return 'it was closed'

    def exec(self, code, /, *, timeout=None):
        """Run source code in the interpreter; as in `concurrent.interpreters`.

        After timeout seconds the code is interrupted by DeadlineExceeded and TimeoutError
        raised here. Code that goes on nevertheless for the interpreter's grace (see
        Limits) takes the interpreter with it.
        """
        excinfo = _control.exec(self._id, code, timeout)
        if excinfo is not None:
            raise ExecutionFailed(excinfo)

    def call(self, callable, /, *args, timeout=None, **kwargs):
        """Call something in the interpreter; as in `concurrent.interpreters`.

        After timeout seconds the call is interrupted by DeadlineExceeded and TimeoutError
        raised here, as in exec().
        """
        res, excinfo = _control.call(self._id, callable, args, kwargs, timeout)
        if excinfo is not None:
            raise ExecutionFailed(excinfo)
        return res


def create(*, limits=None, capabilities=None, isolated=False):
    """Return a new, idle interpreter.

    limits        what it may use: a Limits object, or a mapping such as
                  {'memory': '64MB', 'cpu': 2}
    capabilities  what its code may do on this machine: a mapping such as
                  {'read': ['/data'], 'network': True}; all that it leaves out is refused.
                  Without one, the code may do what that of this interpreter may.
    isolated      whether it may do nothing on this machine at all; with capabilities, the
                  same as without
    """
    given = _limits(limits)
    id = _control.create(None if given is None else given._native(), capabilities, bool(isolated))
    return Interpreter(id, _ownsref=True)


def list_all():
    """Return all existing interpreters."""
    found = []
    for id, whence in _builtin.list_all(require_ready=True):
        try:
            found.append(Interpreter(id, _whence=whence))
        except InterpreterNotFoundError:
            # It was ended since the numbers were listed.
            pass
    return found


def get_current():
    """Return the currently running interpreter."""
    return Interpreter(_interpreters.get_current().id)


def get_main():
    """Return the main interpreter."""
    return Interpreter(_interpreters.get_main().id)
