"""With statements: own context managers, contextlib's, locks and StringIO."""

from contextlib import ExitStack, contextmanager, suppress
from io import StringIO
from threading import Lock


class Depth:
    now = 0

    def __enter__(self):
        Depth.now += 1
        return self

    def __exit__(self, kind, value, trace):
        Depth.now -= 1
        return kind is KeyError


@contextmanager
def tagged(out, tag):
    out.append(tag)
    try:
        yield out
    finally:
        out.pop()


def run():
    lock, total, out = Lock(), 0, []
    for n in range(20_000):
        with Depth() as depth, lock:
            total += depth.now
    for n in range(5_000):
        with tagged(out, n) as inner:
            total += len(inner)
        with suppress(ZeroDivisionError):
            total += 1 // (n & 1)
        with Depth():
            raise KeyError(n)
    for n in range(2_000):
        with ExitStack() as stack, StringIO() as text:
            stack.enter_context(Depth())
            text.write("line\n")
            total += len(text.getvalue())
    return total, out
