"""Functions that fail at some items: in a module of its own, so that the workers of stress.py import little."""

import time


def doubtful(item):
    number, seed = item
    chance = (number * 2_654_435_761 + seed * 40_503) % 2**32 % 100
    if chance < 2:
        raise ValueError(number)
    if chance < 4:
        time.sleep(0.002)
    return item


async def doubtful_later(item):
    import asyncio
    await asyncio.sleep(0)
    return doubtful(item)


def itself(item):
    yield doubtful(item)


def passes(item):
    return doubtful(item) is not None
