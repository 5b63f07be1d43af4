"""Shared arenas: memory that interpreters have in common, entered with `with`, worked on in place, left again."""

from _atoll_arena import *
from _atoll_structs import PoolExhausted, ref
from atoll._structs import *
