"""Interpreters that are closed, interrupted and killed while they use queues: `queues_killed.py FIRST-LAST [ITEMS]`.

Each seed has two parts. In the one, interpreters put into a queue of `concurrent.interpreters` and get from it, with timeouts
that mostly are too short; in the other they send by a channel of `_interpchannels`, waiting for the receiver or not, and
receive. Some are interrupted, some closed when they are through, some killed at any moment. Then every item of one that is
still there was received once, or is still there; one of an interpreter that has ended may also have become UNBOUND, or have
gone, as was said when it was put; who was killed may take the one item with it that it had in its hands; and nobody waits for
ever. Stops at the first seed that fails.
"""

import os
import random
import sys
import threading
import time
from collections import Counter
from concurrent.interpreters import _queues, create_queue

import _interpchannels

from atoll import interpreters
from atoll.channels import *
from atoll.interpreters import Interrupted

PATIENCE = 60
RULES = {"bound": _queues.UNBOUND, "error": _queues.UNBOUND_ERROR, "removed": _queues.UNBOUND_REMOVE}


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


def plain(item):
    """An item as it is reported: the name of the rule in the place of one that lost its value."""
    return "bound" if item is _queues.UNBOUND else item if isinstance(item, str) else tuple(item)


class Taking:
    """What all have in common: a place in shared memory for a number, which stays when its owner is killed."""

    def __init__(self, name, place, counts, seed, report):
        self.name, self.place, self.counts, self.report = name, place, counts, report
        self.choose = random.Random(seed)

    def count(self, number):
        self.counts[self.place] = number

    def timeout(self):
        return self.choose.choice([None, 0, 0.00001, self.choose.random() * 0.003])


class Putting(Taking):
    """Puts its numbers, each until it is put."""

    def __init__(self, queue, rule, items, *rest):
        super().__init__(*rest)
        self.queue, self.rule, self.items, self.number = queue, rule, items, 0

    def step(self):
        self.count(self.number)
        if self.number == self.items:
            return True
        item = self.name, self.number
        try:
            # Between the two nothing can come in that interrupts.
            self.queue.put(item if self.choose.random() < 0.7 else list(item), timeout=self.timeout(),
                           unbounditems=RULES[self.rule])
            self.number += 1
        except _queues.QueueFull:
            pass
        return False


class Getting(Taking):
    """Gets until it finds None, and reports each item."""

    def __init__(self, queue, *rest):
        super().__init__(*rest)
        self.queue, self.item = queue, ()

    def step(self):
        if self.item is None:
            return True
        if self.item != ():
            self.report.send((self.name, plain(self.item)))
            self.item = ()
        try:
            self.item = self.queue.get(timeout=self.timeout())
        except _queues.QueueEmpty:
            pass
        except _queues.ItemInterpreterDestroyed:
            self.item = "error"
        return False


class Sending(Taking):
    """Sends its numbers by a channel, each once, and reports those of which it was told that they were received, or were not."""

    def __init__(self, channel, rule, items, *rest):
        super().__init__(*rest)
        self.channel, self.rule, self.items, self.number = channel, rule, items, 0

    def step(self):
        self.count(self.number)
        if self.number == self.items:
            return True
        self.number += 1
        timeout = self.timeout()
        told = "sent"
        try:
            flag, = _queues._serialize_unbound(RULES[self.rule])
            if self.choose.random() < 0.4:
                _interpchannels.send(self.channel, (self.name, self.number - 1), flag, blocking=False)
            else:
                told = "unknown"
                _interpchannels.send(self.channel, (self.name, self.number - 1), flag, timeout=timeout)
                told = "received"
        except TimeoutError:
            told = "taken back"
        finally:
            self.report.send((self.name, told, self.number - 1))
        return False


class Receiving(Taking):
    """Receives until it is told to stop, and reports each item."""

    def __init__(self, channel, *rest):
        super().__init__(*rest)
        self.channel, self.item = channel, ()

    def step(self):
        if self.item:
            self.report.send((self.name, self.item))
        self.item, flag = _interpchannels.recv(self.channel, ())
        if flag is not None:
            self.item = "error" if flag == 2 else "bound"
        if self.item == ():
            if self.counts[0]:
                return True
            time.sleep(self.choose.random() * 0.001)
        return False


