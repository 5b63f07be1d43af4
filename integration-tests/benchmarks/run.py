"""Measure Atoll beside the native CPython of the same version, interleaved, and print the ratios.

    core-interp/stdlib/native-python integration-tests/benchmarks/run.py [options] [BENCHMARK ...]

Benchmarks: hello, create_close, pool_task, queue_trip, fib, nbody, fannkuch, dict_count, word_count. Without names
all are run. Both Pythons take turns in every round, so that what else the machine does falls on both; figures are
medians of the rounds. A speed-up of 3 means that Atoll takes a third of CPython's time.
"""

import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
STDLIB = os.path.join(ROOT, "core-interp", "stdlib")
LIBRARY = os.path.join(STDLIB, "target", "cpython", "lib", "python3.14")
PROGRAMS = os.path.join(HERE, "programs")
CORPUS = os.path.join(ROOT, "integration-tests", "target", "benchmarks", "corpus")
WORD_COUNT = os.path.join(ROOT, "examples", "word_count", "word_count.py")

PYTHONS = {"CPython": [os.path.join(STDLIB, "native-python")], "Atoll": [os.path.join(ROOT, "atoll")]}
COMPUTE = ("fib", "nbody", "fannkuch", "dict_count")
TRIPS = ("create_close", "pool_task", "queue_trip")
ALL = ("hello",) + TRIPS + COMPUTE + ("word_count",)


def run(python, *arguments):
    """Run a program; return (seconds of the whole process, standard output)."""
    environment = dict(os.environ, ATOLL_NO_BUILD="1")
    started = time.perf_counter()
    done = subprocess.run(PYTHONS[python] + [str(argument) for argument in arguments], env=environment,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - started
    if done.returncode != 0:
        raise SystemExit(f"{python} {' '.join(map(str, arguments))} ended with {done.returncode}:\n{done.stderr}")
    return seconds, done.stdout


def fields(output):
    return dict(line.split("=", 1) for line in output.splitlines())


def interleave(rounds, measure):
    """Call measure(python) for both Pythons in turn; return the list of results of each."""
    results = {python: [] for python in PYTHONS}
    for _ in range(rounds):
        for python in PYTHONS:
            results[python].append(measure(python))
    return results


def median(values):
    return statistics.median(float(value) for value in values)


def show_time(seconds):
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.2f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.2f} us"


def line(name, native, atoll, goal=""):
    print(f"{name:<34}{show_time(native):>12}{show_time(atoll):>12}{native / atoll:>10.2f}   {goal}", flush=True)


def hello(options):
    program = os.path.join(PROGRAMS, "hello.py")
    times = interleave(max(5, 3 * options.rounds), lambda python: run(python, program)[0])
    line("hello world, whole process", median(times["CPython"]), median(times["Atoll"]), "goal: 300 ms")


def trip(name, options):
    titles = {"create_close": "create, exec, close an interpreter", "pool_task": "empty task, interpreter pool",
              "queue_trip": "queue round trip"}
    goals = {"create_close": "goal: 1 ms"}
    program = os.path.join(PROGRAMS, name + ".py")
    found = interleave(options.rounds, lambda python: fields(run(python, program, options.seconds)[1]))
    best = {python: median(result["best"] for result in found[python]) for python in PYTHONS}
    line(titles[name], best["CPython"], best["Atoll"], goals.get(name, ""))


def compute(name, options):
    program = os.path.join(PROGRAMS, "peak.py")
    found = interleave(options.rounds, lambda python: fields(run(python, program, name, options.seconds)[1]))
    answers = {result["answer"] for results in found.values() for result in results}
    if len(answers) != 1:
        raise SystemExit(f"{name}: the two do not agree: {answers}")
    for kind, title, goal in (("first", "first run", ""), ("best", "peak", "goal: 3 times CPython")):
        values = {python: median(result[kind] for result in found[python]) for python in PYTHONS}
        line(f"{name}, {title}", values["CPython"], values["Atoll"], goal)


