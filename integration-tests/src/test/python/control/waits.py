"""Interrupts every kind of call that waits, and looks that the interpreter can be used afterwards."""

import sys

from support import interrupted

# A file that another process has locked.
LOCKED = '''
import fcntl, os, subprocess, sys, tempfile
a = tempfile.NamedTemporaryFile()
locked = 'import fcntl, time; a = open("%s", "r+"); fcntl.lockf(a, fcntl.LOCK_EX); print(flush=True); time.sleep(20)'
p = subprocess.Popen([sys.executable, '-c', locked % a.name], stdout=subprocess.PIPE)
p.stdout.readline()
---
'''

# A FIFO that the interpreter may open at one end only.
LIMITED = '''
import os, tempfile
from atoll import interpreters
d = tempfile.mkdtemp(); n = d + "/f"; os.mkfifo(n)
i = interpreters.create(capabilities={"%s": [d]})
i.prepare_main(n=n)
---
'''

CASES = {
    'sleep': 'import time; time.sleep(60)',
    'lock': 'import _thread; l=_thread.allocate_lock(); l.acquire(); l.acquire()',
    'lock timeout': 'import _thread; l=_thread.allocate_lock(); l.acquire(); l.acquire(timeout=50)',
    'rlock': 'import threading\nl=threading.RLock()\nt=threading.Thread(target=l.acquire); t.start(); t.join(); l.acquire()',
    'condition': 'import threading\nc=threading.Condition()\nwith c: c.wait()',
    'event': 'import threading; threading.Event().wait()',
    'semaphore': 'import threading; threading.Semaphore(0).acquire()',
    'barrier': 'import threading; threading.Barrier(2).wait()',
    'queue get': 'import queue; queue.Queue().get()',
    'simplequeue get': 'import queue; queue.SimpleQueue().get()',
    'queue put': 'import queue; q=queue.Queue(1); q.put(1); q.put(2)',
    'join': 'import threading,time\nt=threading.Thread(target=time.sleep,args=(3,)); t.start(); t.join()',
    'select': 'import select,os; r,w=os.pipe(); select.select([r],[],[])',
    'poll': 'import select,os; r,w=os.pipe(); p=select.poll(); p.register(r); p.poll()',
    'epoll': 'import select,os; r,w=os.pipe(); p=select.epoll(); p.register(r,1); p.poll()',
    'pipe read': 'import os; r,w=os.pipe(); os.read(r,1)',
    'pipe readv': 'import os; r,w=os.pipe(); os.readv(r,[bytearray(2)])',
    'pipe open read': 'import os; r,w=os.pipe(); open(r,"rb").read()',
    'pipe open readline': 'import os; r,w=os.pipe(); open(r).readline()',
    'recv': 'import socket; a,b=socket.socketpair(); a.recv(1)',
    'recv_into': 'import socket; a,b=socket.socketpair(); a.recv_into(bytearray(2))',
    'recvmsg': 'import socket; a,b=socket.socketpair(); a.recvmsg(2)',
    'sendall': 'import socket; a,b=socket.socketpair(); a.sendall(b"x"*100_000_000)',
    'accept': 'import socket; s=socket.create_server(("127.0.0.1",0)); s.accept()',
    'makefile': 'import socket; a,b=socket.socketpair(); a.makefile("rb").readline()',
    'subprocess wait': 'import subprocess; p=subprocess.Popen(["sleep","3"]); p.wait()',
    'subprocess output': 'import subprocess; subprocess.check_output(["sleep","3"])',
    'waitpid': 'import subprocess,os; p=subprocess.Popen(["sleep","3"]); os.waitpid(p.pid,0)',
    'os.system': 'import os; os.system("sleep 3")',
    'sigtimedwait': 'import signal; signal.sigtimedwait([signal.SIGUSR2], 10)',
    'iqueue get': 'from concurrent import interpreters as I; I.create_queue().get()',
    'iqueue put': 'from concurrent import interpreters as I; q=I.create_queue(1); q.put(1); q.put(2)',
    'other call': 'from concurrent import interpreters as I; i=I.create(); i.exec("while True: pass")',
    'other sleep': 'from concurrent import interpreters as I; i=I.create(); i.exec("import time; time.sleep(60)")',
    'asyncio': 'import asyncio; asyncio.run(asyncio.sleep(60))',
    'fifo read': 'import os, tempfile; n = tempfile.mkdtemp() + "/f"; os.mkfifo(n); open(n)',
    'fifo write': 'import os, tempfile; n = tempfile.mkdtemp() + "/f"; os.mkfifo(n); os.open(n, os.O_WRONLY)',
    'flock': 'import fcntl, tempfile; n = tempfile.mktemp(); a, b = open(n, "w"), open(n, "w")\n'
             'fcntl.flock(a, fcntl.LOCK_EX); fcntl.flock(b, fcntl.LOCK_EX)',
    'lockf': LOCKED + 'fcntl.lockf(a, fcntl.LOCK_EX)',
    'os.lockf': LOCKED + 'os.lockf(a.fileno(), os.F_LOCK, 0)',
    'process semaphore': 'import multiprocessing; l = multiprocessing.Lock(); l.acquire(); l.acquire()',
    'pipe write': 'import os; r, w = os.pipe()\nwhile True: os.write(w, bytes(10_000_000))',
    'connect': 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(0)\n'
               'while True: socket.create_connection(s.getsockname())',
    'connect local': 'import os, socket, tempfile; n = tempfile.mkdtemp() + "/s"; s = socket.socket(socket.AF_UNIX); s.bind(n); s.listen(0); l = []\n'
                     'while True: l.append(socket.socket(socket.AF_UNIX)); l[-1].connect(n)',
    'other reader': 'import os, threading, time; r, w = os.pipe(); f = open(r, "rb"); threading.Thread(target=f.read).start(); time.sleep(0.1)\n'
                    '---\nf.read()',
    'sigwait': 'import signal; signal.sigwait([signal.SIGUSR2])',
    'pause': 'import signal; signal.pause()',
    'waitid': 'import subprocess, os; p = subprocess.Popen(["sleep", "100"])\n'
              'try: os.waitid(os.P_PID, p.pid, os.WEXITED)\nfinally: p.kill()',
    'future': 'import concurrent.futures; concurrent.futures.Future().result()',
    'actor': 'from atoll.actors import *\n@actor\nclass A:\n  def f(self):\n    import time; time.sleep(100)\n'
             'a = spawn(A)\ntry: a.f().result()\nfinally: a.kill()',
    'sendfile': 'import os, socket, tempfile\nf = tempfile.TemporaryFile(); f.truncate(1 << 30); a, b = socket.socketpair()\n'
                'while True: os.sendfile(a.fileno(), f.fileno(), 0, 1 << 30)',
    'splice from': 'import os; r, w = os.pipe(); r2, w2 = os.pipe(); os.splice(r, w2, 10)',
    'splice to': 'import os\nr, w = os.pipe(); r2, w2 = os.pipe(); os.set_blocking(w2, False)\ntry:\n  while True: os.write(w2, bytes(4096))\n'
                 'except BlockingIOError: os.set_blocking(w2, True)\nos.write(w, b"x" * 100); os.splice(r, w2, 100)',
    'limited fifo read': LIMITED % 'read' + 'i.exec("open(n)")',
    'limited fifo write': LIMITED % 'write' + 'i.exec("import os; os.open(n, os.O_WRONLY)")',
    'communicate': 'import subprocess; subprocess.Popen(["sleep", "3"], stdout=-1, stderr=-1, stdin=-1).communicate()',
    'with lock': 'import threading\nl = threading.Lock(); l.acquire()\nwith l: pass',
    'queue join': 'import queue; q = queue.Queue(); q.put(1); q.join()',
    'channel send': 'import _interpchannels as c; i = c.create(); c.send(i, 1, blocking=True)',
    'recvfrom': 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); s.recvfrom(10)',
    'send': 'import socket; a, b = socket.socketpair()\nwhile True: a.send(bytes(1_000_000))',
    'sendmsg': 'import socket; a, b = socket.socketpair()\nwhile True: a.sendmsg([bytes(1_000_000)])',
    'socket.sendfile': 'import socket, tempfile\nf = tempfile.TemporaryFile(); f.truncate(1 << 30); a, b = socket.socketpair(); a.sendfile(f)',
    'writev': 'import os; r, w = os.pipe()\nwhile True: os.writev(w, [bytes(1_000_000)])',
    'selectors': 'import selectors, os; s = selectors.DefaultSelector(); s.register(os.pipe()[0], selectors.EVENT_READ); s.select()',
    'eventfd': 'import os; os.eventfd_read(os.eventfd(0))',
    'pty': 'import os; a, b = os.openpty(); os.read(a, 1)',
    'process queue': 'import multiprocessing; multiprocessing.Queue().get()',
    'thread pool': 'from concurrent.futures import ThreadPoolExecutor as P; import time\nwith P(1) as p: p.submit(time.sleep, 3).result()',
    'futures.wait': 'from concurrent.futures import Future, wait; wait([Future()])',
    'input': 'import sys,os; r,w=os.pipe(); sys.stdin=open(r); input()',
}

if __name__ == '__main__':
    sys.exit(interrupted(CASES))
