"""Actors that fail, hang, run out of memory, recurse without end, are interrupted, killed and restarted at random.

    atoll chaos.py [--seed N] [--operations N] [--actors N]

What may not happen: a message is lost (each is handled, or its sender gets an error, or it is a dead letter), the rest
of the system stops answering, or something is left behind at the end. Prints what was done and ends with `ok`; a
violation is printed and the exit code is 1. The seed replays the sequence of operations; how they fall in time differs.
"""

import argparse
import collections
import concurrent.futures
import gc
import os
import random
import re
import sys
import threading
import time

from atoll import inspect, interpreters
from atoll.actors import ActorError, Restart, Resume, Stop, actor, all_actors, dead_letters, shutdown, spawn

ANSWER_MAX_S = 30
ASK_MAX_S = 120
# What may be left at the end: the virtual machine's own threads come and go, and what it compiled and measured stays.
LEFT_THREADS_MAX = 16
LEFT_MEMORY_MAX_MB = 48


@actor
class Ledger:
    """Counts which messages the others have handled."""

    def __init__(self):
        self.handled = {}

    def note(self, number):
        self.handled[number] = self.handled.get(number, 0) + 1

    def all(self):
        return self.handled


@actor
class Worker:
    def __init__(self, ledger):
        self.ledger = ledger
        self.last = -1

    def work(self, number):
        self.ledger.tell.note(number)
        out_of_order = number < self.last
        self.last = number
        return 'out of order' if out_of_order else number

    def fail(self, number):
        self.ledger.tell.note(number)
        raise RuntimeError(f'failure {number}')

    def hang(self, number):
        self.ledger.tell.note(number)
        while True:
            pass

    def wait(self, number):
        import time
        self.ledger.tell.note(number)
        time.sleep(3600)

    def cling(self, number):
        self.ledger.tell.note(number)
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass

    def grow(self, number):
        self.ledger.tell.note(number)
        held = []
        while True:
            held.append(bytearray(1 << 20))

    def recurse(self, number):
        self.ledger.tell.note(number)
        return self.deeper(0)

    def deeper(self, n):
        return self.deeper(n + 1) + 1

    def leave(self, number):
        self.ledger.tell.note(number)
        sys.exit(number)


@actor
class Canary:
    def sing(self, n):
        return n


class Watcher(threading.Thread):
    """Asks an actor that nobody harms, again and again, and measures how long it takes to answer."""

    def __init__(self):
        super().__init__(name='watcher')
        self.canary = spawn(Canary, name='canary')
        self.times = []
        self.problem = None
        self.stopped = threading.Event()

    def run(self):
        n = 0
        while not self.stopped.wait(0.01):
            n += 1
            started = time.perf_counter()
            try:
                assert self.canary.sing(n).result(timeout=ANSWER_MAX_S) == n
            except Exception as e:
                self.problem = f'the canary does not answer: {e!r}'
                return
            self.times.append(time.perf_counter() - started)


