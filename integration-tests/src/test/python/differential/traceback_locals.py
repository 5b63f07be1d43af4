"""The variables of frames that an exception has passed, as post-mortem debuggers show them."""

import contextlib
import gc
import sys
import traceback
import weakref


def show(exception):
    tb = exception.__traceback__
    while tb:
        variables = dict(tb.tb_frame.f_locals)
        if tb.tb_frame.f_code.co_name != "<module>":
            print(tb.tb_frame.f_code.co_name, sorted(f"{k}={v}" for k, v in variables.items() if k != "error" and not callable(v)))
        tb = tb.tb_next


def parameters(a, b, /, c=3, *rest, d=4, **named):
    raise ValueError(a)


def variables(n):
    text = ""
    for i in range(n):
        text += str(i) * 150
    text = len(text)
    squares = [i * i for i in range(n)]
    unbound = None
    del unbound
    return parameters(n, text, d=squares, e=5)


def closure(n):
    shared = n + 1

    def inner(m):
        return variables(m + shared)

    return inner(1)


def many():
    a = b = c = d = e = f = g = h = i = j = 1
    k, l = 2.5, 1 << 80
    return closure(k.is_integer())


def generator(n):
    count = n
    yield count
    yield many()


def with_block():
    entered = "entered"
    with contextlib.nullcontext(7) as seven:
        try:
            for item in generator(2):
                last = item
        finally:
            done = True


def catches(n):
    before = n
    try:
        number = int("x")
    except ValueError as error:
        show(error)


class Holder:
    def __init__(self):
        self.value = 1

    def method(self):
        return valu  # noqa: F821


try:
    with_block()
except ValueError as error:
    show(error)
    lines = traceback.TracebackException.from_exception(error, capture_locals=True).format()
    print("".join(line for line in lines if "<module>" not in line and "inner = " not in line))
    tb = error.__traceback__
    traceback.clear_frames(tb)
    while tb.tb_next:
        tb = tb.tb_next
    print("cleared:", dict(tb.tb_frame.f_locals))
catches(3)
try:
    Holder().method()
except NameError as error:
    print("".join(traceback.format_exception_only(error)).strip())


def dropped():
    kept = Holder()
    reference = weakref.ref(kept)
    try:
        raise KeyError
    except KeyError:
        pass
    del kept
    for _ in range(10):
        gc.collect()
        if reference() is None:
            return True
    return False


print("dropped:", dropped())


def set_afterwards():
    value = 1
    raise ValueError


try:
    set_afterwards()
except ValueError as error:
    inner = error.__traceback__.tb_next.tb_frame
    inner.f_locals["value"] = 2
    inner.f_locals["new"] = 3
    print(inner.f_locals["value"], sorted(inner.f_locals.items()), len(inner.f_locals))
    print(sys.exception() is error, error.__traceback__.tb_frame.f_locals is globals())
