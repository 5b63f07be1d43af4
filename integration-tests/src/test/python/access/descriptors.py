"""The limit of open files, and what becomes of descriptors at the end of their interpreter."""

import os
import sys
from atoll import interpreters
from common import UNKNOWN, Trial


def count():
    return len(os.listdir('/proc/self/fd'))


def opened():
    import array, os, socket
    kept = [os.open('/dev/null', os.O_RDONLY), *os.pipe(), socket.socketpair(), os.memfd_create('x'), open('/dev/zero', 'rb')]
    globals()['kept'] = kept
    return len(kept)


# Warm up what the runtime itself opens.
with interpreters.create() as i:
    i.call(opened)

before = count()
for end in ('close', 'kill'):
    i = interpreters.create()
    i.call(opened)
    assert count() > before, 'nothing is open'
    i.close() if end == 'close' else i.kill()
    if count() > before:
        sys.exit(f'{count() - before} descriptors are left by {end}')

# What its creator gives it, and nothing after that is closed.
r, w = os.pipe()
other = os.open('/dev/null', os.O_RDONLY)
t = Trial(interpreters.create(capabilities={'descriptors': [w]}), r=r, w=w, other=other)
t.expect("got 2", "import os; it = os.write(w, b'ab')")
t.expect(UNKNOWN, "import os; os.close(w)", "import os; os.read(other, 1)", "import os; os.read(r, 1)", "import os; os.dup2(w, other)")
t.check('it has come', os.read(r, 9) == b'ab')
os.close(w)
t.check('the number is used again', os.open('/dev/null', os.O_WRONLY) == w)
t.expect(UNKNOWN, "import os; os.write(w, b'ab')", "import os; os.fstat(w)")
t.end(6)

FULL = r'OSError: \[Errno 24\] Too many open files'
t = Trial(interpreters.create(limits={'open_files': 4}), folder=sys.argv[1])
t.expect(r"got 4", "import os; globals_ = __import__('builtins'); globals_.kept = [os.open('/dev/null', os.O_RDONLY) for _ in range(4)]; it = len(globals_.kept)")
t.expect(FULL,
         "open('/dev/null')",
         "import os; os.open('/dev/null', os.O_RDONLY)",
         "import os; os.open(folder, os.O_PATH)",
         "import os; os.pipe()",
         "import os; os.dup(kept[0])",
         "import os; os.dup2(kept[0], 70)",
         "import os; os.memfd_create('x')",
         "import os; os.eventfd(0)",
         "import os; os.openpty()",
         "import os; os.scandir('/')",
         "import os; os.listdir(kept[0])",
         "import socket; socket.socket()",
         "import socket; socket.socketpair()",
         "import select; select.epoll()",
         "import fcntl; fcntl.fcntl(kept[0], fcntl.F_DUPFD, 70)",
         "import tempfile; tempfile.TemporaryFile(dir=folder)",
         "import subprocess; subprocess.run(['true'], stdout=subprocess.PIPE)")
t.expect(r"got None", "import os; os.close(kept.pop())", "open('/dev/null').close()", "import os; os.stat('/')")
t.expect(FULL, "import os; a = os.open('/dev/null', os.O_RDONLY); kept.append(a); os.dup(a)")
t.end(15)
