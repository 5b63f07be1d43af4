"""Ways to the standard streams. What it prints itself goes to a file, so that its own output can be looked at."""

import os
import sys
from atoll import interpreters
from common import READ, UNKNOWN, WRITE, Trial, lacks

NO = lacks('streams')
t = Trial(interpreters.create(capabilities={'read': ['/dev'], 'write': ['/dev']}))
t.expect(NO,
         "print('leaked')",
         "import sys; print('leaked', file=sys.stderr)",
         "import sys; sys.stdout.write('leaked'); sys.stdout.flush()",
         "import sys; sys.__stdout__.write('leaked')",
         "import sys; sys.stdout.buffer.write(b'leaked')",
         "import os; os.write(1, b'leaked')",
         "import os; os.write(2, b'leaked')",
         "import os; os.writev(1, [b'leaked'])",
         "import os; os.dup(1)",
         "import os; os.dup2(1, 60)",
         "import os; os.fstat(1)",
         "f = open(1, 'wb', buffering=0, closefd=False); f.write(b'leaked')",
         "import fcntl; fcntl.fcntl(1, fcntl.F_DUPFD, 60)",
         "import os; os.sendfile(1, os.open('/dev/zero', os.O_RDONLY), 0, 1)",
         "import sys; sys.stdin.readline()",
         "input()",
         "import os; os.read(0, 1)",
         "import socket; a, b = socket.socketpair(); socket.send_fds(a, [b'x'], [1])",
         "import select; select.select([0], [], [], 0)",
         "import traceback; traceback.print_stack()",
         "import faulthandler; faulthandler.dump_traceback(file=2)")
t.expect(r"PermissionError", "open('/dev/stdout', 'w')", "open('/dev/fd/1', 'w')")
t.expect(r"PermissionError: \[Errno 1\] .*belongs to the main interpreter", "import os; os.close(1)", "import os; os.dup2(os.open('/dev/null', os.O_WRONLY), 1)")
t.end(20)

t = Trial(interpreters.create(capabilities={'streams': ['stdout']}))
t.expect("got None", "print('granted', flush=True)")
t.expect(NO, "import sys; print('leaked', file=sys.stderr)", "input()")
t.end(3)
