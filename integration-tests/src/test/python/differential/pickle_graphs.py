"""Random object graphs, told by their seed, are pickled to the same bytes and come back equal, with what they share."""
import hashlib
import io
import pickle
import random
from collections import defaultdict


class Plain:
    def __repr__(self):
        return f"Plain({sorted(vars(self))})"


class Slotted:
    __slots__ = ("a", "b")


class Mixed(Slotted):
    pass


class Stateful:
    def __init__(self, value):
        self.value = value

    def __getstate__(self):
        return [self.value]

    def __setstate__(self, state):
        self.value, = state


class Reduced:
    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        return Reduced, self.args


class Pair(tuple):
    def __getnewargs__(self):
        return (list(self),)


class Stack(list):
    pass


class Keyed:
    def __new__(cls, *, key):
        made = super().__new__(cls)
        made.key = key
        return made

    def __getnewargs_ex__(self):
        return (), {"key": self.key}


class Graph:
    """Makes random objects, some of which occur again and again."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.made = []

    def text(self):
        n = self.random.choice([0, 1, 3, 10, 40, 130, 300])
        # Strs are made anew each time, so that equal ones are different objects on both sides unless they are shared.
        return "".join(self.random.choice("abcdef 12\n\\é€\U0001f600") for _ in range(n)) + f"#{len(self.made)}"

    def leaf(self):
        r = self.random
        return r.choice([
            lambda: None, lambda: True, lambda: False, lambda: r.randint(-300, 70_000), lambda: r.randint(-2**40, 2**40),
            lambda: r.randint(-2**70, 2**2100), lambda: r.uniform(-1e9, 1e9), lambda: float("inf"), self.text,
            lambda: r.randbytes(r.choice([0, 1, 5, 255, 256, 1000])), lambda: bytearray(r.randbytes(r.randint(0, 30))),
            lambda: len, lambda: Plain, lambda: int, lambda: ..., lambda: NotImplemented, lambda: type(None),
            lambda: range(r.randint(0, 9)), lambda: slice(1, r.randint(2, 9)), lambda: complex(1, r.randint(0, 9)),
            lambda: str.join, lambda: {r.randint(0, 9)}, lambda: frozenset([r.randint(0, 9)]), lambda: ()])()

    def container(self, depth):
        r = self.random
        size = r.choice([0, 1, 2, 3, 4, 7]) if depth > 1 or r.random() < 0.97 else r.choice([999, 1000, 1001, 2000])
        item = lambda: self.make(depth - 1)
        kind = r.randrange(16)
        if kind < 3:
            return [item() for _ in range(size)]
        if kind < 6:
            return {self.text(): item() for _ in range(size)}
        if kind < 8:
            return tuple([item() for _ in range(size)])
        if kind == 8:
            made = Plain()
            for number in range(min(size, 7)):
                setattr(made, f"field{number}", item())
            return made
        if kind == 9:
            made = Mixed()
            made.a, made.z = item(), item()
            return made
        if kind == 10:
            return Stateful(item())
        if kind == 11:
            return Reduced(*[item() for _ in range(min(size, 5))])
        if kind == 12:
            return defaultdict(list, {self.text(): item() for _ in range(size)})
        if kind == 13:
            return Stack(item() for _ in range(size))
        if kind == 14:
            return r.choice([Pair([item()]), Keyed(key=item())])
        return Stack([item(), self.text()])

    def make(self, depth):
        r = self.random
        if self.made and r.random() < 0.2:
            return r.choice(self.made)
        made = self.leaf() if depth == 0 or r.random() < 0.3 else self.container(depth)
        self.made.append(made)
        if isinstance(made, list) and r.random() < 0.1:
            made.append(made)
        return made


def shape(value, seen=None, depth=0):
    """What a value consists of, with numbers for what occurs again."""
    seen = {} if seen is None else seen
    if isinstance(value, (int, float, type(None), str, bytes, type, complex, range, slice)) or depth > 60:
        return repr(value) if not isinstance(value, int) else hex(value)
    if id(value) in seen:
        return f"<{seen[id(value)]}>"
    seen[id(value)] = len(seen)
    name = type(value).__name__
    if isinstance(value, dict):
        return name + repr([(shape(k, seen, depth + 1), shape(v, seen, depth + 1)) for k, v in value.items()])
    if isinstance(value, (list, tuple, set, frozenset)):
        return name + repr([shape(v, seen, depth + 1) for v in value])
    state = getattr(value, "__dict__", None)
    slots = [shape(getattr(value, s), seen, depth + 1) for s in ("a", "b") if isinstance(value, Slotted) and hasattr(value, s)]
    return name + (shape(dict(state), seen, depth + 1) if isinstance(state, dict) else "") + repr(slots)


def digest(data):
    return hashlib.sha256(data).hexdigest()[:16]


for seed in range(60):
    graph = Graph(seed)
    root = [graph.make(4) for _ in range(3)]
    told = shape(root)
    for protocol in range(6):
        try:
            data = pickle.dumps(root, protocol)
        except Exception as e:
            print(seed, protocol, type(e).__name__, "" if isinstance(e, RecursionError) else e)
            continue
        file = io.BytesIO()
        pickle.Pickler(file, protocol).dump(root)
        back = shape(pickle.loads(data))
        read = shape(pickle.Unpickler(io.BytesIO(data)).load())
        print(seed, protocol, len(data), digest(data), file.getvalue() == data, back == told, read == back, digest(back.encode("utf-8", "replace")))
