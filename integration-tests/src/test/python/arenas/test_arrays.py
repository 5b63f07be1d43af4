"""Typed arrays in arenas beside plain ones."""
import copy
import io
import struct
from array import array

from atoll import arena
from differ import a_slice, at, calling, run

CODES = 'bBhHiIlLqQfdw'


def of(code):
    """The operations on an array of a type code."""
    def value(r):
        if code == 'w':
            return r.choice(['a', '\u20ac', 'xy', 1])
        return r.choice([0, 1, 100, -1, 200, 40_000, 2**31, 2**33, 2**64, 1.5, 'x', 7, 8])

    def fit(r):
        return 'b' if code == 'w' else r.randrange(100)

    def values(r):
        return [fit(r) for _ in range(r.randrange(5))]

    def other(r):
        return r.choice([array(code, values(r)), array('h', [1]), [1]])

    def changing(name, *makers):
        make = calling(name, *makers)

        def wrapped(r):
            label, operation = make(r)
            return label, lambda a: operation(a) if len(a) < 300 else a.clear()
        return wrapped

    def attributes(r):
        return 'attributes', lambda a: (a.typecode, a.itemsize, isinstance(a, array), a.buffer_info()[1])

    def through_file(r):
        def there_and_back(a):
            f = io.BytesIO()
            a.tofile(f)
            f.seek(0)
            n = len(a) // 2
            del a[:]
            a.fromfile(f, n)
            return f.tell()
        return 'tofile, fromfile', there_and_back

    return [
        attributes, through_file, changing('append', value), changing('append', fit), changing('extend', values), changing('extend', other), changing('extend', lambda r: 5),
        changing('extend', lambda r: [fit(r), 'xyz']), changing('insert', at, value), changing('pop'), changing('pop', at), changing('remove', value), changing('remove', fit),
        calling('index', fit), calling('index', fit, at, at), calling('count', fit), changing('reverse'), changing('fromlist', values),
        changing('fromlist', lambda r: [fit(r), None]), changing('frombytes', lambda r: bytes(r.choice([0, 1, 8, 16]))), changing('fromunicode', lambda r: 'ab'),
        calling('tobytes'), calling('tolist'), calling('tounicode'), calling('__getitem__', at), calling('__getitem__', a_slice), calling('__getitem__', lambda r: 'x'),
        changing('__setitem__', at, value), changing('__setitem__', a_slice, other), changing('__delitem__', at), changing('__delitem__', a_slice),
        calling('__contains__', value), calling('__add__', other), calling('__mul__', lambda r: r.randrange(-1, 3)), changing('__imul__', lambda r: r.choice([0, 1, 1, 2])),
        changing('__iadd__', other), calling('__eq__', other), calling('__lt__', other), calling('__ge__', other),
    ] + ([changing('byteswap')] if code != 'w' and code not in 'fd' else [])


for seed, code in enumerate(CODES * 2):
    start = list('abc') if code == 'w' else list(range(seed % 7))
    run(seed, lambda bank: bank.array(code, start), array(code, start), of(code), 300)

bank = arena.create('arrays')
with bank:
    a = bank.array('d', [1.0, 2.0])
    bank.root['a'] = a
    assert type(copy.copy(a)) is type(copy.deepcopy(a)) is array and array('d', a) == a and a == array('d', [1, 2]) and sum(a) == 3.0
    assert array('d', [0.0]) + a == array('d', [0, 1, 2]) and bytes(a) == struct.pack('2d', 1, 2)
    for wrong, kind in ((lambda: bank.array('x'), ValueError), (lambda: bank.array('i', 'text'), TypeError), (lambda: bank.array(), TypeError)):
        try:
            wrong()
        except kind:
            pass
        else:
            raise AssertionError
    m = memoryview(a)
    assert (m.format, m.itemsize, m.shape, m.readonly) == ('d', 8, (2,), False)
    m[1] = 5.5
    assert a[1] == 5.5
    try:
        a.append(1.0)
    except BufferError as e:
        assert str(e) == 'cannot resize an array that is exporting buffers'
    else:
        raise AssertionError
    a[0] = 9
    assert m[0] == 9.0
    m.release()
    a.append(1.0)
    bank.root['local'] = array('H', [1, 2, 3])
    assert repr(bank.root['local']) == "array('H', [1, 2, 3])"
    large = bank.array('q', range(100_000))
    assert large.buffer_info()[0] % 64 == 0 and sum(large) == sum(range(100_000))
    del large[1000:]
    bank.collect()
    assert list(large) == list(range(1000))
    kept, iterator = memoryview(large), iter(large)
for use in (lambda: kept[0], lambda: kept.tolist(), lambda: large[0], lambda: next(iterator), lambda: large.typecode, lambda: struct.unpack_from('q', kept)):
    try:
        use()
    except (arena.ArenaNotHeld, ValueError):
        pass
    else:
        raise AssertionError('an array was used outside')
