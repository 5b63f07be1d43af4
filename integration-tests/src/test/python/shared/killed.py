"""Interpreters that are killed, interrupted and timed out at random while they use locks: `killed.py FIRST-LAST`.

Each seed has some interpreters that enter locks, alone, as readers or as writers, and check that nobody is in who must
not be; some are interrupted, some killed at any moment, and others come in their place. In the end every lock can be had, after
recover() at most, by everybody; no counter is off; nobody waits for ever. Stops at the first seed that fails.
"""

import random
import sys
import threading
import time

from atoll import interpreters, shared
from atoll.interpreters import Interrupted

PATIENCE = 60


def work(seed, mutexes, rw, semaphore, inside, wrong, done, began):
    """Enter locks at random until done. `inside` counts, for each lock, who is in: a killed one may have left a
    count behind, which whoever recovers the lock clears."""
    began.set()
    choose = random.Random(seed)
    while not done.is_set():
        try:
            kind = choose.randrange(4)
            if kind == 0:
                alone(choose, choose.randrange(len(mutexes)), mutexes, inside, wrong)
            elif kind == 1:
                writing(choose, rw, inside, wrong)
            elif kind == 2:
                reading(choose, rw, inside, wrong)
            elif semaphore.acquire(timeout=choose.random() / 500):
                semaphore.release()
        except Interrupted:
            pass


def alone(choose, which, mutexes, inside, wrong):
    lock = mutexes[which]
    try:
        if not lock.acquire(timeout=choose.random() / 200):
            return
    except shared.LockAbandoned:
        try:
            if lock.recover(timeout=0.05):
                inside[which] = 0
        except TimeoutError:
            return
    try:
        if inside.increment(which) != 1:
            wrong.add()
        pause(choose)
        inside.increment(which, -1)
    except Interrupted:
        inside[which] = 0
    finally:
        lock.release()


def writing(choose, rw, inside, wrong):
    try:
        if not rw.write().acquire(timeout=choose.random() / 200):
            return
    except shared.LockAbandoned:
        try:
            if rw.recover(timeout=0.05):
                inside["writers"] = 0
        except TimeoutError:
            return
    try:
        if inside.increment("writers") != 1:
            wrong.add()
        pause(choose)
        inside.increment("writers", -1)
    except Interrupted:
        inside["writers"] = 0
    finally:
        rw.write().release()


def reading(choose, rw, inside, wrong):
    try:
        with rw.read(timeout=choose.random() / 200):
            if inside["writers"] != 0:
                wrong.add()
            pause(choose)
    except (shared.LockAbandoned, TimeoutError):
        pass


def pause(choose):
    if choose.random() < 0.2:
        time.sleep(choose.random() / 1000)


def quietly(interp, *args):
    try:
        interp.call(work, *args)
    except Exception as e:
        if "killed" not in f"{type(e).__name__} {e}".lower():
            print("unexpected:", type(e).__name__, e)


def run(seed):
    choose = random.Random(seed)
    mutexes = (shared.Lock(), shared.RLock())
    rw, semaphore = shared.RWLock(), shared.Semaphore(2)
    inside = shared.ConcurrentDict({0: 0, 1: 0, "writers": 0})
    wrong, done = shared.AtomicInt(), shared.Event()
    running, threads = [], []

    def begin():
        interp, began = interpreters.create(), shared.Event()
        args = interp, choose.random(), mutexes, rw, semaphore, inside, wrong, done, began
        t = threading.Thread(target=quietly, args=args, daemon=True)
        t.start()
        running.append(interp)
        threads.append(t)
        began.wait(PATIENCE)

    for _ in range(3):
        begin()
    for _ in range(choose.randrange(4, 9)):
        time.sleep(choose.random() / 50)
        victim = running[choose.randrange(len(running))]
        if choose.random() < 0.5:
            victim.interrupt()
        else:
            running.remove(victim)
            victim.kill()
            begin()
    done.set()
    stuck = 0
    for t in threads:
        t.join(PATIENCE)
        stuck += t.is_alive()
    for interp in running:
        interp.close()
    for lock in mutexes:
        lock.recover(PATIENCE)
        lock.release()
        with lock:
            pass
    rw.recover(PATIENCE)
    rw.write().release()
    with rw.read():
        pass
    with rw.write():
        pass
    return wrong.get(), stuck


def main(seeds):
    first, _, last = seeds.partition("-")
    for seed in range(int(first), int(last or first) + 1):
        wrong, stuck = run(seed)
        if wrong or stuck:
            print(f"seed {seed}: wrong {wrong} stuck {stuck}")
            sys.exit(1)
    print("all right")


if __name__ == "__main__":
    main(sys.argv[1])
