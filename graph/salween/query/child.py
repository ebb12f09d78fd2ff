"""Where the engine works: a child that can open nothing and is killed at its limits, on a stack that holds any query.

The engine can be neither cancelled nor told not to follow SERVICE, and it ends its process where its stack or its
memory ends. So a query is put to it in a child, forked from a process that holds the dataset. The kernel takes from
the child the right to open a file or a socket, and kills it at its time and its memory.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from traceback import clear_frames
from typing import TypeVar

from .guard import QueryError

MEGABYTE = 1 << 20
#: Megabytes that a query may use by default, beyond what its process had before.
MEMORY_MB = 1024
#: The stack of the thread in which the engine runs. The deepest query of MAX_LENGTH characters takes 210 MB of it; only
#: what is used is ever taken from the machine.
STACK_MB = 512
#: M_ARENA_MAX of glibc's mallopt(3).
_ARENA_MAX = -8

#: A query with fewer characters fits half the stack that a main thread usually has, of 8 MB, however it is nested.
SHORT = 1_000

_NO_MEMORY = b"!"

T = TypeVar("T")
_here = threading.local()


class QueryLimit(Exception):
    """A query that was stopped at the limit of its memory."""


class QueryTimeout(QueryLimit):
    """A query that ran longer than it was given."""


def on_large_stack(work: Callable[[], T], length: int = 1 << 30) -> T:
    """Do work in a thread whose stack no query can overflow, and return or raise what it does.

    The engine's rows belong to the thread that asked for them, so work must read them to the end. A thread costs half
    a millisecond: a query whose `length` is below SHORT has no need of one in the main thread.
    """
    is_short = length < SHORT and threading.current_thread() is threading.main_thread()
    if is_short or getattr(_here, "is_large", False):
        return work()
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        _here.is_large = True
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001  (raised again by whoever waits)
            clear_frames(error.__traceback__)  # rows of the engine may not outlive their thread
            failed.append(error)

    before = threading.stack_size(STACK_MB * MEGABYTE)
    try:
        thread = threading.Thread(target=run, name="salween-query", daemon=True)
        thread.start()
    except RuntimeError:  # so much address space is not to be had: the limits of guard.py fit the usual stack
        return work()
    finally:
        threading.stack_size(before)
    thread.join()
    if failed:
        raise failed[0]
    return done[0]


def address_space() -> int:
    """Return how many bytes of addresses this process has, 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0


def confine(seconds: float, memory_mb: int, held: int) -> None:
    """Leave this process so many seconds and megabytes, and no way to open a file or a socket.

    `held` are the bytes it has already (0: the system does not tell, and memory is not limited). Descriptors that are
    open stay so; not one more can be had, whatever the engine parses.
    """
    import resource

    with suppress(AttributeError):  # no glibc. A second arena for the one thread that works costs a call a page
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    if held:
        resource.setrlimit(resource.RLIMIT_AS, (held + (memory_mb + STACK_MB) * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def within(seconds: float, work: Callable[[], bytes], memory_mb: int = MEMORY_MB) -> bytes:
    """Do work in a confined child and return its bytes; QueryTimeout where it takes longer than so many seconds.

    QueryLimit where it needs more memory. Whatever else it raises is raised here as QueryError, with its words.
    What the work imports must be imported before: the child opens no file.
    """
    reading, writing = os.pipe()
    held = address_space()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _silence()
            confine(seconds + 1, memory_mb, held)  # the parent stops it; this is for a parent that is gone
            _write(writing, _answer(work))
        finally:
            os._exit(0)
    os.close(writing)
    try:
        answer = _read(reading, seconds)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)  # it is done, late, or nobody waits for it any more
        _, status = os.waitpid(child, 0)
    if answer.startswith(b"+"):
        return answer[1:]
    was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGABRT, signal.SIGKILL)
    if answer == _NO_MEMORY or (not answer and was_killed):
        raise QueryLimit(f"the query needed more than {memory_mb} MB of memory and was stopped: narrow it")
    raise QueryError(answer[1:].decode() or "the engine died of this query: make it smaller")


def _silence() -> None:
    """Keep from the terminal what the engine says when it ends for want of memory: the parent says it in words."""
    faulthandler.disable()
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)


def _answer(work: Callable[[], bytes]) -> bytes:
    try:
        return b"+" + on_large_stack(work)
    except MemoryError:
        return _NO_MEMORY
    except BaseException as error:  # noqa: BLE001  (the last line of a process: whatever it is, the parent says it)
        return b"-" + (str(error) or type(error).__name__).encode("utf-8", "replace")


def _write(number: int, data: bytes) -> None:
    """Write all of it, and its length first: an answer that was cut is not taken for whole."""
    rest = memoryview(len(data).to_bytes(8, "big") + data)
    while rest:
        rest = rest[os.write(number, rest) :]


def _read(number: int, seconds: float) -> bytes:
    """Return what a child wrote, nothing where it died before the end; QueryTimeout where that takes too long."""
    deadline = time.monotonic() + seconds
    found = bytearray()
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([number], [], [], left)[0]:
            raise QueryTimeout(f"the query was stopped after {seconds:g} s")
        block = os.read(number, MEGABYTE)
        if not block:
            is_whole = len(found) >= 8 and int.from_bytes(found[:8], "big") == len(found) - 8
            return bytes(found[8:]) if is_whole else b""
        found += block
