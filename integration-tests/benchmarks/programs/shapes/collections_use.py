"""Collections: deque, heapq, namedtuple, OrderedDict, ChainMap and bisect at work on a graph."""

from bisect import bisect_left, insort
from collections import ChainMap, OrderedDict, deque, namedtuple
from heapq import heappop, heappush

Edge = namedtuple("Edge", "target weight")


def make_graph(n):
    return {node: [Edge((node * 7 + k * 13) % n, (node + k) % 9 + 1) for k in range(1, 5)] for node in range(n)}


GRAPH = make_graph(3_000)


def breadth_first(graph, start):
    seen, queue = {start}, deque([(start, 0)])
    total = 0
    while queue:
        node, depth = queue.popleft()
        total += depth
        for edge in graph[node]:
            if edge.target not in seen:
                seen.add(edge.target)
                queue.append((edge.target, depth + 1))
    return total


def shortest(graph, start):
    best, heap = {start: 0}, [(0, start)]
    while heap:
        distance, node = heappop(heap)
        if distance > best[node]:
            continue
        for target, weight in graph[node]:
            other = distance + weight
            if other < best.get(target, 1 << 30):
                best[target] = other
                heappush(heap, (other, target))
    return sum(best.values())


def run():
    recent = OrderedDict()
    for n in range(10_000):
        recent[n % 300] = n
        recent.move_to_end(n % 300)
        if len(recent) > 200:
            recent.popitem(last=False)
    ordered = []
    for n in range(3_000):
        insort(ordered, (n * 7919) % 3001)
    settings = ChainMap({"a": 1}, {"b": 2}, {"c": 3})
    looked_up = sum(settings["c"] for _ in range(1_000))
    return breadth_first(GRAPH, 0), shortest(GRAPH, 0), len(recent), bisect_left(ordered, 1500), looked_up
