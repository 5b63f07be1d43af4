"""Threads, tasks of event loops and actors of all styles together on one channel: `mixed.py SEED [ITEMS]`.

They are of several interpreters; they time out, are interrupted, cancelled, close and clone their ends, and some are killed.
In the end every item that somebody was told is sent must have been received once, be still there, or have been counted as
dropped by the channel's policy. Who is killed may take with it the one item that it had in its hands. The channel is one with
priorities at times, or one subscriber's of a broadcast, of which another subscriber must get everything then.

`mixed.py FIRST-LAST` runs all seeds in between, and stops at the first one that fails. Prints what it has found, which does
not depend on timing.
"""

import asyncio
import os
import random
import sys
import threading
import time

from atoll import interpreters
from atoll.actors import actor, receive, spawn
from atoll.channels import *
from atoll.interpreters import Interrupted

PATIENCE = 60


def pause(choose):
    if choose.random() < 0.05:
        time.sleep(choose.random() * 0.002)


def urgency(number, priorities):
    """What a number is sent with besides, where there are priorities."""
    return {"priority": number % 3} if priorities else {}


class Sending:
    """One that sends its numbers, each until it is sent. Every step may be broken off and begun again."""

    def __init__(self, name, tx, seed, items, priorities):
        self.name, self.tx, self.items, self.priorities = name, tx, items, priorities
        self.choose = random.Random(seed)
        self.number = 0
        self.old = tx

    def step(self):
        choose = self.choose
        if self.old is not self.tx:
            self.old.close()
        if self.number == self.items:
            return True
        timeout = choose.choice([None, choose.random() * 0.003])
        item = self.name, self.number
        if choose.random() < 0.3:
            item = list(item)
        try:
            if choose.random() < 0.2:
                # Between the two nothing can come in that interrupts.
                self.tx.send_nowait(item, **urgency(self.number, self.priorities))
                self.number += 1
            else:
                self.tx.send(item, timeout, **urgency(self.number, self.priorities))
                self.number += 1
        except (TimeoutError, ChannelFull):
            pass
        except ChannelClosed:
            return True
        if choose.random() < 0.01:
            self.old, self.tx = self.tx, self.tx.clone()
        pause(choose)
        return False

    def result(self):
        self.old.close()
        self.tx.close()
        return "sent", self.name, self.number


class Receiving:
    """One that receives all that it can, at most `most` items; those that are to be killed report each at once."""

    def __init__(self, name, rx, seed, most, report):
        self.name, self.rx, self.most, self.report = name, rx, most, report
        self.choose = random.Random(seed)
        self.selector = Selector(rx) if self.choose.random() < 0.2 else None
        self.item = None
        self.got = []
        self.old = rx

    def step(self):
        if self.old is not self.rx:
            self.old.close()
        if self.item is not None:
            if self.report is not None:
                self.report.send(("got", self.name, self.item))
            self.got.append(self.item)
            self.item = None
        if len(self.got) >= self.most:
            return True
        choose = self.choose
        timeout = choose.choice([None, 0, choose.random() * 0.003])
        try:
            kind = choose.randrange(6)
            if self.selector is not None:
                self.item = self.selector.select(timeout)[1]
            elif kind == 0:
                self.item = self.rx.recv_nowait()
            elif kind == 1:
                self.item = select([self.rx, after(0.002)])[1]
                if self.item == 1:
                    self.item = None
            elif kind == 2:
                self.rx.peek()
            elif kind == 3:
                for self.item in self.rx:
                    break
            else:
                self.item = self.rx.recv(timeout)
        except (TimeoutError, ChannelEmpty):
            pass
        except ChannelClosed:
            return True
        if choose.random() < 0.01 and self.selector is None:
            self.old, self.rx = self.rx, self.rx.clone()
        pause(choose)
        return False

    def result(self):
        if self.selector is not None:
            self.selector.close()
        self.old.close()
        self.rx.close()
        return "received", self.name, [] if self.report is not None else self.got


def persist(work, depth=3):
    """All steps of some work, whoever interrupts."""
    while True:
        try:
            while not work.step():
                pass
            return
        except Interrupted:
            pass
        if depth:
            try:
                return persist(work, depth - 1)
            except Interrupted:
                pass


def in_thread(work, report):
    persist(work)
    report.send(work.result())
    report.close()


class Joining:
    """One that waits for threads."""

    def __init__(self, threads):
        self.threads = threads

    def step(self):
        for thread in self.threads:
            thread.join()
        return True


