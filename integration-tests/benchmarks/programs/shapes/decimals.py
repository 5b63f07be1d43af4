"""Decimal and Fraction arithmetic: interest, rounding, square roots and sums."""

from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction


def run():
    getcontext().prec = 28
    balance, rate, cent = Decimal("1000.00"), Decimal("0.0375") / 12, Decimal("0.01")
    for _ in range(3_000):
        interest = (balance * rate).quantize(cent, rounding=ROUND_HALF_UP)
        balance += interest - Decimal("1.25")
    roots = sum(Decimal(n).sqrt() for n in range(1, 300))
    prices = [Decimal(n) / 100 for n in range(3_000)]
    halves = sum(Fraction(1, n) for n in range(1, 80))
    return str(balance), str(roots), str(sum(prices)), max(prices) > 29, str(halves)[:20]
