"""Queues between interpreters under all that may happen to them at once: `queue_stress.py [SEED [ITEMS]]`.

Interpreters put and get through one small queue, with timeouts that mostly are too short; others that put into it are
closed again and again, so that what they left becomes UNBOUND in the middle; and others that wait for nothing are
interrupted and killed. Each item that was put comes out once, as itself or as UNBOUND, and nobody is left waiting.
"""

import random
import sys
import threading
import time
from concurrent import interpreters as plain

from atoll import interpreters

SENDERS = 3
RECEIVERS = 3

SENDER = """
import random
from concurrent.interpreters import QueueFull

chance = random.Random(seed)
for number in range(count):
    while True:
        try:
            queue.put((sender, number), timeout=chance.choice((None, 0, 0.00001, 0.001)))
            break
        except QueueFull:
            pass
"""

RECEIVER = """
import random
from concurrent.interpreters import QueueEmpty

chance = random.Random(seed)
while True:
    try:
        item = queue.get(timeout=chance.choice((None, 0, 0.00001, 0.001)))
    except QueueEmpty:
        continue
    if item is None:
        break
    results.put(item if type(item) is tuple else "unbound")
"""

VICTIM = """
from concurrent.interpreters import QueueEmpty

while True:
    try:
        nothing.get(timeout=chance)
    except QueueEmpty:
        pass
"""


def start(threads, source, **names):
    interpreter = interpreters.create()
    interpreter.prepare_main(**names)
    threads.append(threading.Thread(target=interpreter.exec, args=(source,)))
    threads[-1].start()
    return interpreter


def shortlived(queue, chance, over, counts):
    """Interpreters that put some items and are closed."""
    while not over.is_set():
        interpreter = plain.create()
        interpreter.prepare_main(queue=queue)
        count = chance.randrange(1, 4)
        interpreter.exec(f"for number in range({count}): queue.put(('gone', number))")
        interpreter.close()
        counts.append(count)


def victims(nothing, chance, over):
    """Interpreters that are interrupted or killed while they wait."""
    while not over.is_set():
        interpreter = interpreters.create()
        interpreter.prepare_main(nothing=nothing, chance=chance.choice((None, 0, 0.0001)))
        thread = threading.Thread(target=ended, args=(interpreter,))
        thread.start()
        time.sleep(chance.random() * 0.02)
        if chance.random() < 0.5:
            # It may not have begun, or be between two waits.
            while thread.is_alive():
                try:
                    interpreter.interrupt()
                except interpreters.InterpreterError:
                    pass
                thread.join(0.01)
        interpreter.kill(grace=0)
        thread.join()


def ended(interpreter):
    try:
        interpreter.exec(VICTIM)
    except (interpreters.Interrupted, interpreters.InterpreterError, interpreters.ExecutionFailed):
        pass


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    chance = random.Random(seed)
    queue, results, nothing = plain.create_queue(3), plain.create_queue(), plain.create_queue()
    senders, receivers, others, counts = [], [], [], []
    over = threading.Event()
    others.append(threading.Thread(target=shortlived, args=(queue, random.Random(seed + 1), over, counts)))
    others.append(threading.Thread(target=victims, args=(nothing, random.Random(seed + 2), over)))
    for thread in others:
        thread.start()
    for number in range(RECEIVERS):
        start(receivers, RECEIVER, queue=queue, results=results, seed=chance.random())
    for number in range(SENDERS):
        start(senders, SENDER, queue=queue, sender=number, count=count, seed=chance.random())
    for thread in senders:
        thread.join()
    over.set()
    for thread in others:
        thread.join()
    for _ in range(RECEIVERS):
        queue.put(None)
    for thread in receivers:
        thread.join()
    got = [results.get_nowait() for _ in range(results.qsize())]
    unbound = got.count("unbound")
    alive = sum(item[0] == "gone" for item in got if item != "unbound")
    print(sorted(item for item in got if item != "unbound" and item[0] != "gone")
          == [(sender, number) for sender in range(SENDERS) for number in range(count)])
    print(unbound + alive == sum(counts), queue.qsize(), nothing.qsize())


if __name__ == "__main__":
    main()
