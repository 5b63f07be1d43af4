"""What the import system keeps in compiled files: written once, used while the source stays, and enough by itself."""
import importlib
import importlib.util
import marshal
import os
import py_compile
import subprocess
import sys
import tempfile
import types

SOURCE = '''
def outer(x):
    class Local:
        value = x
        def method(self): return [self.value for _ in range(2)]
    return Local().method()

def fails():
    return 1 / 0
'''

sys.dont_write_bytecode = False
with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    path = os.path.join(folder, 'kept.py')
    with open(path, 'w') as f:
        f.write(SOURCE)
    kept = importlib.import_module('kept')
    cached = importlib.util.cache_from_source(path)
    print(kept.outer(1), kept.__cached__ == cached, os.path.exists(cached))

    again = importlib.reload(kept)
    print(again.outer('a'), again.outer.__code__.co_filename == path, again.fails.__code__.co_firstlineno)
    with open(path, 'w') as f:
        f.write('changed = True\n')
    os.utime(path, (1, 1))
    print(importlib.reload(kept).changed)

    alone = os.path.join(folder, 'alone.py')
    with open(alone, 'w') as f:
        f.write(SOURCE)
    print(py_compile.compile(alone, cfile=alone + 'c', doraise=True) == alone + 'c')
    os.remove(alone)
    import alone as sourceless
    print(sourceless.outer(2), type(sourceless.__loader__).__name__)
    try:
        sourceless.fails()
    except ZeroDivisionError as e:
        print(e.__traceback__.tb_next.tb_lineno, os.path.basename(e.__traceback__.tb_next.tb_frame.f_code.co_filename))
    print(subprocess.run([sys.executable, '-c', 'import alone; print(alone.outer(3))'], cwd=folder, capture_output=True, text=True).stdout)
    sys.path.remove(folder)


def make(n):
    def add(x, *, y=1):
        return x + y + n
    return add


copy = marshal.loads(marshal.dumps(make.__code__))
print(types.FunctionType(copy, globals())(10)(1, y=2), copy.co_name, copy.co_varnames)
print(marshal.loads(marshal.dumps((make.__code__, make.__code__)))[1].co_qualname)
try:
    marshal.dumps(make.__code__, allow_code=False)
except ValueError as e:
    print(e)
