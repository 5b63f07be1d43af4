"""Text that is compiled at run time, run three ways: as str, which is carried out without a class at first; as bytes, for
which classes are written at once; and as str so often that its classes are written in between. All do the same, and the
same as on CPython."""

import contextlib
import io
import marshal
import sys
import traceback
import warnings

SNIPPETS = {
    "expressions": """
a = 1; b = 2.5; c = 'text'; d = b'bytes'; e = (1, 'x', None, ...); big = 10 ** 30
out = [a + b, a - 3, a * 7, 7 // 2, 7 % 4, 2 ** 10, 7 / 2, ~a, -b, +a, not a, 1 << 4, 256 >> 3, 6 & 3, 6 | 1, 6 ^ 3]
out += [a < 2 < 3, a == 1, a != 1, a is None, a is not None, 1 in e, 'y' not in e, a and b, 0 or c, a if b else c]
out += [c[0], c[1:3], c[::-1], e[-1], {1: 2}[1], {'k': c, **{'z': 1}}, [*e, 1], {1, 2} | {3}, f'{a!r:>4}{b:.2f}{c=}']
out += [(lambda x, *y, z=3, **k: (x, y, z, k))(1, 2, q=4), (w := 5) + w, big, -7 // 2, 1j * 2, 'a' 'b', "\\N{BULLET}"]
print(out)
""",
    "assignments": """
x = y = [1, 2, 3]
x[0], (p, *q) = 9, (1, 2, 3)
x[1:2] = ['s', 't']; x[-1] += 10
class O: pass
o = O(); o.f = 1; o.f += 2; o.g, o.h = 1, 2
del o.g, y[0], p
n: int = 5
m: str
print(x, q, vars(o), n, sorted(k for k in dir() if k[0] != '_'))
try: p
except NameError as err: print(err)
""",
    "functions": """
def f(a, /, b, c=3, *args, d, e=5, **kw) -> 'ret':
    'doc of f'
    return a, b, c, args, d, e, kw
print(f(1, 2, d=4), f(1, 2, 3, 4, 5, d=6, z=7), f.__doc__, f.__defaults__, f.__kwdefaults__, f.__annotations__)
for bad in ((), (1,), (1, 2)):
    try: f(*bad)
    except TypeError as e: print(e)
def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    return up
u = counter(); print(u(), u(5), u.__closure__[0].cell_contents, u.__code__.co_freevars, counter.__code__.co_cellvars)
def g0(): return 'g0'
def g1(a): return a
def g2(a, b=2): return a, b
def g3(a, b, c=3): return a, b, c
def g4(a, b, c, d=4): return a, b, c, d
def g5(a, b, c, d, e): return a, b, c, d, e
print(g0(), g1(1), g2(1), g3(1, 2), g4(1, 2, 3), g5(*range(5)), g2(b=1, a=0))
def setter():
    global made
    made = 'global'
setter(); print(made)
def rec(n): return 1 if n < 2 else n * rec(n - 1)
print(rec(20))
""",
    "classes": """
class Meta(type):
    def __new__(m, name, bases, ns, **kw): return super().__new__(m, name, bases, {**ns, 'kw': kw})
    def __init__(c, *a, **kw): pass
class A(metaclass=Meta, option=1):
    'doc of A'
    x: int = 1
    y: 'A'
    def __init__(self, v): self.v = v; self.__p = v
    @property
    def twice(self): return self.v * 2
    @classmethod
    def make(cls): return cls(3)
    @staticmethod
    def s(): return __class__.__name__ if False else 's'
    def who(self): return __class__.__name__, self.__p
class B(A):
    def who(self): return super().who() + ('B',)
b = B.make()
print(b.twice, b.who(), A.kw, A.__annotations__, A.__doc__, B.s(), sorted(A.__static_attributes__), A.__firstlineno__, B.__qualname__)
def deco(k): return lambda f: (k, f)
@deco(1)
@deco(2)
class C:
    class D:
        def m(self): pass
print(C[0], C[1][0], C[1][1].D.m.__qualname__)
class G[T: int, *Ts, **P](list[T]):
    def m[U](self, u: U) -> T: return u
type L[X] = list[X]
print(G.__type_params__, G.m.__type_params__, L.__value__, G[int, str, [int]].__origin__)
""",
    "handlers": """
def t(v):
    try:
        try:
            if v == 1: raise ValueError('one')
            if v == 2: return 'returned'
            if v == 3: {}['k']
            result = 'none'
        except ValueError as e:
            print('caught', e, e.__traceback__.tb_lineno)
            raise TypeError('two') from e
        else:
            result += ' else'
        finally:
            print('finally')
    except (TypeError, KeyError) as e:
        return type(e).__name__, repr(e.__cause__), repr(e.__context__)
    return result
print(t(0), t(1), t(2), t(3))
import contextlib, sys
@contextlib.contextmanager
def cm(x):
    print('in', x)
    try: yield x
    except LookupError as e: print('suppressed', e)
    finally: print('out', x)
with cm(1) as one, cm(2): print(one, sys.exception()); [][1]
try:
    raise ExceptionGroup('g', [ValueError(1), KeyError(2)])
except* ValueError as g: print(g.exceptions)
except* KeyError as g: print(g.exceptions)
try: e
except NameError as x: print(x)
assert True, 'no'
try: assert not True, 'message'
except AssertionError as a: print(a.args)
print(sys.exception())
""",
    "matching": """
def m(v):
    match v:
        case 0 | 1: return 'small'
        case int(n) if n > 100: return n
        case [a, b, *rest]: return a, b, rest
        case {'k': k, **others}: return k, others
        case str() as s: return s.upper()
        case complex(real=r): return r
        case None: return 'none'
        case _: return 'other'
print([m(v) for v in (0, 1, 200, 7, [1, 2, 3], {'k': 1, 'l': 2}, 'abc', 2j, None, b'')])
""",
    "loops": """
total = 0
for i in range(5):
    if i == 3: continue
    total += i
else: total += 100
while True:
    total += 1
    if total > 110: break
def gen(n):
    for i in range(n):
        got = yield i
        if got: print('got', got)
    return 'end'
def outer(): r = yield from gen(2); yield r
g = gen(2); next(g); print(g.send('x'), list(outer()), total)
print([a * b for a in range(3) for b in range(a)], {k: v for k, v in zip('ab', 'cd')}, sorted({x % 3 for x in range(9)}), sum(x for x in (1, 2)))
async def co(x):
    async with A() as a: pass
    return [y async for y in agen(x)]
async def agen(n):
    for i in range(n): yield i
class A:
    async def __aenter__(self): return self
    async def __aexit__(self, *e): return None
try: co(3).send(None)
except StopIteration as s: print(s.value)
def one():
    yield 1
print(list(one()), [*one(), *one()])
""",
    "long loops": """
import sys
t = 0
for i in range(6000):
    t += i
    if i in (10, 5000): print(i, sys._getframe().f_lineno)
def f(n):
    s = ''; c = 0; cells = []
    while True:
        for k in range(n):
            c += k
            s += 'x'
            if c % 1000 == 0: cells.append(lambda: (c, k))
        if c > 60000: break
    try:
        for q in range(5000):
            if q == 4500: raise ValueError(q)
    except ValueError as e:
        print(e, e.__traceback__.tb_lineno)
    return c, len(s), len(cells), cells[-1]()
print(t, f(30))
def g(n):
    i = 0
    while i < n:
        i += 1
        if i % 3000 == 0:
            x = yield i
            if x: print('got', x)
print(list(g(9000)), sum(x * x for x in range(3000)), [len([y for y in range(x)]) for x in range(80)][-1])
def nested():
    for i in range(3000):
        for j in range(2):
            if i == 2999: return sys._getframe().f_lineno, locals()['i']
print(nested())
def rec(n): return 1 if n == 0 else sum(rec(n - 1) for _ in range(2))
print(rec(7))
class A:
    z = [i for i in range(3000)][-1]
d = {}
for d['k'] in range(3000): pass
print(A.z, d)
try:
    for i in range(3000):
        if i == 2999: 1 / 0
except ZeroDivisionError as e: print(e.__traceback__.tb_lineno)
async def co():
    t = 0
    async for x in ag(): t += x
    return t
async def ag():
    for i in range(2500): yield i
try: co().send(None)
except StopIteration as s: print(s.value)
for i in range(3000):
    if i == 2999: i.missing
""",
    "imports": """
import os.path as p, collections.abc
from collections import namedtuple as nt, deque
from math import *
import sys
try: from os import nothing_of_that_name
except ImportError as e: print(type(e).__name__, e.name)
try: import no_module_of_that_name
except ModuleNotFoundError as e: print(e)
print(p.basename('/a/b'), nt('N', 'a b')(1, 2), deque([1], 3), floor(2.5), collections.abc.Sized.__name__)
""",
    "frames": """
import sys
def here(): return sys._getframe().f_lineno, sys._getframe(1).f_lineno, sys._getframe(1).f_code.co_name
print(here(),
      here())
def inner():
    x = 1
    y = [2]
    f = here()
    return locals() | {'here': f}
print(inner())
def calls():
    return (
        here(),
        (lambda: here())(),
    )
print(calls())
class K:
    line = sys._getframe().f_lineno
    names = sorted(locals())
print(K.line, K.names, sys._getframe().f_lineno)
def writes():
    v = 1
    exec('v = 2')
    return v, eval('v + 1'), sorted(vars())
print(writes())
""",
    "uncaught": """
def low(x):
    y = x + 1
    return y.missing
def mid(x): return [low(x),
                    low(x)]
def top():
    try:
        mid(1)
    except AttributeError as e:
        raise RuntimeError('wrapped') from e
class C:
    z = 1
    top()
""",
    "uncaught name": "a = 1\nb = (a +\n     undefined_name)\n",
    "uncaught in lambda": "f = lambda v: v / 0\nprint('before')\nf(1)\n",
    "uncaught in operator": "x = [1, 2]\nx[0] = x['k']\n",
    "recursion": """
def deep(n): return deep(n + 1)
try: deep(0)
except RecursionError as e: print(e)
""",
    "interrupt": """
import signal
def handler(n, f): raise KeyboardInterrupt('from handler')
old = signal.signal(signal.SIGINT, handler)
try:
    signal.raise_signal(signal.SIGINT)
    x = 1
    def f(): return 1
    f()
except KeyboardInterrupt as e: print('interrupted', e)
finally: signal.signal(signal.SIGINT, old)
""",
    "warnings": "x = 5\nprint(x is 5, '\\d', 'a'[0])\nassert (x, 'always')\nf = lambda: 1 is 2\n",
    "constants": """
def k(): return (1, 'a', 2.5, frozenset({1})), 10 ** 20, 3.25, b'b'
first = k()
print(all(all(a is b for a, b in zip(first, k())) for _ in range(40)))
print(sorted(map(str, k.__code__.co_consts)), k.__code__.co_names, k.__code__.co_varnames, k.__code__.co_flags, k.__code__.co_firstlineno)
""",
    "code objects": """
def f(a, b=1):
    c = a + b
    return c
c = f.__code__
print(c.co_varnames, c.co_argcount, c.co_nlocals, sorted({l for _, _, l in c.co_lines() if l}))
g = type(f)(c.replace(co_name='other', co_firstlineno=100), globals(), 'h', (5,))
print(g(1), g.__code__.co_name, g.__code__.co_firstlineno, c == f.__code__, hash(c) == hash(f.__code__))
print([f(i) for i in range(30)] == list(range(1, 31)))
""",
    "annotations": """
import annotationlib
x: int = 1
if x: y: 'later'
else: z: str
def f(a: Unknown, *b: int, c: 'str' = 1) -> None: pass
print(f.__annotate__.__name__, annotationlib.get_annotations(f, format=annotationlib.Format.STRING))
try: f.__annotations__
except NameError as e: print(e)
print(__annotate__(1) if '__annotate__' in globals() else None)
class D:
    p: int
    if True: q: 'Q'
    else: r: str
print(D.__annotations__)
""",
    "f-strings": """
w = 10; v = 3.14159; n = {'a': 1}
print(f'{v:{w}.{2}f}|{n["a"]}|{w!r}|{"x" if w else "y"}|{{}}|{v=}|{(lambda q: q)(1)}')
t = t'{w} and {v:.2f}'
print(t.strings, t.values, t.interpolations[1].format_spec)
""",
}

