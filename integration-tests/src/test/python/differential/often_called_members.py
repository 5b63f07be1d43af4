"""Built-in functions and methods give the same the first time and the thousandth, however they are called."""

import collections
import math
import operator


class Words(dict):
    pass


def outcome(call):
    try:
        return repr(call())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def calls():
    words, numbers = Words(a=1), [3, 1, 2]
    get, unbound = words.get, dict.get
    yield "bound", lambda: (get("a"), get("b"), get("b", 0))
    yield "bound, wrong", lambda: get()
    yield "bound, too many", lambda: get(1, 2, 3)
    yield "bound, many", lambda: get(1, 2, 3, 4, 5)
    yield "bound, keyword", lambda: {}.get("a", default=2)
    yield "unbound", lambda: (unbound(words, "a"), unbound(words, "b", 0))
    yield "unbound, nothing", lambda: unbound()
    yield "unbound, wrong receiver", lambda: unbound([], "a")
    yield "unbound, too many", lambda: unbound(words, 1, 2, 3, 4)
    yield "method", lambda: (words.get("a"), words.pop("zz", None), "a,b".split(","), "a b".split(maxsplit=1))
    yield "method, wrong", lambda: words.pop()
    yield "method, unhashable", lambda: words.get([])
    yield "next", lambda: [next(it) for it in [iter(numbers)] for _ in range(3)]
    yield "next, exhausted", lambda: iter(()).__next__()
    yield "next, unbound", lambda: type(iter(())).__next__(iter(()))
    yield "function", lambda: (len(numbers), max(1, 2), max(numbers, key=operator.neg), math.gcd(4, 6, 8), sum(numbers, 1))
    yield "function, wrong", lambda: len()
    yield "function, of the wrong type", lambda: len(5)
    yield "function, keyword", lambda: len(obj=[])
    yield "new", lambda: (int("7"), int(), int("11", 2), dict(a=1), list("ab"), str(b"x", "ascii"), Words(b=2), float("2"))
    yield "new, wrong", lambda: float("7", 2)
    yield "new, of a subclass", lambda: int.__new__(bool, 1)
    yield "class method", lambda: (dict.fromkeys("ab"), Words.fromkeys("a", 1), bytes.fromhex("00ff"), int.from_bytes(b"\x01\x00"))
    yield "static method", lambda: str.maketrans("a", "b", "c")
    yield "slots", lambda: (words["a"], words == {"a": 1}, hash("") == hash(""), "a" in words, -numbers[0], numbers + [1])
    yield "slots, wrong", lambda: words["missing"]
    yield "star", lambda: (max(*numbers), "{} {k}".format(1, **{"k": 2}), print(end="", *[]))
    yield "deque", lambda: collections.deque([1, 2], maxlen=1).append(3)


for name, call in calls():
    first = outcome(call)
    others = {outcome(call) for _ in range(1_000)}
    print(name, first, others == {first})
