"""Calls and small integers: fib(30), about 1.3 million calls."""


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def run():
    return fib(30)
