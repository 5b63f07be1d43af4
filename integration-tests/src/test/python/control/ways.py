"""Tries to pass each limit of an interpreter in ten ways or more, and prints what is not kept."""

import os
import sys
import time

from atoll import interpreters
from support import watched

LOOPS = ['while True: pass', 'for x in iter(int, 1): pass', 'import itertools; sum(itertools.count())',
         'import re; re.match("(a+)+$", "a" * 40 + "b")', 'def f():\n  while True: yield\nfor x in f(): pass',
         'try:\n  while True: pass\nfinally:\n  while True: pass',
         'while True:\n  try:\n    while True: pass\n  except BaseException: pass',
         'import threading\nt = threading.Thread(target=exec, args=("while True: pass",)); t.start(); t.join()',
         'class A:\n  def __del__(self):\n    while True: pass\nimport gc\nA(); gc.collect()\nwhile True: pass',
         'import atexit\n@atexit.register\ndef f():\n  while True: pass\nf()',
         'import hashlib; hashlib.pbkdf2_hmac("sha256", b"", b"", 2**31 - 1)']
WAITS = ['import time; time.sleep(60)', 'import threading; threading.Event().wait()', 'import queue; queue.Queue().get()',
         'import os; os.read(os.pipe()[0], 1)', 'import select; select.select([], [], [], 60)',
         'import subprocess; subprocess.run(["sleep", "60"])', 'import socket; socket.socketpair()[0].recv(1)',
         'import time\nwhile True:\n  try: time.sleep(60)\n  except BaseException: pass',
         'import threading; l = threading.Lock(); l.acquire(); l.acquire()',
         'import asyncio; asyncio.run(asyncio.sleep(60))']
GROWTH = ['x = []\nwhile True: x.append(bytes(1000))', 'def f():\n  x = []\n  while True: x.append(bytes(1000))\nf()',
          'd = {}\nwhile True: d[len(d)] = str(len(d))', 'bytes(10**9)', '[0] * 10**9', 'x = "ab"\nwhile True: x += x',
          'import itertools; list(itertools.count())', 'f"{1:>1000000000}"',
          'import io; s = io.StringIO()\nwhile True: s.write("x" * 10000)',
          'l = None\nwhile True:\n  class A: pass\n  a = A(); a.n = l; l = a',
          'import hashlib; hashlib.scrypt(b"", salt=b"", n=2**16, r=8, p=1, maxmem=2**27)']
DEPTHS = ['def f(): f()\nf()', 'f = lambda: f()\nf()', 'class A:\n  def __repr__(self): return repr(self)\nrepr(A())',
          'class A:\n  def __getattr__(self, n): return getattr(self, n)\nA().x', 'x = []\nfor i in range(10**5): x = [x]\nrepr(x)',
          'def g(): yield from g()\nlist(g())', 'class A:\n  def __eq__(self, o): return self == o\nA() == 1',
          'import functools\n@functools.lru_cache\ndef f(n): return f(n + 1)\nf(0)',
          'def f(k): return sorted([1, 2], key=f)\nf(1)', 'import json\nx = []\nfor i in range(10**5): x = [x]\njson.dumps(x)']
START = 'import threading, time\n'
THREADS = [START + 'for i in range(5): threading.Thread(target=time.sleep, args=(5,)).start()',
           START + 'import _thread\nfor i in range(5): _thread.start_new_thread(time.sleep, (5,))',
           START + 'for i in range(5): threading.Timer(5, print).start()',
           START + 'from concurrent.futures import ThreadPoolExecutor as P\np = P(5)\n[p.submit(time.sleep, 2) for i in range(5)]',
           START + 'def f(n):\n  if n: threading.Thread(target=f, args=(n - 1,)).start()\n  else: raise SystemExit\n  time.sleep(2)\n'
                   'errors = []\nthreading.excepthook = lambda e: errors.append(e)\nf(5); time.sleep(0.5)\nraise errors[0].exc_value',
           START + 'import _thread\nfor i in range(5): _thread.start_joinable_thread(lambda: time.sleep(5), daemon=False)',
           START + 'import queue\nclass T(threading.Thread):\n  def run(self): time.sleep(5)\n[T().start() for i in range(5)]',
           START + 'import asyncio\nasync def f(): await asyncio.gather(*[asyncio.to_thread(time.sleep, 2) for i in range(5)])\nasyncio.run(f())',
           START + 'from multiprocessing.dummy import Pool\nPool(5)',
           START + 'import _thread\nwhile True: _thread.start_new(time.sleep, (5,))']
