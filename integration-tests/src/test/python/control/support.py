"""What the tests of control share."""

import os
import sys
import threading
import time

from atoll import interpreters

PATIENCE = int(os.environ.get('PATIENCE', 30))


def watched(name):
    """End the program if a case hangs: nothing else would."""
    def give_up():
        print(f'{name}: cannot be ended', flush=True)
        os._exit(3)
    timer = threading.Timer(PATIENCE, give_up)
    timer.daemon = True
    timer.start()
    return timer


def interrupted(cases):
    """Run each script with a deadline, in one interpreter; return how many were not interrupted by it.

    What stands before '---' in a script comes first, without a deadline."""
    interp = interpreters.create(limits={'grace': 10})
    interp.exec('import asyncio, collections, copy, functools, heapq, itertools, json, math, os, pickle, queue, re, '
                'select, signal, socket, subprocess, sys, threading, time')
    failed = 0
    for name, code in cases.items():
        setup, _, code = code.rpartition('---\n')
        interp.exec(setup)
        timer = watched(name)
        before = time.monotonic()
        try:
            interp.exec(code, timeout=0.1)
            outcome = 'has ended by itself'
        except TimeoutError as e:
            outcome = 'was killed' if 'went on' in str(e.__cause__) else None
        except interpreters.InterpreterError as e:
            outcome = f'raised {e}'
        if outcome is None and interp.call(len, name) != len(name):
            outcome = 'left the interpreter unusable'
        timer.cancel()
        if outcome is not None:
            failed += 1
            print(f'{name}: {outcome} after {time.monotonic() - before:.1f} s', flush=True)
            interp = interpreters.create(limits={'grace': 10})
    print(f'{len(cases)} cases, {failed} failed', flush=True)
    # Threads that a case has left waiting do not keep the program.
    sys.stdout.flush()
    os._exit(failed != 0)