EXPRESSIONS = ["1 + 2", "[x for x in range(3)]", "(lambda a: a * 2)(4)", "{**{'a': 1}}", "1 if 0 else 2", "(y := 3) + y", "f'{1}{2!r}'",
               "undefined", "1 / 0", "[][0]", "None.x", "(1).bit_length()", "max(1, *[2, 3], key=lambda v: -v)", "not 1 < 2 < 3",
               "(yes for yes in 'ab').__next__()", "... is Ellipsis", "'a' 'b' % ()", "print('x') or 'y'", "__import__('sys').maxsize > 0"]


def attempt(code, namespace):
    """Runs a code object: what it prints, gives and raises."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            result = repr(eval(code, namespace))
        except BaseException as e:
            frames = [(f.lineno, f.end_lineno, f.colno, f.end_colno, f.name, f.filename) for f in traceback.extract_tb(e.__traceback__)[1:]]
            cause = [(f.lineno, f.name) for f in traceback.extract_tb(e.__cause__.__traceback__)] if e.__cause__ else None
            result = (type(e).__name__, str(e), frames, cause)
    names = sorted(k for k in namespace if not k.startswith("__"))
    return printed.getvalue(), result, names


def compiled(text, mode, name="<snippet>"):
    """The code object with the warnings that compiling gave."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        code = compile(text, name, mode)
    return code, [(w.category.__name__, str(w.message), w.lineno) for w in caught]


