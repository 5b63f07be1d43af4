"""Interrupts an interpreter that prints although nobody reads it any more."""

import subprocess
import sys

PRINTS = '''
import os, sys
from atoll import interpreters
interp = interpreters.create(limits={'grace': 20})
try:
    interp.exec('while True: print("x" * 1000)', timeout=0.3)
except TimeoutError as e:
    print('was killed' if 'went on' in str(e.__cause__) else 'interrupted', file=sys.stderr, flush=True)
else:
    print('came to its end', file=sys.stderr, flush=True)
os._exit(7)
'''

program = subprocess.Popen([sys.executable, '-c', PRINTS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
try:
    print(program.stderr.read().strip(), program.wait())
finally:
    program.kill()
    program.wait()
