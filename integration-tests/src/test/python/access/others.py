"""Ways to what others have: their objects, interpreters, queues, channels, actors and signals."""

import concurrent.interpreters
import os
import signal
import sys
import threading
import time
import weakref
import _interpchannels as channels
from atoll import actors, interpreters
from common import Trial, lacks


class Secret:
    """Something of the main interpreter's."""


@actors.actor
class Vault:
    def __init__(self):
        self.kept = 'hidden'

    def keep(self, what):
        self.kept = what

    def shown(self):
        return self.kept


secret = Secret()
watched = weakref.ref(int)
neighbour = interpreters.create(isolated=True)
neighbour.exec('kept = "hidden"')
queue = concurrent.interpreters.create_queue()
queue.put('hidden')
channel = channels.create()
channels.send(channel, b'hidden', blocking=False)
vault = actors.spawn(Vault, name='vault')
silent = actors.spawn(Vault)
silent.stop()
silent.join()
silent.tell.keep('hidden')
t = Trial(interpreters.create(isolated=True), neighbour=neighbour.id, queue=queue.id, channel=int(channel), ended=None)

# Objects: neither by a walk over the heap nor by the types that all share.
t.expect(r"got 0$",
         "import gc; it = sum('Secret' in str(type(o)) for o in gc.get_objects())",
         "import gc; it = sum(isinstance(o, dict) and 'neighbour' in o and 'vault' in o for o in gc.get_objects())",
         "it = sum(c.__name__ == 'Secret' for c in object.__subclasses__())",
         "import weakref; it = weakref.getweakrefcount(int)",
         "import gc; it = len(gc.get_referents(int))",
         "import gc; it = len(gc.get_referents(object.__init__))")
t.expect(r"got \['<module>', 'attempt'\]", """
import sys
frame, it = sys._getframe(), []
while frame:
    it.append(frame.f_code.co_name)
    frame = frame.f_back""")
t.expect(r"got 1$", "import sys; it = len(sys._current_frames())", "import threading; it = len(threading.enumerate())")
t.expect(r"got False", """
class Writer:
    def __eq__(self, other):
        other['escaped'] = 1
int.__dict__ == Writer()
it = 'escaped' in int.__dict__""", """
class Writer:
    def __ror__(self, other):
        other['escaped'] = 1
int.__dict__ | Writer()
it = 'escaped' in int.__dict__""", """
import gc
for o in gc.get_referents(int.__dict__):
    if isinstance(o, dict):
        o['escaped'] = 1
it = 'escaped' in int.__dict__""")
t.expect("TypeError: cannot set", "int.escaped = 1", "type.__setattr__(int, 'escaped', 1)", "ValueError.escaped = 1", "int.__doc__ = 'escaped'",
         "int.__abstractmethods__ = {'escaped'}", "import _interpqueues; _interpqueues.QueueError.escaped = 1")
t.check('the types are as they were', not any('escaped' in cls.__dict__ for cls in (int, ValueError)))

# Interpreters that it has not made, and those that it has.
t.expect(r"PermissionError: .*was not made by interpreter \d+",
         "import _interpreters as i; i.exec(neighbour, 'kept = 1')",
         "import concurrent.interpreters as c; c.Interpreter(neighbour).call(print)",
         "import _interpreters as i; i.set___main___attrs(neighbour, {'kept': 1})",
         "import _interpreters as i; i.destroy(neighbour)",
         "import _interpreters as i; i.decref(neighbour)",
         "import _atoll_interpreters as a; a.kill(neighbour, 0, '')",
         "import _atoll_interpreters as a; a.interrupt(neighbour)",
         "import _atoll_interpreters as a; a.stats(neighbour)",
         "import _atoll_interpreters as a; a.wait(neighbour, 0)")
t.expect(r"got \[True, False\]", "import concurrent.interpreters as c; it = [i.id in (0, c.get_current().id) for i in [*c.list_all(), c.create()]][-2:]")
t.expect(r"got 3", "import concurrent.interpreters as c; it = c.create().call(lambda: divmod(7, 2)[0])")
t.expect(r"got 4$", """
import concurrent.interpreters as c
def inner():
    import concurrent.interpreters as c
    return c.create().call(lambda: 4)
it = c.create().call(inner)""")
victim = interpreters.create(isolated=True)
victim.kill(reason='hidden')
t.names['ended'] = victim.id
t.expect(r"InterpreterNotFoundError", "import _interpreters as i; i.exec(ended, '')", "import _atoll_interpreters as a; a.wait(ended, 0)")

