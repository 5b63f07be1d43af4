"""Dumps of Python stacks: on demand, of other threads, after a time, and at a signal."""

import faulthandler
import os
import re
import signal
import tempfile
import threading
import time


def shown(dump, *args, **kwargs):
    with tempfile.TemporaryFile() as file:
        dump(file)
        file.seek(0)
        text = file.read().decode("ascii")
    text = re.sub(r"0x[0-9a-f]+( \[.*\])?", "0x...", text)
    text = re.sub(r'File ".*?([^/"]+)", line (\d+)', lambda m: f"{m[1]}:{m[2] if m[1] == 'faulthandler_dumps.py' else '?'}", text)
    print(text)


def inner(function, *args, **kwargs):
    function(*args, **kwargs)


def näme():
    shown(lambda file: faulthandler.dump_traceback(file, all_threads=False))


näme()
entered, leave = threading.Event(), threading.Event()


def other():
    entered.set()
    leave.acquire()


leave = threading.Lock()
leave.acquire()
thread = threading.Thread(target=other)
thread.start()
entered.wait()
time.sleep(0.3)
shown(lambda file: inner(faulthandler.dump_traceback, file))
leave.release()
thread.join()


def late(file):
    faulthandler.dump_traceback_later(0.3, file=file)
    time.sleep(1.5)
    faulthandler.cancel_dump_traceback_later()


shown(late)


def at_signal(file):
    faulthandler.register(signal.SIGUSR1, file=file, all_threads=False)
    os.kill(os.getpid(), signal.SIGUSR1)
    print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))


shown(at_signal)
for call in [lambda: faulthandler.register(0), lambda: faulthandler.register(9), lambda: faulthandler.register(11),
             lambda: faulthandler.unregister(99), lambda: faulthandler.dump_traceback_later(0),
             lambda: faulthandler.dump_traceback(-1), lambda: faulthandler.enable("x")]:
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
