"""Measure Atoll beside the native CPython of the same version, interleaved, and print the ratios.

    core-interp/stdlib/native-python integration-tests/benchmarks/run.py [options] [NAME ...]

A NAME is a benchmark or a group: `interpreters`, what interpreters, pools and actors take (call, pool_task, tiny_tasks,
actors, workers, fairness, create_close, many_actors, queue_trip, parallel_map, safepoint, limits); `programs`, what single
programs do (hello, fib, nbody, fannkuch, dict_count, word_count); `goals`, both, `channels`, `pipelines` and `arenas`; or `shapes`, the small
programs in programs/shapes. Without names the goals are run, in about twenty minutes; `--full` repeats them for longer and
gives word_count so many files that one worker is busy for 20 s.

Actors are compared with plain Akka in place of CPython, which has none; the column says so. That, and what a safepoint
costs, is a program in Java in integration-tests/src/test/java, run from its source on the JVM and with the options that
`./atoll` starts with.

`channels` sends values from one interpreter to another, and compares that with CPython's queues of interpreters, threads
and processes, and with Erlang's processes where `erl` is installed (Debian: erlang-base). `pipelines` passes items through two
stages, and compares that with pools of interpreters and processes, and with threads and queues. `arenas` works on what interpreters
share, and compares that with what processes and threads share, with Erlang's ets, and with plain objects; its ten million
objects take 2 GB.

Both Pythons take turns in every round, so that what else the machine does falls on both; figures are medians of the
rounds. A speed-up of 3 means that Atoll takes a third of CPython's time. The second speed-up compares processor time
in place of wall time: it is the one to read where other programs run beside.
"""

import argparse
import functools
import math
import os
import re
import resource
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

ERLANG = os.path.join(ROOT, "integration-tests", "target", "benchmarks", "erlang")
JAVA = os.path.join(ROOT, "integration-tests", "src", "test", "java", "org", "atoll", "integration", "benchmarks")

PYTHONS = {"CPython": [os.path.join(STDLIB, "native-python")], "Atoll": [os.path.join(ROOT, "atoll")]}
COMPUTE = ("fib", "nbody", "fannkuch", "dict_count")
TRIPS = {"call": ("empty Interpreter.call", "goal: 5 us"), "pool_task": ("empty pool task", "goal: 10 us"),
         "create_close": ("create, exec, close interpreter", "goal: 100 us"), "queue_trip": ("queue round trip", ""),
         "parallel_map": ("tiny task of atoll.parallel", "goal: 1 us")}
COMPUTING = (8, 64)
ACTORS = 100_000
# What values are sent through: a title, the side that runs it, and the transport's name in programs/channels.py.
CHANNELS = (("CPython, queue of interpreters", "CPython", "queue"),
            ("CPython, SimpleQueue of threads", "CPython", "simple"),
            ("CPython, queue of processes", "CPython", "process"),
            ("Erlang, processes", "Erlang", None),
            ("Atoll, queue of interpreters", "Atoll", "queue"),
            ("Atoll, channel", "Atoll", "channel"),
            ("Atoll, SimpleQueue of threads", "Atoll", "simple"))
# What is sent: a title, the figure that counts, and the goal.
SENT = {"trip": ("an int there and back", "median", "goal: 5 us"),
        "ints": ("ints, one way", "best", "goal: 5,000,000/s"),
        "dicts": ("dicts of ten keys, one way", "best", "goal: 3,000,000/s"),
        "bytes": ("bytes of 1 MB, one way", "best", "goal: as half of it"),
        "half": ("bytes of 1/2 MB, one way", "best", ""),
        "bytearray": ("a bytearray of 8 MB there, a word back", "median", ""),
        "moved": ("the same, moved", "median", "goal: 50 us"),
        "list": ("a list of 1,000,000 ints there, a word back", "median", ""),
        "moved_list": ("the same, moved", "median", "goal: a tenth of copying"),
        "senders": ("ints, many senders to one", "best", "goal: 80 % of one to one"),
        "receivers": ("ints, one sender to many", "best", "goal: 80 % of one to one"),
        "select_one": ("ints, selected from one end", "best", ""),
        "select": ("ints, selected from many by a list", "best", "goal: 3 times one end"),
        "selector": ("ints, selected from many by a Selector", "best", "goal: 3 times one end")}
