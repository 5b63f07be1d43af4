"""Run files of CPython's own test suite on Atoll and compare them, method by method, with native CPython.

    core-interp/stdlib/native-python integration-tests/conformance/run.py [options] [MODULE ...]

Without modules it runs those of modules.txt, with --all also those of modules-all.txt, which take longer. Each file runs
in a process of its own, unmodified, on both sides. What counts are the methods that native CPython passes on this
machine and that are not marked cpython_only; Atoll passes one only if it ran it and came to the same outcome. A process
that hangs or dies costs the method it was in, and the rest goes on in a new one.

expected/MODULE.txt lists the methods known to fail, `method: reason` a line. A failure that is not listed fails the
run, and so does a listed method that passes: the lists only shrink. After a change for the better, run with --update.
As with CPython's own runner and --rerun, what fails is run a second time once nothing else runs; what passes then is
named, and fails the run with --strict only: tests that go by the clock fail now and then on a busy machine.
"""

import argparse
import concurrent.futures
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
STDLIB = os.path.join(ROOT, "core-interp", "stdlib")
LIBRARY = os.path.join(STDLIB, "target", "cpython", "lib", "python3.14")
OUTPUT = os.path.join(ROOT, "integration-tests", "target", "conformance")
EXPECTED = os.path.join(HERE, "expected")
RUN_ONE = os.path.join(HERE, "run_one.py")
# As CPython's own runner starts its workers.
PYTHON_OPTIONS = ["-u", "-W", "default", "-bb", "-E"]
PASSES = ("pass", "xfail")
RESTARTS_MAX = 25
VARIES = "varies: "

print_lock = threading.Lock()


def say(text):
    with print_lock:
        print(text, flush=True)


class Outcomes:
    """What one side made of one file: the methods found, their outcomes, and whether the file came to its end."""

    def __init__(self):
        self.found = []
        self.cpython_only = set()
        self.results = {}
        self.setups = {}
        self.load_error = None
        self.current = None
        self.ended = False

    def read(self, line):
        kind, *fields = line.split("\t")
        if kind == "T":
            if fields[0] not in self.results:
                self.found.append(fields[0])
        elif kind == "C":
            self.cpython_only.add(fields[0])
        elif kind == "S":
            self.current = fields[0]
        elif kind == "R":
            self.results[fields[0]] = (fields[1], fields[2])
            self.current = None
        elif kind == "F":
            self.setups[fields[0]] = (fields[1], fields[2])
        elif kind == "L":
            self.load_error = fields[0]
        elif kind == "E":
            self.ended = True

    def outcome(self, method):
        """Return (outcome, reason); a method that never ran says why."""
        if method in self.results:
            return self.results[method]
        owner = method.rpartition(".")[0]
        for setup, (outcome, reason) in self.setups.items():
            if f"({owner})" in setup or setup.startswith("setUpModule"):
                return outcome, f"{setup}: {reason}"
        if self.load_error is not None:
            return "error", f"the file could not be loaded: {self.load_error}"
        return "error", "did not run"


class Side:
    """One of the two Pythons."""

    def __init__(self, name, command, method_seconds, file_seconds):
        self.name = name
        self.command = command
        self.method_seconds = method_seconds
        self.file_seconds = file_seconds

    def run(self, module, label="", leave_out=()):
        """Run a file but for the methods to leave out; its output is kept in a folder of that name and label."""
        folder = os.path.join(OUTPUT, self.name, module + label)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        outcomes = Outcomes()
        deadline = time.monotonic() + self.file_seconds
        for _ in range(RESTARTS_MAX):
            before = len(outcomes.results)
            trouble = self.run_process(module, folder, outcomes, leave_out, deadline)
            if trouble is None or outcomes.load_error is not None:
                break
            if outcomes.current is not None:
                outcomes.results[outcomes.current] = ("error", trouble)
                outcomes.current = None
            elif len(outcomes.results) == before:
                # It hung or died outside of any method: nothing to step over, so no use in another try.
                outcomes.load_error = outcomes.load_error or trouble
                break
            if time.monotonic() > deadline:
                break
        return outcomes

    def run_process(self, module, folder, outcomes, leave_out, deadline):
        """Run the file in one process; return None if it came to its end, else what happened to it."""
        report, done = os.path.join(folder, "report.txt"), os.path.join(folder, "done.txt")
        work = os.path.join(folder, "work")
        os.makedirs(work, exist_ok=True)
        if os.path.exists(report):
            os.remove(report)
        with open(done, "w", encoding="utf-8") as file:
            file.write("\n".join([*leave_out, *outcomes.results]))
        command = self.command + PYTHON_OPTIONS + [RUN_ONE, module, report, "--done", done]
        environment = dict(os.environ, ATOLL_NO_BUILD="1", LC_ALL="C.UTF-8", HOME=work, TMPDIR=work)
        environment.pop("PYTHONHOME", None)
        environment.pop("LD_LIBRARY_PATH", None)
        with open(os.path.join(folder, "log.txt"), "ab") as log:
            process = subprocess.Popen(command, cwd=work, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                       env=environment, start_new_session=True)
            try:
                return self.watch(process, report, outcomes, deadline)
            finally:
                # Its group too: tests start processes of their own.
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
                process.wait()

    def watch(self, process, report, outcomes, deadline):
        position, rest, last_event = 0, b"", time.monotonic()
        while True:
            code = process.poll()
            new = b""
            if os.path.exists(report):
                with open(report, "rb") as file:
                    file.seek(position)
                    new = file.read()
                    position = file.tell()
            if new:
                last_event = time.monotonic()
                *lines, rest = (rest + new).split(b"\n")
                for line in lines:
                    outcomes.read(line.decode("utf-8"))
            if outcomes.ended:
                return None
            if code is not None:
                if not new:
                    return f"the process died: {describe_exit(code)}"
                continue
            now = time.monotonic()
            if now - last_event > self.method_seconds:
                return f"no end after {self.method_seconds} s"
            if now > deadline:
                return f"the file took more than {self.file_seconds} s"
            time.sleep(0.05)


