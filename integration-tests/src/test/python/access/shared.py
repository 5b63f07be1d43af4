"""What interpreters have in common: by a name, or because it was sent."""

import os
import sys

from atoll import arena, interpreters, shared
from common import READ, WRITE, Trial, lacks

EVERYTHING = {'read': True, 'write': True, 'network': True, 'subprocess': True, 'process': True, 'environment': True, 'streams': True}

named = arena.create('named', mode='rw')
sent = arena.create()
with sent:
    sent.root['secret'] = 1
FILE = os.path.join(sys.argv[1], 'arena')
filed = arena.create(path=FILE)
lock = shared.Lock()
counter = shared.AtomicInt()
t = Trial(interpreters.create(capabilities=EVERYTHING), sent=sent, lock=lock, counter=counter)
t.expect(lacks('shared'),
         "from atoll import arena; arena.open('named')",
         "from atoll import arena; arena.list()",
         "from atoll import arena; arena.create('named')",
         "from atoll import arena; arena.create('mine')",
         f"from atoll import arena; arena.create('mine', path={FILE + '2'!r})",
         f"from atoll import arena; arena.open('mine', path={FILE!r})",
         "from atoll import shared; shared.lock('printer')",
         "from atoll import shared; shared.rlock('printer')",
         "from atoll import shared; shared.rwlock('printer')",
         "from atoll import shared; shared.once('printer')",
         "from atoll import compat; compat.serialize(['decimal'])",
         "import _atoll_compat; _atoll_compat.lock('x')",
         "import _atoll_compat; _atoll_compat.stats()")
t.expect("got 2", """
with sent:
    sent.root['secret'] += 1
    it = sent.root['secret']""")
t.expect("got 1", "from atoll import arena\nwith arena.create() as a: a.root['x'] = 1; it = a.root['x']")
t.expect("got 1", "it = counter.add()")
t.expect("got True", "with lock: it = True")
t.expect("got 5", "from atoll import arena; it = arena.when(sent)(lambda: 5).result(60)")

# Nobody else runs what it brings along.
t.expect("got None", """
from atoll import arena
import sys
def declare(module, name):
    sys.modules['__main__'].__dict__[name] = made = arena.struct(
        type(name, (), {'__module__': module, '__qualname__': name, '__annotations__': {'x': int}}))
    return made
with sent:
    sent.root['module'] = declare('antigravity', 'Planted')(1)
    sent.root['main'] = declare('__main__', 'Planted2')(1)""")
for key in 'module', 'main':
    try:
        with sent:
            sent.root[key]
        t.check(f'{key} refused', False)
    except arena.ArenaError as e:
        t.check(f'{key} refused: {e}', 'does not know the class' in str(e))
t.check('nothing imported', 'antigravity' not in sys.modules)
t.expect("got 1", "with sent: it = sent.root['main'].x")

# What it makes has no more than it.
t.expect(r"ExecutionFailed: PermissionError.*'shared'",
         "import concurrent.interpreters as c; c.create().exec('from atoll import shared; shared.lock(\"x\")')")
t.end()

t = Trial(interpreters.create(capabilities={'shared': True}))
t.expect("got <Arena named>", "from atoll import arena; it = arena.open('named')")
t.expect(r"got \['named'\]", "from atoll import arena; it = arena.list()")
t.expect("got True", "from atoll import shared; it = shared.lock('printer').acquire()")
t.expect("TypeError", "from atoll import interpreters; interpreters.create(capabilities={'shared': 1})")
t.expect("got None", "from atoll import compat; compat.serialize(['decimal'])")
t.end(5)

# Files of arenas are files.
t = Trial(interpreters.create(isolated=True))
t.expect(WRITE, f"from atoll import arena; arena.create(path={FILE + '3'!r})")
t.expect(READ + '|' + WRITE, f"from atoll import arena; arena.open(path={FILE!r})")
t.expect(lacks('shared'), "from atoll import arena; arena.open('named')")
t.end(3)
