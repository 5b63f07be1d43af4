"""`__del__`: who gets it called, once each, what it may do, and who hears of its errors."""

import gc
import sys

from support.collecting import collected

log = []


class Plain:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


class Slotted:
    __slots__ = ("name", "other")

    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


class Derived(Plain):
    pass


class Listed(list):
    def __del__(self):
        log.append(f"list of {len(self)}")


class Number(int):
    def __del__(self):
        log.append(f"number {int(self)}")


class Failed(ValueError):
    def __del__(self):
        log.append("exception")


def of_every_kind():
    Plain("plain")
    Derived("derived")
    Slotted("slotted")
    Listed([1, 2, 3])
    Number(7)
    try:
        raise Failed
    except Failed:
        pass


def cycle():
    a, b = Plain("a"), Plain("b")
    a.other, b.other = b, a


def many_attributes():
    p = Plain("many")
    for i in range(100):
        setattr(p, f"attribute{i}", i)
    del p.attribute50
    p.__dict__["later"] = 1


def changed_class():
    class Other:
        def __del__(self):
            log.append("other class")

    class Before:
        pass

    b = Before()
    b.__class__ = Other


kept = []


class Phoenix:
    def __del__(self):
        log.append("phoenix")
        kept.append(self)


def phoenix():
    Phoenix()


def no_init():
    class Broken(Plain):
        def __init__(self):
            self.name = "no init"
            raise KeyError

    try:
        Broken()
    except KeyError:
        pass


for make in of_every_kind, cycle, many_attributes, changed_class, phoenix, no_init:
    print(make.__name__, collected(make, log))

print(len(kept))
kept.clear()
gc.collect()
print("not again:", log)


def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.exc_traceback is not None, args.object,
          args.err_msg.split(" at 0x")[0])


class Bad:
    def __del__(self):
        log.append("bad")
        raise RuntimeError("in __del__")


sys.unraisablehook = hook


def bad():
    Bad()


collected(bad, log)
sys.unraisablehook = sys.__unraisablehook__


class Looped:
    """Its loops are over itself: they must not look like another instance."""

    def __init__(self):
        self.left = 2

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return self.left

    def __del__(self):
        print("looped", self.__dict__)


def loop():
    looped = Looped()
    print([x for x in looped], list(looped))
    for _ in looped:
        pass


collected(loop, log)


class AtExit:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("at exit:", self.name, sys.is_finalizing())


first = AtExit(1)
second = AtExit(2)
