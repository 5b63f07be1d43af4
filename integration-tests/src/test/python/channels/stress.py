"""Channels under load and failure, from a seed: `stress.py SEED [ITEMS]`. Prints what it has found, which must not depend on timing.

Threads, tasks of event loops and threads of other interpreters send and receive on a few channels at the same time, by all
the ways there are. They time out, are cancelled, close clones, and some interpreters are killed. What one was told is sent
must be received once; an interpreter that is killed may take with it what it had just received, and nothing else.
"""

import asyncio
import random
import sys
import threading
import time

from atoll import interpreters
from atoll.channels import *

CHANNELS = 3


def pause(choose):
    if choose.random() < 0.05:
        time.sleep(choose.random() * 0.002)


def send_in_thread(name, channels, seed, items, report):
    """Send numbers by channels chosen at random; report what was sent by each: (name, channel, numbers)."""
    choose = random.Random(seed)
    channels = list(channels)
    sent = {i: [] for i in range(len(channels))}
    for number in range(items):
        i = choose.randrange(len(channels))
        while True:
            try:
                match choose.randrange(3):
                    case 0:
                        channels[i].send((name, number))
                    case 1:
                        channels[i].send([name, number], timeout=choose.random() * 0.003)
                    case 2:
                        channels[i].send_nowait((name, number))
                break
            except (TimeoutError, ChannelFull):
                pass
        sent[i].append(number)
        if choose.random() < 0.01:
            old, channels[i] = channels[i], channels[i].clone()
            old.close()
        pause(choose)
    for tx in channels:
        tx.close()
    for i, numbers in sent.items():
        report.send(("sent", name, i, numbers))
    report.close()


def receive_in_thread(name, channels, seed, report):
    """Receive until all is closed, and report each item."""
    choose = random.Random(seed)
    kind = choose.choice(["recv", "select", "selector"])
    channels = list(channels)
    numbers = {rx: i for i, rx in enumerate(channels)}
    selector = Selector(*channels)
    while True:
        try:
            timeout = choose.choice([None, 0, choose.random() * 0.003])
            if kind == "recv":
                if not channels:
                    break
                rx = choose.choice(channels)
                try:
                    item = rx.recv(0.001 if timeout is None else timeout)
                except ChannelClosed:
                    channels.remove(rx)
                    continue
            elif kind == "select":
                rx, item = select(channels, timeout)
            else:
                rx, item = selector.select(timeout)
        except TimeoutError:
            continue
        except ChannelClosed:
            break
        report.send(("got", name, numbers[rx], *item))
        pause(choose)
    report.send(("end", name))
    report.close()


async def send_in_task(name, channels, seed, items, report):
    choose = random.Random(seed)
    sent = {i: [] for i in range(len(channels))}
    for number in range(items):
        i = choose.randrange(len(channels))
        while True:
            task = asyncio.ensure_future(channels[i].send_async((name, number), choose.choice([None, choose.random() * 0.003])))
            if choose.random() < 0.3:
                asyncio.get_running_loop().call_later(choose.random() * 0.002, task.cancel)
            try:
                await task
                break
            except (TimeoutError, asyncio.CancelledError):
                pass
        sent[i].append(number)
        if choose.random() < 0.05:
            await asyncio.sleep(choose.random() * 0.002)
    for tx in channels:
        tx.close()
    for i, numbers in sent.items():
        report.send(("sent", name, i, numbers))
    report.close()


async def receive_in_task(name, channels, seed, report):
    choose = random.Random(seed)
    kind = choose.choice(["recv", "select", "selector"])
    channels = list(channels)
    numbers = {rx: i for i, rx in enumerate(channels)}
    selector = Selector(*channels)
    while channels:
        if kind == "recv":
            rx = choose.choice(channels)
            coroutine = rx.recv_async(choose.random() * 0.003)
        elif kind == "select":
            coroutine = select_async(channels, choose.choice([None, choose.random() * 0.003]))
        else:
            coroutine = selector.select_async(choose.choice([None, choose.random() * 0.003]))
        task = asyncio.ensure_future(coroutine)
        if choose.random() < 0.3:
            asyncio.get_running_loop().call_later(choose.random() * 0.002, task.cancel)
        try:
            item = await task
        except (TimeoutError, asyncio.CancelledError):
            continue
        except ChannelClosed:
            if kind != "recv":
                break
            channels.remove(rx)
            continue
        if kind != "recv":
            rx, item = item
        report.send(("got", name, numbers[rx], *item))
        if choose.random() < 0.05:
            await asyncio.sleep(choose.random() * 0.002)
    report.send(("end", name))
    report.close()


