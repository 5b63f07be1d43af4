"""The same operations on an object in an arena and on a plain one: what they return, raise and leave behind must be the same."""
import random

from atoll import arena


def outcome(operation, target):
    """What an operation gives: a result, without the identity of containers, or an exception with its message."""
    try:
        result = operation(target)
    except Exception as e:
        return type(e).__name__, str(e)
    if result is target:
        return 'itself'
    return type(result).__name__, repr(result)


def run(seed, born, plain, operations, steps=400):
    """Carries out `steps` operations at random, some of them behind a collection.

    `born(bank)` makes the object in an arena; `operations` are functions of a random generator that give an operation and its name."""
    choose = random.Random(seed)
    bank = arena.create()
    with bank:
        bank.root['it'] = born(bank)
    for step in range(steps):
        name, operation = choose.choice(operations)(choose)
        with bank:
            if choose.random() < 0.05:
                bank.collect()
            view = bank.root['it']
            expected, got = outcome(operation, plain), outcome(operation, view)
            where = f'seed {seed}, step {step}: {name}'
            assert got == expected, f'{where}: {got}, not {expected}'
            assert repr(view) == repr(plain), f'{where}: {view!r} is left, not {plain!r}'
            assert len(view) == len(plain) and view == plain and plain == view and not view != plain, where
            assert list(view) == list(plain) and list(reversed(view)) == list(reversed(plain)), where


VALUES = [0, 1, -5, 2**70, 1.5, 'a', 'a longer text than a word holds', '\u20ac', b'bytes', b'more bytes than a word holds', None, True, (1, 'two'), (), 3, 4, 5, 6]


def value(r):
    return r.choice(VALUES)


def values(r, most=6):
    return [value(r) for _ in range(r.randrange(most))]


def at(r):
    return r.randrange(-12, 12)


def calling(name, *makers):
    def make(r):
        args = [m(r) for m in makers]
        return f'{name}{tuple(args)}', lambda l: getattr(l, name)(*args)
    return make


def bound(r):
    return r.choice([None, at(r), at(r)])


def a_slice(r):
    return slice(bound(r), bound(r), r.choice([None, 1, 1, 2, 3, -1, -2]))
