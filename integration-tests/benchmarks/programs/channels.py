"""Send values from one place to another: `channels.py TRANSPORT KIND SECONDS [ENDS]`.

A TRANSPORT says what is sent through, and who the two are:

    queue      a queue of concurrent.interpreters between two interpreters
    channel    a channel of atoll.channels between two interpreters
    simple     a queue.SimpleQueue between two threads of one interpreter
    process    a multiprocessing.Queue between two processes

A KIND is what is measured. `trip`: an int there and back. `ints`, `dicts`, `bytes`: one sender, one receiver, of ints,
of dicts of ten keys, of one bytes object of a megabyte. `half`: as `bytes`, of half a megabyte: what goes by reference
takes as long. `bytearray`: one of eight megabytes there and a word back; `list`: one of a million ints; `moved` and
`moved_list`: the same, given away where that can be done. `senders`: ENDS of them with one receiver.
`receivers`: one sender and a channel for each of ENDS. `select`: one sender to ENDS channels in turn, and one receiver,
which selects from all of them by a list; `selector`: the same by a Selector.

A round of `senders` and `receivers` is a million values, a thousand for each of a thousand; the peers run before the clock
starts, and sleep when a round begins.

Printed are seconds for each value or trip, `best` and `median` of the second half of the time, and `cpu`, processor
time, where all is one process.

To add another transport, add a class to TRANSPORTS.
"""

import functools
import itertools
import os
import statistics
import sys
import threading
import time

import channel_peers

HERE = os.path.dirname(os.path.abspath(__file__))
ROUND = {"ints": 100_000, "dicts": 50_000, "bytes": 100, "half": 100, "senders": 1_000_000, "receivers": 1_000_000,
         "select": 100_000, "selector": 100_000}
