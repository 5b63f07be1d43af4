"""What Atoll offers beyond CPython.

Atoll runs Python in subinterpreters that are actors. A program that uses `concurrent.interpreters`,
`concurrent.futures` and `threading` needs nothing of this package; it holds what CPython has no counterpart for.
"""
