"""A program without a guard: it runs once, however many interpreters take part."""

import collections
import dataclasses
import enum
import math
import re
from concurrent.futures import InterpreterPoolExecutor

print("start")

FACTOR = 10
NUMBER = re.compile(r"\d+")
Point = collections.namedtuple("Point", "x y")


class Color(enum.Enum):
    RED = 1
    BLUE = 2


@dataclasses.dataclass
class Order:
    name: str
    amount: int

    def doubled(self):
        return scale(self.amount) * 2


def scale(n):
    return n * FACTOR


def task(n):
    return math.factorial(scale(n) // 10)


def numbers(text):
    return [int(n) for n in NUMBER.findall(text)]


def make(n):
    return Point(n, Color(n % 2 + 1)), Order("o", n)


pool = InterpreterPoolExecutor(2)
print(list(pool.map(task, range(6))))
print(pool.submit(numbers, "1 and 22").result())
print(pool.submit(Order("a", 3).doubled).result())
print(list(pool.map(lambda n: n + FACTOR, range(3))))
print(pool.submit(make, 1).result(), pool.submit(make, 2).result())
pool.shutdown()

from atoll import parallel

print(list(parallel.map(lambda n: scale(n) + 1, range(5))))
print(parallel.reduce(lambda a, b: a + b, range(101)))
print("end")
