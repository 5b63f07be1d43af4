"""Calls: closures, defaults, keywords, *args and **kwargs, super, properties, static and class methods, lambdas."""

from functools import lru_cache, partial


class Base:
    count = 0

    def __init__(self, value, *, scale=1):
        self._value, self.scale = value, scale

    @property
    def value(self):
        return self._value * self.scale

    @classmethod
    def make(cls, *args, **kwargs):
        return cls(*args, **kwargs)

    @staticmethod
    def plus(a, b=1):
        return a + b

    def total(self, start=0):
        return start + self.value


class Derived(Base):
    __slots__ = ()

    def total(self, start=0):
        return super().total(start) + 1

    def __getitem__(self, key):
        return key + 1

    def __len__(self):
        return 3


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count
    return step


def gather(first, *rest, sep=",", **options):
    return first + len(rest) + len(sep) + len(options)


@lru_cache(maxsize=None)
def cached(n):
    return n * 2


def run():
    step, total, add = counter(), 0, partial(Base.plus, b=5)
    arguments, options = (1, 2, 3), {"x": 1, "y": 2}
    for n in range(10_000):
        thing = Derived.make(n, scale=2)
        total += thing.total(start=1) + thing[n] + len(thing)
        total += step() + step(by=2) + Base.plus(n) + add(n)
        total += gather(1, 2, 3, sep=";", z=n) + gather(*arguments, **options) + cached(n % 100)
        total += (lambda a, b: a - b)(n, 1)
    return total
