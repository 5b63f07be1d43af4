"""Small objects for arena_objects.py: plain ones, and on Atoll the same in an arena."""

import sys


class PlainPoint:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


if sys.implementation.name == "atoll":
    from atoll import arena

    @arena.struct
    class Point:
        x: float
        y: float
