"""Bytearrays in arenas beside plain ones, and memoryviews of them."""
import copy
import hashlib
import io
import os
import socket
import struct
import threading

from atoll import arena
from differ import a_slice, at, calling, run

PARTS = [b'', b'a', b'ab', b' ', b'\xff', b'abc def', bytearray(b'x'), b'a\nb', 'text', 7, 97, 300, None, memoryview(b'mv')]


def part(r):
    return r.choice(PARTS)


def some(r):
    return r.choice([b'', b'a', b'bc', b'defg', bytearray(b'hi'), [1, 2], [300], 'x', 5])


def changing(name, *makers):
    make = calling(name, *makers)

    def wrapped(r):
        label, operation = make(r)
        return label, lambda b: operation(b) if len(b) < 400 else b.clear()
    return wrapped


def growing(r):
    def grow(b):
        for i, x in enumerate(b):
            if i < 5:
                b.append(i)
    return 'append while iterating', grow


def adding(r):
    more = part(r)

    def add(b):
        b += more
    return f'+= {more!r}', add


SEARCHES = ['find', 'rfind', 'index', 'rindex', 'count', 'startswith', 'endswith']
TESTS = ['isalpha', 'isalnum', 'isdigit', 'isspace', 'isascii', 'islower', 'isupper', 'istitle']
PLAIN = ['upper', 'lower', 'title', 'capitalize', 'swapcase', 'splitlines', 'strip', 'lstrip', 'rstrip', 'split', 'rsplit', 'hex', 'copy', 'expandtabs', '__len__', '__repr__']
TAKING = ['partition', 'rpartition', 'removeprefix', 'removesuffix', 'split', 'rsplit', 'strip', '__contains__', '__add__', '__eq__', '__lt__', '__ge__', '__mod__']
OPERATIONS = [
    growing, adding, *(calling(name, part, at) for name in SEARCHES), *(calling(name) for name in TESTS + PLAIN), *(calling(name, part) for name in TAKING),
    calling('replace', part, part), calling('center', at), calling('ljust', at, lambda r: b'*'), calling('rjust', at), calling('zfill', at),
    calling('translate', lambda r: bytes(range(256))), calling('join', lambda r: [b'1', bytearray(b'2')]), calling('join', lambda r: [1]),
    calling('decode', lambda r: r.choice(['latin-1', 'ascii', 'utf-8', 'none such'])), calling('__mul__', lambda r: r.randrange(-1, 3)),
    calling('__getitem__', at), calling('__getitem__', a_slice), calling('__getitem__', lambda r: 'x'), calling('fromhex', lambda r: '00 ff'),
    changing('append', lambda r: r.choice([0, 255, 256, -1, 'a'])), changing('append', lambda r: 65), changing('extend', some), changing('extend', some),
    changing('insert', at, lambda r: r.choice([1, 999])), changing('pop'), changing('pop', at), changing('remove', lambda r: r.choice([97, 65, 1000])),
    changing('reverse'), changing('resize', lambda r: r.choice([-1, 0, 3, 30])), changing('__setitem__', at, lambda r: r.choice([1, 256, 'x'])),
    changing('__setitem__', a_slice, some), changing('__setitem__', a_slice, some), changing('__delitem__', at), changing('__delitem__', a_slice),
    changing('__imul__', lambda r: r.choice([0, 1, 1, 2])),
]

for seed in range(40):
    start = bytes(range(90, 90 + seed % 13))
    run(seed, lambda bank: bank.bytearray(start), bytearray(start), OPERATIONS)


def refused(use, *kinds):
    try:
        use()
    except kinds:
        return
    raise AssertionError(f'not one of {kinds}')


bank = arena.create('bytes')
NOT_HELD = (arena.ArenaNotHeld, ValueError)