def work_here(arrived, kind, *args):
    arrived.send(True)
    work = kind(*args)
    persist(work)
    work.report.close()


class Party:
    """An interpreter that takes part, and what becomes of it."""

    def __init__(self, kind, name, rule, fate, place):
        self.kind, self.name, self.rule, self.fate, self.place = kind, name, rule, fate, place
        self.interp = interpreters.create()
        self.thread = None

    def start(self, *args):
        here, arrived = channel()
        self.thread = self.interp.call_in_thread(work_here, here, self.kind, *args)
        arrived.recv(PATIENCE)

    def trouble(self, choose, over):
        """Interrupts or kills it, as is its fate."""
        time.sleep(choose.random() * 0.05)
        if self.fate == "killed":
            self.interp.kill(grace=0)
        while self.fate == "interrupted" and not over.is_set() and self.thread.is_alive():
            try:
                self.interp.interrupt()
            except interpreters.InterpreterError:
                pass
            time.sleep(choose.random() * 0.01)

    @property
    def gone(self):
        return self.fate in ("killed", "closed")


class Gathering:
    """One seed's part of one kind."""

    def __init__(self, seed, items):
        self.choose = random.Random(seed)
        self.items = items
        self.counts = memoryview(bytearray(8 * 16)).cast("q")
        self.report, self.reports = channel(None)
        self.parties = []
        self.problems = []

    def join(self, kind, fates, *ends):
        name = f"{kind.__name__} {len(self.parties) + 1}"
        rule = self.choose.choice(list(RULES))
        party = Party(kind, name, rule, self.choose.choice(fates), len(self.parties) + 1)
        self.parties.append(party)
        own = (rule, self.items) if kind in (Putting, Sending) else ()
        party.start(*ends, *own, name, party.place, self.counts, self.choose.random(), self.report)

    def run(self, givers, takers, stop):
        over = threading.Event()
        chaos = [threading.Thread(target=p.trouble, args=(random.Random(self.choose.random()), over), daemon=True)
                 for p in self.parties]
        for thread in chaos:
            thread.start()
        for party in self.parties:
            if party.kind in givers:
                party.thread.join(PATIENCE)
                if party.fate == "closed" and not party.thread.is_alive():
                    party.interp.close()
        for party, thread in zip(self.parties, chaos):
            if party.fate == "killed":
                thread.join(PATIENCE)
        stop([p for p in self.parties if p.kind in takers and p.fate != "killed"])
        for party in self.parties:
            party.thread.join(PATIENCE)
        over.set()
        for thread in chaos:
            thread.join(PATIENCE)
        stuck = [p.name for p in self.parties if p.thread.is_alive()]
        if stuck:
            self.problems.append(f"stuck: {stuck}")
        self.report.close()

    def gather(self, left):
        """What was received, by taker, in order."""
        got = {"left": left}
        for name, item, *told in self.reports.drain():
            if not told:
                got.setdefault(name, []).append(item)
        return got

    def check_items(self, got, possible):
        """How often each item came; `possible` are the numbers by giver of what may have been put."""
        found = Counter()
        for name, items in got.items():
            last = {}
            for item in items:
                if isinstance(item, str):
                    continue
                found[item] += 1
                giver, number = item
                if number <= last.get(giver, -1):
                    self.problems.append(f"{name}: {item} after {last[giver]}")
                last[giver] = number
                if number not in possible[giver]:
                    self.problems.append(f"{item} was never put")
        self.problems += [f"{item} came {times} times" for item, times in found.items() if times > 1]
        return found

    def balance(self, got, found, givers, sure, possible):
        """Whether what was put and not received is what its rule allows; `sure` are the numbers of what was put."""
        deaths = sum(p.fate == "killed" and p.kind not in givers for p in self.parties)
        unbound = Counter(item for items in got.values() for item in items if isinstance(item, str))
        lost = 0
        least, most = Counter(), Counter()
        for party in self.parties:
            if party.kind in givers:
                came = sum(giver == party.name for giver, _ in found)
                missing = [n for n in sure[party.name] if (party.name, n) not in found]
                if not party.gone:
                    lost += len(missing)
                else:
                    least[party.rule] += len(missing)
                    most[party.rule] += len(possible[party.name]) - came
        for rule in RULES:
            if unbound[rule] > most[rule] or rule == "removed" and unbound[rule]:
                self.problems.append(f"{unbound[rule]} unbound items by {rule}, of at most {most[rule]}")
            elif rule != "removed":
                lost += max(0, least[rule] - unbound[rule])
        if lost > deaths:
            self.problems.append(f"lost: {lost}, and {deaths} takers were killed")

    def end(self):
        for party in self.parties:
            if not party.gone:
                party.interp.close()


