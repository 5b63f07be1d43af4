"""Create, call into and close interpreters one after another; stop twice so that the process can be looked at."""

import sys
from concurrent import interpreters


def answer(number):
    return sum([number])


def answer_with_library(number):
    import json
    return json.loads(json.dumps([number]))[0]


def cycles(first, last):
    for number in range(first, last):
        interpreter = interpreters.create()
        # Most of the time goes into importing, which is the same in all: every twentieth does it.
        function = answer if number % 20 else answer_with_library
        if interpreter.call(function, number) != number:
            raise AssertionError("a wrong answer")
        interpreter.exec("class C:\n  def f(self): return 1\nassert C().f() == 1")
        interpreter.close()


def main():
    total = int(sys.argv[1])
    cycles(0, total // 5)
    print("warm", flush=True)
    sys.stdin.readline()
    cycles(total // 5, total)
    print("done", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    main()
