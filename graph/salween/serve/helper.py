"""The processes behind the server: a keeper, helpers for each build, a child for each answer.

The engine can be neither cancelled nor trusted, so each answer is made in a child of its own, forked from a process
that holds the record and has one thread only; the kernel kills the child at its limits. The keeper is forked before
the server has any loop or thread; it holds nothing and forks the helpers, two for each build: one holds the record,
one its RDF alone. A slice by other days is forked from the record's. Each lives as long as the server keeps its
line open: none is left behind.
"""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ..query.child import address_space, confine, on_large_stack
from .frames import DONE, FAULT, NO_MEMORY, TOO_LARGE, Out, TooLarge, read_job, trailer
from .jobs import answer, warm
from .limits import MEGABYTE, Limits
from .served import CannotServe, Engine, Served, take_over

Gather = Callable[[], Served]
#: How the name of a helper ends that holds the RDF of the one named before.
ENGINE = ".engine"


def start_keeper(gather: Gather, limits: Limits, folder: Path) -> socket.socket:
    """Fork the keeper and return the line to it. Call it while this process has one thread."""
    mine, its = socket.socketpair()
    sys.stdout.flush()
    sys.stderr.flush()
    if os.fork() == 0:
        mine.close()
        try:
            _keep(its, gather, limits, folder)
        finally:
            os._exit(0)
    its.close()
    return mine