def describe_exit(code):
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def native_outcomes(module):
    """Native CPython's outcomes; kept in target/, since neither it nor its tests change."""
    with open(RUN_ONE, "rb") as file:
        key = hashlib.sha256(file.read()).hexdigest()[:16]
    kept = os.path.join(OUTPUT, "native-kept", f"{module}.{key}.txt")
    if os.path.exists(kept):
        outcomes = Outcomes()
        with open(kept, encoding="utf-8", newline="\n") as file:
            for line in file.read().splitlines():
                outcomes.read(line)
        return outcomes
    side = Side("native", [os.path.join(STDLIB, "native-python")], 300, 900)
    outcomes = side.run(module)
    if outcomes.ended and outcomes.load_error is None:
        os.makedirs(os.path.dirname(kept), exist_ok=True)
        shutil.copyfile(os.path.join(OUTPUT, "native", module, "report.txt"), kept + ".new")
        os.replace(kept + ".new", kept)
    return outcomes


def short(method, module):
    prefix = f"test.{module}."
    return method[len(prefix):] if method.startswith(prefix) else method


def read_expected(module):
    """Return the methods listed as failing, each with its reason."""
    path = os.path.join(EXPECTED, module + ".txt")
    if not os.path.exists(path):
        return {}
    expected = {}
    with open(path, encoding="utf-8") as file:
        for line in file.read().split("\n"):
            if line and not line.startswith("#"):
                method, _, reason = line.partition(": ")
                expected[method] = reason
    return expected


def write_expected(module, failures):
    path = os.path.join(EXPECTED, module + ".txt")
    if not failures:
        if os.path.exists(path):
            os.remove(path)
        return
    os.makedirs(EXPECTED, exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"# Methods of {module} that fail on Atoll and pass on CPython 3.14.3, with the reason.\n")
        for method in sorted(failures):
            file.write(f"{method}: {failures[method]}\n")


def normalize(reason):
    """Take out of a reason what differs from run to run."""
    reason = re.sub(r"0x[0-9a-fA-F]{4,}", "0x...", reason)
    reason = re.sub(r"@test_\d+_tmp\w*", "@test_tmp", reason)
    return reason.replace(ROOT, "...")[:200].strip() or "no reason given"


class Comparison:
    """One file on both sides."""

    def __init__(self, module, native, atoll):
        self.module = module
        self.native = native
        self.load_error = native.load_error
        counted = [method for method in dict.fromkeys(native.found) if native.outcome(method)[0] in PASSES]
        self.counted = len(counted)
        self.failures = self.differing(counted, atoll)
        self.unsteady = {}
        self.names = {short(method, module) for method in counted}

    @property
    def passed(self):
        return self.counted - len(self.failures)

    def differing(self, methods, atoll):
        """Return those whose outcomes differ, by their short names, with the reasons."""
        failures = {}
        for method in methods:
            outcome, reason = atoll.outcome(method)
            if outcome != self.native.outcome(method)[0]:
                text = reason if outcome in ("error", "fail") else f"{outcome}: {reason}"
                failures[short(method, self.module)] = normalize(text)
        return failures

    def run_again(self, atoll_side):
        """Run what has failed without being listed once more; what passes then has not failed, but is unsteady."""
        new = set(self.against(read_expected(self.module))[0])
        if not new:
            return
        methods = [method for method in dict.fromkeys(self.native.found) if short(method, self.module) in new]
        say(f"  {self.module}: once more {', '.join(sorted(new))}")
        others = [method for method in self.native.found if method not in methods]
        still = self.differing(methods, atoll_side.run(self.module, ".again", others))
        for name in new - set(still):
            self.unsteady[name] = self.failures.pop(name)

    def against(self, expected):
        """Return (unexpected failures, unexpected passes, listed methods that are not there)."""
        new = sorted(set(self.failures) - set(expected))
        passing = sorted(name for name, reason in expected.items()
                         if name in self.names and name not in self.failures and not reason.startswith(VARIES))
        unknown = sorted(name for name in expected if name not in self.names)
        return new, passing, unknown


