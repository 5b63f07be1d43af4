"""Measure what messages take beside the native CPython's pickle, interleaved, and print the ratios.

    core-interp/stdlib/native-python integration-tests/benchmarks/codec.py [--rounds N] [--seconds S] [SHAPE ...]

A message is counted both ways: made and opened, or written and read. Goals: a copy, which is what goes within the process, is
at least five times as fast as CPython's pickle for every shape; bytes are no slower; to move a list of 1,000,000 ints takes a
tenth of what its copy takes. Figures are the least of all rounds, by processor time (moves: wall time).
"""

import argparse
import os

import run

PROGRAM = os.path.join(run.PROGRAMS, "codec.py")


def main():
    parser = argparse.ArgumentParser(description="Measure messages beside CPython's pickle.")
    parser.add_argument("names", nargs="*", metavar="SHAPE", help="as in programs/codec.py; without any, all of them")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=2, help="how long each shape is measured, until it runs as fast as it will")
    options = parser.parse_args()
    found = run.interleave(options.rounds, lambda python: run.fields(run.run(python, PROGRAM, options.seconds, *options.names)[2]))
    least = {python: {key: min(float(result[key]) for result in results) for key in results[0]} for python, results in found.items()}
    native, atoll = least["CPython"], least["Atoll"]
    print(f"{'':<22}{'pickle':>11}{'copy':>11}{'ratio':>8}{'bytes':>11}{'ratio':>8}")
    for key, pickled in native.items():
        shape = key.partition(".")[0]
        copied, written = atoll[shape + ".copy"], atoll[shape + ".bytes"]
        marks = ("" if pickled >= 5 * copied else "  copy: below 5") + ("" if pickled >= written else "  bytes: slower")
        print(f"{shape:<22}{run.show_time(pickled):>11}{run.show_time(copied):>11}{pickled / copied:>8.1f}{run.show_time(written):>11}"
              f"{pickled / written:>8.1f}{marks}")
    for key, moved in atoll.items():
        shape, _, kind = key.partition(".")
        if kind == "move":
            copied = atoll[shape + ".copy"]
            print(f"{'move ' + shape:<22}{'':>11}{run.show_time(copied):>11}{'':>8}{run.show_time(moved):>11}{copied / moved:>8.1f}"
                  + ("" if copied >= 10 * moved else "  below 10"))


if __name__ == "__main__":
    main()
