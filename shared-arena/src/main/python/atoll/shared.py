"""The small tools of sharing between interpreters.

    >>> from atoll import shared
    >>> table = shared.freeze({"a": [1, 2]})

freeze() makes values that cannot change any more, and cross between interpreters without a copy.
"""

from _atoll_freeze import freeze, is_frozen

__all__ = ["freeze", "is_frozen"]
