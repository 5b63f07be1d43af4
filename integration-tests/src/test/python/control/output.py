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
    sys.stderr.write('was killed' if 'went on' in str(e.__cause__) else 'interrupted')
else:
    sys.stderr.write('came to its end')
os._exit(7)
'''

program = subprocess.Popen([sys.executable, '-c', PRINTS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
try:
    print(program.stderr.read(), program.wait())
finally:
    program.kill()
    program.wait()
