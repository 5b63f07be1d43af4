"""What the workers of atoll.parallel run: imported in their interpreters, and kept small for that."""

from time import perf_counter

# The function of the present piece of work, and the index from which on its chunks are called off.
_at_work = []


def begin(function, end):
    """Take the function of a new piece of work, and the number that says from which index on its chunks are called off."""
    _at_work[:] = function, end


def end():
    """Let go of the function."""
    _at_work.clear()


def _function(index):
    """Return the function for the chunk of this index. One that was called off before it came here has nobody to interrupt it."""
    function, end = _at_work
    if index >= end.get():
        raise KeyboardInterrupt("called off")
    return function


def each(items, index):
    """Call the function with each item of the chunk of this index; return the seconds it took, the results, and what went wrong or None."""
    results = []
    started = perf_counter()
    try:
        function = _function(index)
        for item in items:
            results.append(function(item))
    except BaseException as error:
        return perf_counter() - started, results, told(error)
    return perf_counter() - started, results, None


def spread(items, index):
    """As each(), where every item is a tuple of arguments."""
    results = []
    started = perf_counter()
    try:
        function = _function(index)
        for item in items:
            results.append(function(*item))
    except BaseException as error:
        return perf_counter() - started, results, told(error)
    return perf_counter() - started, results, None


def count_each(items, index):
    """As each(), but return no results, only how many there were."""
    done = 0
    started = perf_counter()
    try:
        function = _function(index)
        for item in items:
            function(item)
            done += 1
    except BaseException as error:
        return perf_counter() - started, done, told(error)
    return perf_counter() - started, done, None


def count_spread(items, index):
    """As spread(), but return no results, only how many there were."""
    done = 0
    started = perf_counter()
    try:
        function = _function(index)
        for item in items:
            function(*item)
            done += 1
    except BaseException as error:
        return perf_counter() - started, done, told(error)
    return perf_counter() - started, done, None


def fold(items, index):
    """Reduce the items to one; return the seconds it took, that one, and what went wrong or None."""
    started = perf_counter()
    done = 0
    value = items[0]
    try:
        function = _function(index)
        for done in range(1, len(items)):
            value = function(value, items[done])
    except BaseException as error:
        return perf_counter() - started, done, told(error)
    return perf_counter() - started, value, None


def told(error):
    """Return an exception as it can be sent: itself, if it survives the way, its type and words, and its traceback."""
    import pickle
    import traceback

    from _atoll_interpreters import is_sendable

    inner = error.__traceback__.tb_next  # Without the frame of the loop above.
    text = "".join(traceback.format_exception(type(error), error, inner)).rstrip()
    words = "".join(traceback.format_exception_only(error)).rstrip()
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = None
    if not is_sendable(error):
        error = None
    return error, words, text