def same(what, first, second):
    if first != second:
        print("DIFFERENT", what, first, second, sep="\n")


for title, text in SNIPPETS.items():
    once, warned = compiled(text, "exec")
    written, warned_too = compiled(text.encode(), "exec")
    same(title, warned, warned_too)
    first = attempt(once, {"__name__": "snippet"})
    same(title, first, attempt(written, {"__name__": "snippet"}))
    if title != "recursion":
        for _ in range(10 if title == "long loops" else 104):
            same(title, first, attempt(once, {"__name__": "snippet"}))
    loaded = marshal.loads(marshal.dumps(compiled(text, "exec")[0]))
    same(title, first, attempt(loaded, {"__name__": "snippet"}))
    print("==", title, warned)
    print(first[0], *first[1:], sep="\n")

for text in EXPRESSIONS:
    once, _ = compiled(text, "eval")
    first = attempt(once, {})
    same(text, first, attempt(compiled(text.encode(), "eval")[0], {}))
    for _ in range(104):
        same(text, first, attempt(once, {}))
    print(text, first)

for text in ("1 + 1\n", "x = 2\n", "None\n", "def f(): return 3\n", "if 1: 'shown'; 5\n", "class A: 1\n", "[1][2]\n"):
    first = attempt(compiled(text, "single")[0], {})
    same(text, first, attempt(compiled(text.encode(), "single")[0], {}))
    print(text, first)