def run_loop(jobs):
    async def main():
        await asyncio.gather(*(work(*args) for work, *args in jobs))

    asyncio.run(main())


def with_arguments(here, function, *args):
    here.send("I have them")
    function(*args)


def main(seed, items):
    choose = random.Random(seed)
    pairs = [channel(choose.choice([1, 2, 7, 100])) for _ in range(CHANNELS)]
    senders, receivers = [tx for tx, _ in pairs], [rx for _, rx in pairs]
    reports, report = channel(None)[::-1]
    threads, doomed, spawned = [], [], []

    def clones(ends):
        return [end.clone() for end in ends]

    def elsewhere(function, *args):
        interp = interpreters.create()
        spawned.append(interp)
        here, arrived = channel()
        threads.append(interp.call_in_thread(with_arguments, here, function, *args))
        # They are sent when the thread has begun, and until then must not be closed.
        arrived.recv(60)
        return interp

    def here(function, *args):
        threads.append(threading.Thread(target=function, args=args))
        threads[-1].start()

    expected = set()
    for i in range(2):
        here(send_in_thread, f"thread {i}", clones(senders), choose.random(), items, report.clone())
        elsewhere(send_in_thread, f"interpreter {i}", senders, choose.random(), items, report)
        expected |= {f"thread {i}", f"interpreter {i}"}
    here(run_loop, [(send_in_task, f"task {i}", clones(senders), choose.random(), items // 4, report.clone()) for i in range(2)])
    elsewhere(run_loop_elsewhere, "send", [f"far task {i}" for i in range(2)], senders, choose.random(), items // 4, report)
    expected |= {f"{far}task {i}" for i in range(2) for far in ("", "far ")}
    for i in range(2):
        here(receive_in_thread, f"thread {i}", clones(receivers), choose.random(), report.clone())
        elsewhere(receive_in_thread, f"interpreter {i}", receivers, choose.random(), report)
        doomed.append(elsewhere(receive_in_thread, f"doomed {i}", receivers, choose.random(), report))
    here(run_loop, [(receive_in_task, f"task {i}", clones(receivers), choose.random(), report.clone()) for i in range(2)])
    elsewhere(run_loop_elsewhere, "receive", [f"far task {i}" for i in range(2)], receivers, choose.random(), 0, report)
    doomed.append(elsewhere(run_loop_elsewhere, "receive", ["doomed task"], receivers, choose.random(), 0, report))
    for end in [*senders, *receivers]:
        end.close()
    killers = [threading.Timer(choose.random() * 0.5, interp.kill) for interp in doomed]
    for killer in killers:
        killer.start()
    report.close()
    sent, got, ended = {}, {}, set()
    for what, name, *rest in reports:
        if what == "sent":
            sent[name, rest[0]] = rest[1]
        elif what == "got":
            i, sender, number = rest
            got.setdefault((sender, i), {}).setdefault(name, []).append(number)
        else:
            ended.add(name)
        if not isinstance(name, str):
            raise SystemExit(f"strange report: {what, name}")
    for thread in threads:
        thread.join(60)
    stuck = [t for t in threads if t.is_alive()]
    for killer in killers:
        killer.join()
    check(sent, got, len(doomed), expected)
    print("stuck", len(stuck))
    for interp in spawned:
        if interp not in doomed:
            interp.close()


def run_loop_elsewhere(what, names, ends, seed, items, report):
    """As run_loop, in an interpreter of its own: each task has clones."""
    choose = random.Random(seed)
    jobs = []
    for name in names:
        own = [end.clone() for end in ends]
        if what == "send":
            jobs.append((send_in_task, name, own, choose.random(), items, report.clone()))
        else:
            jobs.append((receive_in_task, name, own, choose.random(), report.clone()))
    for end in [*ends, report]:
        end.close()
    run_loop(jobs)


def check(sent, got, deaths, expected):
    lost = doubled = unsent = disordered = 0
    for key, numbers in sent.items():
        by_receiver = got.pop(key, {})
        received = [n for some in by_receiver.values() for n in some]
        lost += len(set(numbers) - set(received))
        unsent += len(set(received) - set(numbers))
        doubled += len(received) - len(set(received))
        disordered += sum(some != sorted(some) for some in by_receiver.values())
    print("senders", len({name for name, _ in sent}), "of", len(expected))
    print("lost", lost if lost > deaths else 0, "doubled", doubled, "out of order", disordered, "never sent", unsent + len(got))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200)
