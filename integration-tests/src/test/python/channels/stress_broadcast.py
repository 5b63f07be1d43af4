"""Broadcasts under load and failure, from a seed: `stress_broadcast.py SEED [ITEMS]`. Prints what it has found, which must not
depend on timing.

Threads, tasks and other interpreters publish; subscribers of all policies come, go and are killed meanwhile. All that stay get
the items in the same order: those whom publishers wait for each one, those that are cut off the first ones, those that drop
some; what they got and what they were told that they have missed is everything.
"""

import asyncio
import random
import sys
import threading
import time

from atoll import interpreters
from atoll.channels import *


def pause(choose):
    if choose.random() < 0.05:
        time.sleep(choose.random() * 0.002)


def publish_in_thread(name, tx, seed, items, report):
    choose = random.Random(seed)
    for number in range(items):
        while True:
            try:
                match choose.randrange(3):
                    case 0:
                        tx.send((name, number))
                    case 1:
                        tx.send([name, number], timeout=choose.random() * 0.003)
                    case 2:
                        tx.send_nowait((name, number))
                break
            except (TimeoutError, ChannelFull):
                pass
        if choose.random() < 0.01:
            old, tx = tx, tx.clone()
            old.close()
        pause(choose)
    tx.close()
    report.send(("sent", name, items))
    report.close()


async def publish_in_task(name, tx, seed, items, report):
    choose = random.Random(seed)
    for number in range(items):
        while True:
            task = asyncio.ensure_future(tx.send_async([name, number], choose.choice([None, choose.random() * 0.003])))
            if choose.random() < 0.3:
                asyncio.get_running_loop().call_later(choose.random() * 0.002, task.cancel)
            try:
                await task
                break
            except (TimeoutError, asyncio.CancelledError):
                pass
    tx.close()
    report.send(("sent", name, items))
    report.close()


def subscribe_and_take(kind, name, topic, seed, report):
    rx = topic.subscribe(slow=kind)
    topic.close()
    take(kind, name, rx, seed, report)


def take(kind, name, rx, seed, report):
    """Take items by a thread until there are no more, and report them."""
    choose = random.Random(seed)
    got = []
    how = choose.choice(["recv", "select"])
    while True:
        try:
            timeout = choose.choice([None, 0, choose.random() * 0.003])
            got.append(tuple(rx.recv(timeout) if how == "recv" else select([rx], timeout)[1]))
        except TimeoutError:
            continue
        except ChannelClosed:
            break
        pause(choose)
    report.send(("got", name, kind, got, rx.missed))
    report.close()


async def take_in_task(kind, name, rx, seed, report):
    choose = random.Random(seed)
    got = []
    while True:
        task = asyncio.ensure_future(rx.recv_async(choose.choice([None, choose.random() * 0.003])))
        if choose.random() < 0.3:
            asyncio.get_running_loop().call_later(choose.random() * 0.002, task.cancel)
        try:
            got.append(tuple(await task))
        except (TimeoutError, asyncio.CancelledError):
            continue
        except ChannelClosed:
            break
        if choose.random() < 0.05:
            await asyncio.sleep(choose.random() * 0.002)
    report.send(("got", name, kind, got, rx.missed))
    report.close()


def come_and_go(name, topic, seed, report):
    """Subscribe again and again for a while: each time without a gap."""
    choose = random.Random(seed)
    n = 0
    while True:
        try:
            rx = topic.subscribe(choose.choice([1, 3, 50]))
        except ChannelClosed:
            break
        got = []
        with rx:
            try:
                for _ in range(choose.randrange(20)):
                    got.append(tuple(rx.recv()))
            except ChannelClosed:
                pass
        report.send(("slice", f"{name} {n}", got))
        n += 1
        pause(choose)
    topic.close()
    report.close()


def in_loop(function, *args):
    asyncio.run(function(*args))