MEGABYTE = 1 << 20
BYTEARRAY = 8 * MEGABYTE
LARGE = {"bytearray": lambda: bytearray(BYTEARRAY), "list": lambda: list(range(1_000_000))}
LARGE |= {"moved": LARGE["bytearray"], "moved_list": LARGE["list"]}
VALUES = {"dicts": lambda: {f"key{number}": number * 1000 for number in range(10)}, "bytes": lambda: bytes(MEGABYTE),
          "half": lambda: bytes(MEGABYTE // 2)}
PEER_OF = {"senders": "give", "receivers": "take"}


class Interpreters:
    """Queues between interpreters."""

    one_process = True
    moves = sys.implementation.name == "atoll"

    def __init__(self):
        from concurrent import interpreters
        self.interpreters = interpreters
        self.running = []

    def channel(self):
        """The two ends of a new channel: what puts into it, what gets from it, and the peer's end."""
        queue = self.interpreters.create_queue()
        return queue.put, queue.get, queue

    def start(self, name, source, sink):
        """Have a peer get from one end and put into another."""
        interpreter = self.interpreters.create()
        interpreter.prepare_main(source=source, sink=sink)
        code = f"import sys; sys.path.insert(0, {HERE!r}); import channel_peers; channel_peers.{name}({self.get}, {self.put})"
        thread = threading.Thread(target=interpreter.exec, args=(code,))
        thread.start()
        self.running.append((thread, interpreter))

    get, put = "source.get", "sink.put"

    def select(self, many):
        """What gives one after the other of what comes to these channels: by a list, and by a Selector."""
        from atoll.channels import Selector, select
        ends = [self.inlet(one) for one in many]
        return functools.partial(select, ends), Selector(*ends).select

    def inlet(self, queue):
        return queue

    outlet = inlet

    def stop(self):
        for thread, interpreter in self.running:
            thread.join()
            interpreter.close()


class Channels(Interpreters):
    """Channels of atoll.channels, of any number of items, between interpreters."""

    get, put = "source.recv", "sink.send"

    def channel(self):
        from atoll.channels import channel
        sender, receiver = channel(None)
        return sender.send, receiver.recv, ChannelEnds(sender, receiver)

    def start(self, name, source, sink):
        super().start(name, source.receiver, sink.sender)

    def inlet(self, channel):
        return channel.receiver

    def outlet(self, channel):
        return channel.sender


class ChannelEnds:
    def __init__(self, sender, receiver):
        self.sender, self.receiver = sender, receiver


class Threads:
    """Queues between threads."""

    one_process = True
    moves = False

    def __init__(self):
        self.running = []

    def channel(self):
        import queue
        made = queue.SimpleQueue()
        return made.put, made.get, made

    def start(self, name, source, sink):
        thread = threading.Thread(target=getattr(channel_peers, name), args=(source.get, sink.put))
        thread.start()
        self.running.append(thread)

    def stop(self):
        for thread in self.running:
            thread.join()


def run_process(name, source, sink):
    getattr(channel_peers, name)(source.get, sink.put)


class Processes:
    """Queues between processes."""

    one_process = False
    moves = False

    def __init__(self):
        import multiprocessing
        self.context = multiprocessing.get_context("spawn")
        self.running = []

    def channel(self):
        queue = self.context.Queue()
        return queue.put, queue.get, queue

    def start(self, name, source, sink):
        process = self.context.Process(target=run_process, args=(name, source, sink))
        process.start()
        self.running.append(process)

    def stop(self):
        for process in self.running:
            process.join()


TRANSPORTS = {"queue": Interpreters, "channel": Channels, "simple": Threads, "process": Processes}


def repeat(seconds, count, once):
    """Call once(), which sends so many values, for so long; answer seconds and processor seconds for each value, of
    each round of the second half."""
    found, begun = [], time.perf_counter()
    while not found or time.perf_counter() - begun < seconds:
        if time.perf_counter() - begun < seconds / 2:
            found.clear()
        used, started = time.process_time(), time.perf_counter()
        once()
        found.append(((time.perf_counter() - started) / count, (time.process_time() - used) / count))
    return found


def show(transport, times, used):
    print(f"best={min(times):.9f}")
    print(f"median={statistics.median(times):.9f}")
    if transport.one_process:
        print(f"cpu={used:.9f}")


def trips(put, get, make, seconds):
    """Seconds of each trip there and back, and processor seconds of one; values are made before the clock starts."""
    times, used = [], time.process_time()
    end = time.perf_counter() + seconds
    now = 0
    while now < end:
        item = make()
        started = time.perf_counter()
        put(item)
        get()
        now = time.perf_counter()
        times.append(now - started)
    return times, (time.process_time() - used) / len(times)


def there_and_back(transport, seconds, peer, make, move=False):
    put, _, there = transport.channel()
    _, get, back = transport.channel()
    transport.start(peer, there, back)
    if move:
        put = functools.partial(put, move=True)
    trips(put, get, make, seconds / 2)
    show(transport, *trips(put, get, make, seconds / 2))
    put(None)
    transport.stop()


def one_way(transport, seconds, count, values):
    put, _, there = transport.channel()
    _, get, back = transport.channel()
    transport.start("take", there, back)

    def once():
        put(count)
        for value in values():
            put(value)
        get()

    found = repeat(seconds, count, once)
    put(None)
    transport.stop()
    show(transport, [passed for passed, _ in found], min(used for _, used in found))


def many(transport, seconds, count, ends, peer):
    """One channel for each of many peers, and one on which all of them answer."""
    _, get, back = transport.channel()
    puts = []
    for _ in range(ends):
        put, _, there = transport.channel()
        puts.append(put)
        transport.start(peer, there, back)
    each = max(1, count // ends)

    def senders():
        for put in puts:
            put(each)
        for _ in range(each * ends):
            get()

    def receivers():
        for put in puts:
            put(each)
        for number in range(each):
            for put in puts:
                put(number)
        for _ in puts:
            get()

    once = senders if peer == "give" else receivers
    # Until all peers run.
    once()
    found = repeat(seconds, each * ends, once)
    for put in puts:
        put(None)
    transport.stop()
    show(transport, [passed for passed, _ in found], min(used for _, used in found))


def selected(transport, seconds, count, ends, by_selector):
    """One peer that sends to many channels in turn; here is who selects from all of them."""
    many = [transport.channel()[2] for _ in range(ends)]
    put, _, there = transport.channel()
    transport.start("spread", there, many[0])
    put([transport.outlet(one) for one in many])
    get = transport.select(many)[by_selector]
    each = max(1, count // ends)

    def once():
        put(each)
        for _ in range(each * ends):
            get()

    found = repeat(seconds, each * ends, once)
    put(None)
    transport.stop()
    show(transport, [passed for passed, _ in found], min(used for _, used in found))


def main():
    transport, kind, seconds = TRANSPORTS[sys.argv[1]](), sys.argv[2], float(sys.argv[3])
    ends = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    count = ROUND.get(kind)
    if kind == "trip":
        there_and_back(transport, seconds, "echo", lambda: 7)
    elif kind in LARGE:
        there_and_back(transport, seconds, "measure", LARGE[kind], kind.startswith("moved") and transport.moves)
    elif kind in ("select", "selector"):
        selected(transport, seconds, count, ends, kind == "selector")
    elif kind in PEER_OF:
        many(transport, seconds, count, ends, PEER_OF[kind])
    elif kind == "ints":
        one_way(transport, seconds, count, lambda: range(count))
    else:
        value = VALUES[kind]()
        one_way(transport, seconds, count, lambda: itertools.repeat(value, count))


if __name__ == "__main__":
    main()