KEEP = 'import os\nkept = []\n'
FILES = [KEEP + 'while True: kept.append(open("/dev/null"))', KEEP + 'while True: kept.append(os.open("/dev/null", os.O_RDONLY))',
         KEEP + 'while True: kept.append(os.pipe())', KEEP + 'f = os.open("/dev/null", os.O_RDONLY)\nwhile True: kept.append(os.dup(f))',
         KEEP + 'import socket\nwhile True: kept.append(socket.socketpair())', KEEP + 'import socket\nwhile True: kept.append(socket.socket())',
         KEEP + 'import tempfile\nwhile True: kept.append(tempfile.TemporaryFile())', KEEP + 'import select\nwhile True: kept.append(select.epoll())',
         KEEP + 'while True: kept.append(os.memfd_create("x"))',
         KEEP + 'def f():\n  while True:\n    try: kept.append(os.eventfd(0))\n    except OSError as e: return e\n'
                'from threading import Thread\nts = [Thread(target=f) for i in range(3)]\n[t.start() for t in ts]; [t.join() for t in ts]\nraise f()']
TRACED = ['def f(n):\n  x = [0] * 10_000\n  if n: f(n - 1)\n  else: list(iter(int, 1))\nf(100)',
          'import traceback\ntry: bytearray(10**9)\nexcept MemoryError: "".join(traceback.format_exc() * 1000 for i in range(10**9))',
          'class E(Exception):\n  def __str__(self): return "x" * 10**9\nraise E',
          'class E(MemoryError):\n  def __repr__(self): raise self\n  __str__ = __repr__\nl = []\ntry:\n  while True: l.append(bytes(1000))\nfinally: raise E',
          'import sys, traceback\nl = []\ntry:\n  while True: l.append(bytes(1000))\nexcept MemoryError as e:\n  traceback.TracebackException.from_exception(e, capture_locals=True)\n  raise',
          'e = None\nwhile True:\n  try: raise ValueError("x" * 1000) from e\n  except ValueError as n: e = n',
          'l = []\ntry:\n  while True: l.append(bytes(1000))\nexcept MemoryError:\n  while True: l.append(bytes(1000))',
          'l = []\ntry:\n  while True: l.append(bytes(1000))\nexcept MemoryError as e: raise ExceptionGroup("g", [ValueError(i) for i in iter(int, 1)])',
          'import sys\nl = []\ndef hook(*args):\n  while True: l.append(bytes(1000))\nsys.excepthook = hook\nhook()',
          'l = []\ndef g():\n  try:\n    while True: l.append(bytes(1000)); yield\n  finally:\n    while True: l.append(bytes(1000))\nfor x in g(): pass']
CASES = [
    ('cpu', {'cpu': 0.2, 'grace': 0.2}, LOOPS, 'InterpreterKilledError'),
    ('wall', {'wall': 0.2, 'grace': 0.2}, WAITS, 'InterpreterKilledError'),
    ('memory', {'memory': '24MB'}, GROWTH, 'MemoryError'),
    ('recursion', {'recursion': 150}, DEPTHS, 'RecursionError'),
    ('threads', {'threads': 2}, THREADS, 'RuntimeError'),
    ('open_files', {'open_files': 5}, FILES, 'OSError'),
    # Where there is no memory, not even to tell of it.
    ('traceback', {'memory': '24MB'}, TRACED, ('MemoryError', 'E', 'InterpreterKilledError', 'ValueError')),
]


def attempt(interp, code):
    try:
        interp.exec(code)
    except interpreters.ExecutionFailed as e:
        return e.excinfo.type.__name__
    except interpreters.InterpreterKilledError:
        return 'InterpreterKilledError'
    return 'nothing'


def main(which):
    failed = 0
    for name, limits, ways, expected in CASES:
        if which and name not in which:
            continue
        assert len(ways) >= 10
        for code in ways:
            timer = watched(code)
            interp = interpreters.create(limits=limits)
            got = attempt(interp, code)
            if got not in (expected if isinstance(expected, tuple) else (expected,)):
                failed += 1
                print(f'{name}: {code!r} got {got}', flush=True)
            elif got != 'InterpreterKilledError' and attempt(interp, 'x = l = d = s = e = kept = None\nassert sum([1, 2]) == 3') != 'nothing':
                failed += 1
                print(f'{name}: {code!r} left the interpreter unusable', flush=True)
            interp.kill(0)
            timer.cancel()
    print(f'{failed} passed a limit', flush=True)
    sys.stdout.flush()
    os._exit(failed != 0)


main(sys.argv[1:])
