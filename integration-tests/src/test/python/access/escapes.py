"""Ways round the door: code that was compiled elsewhere, other interpreters, messages that run something where they arrive."""

import concurrent.interpreters
import marshal
import os
import sys
from atoll import interpreters
from common import READ, Trial, lacks

ran = []
strong = interpreters.create()
queue = concurrent.interpreters.create_queue()
code = marshal.dumps(compile('1 + 1', '<code>', 'eval'))
t = Trial(interpreters.create(isolated=True), code=code, strong=strong.id, queue=queue, folder=sys.argv[1])

t.expect(r"PermissionError: .*compiled code is not loaded", "import marshal; marshal.loads(code)",
         "import marshal, io; marshal.load(io.BytesIO(code))",
         "import importlib._bootstrap_external as b; b._compile_bytecode(code, 'x')")
t.expect(READ, "import sys, os; os.listdir(sys.prefix + '/lib')", "import sys, os; os.listdir(folder)", "open(folder + '/x.pyc', 'rb')")
t.expect(r"PermissionError: .*has capabilities that interpreter \d+ lacks",
         "import concurrent.interpreters as c; c.Interpreter(strong).exec('import os; os._exit(3)')",
         "import _interpreters; _interpreters.exec(strong, 'import os; os._exit(3)')",
         "import _interpreters; _interpreters.run_string(strong, 'import os; os._exit(3)')",
         "import _interpreters; _interpreters.call(strong, print)",
         "import _interpreters; _interpreters.set___main___attrs(strong, {'x': 1})",
         "import _interpreters; _interpreters.destroy(strong)",
         "import _atoll_interpreters as a; a.kill(strong, 0, 'x')")
t.expect(r"InterpreterError|NotShareableError|PermissionError", "import _interpreters; _interpreters.exec(0, 'import os; os._exit(3)')")
# What it makes itself has no more rights.
t.expect(r"ExecutionFailed: PermissionError.*'read'", "import concurrent.interpreters as c; c.create().exec('open(\"/etc/passwd\")')")
t.expect(r"ExecutionFailed: PermissionError.*'process'", "import concurrent.interpreters as c; c.create().exec('import os; os._exit(3)')")
t.expect(r"ExecutionFailed: PermissionError.*'read'", "from atoll import interpreters as c; c.create(capabilities={'read': ['/etc']}).exec('open(\"/etc/passwd\")')")
t.expect(r"ExecutionFailed: PermissionError.*'network'", "import concurrent.interpreters as c; c.create().exec('import socket; socket.socket()')")
t.expect(r"got .*PermissionError", "import _interpreters as i; it = i.exec(i.create('legacy'), 'import socket; socket.socket()').formatted")
t.expect(r"(ModuleNotFoundError|ImportError)", "import ctypes", "import _ctypes", "import java.lang")
t.expect(r"(NotShareableError|PicklingError|TypeError|_pickle|pickle)", """
class Trap:
    def __reduce__(self):
        import os
        return os._exit, (3,)
queue.put(Trap())""")
t.check('nothing was put into the queue', queue.empty())


def trap():
    """What it returns would run something in the interpreter that asks."""
    class Trap:
        def __reduce__(self):
            return exec, ('import sys; sys.exit("escaped")',)
    return Trap()


try:
    t.interpreter.call(trap)
    t.check('no such object arrives', False)
except Exception as e:
    t.check(f'no such object arrives: {type(e).__name__}', True)
t.expect(r"got \[1, 'x', \{'a': \(2\.5,\)\}\]", "it = [1, 'x', {'a': (2.5,)}]")
t.check('plain data arrives', t.interpreter.call(divmod, 7, 2) == (3, 1))
# The modules that the library hides behind are no other doors.
t.expect(r"PermissionError", "import posix; posix.open('/etc/passwd', 0)", "import _io; _io.open('/etc/passwd')", "import _io; _io.FileIO('/etc/passwd')",
         "import posix; posix.listdir('/etc')", "__builtins__['open']('/etc/passwd') if isinstance(__builtins__, dict) else __builtins__.open('/etc/passwd')",
         "import pwd, builtins; builtins.open('/etc/passwd')", "type(open('/dev/null', 'rb', 0))('/etc/passwd')",
         "import os; open.__self__.open('/etc/passwd')", "import sys; sys.modules['posix'].system('id')", "import subprocess; subprocess.os.system('id')")
strong.close()
t.end(30)
