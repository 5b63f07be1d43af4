"""Bytes from anybody, as messages: each gives a value or ValueError, soon, in little memory, and no class but known ones.

    ./atoll integration-tests/src/test/python/messages/hostile.py [INPUTS [SEED]]

A third are random bytes with the right header, the rest encodings of the graphs of graphs.py with some bytes changed, taken
out, doubled or put together from two. A failure names the seed of its input, which replays it.
"""

import os
import random
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import array
import collections
import datetime

import graphs
from atoll import messages

#: The longest that one input may take, in seconds of processor time: a collection of garbage may fall into it.
SLOWEST = 5.0
KNOWN = {type(None), bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, collections.deque,
         collections.OrderedDict, array.array, type(...), type(NotImplemented), type, datetime.date, datetime.time,
         datetime.datetime, datetime.timedelta, datetime.timezone}


def mutate(r, samples):
    data = bytearray(r.choice(samples))
    for _ in range(r.choice((1, 1, 2, 3, 8))):
        at = r.randrange(min(4 if r.random() < .98 else 0, len(data)), len(data) + 1)
        kind = r.randrange(6)
        if kind == 0 and at < len(data):
            data[at] = r.randrange(256)
        elif kind == 1 and at < len(data):
            data[at] ^= 1 << r.randrange(8)
        elif kind == 2:
            del data[at:at + r.randint(1, 9)]
        elif kind == 3:
            data[at:at] = r.choice((b"\xff\xff\xff\xff\x07", b"\xff\xff\xff\xff\x0f", b"\x80\x80\x80\x80\x08", r.randbytes(r.randint(1, 4))))
        elif kind == 4:
            data[at:at] = data[at:at + r.randint(1, 30)]
        else:
            other = r.choice(samples)
            data[at:] = other[r.randrange(4, len(other) + 1):]
    return bytes(data)


def check(value):
    """That nothing is of any class but those that messages of plain data have."""
    seen = set()
    todo = [value]
    while todo:
        x = todo.pop()
        if id(x) in seen or isinstance(x, (int, str, bytes)):
            continue
        seen.add(id(x))
        kind = type(x)
        if kind not in KNOWN and not issubclass(kind, BaseException) or kind.__module__ == "__main__":
            raise AssertionError(f"a {kind} came of bytes")
        if isinstance(x, dict):
            todo.extend(x)
            todo.extend(x.values())
        elif isinstance(x, (list, tuple, set, frozenset, collections.deque)):
            todo.extend(x)
        elif isinstance(x, BaseException):
            todo.extend(x.args)


def main(inputs=1_000_000, seed=1):
    samples = [messages.dumps(graphs.Maker(number).value()) for number in range(400)]
    samples.append(messages.dumps(collections.OrderedDict(one=1, two=[2])))
    header = messages.dumps(None)[:4]
    modules = set(sys.modules)
    values = refused = 0
    slowest = 0.0
    for number in range(seed, seed + inputs):
        r = random.Random(number)
        data = header + r.randbytes(r.randint(0, 60)) if number % 3 == 0 else mutate(r, samples)
        before = time.process_time()
        try:
            value = messages.loads(data)
        except ValueError:
            refused += 1
        except Exception as e:
            e.add_note(f"input of seed {number}: {data!r}")
            raise
        else:
            values += 1
            try:
                check(value)
            except AssertionError as e:
                e.add_note(f"input of seed {number}: {data!r}")
                raise
        took = time.process_time() - before
        slowest = max(slowest, took)
        if took > SLOWEST:
            raise AssertionError(f"input of seed {number} took {took} s: {data!r}")
    if set(sys.modules) - modules:
        raise AssertionError(f"bytes had {set(sys.modules) - modules} imported")
    print(f"{inputs} inputs: {values} values, {refused} refused")
    print(f"the slowest took {slowest * 1e3:.1f} ms", file=sys.stderr)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
