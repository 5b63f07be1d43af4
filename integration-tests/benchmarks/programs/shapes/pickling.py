"""Copies of structures: pickle, copy.deepcopy and marshal-like walks over nested containers."""

import copy
import pickle


class Node:
    def __init__(self, name, children=()):
        self.name, self.children = name, list(children)


def make_tree(depth):
    return Node(f"n{depth}", [make_tree(depth - 1) for _ in range(3)] if depth else ())


TREE = make_tree(5)
TABLE = {f"key{n}": [n, str(n), (n, n / 2), {"a": None, "b": True}] for n in range(1_000)}


def size(node):
    return 1 + sum(size(child) for child in node.children)


def flatten(value):
    if isinstance(value, dict):
        return sum(flatten(item) for pair in value.items() for item in pair)
    if isinstance(value, (list, tuple)):
        return sum(flatten(item) for item in value)
    return 1


def run():
    again = pickle.loads(pickle.dumps(TABLE))
    tree = pickle.loads(pickle.dumps(TREE))
    copied = copy.deepcopy(TABLE)
    return again == TABLE, size(tree), copied == again, flatten(copied), size(copy.deepcopy(TREE))
