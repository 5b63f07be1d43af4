"""Interrupts in the middle of imports, at random moments and from the very first step of an interpreter: whatever was being
imported can be imported afterwards, and no lock of the import system stays taken."""

import random
import sys
import threading
import time

from atoll import interpreters
from support import watched

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 42
INTERPRETERS = 5
ROUNDS = 20


def imports_for_ever():
    import gc
    import importlib
    import sys
    while True:
        for name in 'colorsys', 'there_is_no_such_module', 'bisect', 'fractions', 'textwrap':
            sys.modules.pop(name, None)
            try:
                importlib.import_module(name)
            except ImportError:
                pass
        gc.collect()


def imports_once():
    import importlib
    import sys
    for name in 'colorsys', 'bisect', 'fractions', 'textwrap':
        sys.modules.pop(name, None)
        importlib.import_module(name)
    return 'usable'


def interrupt_after(interp, delay):
    time.sleep(delay)
    while not interp.interrupt():
        time.sleep(0)


def main():
    chance = random.Random(SEED)
    for _ in range(INTERPRETERS):
        interp = interpreters.create()
        for _ in range(ROUNDS):
            timer = watched(f'imports with seed {SEED}')
            interrupter = threading.Thread(target=interrupt_after, args=(interp, chance.random() * 0.02))
            interrupter.start()
            try:
                interp.call(imports_for_ever)
            except interpreters.InterpreterError as e:
                assert 'Interrupted' in str(e), e
            interrupter.join()
            assert interp.call(imports_once) == 'usable'
            timer.cancel()
        interp.close()
    print('usable')


main()
