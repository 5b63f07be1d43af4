"""Conway's game of life on a torus, with a board that all share, and with boards of one's own.

    atoll life.py [--size N] [--generations N] [--workers N] [--show]

The rows of the board are divided among interpreters. *shared*: the board is two lists in an arena, the present generation and the next,
of rows that are ints with a bit for each cell; each interpreter reads its neighbours' rows where they are, computes with nothing
held, and puts its own in place; a barrier ends the generation. *messages*: each interpreter has its rows to itself and sends the
outermost ones to its neighbours through channels, which needs no barrier. Both come to the same board.
"""

import argparse
import os
import random
import time
from concurrent.futures import InterpreterPoolExecutor

from atoll import arena, channels
from atoll.shared import Barrier


def turn(row, by, width):
    """The row, turned round the torus."""
    by %= width
    return (row << by | row >> (width - by)) & ((1 << width) - 1)


def evolve(above, row, below, width):
    """A row of the next generation: for all cells at once, the sum of the eight neighbours as three binary digits."""
    ones = twos = fours = 0
    for line, middle in ((above, True), (row, False), (below, True)):
        for neighbour in (turn(line, 1, width), turn(line, -1, width), *((line,) if middle else ())):
            carry = ones & neighbour
            ones ^= neighbour
            carry, twos = twos & carry, twos ^ carry
            fours |= carry
    return twos & ~fours & (ones | row)


def evolve_band(rows, width):
    """The next generation of all rows but the first and the last."""
    return [evolve(above, row, below, width) for above, row, below in zip(rows, rows[1:], rows[2:])]


def bands(size, workers):
    """Where each worker's rows begin, and where they end."""
    return [(size * i // workers, size * (i + 1) // workers) for i in range(workers)]


def share(life, barrier, first, end, size, generations):
    """A worker of the shared board."""
    for generation in range(generations):
        now, then = f"board {generation % 2}", f"board {(generation + 1) % 2}"
        with life.read():
            board = life.root[now]
            rows = [board[first - 1], *board[first:end], board[end % size]]
        rows = evolve_band(rows, size)
        with life:
            life.root[then][first:end] = rows
        barrier.wait()


def pass_on(rows, to_above, to_below, from_above, from_below, size, generations):
    """A worker with rows of its own: returns the last generation of these."""
    for _ in range(generations):
        to_above.send(rows[0])
        to_below.send(rows[-1])
        rows = evolve_band([from_above.recv(), *rows, from_below.recv()], size)
    return rows


def run_shared(pool, board, workers, generations):
    size = len(board)
    life, barrier = arena.create(mode="rw"), Barrier(workers)
    with life:
        life.root["board 0"], life.root["board 1"] = board, board
    tasks = [pool.submit(share, life, barrier, first, end, size, generations) for first, end in bands(size, workers)]
    for task in tasks:
        task.result()
    with life.read():
        board = list(life.root[f"board {generations % 2}"])
    life.close()
    return board


def run_messages(pool, board, workers, generations):
    size = len(board)
    up = [channels.channel(2) for _ in range(workers)]
    down = [channels.channel(2) for _ in range(workers)]
    tasks = [pool.submit(pass_on, board[first:end], up[i - 1][0], down[(i + 1) % workers][0], down[i][1], up[i][1], size, generations)
             for i, (first, end) in enumerate(bands(size, workers))]
    return [row for task in tasks for row in task.result()]


def main():
    parser = argparse.ArgumentParser(description="The game of life, on a shared board and by messages.")
    parser.add_argument("--size", type=int, default=512, metavar="N", help="rows, and cells in each (default: 512)")
    parser.add_argument("--generations", type=int, default=200, metavar="N", help="(default: 200)")
    parser.add_argument("--workers", type=int, default=os.process_cpu_count() or 1, metavar="N",
                        help="interpreters (default: one a core)")
    parser.add_argument("--show", action="store_true", help="print the last generation")
    arguments = parser.parse_args()
    size, generations, workers = arguments.size, arguments.generations, arguments.workers
    if not 1 <= workers <= size:
        parser.error("there must be a row for each worker, and a worker")

    chance = random.Random(1)
    board = [chance.getrandbits(size) for _ in range(size)]
    boards = []
    with InterpreterPoolExecutor(workers) as pool:
        for name, way in (("shared", run_shared), ("messages", run_messages)):
            way(pool, board, workers, generations)  # until it runs as fast as it will
            begin = time.perf_counter()
            boards.append(way(pool, board, workers, generations))
            took = time.perf_counter() - begin
            print(f"{name:<9}{workers} workers: {generations / took:,.0f} generations a second, "
                  f"{size * size * generations / took / 1e6:,.0f} million cells a second")
    if arguments.show:
        print("\n".join(f"{row:0{size}b}".translate({48: ".", 49: "#"}) for row in boards[0]))
    print(f"{sum(row.bit_count() for row in boards[0]):,} cells are alive", "on both boards" if boards[0] == boards[1] else "on one: wrong")


if __name__ == "__main__":
    main()