def _keep(control: socket.socket, gather: Gather, limits: Limits, folder: Path) -> None:
    """Fork a helper for each name that comes, with the line that comes with it; end when the server does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal interrupts the whole group; the server decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for helpers: the kernel buries them
    while True:
        name, lines, _, _ = socket.recv_fds(control, 64, 1)
        if not name:
            shutil.rmtree(folder, ignore_errors=True)
            return
        if os.fork() == 0:
            control.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                _help(socket.socket(fileno=lines[0]), gather, limits, folder / name.decode())
            except BaseException:  # noqa: BLE001  (the last line of a process: it is told, and the process ends)
                traceback.print_exc()
            finally:
                os._exit(0)
        os.close(lines[0])


def _help(life: socket.socket, gather: Gather, limits: Limits, place: Path) -> None:
    """Read the record, say on the line that it is ready, and answer until the line is closed."""
    if place.suffix == ENGINE:
        engine = take_over(place.with_suffix(""))
        warm(engine)
        return _Loop(engine, life, limits, place).run()
    try:
        served = gather()
    except CannotServe as error:
        return life.sendall(json.dumps({"error": str(error)}).encode() + b"\n")
    warm(served)
    served.hand_over(place)
    _Loop(served, life, limits, place, served).run()


class _Loop:
    """A helper at work: it accepts, forks and buries, and never reads what is asked."""

    def __init__(
        self, holds: Engine, life: socket.socket, limits: Limits, place: Path, sliced: Served | None = None
    ) -> None:
        self.holds, self.life, self.limits, self.place, self.sliced = holds, life, limits, place, sliced
        self.poll = select.poll()
        self.ask = _listen(place.with_name(f"{place.name}.ask"))
        self.slice = _listen(place.with_name(f"{place.name}.slice")) if sliced is not None else None
        self.wake, self.waker = os.pipe2(os.O_NONBLOCK) if hasattr(os, "pipe2") else os.pipe()
        self.children: dict[int, socket.socket] = {}
        self.is_retired = False
        self.held = 0

    def run(self) -> None:
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.waker, warn_on_full_buffer=False)
        for watched in (self.ask, self.slice, self.life, self.wake):
            if watched is not None:
                self.poll.register(watched, select.POLLIN)
        gc.collect()
        gc.freeze()  # a child shares these pages as long as no collection writes to them
        self.held = address_space()
        self.life.sendall(json.dumps(self.holds.about).encode() + b"\n")
        while not (self.is_retired and not self.children):
            for number, _ in self.poll.poll():
                self._serve(number)

    def _serve(self, number: int) -> None:
        if number == self.wake:
            os.read(self.wake, 4096)
            self._bury()
        elif number == self.life.fileno():
            self.is_retired = not self.life.recv(64) or self.is_retired
            if self.is_retired:
                for watched in (self.ask, self.slice, self.life):
                    if watched is not None:
                        self.poll.unregister(watched)
        elif number == self.ask.fileno():
            self._fork(self.ask)
        elif self.slice is not None and number == self.slice.fileno():
            self._fork(self.slice)
        else:  # who asked is gone: so is the need for an answer
            self.poll.unregister(number)
            for pid, connection in self.children.items():
                if connection.fileno() == number:
                    os.kill(pid, signal.SIGKILL)

    def _fork(self, listener: socket.socket) -> None:
        try:
            connection, _ = listener.accept()
        except OSError:  # whoever called is gone already
            return
        connection.setblocking(True)
        try:
            pid = os.fork()
        except OSError:  # no process to be had: the caller sees the line close, and says so
            connection.close()
            return
        if pid == 0:
            try:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                if listener is self.slice:
                    self._become_slice(connection)
                else:
                    _answer(self.holds, connection.detach(), self.limits, self.held)
            finally:
                os._exit(FAULT)
        if listener is self.slice:
            connection.close()
        else:
            self.children[pid] = connection
            self.poll.register(connection, 0)  # no event but the hang-up, which needs no asking

    def _bury(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            connection = self.children.pop(pid, None)
            if connection is not None:
                with suppress(KeyError):  # it hung up before
                    self.poll.unregister(connection)
                connection.setblocking(False)
                with suppress(OSError):  # nobody reads any more
                    connection.send(trailer(status))
                connection.close()

    def _become_slice(self, life: socket.socket) -> None:
        """Compile the dataset by other days, and be a helper for it."""
        signal.setitimer(signal.ITIMER_REAL, self.limits.seconds)
        for each in (self.ask, self.slice, self.life, *self.children.values()):
            if each is not None:
                each.close()
        job = read_job(life)
        if job is None or self.sliced is None:
            return
        gc.enable()
        as_of, known_at = job["as_of"], job["known_at"]
        place = self.place.with_name(f"{self.place.name}-{as_of}-{known_at}")
        served = self.sliced.at(as_of, known_at)
        served.hand_over(place)
        loop = _Loop(served, life, self.limits, place)
        signal.setitimer(signal.ITIMER_REAL, 0)
        loop.run()
        os._exit(DONE)


def _listen(path: Path) -> socket.socket:
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen(256)
    listener.setblocking(False)
    return listener


def _answer(holds: Engine, number: int, limits: Limits, held: int) -> None:
    """Read one job and answer it, within the limits; leave with the code that says how it went."""
    log = _confine(number, limits, held)
    connection = socket.socket(fileno=3)
    code = FAULT
    try:
        job = read_job(connection)
        if job is not None:
            out = Out(connection, limits.answer_mb * MEGABYTE, limits.rows)
            on_large_stack(lambda: answer(holds, job, out))
            out.close()
        code = DONE
    except TooLarge:
        code = TOO_LARGE
    except MemoryError:
        code = NO_MEMORY
    except (BrokenPipeError, ConnectionResetError):
        code = DONE
    except BaseException:  # noqa: BLE001  (the last line of a process: it is told, and the process ends)
        os.write(log, traceback.format_exc().encode())
    os._exit(code)


def _confine(number: int, limits: Limits, held: int) -> int:
    """Leave this process its connection (as 3) and a log (as 4), its share of time and memory, and nothing else.

    `held` are the bytes that the helper has, on top of which its own share comes (0: the system does not tell, and
    memory is not limited). No file and no socket can be opened any more: what the guard overlooks cannot reach outside.
    """
    gc.disable()
    os.dup2(number, 3)
    os.dup2(2, 4)
    os.closerange(5, 4096)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    confine(limits.seconds, limits.memory_mb, held)
    return 4