class Chaos:
    SUPERVISIONS = [None, Resume(), Restart(times=None), Restart(times=3, within=1, backoff=0.01), Stop()]
    # What is asked, how often, and whether the actor can end it by itself.
    TASKS = [('work', 60, True), ('fail', 8, True), ('recurse', 4, True), ('leave', 2, True), ('grow', 2, True),
             ('hang', 4, False), ('wait', 4, False), ('cling', 2, False)]

    def __init__(self, seed, actors):
        self.random = random.Random(seed)
        self.ledger = spawn(Ledger, name='ledger')
        self.actors = [self.new_actor() for _ in range(actors)]
        self.asked = {}
        self.told = {}
        self.refused = set()
        self.done = collections.Counter()
        self.number = 0

    def new_actor(self):
        return spawn(Worker, self.ledger, supervise=self.random.choice(self.SUPERVISIONS),
                     limits={'memory': '32MB', 'recursion': 500})

    def step(self):
        at = self.random.randrange(len(self.actors))
        ref = self.actors[at]
        kind = self.random.choices(['message', 'interrupt', 'kill', 'stop', 'pause'], [88, 6, 2, 1, 3])[0]
        if not ref.alive:
            self.actors[at] = self.new_actor()
            kind = 'new'
        elif kind == 'message':
            kind = self.send(ref)
        elif kind == 'interrupt':
            ref.interrupt('chaos')
        elif kind == 'kill':
            ref.kill('chaos', grace=self.random.choice([0, 0.01]))
        elif kind == 'stop':
            ref.stop('chaos')
            ref.interrupt('chaos')
        else:
            time.sleep(self.random.random() * 0.01)
        self.done[kind] += 1

    def send(self, ref):
        task, _, ends = self.random.choices(self.TASKS, [weight for _, weight, _ in self.TASKS])[0]
        self.number += 1
        number = self.number
        try:
            if self.random.random() < 0.5:
                getattr(ref.tell, task)(number)
                self.told[number] = ref
            else:
                self.asked[number] = getattr(ref, task)(number)
        except ActorError:
            self.refused.add(number)
        if not ends:
            delay = self.random.random() * 0.3
            end = threading.Timer(delay, ref.kill, ['chaos'], {'grace': 0.01})
            if task != 'cling' and self.random.random() < 0.7:
                end = threading.Timer(delay, self.interrupt_until_free, [ref, self.asked.get(number)])
            end.daemon = True
            end.start()
        return task

    @staticmethod
    def interrupt_until_free(ref, answer):
        """What hangs may only begin later: the actor has other messages to handle first."""
        until = time.monotonic() + ASK_MAX_S / 2
        while ref.alive and time.monotonic() < until and (ref.pending or not (answer and answer.done())):
            ref.interrupt('chaos')
            if answer is None and not ref.pending:
                break
            time.sleep(0.05)

    def settle(self):
        """Ends all actors but the ledger, and waits for every answer."""
        for ref in self.actors:
            ref.kill('the end', grace=0)
        for ref in self.actors:
            if not ref.join(timeout=ANSWER_MAX_S):
                yield f'{ref} does not end'
        until = time.monotonic() + ASK_MAX_S
        for number, answer in self.asked.items():
            try:
                result = answer.result(timeout=max(0.1, until - time.monotonic()))
                self.done['answered'] += 1
                if result == 'out of order':
                    yield f'message {number} was handled after a later one'
            except concurrent.futures.TimeoutError:
                yield f'message {number} gets no answer'
            except BaseException:
                self.done['answered by an error'] += 1

    def lost(self):
        handled = self.ledger.all().result(timeout=ANSWER_MAX_S)
        dead = {letter.args[0] for letter in dead_letters() if letter.method != 'note' and letter.args}
        for number in range(1, self.number + 1):
            times = handled.get(number, 0)
            if times > 1:
                yield f'message {number} was handled {times} times'
            if not times and number not in dead and number not in self.refused and number not in self.asked:
                yield f'message {number} is lost'


def used():
    """The threads of this process, and the megabytes of its objects that can still be reached."""
    gc.collect()
    heap = re.search(r'Java heap: ([0-9.]+) MB used', inspect.text())
    return len(os.listdir('/proc/self/task')), float(heap.group(1))


def left_behind(before):
    """What stays although everything has ended; what is about to end has some time for that."""
    until = time.monotonic() + ANSWER_MAX_S
    while True:
        threads, memory = used()
        threads -= before[0]
        memory -= before[1]
        if (threads <= LEFT_THREADS_MAX and memory <= LEFT_MEMORY_MAX_MB) or time.monotonic() > until:
            break
        time.sleep(0.5)
    print(f'left: {len(interpreters.list_all()) - 1} interpreters, {threads:+d} threads, {memory:+.1f} MB')
    if len(interpreters.list_all()) > 1:
        yield f'interpreters are left: {interpreters.list_all()}'
    if threads > LEFT_THREADS_MAX:
        yield f'{threads} threads are left'
    if memory > LEFT_MEMORY_MAX_MB:
        yield f'{memory:.0f} MB are left'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--operations', type=int, default=10_000)
    parser.add_argument('--actors', type=int, default=200)
    options = parser.parse_args()
    print('seed', options.seed, flush=True)
    before = used()
    chaos = Chaos(options.seed, options.actors)
    watcher = Watcher()
    watcher.start()
    problems = []
    for _ in range(options.operations):
        chaos.step()
    problems += chaos.settle()
    watcher.stopped.set()
    watcher.join()
    if watcher.problem:
        problems.append(watcher.problem)
    problems += chaos.lost()
    if not shutdown(timeout=ANSWER_MAX_S):
        problems.append('the actors do not end: ' + ', '.join(map(repr, all_actors())))
    times, done = sorted(watcher.times), chaos.done
    # What the program itself holds is no leak.
    del chaos, watcher
    dead_letters(clear=True)
    print(' '.join(f'{kind}={count}' for kind, count in sorted(done.items())))
    problems += left_behind(before)
    print(f'canary: {len(times)} answers, median {times[len(times) // 2] * 1e3:.2f} ms, '
          f'99% {times[len(times) * 99 // 100] * 1e3:.1f} ms, longest {times[-1] * 1e3:.1f} ms')
    for problem in problems[:20]:
        print('VIOLATION', problem)
    print('ok' if not problems else f'{len(problems)} violations')
    return bool(problems)


sys.exit(main())
