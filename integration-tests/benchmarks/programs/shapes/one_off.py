"""Code that runs once: exec and eval of new text, namedtuples, dataclasses, enums, typing, and classes in functions."""

import enum
import types
from collections import namedtuple
from dataclasses import dataclass
from itertools import count
from typing import Generic, Optional, TypeVar, Union

NUMBERS = count()


def run():
    total = 0
    for _ in range(20):
        n = next(NUMBERS)
        scope = {}
        exec(f"x = {n}\ny = x + 1\nz = [y] * 3", scope)
        total += scope["y"] - scope["x"]
        total += eval(f"{n} * 2 + 1", {}) - 2 * n
        point = namedtuple(f"Point{n}", "x y")
        total += point(1, 2).y
        record = dataclass(type(f"Record{n}", (), {"__annotations__": {"a": int, "b": str}}))
        total += record(1, "b").a
        colour = enum.Enum(f"Colour{n}", "RED GREEN")
        total += colour.GREEN.value
        kind = TypeVar(f"T{n}")
        box = types.new_class(f"Box{n}", (Generic[kind],))
        total += len(str(box[Optional[Union[int, str]]])) > 10
    return total
