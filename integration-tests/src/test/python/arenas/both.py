"""Carries out the same operations on a plain object and on one of an arena, and compares what comes of them."""

import re


def plain_names(message):
    """A message in which an arena's types have the names of those that they stand for."""
    return re.sub("atoll\\.arena\\.Arena(Dict)?(\\w+)", lambda m: "_".join(filter(None, m.groups())).lower(), message)


def outcome(f, *args):
    """What a call answers, or its exception: type and message."""
    try:
        return "answers", f(*args)
    except Exception as e:
        return "raises", type(e), plain_names(str(e))


class Both:
    """A plain object and an arena's, which must not differ. An operation gets the object and what else the program has at hand."""

    def __init__(self, plain, view, shown=repr):
        self.plain = plain
        self.view = view
        self.shown = shown

    def do(self, operation, *args):
        """args are a pair each: for the plain object, and for the arena's."""
        expected = outcome(operation, self.plain, *[a for a, _ in args])
        got = outcome(operation, self.view, *[b for _, b in args])
        if expected != got or expected[0] == "answers" and self.shown(expected[1]) != self.shown(got[1]):
            raise AssertionError(f"expected {expected}, got {got}")
        return expected

    def compare(self):
        if self.plain != self.view or self.view != self.plain or not self.view == self.plain or self.shown(self.plain) != self.shown(self.view):
            raise AssertionError(f"expected {self.plain}, got {self.view}")
