"""Ways to start programs and to reach other processes without the capability for it."""

import os
import sys
import subprocess
from atoll import interpreters
from common import UNKNOWN, Trial, lacks

child = subprocess.Popen(['sleep', '60'])
t = Trial(interpreters.create(capabilities={'read': True, 'write': True, 'network': True, 'environment': True, 'process': True, 'streams': True}),
          pid=child.pid, mark=sys.argv[1] + '/mark')

t.expect(lacks('subprocess'),
         "import subprocess; subprocess.run(['touch', mark])",
         "import subprocess; subprocess.run('touch ' + mark, shell=True)",
         "import subprocess; subprocess.Popen(['/usr/bin/touch', mark])",
         "import subprocess; subprocess.check_output(['touch', mark])",
         "import subprocess; subprocess.getoutput('touch ' + mark)",
         "import os; os.system('touch ' + mark)",
         "import os; os.popen('touch ' + mark)",
         "import os; os.posix_spawn('/usr/bin/touch', ['touch', mark], {})",
         "import os; os.posix_spawnp('touch', ['touch', mark], os.environ)",
         "import asyncio; asyncio.run(asyncio.create_subprocess_exec('touch', mark))",
         "import asyncio; asyncio.run(asyncio.create_subprocess_shell('touch ' + mark))",
         "import os; os.kill(pid, 9)",
         "import os; os.kill(pid, 0)",
         "import os; os.killpg(os.getpgid(pid), 9)",
         "import os; os.pidfd_open(pid)",
         "import os; os.waitpid(-1, os.WNOHANG)",
         "import multiprocessing; multiprocessing.get_context('spawn').Lock()",
         "import multiprocessing; multiprocessing.Process(target=print).start()",
         "import os; os.wait()",
         "import _posixsubprocess as p; p.fork_exec([b'touch', mark.encode()], [b'/usr/bin/touch'], True, (), None, None, -1, -1, -1, -1, -1, -1, 50, 51, False, False, 0, None, None, None, -1, None)")
t.expect(r"RuntimeError: exec not supported", "import os; os.execv('/usr/bin/touch', ['touch', mark])", "import os; os.execlp('touch', 'touch', mark)")
t.expect(r"AttributeError|NotImplementedError|RuntimeError", "import os; os.fork()")
t.expect(r"PermissionError|OSError", "import signal; signal.pidfd_send_signal(5, 9)")
t.check('no program has run', not os.path.exists(sys.argv[1] + '/mark'))
t.check('the other process lives', child.poll() is None)
child.kill()
child.wait()
t.end(20)
