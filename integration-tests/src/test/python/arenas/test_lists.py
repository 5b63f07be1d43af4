"""Lists in arenas beside plain ones."""
import copy
import heapq
import json
import random

from atoll import arena
from differ import VALUES, a_slice, at, calling, run, value, values

def setting(r):
    i, v = at(r), value(r)
    return f'[{i}] = {v!r}', lambda l: l.__setitem__(i, v)


def setting_slice(r):
    s, v = a_slice(r), values(r)
    return f'[{s}] = {v!r}', lambda l: l.__setitem__(s, v)


def mixed_sort(r):
    reverse = r.random() < 0.5
    return f'sort by repr, reverse={reverse}', lambda l: l.sort(key=repr, reverse=reverse)


def sort_that_fails(r):
    return 'sort', lambda l: l.sort()


def itself(r):
    return 'extend(self)', lambda l: l.extend(l) if len(l) < 40 else None


def growing(r):
    def grow(l):
        for i, x in enumerate(l):
            if i < 5:
                l.append(i)
        return i if l else None
    return 'append while iterating', grow


def sort_that_looks(r):
    def look(l):
        seen = []
        l.sort(key=lambda x: seen.append(len(l)) or 0)
        return seen
    return 'sort and look', look


def sort_that_changes(r):
    def change(l):
        l.sort(key=lambda x: l.append(1) or 0)
    return 'sort and change', change


def iadd(r):
    more = r.choice([(1, 2), 'ab', [3]])

    def add(l):
        l += more
    return f'+= {more}', add


OPERATIONS = [
    setting, setting_slice, mixed_sort, sort_that_fails, itself, growing, sort_that_looks, sort_that_changes, iadd,
    calling('append', value), calling('append', value), calling('extend', values), calling('extend', lambda r: 5), calling('insert', at, value),
    calling('pop'), calling('pop', at), calling('remove', value), calling('index', value), calling('index', value, at, at), calling('count', value),
    calling('reverse'), calling('__getitem__', at), calling('__getitem__', a_slice), calling('__getitem__', lambda r: 'x'), calling('__delitem__', at),
    calling('__delitem__', a_slice), calling('__contains__', value), calling('__add__', values), calling('__add__', lambda r: ()),
    calling('__mul__', lambda r: r.randrange(-1, 3)), calling('__lt__', values), calling('__ge__', values), calling('__eq__', values),
    calling('__imul__', lambda r: r.choice([0, 1, 1, 1, 2])), calling('copy'), calling('__len__'),
]

for seed in range(40):
    start = [VALUES[(seed * 7 + i) % len(VALUES)] for i in range(seed % 11)]
    run(seed, lambda bank: bank.list(start), list(start), OPERATIONS)

bank = arena.create('lists')
with bank:
    nested = bank.list([[1, 2], [3]])
    assert isinstance(nested, list) and nested[0] is nested[0] and [1, 2] in nested and nested.index([3]) == 1
    nested[0].append(nested)
    assert repr(nested) == '[[1, 2, [...]], [3]]'
    copied = copy.deepcopy(nested)
    assert type(copied) is list and type(copied[0]) is list and copied[0][2] is copied
    assert type(copy.copy(nested)) is list and copy.copy(nested)[0] is nested[0]
    try:
        json.dumps(nested)
    except ValueError as e:
        assert str(e) == 'Circular reference detected', e
    else:
        raise AssertionError
    plain = bank.list(['b', 'a', 'c'])
    assert ''.join(plain) == 'bac' and sorted(plain) == ['a', 'b', 'c'] and min(plain) == 'a' and [*plain] == ['b', 'a', 'c']
    assert json.dumps(plain) == '["b", "a", "c"]' and json.dumps(plain, indent=1) == json.dumps(list(plain), indent=1)
    assert sum(bank.list([1, 2, 3])) == 6 and ['x'] + plain == ['x', 'b', 'a', 'c'] and plain < ['c'] and ['c'] > plain
    match plain:
        case [first, *rest]:
            assert (first, rest) == ('b', ['a', 'c'])
        case _:
            raise AssertionError
    try:
        hash(plain)
    except TypeError:
        pass
    else:
        raise AssertionError
    many = bank.list(range(100_000))
    del many[::2]
    bank.collect()
    assert list(many) == list(range(1, 100_000, 2))
    iterator = iter(many)

for use in (lambda: plain[0], lambda: len(plain), lambda: plain == ['b'], lambda: next(iterator), lambda: plain.append(1), lambda: repr(plain)):
    try:
        use()
    except arena.ArenaNotHeld:
        pass
    else:
        raise AssertionError('a list was used outside')

# A key function that leaves the arena, and lists of others.
with bank:
    bank.root['sorted'] = [3, 1, 2]
    inner = bank.root['sorted']
    try:
        inner.sort(key=lambda x: x == 1 and bank.__exit__(None, None, None) or x)
    except arena.ArenaNotHeld:
        pass
    else:
        raise AssertionError
    bank.__enter__()
    assert bank.root['sorted'] == [3, 1, 2]

other = arena.create('other')
with bank, other:
    try:
        other.list([bank.list()])
    except arena.ArenaReferenceError as e:
        assert 'arena.ref' in str(e)
    else:
        raise AssertionError
strict = arena.create('strict', adopt=False)
with strict:
    own = strict.list([1])
    try:
        own.append([2])
    except arena.ArenaReferenceError:
        pass
    else:
        raise AssertionError
    assert own == [1]

# The functions of heapq keep a heap in an arena as they do in a list.
for seed in range(20):
    r = random.Random(seed)
    with bank:
        plain, heap = [], bank.list()
        for _ in range(300):
            name, *arguments = r.choice([('heappush', r.randrange(50)), ('heappush', r.randrange(50)), ('heappop',), ('heapreplace', r.randrange(50)),
                                         ('heappushpop', r.randrange(50)), ('heapify',)])
            results = []
            for where in plain, heap:
                try:
                    results.append(getattr(heapq, name)(where, *arguments))
                except IndexError as e:
                    results.append(str(e))
            assert results[0] == results[1], (seed, name, results)
            assert heap == plain, (seed, name)
for wrong in lambda: heapq.heappush((), 1), lambda: heapq.heapify({}):
    try:
        wrong()
    except TypeError as e:
        assert 'must be list, not' in str(e), e
    else:
        raise AssertionError
