"""What a message takes by shape of its value: python codec.py SECONDS [SHAPE ...]

Prints `shape.kind=seconds` for one message both ways, by processor time. On CPython the kind is `pickle`; on Atoll `copy`, what
goes within the process, `bytes`, what goes elsewhere, `pickle`, and where there is something to give away `move`.
"""

import array
import collections
import datetime
import gc
import pickle
import sys
import time

try:
    from atoll import messages
except ImportError:
    messages = None


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def tree(depth):
    return {"left": tree(depth - 1), "right": tree(depth - 1), "value": depth} if depth else None


def ten_keys(i=0):
    return {"id": 1000 + i, "name": "some name", "price": 2.5, "count": 7, "active": True, "note": None, "city": "Utrecht",
            "zip": "3511", "level": 3, "score": 0.25}


SHAPES = {
    "ten_key_dict": ten_keys,
    "dicts_1000": lambda: [ten_keys(i) for i in range(1000)],
    "ints_200000": lambda: list(range(200_000)),
    "floats_100000": lambda: [i / 7 for i in range(100_000)],
    "strings_10000": lambda: [f"string number {i}" for i in range(10_000)],
    "str_1MB": lambda: "abcdefgh" * 125_000,
    "str_not_ascii_100KB": lambda: "añ€b" * 25_000,
    "bytes_1MB": lambda: bytes(1_000_000),
    "bytearray_1MB": lambda: bytearray(1_000_000),
    "array_1MB": lambda: array.array("d", bytes(1_000_000)),
    "lists_of_2": lambda: [[i, i] for i in range(10_000)],
    "lists_of_tuples": lambda: [(i, str(i)) for i in range(10_000)],
    "nested_list_100": lambda: nested(100),
    "tree_of_dicts": lambda: tree(10),
    "dict_10000": lambda: {f"key{i}": i for i in range(10_000)},
    "int_keys_10000": lambda: {i: i for i in range(10_000)},
    "tuple_keys_1000": lambda: {(i, "a"): i for i in range(1000)},
    "set_10000": lambda: set(range(10_000)),
    "frozenset_1000": lambda: [frozenset(range(1000))],
    "deque_10000": lambda: collections.deque(range(10_000)),
    "instances_1000": lambda: [Point(i, [i]) for i in range(1000)],
    "slotted_1000": lambda: [Slotted(i, i) for i in range(1000)],
    "shared_1000": lambda: [shared] * 1000,
    "datetimes_1000": lambda: [datetime.datetime(2026, 1, 1, 0, 0, i % 60) for i in range(1000)],
    "ordered_dict": lambda: collections.OrderedDict((f"k{i}", i) for i in range(100)),
    "big_ints_1000": lambda: [10**40 + i for i in range(1000)],
    "mixed": lambda: {"list": [1, 2.5, "x", None], "tuple": (1, [2]), "set": {1, 2}, "bytes": b"abc", "dict": {"a": {"b": []}}},
    "empty_list": list,
}
shared = [1, 2, 3]
MOVED = {"ints_1000000": lambda: list(range(1_000_000)), "made_1000000": lambda: [i for i in range(1_000_000)],
         "bytearray_8MB": lambda: bytearray(8_000_000)}


def nested(depth):
    x = []
    for _ in range(depth):
        x = [x]
    return x


def best(work, seconds):
    """The least processor time of one call, in rounds that last about a hundredth of a second."""
    count = 1
    while True:
        before = time.process_time()
        for _ in range(count):
            work()
        took = time.process_time() - before
        if took > .01:
            break
        count = max(count + 1, min(count * 10, int(count * .015 / took) if took else count * 10))
    least = took / count
    end = time.process_time() + seconds
    while time.process_time() < end:
        before = time.process_time()
        for _ in range(count):
            work()
        least = min(least, (time.process_time() - before) / count)
    return least


def best_move(make, seconds, move):
    """The least wall time of moving one of a hundred, which can be done once only."""
    least = float("inf")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        values = [make() for _ in range(3)]
        gc.collect()
        for value in values:
            before = time.perf_counter()
            move(value)
            least = min(least, time.perf_counter() - before)
    return least


def main(seconds, *names):
    for name, make in SHAPES.items():
        if names and name not in names:
            continue
        value = make()
        kinds = {"pickle": lambda: pickle.loads(pickle.dumps(value, 5))}
        if messages:
            kinds["copy"] = lambda: messages.copy(value)
            kinds["bytes"] = lambda: messages.loads(messages.dumps(value), trusted=True)
        for kind, work in kinds.items():
            print(f"{name}.{kind}={best(work, seconds)}", flush=True)
    if messages:
        for name, make in MOVED.items():
            if names and name not in names:
                continue
            print(f"{name}.copy={best_move(make, seconds, messages.copy)}", flush=True)
            print(f"{name}.move={best_move(make, seconds, messages.move)}", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]), *sys.argv[2:])
