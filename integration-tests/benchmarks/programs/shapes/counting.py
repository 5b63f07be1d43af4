"""Counters and grouped dicts over the words of a text: Counter, defaultdict, setdefault, split, lower."""

import re
from collections import Counter, defaultdict

from dict_count import TEXT as WORDS

TEXT = " ".join(word if n % 3 else word.upper() + "," for n, word in enumerate(WORDS[:60_000]))


def run():
    words = TEXT.lower().split()
    counts = Counter(word.strip(",") for word in words)
    again = Counter(re.findall(r"\w+", TEXT))
    again.update(words)
    lengths = defaultdict(list)
    for word in words:
        lengths[len(word)].append(word)
    first = {}
    for n, word in enumerate(words):
        first.setdefault(word, n)
    letters = defaultdict(int)
    for letter in TEXT[:100_000]:
        letters[letter] += 1
    return counts.most_common(3), len(again), sorted(map(len, lengths.values())), len(first), letters["w"], letters[","]
