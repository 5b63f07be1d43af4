"""Count the words of a folder of text in a pipeline.

    atoll words.py [--workers N] [--top K] [--stats] [DIR]

The pipeline goes from files to totals: their names are the source, one stage reads and takes each apart into words, the next
counts them, and the sink puts the counts together. What cannot be read, or is no UTF-8, is told as a dead letter and ends
nothing. Without DIR it reads the Python sources of the standard library.
"""

import argparse
import os
import re
import sys
from collections import Counter

from atoll import pipelines as pl

WORD = re.compile(r"[^\W\d_]+")


def find_files(folder, suffix=""):
    """Give the paths of a folder's files, in a fixed order."""
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(suffix):
                yield os.path.join(where, name)


def read_words(path):
    """Return the words of a file, in one case, and the number of its lines."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return [word.casefold() for word in WORD.findall(text)], text.count("\n")


def count_words(file):
    """Return how often each word is there, and the number of lines."""
    words, lines = file
    return Counter(words), lines


def add_up(results):
    """Put the counts of all files together."""
    total, lines, files = Counter(), 0, 0
    for counts, some_lines in results:
        total.update(counts)
        lines += some_lines
        files += 1
    return total, lines, files


def main():
    parser = argparse.ArgumentParser(description="Count words in a pipeline.")
    parser.add_argument("--workers", type=int, default=os.process_cpu_count() or 1, metavar="N",
                        help="interpreters that read and take apart (default: one a core)")
    parser.add_argument("--top", type=int, default=20, metavar="K", help="how many words are listed (default: 20)")
    parser.add_argument("--stats", action="store_true", help="write what the stages have done to standard error")
    parser.add_argument("folder", nargs="?", metavar="DIR", help="a folder of text (default: the standard library's sources)")
    arguments = parser.parse_args()
    paths = find_files(arguments.folder) if arguments.folder else find_files(os.path.dirname(os.__file__), ".py")

    unread = []
    pipeline = (pl.source(paths)
                | pl.stage(read_words, workers=arguments.workers, ordered=False, buffer=64, on_error="skip", dead_letter=unread.append)
                | pl.stage(count_words, ordered=False, buffer=64)
                | pl.into(add_up))
    with pipeline.start() as running:
        total, lines, files = running.result()
        if arguments.stats:
            print(running.stats(), file=sys.stderr)

    for word, count in sorted(total.items(), key=lambda entry: (-entry[1], entry[0]))[:arguments.top]:
        print(f"{count:>9,}  {word}")
    print(f"{total.total():,} words, {len(total):,} different, in {lines:,} lines of {files:,} files")
    for failure in sorted(unread, key=lambda failure: failure.item):
        print(f"not read: {os.path.basename(failure.item)}: {type(failure.error).__name__}")


if __name__ == "__main__":
    main()
