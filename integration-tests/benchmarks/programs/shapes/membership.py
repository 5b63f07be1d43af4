"""Membership: `in` over lists, tuples, sets, dicts, strings and ranges; identity and chained comparisons."""


def run():
    names = [f"name{n}" for n in range(40)]
    chosen, table, text = set(names[::2]), dict.fromkeys(names, 1), " ".join(names)
    found = 0
    for n in range(25_000):
        name = names[n % 40]
        if name in chosen:
            found += 1
        if name in table and name not in ("name1", "name2", "name3"):
            found += 1
        if n % 50 in (3, 5, 7, 11, 13) or n in range(100, 2_000, 3):
            found += 1
        if "name1" in name or "x" in text:
            found += 1
        if name in names:
            found += 1
        if 10 <= n % 100 < 20 and name is not None and isinstance(name, (int, str)):
            found += 1
    return found