def in_threads_elsewhere(jobs, end, seed, report, ready):
    """Several threads of one interpreter, each with an end of its own."""
    works = [(make(kind, name, end.clone(), seed + name, *rest), report.clone()) for kind, name, *rest in jobs]
    end.close()
    report.close()
    threads = [threading.Thread(target=in_thread, args=each) for each in works]
    for thread in threads:
        thread.start()
    ready.send(True)
    persist(Joining(threads))


def make(kind, name, end, seed, amount, report=None):
    return Sending(name, end, seed, *amount) if kind == "send" else Receiving(name, end, seed, amount, report)


# Tasks.

async def with_cancelling(choose, coroutine):
    """What the coroutine gives; CancelledError where it was cancelled before."""
    task = asyncio.ensure_future(coroutine)
    if choose.random() < 0.3:
        asyncio.get_running_loop().call_later(choose.random() * 0.002, task.cancel)
    return await task


async def send_in_task(name, tx, seed, items, priorities):
    choose = random.Random(seed)
    number = 0
    while number < items:
        try:
            timeout = choose.choice([None, choose.random() * 0.003])
            await with_cancelling(choose, tx.send_async((name, number), timeout, **urgency(number, priorities)))
            number += 1
        except (TimeoutError, ChannelFull, asyncio.CancelledError):
            pass
        except ChannelClosed:
            break
        if choose.random() < 0.05:
            await asyncio.sleep(choose.random() * 0.002)
    tx.close()
    return "sent", name, number


async def first_of(rx):
    async for item in rx:
        return item
    raise ChannelClosed


async def first_of_selector(selector):
    async for _, item in selector:
        return item
    raise ChannelClosed


async def receive_in_task(name, rx, seed, most, report):
    choose = random.Random(seed)
    got = []
    timer = after(1000)
    selector = Selector(rx)
    while len(got) < most:
        timeout = choose.choice([None, choose.random() * 0.003])
        try:
            match choose.randrange(6):
                case 0:
                    item = await with_cancelling(choose, rx.recv_async(timeout))
                case 3:
                    item = (await with_cancelling(choose, selector.select_async(timeout)))[1]
                case 4:
                    item = await with_cancelling(choose, first_of_selector(selector))
                case 5:
                    rx.peek()
                    item = rx.recv_nowait()
                case 1:
                    item = await with_cancelling(choose, first_of(rx))
                case 2:
                    item = (await with_cancelling(choose, select_async([rx, timer] if choose.random() < 0.5 else [rx], timeout)))[1]
        except ChannelEmpty:
            await asyncio.sleep(0)
            continue
        except (TimeoutError, asyncio.CancelledError):
            if rx.stats().depth == 0 and rx.stats().senders == 0:
                break  # a selection with a timer does not end
            continue
        except ChannelClosed:
            break
        got.append(item)
        if report is not None:
            report.send(("got", name, item))
        if choose.random() < 0.05:
            await asyncio.sleep(choose.random() * 0.002)
    selector.close()
    rx.close()
    return "received", name, [] if report is not None else got


def in_loop(jobs, end, seed, report):
    """Several tasks of one loop, each with an end of its own."""
    async def main():
        tasks = []
        for kind, name, amount, *each in jobs:
            own = end.clone()
            work = send_in_task(name, own, seed + name, *amount) if kind == "send" else receive_in_task(name, own, seed + name, amount, *(each or [None]))
            tasks.append(asyncio.ensure_future(work))
        end.close()
        for task in asyncio.as_completed(tasks):
            report.send(await task)

    asyncio.run(main())
    report.close()


# Actors.

@actor
class Worker:
    """Handles one job by a plain method, or several at the same time by coroutines."""

    def work(self, kind, name, end, seed, amount, report, each):
        work = make(kind, name, end, seed, amount, each)
        persist(work)
        report.send(work.result())
        report.close()

    async def work_async(self, kind, name, end, seed, amount, report, each):
        work = send_in_task(name, end, seed, *amount) if kind == "send" else receive_in_task(name, end, seed, amount, each)
        report.send(await work)
        report.close()


def plain_worker():
    for kind, name, end, seed, amount, report, each in receive():
        work = make(kind, name, end, seed, amount, each)
        persist(work)
        report.send(work.result())
        report.close()
        return


async def worker():
    async for kind, name, end, seed, amount, report, each in receive():
        work = send_in_task(name, end, seed, *amount) if kind == "send" else receive_in_task(name, end, seed, amount, each)
        report.send(await work)
        report.close()
        return


# All together.

def with_arguments(here, function, *args):
    here.send("I have them")
    function(*args)


