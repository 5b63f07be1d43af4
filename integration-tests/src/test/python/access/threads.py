"""Ways to start threads where that is refused, and what runs without any."""

from atoll import interpreters
from common import Trial

NO = "RuntimeError: (thread is not supported for isolated|daemon threads are disabled in this )"
t = Trial(interpreters.create(capabilities={'threads': False}))
t.expect(NO,
         "import threading; threading.Thread(target=print).start()",
         "import threading; threading.Thread(target=print, daemon=True).start()",
         "import threading; threading.Timer(0, print).start()",
         "import threading\nclass T(threading.Thread):\n  def run(self): pass\nT().start()",
         "import _thread; _thread.start_new_thread(print, ())",
         "import _thread; _thread.start_new(print, ())",
         "import _thread; _thread.start_joinable_thread(lambda: None)",
         "import _thread; _thread.start_joinable_thread(lambda: None, daemon=False)",
         "from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor(1).submit(print)",
         "from concurrent.futures import InterpreterPoolExecutor\nInterpreterPoolExecutor(1).submit(print)",
         "from concurrent import interpreters; interpreters.create().call_in_thread(print)",
         "import asyncio; asyncio.run(asyncio.to_thread(print))",
         "from atoll import parallel; list(parallel.map(len, ['a']))")
t.expect("ExecutionFailed: RuntimeError: thread is not supported for isolated",
         "from concurrent import interpreters\ninterpreters.create().exec('import threading; threading.Thread(target=print).start()')")
t.end(14)

t = Trial(interpreters.create(capabilities={'threads': False}))
t.expect("got 1", "import threading; it = threading.active_count()", "import asyncio; it = asyncio.run(asyncio.sleep(0, 1))")
t.end(2)
