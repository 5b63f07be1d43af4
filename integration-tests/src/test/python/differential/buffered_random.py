"""A reader and writer of one file against a plain model: random reads, writes and seeks, told by their seed."""
import io
import os
import random
import tempfile


class Model:
    """What a file of bytes with a position does."""

    def __init__(self, data):
        self.data = bytearray(data)
        self.pos = 0

    def take(self, n):
        got = bytes(self.data[self.pos:self.pos + n])
        self.pos += len(got)
        return got

    def write(self, b):
        if b:
            self.data.extend(bytes(max(0, self.pos - len(self.data))))
            self.data[self.pos:self.pos + len(b)] = b
            self.pos += len(b)
        return len(b)

    def readline(self):
        end = self.data.find(b'\n', self.pos)
        return self.take((end + 1 if end >= 0 else len(self.data)) - self.pos) if self.pos < len(self.data) else b''

    def truncate(self):
        self.data.extend(bytes(max(0, self.pos - len(self.data))))
        del self.data[self.pos:]
        return self.pos

    def seek(self, pos):
        self.pos = pos
        return pos


def step(rnd, f, model):
    """One operation on both: its name, what the file gave, what it should have given."""
    op = rnd.choice(['read', 'read1', 'readall', 'readline', 'readinto', 'readinto1', 'peek', 'write', 'seek',
                     'forth', 'end', 'tell', 'flush', 'truncate'])
    n = rnd.randrange(40)
    if op == 'read':
        return op, f.read(n), model.take(n)
    if op == 'read1':
        got = f.read1(n)
        return op, got, model.take(len(got))
    if op == 'readall':
        return op, f.read(), model.take(len(model.data))
    if op == 'readline':
        return op, f.readline(), model.readline()
    if op in ('readinto', 'readinto1'):
        b = bytearray(n)
        count = getattr(f, op)(b)
        return op, bytes(b[:count]), model.take(count)
    if op == 'peek':
        got = f.peek()
        return op, got, bytes(model.data[model.pos:model.pos + len(got)])
    if op == 'write':
        b = rnd.randbytes(n)
        return op, f.write(b), model.write(b)
    if op == 'seek':
        n = rnd.randrange(220)
        return op, f.seek(n), model.seek(n)
    if op == 'forth':
        n = rnd.randrange(-min(model.pos, 30), 30)
        return op, f.seek(n, 1), model.seek(model.pos + n)
    if op == 'end':
        return op, f.seek(0, 2), model.seek(len(model.data))
    if op == 'truncate':
        return op, f.truncate(), model.truncate()
    return (op, f.tell(), model.pos) if op == 'tell' else (op, f.flush(), None)


def run(seed, path):
    rnd = random.Random(seed)
    model = Model(rnd.randbytes(rnd.randrange(200)))
    with open(path, 'wb') as f:
        f.write(model.data)
    done = []
    with io.BufferedRandom(io.FileIO(path, 'r+'), rnd.choice([1, 2, 7, 16, 64])) as f:
        for _ in range(60):
            op, got, expected = step(rnd, f, model)
            done.append(op)
            assert got == expected, (seed, done, got, expected)
    with open(path, 'rb') as f:
        assert f.read() == model.data, (seed, done)


with tempfile.TemporaryDirectory() as folder:
    for seed in range(300):
        run(seed, os.path.join(folder, 'file'))
print('300 files agree')
