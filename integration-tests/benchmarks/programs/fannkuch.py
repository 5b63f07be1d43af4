"""Lists and slices: the pancake flips of every permutation of nine numbers."""


def fannkuch(n):
    permutation = list(range(n))
    counts = list(range(n, 0, -1))
    checksum = flips_max = 0
    even = True
    while True:
        first = permutation[0]
        if first:
            work = permutation[:]
            flips = 0
            while first:
                work[:first + 1] = work[first::-1]
                flips += 1
                first = work[0]
            flips_max = max(flips_max, flips)
            checksum += flips if even else -flips
        if not next_permutation(permutation, counts, n, even):
            return checksum, flips_max
        even = not even


def next_permutation(permutation, counts, n, even):
    if even:
        permutation[0], permutation[1] = permutation[1], permutation[0]
        return True
    permutation[1], permutation[2] = permutation[2], permutation[1]
    for i in range(2, n):
        counts[n - 1 - i] -= 1
        if counts[n - 1 - i] > 0:
            return True
        if i == n - 1:
            return False
        counts[n - 1 - i] = i + 1
        permutation.insert(i + 1, permutation.pop(0))
    return False


def run():
    return fannkuch(9)
