"""Actors under load and failure, from a seed: `stress.py SEED`. Prints what it has found, which must not depend on timing.

Many senders in actors and threads, receivers that fail and are restarted, are interrupted, killed and stopped at random.
Every message must be handled, in the order of its sender, or be a dead letter, or its sender must have got an error.
"""

import random
import sys
import threading
import time

from atoll.actors import *

SENDERS = 4
RECEIVERS = 8
EACH = 500


@actor
class Ledger:
    """Notes what was handled."""

    def __init__(self):
        self.handled = {}

    def note(self, sender, receiver, number):
        self.handled.setdefault((sender, receiver), []).append(number)

    def all(self):
        return self.handled


@actor
class Receiver:
    def __init__(self, ledger, name):
        self.ledger, self.name = ledger, name

    def take(self, sender, number, what):
        if what == "fail":
            raise ValueError(number)
        if what == "slow":
            time.sleep(0.001)
        if what == "recurse":
            self.take(sender, number, what)
        self.ledger.tell.note(sender, self.name, number)
        return number


@actor
class Sender:
    def deliver(self, name, receivers, seed):
        return send(name, receivers, seed)


def send(name, receivers, seed):
    """What was sent and accepted, by receiver; and what was refused."""
    choose = random.Random(seed)
    sent, refused, asked = {}, [], []
    for number in range(EACH):
        receiver = choose.randrange(len(receivers))
        what = choose.choices(["", "fail", "slow", "recurse"], [90, 4, 5, 1])[0]
        try:
            if choose.random() < 0.3:
                asked.append((receiver, number, receivers[receiver].take(name, number, what)))
            else:
                receivers[receiver].tell.take(name, number, what)
            sent.setdefault(receiver, []).append(number)
        except MailboxFull:
            refused.append((receiver, number))
    failed = [(receiver, number) for receiver, number, future in asked if future.exception() is not None]
    return sent, refused, failed


def main(seed):
    choose = random.Random(seed)
    ledger = spawn(Ledger, mailbox=1_000_000)
    kinds = [Mailbox(100, overflow="block"), Mailbox(50, overflow="fail"), Mailbox(50, overflow="drop_oldest")]
    strategies = [Restart(times=None), Restart(times=None, backoff=0.002, max_backoff=0.01), Resume(), Stop()]
    receivers = [spawn(Receiver, ledger, i, mailbox=choose.choice(kinds), supervise=choose.choice(strategies)) for i in range(RECEIVERS)]
    senders = [spawn(Sender) for _ in range(SENDERS)]
    futures = [s.deliver(f"actor {i}", receivers, choose.random()) for i, s in enumerate(senders)]
    by_threads = {}

    def run(i, own):
        by_threads[i] = send(f"thread {i}", receivers, own)

    threads = [threading.Thread(target=run, args=(i, choose.random())) for i in range(2)]
    for thread in threads:
        thread.start()
    disturb(choose, receivers)
    for thread in threads:
        thread.join()
    reports = {f"actor {i}": f.result() for i, f in enumerate(futures)}
    reports.update({f"thread {i}": by_threads[i] for i in by_threads})
    for receiver in receivers:
        receiver.stop(after_pending=True)
    for receiver in receivers:
        assert receiver.join(60), receiver
    check(ledger.all().result(), reports)


def disturb(choose, receivers):
    for _ in range(20):
        time.sleep(0.01)
        receiver = choose.choice(receivers)
        match choose.choice(["interrupt", "interrupt", "kill", "stop", "nothing"]):
            case "interrupt":
                receiver.interrupt()
            case "kill":
                receiver.kill(grace=choose.choice([0, 0.01]))
            case "stop":
                receiver.stop()


def check(handled, reports):
    dead = {(letter.args[0], letter.recipient.name, letter.args[1]) for letter in dead_letters() if len(letter.args) == 3}
    lost = disordered = 0
    for name, (sent, refused, failed) in reports.items():
        for receiver, numbers in sent.items():
            got = handled.get((name, receiver), [])
            disordered += got != sorted(got)
            missing = set(numbers) - set(got)
            for number in missing:
                title = next(n for n in NAMES[receiver])
                if (receiver, number) not in failed and (name, title, number) not in dead:
                    lost += 1
                    print("lost:", name, receiver, number, file=sys.stderr)
    print("lost", lost, "out of order", disordered, "senders", len(reports))


class Names(dict):
    """The made-up names of the receivers: the ledger has number 1."""

    def __missing__(self, receiver):
        return [f"Receiver-{receiver + 2}"]


NAMES = Names()
main(int(sys.argv[1]))