# What is not allowed to it is not to those either that it makes.
bare = Trial(interpreters.create(capabilities={'threads': False}))
bare.expect(r"got .*can't start new thread|got .*thread is not supported|got .*RuntimeError", """
import _interpreters as i
it = i.exec(i.create('legacy'), 'import threading; threading.Thread(target=print).start()').formatted""")
bare.end(1)

# Queues and channels whose numbers it guesses, and those that it is given.
t.expect(r"QueueNotFoundError",
         "import concurrent.interpreters as c; c.Queue(queue)",
         "import _interpqueues as q; q.get(queue)",
         "import _interpqueues as q; q.put(queue, 'x')",
         "import _interpqueues as q; q.destroy(queue)",
         "import _interpqueues as q; q.bind(queue)",
         """
import concurrent.interpreters as c
forged = object.__new__(c.Queue)
forged._id = queue
c.create().prepare_main(q=forged)""", """
import concurrent.interpreters as c
own = c.create_queue()
class Changing:
    numbers = [own.id, queue]
    def __get__(self, instance, owner):
        return self.numbers.pop(0) if len(self.numbers) > 1 else queue
c.Queue._id = Changing()
forged = object.__new__(c.Queue)
try:
    i = c.create()
    i.prepare_main(q=forged)
    i.exec('q.get(timeout=0)')
finally:
    del c.Queue._id""")
t.expect(r"got False", "import _interpqueues as q; it = queue in [i for i, *_ in q.list_all()]", "import _interpchannels as c; it = channel in [int(i) for i, *_ in c.list_all()]")
t.expect(r"ChannelNotFoundError",
         "import _interpchannels as c; c.recv(channel)",
         "import _interpchannels as c; c.send(channel, b'x', blocking=False)",
         "import _interpchannels as c; c.close(channel, force=True)",
         "import _interpchannels as c; c.destroy(channel)",
         "import _interpchannels as c; c._channel_id(channel)",
         "import _interpchannels as c; c.recv(c._channel_id(channel, force=True))",
         "import _interpchannels as c, concurrent.interpreters as i; i.create().call(lambda cid: __import__('_interpchannels').recv(cid), c._channel_id(channel, force=True))")
t.check('nothing was taken out', queue.qsize() == 1 and channels.get_count(channel) == 1)


def use(given):
    given.put('answer')
    return given.get()


def pass_on(given):
    import concurrent.interpreters
    return concurrent.interpreters.create().call(lambda q: len(q.get()) + q.qsize(), given)


t.check('a queue that it is sent can be used', t.interpreter.call(use, queue) == 'hidden' and queue.get() == 'answer')
queue.put('four')
t.check('and later as well', t.interpreter.call(pass_on, queue) == 4)
t.expect(r"got 0", "import concurrent.interpreters as c; it = c.Queue(queue).qsize()")
t.check('a channel that it is sent can be used', t.interpreter.call(channels.recv, channel)[0] == b'hidden')
t.expect(r"got 'own'", "import concurrent.interpreters as c; q = c.create_queue(); q.put('own'); it = q.get()")
t.expect(r"got \(b'own', None\)", "import _interpchannels as c; i = c.create(); c.send(i, b'own', blocking=False); it = c.recv(i)")

# Code does not go to others either, but to those that it has made; and these may do no more, nor send code back.
t.expect("NotShareableError", "import concurrent.interpreters as c; q = c.create_queue(); q.put(lambda: 1)")
t.expect(r"got \[1, 4\]", """
from concurrent.futures import InterpreterPoolExecutor
with InterpreterPoolExecutor(1) as pool:
    it = list(pool.map(lambda n: n * n, (1, 2)))""")
