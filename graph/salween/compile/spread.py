"""Work in forked children, where there are processors for it: the parent's memory is theirs without copying."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Sequence


def at_once(makers: Sequence[Callable[[], dict[str, bytes]]], spread: bool) -> list[dict[str, bytes]]:
    """Return what each maker makes, in order; in children of their own if `spread`, and it can be done safely.

    A child that fails gives its exception to the parent by doing the work again there.
    """
    alone = threading.active_count() > 1 or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2
    if not spread or alone:
        return [make() for make in makers]
    pipes = [_child(make) for make in makers[1:]]
    results = [makers[0]()]
    for (pid, reading), make in zip(pipes, makers[1:], strict=True):
        with os.fdopen(reading, "rb") as pipe:
            content = pipe.read()
        _, status = os.waitpid(pid, 0)
        results.append(pickle.loads(content) if status == 0 else make())  # from our own child: not outside data
    return results


def _child(make: Callable[[], dict[str, bytes]]) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    code = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(make(), pipe, protocol=5)
        code = 0
    finally:
        os._exit(code)