def compare(module, atoll_side):
    started = time.monotonic()
    native = native_outcomes(module)
    middle = time.monotonic()
    comparison = Comparison(module, native, atoll_side.run(module))
    comparison.seconds = time.monotonic() - middle
    say(f"  {module}: {comparison.passed} of {comparison.counted}"
        f" ({comparison.seconds:.0f} s, native {middle - started:.0f} s)")
    return comparison


def share(passed, counted):
    return f"{100 * passed / counted:6.1f} %" if counted else "     - "


def report_table(comparisons):
    say(f"\n{'file':<24}{'methods':>9}{'passed':>9}{'share':>10}{'seconds':>9}")
    for comparison in comparisons:
        say(f"{comparison.module:<24}{comparison.counted:>9}{comparison.passed:>9}"
            f"  {share(comparison.passed, comparison.counted)}{comparison.seconds:>9.0f}")
    counted = sum(comparison.counted for comparison in comparisons)
    passed = sum(comparison.passed for comparison in comparisons)
    say(f"{'all':<24}{counted:>9}{passed:>9}  {share(passed, counted)}")
    return passed, counted


def report_surprises(comparisons, strict):
    """Print what the lists did not foresee; return how much of it there is."""
    surprises = 0
    for comparison in comparisons:
        if comparison.load_error is not None:
            say(f"native CPython cannot load {comparison.module}: {comparison.load_error}")
            surprises += 1
        new, passing, unknown = comparison.against(read_expected(comparison.module))
        for method in new:
            say(f"UNEXPECTED FAILURE {comparison.module} {method}: {comparison.failures[method]}")
        for method in passing:
            say(f"UNEXPECTED PASS    {comparison.module} {method}: take it off the list (--update)")
        for method in unknown:
            say(f"NOT THERE          {comparison.module} {method}: listed, but no method that counts")
        for method, reason in sorted(comparison.unsteady.items()):
            say(f"FAILED ONCE        {comparison.module} {method}: {reason}")
        surprises += len(new) + len(passing) + len(unknown) + (len(comparison.unsteady) if strict else 0)
    return surprises


def update_lists(comparisons):
    for comparison in comparisons:
        known = read_expected(comparison.module)
        # A reason somebody wrote by hand is better than the one found here.
        failures = {method: known.get(method, reason) for method, reason in comparison.failures.items()}
        varying = {method: reason for method, reason in known.items() if reason.startswith(VARIES)}
        write_expected(comparison.module, failures | varying)


def listed_modules(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


def chosen_modules(names, everything):
    if names:
        return names
    return listed_modules("modules.txt") + (listed_modules("modules-all.txt") if everything else [])


def parse_arguments():
    parser = argparse.ArgumentParser(description="Compare Atoll with CPython on CPython's own test suite.")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="for example test_int (default: modules.txt)")
    parser.add_argument("--all", action="store_true", help="run those of modules-all.txt, too")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="files at a time (default: 2)")
    parser.add_argument("--update", action="store_true", help="write the lists of expected failures anew")
    parser.add_argument("--atoll", default=os.path.join(ROOT, "atoll"), metavar="COMMAND", help="what to test")
    parser.add_argument("--strict", action="store_true", help="a method that passes only at the second time fails the run")
    parser.add_argument("--method-timeout", type=int, default=60, metavar="SECONDS")
    parser.add_argument("--file-timeout", type=int, default=400, metavar="SECONDS")
    parser.add_argument("--at-least", type=float, default=0.0, metavar="PERCENT",
                        help="fail if the share of all files together is lower")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    if not os.path.isdir(os.path.join(LIBRARY, "test")):
        raise SystemExit("CPython's test suite is not unpacked; run: mvn -B -q -DskipTests compile")
    # The tests of SIGINT want its default action, even where this was started with it ignored, as in the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    atoll_side = Side("atoll", [os.path.abspath(arguments.atoll)], arguments.method_timeout, arguments.file_timeout)
    modules = chosen_modules(arguments.modules, arguments.all)
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        comparisons = list(pool.map(lambda module: compare(module, atoll_side), modules))
    for comparison in comparisons:
        comparison.run_again(atoll_side)
    passed, counted = report_table(comparisons)
    if arguments.update:
        update_lists(comparisons)
        return 0
    surprises = report_surprises(comparisons, arguments.strict)
    if surprises:
        say(f"\n{surprises} surprises. Each file's output is in {OUTPUT}/atoll/MODULE/log.txt")
        return 1
    if counted and 100 * passed / counted < arguments.at_least:
        say(f"\nLess than {arguments.at_least} % of the methods pass.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