ENDS = 1000
MANY = ("senders", "receivers", "select", "selector")
# Interpreters of CPython take 10 ms each and some megabytes; of processes there are never as many.
ENDS_OF = {("CPython", "queue"): 100, ("CPython", "process"): 0}
# Who shares: a title, the side that runs it, and the way in programs/arenas.py.
SHARED = (("CPython, Manager().dict(), Lock()", "CPython", "manager"),
          ("CPython, multiprocessing.Value", "CPython", "value"),
          ("CPython, threads, dict and Lock", "CPython", "threads"),
          ("Erlang, ets:update_counter", "Erlang", "ets"),
          ("Atoll, threads, dict and Lock", "Atoll", "threads"),
          ("Atoll, arena", "Atoll", "arena"),
          ("Atoll, atoll.shared", "Atoll", "atomic"))
# What they do, and the goal.
COUNTED = {"counter": ("one more in a dict, two workers", "goal: 5,000,000/s"), "one": ("one more in a dict, one worker", ""),
           "atomic": ("one more in an AtomicInt, two workers", "goal: 20,000,000/s"), "one_atomic": ("one more in an AtomicInt, one worker", "")}
LOOKUPS = (1, 20, 500)
OBJECTS = 10_000_000
ELEMENTS = {"copy_list": "copying in a list of ints", "copy_dict": "copying in a dict of ints", "index": "s += items[i]",
            "iterate": "for item in items", "lookup": "table[i]", "store": "items[i] = 1", "store_dict": "table[i] = 1",
            "append": "items.append(i)", "attribute": "point.x += 1.0"}
INTERPRETERS = ("call", "pool_task", "tiny_tasks", "actors", "workers", "fairness", "create_close", "many_actors", "queue_trip",
                "parallel_map", "safepoint", "limits")
SINGLE = ("hello", *COMPUTE, "word_count")
GOALS = (*INTERPRETERS, "channels", "pipelines", "arenas", *SINGLE)
SHAPES = tuple(sorted(name[:-3] for name in os.listdir(os.path.join(PROGRAMS, "shapes")) if name.endswith(".py")))
GROUPS = {"interpreters": INTERPRETERS, "programs": SINGLE, "goals": GOALS, "shapes": SHAPES}


def run(python, *arguments, **environment):
    """Run a program; return (seconds, processor seconds of the whole process, standard output)."""
    return execute(PYTHONS[python] + [str(argument) for argument in arguments], environment)


def execute(command, environment):
    environment = dict(os.environ, ATOLL_NO_BUILD="1", PYTHONHASHSEED="0", **environment)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def run_java(name, *arguments):
    """Run a benchmark in Java from its source, as `./atoll` starts the JVM; return its output."""
    home = os.path.dirname(os.path.realpath(PYTHONS["Atoll"][0]))
    with open(os.path.join(home, "cli", "target", "dist", "launch")) as file:
        launch = dict(line.rstrip("\n").split("=", 1) for line in file)
    with open(PYTHONS["Atoll"][0]) as file:
        flags = re.search(r'^java_flags="([^"]*)"', file.read(), re.MULTILINE)[1].split()
    java, class_path = launch["java"].strip("'"), launch["class_path"].strip("'")
    command = [java, *flags, "-cp", class_path, os.path.join(JAVA, name + ".java"), *map(str, arguments)]
    return execute(command, {})[2]


def fields(output):
    return dict(line.split("=", 1) for line in output.splitlines())


