"""Queues between interpreters wait for fractions of a second, and until they are woken."""

import threading
import time
from concurrent import interpreters

TRIPS = 2000
ECHO = """
while (item := there.get()) is not None:
    back.put(item)
"""


def timed(function):
    before = time.monotonic()
    try:
        function()
    except (interpreters.QueueEmpty, interpreters.QueueFull) as error:
        print(type(error).__name__, end=" ")
    return time.monotonic() - before


def main():
    small = interpreters.create_queue(1)
    print(0.2 <= timed(lambda: small.get(timeout=0.2)) < 0.9)
    small.put(1)
    print(0.2 <= timed(lambda: small.put(2, timeout=0.2)) < 0.9)
    threading.Timer(0.1, small.get).start()
    print(timed(lambda: small.put(3, timeout=30)) < 5, small.get())

    there, back = interpreters.create_queue(), interpreters.create_queue()
    interpreter = interpreters.create()
    interpreter.prepare_main(there=there, back=back)
    echo = interpreter.call_in_thread(exec, ECHO)
    before = time.monotonic()
    for number in range(TRIPS):
        there.put(number)
        if back.get() != number:
            raise AssertionError("another item came back")
    there.put(None)
    echo.join()
    # Looking every hundredth of a second would take twenty seconds.
    print(time.monotonic() - before < TRIPS * 0.005)
    interpreter.close()


if __name__ == "__main__":
    main()
