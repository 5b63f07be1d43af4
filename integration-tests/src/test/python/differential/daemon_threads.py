"""Daemon threads run no further once the program ends, not even their `finally`."""
import os
import sys
import threading
import time

reading, writing = os.pipe()
ended = threading.Event()
lock = threading.Lock()


def sleeping():
    while True:
        time.sleep(0.001)


def computing():
    x = 0
    while True:
        x += 1


def reading_pipe():
    os.read(reading, 1)


def waiting():
    ended.wait()


def locked():
    with lock:
        pass


def in_generator():
    def steps():
        try:
            while True:
                yield time.sleep(0.001)
        finally:
            print("the generator went on")
    for _ in steps():
        pass


def run(body):
    try:
        body()
    except BaseException as e:
        print(body.__name__, "was told", type(e))
    finally:
        print(body.__name__, "went on")


class Output:
    """The last that is asked to do something."""
    closed = False
    asked = False

    def write(self, text):
        return sys.__stdout__.write(text)

    def flush(self):
        if sys.is_finalizing() and not self.asked:
            self.asked = True
            for _ in range(20):
                time.sleep(0.005)
            print("the end", flush=False)
        sys.__stdout__.flush()


sys.stdout = Output()
lock.acquire()
for body in (sleeping, computing, reading_pipe, waiting, locked, in_generator):
    threading.Thread(target=run, args=(body,), daemon=True).start()
time.sleep(0.1)
print("the program ends")
