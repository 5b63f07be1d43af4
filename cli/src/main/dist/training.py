"""What the launcher runs once to learn which classes a program needs, for the start-up cache.

It walks through what most programs import and do; nothing is read but a small text made here.
"""

import argparse
import bisect
import collections
import contextlib
import copy
import dataclasses
import datetime
import enum
import functools
import heapq
import io
import itertools
import json
import math
import operator
import os
import pathlib
import pickle
import queue
import random
import re
import string
import struct
import sys
import tempfile
import textwrap
import threading
import time
import traceback
import types
import typing
import unittest
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from atoll.actors import actor, receive, receive_one, spawn, watch
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor, ThreadPoolExecutor, as_completed

TEXT = "the quick brown fox jumps over the lazy dog, 42 times\n" * 200


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: float = 0.0


class Tree:
    def __init__(self, depth):
        self.children = [Tree(depth - 1) for _ in range(2)] if depth else []

    def __iter__(self):
        yield self
        for child in self.children:
            yield from child


def count_words(text):
    return Counter(re.compile(r"\w+").findall(text))


def count_files(paths):
    """What a worker of a pool typically does with files, at length: its methods are compiled from the start."""
    total, lines = Counter(), 0
    for path in paths:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8")
        words = count_words(text)
        total.update(words)
        lines += sum(1 for line in text.splitlines() if line.strip())
    return total, lines


def language():
    pair = namedtuple("Pair", "left right")(1, 2)
    left, *rest = sorted({"b": 2, "a": 1}.items())
    match pair:
        case (1, right):
            text = f"{left!r:>12} {rest} {right:04d} {math.pi:.3f} {'%s-%5.2f' % ('x', 1.5)}"
    try:
        {}["missing"]
    except KeyError:
        traceback.format_exc()
    with contextlib.suppress(ValueError):
        int("x")
    total = sum(node is not None for node in Tree(6))
    numbers = [n ** 2 % 7 for n in range(2_000) if n & 1]
    buffer = bytearray(b"abc") + struct.pack("<id", 1, 2.0)
    print(text, total, sep=" ", flush=True)
    return text, total, numbers, bytes(buffer).hex(), 2 ** 200 // 3, Colour.RED, Point(1) < Point(2)


def library():
    data = {"list": [1, 2.5, None, True, "text \u00e9"], "deep": {"a": [{}]}}
    assert json.loads(json.dumps(data, indent=1)) == data
    assert pickle.loads(pickle.dumps(data)) == data == copy.deepcopy(data)
    functools.reduce(operator.add, itertools.chain(range(10), deque([1, 2])))
    heapq.nsmallest(3, [5, 1, 4]), bisect.bisect([1, 2, 3], 2), random.Random(1).sample(range(100), 5)
    textwrap.fill(TEXT[:300], 40), string.Template("$a").substitute(a=1), datetime.date(2026, 1, 1).isoformat()
    parser = argparse.ArgumentParser(description="a program")
    parser.add_argument("--number", type=int, default=1, help="a number")
    parser.add_argument("files", nargs="*")
    parser.parse_args(["--number", "3", "a", "b"])
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "file.txt"
        path.write_text(TEXT, encoding="utf-8")
        for where, _, names in os.walk(folder):
            for name in names:
                with open(os.path.join(where, name), "rb") as file:
                    count_words(file.read().decode("utf-8"))
    io.StringIO(TEXT).readlines()


def parallel():
    items = queue.Queue()
    threads = [threading.Thread(target=items.put, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(str.upper, "abc"))
    interpreter = interpreters.create()
    there = interpreters.create_queue()
    interpreter.prepare_main(there=there)
    interpreter.exec("there.put([1, {'a': (2,)}])")
    there.get()
    interpreter.close()
    with InterpreterPoolExecutor(max_workers=2) as pool:
        for future in as_completed([pool.submit(count_words, TEXT) for _ in range(4)]):
            future.result()
        total = Counter()
        for future in as_completed([pool.submit(count_files, paths) for paths in batches()]):
            words, _ = future.result()
            total.update(words)
        total.most_common(10)


@actor
class Watcher:
    def __init__(self):
        self.ended = []

    def begin(self):
        short = spawn(echo)
        watch(short)
        short.send(1)
        return short

    def on_message(self, message):
        self.ended.append(message.reason)

    def count(self):
        return len(self.ended)


def echo():
    receive_one()
    for _ in receive(timeout=0.01):
        pass


def actors():
    watcher = spawn(Watcher, name="watcher")
    watcher.begin().result().join(10)
    watcher.tell.count()
    for _ in range(50):
        if watcher.count().result():
            break
        time.sleep(0.01)
    watcher.stop()


def batches():
    """Lists of files of the library without its tests, the whole of which takes a worker some seconds."""
    folder = os.path.dirname(os.__file__)
    tests = os.path.join(folder, "test")
    paths = sorted(os.path.join(where, name) for where, _, names in os.walk(folder) if not where.startswith(tests)
                   for name in names if name.endswith(".py"))
    return [paths[at:at + 40] for at in range(0, len(paths), 40)]


if __name__ == "__main__":
    for part in language, library, parallel, actors:
        # A part that fails costs the cache some classes, not the user the cache.
        try:
            part()
        except Exception:
            traceback.print_exc()
