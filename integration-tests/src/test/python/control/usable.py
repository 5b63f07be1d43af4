"""Interrupts in the middle of finally, with, except, generators, coroutines, imports, nested interpreters and their own
handlers, at random moments: the interpreter is usable afterwards, and so is what the code had in hand."""

import random
import sys
import threading
import time

from atoll import interpreters
from support import watched

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 42
ROUNDS = 25

SETUP = '''
import threading, asyncio
lock = threading.RLock()
log = []
depth = 0

class Manager:
    def __enter__(self): log.append('enter'); return self
    def __exit__(self, *e): log.append('exit'); return False

def in_finally():
    try:
        pass
    finally:
        for i in range(10**9): pass

def in_with():
    with Manager(), lock:
        while True: pass

def in_except():
    try:
        1 / 0
    except ZeroDivisionError:
        while True: pass

def numbers():
    try:
        n = 0
        while True:
            yield n
            n += 1
    finally:
        log.append('closed')

def in_generator():
    for n in numbers(): pass

def in_delegation():
    def outer(): yield from numbers()
    for n in outer(): pass

async def steps():
    while True: await asyncio.sleep(0)

def in_coroutine():
    asyncio.run(steps())

def in_handler():
    while True:
        try:
            while True: pass
        except KeyboardInterrupt:
            log.append('caught')
            raise

def in_comprehension():
    while True: [x for x in (y for y in range(1000))]

def in_class():
    while True:
        class C:
            x = [i for i in range(100)]

def in_sort():
    while True: sorted(range(1000), key=lambda x: -x)

def in_call_back():
    import re
    while True: re.sub('a', lambda m: 'b', 'a' * 1000)

def in_nested():
    from concurrent import interpreters
    inner = interpreters.create()
    try:
        inner.exec('while True: pass')
    finally:
        inner.close()

def check():
    with lock:
        assert lock._recursion_count() == 1
    assert sum(1 for n, _ in zip(numbers(), range(5))) == 5
    assert log.count('enter') == log.count('exit'), log
    try:
        raise KeyError(1)
    except KeyError:
        pass
    import sys
    assert sys.exception() is None
    return sum(range(10))
'''

NAMES = [line[4:line.index('(')] for line in SETUP.splitlines() if line.startswith('def in_')]


def main():
    chance = random.Random(SEED)
    interp = interpreters.create(limits={'grace': 10})
    interp.exec(SETUP)
    for round in range(ROUNDS):
        name = chance.choice(NAMES) if round >= len(NAMES) else NAMES[round]
        timer = watched(f'{name} with seed {SEED}')
        delay = chance.uniform(0.001, 0.1)
        done = threading.Event()

        def interrupt():
            # What comes before the work is refused; what comes while another waits takes its place.
            time.sleep(delay)
            while not done.is_set():
                interp.interrupt()
                time.sleep(0.02 + delay)
        thread = threading.Thread(target=interrupt)
        thread.start()
        try:
            interp.exec(f'{name}()')
            print(f'{name}: has ended by itself')
        except interpreters.ExecutionFailed as e:
            if e.excinfo.type.__name__ not in ('Interrupted', 'KeyboardInterrupt'):
                print(f'{name}: {e}')
        done.set()
        thread.join()
        for attempt in range(3):
            try:
                interp.exec('assert check() == 45')
                break
            except interpreters.ExecutionFailed as e:
                print(f'{name} with seed {SEED}: {e}')
        timer.cancel()
    print('usable')


main()
