"""Primes, in parallel: `primes.py [LIMIT]`.

The inputs are numbers, far too small a task to be sent one at a time; atoll.parallel chooses by itself how many travel
together. There is no pool to make, and the functions are ordinary ones.
"""

import operator
import sys

from atoll import parallel


def is_prime(n):
    if n < 4:
        return n > 1
    if n % 2 == 0:
        return False
    divisor = 3
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 2
    return True


def main():
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
    numbers = range(limit)
    answers = parallel.map(is_prime, numbers, progress="looking at numbers")
    primes = [n for n, prime in zip(numbers, answers) if prime]
    print(f"{len(primes):,} primes below {limit:,}")
    gap, before = max((b - a, a) for a, b in zip(primes, primes[1:]))
    print(f"the widest gap is {gap}, after {before:,}")
    print(f"the sum of all is {parallel.reduce(operator.add, primes):,}")


if __name__ == "__main__":
    main()
