"""Big ints: digits of pi, factorials, powers with a modulus, Fibonacci, and their decimal texts."""

from math import factorial, gcd, isqrt


def pi_digits(count):
    q, r, t, k, m, x, digits = 1, 0, 1, 1, 3, 3, []
    while len(digits) < count:
        if 4 * q + r - t < m * t:
            digits.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return digits


def run():
    digits = pi_digits(400)
    a, b = 0, 1
    for _ in range(5_000):
        a, b = b, a + b
    text = str(factorial(800))
    power = sum(pow(base, 65537, (1 << 127) - 1) for base in range(2, 300))
    return (sum(digits), a % 10**9, len(text), int(text) % 997, power % 10**9, gcd(a, b), isqrt(a) % 1000,
            hex(a)[-5:], (a >> 300) & 0xffff, a.bit_length())
