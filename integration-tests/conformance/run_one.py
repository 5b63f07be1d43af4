"""Run one file of CPython's test suite, unmodified, and report each method as soon as it ends.

    run_one.py MODULE REPORT [--done FILE]

It runs on CPython and on Atoll alike and needs nothing but unittest. REPORT gets one line an event, its fields set
apart by tabs:

    T id                        a method that was found
    C id                        a method marked cpython_only: found, never run
    S id                        a method that starts
    F id outcome reason         the set-up of a class or of the file that failed or was skipped
    R id outcome reason         its end: pass, fail, error, skip, xfail or xpass
    L reason                    the file could not be loaded (a skip says "skip: ...")
    E                           the end of the run

The methods named in FILE are left out: the run goes on where a process that died had come to.
"""

import os
import sys
import unittest

MARK = "__conformance_cpython_only__"


def one_line(text, limit=300):
    text = str(text).replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n").replace("\t", " ")
    return text[:limit].encode("utf-8", "backslashreplace").decode("utf-8")


def describe(error):
    try:
        text = str(error)
    except Exception:
        text = "(its str() failed)"
    return one_line(type(error).__name__ + ": " + text if text else type(error).__name__)


def name_of(test):
    """The id of a test, even if the test has an attribute of that name."""
    return type(test).id(test)


class Report:
    """The report file; every line is with the operating system before the next event happens."""

    def __init__(self, path):
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)

    def write(self, *fields):
        os.write(self.file, ("\t".join(fields) + "\n").encode("utf-8"))


class Result(unittest.TestResult):
    """Keeps the worst outcome of a method, its subtests included, and reports it when the method stops."""

    def __init__(self, report):
        super().__init__()
        self.report = report
        self.outcome = None
        self.reason = ""

    def startTest(self, test):
        super().startTest(test)
        self.outcome, self.reason = None, ""
        self.report.write("S", name_of(test))

    def stopTest(self, test):
        super().stopTest(test)
        self.report.write("R", name_of(test), self.outcome or "pass", self.reason)
        self.outcome, self.reason = None, ""

    def settle(self, test, outcome, reason, error=None):
        if self.outcome in (None, "pass", "skip"):
            self.outcome, self.reason = outcome, reason
        if error is not None:
            self.show(test, error)
        if not isinstance(test, unittest.TestCase) and not hasattr(test, "test_case"):
            # The set-up of a class or of the file: its methods will not run at all.
            self.report.write("F", name_of(test), outcome, reason)

    def show(self, test, error):
        try:
            import traceback
            print("=" * 70, "\n" + name_of(test), file=sys.__stderr__)
            traceback.print_exception(error, file=sys.__stderr__)
        except Exception as trouble:
            print("no traceback:", describe(trouble), file=sys.__stderr__)

    def addSuccess(self, test):
        if self.outcome is None:
            self.outcome = "pass"

    def addError(self, test, err):
        self.settle(test, "error", describe(err[1]), err[1])

    def addFailure(self, test, err):
        self.settle(test, "fail", describe(err[1]), err[1])

    def addSkip(self, test, reason):
        # A subtest that is skipped leaves the method as it is.
        if self.outcome is None and not hasattr(test, "test_case"):
            self.settle(test, "skip", one_line(reason))

    def addExpectedFailure(self, test, err):
        self.settle(test, "xfail", "")

    def addUnexpectedSuccess(self, test):
        self.settle(test, "xpass", "passes where a failure is expected")

    def addSubTest(self, test, subtest, err):
        if err is not None:
            kind = "fail" if issubclass(err[0], test.failureException) else "error"
            self.settle(subtest, kind, describe(err[1]), err[1])


def mark_cpython_only(support):
    """Make the decorators that single out CPython leave a mark instead, so that both sides see the same methods."""
    original = support.impl_detail

    def mark(test):
        setattr(test, MARK, True)
        return test

    def impl_detail(msg=None, **guards):
        if guards == {"cpython": True}:
            return mark
        return original(msg, **guards)

    support.impl_detail = impl_detail
    support.cpython_only = mark


def is_marked(test):
    method = getattr(test, getattr(test, "_testMethodName", ""), None)
    return getattr(method, MARK, False) or getattr(type(test), MARK, False)


def flatten(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flatten(test)
        else:
            yield test


def load(module, report):
    try:
        from test import support
        mark_cpython_only(support)
        support.use_resources = []
        support.verbose = 0
        __import__("test." + module)
        return list(flatten(unittest.defaultTestLoader.loadTestsFromName("test." + module)))
    except unittest.SkipTest as skip:
        report.write("L", "skip: " + one_line(skip))
    except BaseException as error:
        report.write("L", describe(error))
        import traceback
        traceback.print_exc()
    return None


def main(arguments):
    module, report_path, options = arguments[0], arguments[1], arguments[2:]
    options = dict(zip(options[::2], options[1::2]))
    report = Report(report_path)
    sys.path[:] = [entry for entry in sys.path if entry != os.path.dirname(os.path.abspath(__file__))]
    done = set()
    if "--done" in options:
        with open(options["--done"], encoding="utf-8") as file:
            done = set(file.read().split("\n"))
    tests = load(module, report)
    if tests is None:
        return 1
    chosen = []
    for test in tests:
        if is_marked(test):
            report.write("C", name_of(test))
        else:
            report.write("T", name_of(test))
            if name_of(test) not in done:
                chosen.append(test)
    unittest.TestSuite(chosen).run(Result(report))
    report.write("E")
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    # Whatever threads a test left behind shall not keep the process.
    os._exit(code)
