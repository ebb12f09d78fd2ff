"""The server's side of the helpers: which one holds the build, which a slice of it, and how many answers at once.

A helper is let go when a newer one is ready and its last answer has been read, so a new build drops no request.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from ..dates import Day
from ..perspective import settled
from .frames import packed
from .helper import ENGINE
from .limits import Limits
from .protocol import Days, Refused
from .served import CannotServe

#: How long a new helper may read and compile before it is given up.
LONGEST_START = 600.0
#: Slices that are made at once.
MADE_AT_ONCE = 2


class Helper:
    """The two processes that hold a record and its RDF: their sockets, the lines that keep them alive, and how many
    answers they are giving."""

    def __init__(self, place: Path, life: socket.socket, engine: socket.socket, about: dict[str, Any]) -> None:
        self.place, self.lines, self.about = place, (life, engine), about
        self.users = 0
        self.is_retired = False
        self.watch: asyncio.Task[None] | None = None
        self.slices: OrderedDict[tuple[Day, Day], Slice] = OrderedDict()

    def path_for(self, is_asking: bool) -> str:
        return f"{self.place}{ENGINE if is_asking else ''}.ask"

    def retire(self) -> None:
        """Let it go, and its slices, when the last answer is read: who reads from a slice is a user of both."""
        self.is_retired = True
        self._end()

    def release(self) -> None:
        self.users -= 1
        self._end()

    def _end(self) -> None:
        if not self.is_retired or self.users:
            return
        for part in self.slices.values():
            part.retire()
        if self.watch is None or self.watch.done():
            self._close()
        else:  # the loop still watches the lines: first that, or it mistakes the next socket for one of these
            self.watch.add_done_callback(lambda _: self._close())
            self.watch.cancel()

    def _close(self) -> None:
        for line in self.lines:
            line.close()


class Slice:
    """A dataset by other days: the task that makes its helper, and how many wait for it or read from it."""

    def __init__(self, task: asyncio.Task[Helper]) -> None:
        self.task, self.users, self.is_retired = task, 0, False

    def retire(self) -> None:
        self.is_retired = True
        self._end()

    def release(self) -> None:
        self.users -= 1
        self._end()

    def _end(self) -> None:
        if self.is_retired and not self.users:
            self.task.add_done_callback(_let_go)


class Line:
    """So many at once, so many more in line, each for so long: beyond that, Refused with 503."""

    def __init__(self, limits: Limits) -> None:
        self.free = asyncio.Semaphore(limits.children)
        self.waiting, self.limits = 0, limits

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        busy = Refused(503, "too many questions at once: ask again in a moment", {"Retry-After": "2"})
        if self.waiting >= self.limits.waiting:
            raise busy
        self.waiting += 1
        try:
            await asyncio.wait_for(self.free.acquire(), self.limits.patience)
        except TimeoutError:
            raise busy from None
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self.free.release()


class Pool:
    """The helpers there are. `log` tells who runs the server what happens to them."""

    def __init__(self, control: socket.socket, folder: Path, limits: Limits, log: Callable[[str], None]) -> None:
        self.control, self.folder, self.limits, self.log = control, folder, limits, log
        self.heavy, self.light = Line(limits), Line(limits)
        self.count = 0
        self.renewing: asyncio.Task[None] | None = None
        self.current: Helper | None = None
        self.is_closing = False

    async def renew(self) -> Helper:
        """Start a helper for the record as it is now, and let the old one go; CannotServe where it has errors."""
        self.count += 1
        name = f"g{self.count}"
        life, about = await self._fork(name)
        helper = Helper(self.folder / name, life, await self._engine(name, life), about)
        old, self.current = self.current, helper
        if old is not None:
            old.retire()
        helper.watch = asyncio.create_task(self._watch(helper))
        return helper

    async def _fork(self, name: str) -> tuple[socket.socket, dict[str, Any]]:
        """Have the keeper fork a helper; return the line to it and what it says when it is ready."""
        mine, its = socket.socketpair()
        mine.setblocking(False)
        socket.send_fds(self.control, [name.encode()], [its.fileno()])
        its.close()
        return mine, await _first_line(mine)

    async def _engine(self, name: str, life: socket.socket) -> socket.socket:
        """Start the helper for the RDF that another has handed over, which is let go where that fails."""
        try:
            engine, _ = await self._fork(name + ENGINE)
        except BaseException:
            life.close()
            raise
        return engine

    async def _watch(self, helper: Helper) -> None:
        """Start another helper where this one dies before it is let go."""
        loop = asyncio.get_running_loop()
        reads = [asyncio.create_task(loop.sock_recv(line, 1)) for line in helper.lines]
        try:
            await asyncio.wait(reads, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for read in reads:
                read.cancel()
            await asyncio.gather(*reads, return_exceptions=True)
        if helper is self.current and not self.is_closing:
            self.log("the helper died; another one is started")
            self.current = None
            self.renewing, helper.watch = helper.watch, None  # this very task, which letting go would cancel
            helper.retire()
            try:
                await self.renew()
            except (CannotServe, TimeoutError) as error:
                self.log(f"it could not be: {error}")

    @asynccontextmanager
    async def helper(self, days: Days) -> AsyncIterator[Helper]:
        """Give the helper for the days that a request names; it is not let go meanwhile."""
        base = await self._base()
        as_of, known_at, _ = settled(*days, base.about["covers_to"], base.about["edition"])
        base.users += 1
        try:
            if (as_of, known_at) == (base.about["covers_to"], base.about["edition"]):
                yield base
                return
            part = self._slice(base, (as_of, known_at))
            part.users += 1
            try:
                yield await self._made(base, (as_of, known_at), part)
            finally:
                part.release()
        finally:
            base.release()

    async def _base(self) -> Helper:
        for _ in range(200):
            if self.current is not None:
                return self.current
            await asyncio.sleep(0.1)
        raise Refused(503, "the record is being read: ask again in a moment", {"Retry-After": "5"})

    def _slice(self, base: Helper, days: tuple[Day, Day]) -> Slice:
        """Return the slice by these days, or begin to make it; the one longest unused is let go for it."""
        part = base.slices.get(days)
        if part is None:
            if sum(not part.task.done() for part in base.slices.values()) >= MADE_AT_ONCE:
                raise Refused(503, "other days are being made ready: ask again in a moment", {"Retry-After": "2"})
            part = base.slices[days] = Slice(asyncio.create_task(self._make_slice(base, *days)))
            while len(base.slices) > self.limits.slices:
                _, oldest = base.slices.popitem(last=False)
                oldest.retire()
        base.slices.move_to_end(days)
        return part

    async def _made(self, base: Helper, days: tuple[Day, Day], part: Slice) -> Helper:
        try:
            return await asyncio.shield(part.task)
        except (OSError, CannotServe):
            base.slices.pop(days, None)
            reason = f"the record by these days was not ready within {self.limits.seconds:g} s"
            raise Refused(503, reason, {"Retry-After": "5"}) from None

    async def _make_slice(self, base: Helper, as_of: Day, known_at: Day) -> Helper:
        loop = asyncio.get_running_loop()
        life = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        life.setblocking(False)
        await loop.sock_connect(life, f"{base.place}.slice")
        await loop.sock_sendall(life, packed({"as_of": as_of, "known_at": known_at}))
        about = await _first_line(life)
        place = base.place.with_name(f"{base.place.name}-{as_of}-{known_at}")
        return Helper(place, life, await self._engine(place.name, life), about)

    def forget_slice(self, helper: Helper) -> None:
        """Drop a slice whose process is gone, so that the next request makes it anew."""
        if self.current is not None:
            for days, part in list(self.current.slices.items()):
                if part.task.done() and not part.task.exception() and part.task.result() is helper:
                    del self.current.slices[days]

    def close(self) -> None:
        self.is_closing = True
        if self.current is not None:
            self.current.retire()
        self.control.close()


def _let_go(task: asyncio.Task[Helper]) -> None:
    if not task.cancelled() and task.exception() is None:
        task.result().retire()


async def _first_line(line: socket.socket) -> dict[str, Any]:
    """Return what a new helper says of itself; CannotServe where it says why not, or dies before it speaks."""
    loop = asyncio.get_running_loop()
    text = b""
    async with asyncio.timeout(LONGEST_START):
        while not text.endswith(b"\n"):
            block = await loop.sock_recv(line, 1 << 16)
            if not block:
                line.close()
                raise CannotServe("the helper died before it was ready")
            text += block
    found = json.loads(text)
    if "error" in found:
        line.close()
        raise CannotServe(found["error"])
    return dict(found)
