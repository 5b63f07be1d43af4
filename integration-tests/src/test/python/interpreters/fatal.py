"""What would end a process ends the work of one interpreter, with a Python exception, and nothing else."""

import threading
from concurrent import interpreters

OVERFLOWS = {
    "plain recursion": "def f(): return f()\nf()",
    "recursion with a high limit": "import sys\nsys.setrecursionlimit(10 ** 7)\ndef f(x): return f(x + 1)\nf(0)",
    "recursion through built-ins": "import sys\nsys.setrecursionlimit(10 ** 7)\nf = lambda x: max([x], key=f)\nf(1)",
    "recursion in __repr__": "x = []\nfor _ in range(200_000): x = [x]\nrepr(x)",
    "recursion in a comparison": "x, y = [], []\nfor _ in range(200_000): x, y = [x], [y]\nx == y",
    "recursion in __getattr__": "class C:\n  def __getattr__(self, name): return getattr(self, name + 'x')\nC().a",
}
MEMORY = {
    "one large object": "x = bytearray(10 ** 15)",
    "a large list": "x = [None] * 10 ** 14",
    "many objects": "x = []\nwhile True: x.append(bytearray(10 ** 7))",
    "a long string": "x = 'abcdefgh'\nwhile True: x += x",
}
# The module is one of the tests' own.
LINKAGE = {
    "a class that cannot be initialized": "import _unlinked\n_unlinked.use()",
    "a class that could not be initialized": "import _unlinked\n_unlinked.use()",
}


def attempt(name, code, expected):
    interpreter = interpreters.create()
    try:
        interpreter.exec(code)
        print(name, "did not fail")
    except interpreters.ExecutionFailed as failure:
        kind = failure.excinfo.type.__name__
        print(name, "ok" if kind in expected else f"{kind}: {failure.excinfo.msg}", flush=True)
    interpreter.exec("x = 1\nassert [x] * 3 == [1, 1, 1]")
    interpreter.close()


def main():
    bystander = interpreters.create()
    bystander.exec("x = 41")
    # As a pool would: a worker's stack is exhausted sooner than the main thread's.
    worker = threading.Thread(target=attempt_all)
    worker.start()
    worker.join()
    bystander.exec("x += 1\nprint('bystander', x, flush=True)")
    print(bystander.call(sum, [1, 2, 3]))


def attempt_all():
    for name, code in OVERFLOWS.items():
        attempt(name, code, ("RecursionError", "MemoryError"))
    for name, code in MEMORY.items():
        attempt(name, code, ("MemoryError", "OverflowError"))
    for name, code in LINKAGE.items():
        attempt(name, code, ("SystemError",))


if __name__ == "__main__":
    main()