def main(seed, items):
    choose = random.Random(seed)
    tx, topic = broadcast(choose.choice([1, 2, 7, 100]))
    reports, report = channel(None)[::-1]
    threads, spawned, doomed = [], [], []

    def here(function, *args):
        threads.append(threading.Thread(target=function, args=args))
        threads[-1].start()

    def elsewhere(function, *args):
        interp = interpreters.create()
        spawned.append(interp)
        threads.append(interp.call_in_thread(function, *args))
        return interp

    subscribers = set()
    for kind in ["block", "close", "drop_oldest", "drop_newest"]:
        for place in "thread", "task", "interpreter", "far task":
            name = f"{kind} {place}"
            subscribers.add(name)
            rx = topic.subscribe(choose.choice([0, 1, 5, 100]), slow=kind)
            work = [take_in_task] if "task" in place else []
            if place in ("thread", "task"):
                here(*([in_loop] if work else []), *(work or [take]), kind, name, rx, choose.random(), report.clone())
            elif work:
                elsewhere(in_loop, take_in_task, kind, name, rx, choose.random(), report)
            else:
                elsewhere(take, kind, name, rx, choose.random(), report)
    for i in range(2):
        here(come_and_go, f"near {i}", topic.clone(), choose.random(), report.clone())
        elsewhere(come_and_go, f"far {i}", topic, choose.random(), report)
        doomed.append(elsewhere(come_and_go, f"doomed {i}", topic, choose.random(), report))
        doomed.append(elsewhere(subscribe_and_take, "block", f"doomed {i}", topic, choose.random(), report))
    publishers = set()
    for i in range(2):
        here(publish_in_thread, f"thread {i}", tx.clone(), choose.random(), items, report.clone())
        elsewhere(publish_in_thread, f"interpreter {i}", tx, choose.random(), items, report)
        here(in_loop, publish_in_task, f"task {i}", tx.clone(), choose.random(), items // 4, report.clone())
        publishers |= {f"thread {i}", f"interpreter {i}", f"task {i}"}
    tx.close()
    topic.close()
    killers = [threading.Timer(choose.random() * 0.5, interp.kill) for interp in doomed]
    for killer in killers:
        killer.start()
    report.close()
    sent, got, slices = {}, {}, []
    for what, name, *rest in reports:
        if what == "sent":
            sent[name] = rest[0]
        elif what == "got":
            got[name] = rest
        else:
            slices.append(rest[0])
    for thread in threads:
        thread.join(60)
    print("publishers", len(publishers & sent.keys()), "of", len(publishers))
    print("subscribers", len(subscribers & got.keys()), "of", len(subscribers))
    check(sent, {name: of for name, of in got.items() if name in subscribers}, slices)
    print("stuck", sum(t.is_alive() for t in threads))
    for killer in killers:
        killer.join()
    for interp in spawned:
        if interp not in doomed:
            interp.close()


def check(sent, got, slices):
    order = got["block thread"][1]
    place = {item: i for i, item in enumerate(order)}
    total = sum(sent.values())
    wrong = [] if len(order) == len(place) == total else ["the first one"]
    for name in sent:
        if [n for who, n in order if who == name] != list(range(sent[name])):
            wrong.append(f"order of {name}")
    for name, (kind, items, missed) in got.items():
        places = [place[item] for item in items]
        right = {"block": places == list(range(total)), "close": places == list(range(len(places))),
                 "drop_oldest": places == sorted(set(places)), "drop_newest": places == sorted(set(places))}[kind]
        # One that was cut off learns at once how many it has missed so far; there may have been more later.
        if not right or len(items) + missed > total or kind != "close" and len(items) + missed < total:
            wrong.append(f"{name}: {len(items)} and {missed} of {total}")
    gaps = 0
    for items in slices:
        places = [place[item] for item in items]
        gaps += bool(places) and places != list(range(places[0], places[0] + len(places)))
    print("wrong", wrong, "gaps", gaps)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200)