t.expect(r"got \[5, 6\]", "import __main__; exec('from atoll import parallel; k = 4; it = list(parallel.map(lambda n: n + k, (1, 2)))', vars(__main__)); it = __main__.it")
t.expect(r"got 4950", "from atoll import parallel; import operator; it = parallel.reduce(operator.add, range(100))")
t.expect(r"PermissionError: \[Errno 13\] read refused", "from atoll import parallel; list(parallel.map(open, ['/etc/passwd']))")
t.expect(r"ValueError: no 1$", """
from atoll import parallel
def refuse(n): raise ValueError(f'no {n}')
list(parallel.map(refuse, (1, 2)))""")
t.expect(r"TaskError: a task raised what cannot be sent, .*Own: mine$", """
from atoll import parallel
def refuse(n):
    class Own(Exception): pass
    raise Own('mine')
list(parallel.map(refuse, (1, 2)))""")
t.expect(r"NotShareableError: parallel.map\(\) cannot send item 0 or its result: .* plain data only", "from atoll import parallel; list(parallel.map(lambda n: print, (1, 2)))")
t.expect(r"NotShareableError", "import concurrent.interpreters as c; c.create().call(lambda: len)", "import concurrent.interpreters as c; c.create().call(lambda: c.create)")
t.expect(r"ExecutionFailed: PermissionError", "import concurrent.interpreters as c; c.create().call(open, '/etc/passwd')",
         "import concurrent.interpreters as c; c.create().call(lambda: open('/etc/passwd'))")
t.expect(r"got None", "from atoll import parallel; it = parallel.shutdown()")

# Actors.
t.expect(r"got \(None, \[\], \[\]\)", "from atoll import actors as a; it = a.lookup('vault'), a.all_actors(), a.dead_letters(clear=True)")
t.expect(r"PermissionError", "from atoll import actors as a; a.shutdown()", "from atoll import actors as a; a.next_dead_letter(0)", "from atoll import actors as a; a.system_failure()")
t.check('the dead letters are there', [letter.args for letter in actors.dead_letters()] == [('hidden',)])


@actors.actor
class Guest:
    def question(self, vault):
        return vault.shown().result()

    def attempt(self, vault):
        import gc
        told = [self.outcome(getattr(vault, name)) for name in ('stop', 'kill', 'interrupt')]
        told += [self.outcome(lambda: actors.link(vault)), self.outcome(lambda: open('/etc/passwd'))]
        told.append([o for o in gc.get_referents(vault) if isinstance(o, (tuple, list, dict))])
        return told

    def outcome(self, f):
        try:
            return f()
        except Exception as e:
            return type(e).__name__

    def own(self):
        mine = actors.spawn(Vault)
        named = actors.spawn(Vault, name='mine')
        found = actors.lookup('mine') is named, actors.lookup('vault'), len(actors.all_actors())
        mine.stop()
        return *found, mine.join(5)

    def fail(self):
        raise RuntimeError('so that it begins anew')


guest = actors.spawn(Guest, capabilities={}, supervise=actors.Restart())
t.check('an actor may be asked by who has its ref', guest.question(vault).result() == 'hidden')
refused = ['PermissionError'] * 5 + [[]]
told = guest.attempt(vault).result()
t.check(f'but not ended: {told}', told == refused)
t.check('its own ones may', guest.own().result() == (True, None, 3, True))
try:
    guest.fail().result()
except RuntimeError:
    pass
t.check('nor after a restart', guest.attempt(vault).result() == refused)
vault.stop()
guest.stop()

# Signals.
heard = []
signal.signal(signal.SIGUSR2, lambda *args: heard.append(args[0]))
signal.signal(signal.SIGINT, lambda *args: heard.append(args[0]))
t.expect(lacks('process'), "import _thread; _thread.interrupt_main()", f"import _thread; _thread.interrupt_main({int(signal.SIGUSR2)})",
         "import signal; signal.sigwait([signal.SIGTERM])", "import signal; signal.sigtimedwait([signal.SIGTERM], 0)", "import signal; signal.sigwaitinfo([signal.SIGTERM])")
time.sleep(0.01)
t.check('no signal has come', not heard)

# A dump to come later does not go to a descriptor that has become another one's.
t.expect(r"got None", """
import faulthandler, os, threading
r, w = os.pipe()
faulthandler.dump_traceback_later(0.2, file=w)
os.close(w)""")
given_r, given_w = os.pipe()
os.set_blocking(given_r, False)
time.sleep(0.4)
try:
    t.check(f'nothing is written to others: {os.read(given_r, 100)}', False)
except BlockingIOError:
    t.check('nothing is written to others', True)
t.end(55)
