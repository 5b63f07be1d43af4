"""Whoever works for another interpreter on a thread of that one sees nothing of what the caller keeps on its stack."""

import gc
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor


def seen(key):
    return sum(type(o) is dict and key in o for o in gc.get_objects())


def from_a_call(key):
    kept = {key: [1]}
    interpreter = interpreters.create()
    found = interpreter.call(seen, key)
    interpreter.close()
    return found, len(kept)


def from_a_task(key):
    kept = {key: [1]}
    with InterpreterPoolExecutor(1) as pool:
        tasks = [pool.submit(seen, key) for _ in range(3)]
        return [task.result() for task in tasks], [pool.submit(seen, key).result() for _ in range(3)], len(kept)


if __name__ == '__main__':
    kept = {'mine': [1]}
    print('the caller itself:', seen('mine') > 0)
    print('a call:', from_a_call("the caller's"))
    print('tasks of a pool:', from_a_task("the submitter's"))
