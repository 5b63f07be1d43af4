"""A class that all interpreters can import."""

from atoll import arena


@arena.struct
class Point:
    x: float = 0.0
    n: int = 0
    small: arena.int32 = 0
    name: str = ""
