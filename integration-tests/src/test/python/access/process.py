"""Ways to end the process, or to change what belongs to all of it."""

import os
import resource
import signal
import sys
from atoll import interpreters
from common import MAIN_ONLY, Trial, lacks

umask = os.popen('umask').read()
before = os.getcwd(), os.environ.copy(), os.nice(0), resource.getrlimit(resource.RLIMIT_NOFILE), signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)
t = Trial(interpreters.create(capabilities={'read': True, 'write': True, 'network': True, 'subprocess': True, 'environment': True, 'streams': True}), folder=sys.argv[1])
t.expect(lacks('process'),
         "import os; os._exit(3)",
         "import os; os.abort()",
         "import os; os.kill(os.getpid(), 9)",
         "import os; os.kill(0, 15)",
         "import os; os.kill(-1, 15)",
         "import signal; signal.raise_signal(signal.SIGTERM)",
         "import signal, threading; signal.pthread_kill(threading.get_ident(), signal.SIGKILL)",
         "import faulthandler; faulthandler._sigsegv()",
         "import faulthandler; faulthandler._sigabrt()",
         "import faulthandler; faulthandler.dump_traceback_later(1, exit=True)")
EVERYBODY = (
    "import os; os.nice(1)",
    "import os; os.setpriority(os.PRIO_PROCESS, 0, 5)",
    "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (10, 10))",
    "import resource; resource.prlimit(0, resource.RLIMIT_NOFILE, (10, 10))",
    "import signal; signal.alarm(1)",
    "import signal; signal.setitimer(signal.ITIMER_REAL, 1)",
    "import os; os.chroot('/')",
    "import os; os.setuid(1)",
    "import os; os.setresgid(1, 1, 1)",
    "import os; os.setsid()",
    "import os; os.setpgid(0, 0)",
    "import socket; socket.sethostname('x')",
    "import time; time.clock_settime(time.CLOCK_REALTIME, 0)",
    "import faulthandler; faulthandler.register(10)",
    "import syslog; syslog.openlog('x')",
    "import syslog; syslog.syslog('leaked')")
t.expect(MAIN_ONLY, *EVERYBODY)
t.expect(r"ValueError: .*main thread of the main interpreter", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)", "import signal; signal.set_wakeup_fd(-1)")
t.expect(r"SystemExit", "import sys; sys.exit(3)", "raise SystemExit(3)")
t.end(25)

# An interpreter as concurrent.interpreters makes it may do all but change what is everybody's.
t = Trial(interpreters.create(), folder=sys.argv[1])
t.expect(MAIN_ONLY, *EVERYBODY)
t.expect(r"PermissionError: .*belongs to the main interpreter", "import os; os.close(2)", "import os; r, w = os.pipe(); os.dup2(r, 0)", "open(1, 'w').close()")
t.expect(r"got 'done'", """
import os, subprocess, stat
os.mkdir(folder + '/own')
os.chdir(folder + '/own')
os.environ['ATOLL_TEST'] = 'changed'
os.umask(0o077)
open('private', 'w').close()
os.mkdir('inner')
shell = subprocess.run('pwd; umask; echo $ATOLL_TEST', shell=True, capture_output=True, text=True).stdout.split()
os.umask(0)
os.open('public', os.O_CREAT | os.O_WRONLY, 0o666)
os.mkdir('wide')
modes = [oct(stat.S_IMODE(os.stat(name).st_mode)) for name in ('private', 'inner', 'public', 'wide')]
assert shell == [folder + '/own', '0077', 'changed'], shell
assert modes == ['0o600', '0o700', '0o666', '0o777'], modes
assert os.getcwd() == folder + '/own' and os.path.exists('private') and not os.path.exists('own')
it = 'done'
""")
now = os.getcwd(), os.environ.copy(), os.nice(0), resource.getrlimit(resource.RLIMIT_NOFILE), signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)
t.check('the process is as it was', now == before and os.popen('pwd').read() == before[0] + '\n' and os.popen('umask').read() == umask)

# What the main interpreter changes does not move the others either, but those that are made later.
os.chdir(sys.argv[1])
os.environ['ATOLL_TEST'] = 'later'
t.expect(r"got '.*/own'", "import os; it = os.getcwd()")
quiet = interpreters.create()
os.chdir('/')
t.check('an interpreter stays where it began', quiet.call(os.getcwd) == sys.argv[1])
t.check('an interpreter inherits the environment', interpreters.create().call(os.getenv, 'ATOLL_TEST') == 'later')
t.end(18)
