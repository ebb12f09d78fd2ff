"""One group → where its members stand around their leader: ties pull, marks push."""

from __future__ import annotations

import math
from collections import Counter

Point = tuple[float, float]

#: The least distance of two marks, in the map's units before it is stretched.
GAP = 62.0
#: A group larger than this, which no one can read by name, stays on the spiral that others only begin on.
LARGEST_SPREAD = 600


def spread(leader: str, group: list[str], weights: dict[str, Counter[str]]) -> dict[str, Point]:
    """Place a group around its leader: ties pull, marks push, and no two come nearer than the gap."""
    order = [leader, *sorted((id for id in group if id != leader), key=lambda id: (-weights[id][leader], id))]
    count = len(order)
    turn = math.pi * (3 - math.sqrt(5))
    xs = [GAP * math.sqrt(number) * math.cos(number * turn) for number in range(count)]
    ys = [GAP * math.sqrt(number) * math.sin(number * turn) for number in range(count)]
    number = {id: index for index, id in enumerate(order)}
    if count > LARGEST_SPREAD:
        return {id: (xs[index], ys[index]) for id, index in number.items()}
    edges = sorted((number[a], number[b]) for a in order for b in weights[a] if b in number and number[a] < number[b])
    rounds = max(12, min(160, 1_500_000 // (count * count + 1)))
    for step in range(rounds):
        heat = 0.5 * GAP * (1 - step / rounds)
        dx, dy = [-0.04 * x for x in xs], [-0.04 * y for y in ys]
        for a in range(count):
            for b in range(a + 1, count):
                ox, oy = xs[b] - xs[a], ys[b] - ys[a]
                square = ox * ox + oy * oy + 0.01
                if square < 9 * GAP * GAP:
                    push = 0.55 * GAP * GAP / square
                    dx[a] -= ox * push
                    dy[a] -= oy * push
                    dx[b] += ox * push
                    dy[b] += oy * push
        for a, b in edges:
            ox, oy = xs[b] - xs[a], ys[b] - ys[a]
            far = math.sqrt(ox * ox + oy * oy) + 0.01
            force = 0.12 * (far - 1.1 * GAP) / far
            dx[a] += ox * force
            dy[a] += oy * force
            dx[b] -= ox * force
            dy[b] -= oy * force
        for a in range(1, count):  # the leader stays in the middle
            size = math.sqrt(dx[a] * dx[a] + dy[a] * dy[a]) + 0.01
            scale = min(size, heat) / size
            xs[a] += dx[a] * scale
            ys[a] += dy[a] * scale
    _part(xs, ys)
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {id: (xs[index] - middle_x, ys[index] - middle_y) for id, index in number.items()}


def _part(xs: list[float], ys: list[float]) -> None:
    """Push apart whatever is nearer than the gap, in place."""
    count = len(xs)
    for _ in range(80):
        moved = False
        for a in range(count):
            for b in range(a + 1, count):
                ox, oy = xs[b] - xs[a], ys[b] - ys[a]
                far = math.sqrt(ox * ox + oy * oy)
                if far < GAP - 0.5:
                    if far < 0.01:
                        ox, oy, far = 1.0, 0.1 * (b - a), 1.0
                    step = (GAP - far) / far / (1 if a == 0 else 2)
                    if a:
                        xs[a] -= ox * step
                        ys[a] -= oy * step
                    xs[b] += ox * step
                    ys[b] += oy * step
                    moved = True
        if not moved:
            return