with bank:
    b = bank.bytearray(b'hello world')
    bank.root['b'] = b
    assert isinstance(b, bytearray) and bytes(b) == b'hello world' and b == bytearray(b'hello world') and b'hello world' == b and b > b'hello'
    assert b''.join([b, b]) == b'hello worldhello world' and b'>' + b == b'>hello world' and int.from_bytes(b[:2]) == int.from_bytes(b'he')
    assert hashlib.sha256(b).digest() == hashlib.sha256(b'hello world').digest()
    assert type(copy.copy(b)) is type(copy.deepcopy(b)) is bytearray
    refused(lambda: bank.bytearray('text'), TypeError)
    # Held, a memoryview is the bytes themselves.
    with memoryview(b) as m:
        assert (m.format, m.itemsize, m.nbytes, m.readonly) == ('B', 1, 11, False)
        m[0] = ord('J')
        assert b[0] == ord('J')
        b[1] = ord('E')
        assert m[1] == ord('E')
        m[2:4] = b'LL'
        struct.pack_into('<I', m, 4, 0x41414141)
        assert bytes(b) == b'JELLAAAArld', b
        for resize in (lambda: b.append(1), lambda: b.pop(), lambda: b.clear(), lambda: b.extend(b'x'), lambda: b.__delitem__(slice(2))):
            refused(resize, BufferError)
        b[:] = b'hello world'
        bank.collect()
        assert bytes(m) == b'hello world'
    b.append(ord('!'))
    # Dropped memoryviews do not count.
    assert memoryview(b)[0] == ord('h')
    b.append(ord('!'))
    # Files and sockets read right into the arena.
    big = bank.bytearray(100_000)
    path = 'arena-bytes.tmp'
    with open(path, 'wb') as f:
        f.write(bytes(range(250)) * 400)
    try:
        with open(path, 'rb', buffering=0) as f:
            assert f.readinto(big) == 100_000
        assert big == bytes(range(250)) * 400
        with open(path, 'rb') as f:
            assert f.readinto(memoryview(big)[10:20]) == 10
        with open(path, 'wb') as f:
            f.write(memoryview(big)[10:20])
        with open(path, 'rb') as f:
            assert f.read() == bytes(range(10))
    finally:
        os.remove(path)
    one, two = socket.socketpair()
    with one, two:
        one.send(memoryview(b)[:5])
        assert two.recv_into(memoryview(big)[3:]) == 5 and big[3:8] == b'hello'
    assert io.BytesIO(b).read(5) == b'hello'

    kept = memoryview(b)
    sliced, cast = kept[2:6], memoryview(bank.bytearray(16)).cast('I')
    lost = memoryview(bank.bytearray(b'only the view keeps this'))
    bank.collect()
    [bank.list(range(50)) for _ in range(1000)]
    bank.collect()
    assert bytes(lost) == b'only the view keeps this'
    elsewhere = []

    def other_thread():
        for use in (lambda: kept[0], lambda: bytes(sliced), lambda: b[0]):
            try:
                use()
            except NOT_HELD as e:
                elsewhere.append(e)
    thread = threading.Thread(target=other_thread)
    thread.start()
    thread.join()
    assert len(elsewhere) == 3


def use_again():
    for use in (lambda: kept[0], lambda: kept.__setitem__(0, 1), lambda: bytes(kept), lambda: kept.tolist(), lambda: kept[1:], lambda: kept.cast('b'),
                lambda: sliced[0], lambda: sliced.hex(), lambda: cast[0], lambda: cast.__setitem__(0, 1), lambda: struct.unpack_from('B', kept),
                lambda: struct.pack_into('B', sliced, 0, 1), lambda: hashlib.md5(kept), lambda: int.from_bytes(kept), lambda: b''.join([sliced]),
                lambda: memoryview(kept), lambda: kept.nbytes, lambda: io.BytesIO(kept), lambda: b.find(b'x'), lambda: b[0],
                lambda: bytes(b), lambda: memoryview(b), lambda: bytearray(kept), lambda: bytes(lost)):
        refused(use, *NOT_HELD)


use_again()
refused(lambda: io.BytesIO(bytes(9)).readinto(kept), TypeError, *NOT_HELD)
with bank:
    use_again()                          # of the hold before: not even now
    assert bank.root['b'][:5] == b'hello'
kept.release()                           # giving back is never wrong
sliced.release()


class Leaves(io.RawIOBase):
    """A file that leaves the arena while it is read from."""

    def readable(self):
        return True

    def readinto(self, into):
        bank.__exit__(None, None, None)
        into[:2] = b'no'
        return 2


bank.__enter__()
target = bank.root['b']
refused(lambda: Leaves().readinto(target), *NOT_HELD)
with bank:
    assert bank.root['b'][:5] == b'hello'

