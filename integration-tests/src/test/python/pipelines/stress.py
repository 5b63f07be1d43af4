"""Pipelines whose items fail at random, whose workers are killed, and that are cancelled: `stress.py SEED [ROUNDS]`.

Each round makes a pipeline of random stages and policies. Of one that comes to its end, each item has to be among the results
or told as a dead letter, once, and in order where that was asked for; of one that is cancelled, nothing may come twice. At the
end nothing may be left over.
"""

import random
import sys
import threading
import time

from atoll import interpreters, pipelines as pl
from doubts import doubtful, doubtful_later, itself, passes


def kill_some(source, known, over):
    """Kill workers, one now and then: those that have been set up, or none would ever get that far."""
    while not over.wait(source.random() * 0.05):
        try:
            workers = [found for found in interpreters.list_all() if found.id not in known and found.stats().calls > 1]
            if workers:
                source.choice(workers).kill(0, reason="of the stress test", wait=False)
        except interpreters.InterpreterNotFoundError:
            pass  # It has ended meanwhile.


def stages(source, letters):
    made, ordered, seed = [], True, source.randrange(1000)
    for _ in range(source.randrange(1, 4)):
        kind = source.choice([pl.stage, pl.filter, pl.flat_map, "coroutine"])
        keeps = source.random() < 0.7
        ordered = ordered and keeps
        policy = source.choice(["skip", pl.Retry(2, then="skip"), pl.Retry(3, delay=0.001, then="skip")])
        options = {"ordered": keeps, "on_error": policy, "dead_letter": letters.append, "buffer": source.choice([1, 7, 100, 1024])}
        options["threads" if source.random() < 0.2 else "workers"] = source.randrange(1, 4)
        if kind == "coroutine":
            made.append(pl.stage(doubtful_later, concurrency=source.choice([1, 8]), **options))
        else:
            made.append(kind({pl.stage: doubtful, pl.filter: passes, pl.flat_map: itself}[kind], **options))
    flow = made[0]
    for stage in made[1:]:
        flow = flow | stage
    return flow, ordered, seed


def wrong(found, letters, items, ordered, whole, partly):
    """What is wrong with the results, in words; nothing where all is right.

    With `partly`, an item may have given its result before it failed.
    """
    told = [letter.item for letter in letters]
    if len(set(found)) != len(found):
        return "results came twice"
    if ordered and found != sorted(found):
        return "results are out of order"
    if partly:
        told = list(set(told) - set(found))
    if whole and sorted(found + told) != items:
        return f"of {len(items)} items {len(found)} came and {len(told)} were told; missing {sorted(set(items) - set(found) - set(told))[:5]}"
    return ""


def one_round(source, known):
    letters = []
    flow, ordered, seed = stages(source, letters)
    items = [(number, seed) for number in range(source.choice([0, 1, 50, 600]))]
    over, found = threading.Event(), []
    killer = threading.Thread(target=kill_some, args=(random.Random(source.random()), known, over))
    cancelled = source.random() < 0.3
    p = (items if source.random() < 0.5 else pl.source(lambda: iter(items))) | flow | pl.for_each(found.append)
    if source.random() < 0.6:
        killer.start()
    with p.start() as handle:
        if cancelled:
            time.sleep(source.random() * 0.2)
            cancelled = handle.cancel()
        ended = handle.wait(60)
    over.set()
    if killer.ident is not None:
        killer.join()
    if not ended:
        return f"stuck: {p!r}\n{handle.stats()}"
    error = handle.exception()
    if cancelled and isinstance(error, pl.CancelledError):
        error = None
    if error is not None:
        return f"{p!r} ended with {error!r}"
    words = wrong(found, letters, items, ordered, not cancelled, "flat_map" in repr(p))
    return words and f"{p!r}: {words}"


def main():
    source = random.Random(int(sys.argv[1]))
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    known = {found.id for found in interpreters.list_all()}
    bad = 0
    for number in range(rounds):
        words = one_round(source, known)
        if words:
            bad += 1
            print(f"round {number}: {words}", flush=True)
    print("wrong", bad)
    end = time.monotonic() + 10
    while (len(interpreters.list_all()), threading.active_count()) != (1, 1) and time.monotonic() < end:
        time.sleep(0.01)
    print("left over: interpreters", len(interpreters.list_all()) - 1, "threads", threading.active_count() - 1)


if __name__ == "__main__":
    main()
