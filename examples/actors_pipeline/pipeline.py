"""A pipeline of function actors, each of which takes its messages from its mailbox: lines, words, counts.

    ./atoll examples/actors_pipeline/pipeline.py
"""

from collections import Counter

from atoll.actors import receive, reply, spawn

LINES = ["the quick brown fox", "jumps over the lazy dog", "the end"]


def split(to):
    for message in receive():
        match message:
            case "end":
                to.send(("end", None))
                return
            case str(line):
                for word in line.split():
                    to.send(("word", word))


def count(splitters):
    words = Counter()
    for message in receive():
        match message:
            case ("word", word):
                words[word] += 1
            case ("end", _):
                splitters -= 1
                if not splitters:
                    break
    # All is counted: now answer.
    for message in receive():
        reply(words.most_common(message))


counter = spawn(count, 2, name="counter")
splitters = [spawn(split, counter, name=f"splitter {i}") for i in range(2)]
for number, line in enumerate(LINES):
    splitters[number % 2].send(line)
for splitter in splitters:
    splitter.send("end")
for splitter in splitters:
    splitter.join()
print(counter.request(1).result())
print(sorted(counter.request(None).result()))
