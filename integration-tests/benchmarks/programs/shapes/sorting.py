"""Sorting: with key functions, tuples, attributes, in reverse, and min and max."""

from operator import attrgetter, itemgetter


class Person:
    def __init__(self, name, age):
        self.name, self.age = name, age


def make():
    state, found = 3, []
    for _ in range(15_000):
        state = (state * 1103515245 + 12345) % 2147483648
        found.append((f"n{(state >> 8) % 9973}", (state >> 16) % 90))
    return found


PAIRS = make()
PEOPLE = [Person(name, age) for name, age in PAIRS]


def run():
    by_name = sorted(PAIRS)
    by_age = sorted(PAIRS, key=lambda pair: pair[1])
    by_both = sorted(PEOPLE, key=lambda person: (-person.age, person.name))
    by_attribute = sorted(PEOPLE, key=attrgetter("age", "name"), reverse=True)
    by_item = sorted(PAIRS, key=itemgetter(0))
    words = sorted([name for name, _ in PAIRS], key=str.upper)
    numbers = sorted(age * 1.5 for _, age in PAIRS)
    return (by_name[7], by_age[9][1], by_both[11].name, by_attribute[13].age, by_item[15][0], words[17], numbers[19],
            max(PAIRS, key=lambda pair: pair[1])[1], min(PEOPLE, key=lambda person: person.name).name)
