"""A fountain of particles, whose objects are used again and again.

    atoll particles.py [--particles N] [--steps N] [--interpreters N]

Each interpreter has a pool in an arena of its own. A particle that falls to the ground is released, and its place is the next that
`acquire()` gives: however long the fountain runs, it makes no more objects than it had in the air at one time, and there is nothing to
collect. At the end the main interpreter enters the arenas and looks at what is in the air: no particle is copied for that.
"""

import argparse
import random
import time
from concurrent.futures import InterpreterPoolExecutor

from atoll import arena

GRAVITY = -9.81
STEP = 0.01


@arena.struct
class Particle:
    x: float = 0.0
    y: float = 0.0
    vx: float = 0.0
    vy: float = 0.0

    def move(self, dt):
        """Fly on for a moment; tells whether it is still in the air."""
        self.vy += GRAVITY * dt
        self.x += self.vx * dt
        self.y += self.vy * dt
        return self.y > 0


def spray(fountain, steps, seed):
    """Let the fountain run; return how many particles were moved, and how many were sprayed."""
    chance = random.Random(seed)
    moved = sprayed = 0
    for _ in range(steps):
        with fountain:
            pool = fountain.root["particles"]
            for particle in pool:
                moved += 1
                if not particle.move(STEP):
                    pool.release(particle)
            for _ in range(min(pool.capacity // 50, pool.capacity - len(pool))):
                pool.acquire(vx=chance.gauss(0, 1), vy=chance.uniform(3, 6))
                sprayed += 1
    return moved, sprayed


def main():
    parser = argparse.ArgumentParser(description="A fountain of particles from a pool.")
    parser.add_argument("--particles", type=int, default=10_000, metavar="N", help="in each fountain, at most (default: 10,000)")
    parser.add_argument("--steps", type=int, default=200, metavar="N", help="of a hundredth of a second each (default: 200)")
    parser.add_argument("--interpreters", type=int, default=2, metavar="N", help="each with a fountain (default: 2)")
    arguments = parser.parse_args()
    count = arguments.interpreters

    fountains = [arena.create(f"fountain {i}") for i in range(count)]
    for fountain in fountains:
        with fountain:
            fountain.root["particles"] = fountain.pool(Particle, capacity=arguments.particles)

    with InterpreterPoolExecutor(count) as pool:
        begin = time.perf_counter()
        results = list(pool.map(spray, fountains, [arguments.steps] * count, range(count)))
        took = time.perf_counter() - begin
    moved, sprayed = (sum(column) for column in zip(*results))
    print(f"{count} interpreters: {moved / took / 1e6:.1f} million moves of a particle a second, {sprayed:,} particles sprayed")

    highest = flying = 0
    with arena.hold(*fountains):
        for fountain in fountains:
            for particle in fountain.root["particles"]:
                flying += 1
                highest = max(highest, particle.y)
    print(f"{flying:,} of {count * arguments.particles:,} are in the air, the highest at {highest:.2f} m")
    stats = [fountain.stats() for fountain in fountains]
    print(f"{sum(s.objects for s in stats):,} objects in {sum(s.block_bytes for s in stats):,} bytes, {sum(s.collections for s in stats)} collections")


if __name__ == "__main__":
    main()
