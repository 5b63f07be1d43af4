"""A script that is a system of actors: it goes on until they have ended, or Ctrl-C ends them.

    ./atoll run --actor examples/actors_ticker/ticker.py 5
"""

import sys

from atoll.actors import Terminated, actor, self_ref, spawn, watch


@actor
class Ticker:
    def __init__(self, times):
        self.left = times
        self_ref().every(0.05).tick()

    def tick(self):
        self.left -= 1
        print("tick", self.left, flush=True)
        if not self.left:
            self_ref().stop("wound down")


@actor
class Clock:
    def __init__(self, times):
        watch(spawn(Ticker, times, name="ticker"))

    def on_message(self, message):
        match message:
            case Terminated(ref, reason):
                print(ref.name, "has ended:", reason, flush=True)
                self_ref().stop()

    def on_stop(self, reason):
        print("the clock stops", flush=True)


spawn(Clock, int(sys.argv[1]) if len(sys.argv) > 1 else 5, name="clock")
