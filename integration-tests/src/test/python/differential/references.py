"""What gc tells of who refers to whom."""
import asyncio
import gc


class Node:
    pass


def names(objects):
    return sorted(type(o).__name__ for o in objects)


def of_containers():
    target = Node()
    as_list, as_tuple, as_dict, as_set = [target], (target, 1), {'k': target}, {target}
    holder = Node()
    holder.other = target
    found = gc.get_referrers(target)
    for each in as_list, as_tuple, as_dict, as_set, holder:
        print(type(each).__name__, any(f is each for f in found))
    print(names(gc.get_referents(as_list)), names(gc.get_referents(holder)), names(gc.get_referents(as_dict)))
    print(gc.get_referents(1, 'a', 2.5, None))
    print(any(o is target for o in gc.get_objects()))


def of_closures():
    target = Node()

    def inner():
        return target

    cell, = inner.__closure__
    print(any(f is cell for f in gc.get_referrers(target)), gc.get_referents(cell) == [target])
    method = [].append
    print(any(type(r) is list for r in gc.get_referents(method)))


async def of_coroutines():
    target = Node()
    task = asyncio.current_task()
    print(gc.get_referrers(target) == [task.get_coro()])
    try:
        raise ValueError(target)
    except ValueError as e:
        print(sorted(type(r).__name__ for r in gc.get_referrers(e)))


def of_generators():
    def generate():
        mine = Node()
        yield mine

    g = generate()
    target = next(g)
    print(any(f is g for f in gc.get_referrers(target)), names(r for r in gc.get_referents(g) if type(r) is Node))


of_containers()
of_closures()
asyncio.run(of_coroutines())
of_generators()
for value in 1, 'a', b'a', None, 1.5, 1j, (), [], set(), Node(), Node, of_closures, gc:
    print(type(value).__name__, gc.is_tracked(value))
for generation in -2, 3:
    try:
        gc.get_objects(generation)
    except ValueError as e:
        print(e)
