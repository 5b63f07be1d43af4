"""Dictionaries and strings: how often each of 5,000 words stands in a text of 400,000."""


def make_text(count):
    words, state = [], 42
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        words.append("w" + str((state >> 8) % 5000))
    return words


TEXT = make_text(400_000)


def run():
    counts = {}
    for word in TEXT:
        counts[word] = counts.get(word, 0) + 1
    return len(counts), max(counts.values())
