"""Comprehensions: lists, dicts and sets, nested and filtered, and the operators of sets."""


def run():
    squares = [n * n for n in range(30_000)]
    even = [n for n in squares if n % 2 == 0]
    table = {n: str(n) for n in range(15_000)}
    inverse = {text: n for n, text in table.items()}
    rests = {n % 997 for n in squares}
    grid = [[row * column for column in range(80)] for row in range(80)]
    turned = [[row[k] for row in grid] for k in range(80)]
    flat = [value for row in turned for value in row if value & 1]
    both = {n for n in range(10_000)} & set(even)
    return len(even), len(inverse), len(rests), sum(flat), len(both), sum(map(len, turned)), any(n > 9e8 for n in squares)
