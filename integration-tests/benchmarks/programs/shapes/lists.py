"""Lists: matrix products, sieves, append and pop, slices, enumerate, zip, unpacking, 2-D indexing."""


def multiply(a, b):
    n, m, p = len(a), len(b), len(b[0])
    product = [[0.0] * p for _ in range(n)]
    for i in range(n):
        row, target = a[i], product[i]
        for j in range(p):
            total = 0.0
            for k in range(m):
                total += row[k] * b[k][j]
            target[j] = total
    return product


def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return [i for i, flag in enumerate(flags) if flag]


def run():
    a = [[(i * j) % 7 + 0.5 for j in range(30)] for i in range(30)]
    product = multiply(a, a)
    primes = sieve(60_000)
    stack, popped = [], 0
    for n in range(20_000):
        stack.append((n, n + 1))
        if n % 3 == 0:
            x, y = stack.pop()
            popped += x + y
    total = 0
    for i, (x, y) in enumerate(zip(primes, primes[1:])):
        if y - x == 2:
            total += i
    first, *middle, last = primes
    swapped = primes[::-1]
    swapped[10:20], swapped[20:30] = swapped[20:30], swapped[10:20]
    del swapped[::2]
    board = [[0] * 60 for _ in range(60)]
    for n in range(20_000):
        board[n % 60][(n * 7) % 60] += n & 3
    return product[3][4], len(primes), popped, total, len(middle), len(swapped), sum(map(sum, board))
