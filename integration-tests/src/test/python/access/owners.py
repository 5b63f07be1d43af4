"""Whose the state of the process is: what an interpreter changes is its own or refused, and nobody else feels it."""

import os
import signal
import stat
import sys
import threading
import time
from atoll import interpreters
from common import Trial, attempt

MODULES = 'import atexit, csv, faulthandler, gc, io, locale, os, signal, socket, sys, time, warnings\n'
UMASK = '(lambda mask: (os.umask(mask), mask)[1])(os.umask(0))'
# What tells the state, and what changes it.
STATES = {
    'working directory': ('os.getcwd(), os.path.exists("os.py")', 'os.chdir(os.path.dirname(os.__file__))'),
    'environment': ('os.environ.get("ATOLL_OWNER"), os.getenv("ATOLL_OWNER")', 'os.environ["ATOLL_OWNER"] = "changed"'),
    'umask': (UMASK, f'os.umask({UMASK} ^ 0o055)'),
    'locale': ('locale.setlocale(locale.LC_ALL)', 'locale.setlocale(locale.LC_ALL, "C")'),
    'time zone': ('time.tzname, time.localtime(0).tm_hour', 'os.environ["TZ"] = "XYZ-9"; time.tzset()'),
    'signal mask': ('signal.pthread_sigmask(signal.SIG_BLOCK, [])', 'signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])'),
    'warnings filters': ('warnings.filters[:1]', 'warnings.simplefilter("error", BytesWarning)'),
    'showing warnings': ('warnings.showwarning is warnings._showwarning_orig', 'warnings.showwarning = print'),
    'standard input': ('type(sys.stdin).__name__', 'sys.stdin = io.StringIO("changed")'),
    'standard output': ('type(sys.stdout).__name__', 'sys.stdout = io.StringIO()'),
    'standard error': ('type(sys.stderr).__name__', 'sys.stderr = io.StringIO()'),
    'exception hook': ('sys.excepthook is sys.__excepthook__', 'sys.excepthook = print'),
    'recursion limit': ('sys.getrecursionlimit()', 'sys.setrecursionlimit(777)'),
    'switch interval': ('sys.getswitchinterval()', 'sys.setswitchinterval(0.25)'),
    'digits of ints': ('sys.get_int_max_str_digits()', 'sys.set_int_max_str_digits(999)'),
    'monitoring tools': ('sys.monitoring.get_tool(4)', 'sys.monitoring.use_tool_id(4, "changed")'),
    'functions at the end': ('atexit._ncallbacks()', 'atexit.register(len, ())'),
    'collector': ('gc.isenabled(), gc.get_threshold()', 'gc.disable(); gc.set_threshold(7)'),
    'timeout of sockets': ('socket.getdefaulttimeout()', 'socket.setdefaulttimeout(7)'),
    'fields of csv': ('csv.field_size_limit()', 'csv.field_size_limit(7)'),
    'fault handler': ('faulthandler.is_enabled()', 'faulthandler.enable(sys.__stderr__)'),
}
REFUSED = {
    'signal handlers': (r'ValueError: signal only works in main thread of the main', 'signal.signal(signal.SIGUSR2, signal.SIG_IGN)'),
    'wake-up descriptor': (r'ValueError: set_wakeup_fd only works in main thread of the main', 'signal.set_wakeup_fd(-1)'),
    'waiting of standard streams': (r'PermissionError: .*fcntl\(\) of a standard stream, which belongs to the main', 'os.set_blocking(1, False)'),
    'inheritance of standard streams': (r'PermissionError: .*fcntl\(\) of a standard stream, which belongs to the main', 'os.set_inheritable(2, False)'),
    'flags of standard streams': (r'PermissionError: .*ioctl\(\) of a standard stream, which belongs to the main',
                                  'import fcntl, termios; fcntl.ioctl(1, termios.FIONBIO, b"\\1\\0\\0\\0")'),
}
folder = sys.argv[1]
out = sys.stdout
caught = []
signal.signal(signal.SIGUSR2, lambda *args: caught.append(args))
reading, writing = os.pipe()
os.set_blocking(writing, False)
signal.set_wakeup_fd(writing)
first, second = interpreters.create(), interpreters.create()
t = Trial(interpreters.create())


def told(interpreter, expression):
    code = MODULES + f'it = {expression}'
    return attempt(code, {}) if interpreter is None else interpreter.call(attempt, code, {})


def change(interpreter, code):
    return attempt(MODULES + code, {}) if interpreter is None else interpreter.call(attempt, MODULES + code, {})


standard = type(sys.stdin), type(sys.stdout), type(sys.stderr)
for name, (expression, code) in STATES.items():
    before = told(None, expression), told(second, expression), told(first, expression)
    outcome = change(first, code)
    changed = told(first, expression)
    t.check(f'{name}: changes where it is changed', before[2].startswith('got ') and outcome == 'got None' and changed != before[2])
    t.check(f'{name}: nowhere else', before[:2] == (told(None, expression), told(second, expression)))
    streams = sys.stdin, sys.stdout, sys.stderr
    outcome = change(None, code)
    own = told(None, expression)
    sys.stdin, sys.stdout, sys.stderr = streams
    t.check(f'{name}: changes in the main interpreter', outcome == 'got None' and own != before[0])
    t.check(f'{name}: there alone', before[1] == told(second, expression) and changed == told(first, expression))
for name, (refusal, code) in REFUSED.items():
    t.expect(refusal, MODULES + code)
signal.pthread_sigmask(signal.SIG_SETMASK, [])
os.kill(os.getpid(), signal.SIGUSR2)
t.check('the handler is the main interpreter\'s', len(caught) == 1 and os.read(reading, 9) == bytes([signal.SIGUSR2]))
t.check('so is the wake-up descriptor', signal.set_wakeup_fd(-1) == writing)
t.check('standard output waits', os.get_blocking(1))

# The umask of a program that a subinterpreter starts is nobody's whose files are made at the same time.
os.umask(0o022)
first.exec('import os, subprocess; os.umask(0o077)')
starts = threading.Thread(target=first.exec, args=('for _ in range(40): subprocess.run(["true"])',))
starts.start()
modes = set()
while starts.is_alive():
    path = os.path.join(folder, 'made')
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o666))
    modes.add(oct(stat.S_IMODE(os.stat(path).st_mode)))
    os.unlink(path)
starts.join()
t.check(f'files of the main interpreter are made with {modes}', modes == {'0o644'})
unnamed = first.call(attempt, f'''
import os, stat
try:
    fd = os.open({folder!r}, os.O_TMPFILE | os.O_RDWR, 0o666)
    it = oct(stat.S_IMODE(os.fstat(fd).st_mode))
except OSError as e:
    it = e.strerror
''', {})
t.check(f'files without a name, too: {unnamed}', unnamed in ("got '0o600'", "got 'Operation not supported'"))

# A dump that was to come after a time does not come after its interpreter, into what has its descriptor's number by then.
first.exec(f'import faulthandler; f = open({os.path.join(folder, "dump")!r}, "w"); faulthandler.dump_traceback_later(0.2, repeat=True, file=f)')
number = first.call(eval, 'f.fileno()')
first.close()
with open(os.path.join(folder, 'other'), 'w') as other:
    os.dup2(other.fileno(), number)
    time.sleep(0.7)
    if number != other.fileno():
        os.close(number)
t.check('no dump comes after the end', os.path.getsize(os.path.join(folder, 'other')) == 0)
second.close()
t.end(5)