for text in ("return 1", "def f():\n  break", "x = yield", "f(a=1, a=2)", "def f(a, a): pass", "nonlocal x", "def f():\n  global y\n  y: int = 1\n  y = 2\n  global y",
             "1 = x", "class A:\n  def f(self): return await x", "import *", "*a = 1", "del f()", "[x for x in (yield)]", "lambda: (yield from x) + (return)"):
    for form in (text, text.encode()):
        try:
            compiled(form, "exec")
            print(text, "compiles")
        except SyntaxError as e:
            print(text, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)

TRACED = """
def f(a):
    if a:
        return a
    x = [
        a,
    ]
    raise ValueError(x)
def g():
    try:
        f(0)
    except ValueError:
        pass
    return f(1)
g()
class C:
    y = 1
"""


def trace(code):
    """The events of a run."""
    events = []

    def local(frame, event, arg):
        if (event, frame.f_code.co_name) != ("call", "<module>"):
            events.append((event, frame.f_lineno, frame.f_code.co_name))
        return local

    sys.settrace(lambda frame, event, arg: local(frame, event, arg) if frame.f_code.co_filename == "<traced>" else None)
    try:
        exec(code, {})
    finally:
        sys.settrace(None)
    return events


once, _ = compiled(TRACED, "exec", "<traced>")
exec(once, {})
first = trace(once)
same("traced", first, trace(compiled(TRACED.encode(), "exec", "<traced>")[0]))
for _ in range(104):
    exec(once, {})
same("traced again", first, trace(once))
print(first)

# What a long loop lets go of, once a class goes on with it, is not kept by what the call began with.
namespace = {}
exec("""
import gc, weakref
class Thing: pass
def hold():
    thing = Thing()
    ref = weakref.ref(thing)
    for i in range(3000): pass
    del thing
    gc.collect()
    return ref()
""", namespace)
print(namespace["hold"]())
