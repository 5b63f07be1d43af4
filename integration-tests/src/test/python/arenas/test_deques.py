"""Deques in arenas beside plain ones."""
import copy
from collections import deque

from atoll import arena
from differ import at, calling, run, value, values


def growing(r):
    def change(d):
        for x in d:
            d.append(1)
    return 'append while iterating', change


def itself(r):
    return 'extend(self)', lambda d: d.extend(d) if len(d) < 40 else None


def add(r):
    more = r.choice([deque([1, 2]), [3]])
    return f'+ {more}', lambda d: d + more


OPERATIONS = [
    growing, itself, add, calling('append', value), calling('append', value), calling('appendleft', value), calling('appendleft', value), calling('pop'),
    calling('popleft'), calling('extend', values), calling('extendleft', values), calling('rotate', at), calling('rotate'), calling('reverse'),
    calling('insert', at, value), calling('remove', value), calling('index', value), calling('index', value, at, at), calling('count', value),
    calling('__getitem__', at), calling('__getitem__', lambda r: slice(1)), calling('__setitem__', at, value), calling('__delitem__', at),
    calling('__contains__', value), calling('__mul__', lambda r: r.randrange(-1, 3)), calling('__imul__', lambda r: r.choice([0, 1, 1, 1, 2])),
    calling('__lt__', lambda r: deque(values(r))), calling('__eq__', values), calling('copy'), calling('__len__'),
    lambda r: ('maxlen', lambda d: d.maxlen),
]

for seed in range(40):
    limit = [None, 0, 1, 5, 20][seed % 5]
    run(seed, lambda bank: bank.deque(range(seed % 11), limit), deque(range(seed % 11), limit), OPERATIONS)

bank = arena.create('deques')
with bank:
    d = bank.deque([[1], [2]], maxlen=3)
    assert isinstance(d, deque) and d.maxlen == 3 and repr(d) == 'deque([[1], [2]], maxlen=3)'
    d.append(d)
    assert repr(d) == 'deque([[1], [2], [...]], maxlen=3)'
    copied = copy.deepcopy(d)
    assert type(copied) is deque and copied.maxlen == 3 and copied[2] is copied and type(copied[0]) is list
    for wrong in (dict(maxlen=-1), dict(maxlen='x')):
        try:
            bank.deque([], **wrong)
        except (ValueError, TypeError):
            pass
        else:
            raise AssertionError(wrong)
    assert deque([0]) + bank.deque([1]) == deque([0, 1])
    iterator = iter(d)
    bank.root['local'] = deque([1, 2], 2)
    assert repr(bank.root['local']) == 'deque([1, 2], maxlen=2)'
for use in (lambda: d[0], lambda: d.popleft(), lambda: next(iterator), lambda: d.maxlen):
    try:
        use()
    except arena.ArenaNotHeld:
        pass
    else:
        raise AssertionError('a deque was used outside')
