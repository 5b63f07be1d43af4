"""Tries to have more messages wait for an actor than its limit allows, in ten ways; prints what each of them got."""

import sys
import threading
import time

from atoll.actors import *

LIMIT = 5


@actor
class Busy:
    def work(self, seconds=0):
        time.sleep(seconds)

    def on_message(self, message):
        pass

    def fill_itself(self):
        me = self_ref()
        return flood(lambda: me.tell.work())


@actor
class Other:
    def flood(self, busy):
        return flood(lambda: busy.tell.work())

    async def flood_in_coroutine(self, busy):
        return flood(lambda: busy.work())


def flood(send):
    """How many messages were refused of many more than the limit."""
    refused = 0
    for _ in range(4 * LIMIT):
        try:
            send()
        except MailboxFull:
            refused += 1
    return refused


def by_threads(busy):
    refused = []
    threads = [threading.Thread(target=lambda: refused.append(flood(lambda: busy.tell.work()))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(refused)


def by_timers(busy):
    """What is sent later cannot be refused to anybody: it is a dead letter."""
    before = len(dead_letters())
    for _ in range(4 * LIMIT):
        busy.after(0).work()
    until = time.monotonic() + 30
    while len(dead_letters()) - before < 3 * LIMIT and time.monotonic() < until:
        time.sleep(0.01)
    return len(dead_letters()) - before


def by_restart(busy):
    """Messages survive a restart, and so does the limit."""
    flood(lambda: busy.tell.work())
    busy.interrupt()
    while busy.restarts == 0 or busy.pending:
        time.sleep(0.01)
    busy.tell.work(60)
    return flood(lambda: busy.tell.work())


WAYS = {
    'tell': lambda busy: flood(lambda: busy.tell.work()),
    'ask': lambda busy: flood(lambda: busy.work()),
    'ask with a timeout': lambda busy: flood(lambda: busy.ask(timeout=60).work()),
    'send': lambda busy: flood(lambda: busy.send(1)),
    'request': lambda busy: flood(lambda: busy.request(1)),
    'priorities': lambda busy: flood(lambda: busy.tell(priority=9).work()),
    'threads': by_threads,
    'another actor': lambda busy: spawn(Other).flood(busy).result(60),
    'coroutine': lambda busy: spawn(Other).flood_in_coroutine(busy).result(60),
    'timers': by_timers,
    'restart': by_restart,
}


def main():
    bad = 0
    for name, way in WAYS.items():
        busy = spawn(Busy, limits={'mailbox': LIMIT}, mailbox=Mailbox(1000, overflow='fail', priorities=name == 'priorities'), supervise=Restart())
        begun = busy.work(60)
        while not begun.running():
            time.sleep(0.01)
        refused = way(busy)
        waiting = busy.pending
        good = waiting <= LIMIT and refused >= 3 * LIMIT
        bad += not good
        print('ok ' if good else 'BAD', name, ':', waiting, 'wait,', refused, 'refused')
        busy.kill()
    itself = spawn(Busy, limits={'mailbox': LIMIT})
    refused = itself.fill_itself().result(60)
    print('ok ' if refused == 3 * LIMIT else 'BAD', 'itself, which cannot wait :', refused, 'refused')
    sys.exit(bad != 0 or refused != 3 * LIMIT)


main()