def interleave(rounds, measure, sides=tuple(PYTHONS)):
    """Call measure(side) for both Pythons, or what else is compared, in turn; return the list of results of each."""
    results = {side: [] for side in sides}
    for _ in range(rounds):
        for side in sides:
            results[side].append(measure(side))
    return results


def median(values):
    return statistics.median(float(value) for value in values)


def show_time(seconds):
    if seconds >= 1:
        return f"{seconds:.2f} s"
    if seconds >= 1e-3:
        return f"{seconds * 1e3:.2f} ms"
    return f"{seconds * 1e6:.2f} us" if seconds >= 1e-7 else f"{seconds * 1e9:.1f} ns"


def heading(native="CPython", atoll="Atoll", ratio="speed-up", cpu_ratio="by CPU"):
    """Say what the next lines show, unless that has been said last."""
    now = f"{'':<38}{native:>11}{atoll:>11}{ratio:>9}{cpu_ratio:>9}"
    if said[-1:] != [now]:
        said.append(now)
        print(now, flush=True)


said = []


def line(name, native, atoll, cpu_ratio=None, goal="", sides=()):
    heading(*sides)
    cpu = "" if cpu_ratio is None else f"{cpu_ratio:.2f}"
    print(f"{name:<38}{show_time(native):>11}{show_time(atoll):>11}{native / atoll:>9.2f}{cpu:>9}   {goal}".rstrip(), flush=True)


def whole_process(title, times, goal):
    """A line for processes as a whole, given (seconds, processor seconds, ...) of each run."""
    seconds = {python: median(result[0] for result in times[python]) for python in PYTHONS}
    cpu = {python: median(result[1] for result in times[python]) for python in PYTHONS}
    line(title, seconds["CPython"], seconds["Atoll"], cpu["CPython"] / cpu["Atoll"], goal)
    return seconds


def hello(options):
    program = os.path.join(PROGRAMS, "hello.py")
    times = interleave(max(5, 3 * options.rounds), lambda python: run(python, program))
    whole_process("hello world, whole process", times, "goal: 300 ms")
    line("hello world, fastest", *(min(result[0] for result in times[python]) for python in PYTHONS), goal="goal: 300 ms")


def trip(name, options):
    title, goal = TRIPS[name]
    program = os.path.join(PROGRAMS, name + ".py")
    found = interleave(options.rounds, lambda python: fields(run(python, program, options.seconds)[2]))
    for kind, suffix, beside in (("first", "first", ""), ("best", "peak", goal)):
        line(f"{title}, {suffix}", *(median(result[kind] for result in found[python]) for python in PYTHONS), goal=beside)


def tiny_tasks(options):
    """Many tasks submitted and gathered, in all the ways that users do it."""
    program = os.path.join(PROGRAMS, "tiny_tasks.py")
    kinds = ("plain", "map", "wait", "as_completed", "keywords", "mutable")
    found = interleave(options.rounds, lambda python: fields(
        run(python, program, options.seconds, "plain")[2] + run(python, program, options.seconds / 2, *kinds[1:])[2]))

    def figures(kind):
        return [median(result[kind] for result in found[python]) for python in PYTHONS]

    line("a tiny task of 20,000, first", *figures("plain_first"))
    for kind in kinds:
        native, atoll = figures(kind + "_cpu")
        line("a tiny task of 20,000, " + ("peak" if kind == "plain" else kind), *figures(kind + "_best"), native / atoll,
             "goal: 1 us" if kind == "plain" else "")


def actors(options):
    """Ask and tell beside plain Akka's."""
    program = os.path.join(PROGRAMS, "actors.py")
    sides = ("Akka", "Atoll")
    found = interleave(options.rounds, lambda side: fields(
        run_java("PlainAkka", options.seconds / 2) if side == "Akka" else run(side, program, options.seconds / 2)[2]), sides)

    def figures(kind):
        return [median(result[kind] for result in found[side]) for side in sides]

    for name, goal in (("ask", "goal: 10 us"), ("tell", "goal: 0.5 us")):
        native, atoll = figures(name + "_cpu")
        line(f"{name} an actor", *figures(name), native / atoll, goal, ("plain Akka",))