def queues(seed, items):
    """Items by a queue."""
    g = Gathering(f"queue {seed}", items)
    queue = create_queue(g.choose.choice([0, 1, 3, 20]))
    for _ in range(3):
        g.join(Putting, ["stays", "closed", "killed", "interrupted"], queue)
        g.join(Getting, ["stays", "killed", "interrupted"], queue)
    g.join(Getting, ["stays"], queue)

    def stop(getters):
        for _ in getters:
            queue.put(None, timeout=PATIENCE)

    g.run([Putting], [Getting], stop)
    left = []
    while not g.problems and queue.qsize():
        try:
            item = queue.get_nowait()
        except _queues.ItemInterpreterDestroyed:
            item = "error"
        if item is not None:
            left.append(plain(item))
    got = g.gather(left)
    putters = [p for p in g.parties if p.kind is Putting]
    sure = {p.name: range(g.counts[p.place]) for p in putters}
    possible = {p.name: range(min(items, g.counts[p.place] + (p.fate == "killed"))) for p in putters}
    if not g.problems:
        g.balance(got, g.check_items(got, possible), [Putting], sure, possible)
    g.end()
    return g.problems


def channels(seed, items):
    """Items by a channel."""
    g = Gathering(f"channel {seed}", items)
    cid = _interpchannels.create()
    # Else it would be closed with the first one that ends while nobody else has used it.
    _interpchannels.send(cid, ("first", 0), blocking=False)
    _interpchannels.recv(cid)
    for _ in range(3):
        g.join(Sending, ["stays", "closed", "killed", "interrupted"], cid)
        g.join(Receiving, ["stays", "killed", "interrupted"], cid)
    g.join(Receiving, ["stays"], cid)

    def stop(receivers):
        g.counts[0] = 1

    g.run([Sending], [Receiving], stop)
    left = []
    while True:
        item, flag = _interpchannels.recv(cid, ())
        if item == ():
            break
        left.append({2: "error", 3: "bound"}[flag] if flag is not None else item)
    sure, possible = {}, {}
    reports = g.reports.drain()
    for party in g.parties:
        if party.kind is Sending:
            told = {report[2]: report[1] for report in reports if report[0] == party.name}
            sure[party.name] = [n for n, what in told.items() if what in ("sent", "received")]
            # Of the last one of who is killed, and of one whose sending was interrupted, it is not known.
            possible[party.name] = [n for n, what in told.items() if what != "taken back"] + [len(told)]
    got = {"left": left}
    for report in reports:
        if len(report) == 2:
            got.setdefault(report[0], []).append(report[1])
    if not g.problems:
        g.balance(got, g.check_items(got, possible), [Sending], sure, possible)
    g.end()
    _interpchannels.destroy(cid)
    return g.problems


def in_vain(args):
    """Those that have called an interpreter that was killed end by an exception."""
    if args.exc_type is not interpreters.InterpreterKilledError:
        threading.__excepthook__(args)


def main(seeds, items):
    threading.excepthook = in_vain
    first, _, last = seeds.partition("-")
    for seed in range(int(first), int(last or first) + 1):
        print("seed", seed, flush=True)
        for part in queues, channels:
            problems = part(seed, items)
            if problems:
                print(part.__name__, *problems, sep="\n  ", flush=True)
                # Who waits for ever would keep the program.
                os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200)
