"""Floats: the spectral norm, a Mandelbrot set with complex numbers, and functions of math."""

from math import atan2, cos, exp, hypot, sin, sqrt


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    return [sum(element(i, j) * x for j, x in enumerate(v)) for i in range(len(v))]


def spectral_norm(n):
    u = [1.0] * n
    for _ in range(3):
        v = times(u)
        u = times(v)
    return sqrt(sum(a * b for a, b in zip(u, v)) / sum(x * x for x in v))


def mandelbrot(size):
    inside = 0
    for row in range(size):
        for column in range(size):
            c = complex(3.0 * column / size - 2.0, 2.0 * row / size - 1.0)
            z = 0j
            for _ in range(30):
                if abs(z) > 2.0:
                    break
                z = z * z + c
            else:
                inside += 1
    return inside


def run():
    angles = [n / 1000 for n in range(10_000)]
    waves = sum(sin(x) * cos(x) + hypot(x, 1.0) - atan2(x, 2.0) * exp(-x) for x in angles)
    return round(spectral_norm(60), 9), mandelbrot(40), round(waves, 6)
