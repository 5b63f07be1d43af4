"""Ways to change what lies outside the folder that is granted."""

import os
import sys
from atoll import interpreters
from common import EITHER, READ, WRITE, Trial, folders

given, secret = folders(sys.argv[1])
readable = os.path.join(sys.argv[1], 'readable')
os.mkdir(readable)
with open(readable + '/file', 'w') as f:
    f.write('kept')
t = Trial(interpreters.create(capabilities={'read': [given, readable], 'write': [given]}), given=given, secret=secret, readable=readable)

t.expect(r"got 'new'", """
with open(given + '/new', 'w') as f:
    f.write('new')
it = open(given + '/new').read()""")
t.expect(r"got None", "import os; os.mkdir(given + '/made'); os.rename(given + '/made', given + '/other'); os.rmdir(given + '/other')")
t.expect(r"got True", "import tempfile, os; f = tempfile.NamedTemporaryFile(dir=given); f.write(b'x'); it = os.path.exists(f.name); f.close()")

t.expect(WRITE,
         "open(secret + '/new', 'w')",
         "open(secret + '/new', 'x')",
         "open(secret + '/file', 'a')",
         "open(readable + '/file', 'r+')",
         "open(readable + '/file', 'w')",
         "open(readable + '/new', 'w')",
         "open(given + '/dangling', 'w')",
         "open(given + '/folder/new', 'w')",
         "open(given + '/link', 'w')",
         "open(given + '/../secret/new', 'w')",
         "import os; os.open(secret + '/file', os.O_WRONLY)",
         "import os; os.open(secret + '/new', os.O_CREAT | os.O_WRONLY)",
         "import os; os.open(readable + '/file', os.O_RDONLY | os.O_TRUNC)",
         "import os; os.open(readable, os.O_TMPFILE | os.O_WRONLY)",
         "import os; d = os.open(given, os.O_RDONLY); os.open('../secret/new', os.O_CREAT | os.O_WRONLY, dir_fd=d)",
         "import os; os.mkdir(secret + '/new')",
         "import os; os.makedirs(given + '/folder/new')",
         "import os; os.rmdir(secret)",
         "import os; os.rmdir(given)",
         "import os; os.remove(secret + '/file')",
         "import os; os.unlink(given + '/folder/file')",
         "import os; os.rename(secret + '/file', given + '/file')",
         "import os; os.rename(given + '/new', secret + '/new')",
         "import os; os.replace(readable + '/file', given + '/file')",
         "import os; os.rename(given, given + '2')",
         "import os; os.link(readable + '/file', given + '/hard')",
         "import os; os.link(secret + '/file', given + '/hard')",
         "import os; os.link(given + '/link', given + '/hard', follow_symlinks=True)",
         "import os; os.link(given + '/new', secret + '/hard')",
         "import os; os.symlink('x', secret + '/link')",
         "import os; os.mkfifo(secret + '/fifo')",
         "import os; os.mknod(secret + '/node')",
         "import os; os.chmod(secret + '/file', 0o777)",
         "import os; os.chmod(given + '/link', 0o777)",
         "import os; os.chown(secret + '/file', 0, 0)",
         "import os; os.lchown(secret + '/file', 0, 0)",
         "import os; os.utime(secret + '/file')",
         "import os; os.utime(secret + '/file', follow_symlinks=False)",
         "import os; os.truncate(readable + '/file', 0)",
         "import tempfile; tempfile.NamedTemporaryFile(dir=secret)",
         "import pathlib; pathlib.Path(secret, 'new').write_text('x')",
         "import shutil; shutil.copytree(given + '/sub', secret + '/tree')",
         "import _posixshmem; _posixshmem.shm_open('/atoll-test', 0o102, mode=0o600)",
         "import logging; logging.FileHandler(secret + '/log')",
         "import dbm.dumb; dbm.dumb.open(secret + '/db', 'n')")
t.expect(EITHER, "import shutil; shutil.move(secret + '/file', given + '/file')", "open('/proc/self/mem', 'r+b')",
         "open('/proc/self/comm', 'w')", "open('/proc/self/oom_score_adj', 'w')", "open('/proc/sys/kernel/hostname', 'w')")
t.expect(r"PermissionError: .*'process'", "import os, stat; os.mknod(given + '/device', stat.S_IFCHR | 0o600, os.makedev(1, 1))")
t.expect(r"PermissionError|OSError", "import fcntl; f = open(readable + '/file'); fcntl.ioctl(f, 0x5401, 12345)",
         "import fcntl; f = open(readable + '/file'); fcntl.fcntl(f, fcntl.F_GETLK, 12345)")
# A file that is open for reading stays so.
t.expect(r"OSError|.*not writable|PermissionError", "import os; os.write(os.open(readable + '/file', os.O_RDONLY), b'x')",
         "import os; os.ftruncate(os.open(readable + '/file', os.O_RDONLY), 0)",
         "import os; f = os.open(readable + '/file', os.O_RDONLY); os.open(f'/proc/self/fd/{f}', os.O_RDWR)")
# A folder that changes places with a link while it is used.
t.expect(r"got True", """
import os, threading, time
os.mkdir(given + '/real')
os.symlink(secret, given + '/lure')
os.rename(given + '/real', given + '/flip')
end = time.monotonic() + 2
def flip():
    while time.monotonic() < end:
        os.rename(given + '/flip', given + '/real')
        os.rename(given + '/lure', given + '/flip')
        os.rename(given + '/flip', given + '/lure')
        os.rename(given + '/real', given + '/flip')
other = threading.Thread(target=flip)
other.start()
written = 0
while time.monotonic() < end:
    for use in (lambda: open(given + '/flip/raced', 'w').close(), lambda: os.mkdir(given + '/flip/raced2'), lambda: os.stat(given + '/flip/file')):
        try:
            use()
            written += 1
        except OSError:
            pass
other.join()
it = written > 0""")
t.check('nothing was changed', sorted(os.listdir(secret)) == ['file'] and open(secret + '/file').read() == 'hidden' and os.listdir(readable) == ['file']
        and open(readable + '/file').read() == 'kept')
t.end(50)
