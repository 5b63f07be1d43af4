"""Send an object of every mutable type to another interpreter: it is another object there, or it is refused.

    mutable_types.py --list FILE      write the list; run on native CPython, whose modules decide what there is
    mutable_types.py FILE             send what the list names, and print what happened to each

The list holds, for each type that builtins, types, collections, io and array offer, an expression that makes one, found
by trying arguments until the type accepts some. A type counts as immutable only if CPython itself sends its objects as
they are (`_interpreters.is_shareable`) or copy.copy answers with the same object and there is no attribute to set.
"""

import array
import builtins
import collections
import copy
import io
import sys
import types
from concurrent import interpreters

MODULES = builtins, types, collections, io, array
ARGUMENTS = ("", "[]", "[1]", "'a'", "b'a'", "'i'", "'i', [1]", "int", "dict", "len", "1", "0, 1", "[], {}", "'n', (), {}",
             "lambda: 0", "io.BytesIO(b'a')", "io.BytesIO(b'a'), io.BytesIO()", "'/dev/null'", "int, [1]", "type, int",
             "'m', [ValueError()]", "'ascii', b'', 0, 1, 'r'", "'ascii', '', 0, 1, 'r'", "'', 0, 1, 'r'", "list, int",
             "(lambda: 0).__code__, {}", "collections.UserDict.get, {}", "None, len", "classmethod, 1", "io.StringIO(), 1")
# What only running code can make; which types these are is asked of the objects themselves.
LIVE = ("(x for x in ())", "(lambda: (yield))()", "iter([])", "iter({}.items())", "{}.keys()", "sys._getframe()",
        "make_coroutine()", "make_async_generator()", "make_traceback()", "len", "[].append", "str.join", "int.__add__",
        "(1).__add__", "int.__dict__['real']", "(lambda: 0).__code__", "types.ModuleType('m')", "make_cell()", "Plain()",
        "Plain", "Slotted()", "Plain().method", "list[int]", "int | str", "memoryview(bytearray(b'ab'))", "Plain.__dict__",
        "types.SimpleNamespace(a=[1])", "collections.namedtuple('P', 'x')([1])", "Child([1])", "slice([1], 2)", "([1],)",
        "dict.fromkeys.__self__.__dict__['fromkeys']", "types.FunctionType.__dict__['__globals__']", "open('/dev/null')")
CHANGES = ("append(9)", "add(9)", "write(b'z')", "write('z')", "update({9: 9})", "__setitem__(0, 9)", "clear()",
           "__setattr__('changed', 9)", "__next__()", "pop()")


class Plain:
    def __init__(self):
        self.value = [1]

    def method(self):
        return self.value


class Slotted:
    __slots__ = ("value",)


class Child(list):
    pass


def make_cell():
    value = [1]
    return (lambda: value).__closure__[0]


def make_coroutine():
    async def coroutine():
        pass
    made = coroutine()
    made.close()
    return made


def make_async_generator():
    async def generator():
        yield
    return generator()


def make_traceback():
    try:
        raise ValueError
    except ValueError as error:
        return error.__traceback__


def is_immutable(value):
    if interpreters.is_shareable(value) and not isinstance(value, (memoryview, tuple)):
        return True
    return copy.copy(value) is value and not hasattr(value, "__dict__") and not hasattr(value, "__next__")


def try_make(expression):
    try:
        return eval(expression)
    except BaseException:
        return None


def candidates():
    for module in MODULES:
        for name, kind in sorted(vars(module).items()):
            if name.startswith("_") or not isinstance(kind, type):
                continue
            if kind is not BaseException and issubclass(kind, BaseException):
                continue
            for arguments in ARGUMENTS:
                # io takes a number for a descriptor, and would close the standard streams.
                if module is not io or not arguments[:1].isdigit():
                    yield kind, f"{module.__name__}.{name}({arguments})"
    for expression in LIVE:
        yield None, expression


def write_list(path):
    sys.stderr = io.StringIO()  # some of the attempts warn
    done, lines = set(), []
    for kind, expression in candidates():
        value = None if kind in done else try_make(expression)
        if value is None or (kind is not None and type(value) is not kind) or type(value) in done:
            continue
        done.add(type(value))
        try:
            immutable = is_immutable(value)
        except Exception:
            immutable = False
        if not immutable:
            lines.append(expression)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def state(value):
    """Describe what can be seen of an object without changing it."""
    seen = [repr(value).partition(" at 0x")[0]]
    for look in "getvalue", "tell", "__dict__":
        try:
            found = getattr(value, look)
            seen.append(repr(found() if callable(found) else found))
        except Exception:
            pass
    return seen


def change(value):
    """Change the object in every way it allows; return how many there were."""
    done = 0
    for call in CHANGES:
        try:
            eval("value." + call)
            done += 1
        except Exception:
            pass
    return done


def send(interpreter, value, expression):
    before = state(value)
    try:
        changes = interpreter.call(change, value)
    except Exception as error:
        return f"refused: {type(error).__name__}"
    if state(value) != before:
        return f"CHANGED FROM OUTSIDE: {before} {state(value)}"
    return "arrives as another object" if changes else "arrives"


def main(path):
    interpreter = interpreters.create()
    with open(path, encoding="utf-8") as file:
        for expression in file.read().split("\n"):
            try:
                value = eval(expression)
            except Exception as error:
                print(f"{expression}: cannot be made: {type(error).__name__}")
                continue
            print(f"{expression}: {send(interpreter, value, expression)}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--list":
        write_list(sys.argv[2])
    else:
        main(sys.argv[1])
