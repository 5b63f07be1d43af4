"""Ways to read what lies outside the folder that is granted."""

import os
import sys
from atoll import interpreters
from common import READ, UNKNOWN, Trial, folders

given, secret = folders(sys.argv[1])
held = os.open(secret + '/file', os.O_RDONLY)
t = Trial(interpreters.create(capabilities={'read': [given]}), given=given, secret=secret, held=held)

t.expect(r"got 'plain'", "it = open(given + '/plain').read()")
t.expect(r"got \['dangling', 'dangling2', 'folder', 'link', 'plain', 'sub', 'twice'\]", "import os; it = sorted(os.listdir(given))")
t.expect(r"got 'import json", "import inspect, json.tool; it = inspect.getsource(json.tool).partition(chr(10) + chr(10))[2][:500].partition('import')[1] + ' json'")

# By names.
t.expect(READ,
         "open(secret + '/file')",
         "open(given + '/../secret/file')",
         "open(given + '/sub/../../secret/file')",
         "open(given + '/link')",
         "open(given + '/folder/file')",
         "open(given + '/twice/file')",
         "open(secret.encode() + b'/file', 'rb')",
         "import os; os.open(secret + '/file', os.O_RDONLY)",
         "import os; os.open(secret + '/file', os.O_PATH)",
         "import os; os.chdir(given); open('../secret/file')",
         "import os; os.chdir(given + '/folder')",
         "import os; os.chdir(given); os.chdir('../secret')",
         "import os; d = os.open(given, os.O_RDONLY); os.open('../secret/file', os.O_RDONLY, dir_fd=d)",
         "import os; d = os.open(given, os.O_PATH); os.stat('link', dir_fd=d)",
         "import _io; _io.FileIO(secret + '/file')",
         "import io; io.open_code(secret + '/file')",
         "import pathlib; pathlib.Path(secret, 'file').read_text()",
         "import fileinput; list(fileinput.input(secret + '/file'))",
         "import tokenize; tokenize.open(secret + '/file')",
         "import runpy; runpy.run_path(secret + '/file')",
         "import shutil; shutil.copy(secret + '/file', '/dev/null')",
         "import zipfile; zipfile.ZipFile(secret + '/file')",
         "import codecs; codecs.open(secret + '/file')",
         "import mmap; f = open(given + '/link'); mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)")
# What there is.
t.expect(READ,
         "import os; os.listdir(secret)",
         "import os; os.listdir(given + '/folder')",
         "import os; os.scandir(secret)",
         "import os; os.stat(secret + '/file')",
         "import os; os.lstat(secret + '/file')",
         "import os; os.readlink(secret + '/file')",
         "import os; os.statvfs(secret)",
         "import os; os.pathconf(secret, 'PC_NAME_MAX')",
         "import os; os.stat(secret + '/none')",
         "import os; os.stat(given + '/dangling2')",
         "import os; os.stat(given + '/folder/none')",
         "import os; os.stat(given + '/link')",
         "import os; [e.stat() for e in os.scandir(given) if e.name == 'link']")
t.expect("got False", "import os; it = os.path.exists(secret + '/file')", "import os; it = os.access(secret + '/file', os.R_OK)",
         "import os; it = os.path.isdir(given + '/folder')")
t.expect(r"got \[\]", "import os; it = list(os.walk(secret))", "import glob; it = glob.glob(secret + '/*')",
         "import linecache; it = linecache.getlines(secret + '/file')")
# By what tells of the process.
t.expect(READ,
         "open('/proc/self/root' + secret + '/file')",
         "open(f'/proc/self/fd/{held}')",
         "open(f'/dev/fd/{held}')",
         "open('/proc/self/environ')",
         "open('/proc/self/maps')",
         "open('/proc/self/mem', 'rb')",
         "open('/proc/thread-self/cmdline')",
         "import os; open(f'/proc/{os.getpid()}/status')",
         "import os; open(f'/proc/{os.getppid()}/cmdline')",
         "import os; os.listdir('/proc/self/fd')")
# By a descriptor that another interpreter has opened.
t.expect(UNKNOWN,
         "import os; os.read(held, 10)",
         "import os; os.pread(held, 10, 0)",
         "import os; os.readv(held, [bytearray(10)])",
         "import os; os.dup(held)",
         "import os; os.dup2(held, 99)",
         "import os; os.fstat(held)",
         "import os; os.lseek(held, 0, 0)",
         "import os; r, w = os.pipe(); os.sendfile(w, held, 0, 10)",
         "import os; os.copy_file_range(held, os.memfd_create('x'), 10)",
         "import os; os.listdir(held)",
         "import os; os.close(held)",
         "open(held)",
         "import fcntl; fcntl.fcntl(held, fcntl.F_DUPFD, 50)",
         "import mmap; mmap.mmap(held, 6, prot=mmap.PROT_READ)",
         "import socket, array; a, b = socket.socketpair(); socket.send_fds(a, [b'x'], [held])",
         "import select; select.select([held], [], [], 0)",
         "import select; e = select.epoll(); e.register(held)",
         "import os; os.stat('file', dir_fd=held)",
         "import socket; socket.socket(fileno=held)",
         "import os; os.fdopen(held)")
# By an import or an error message.
t.expect(r"ModuleNotFoundError", "import sys; sys.path.insert(0, secret); import file")
t.expect(r"got None", """
try:
    exec(compile('1 +', secret + '/file', 'exec'))
except SyntaxError as e:
    it = e.text if 'hidden' in (e.text or '') else None
""")
t.check('the descriptor is still open', os.pread(held, 10, 0) == b'hidden')
t.end(50)
