"""concurrent.interpreters: modules and globals are each interpreter's own, values cross as copies."""

import sys
from concurrent import interpreters


def add(a, b=1, *rest, key=0):
    return a + b + sum(rest) + key


def echo(value):
    return value


def module_state():
    import json
    json.marker = getattr(json, "marker", 0) + 1
    return json.marker


def main():
    first, second = interpreters.create(), interpreters.create()
    print(interpreters.get_main().id, interpreters.get_current().id == interpreters.get_main().id)
    print(len(interpreters.list_all()), first == second, first == interpreters.Interpreter(first.id))
    print(first.is_running(), interpreters.get_main().is_running(), first.whence)

    first.exec("x = 1")
    second.exec("x = 2")
    first.exec("print('first', x, __name__)")
    second.exec("print('second', x)")
    first.prepare_main(y=5, z="text", t=(1, (2.5, None)))
    first.exec("print(y, z, t)")

    print(first.call(add, 1), first.call(add, 1, 2, 3, key=4))
    for value in 1, -2 ** 100, 1.5, "s\u00e9\ud800", b"b", None, True, (1, 2), [1, [2]], {"a": {1, 2}}, frozenset({3}), 1j:
        back = first.call(echo, value)
        print(ascii(back), type(back).__name__, back == value)
    print(first.call(module_state), first.call(module_state), second.call(module_state), module_state())

    original = [1, 2]
    copy = first.call(echo, original)
    copy.append(3)
    print(original, copy)

    thread = first.call_in_thread(print, "from a thread")
    thread.join()
    for value in print, [].append, (x for x in ()), sys, iter([]):
        print(type(value).__name__, interpreters.is_shareable(value))
    first.close()
    second.close()
    print(len(interpreters.list_all()))


if __name__ == "__main__":
    main()
