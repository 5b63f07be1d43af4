"""Queues between interpreters wait for fractions of a second, and until they are woken."""

import statistics
import threading
import time
from concurrent import interpreters

TRIPS = 2000
ECHO = """
while (item := there.get()) is not None:
    back.put(item)
"""


def timed(function):
    """How long it took, and what it raised."""
    before = time.monotonic()
    try:
        function()
    except (interpreters.QueueEmpty, interpreters.QueueFull) as error:
        return time.monotonic() - before, type(error).__name__
    return time.monotonic() - before, None


def shortest(function):
    """That of several times, since a busy machine makes some of them longer."""
    return min(timed(function) for _ in range(5))


def main():
    small = interpreters.create_queue(1)
    took, why = shortest(lambda: small.get(timeout=0.2))
    print(why, 0.2 <= took < 0.9)
    small.put(1)
    took, why = shortest(lambda: small.put(2, timeout=0.2))
    print(why, 0.2 <= took < 0.9)
    threading.Timer(0.1, small.get).start()
    print(timed(lambda: small.put(3, timeout=30))[0] < 25, small.get())

    there, back = interpreters.create_queue(), interpreters.create_queue()
    interpreter = interpreters.create()
    interpreter.prepare_main(there=there, back=back)
    echo = interpreter.call_in_thread(exec, ECHO)
    times = []
    for number in range(TRIPS):
        before = time.monotonic()
        there.put(number)
        if back.get() != number:
            raise AssertionError("another item came back")
        times.append(time.monotonic() - before)
    there.put(None)
    echo.join()
    # Who looks every hundredth of a second takes that long for each.
    print(statistics.median(times) < 0.005)
    interpreter.close()


if __name__ == "__main__":
    main()
