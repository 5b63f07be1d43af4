"""Instances of dataclasses: making, comparing, replacing, frozen ones as keys, and reprs."""

from dataclasses import dataclass, field, replace


@dataclass
class Point:
    x: float
    y: float
    z: float = 0.0

    def moved(self, dx, dy):
        return Point(self.x + dx, self.y + dy, self.z)


@dataclass(frozen=True, slots=True)
class Key:
    name: str
    number: int


@dataclass(order=True)
class Job:
    priority: int
    name: str = field(compare=False)
    done: list = field(default_factory=list, compare=False)


def run():
    points = [Point(n, n + 1) for n in range(10_000)]
    moved = [point.moved(1.0, 2.0) for point in points]
    equal = sum(a == b for a, b in zip(points, moved)) + sum(a == Point(a.x, a.y) for a in points)
    index = {Key(f"k{n % 100}", n): n for n in range(5_000)}
    found = sum(index[Key(f"k{n % 100}", n)] for n in range(5_000))
    jobs = sorted(Job((n * 7919) % 1000, f"job{n}") for n in range(2_000))
    changed = [replace(point, z=1.0) for point in points[:1_000]]
    text = sum(len(repr(point)) for point in points[:1_000])
    return equal, found, jobs[100].priority, changed[5].z, text
