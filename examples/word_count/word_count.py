"""Count the words and identifiers of a folder of text on every core.

    atoll word_count.py [--workers N] [--top K] [DIR]

Each worker is a subinterpreter with its own GIL. The script is plain Python
3.14: CPython runs it too and prints the same. Without DIR it reads the Python
sources of the standard library that Atoll's build unpacked.

The tables and the totals go to standard output and depend on nothing but the
files; the progress line and the time go to standard error. A file that cannot
be read, or is not UTF-8, is counted and named, and never ends the run.
"""

import argparse
import os
import re
import stat
import sys
import time
from collections import Counter
from concurrent.futures import InterpreterPoolExecutor, as_completed

TOKEN = re.compile(r"\w+")
LETTERS = re.compile(r"[^\W\d_]+")

# Big enough that sending a task costs nothing beside doing it, small enough
# that the last tasks leave no worker idle for long.
BATCH_BYTES = 512 * 1024


def count_file(path):
    """Return (tokens, lines, bytes) of one file; raise OSError or UnicodeDecodeError."""
    with open(path, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("not a regular file")
        data = file.read()
    text = data.decode("utf-8")
    return Counter(TOKEN.findall(text)), text.count("\n"), len(data)


def count_batch(paths):
    """Count some files in a worker: (tokens, lines, bytes, [(path, reason)])."""
    tokens, lines, size, skipped = Counter(), 0, 0, []
    for path in paths:
        try:
            file_tokens, file_lines, file_size = count_file(path)
        except UnicodeDecodeError:
            skipped.append((path, "not UTF-8"))
        except OSError as error:
            skipped.append((path, error.strerror or str(error)))
        else:
            tokens.update(file_tokens)
            lines += file_lines
            size += file_size
    return tokens, lines, size, skipped


def find_files(folder, suffix):
    """Return the (path, size) pairs of a folder's files in a fixed order."""
    found = []
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if not name.endswith(suffix):
                continue
            path = os.path.join(where, name)
            try:
                status = os.stat(path)
                # Opening a pipe would wait for a writer that never comes.
                if not stat.S_ISFIFO(status.st_mode):
                    found.append((path, status.st_size))
            except OSError:
                found.append((path, 0))  # a worker will say what is wrong with it
    return found


def make_batches(files):
    """Cut the list of files into lists of about BATCH_BYTES each."""
    batches, batch, size = [], [], 0
    for path, file_size in files:
        batch.append(path)
        size += file_size
        if size >= BATCH_BYTES:
            batches.append(batch)
            batch, size = [], 0
    if batch:
        batches.append(batch)
    return batches


def show_progress(done, total, size, started):
    seconds = time.perf_counter() - started
    rate = size / 1e6 / seconds if seconds else 0.0
    line = f"{done:,} of {total:,} files, {size / 1e6:.1f} MB, {rate:.1f} MB/s"
    print(f"\r{line:<70}", end="", file=sys.stderr, flush=True)


def count_folder(files, workers):
    """Spread the files over the workers and merge what they return."""
    tokens, lines, size, skipped, done = Counter(), 0, 0, [], 0
    started = time.perf_counter()
    live = sys.stderr.isatty()
    with InterpreterPoolExecutor(max_workers=workers) as pool:
        pending = {pool.submit(count_batch, batch): len(batch) for batch in make_batches(files)}
        for future in as_completed(pending):
            batch_tokens, batch_lines, batch_size, batch_skipped = future.result()
            tokens.update(batch_tokens)
            lines += batch_lines
            size += batch_size
            skipped += batch_skipped
            done += pending[future]
            if live:
                show_progress(done, len(files), size, started)
    if live:
        print(file=sys.stderr)
    return tokens, lines, size, sorted(skipped)


def split_kinds(tokens):
    """Return the identifiers as they stand and the words inside them, in one case."""
    identifiers, words = Counter(), Counter()
    for token, count in tokens.items():
        if token.isidentifier():
            identifiers[token] = count
        for word in LETTERS.findall(token):
            words[word.casefold()] += count
    return identifiers, words


def most_frequent(counter, top):
    """Return the top entries; equal counts stand in the order of their names."""
    return sorted(counter.items(), key=lambda entry: (-entry[1], entry[0]))[:top]


def print_tables(identifiers, words, top):
    print(f"{'':>4}  {'identifier':<28} {'count':>10}  {'word':<28} {'count':>10}")
    left, right = most_frequent(identifiers, top), most_frequent(words, top)
    for rank in range(max(len(left), len(right))):
        name, count = left[rank] if rank < len(left) else ("", None)
        word, word_count = right[rank] if rank < len(right) else ("", None)
        counts = [f"{number:,}" if number is not None else "" for number in (count, word_count)]
        print(f"{rank + 1:>4}  {name:<28} {counts[0]:>10}  {word:<28} {counts[1]:>10}".rstrip())


def print_totals(files, lines, size, identifiers, words, skipped, folder):
    print()
    print(f"files       {len(files) - len(skipped):>12,}")
    print(f"lines       {lines:>12,}")
    print(f"bytes       {size:>12,}")
    print(f"identifiers {identifiers.total():>12,}  ({len(identifiers):,} different)")
    print(f"words       {words.total():>12,}  ({len(words):,} different)")
    print(f"not counted {len(skipped):>12,}")
    for path, reason in skipped:
        # A file name is bytes: show what is no text instead of failing on it.
        name = os.fsencode(os.path.relpath(path, folder)).decode("utf-8", "backslashreplace")
        print(f"  {name}: {reason}")


def default_folder():
    """The library that the build unpacked, or else the running Python's own."""
    here = os.path.dirname(os.path.realpath(__file__))
    unpacked = os.path.join(os.path.dirname(os.path.dirname(here)), "core-interp", "stdlib",
                            "target", "cpython", "lib", "python3.14")
    return unpacked if os.path.isdir(unpacked) else os.path.dirname(os.__file__)


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


positive.__name__ = "positive number"  # argparse names the type in its message


def parse_arguments():
    parser = argparse.ArgumentParser(description="Count words and identifiers on every core.")
    parser.add_argument("--workers", type=positive, default=os.cpu_count() or 1, metavar="N",
                        help="number of subinterpreters (default: one a core)")
    parser.add_argument("--top", type=positive, default=20, metavar="K",
                        help="rows of the table (default: 20)")
    parser.add_argument("folder", nargs="?", metavar="DIR",
                        help="folder of text (default: the standard library's Python sources)")
    arguments = parser.parse_args()
    if arguments.folder is not None and not os.path.isdir(arguments.folder):
        parser.error(f"not a folder: {arguments.folder}")
    return arguments


def main():
    arguments = parse_arguments()
    # A word the terminal cannot show is no reason to stop.
    sys.stdout.reconfigure(errors="backslashreplace")
    started = time.perf_counter()
    folder, suffix = arguments.folder, ""
    if folder is None:
        folder, suffix = default_folder(), ".py"
    files = find_files(folder, suffix)
    tokens, lines, size, skipped = count_folder(files, arguments.workers)
    identifiers, words = split_kinds(tokens)
    print_tables(identifiers, words, arguments.top)
    print_totals(files, lines, size, identifiers, words, skipped, folder)
    sys.stdout.flush()
    seconds = time.perf_counter() - started
    print(f"{len(files):,} files in {seconds:.2f} s with {arguments.workers} "
          f"worker{'' if arguments.workers == 1 else 's'}", file=sys.stderr)


if __name__ == "__main__":
    main()