def channel_program(side, transport, kind, seconds):
    """The command that sends values of one kind; None where there is none for it."""
    ends = ENDS_OF.get((side, transport), ENDS) if kind in MANY else None
    selects = kind.startswith("select")
    if ends == 0 or selects and (side != "Atoll" or transport == "simple") or side == "Erlang" and kind in ("bytearray", "moved", "moved_list"):
        return None
    if kind == "select_one":
        kind, ends = "select", 1
    # It takes a while until all that a thousand interpreters do is compiled.
    arguments = [kind, str(seconds)] if ends is None else [kind, str(4 * seconds), str(ends)]
    if side != "Erlang":
        return PYTHONS[side] + [os.path.join(PROGRAMS, "channels.py"), transport] + arguments
    return erlang_program("channels", arguments)


def erlang_program(name, arguments):
    """The command that runs a program in Erlang; None where that is not installed."""
    if not shutil.which("erl"):
        return None
    source, compiled = os.path.join(PROGRAMS, name + ".erl"), os.path.join(ERLANG, name + ".beam")
    if not os.path.exists(compiled) or os.path.getmtime(compiled) < os.path.getmtime(source):
        os.makedirs(ERLANG, exist_ok=True)
        execute(["erlc", "-o", ERLANG, source], {})
    return ["erl", "-noshell", "-pa", ERLANG, "-run", name, "main"] + arguments


def say_where_erlang_is():
    if not shutil.which("erl"):
        print("Erlang: not installed (no `erl` in PATH; Debian: apt-get install erlang-base), so its lines are missing", flush=True)


def channels(options):
    """Sending values in all ways: each with its rate and how much more it is than that of CPython's own queue."""
    of_one = {}
    say_where_erlang_is()
    for kind, (title, figure, goal) in SENT.items():
        commands = {name: command for name, side, transport in CHANNELS
                    if (command := channel_program(side, transport, kind, options.seconds / 2))}
        found = interleave(options.rounds, lambda name: fields(execute(commands[name], {})[2]), tuple(commands))
        print(f"{title + ':':<38}{'time':>11}{'a second':>15}{'speed-up':>10}{'processor':>12}   {goal}".rstrip(),
              flush=True)
        taken = {name: median(result[figure] for result in found[name]) for name in commands}
        for name, seconds in taken.items():
            used = [float(result["cpu"]) for result in found[name] if "cpu" in result]
            processor = show_time(statistics.median(used)) if used else ""
            one = of_one.get("select_one" if kind.startswith("select") else "ints", {}).get(name, 0)
            share = f"{one / seconds:.0%} of the rate of one" if kind in MANY else ""
            speedup = next(iter(taken.values())) / seconds
            print(f"  {name:<36}{show_time(seconds):>11}{1 / seconds:>15,.0f}{speedup:>10.1f}{processor:>12}   {share}".rstrip(),
                  flush=True)
        of_one[kind] = taken


def many_actors(options):
    found = fields(run("Atoll", os.path.join(PROGRAMS, "actors.py"), 0, ACTORS, ATOLL_JAVA_OPTS="-Xmx8g")[2])
    print(f"{ACTORS:,} actors in a heap of 8 GB: each spawned and asked in {show_time(float(found['spawn']))} "
          f"(processor time {show_time(float(found['spawn_cpu']))}), asked once more in {show_time(float(found['again']))} "
          f"({show_time(float(found['again_cpu']))}), {float(found['resident_kb']):.0f} KB resident", flush=True)


def with_and_without(title, without, with_it):
    heading("without", "with it", "more", "")
    print(f"{title:<38}{show_time(without):>11}{show_time(with_it):>11}{with_it / without - 1:>9.1%}", flush=True)


