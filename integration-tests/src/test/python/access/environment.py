"""Ways to the environment variables."""

import os
import sys
from atoll import interpreters
from common import READ, Trial, lacks

os.environ['ATOLL_TEST_SECRET'] = 'hidden'
t = Trial(interpreters.create(isolated=True))
t.expect(r"got None", "import os; it = os.environ.get('ATOLL_TEST_SECRET')", "import os; it = os.getenv('PATH')", "import os; it = os.getenvb(b'HOME')",
         "import posix; it = posix.environ.get(b'ATOLL_TEST_SECRET')", "import posix; it = posix._create_environ().get(b'PATH')",
         "import os; os.reload_environ() if hasattr(os, 'reload_environ') else None; it = os.environ.get('PATH')")
t.expect(r"got \{\}", "import os; it = dict(os.environ)", "import os; it = dict(os.environb)")
t.expect(r"KeyError", "import os; os.environ['HOME']", "import string, os; string.Template('$HOME').substitute(os.environ)")
t.expect(r"got '\$HOME'", "import os.path; it = os.path.expandvars('$HOME')")
t.expect(lacks('environment'), "import os; os.environ['X'] = '1'", "import os; os.putenv('X', '1')", "import os; os.unsetenv('PATH')",
         "import os; os.environ.update(X='1')", "import os; os.environ.setdefault('X', '1')", "import os; os.environ |= {'X': '1'}",
         "import posix; posix.putenv(b'X', b'1')")
t.expect(READ, "open('/proc/self/environ', 'rb')", "import os; open(f'/proc/{os.getppid()}/environ', 'rb')", "import os; open(f'/proc/{os.getpid()}/environ', 'rb')")
t.end()

t = Trial(interpreters.create(capabilities={'environment': 'read'}))
t.expect(r"got 'hidden'", "import os; it = os.environ['ATOLL_TEST_SECRET']")
t.expect(lacks('environment'), "import os; os.environ['ATOLL_TEST_SECRET'] = '1'", "import os; del os.environ['ATOLL_TEST_SECRET']", "import os; os.environ.clear()",
         "import os; os.environ.pop('ATOLL_TEST_SECRET')")
t.end(4)

t = Trial(interpreters.create(capabilities={'environment': True}))
t.expect(r"got '1'", "import os; os.environ['ATOLL_TEST_SECRET'] = '1'; it = os.environ['ATOLL_TEST_SECRET']")
t.check('the variable of the main interpreter is as it was', os.environ['ATOLL_TEST_SECRET'] == 'hidden' and os.popen('echo $ATOLL_TEST_SECRET').read() == 'hidden\n')
t.end(1)
