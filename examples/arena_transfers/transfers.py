"""Move money between two banks, in opposite directions at once.

    atoll transfers.py [--interpreters N] [--seconds S]

Each bank is an arena. Half of the interpreters move money from the first to the second and name them in that order, the others
the other way round: with locks that each program takes for itself, they would soon wait for each other. `arena.hold()`
takes all arenas in one order, whatever the order in which they are named. A transfer is refused where there is too little on the
account; whatever comes of it, the sum of all accounts stays the same.
"""

import argparse
import random
import time
from concurrent.futures import InterpreterPoolExecutor

from atoll import arena

ACCOUNTS = 1000
MONEY = 100


def move(source, target, seconds, seed):
    """Move money between accounts chosen by chance; return how many transfers were made, and how many were refused."""
    chance = random.Random(seed)
    made = refused = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for _ in range(100):
            one, other, amount = chance.randrange(ACCOUNTS), chance.randrange(ACCOUNTS), chance.randrange(1, 50)
            with arena.hold(source, target):
                accounts = source.root["accounts"]
                if accounts[one] < amount:
                    refused += 1
                    continue
                accounts[one] -= amount
                target.root["accounts"][other] += amount
            made += 1
    return made, refused


def main():
    parser = argparse.ArgumentParser(description="Move money between two banks, in opposite directions at once.")
    parser.add_argument("--interpreters", type=int, default=8, metavar="N", help="how many work at the same time (default: 8)")
    parser.add_argument("--seconds", type=float, default=2, metavar="S", help="for how long (default: 2)")
    arguments = parser.parse_args()

    banks = arena.create(), arena.create()
    with arena.hold(*banks):
        for bank in banks:
            bank.root["accounts"] = {number: MONEY for number in range(ACCOUNTS)}

    with InterpreterPoolExecutor(arguments.interpreters) as pool:
        orders = [banks if i % 2 == 0 else banks[::-1] for i in range(arguments.interpreters)]
        begin = time.perf_counter()
        results = list(pool.map(move, *zip(*orders), [arguments.seconds] * len(orders), range(len(orders))))
        took = time.perf_counter() - begin

    made, refused = (sum(column) for column in zip(*results))
    with arena.hold(*banks):
        sums = [sum(bank.root["accounts"].values()) for bank in banks]
        lowest = min(min(bank.root["accounts"].values()) for bank in banks)
    print(f"{arguments.interpreters} interpreters: {(made + refused) / took:,.0f} transfers a second, each with two arenas held")
    print(f"{sum(sums):,} in all accounts, as in the beginning" if sum(sums) == 2 * ACCOUNTS * MONEY else f"{sum(sums):,}: wrong")
    print(f"the lowest account has {lowest}")


if __name__ == "__main__":
    main()
