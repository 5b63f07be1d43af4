"""Send a number to another interpreter and wait until it comes back: `queue_trip.py SECONDS`."""

import sys
import time
from concurrent import interpreters

ECHO = """
while (item := there.get()) is not None:
    back.put(item)
"""


def trips(there, back, seconds):
    count, started = 0, time.perf_counter()
    while (passed := time.perf_counter() - started) < seconds:
        there.put(count)
        if back.get() != count:
            raise AssertionError("the queue returned another item")
        count += 1
    return passed / count


def main():
    import threading
    seconds = float(sys.argv[1])
    there, back = interpreters.create_queue(), interpreters.create_queue()
    interpreter = interpreters.create()
    interpreter.prepare_main(there=there, back=back)
    echo = threading.Thread(target=interpreter.exec, args=(ECHO,))
    echo.start()
    before = time.perf_counter()
    there.put(0)
    back.get()
    print(f"first={time.perf_counter() - before:.6f}")
    trips(there, back, seconds / 2)
    print(f"best={trips(there, back, seconds / 2):.9f}")
    there.put(None)
    echo.join()
    interpreter.close()


main()