def make_corpus(copies):
    """A folder that holds the default folder's files so many times, as hard links where that is possible."""
    for number in range(copies):
        target = os.path.join(CORPUS, f"{number:03}")
        if os.path.exists(target):
            continue
        for where, folders, names in os.walk(LIBRARY):
            folders[:] = [folder for folder in folders if folder != "__pycache__"]
            there = os.path.join(target + ".new", os.path.relpath(where, LIBRARY))
            os.makedirs(there, exist_ok=True)
            for name in names:
                if name.endswith(".py"):
                    try:
                        os.link(os.path.join(where, name), os.path.join(there, name))
                    except OSError:
                        shutil.copyfile(os.path.join(where, name), os.path.join(there, name))
        os.rename(target + ".new", target)
    for name in os.listdir(CORPUS):
        if not name.isdigit() or int(name) >= copies:
            shutil.rmtree(os.path.join(CORPUS, name))


def word_count(options):
    times = interleave(options.rounds, lambda python: run(python, WORD_COUNT, "--workers", 2))
    outputs = {output for results in times.values() for _, output in results}
    if len(outputs) != 1:
        raise SystemExit("word_count: the two do not print the same")
    medians = {python: median(seconds for seconds, _ in times[python]) for python in PYTHONS}
    line("word_count, 2 workers, whole run", medians["CPython"], medians["Atoll"], "goal: 1")
    if options.corpus_seconds:
        word_count_corpus(options, min(medians.values()))


def word_count_corpus(options, seconds_of_one_copy):
    # One worker needs at most twice what two need, so this many copies keep one busy for long enough.
    os.makedirs(CORPUS, exist_ok=True)
    copies = max(1, math.ceil(options.corpus_seconds / seconds_of_one_copy))
    make_corpus(copies)
    speed_ups = {}
    values = {workers: interleave(1, lambda python: run(python, WORD_COUNT, "--workers", workers, CORPUS)[0])
              for workers in (1, 2)}
    for workers in (1, 2):
        line(f"word_count x {copies}, {workers} worker{'s' * (workers > 1)}",
             values[workers]["CPython"][0], values[workers]["Atoll"][0])
    for python in PYTHONS:
        speed_ups[python] = values[1][python][0] / values[2][python][0]
    print(f"{'  speed-up of 2 workers over 1':<34}{speed_ups['CPython']:>12.2f}{speed_ups['Atoll']:>12.2f}"
          f"{speed_ups['Atoll'] / speed_ups['CPython']:>10.2f}   goal: 1")


def parse_arguments():
    parser = argparse.ArgumentParser(description="Measure Atoll beside CPython.")
    parser.add_argument("benchmarks", nargs="*", metavar="BENCHMARK", help=", ".join(ALL))
    parser.add_argument("--rounds", type=int, default=3, help="how often each is run (default: 3)")
    parser.add_argument("--seconds", type=float, default=5, help="how long each run lasts (default: 5)")
    parser.add_argument("--corpus-seconds", type=float, default=20, metavar="S",
                        help="make word_count's folder so large that one worker takes this long; 0 leaves it out")
    parser.add_argument("--atoll", metavar="COMMAND", help="what to measure (default: ./atoll)")
    arguments = parser.parse_args()
    for name in arguments.benchmarks:
        if name not in ALL:
            parser.error(f"no benchmark named {name}; there are {', '.join(ALL)}")
    return arguments


def main():
    options = parse_arguments()
    if options.atoll:
        PYTHONS["Atoll"] = [os.path.abspath(options.atoll)]
    for python in PYTHONS:
        run(python, "-c", "pass")  # makes what is made at first use
    print(f"{'':<34}{'CPython':>12}{'Atoll':>12}{'speed-up':>10}")
    for name in options.benchmarks or ALL:
        if name == "hello":
            hello(options)
        elif name in TRIPS:
            trip(name, options)
        elif name in COMPUTE:
            compute(name, options)
        else:
            word_count(options)


if __name__ == "__main__":
    sys.exit(main())
