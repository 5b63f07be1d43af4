"""Exceptions: raised near and far, caught by class, finally, chains, and as a way to ask."""


class Missing(KeyError):
    pass


def find(table, key):
    try:
        return table[key]
    except KeyError as error:
        raise Missing(key) from error


def deep(level):
    if level == 0:
        raise ValueError("deep")
    return deep(level - 1)


def run():
    table, missing, deep_ones, cleaned, numbers = {n: n for n in range(0, 10_000, 2)}, 0, 0, 0, 0
    for n in range(10_000):
        try:
            find(table, n)
        except Missing:
            missing += 1
    for n in range(1_000):
        try:
            deep(20)
        except (TypeError, ValueError):
            deep_ones += 1
        finally:
            cleaned += 1
    for text in ("1", "x", "2.5", "-7") * 2_000:
        try:
            numbers += int(text)
        except ValueError as error:
            numbers += len(error.args)
    for n in range(5_000):
        try:
            getattr(n, "name")
        except AttributeError:
            missing += 1
    return missing, deep_ones, cleaned, numbers