class Gathering:
    def __init__(self, seed, items):
        self.choose = random.Random(seed)
        self.items = items
        self.policy = self.choose.choice(["block"] * 4 + ["fail", "drop_oldest", "drop_newest"])
        self.witness = None
        maxsize = self.choose.choice([1, 2, 7, 100, None])
        if self.choose.random() < 0.2 and self.policy != "fail":
            self.priorities = self.early = False
            self.tx, topic = broadcast()
            self.rx, self.witness = topic.subscribe(maxsize, self.policy), topic.subscribe(None)
            topic.close()
        else:
            self.priorities = self.choose.random() < 0.3
            self.early = self.choose.random() < 0.3
            self.tx, self.rx = channel(maxsize, self.policy, priorities=self.priorities)
        self.reports = None
        self.report = None
        self.threads = []
        self.interruptible = []
        self.interpreters = []
        self.doomed = []
        self.expected = set()
        self.deaths = 0
        self.names = 0

    def job(self, kind, doomed=False):
        """(kind, name, amount[, report]) of one that sends or receives."""
        self.names += 1
        name = f"{'doomed ' if doomed else ''}{kind} {self.names}"
        if not doomed:
            self.expected.add(name)
        most = self.choose.randrange(self.items) if self.early else sys.maxsize
        rest = [self.report.clone()] if doomed and kind == "receive" else []
        return kind, name, (self.items, self.priorities) if kind == "send" else most, *rest

    def end(self, kind):
        return (self.tx if kind == "send" else self.rx).clone()

    def seed(self):
        return str(self.choose.random())

    def here(self, function, *args):
        self.threads.append(threading.Thread(target=function, args=args, daemon=True))
        self.threads[-1].start()

    def elsewhere(self, function, *args):
        interp = interpreters.create()
        self.interpreters.append(interp)
        here, arrived = channel()
        self.threads.append(interp.call_in_thread(with_arguments, here, function, *args))
        # The arguments are sent when the thread has begun; until then their ends must not be closed.
        arrived.recv(PATIENCE)
        return interp

    def join(self, kind, style):
        """One more takes part."""
        doomed = style.startswith("doomed")
        end = self.end(kind)
        match style.removeprefix("doomed "):
            case "thread":
                self.here(in_thread, make(*self.with_end(self.job(kind), end)), self.report.clone())
            case "loop":
                self.here(in_loop, [self.job(kind) for _ in range(3)], end, self.seed(), self.report.clone())
            case "far threads":
                ready, is_ready = channel()
                interp = self.elsewhere(in_threads_elsewhere, [self.job(kind, doomed) for _ in range(2)], end, self.seed(), self.report, ready)
                if doomed:
                    self.doomed.append(interp)
                else:
                    self.interruptible.append((interp, is_ready))
                # Both may have an item in their hands.
                self.deaths += 2 * doomed
            case "far loop":
                interp = self.elsewhere(in_loop, [self.job(kind, doomed) for _ in range(2)], end, self.seed(), self.report)
                if doomed:
                    self.doomed.append(interp)
                self.deaths += doomed
            case "actor":
                self.act(kind, spawn(Worker).tell.work, self.job(kind), end)
            case "actor with coroutines":
                ref = spawn(Worker)
                for _ in range(2):
                    self.act(kind, ref.tell.work_async, self.job(kind, doomed), end.clone())
                self.doom(ref, doomed)
            case "function":
                ref = spawn(plain_worker)
                self.act(kind, ref.send, self.job(kind, doomed), end)
                self.doom(ref, doomed)
            case "coroutine":
                ref = spawn(worker)
                self.act(kind, ref.send, self.job(kind, doomed), end)
                self.doom(ref, doomed)
        if style not in ("thread", "loop"):
            end.close()

    def doom(self, ref, doomed):
        if doomed:
            self.doomed.append(ref)
            self.deaths += 1

    def with_end(self, job, end):
        kind, name, amount, *rest = job
        return kind, name, end, self.seed(), amount, *rest

    def act(self, kind, send, job, end):
        kind, name, end, seed, amount, *rest = self.with_end(job, end)
        message = kind, name, end, seed, amount, self.report, (rest or [None])[0]
        send(message) if send.__name__ == "send" else send(*message)
        end.close()

    def run(self):
        choose = self.choose
        self.report, self.reports = channel(None)
        styles = ["thread", "loop", "far threads", "far loop", "actor", "actor with coroutines", "function", "coroutine"]
        doomed = ["doomed far threads", "doomed far loop", "doomed actor with coroutines", "doomed function", "doomed coroutine"]
        for kind in ("send", "receive"):
            for style in choose.sample(styles, 3) + choose.sample(doomed, choose.randrange(3)):
                self.join(kind, style)
        # What is left is told by a receiver, or, where all of them end early, by a sender, which may be closed for that.
        self.tx.close()
        if self.early:
            self.rx.close()
        chaos = [threading.Timer(choose.random() * 0.5, one.kill, kwargs={"grace": 0}) for one in self.doomed]
        chaos += [threading.Thread(target=self.interrupt, args=(random.Random(self.seed()), *each)) for each in self.interruptible]
        for thread in chaos:
            thread.daemon = True
            thread.start()
        self.report.close()
        for thread in chaos:
            thread.join(PATIENCE)
        told, missing = self.gather()
        for thread in self.threads:
            thread.join(PATIENCE if not missing else 0.1)
        stuck = sum(thread.is_alive() for thread in self.threads)
        # An actor or interpreter lets go of its last end a moment after it has told what it has done.
        end = time.monotonic() + PATIENCE
        while self.early and not missing and self.tx.stats().receivers and time.monotonic() < end:
            time.sleep(0.01)
        figures = self.tx.stats() if self.witness is None else self.rx.stats()
        left = [] if missing else self.tx.unreceived() if self.early else self.rx.drain()
        sent, got = self.sort(told + self.reports.drain())
        self.check(sent, got, missing, stuck, left, figures)
        if self.witness is not None and not missing:
            self.check_all(sent, self.witness.drain())

    @staticmethod
    def interrupt(choose, interp, is_ready):
        is_ready.recv(PATIENCE)
        for _ in range(choose.randrange(10)):
            time.sleep(choose.random() * 0.1)
            try:
                interp.interrupt(threads=True)
            except interpreters.InterpreterError:
                return

    def gather(self):
        """What all have told but those who are to be killed; and who has told nothing."""
        told = []
        missing = set(self.expected)
        try:
            while missing:
                told.append(self.reports.recv(PATIENCE))
                if told[-1][0] != "got":
                    missing.discard(told[-1][1])
        except (TimeoutError, ChannelClosed):
            pass
        return told, missing

    @staticmethod
    def sort(told):
        sent, got = {}, {}
        for what, name, each in told:
            if what == "sent":
                sent[name] = each
            elif what == "received":
                got.setdefault(name, []).extend(each)
            else:
                got.setdefault(name, []).append(each)
        return sent, got

    def check(self, sent, got, missing, stuck, left, figures):
        found, doubled, disordered, unsent = {}, 0, 0, 0
        for name, items in [*got.items(), ("left", left)]:
            last = {}
            for sender, number in items:
                numbers = found.setdefault(sender, set())
                doubled += number in numbers
                numbers.add(number)
                line = sender, number % 3 if self.priorities else 0
                disordered += number <= last.get(line, -1)
                last[line] = number
        lost = 0
        for sender, numbers in found.items():
            lost += (sent[sender] if sender in sent else max(numbers) + 1) - len(numbers)
            unsent += sum(number >= sent[sender] for number in numbers) if sender in sent else 0
        lost += sum(count for sender, count in sent.items() if sender not in found)
        lost -= figures.dropped
        # Of what a killed one has sent last, and was dropped, nobody knows.
        known = 0 <= lost <= self.deaths or any(sender not in sent for sender in found) and -figures.dropped <= lost <= self.deaths
        print("lost", 0 if known else lost, "doubled", doubled, "out of order", disordered, "never sent", unsent)
        print("missing", len(missing), "stuck", stuck)
        if missing or stuck:
            print("  ", *sorted(missing), figures, self.policy, "early" if self.early else "", file=sys.stderr)
        self.failed = not known or doubled or disordered or unsent or missing or stuck


    def check_all(self, sent, items):
        """What a subscriber got that missed nothing: all from each, in order."""
        numbers = {}
        for sender, number in items:
            numbers.setdefault(sender, []).append(number)
        wrong = [sender for sender in numbers | sent if numbers.get(sender, []) != list(range(sent.get(sender, len(numbers.get(sender, [])))))]
        print("wrong in the whole", *wrong)
        self.failed = self.failed or wrong


def in_vain(args):
    """Those that have called an interpreter that was killed end by an exception."""
    if args.exc_type is not interpreters.InterpreterKilledError:
        threading.__excepthook__(args)


def main(seeds, items):
    threading.excepthook = in_vain
    first, _, last = seeds.partition("-")
    for seed in range(int(first), int(last or first) + 1):
        if last:
            print("seed", seed, flush=True)
        gathering = Gathering(seed, items)
        gathering.run()
        if gathering.failed:
            print("seed", seed, "has failed", flush=True)
            # Who waits for ever would keep the program.
            os._exit(1)
        for interp in gathering.interpreters:
            if interp not in gathering.doomed:
                interp.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200)
