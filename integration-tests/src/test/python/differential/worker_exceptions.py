"""An exception in a worker arrives as itself, with the remote traceback as its cause."""

import traceback
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor


def fail(kind):
    def inner():
        raise kind("broken", 3)
    inner()


def exits():
    raise SystemExit(4)


def chained():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError("outer") from error


def main():
    with InterpreterPoolExecutor(max_workers=1) as pool:
        for kind in ValueError, KeyError, LookupError, UnicodeError, StopIteration:
            try:
                pool.submit(fail, kind).result()
            except Exception as error:
                print(type(error), error.args, type(error.__cause__), sep=" | ")
                print(error.__cause__)
        for function in exits, chained:
            try:
                pool.submit(function).result()
            except BaseException as error:
                print(repr(error), repr(error.__cause__))
        print(pool.submit(int, "12").result(), list(pool.map(divmod, (7, 8), (2, 3))))
        try:
            pool.submit(fail, OSError).result()
        except OSError:
            text = traceback.format_exc()
            print("The above exception was the direct cause" in text, text.splitlines()[-1])


def exec_errors():
    interpreter = interpreters.create()
    for code in "1 / 0", "raise ValueError", "def f():\n  raise KeyError('k')\nf()", "import sys; sys.exit(3)":
        try:
            interpreter.exec(code)
        except interpreters.ExecutionFailed as failure:
            print(failure, failure.excinfo.type.__name__, failure.excinfo.msg, sep="\n")
    interpreter.close()
    for call in lambda: interpreter.exec("1"), interpreter.close, lambda: interpreter.call(int):
        try:
            call()
        except interpreters.InterpreterError as error:
            print(type(error).__name__, "is gone" if isinstance(error, interpreters.InterpreterNotFoundError) else error)


if __name__ == "__main__":
    main()
    exec_errors()
