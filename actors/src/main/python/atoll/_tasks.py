"""What the workers of atoll.parallel run: imported in their interpreters, and kept small for that."""

from time import perf_counter

# The function of the present piece of work.
_at_work = []


def begin(function):
    """Take the function of a new piece of work."""
    _at_work[:] = [function]


def end():
    """Let go of the function."""
    _at_work.clear()


def each(items):
    """Call the function with each item; return the seconds it took, the results, and what went wrong or None."""
    (function,) = _at_work
    results = []
    started = perf_counter()
    try:
        for item in items:
            results.append(function(item))
    except BaseException as error:
        return perf_counter() - started, results, told(error)
    return perf_counter() - started, results, None


def spread(items):
    """As each(), where every item is a tuple of arguments."""
    (function,) = _at_work
    results = []
    started = perf_counter()
    try:
        for item in items:
            results.append(function(*item))
    except BaseException as error:
        return perf_counter() - started, results, told(error)
    return perf_counter() - started, results, None


def count_each(items):
    """As each(), but return no results, only how many there were."""
    (function,) = _at_work
    done = 0
    started = perf_counter()
    try:
        for item in items:
            function(item)
            done += 1
    except BaseException as error:
        return perf_counter() - started, done, told(error)
    return perf_counter() - started, done, None


def count_spread(items):
    """As spread(), but return no results, only how many there were."""
    (function,) = _at_work
    done = 0
    started = perf_counter()
    try:
        for item in items:
            function(*item)
            done += 1
    except BaseException as error:
        return perf_counter() - started, done, told(error)
    return perf_counter() - started, done, None


def fold(items):
    """Reduce the items to one; return the seconds it took, that one, and what went wrong or None."""
    (function,) = _at_work
    started = perf_counter()
    done = 0
    value = items[0]
    try:
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
