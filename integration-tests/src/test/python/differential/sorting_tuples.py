"""Sorting by several keys: columns of every kind, long equal runs, keys that do not compare, values that move along."""

import random
import zlib

KINDS = {
    "int": lambda r: r.randrange(-3, 4),
    "big": lambda r: r.choice([0, 1, 2 ** 70, -2 ** 70, 5]),
    "float": lambda r: r.choice([0.0, -0.0, 1.5, -1.5, float("inf"), 1e300]),
    "bool": lambda r: r.choice([True, False]),
    "short": lambda r: r.choice(["", "a", "b", "ab", "\0", "a\0"]),
    "long": lambda r: "common prefix " + r.choice("ab") * r.randrange(12),
    "wide": lambda r: r.choice(["é", "中文", "\U0001f600", "\ud800", "z"]),
    "mixed": lambda r: r.choice([1, 1.0, True, 2]),
    "tuple": lambda r: (r.randrange(2), r.choice("xy")),
    "none": lambda r: r.choice([None, 1]),
}


def digest(rows):
    return zlib.crc32(repr(rows).encode("utf-8", "surrogatepass"))


for seed, kinds in enumerate([
    ("int", "short"), ("int", "long"), ("int", "int", "int"), ("short", "int"), ("long", "float"), ("float", "wide"),
    ("bool", "long"), ("mixed", "long"), ("big", "short"), ("tuple", "int"), ("int", "none"), ("wide",), ("short", "tuple", "long"),
]):
    for count in (100, 1_000, 5_000):
        r = random.Random(seed * 100 + count)
        rows = [tuple(KINDS[kind](r) for kind in kinds) + (() if count != 1_000 else ("end",) * r.randrange(2)) for _ in range(count)]
        numbered = list(enumerate(rows))
        for name, sort in (("sorted", lambda: sorted(rows)), ("reverse", lambda: sorted(rows, reverse=True)),
                           ("by key", lambda: sorted(numbered, key=lambda pair: pair[1])), ("max", lambda: [max(rows), min(rows)])):
            try:
                print(kinds, count, name, digest(sort()))
            except TypeError as error:
                print(kinds, count, name, type(error).__name__)
    left = list(rows)
    try:
        left.sort()
    except TypeError:
        print(kinds, "still a permutation", sorted(map(repr, left)) == sorted(map(repr, rows)))