def safepoint(options):
    found = fields(run_java("SafepointCost", options.seconds))
    with_and_without("safepoint in the shortest loop", float(found["bare"]), float(found["bare_polled"]))
    with_and_without("safepoint in a loop of x += i", float(found["python"]), float(found["python_polled"]))


def limits(options):
    """What limits of memory and time cost that are not reached, by processor time."""
    program = os.path.join(PROGRAMS, "limits_cost.py")
    found = [fields(run("Atoll", program, options.seconds)[2]) for _ in range(options.rounds)]
    for name, title in (("allocate", "limits, code that allocates"), ("count", "limits, code that counts")):
        with_and_without(title, *(median(result[f"{name}_{side}"] for result in found) for side in ("unlimited", "limited")))


def workers(options):
    """How much more two computing interpreters get done than one: in new processes, and once all is compiled."""
    program = os.path.join(PROGRAMS, "workers.py")
    cold = interleave(options.rounds, lambda python: [
        int(fields(run(python, program, options.seconds / 2, number)[2])["count"]) for number in (1, 2)])
    warm = interleave(options.rounds, lambda python: fields(run(python, program, 2 * options.seconds)[2]))
    heading()
    for title, found in (("first", {python: median(two / one for one, two in cold[python]) for python in PYTHONS}),
                         ("warm", {python: median(result["speedup"] for result in warm[python]) for python in PYTHONS})):
        native, atoll = found["CPython"], found["Atoll"]
        print(f"{'2 computing interpreters over 1, ' + title:<38}{native:>11.2f}{atoll:>11.2f}{atoll / native:>9.2f}"
              f"{'':>9}   goal: 1", flush=True)


def fairness(options):
    """How an idle interpreter answers beside others that compute, and what these lose by it."""
    program = os.path.join(PROGRAMS, "fairness.py")
    for computing in COMPUTING:
        found = interleave(options.rounds, lambda python: fields(run(python, program, computing, 2 * options.seconds)[2]))

        def figures(kind):
            return [median(result[kind] for result in found[python]) for python in PYTHONS]

        title = f"answer beside {computing}"
        line(f"{title}, median", *figures("median"))
        line(f"{title}, 99 % within", *figures("p99"), goal="goal: 2 ms")
        line(f"{title}, 99 %, by CPU used", *figures("cpu_p99"))
        native, atoll = figures("loss")
        print(f"{'  throughput they lose':<38}{native:>11.1%}{atoll:>11.1%}{'':>18}   goal: 3 %", flush=True)


def repeated(name, rounds, seconds):
    """Run a program of run()s; return the median of each figure for both Pythons."""
    program = os.path.join(PROGRAMS, "peak.py")
    found = interleave(rounds, lambda python: fields(run(python, program, name, seconds[python])[2]))
    answers = {result["answer"] for results in found.values() for result in results}
    if len(answers) != 1:
        raise SystemExit(f"{name}: the two do not agree: {answers}")
    return {kind: {python: median(result[kind] for result in found[python]) for python in PYTHONS}
            for kind in ("first", "best", "cpu")}


def compute(name, options):
    figures = repeated(name, options.rounds, dict.fromkeys(PYTHONS, options.seconds))
    line(f"{name}, first run", figures["first"]["CPython"], figures["first"]["Atoll"])
    line(f"{name}, peak", figures["best"]["CPython"], figures["best"]["Atoll"],
         figures["cpu"]["CPython"] / figures["cpu"]["Atoll"], "goal: 3 times CPython")


def shape(name, options):
    """The steady state of a small program. CPython is there at once, so it gets less time."""
    figures = repeated(name, options.shape_rounds, {"CPython": options.seconds / 4, "Atoll": options.seconds})
    first = figures["first"]["CPython"] / figures["first"]["Atoll"]
    line(f"{name}, peak", figures["best"]["CPython"], figures["best"]["Atoll"],
         figures["cpu"]["CPython"] / figures["cpu"]["Atoll"], f"goal: 1 (first run: {first:.2f})")


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
    if len({output for results in times.values() for _, _, output in results}) != 1:
        raise SystemExit("word_count: the two do not print the same")
    seconds = whole_process("word_count, 2 workers, whole run", times, "goal: 1")
    if options.corpus_seconds:
        word_count_corpus(options, min(seconds.values()))


