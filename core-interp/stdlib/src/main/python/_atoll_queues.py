"""Methods of concurrent.interpreters.Queue that wait until they are woken.

CPython's own look again every hundredth of a second, and take timeouts as whole seconds. `_interpqueues` puts these in
their place when it is told of the class.
"""

import _interpqueues


def _helpers():
    from concurrent.interpreters import _queues
    return _queues


def put(self, obj, block=True, timeout=None, *, unbounditems=None, _delay=None):
    """Add the object's data to the queue.

    While the queue is full, wait for room, if need be for `timeout` seconds; with block=False, or when the time is over,
    raise QueueFull. `unbounditems` says what becomes of the item when this interpreter is destroyed; by default the
    queue decides. `_delay` is accepted and of no use.
    """
    unboundop = -1 if unbounditems is None else _helpers()._serialize_unbound(unbounditems)[0]
    if block:
        _interpqueues.wait_put(self._id, obj, unboundop, timeout)
    else:
        _interpqueues.put(self._id, obj, unboundop)


def get(self, block=True, timeout=None, *, _delay=None):
    """Return the next object of the queue.

    While the queue is empty, wait for one, if need be for `timeout` seconds; with block=False, or when the time is over,
    raise QueueEmpty. `_delay` is accepted and of no use.
    """
    item, unboundop = _interpqueues.wait_get(self._id, timeout) if block else _interpqueues.get(self._id)
    return item if unboundop is None else _helpers()._resolve_unbound(unboundop)


put.__qualname__ = "Queue.put"
get.__qualname__ = "Queue.get"
put.__module__ = get.__module__ = "concurrent.interpreters._queues"
