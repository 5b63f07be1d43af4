"""Selecting from everything at once, from a seed: `stress_select.py SEED [ITEMS]`. Prints what it has found, which must not depend
on timing.

Threads, tasks of event loops, another interpreter and two actors select from the same channels and queues, the actors from their
messages as well; they time out, are cancelled, and one interpreter is killed, which may take with it what it had just received.
"""

import asyncio
import random
import sys
import threading
import time
from concurrent.interpreters import create_queue

from atoll import interpreters
from atoll.actors import receive, spawn
from atoll.channels import *


def take(name, channels, queues, seed, report):
    choose = random.Random(seed)
    ends = [*channels, *queues]
    choose.shuffle(ends)
    selector = Selector(*ends) if choose.random() < 0.5 else None
    while True:
        timeout = choose.choice([None, 0, choose.random() * 0.003])
        try:
            item = (selector.select(timeout) if selector else select(ends, timeout))[1]
        except TimeoutError:
            continue
        if item is None:
            break
        report.send((name, item))
        if choose.random() < 0.02:
            time.sleep(choose.random() * 0.002)
    report.close()


async def take_in_task(name, channels, queues, seed, report):
    choose = random.Random(seed)
    ends = [*channels, *queues]
    selector = Selector(*ends) if choose.random() < 0.5 else None
    while True:
        timeout = choose.choice([None, choose.random() * 0.003])
        task = asyncio.ensure_future(selector.select_async(timeout) if selector else select_async(ends, timeout))
        if choose.random() < 0.3:
            asyncio.get_running_loop().call_later(choose.random() * 0.002, task.cancel)
        try:
            item = (await task)[1]
        except (TimeoutError, asyncio.CancelledError):
            continue
        if item is None:
            break
        report.send((name, item))
    report.close()


def run_loop(name, channels, queues, seed, report):
    asyncio.run(take_in_task(name, channels, queues, seed, report))


def listen(name, channels, queues, report):
    for end, item in Selector(receive(), *channels, *queues):
        if item is None:
            break
        report.send((name, item))
    report.close()


async def listen_in_task(name, channels, queues, report):
    ends = [receive(), *channels, *queues]
    while True:
        end, item = await select_async(ends)
        if item is None:
            break
        report.send((name, item))
    report.close()


def main(seed, items):
    choose = random.Random(seed)
    pairs = [channel(choose.choice([1, 3, 50])) for _ in range(3)]
    queues = [create_queue(choose.choice([0, 1, 20])) for _ in range(3)]
    reports, report = channel(None)[::-1]
    receivers = [rx for _, rx in pairs]
    takers, spawned = [], []

    def here(function, *args):
        takers.append(threading.Thread(target=function, args=args))
        takers[-1].start()

    for i in range(2):
        here(take, f"thread {i}", [rx.clone() for rx in receivers], queues, choose.random(), report.clone())
        here(run_loop, f"task {i}", [rx.clone() for rx in receivers], queues, choose.random(), report.clone())
    for function in take, run_loop, take:
        interp = interpreters.create()
        spawned.append(interp)
        takers.append(interp.call_in_thread(function, "interpreter", receivers, queues, choose.random(), report))
    doomed = spawned.pop()
    takers.pop()
    actors = [spawn(f, f.__name__, receivers, queues, report) for f in (listen, listen_in_task)]
    threading.Timer(choose.random() * 0.3, doomed.kill).start()

    def feed(where, put):
        for number in range(items):
            put((where, number))

    feeders = [threading.Thread(target=feed, args=(f"channel {i}", tx.send)) for i, (tx, _) in enumerate(pairs)]
    feeders += [threading.Thread(target=feed, args=(f"queue {i}", q.put)) for i, q in enumerate(queues)]
    feeders += [threading.Thread(target=feed, args=(f"actor {i}", a.send)) for i, a in enumerate(actors)]
    for t in feeders:
        t.start()
    for t in feeders:
        t.join(100)
    for a in actors:
        a.send(None)
        a.join(60)
    doomed.kill()
    stuck = sum(t.is_alive() for t in feeders)
    if not stuck:
        end = time.monotonic() + 60
        while any(t.is_alive() for t in takers) and time.monotonic() < end:
            try:
                pairs[0][0].send(None, 0.01)
            except TimeoutError:
                pass
    report.close()
    for end in receivers:
        end.close()
    for t in takers:
        t.join(60)
    got = {}
    for name, (where, number) in reports:
        got.setdefault(where, {}).setdefault(name, []).append(number)
    lost = doubled = disordered = 0
    for where, by_taker in got.items():
        numbers = [n for some in by_taker.values() for n in some]
        lost += items - len(set(numbers))
        doubled += len(numbers) - len(set(numbers))
        # Two interpreters have the same name.
        disordered += sum(some != sorted(some) for name, some in by_taker.items() if name != "interpreter")
    print("sources", len(got), "lost", lost if lost > 1 else 0, "doubled", doubled, "out of order", disordered)
    print("stuck", stuck + sum(t.is_alive() for t in takers))
    for interp in spawned:
        interp.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 150)
