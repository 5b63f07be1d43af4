"""Interpreters are closed by one thread while others have found them and ask for work, or close them too: everybody gets
what was asked for or an error that says why not, and nothing is left. Also, threads of one interpreter send at once."""

import threading
from concurrent import interpreters

ROUNDS = 150


def forty_two():
    return 42


def attempt(interpreter, start, outcomes):
    start.wait()
    try:
        outcomes.append(interpreter.call(forty_two))
    except interpreters.InterpreterNotFoundError:
        outcomes.append("closed")
    except interpreters.InterpreterError as error:
        outcomes.append(str(error))


def close(interpreter, start, outcomes):
    start.wait()
    while True:
        try:
            interpreter.close()
            outcomes.append("closed")
            return
        except interpreters.InterpreterNotFoundError:
            outcomes.append("closed")
            return
        except interpreters.InterpreterError as error:
            outcomes.append(str(error))


seen = set()
for number in range(ROUNDS):
    interpreter = interpreters.create()
    if number % 2:
        interpreter.exec("import threading")
    outcomes, start = [], threading.Event()
    threads = [threading.Thread(target=target, args=(interpreter, start, outcomes))
               for target in (attempt, close, attempt, close)]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join()
    seen.update(outcomes)
    assert outcomes.count("closed") >= 2, outcomes
print(sorted(map(str, seen - {42, "closed", "interpreter already running", "interpreter running"})))
print([interpreter.id for interpreter in interpreters.list_all()])


class Slow:
    """Taking it apart runs Python code, so that other threads run meanwhile."""

    def __init__(self, value):
        self.value = value

    def __reduce__(self):
        for _ in range(2000):
            pass
        return complex, (self.value, 0)


def send(queue, value):
    for _ in range(20):
        queue.put([Slow(value), max, Slow(value)])


queues = [interpreters.create_queue() for _ in range(4)]
threads = [threading.Thread(target=send, args=(queue, value)) for value, queue in enumerate(queues)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for value, queue in enumerate(queues):
    assert all(queue.get() == [value, max, value] for _ in range(20))
print("sent")