def word_count_corpus(options, seconds_of_one_copy):
    """The speed-up of two workers over one, on so many copies that either Python's one worker is busy for long enough."""
    os.makedirs(CORPUS, exist_ok=True)
    # One worker needs at most twice what two need, and what is warm is faster than what has just started.
    copies = max(1, math.ceil(options.corpus_seconds / seconds_of_one_copy))
    while True:
        make_corpus(copies)
        found = interleave(1, lambda python: run(python, WORD_COUNT, "--workers", 1, CORPUS))
        shortest = min(result[0] for results in found.values() for result in results)
        if shortest >= options.corpus_seconds:
            break
        copies = math.ceil(copies * options.corpus_seconds / shortest * 1.1)
    one = whole_process(f"word_count x {copies}, 1 worker", found, "")
    found = interleave(1, lambda python: run(python, WORD_COUNT, "--workers", 2, CORPUS))
    two = whole_process(f"word_count x {copies}, 2 workers", found, "")
    native, atoll = (one[python] / two[python] for python in PYTHONS)
    print(f"{'  speed-up of 2 workers over 1':<38}{native:>11.2f}{atoll:>11.2f}{atoll / native:>9.2f}{'':>9}   goal: 1")


def parse_arguments():
    parser = argparse.ArgumentParser(description="Measure Atoll beside CPython.",
                                     epilog="Benchmarks: " + ", ".join(GOALS) + "; shapes: " + ", ".join(SHAPES))
    parser.add_argument("names", nargs="*", metavar="NAME", help="a benchmark, or a group: " + ", ".join(GROUPS))
    parser.add_argument("--full", action="store_true", help="longer and more rounds, and word_count's large folder")
    parser.add_argument("--rounds", type=int, help="how often each is run (default: 2; with --full 5)")
    parser.add_argument("--seconds", type=float, help="how long each run lasts (default: 3; with --full 12)")
    parser.add_argument("--corpus-seconds", type=float, metavar="S",
                        help="make word_count's folder so large that one worker takes this long (default: 0, which "
                             "leaves it out; with --full 20)")
    parser.add_argument("--atoll", metavar="COMMAND", help="what to measure (default: ./atoll)")
    arguments = parser.parse_args()
    short = {"rounds": 2, "seconds": 3.0, "corpus_seconds": 0.0}
    full = {"rounds": 5, "seconds": 12.0, "corpus_seconds": 20.0}
    for option, value in (full if arguments.full else short).items():
        if getattr(arguments, option) is None:
            setattr(arguments, option, value)
    arguments.shape_rounds = max(1, arguments.rounds // 2)
    benchmarks = []
    for name in arguments.names or GROUPS:
        if name not in GROUPS and name not in GOALS + SHAPES:
            parser.error(f"no benchmark named {name}; there are {', '.join((*GROUPS, *GOALS, *SHAPES))}")
        benchmarks += GROUPS.get(name, (name,))
    arguments.benchmarks = list(dict.fromkeys(benchmarks))
    return arguments


def main():
    options = parse_arguments()
    if options.atoll:
        PYTHONS["Atoll"] = [os.path.abspath(options.atoll)]
    for python in PYTHONS:
        run(python, "-c", "pass")  # makes what is made at first use
    for name in options.benchmarks:
        if name in TRIPS:
            trip(name, options)
        elif name in COMPUTE:
            compute(name, options)
        elif name in SHAPES:
            shape(name, options)
        else:
            OTHERS[name](options)


def pipelines(options):
    """Two stages of tiny functions, an item each: a pipeline beside what CPython and Atoll have for it otherwise."""
    program = os.path.join(PROGRAMS, "pipelines.py")
    ways = {"Atoll, pipeline": ("Atoll", "pipeline"), "Atoll, InterpreterPoolExecutor.map": ("Atoll", "executor"),
            "CPython, InterpreterPoolExecutor.map": ("CPython", "executor"), "CPython, Pool.imap": ("CPython", "processes"),
            "CPython, threads and queues": ("CPython", "threads")}
    found = interleave(options.rounds, lambda way: fields(run(ways[way][0], program, ways[way][1], options.seconds)[2]), tuple(ways))
    print(f"{'two stages, an item:':<38}{'first':>11}{'best':>11}{'processor':>11}", flush=True)
    for way in ways:
        # Processor time of processes is that of the one that hands out the tasks.
        print(f"  {way:<36}" + "".join(f"{show_time(median(result[kind] for result in found[way])):>11}" for kind in ("first", "best", "cpu")),
              flush=True)


def arenas(options):
    """What interpreters share, beside what processes and threads do."""
    say_where_erlang_is()
    for kind, (title, goal) in COUNTED.items():
        counted(kind, title, goal, options)
    held(options)
    readers(options)
    many_objects(options)
    elements(options)


def shared_program(side, way, kind, seconds):
    arguments = [kind, str(seconds)]
    if side == "Erlang":
        return erlang_program("arenas", arguments)
    return PYTHONS[side] + [os.path.join(PROGRAMS, "arenas.py"), way] + arguments


def counted(kind, title, goal, options):
    """Updates of one counter: seconds for each, and how many in a second, all workers together."""
    ways = [row for row in SHARED if row[2] == "atomic" or not kind.endswith("atomic")]
    commands = {name: command for name, side, way in ways if (command := shared_program(side, way, kind, options.seconds))}
    found = interleave(options.rounds, lambda name: fields(execute(commands[name], {})[2]), tuple(commands))
    print(f"{title + ':':<38}{'time':>11}{'a second':>15}{'speed-up':>10}{'processor':>12}   {goal}".rstrip(), flush=True)
    first = None
    for name in commands:
        seconds = median(result["median"] for result in found[name])
        first = first or seconds
        used = [float(result["cpu"]) for result in found[name] if "cpu" in result]
        processor = show_time(statistics.median(used)) if used else ""
        print(f"  {name:<36}{show_time(seconds):>11}{1 / seconds:>15,.0f}{first / seconds:>10.1f}{processor:>12}", flush=True)


def held(options):
    """What `with` takes that nobody else wants, over the plain method calls that it consists of."""
    kinds = {"plain": ("threads", "call"), "lock": ("threads", "hold"), "arena": ("arena", "hold")}
    found = {kind: interleave(options.rounds, lambda side: fields(execute(shared_program(side, *kinds[kind], options.seconds), {})[2]),
                              ("Atoll",) if kind == "arena" else tuple(PYTHONS)) for kind in kinds}
    taken = {(kind, side): min(float(result["best"]) for result in results) for kind in kinds for side, results in found[kind].items()}
    line("__enter__() and __exit__() of a class", taken["plain", "CPython"], taken["plain", "Atoll"])
    line("with lock", taken["lock", "CPython"], taken["lock", "Atoll"])
    line("with arena, beside CPython's lock", taken["lock", "CPython"], taken["arena", "Atoll"])
    print(f"  over the plain calls: {show_time(max(0, taken['arena', 'Atoll'] - taken['plain', 'Atoll']))}   goal: 100 ns", flush=True)


def readers(options):
    """How much more two readers get done than one, and what a second worker brings that shares nothing. By processor time: how much two
    would, each with a processor of its own, as far as that shows in what each hold takes."""
    heading("one", "two", "together")
    for lookups in LOOKUPS:
        for way, title, goal in (("threads", "{} lookups in dicts of their own", ""), ("arena", "holds with {} lookups", "goal: 1.9")):
            found = interleave(options.rounds, lambda kind: fields(
                execute(shared_program("Atoll", way, f"{kind}{lookups}", options.seconds), {})[2]), ("read", "double"))
            one, two = ({name: median(result[name] for result in found[kind]) for name in ("median", "cpu")} for kind in ("read", "double"))
            print(f"{title.format(lookups):<38}{show_time(one['median']):>11}{show_time(two['median']):>11}{one['median'] / two['median']:>9.2f}"
                  f"{2 * one['cpu'] / two['cpu']:>9.2f}   {goal}".rstrip(), flush=True)


def many_objects(options):
    """Ten million small objects in an arena beside as many on the Java heap, and what an interpreter sees that has to do with neither."""
    ways = ("threads", "arena")
    found = interleave(max(1, options.rounds // 2), lambda way: fields(
        run("Atoll", os.path.join(PROGRAMS, "arenas.py"), way, "objects", OBJECTS / 1e6, ATOLL_JAVA_OPTS="-Xmx3g")[2]), ways)
    figures = {way: {name: median(result[name] for result in found[way]) for name in found[way][0]} for way in ways}
    heap, there = figures["threads"], figures["arena"]
    show = functools.partial(line, sides=("Java heap", "arena"))
    show(f"{OBJECTS:,} small objects", heap["fill"], there["fill"])
    show("  replacing all of them", heap["churn"], there["churn"])
    show("  longest pause elsewhere, making", heap["fill_pause"], there["fill_pause"])
    show("  longest pause elsewhere, replacing", heap["churn_pause"], there["churn_pause"])
    show("  hundredth longest, making", heap["fill_hundredth"], there["fill_hundredth"])
    show("  hundredth longest, replacing", heap["churn_hundredth"], there["churn_hundredth"])
    show("  closing", heap["close"], there["close"], goal="goal: 50 ms")
    print(f"  the Java heap grows by {heap['java_heap'] / 1e6:,.0f} MB; with the arena by {there['java_heap'] / 1e6:,.0f} MB   goal: 0", flush=True)
    print(f"  {there['arena_bytes'] / 1e6:,.0f} MB in the arena, {there['collections']:.0f} collections, their longest step "
          f"{show_time(there['longest_step'])}", flush=True)
    print("  making an arena: " + ", ".join(f"{show_time(there['create_' + limit])} with limit={limit!r}" for limit in ("1MB", "1GB", "16GB")),
          flush=True)


def elements(options):
    """Access to each of a million elements: plain objects of CPython and Atoll, views, and views in an arena with an undo log."""
    sides = {"CPython": ("CPython", "threads"), "Atoll": ("Atoll", "threads"), "arena": ("Atoll", "arena"), "undo log": ("Atoll", "rollback")}
    found = interleave(options.rounds, lambda side: fields(
        execute(shared_program(*sides[side], "elements", options.seconds / 2), {})[2]), tuple(sides))
    print(f"{'each of 1,000,000 elements:':<38}{'CPython':>11}{'Atoll':>11}{'arena':>11}{'undo log':>11}{'arena/CPython':>15}{'arena/Atoll':>13}", flush=True)
    for name, title in ELEMENTS.items():
        taken = {side: median(result[name] for result in found[side]) for side in sides}
        print(f"  {title:<36}" + "".join(f"{show_time(taken[side]):>11}" for side in sides)
              + f"{taken['arena'] / taken['CPython']:>15.2f}{taken['arena'] / taken['Atoll']:>13.2f}", flush=True)


OTHERS = {"hello": hello, "tiny_tasks": tiny_tasks, "actors": actors, "many_actors": many_actors, "channels": channels,
          "pipelines": pipelines, "arenas": arenas, "workers": workers, "fairness": fairness, "safepoint": safepoint, "limits": limits,
          "word_count": word_count}

if __name__ == "__main__":
    sys.exit(main())
