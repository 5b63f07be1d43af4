"""Code that nobody has read: each piece runs in an interpreter that may use and do only so much.

    ./atoll examples/interpreters_sandbox/sandbox.py
"""

import pathlib
import tempfile
import threading

from atoll import interpreters

# What somebody has sent: a name, and Python code that shall set `result`.
SUBMISSIONS = {
    "adds up": "result = sum(map(int, open(folder + '/numbers').read().split()))",
    "has a mistake": "result = len(numbers)",
    "goes on for ever": "while True: pass",
    "never gives up": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "sleeps": "import time; time.sleep(3600)",
    "eats memory": "hoard = []\nwhile True: hoard.append(bytes(1_000_000))",
    "falls down": "def f(): f()\nf()",
    "starts threads": "import threading; threading.Thread(target=print).start()",
    "reads what it must not": "open('/etc/passwd')",
    "writes": "open(folder + '/numbers', 'w')",
    "calls home": "import socket; socket.create_connection(('localhost', 80))",
}

LIMITS = interpreters.Limits(cpu="2s", memory="64MB", recursion=200, threads=0, grace="100ms")


def run(code, folder):
    """What came of it, in words."""
    with interpreters.create(limits=LIMITS, capabilities={"read": [folder]}) as interp:
        interp.prepare_main(folder=folder, result=None)
        try:
            interp.exec(code, timeout=8)
        except interpreters.ExecutionFailed as failure:
            return f"failed: {failure.excinfo.type.__name__}"
        except TimeoutError:
            return "took too long"
        except interpreters.InterpreterKilledError:
            return "was ended by force"
        return f"gave {interp.call(eval, 'result')}"


def main():
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "numbers").write_text("1 2 3\n")
        for name, code in SUBMISSIONS.items():
            print(f"{name}: {run(code, folder)}")

    # Whoever holds an interpreter can look at it, and interrupt it at any time; it can be used again afterwards.
    with interpreters.create() as interp:
        threading.Timer(0.3, interp.interrupt).start()
        try:
            interp.exec("while True: pass")
        except interpreters.ExecutionFailed as failure:
            print("interrupted:", failure.excinfo.type.__name__)
        stats = interp.stats()
        print("calls", stats.calls, "interrupts", stats.interrupts, "some time used", stats.cpu > 0.1)
        print("still there:", interp.call(len, "atoll"))


main()
