"""Generators: a pipeline of them, yield from, send, generator expressions and itertools."""

from itertools import chain, groupby, islice


def numbers(n):
    for i in range(n):
        yield i


def squares(source):
    for n in source:
        yield n * n


def odd(source):
    for n in source:
        if n & 1:
            yield n


def tree(low, high):
    if low < high:
        middle = (low + high) // 2
        yield from tree(low, middle)
        yield middle
        yield from tree(middle + 1, high)


def running_mean():
    total = count = 0
    mean = None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count


def run():
    piped = sum(odd(squares(numbers(60_000))))
    walked = sum(tree(0, 5_000))
    means = running_mean()
    next(means)
    for n in range(20_000):
        mean = means.send(n)
    expression = sum(n * 2 for n in range(40_000) if n % 3)
    groups = sum(len(list(group)) * key for key, group in groupby(range(20_000), lambda n: n // 100))
    taken = sum(islice(chain(numbers(10_000), squares(range(10_000))), 5, 15_000, 2))
    return piped, walked, mean, expression, groups, taken
