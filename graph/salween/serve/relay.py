"""An answer on its way from a child to a client. Nothing is sent before it is clear that the answer will be whole, or
until it is too long to hold back; one that fails after that is cut off, never ended as if it were whole."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from ..perspective import settled
from .frames import BLOCK, DATA, END, HEAD, Job, ending, frames, packed
from .jobs import ASKING
from .pool import Helper, Pool
from .protocol import Days, Refused
from .sparql import NOTE

#: A client that reads slowly has so many seconds more than the child to take what is there.
GRACE = 10.0
#: So many bytes are held back until the child is done: errors up to there get a status of their own.
HELD_BACK = 1 << 18


class CutOff(Exception):
    """An answer that failed after its first part was sent: it is cut off, so that nobody takes it for whole."""


class Relayed(Response):
    """The response that a child makes."""

    def __init__(self, pool: Pool, job: Job, days: Days) -> None:
        self.pool, self.job, self.days = pool, job, days
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        work = asyncio.create_task(self._work(scope, receive, send))
        gone = asyncio.create_task(_until_gone(receive))
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if not work.done():
            work.cancel()
        with suppress(asyncio.CancelledError):
            await work

    async def _work(self, scope: Scope, receive: Receive, send: Send) -> None:
        line = self.pool.heavy if self.job["do"] in ASKING else self.pool.light
        try:
            async with line.place(), self.pool.helper(self.days) as helper:
                about = helper.about
                self.job["notes"] = settled(*self.days, about["covers_to"], about["edition"]).notes
                await self._relay(helper, send)
        except Refused as refused:
            await PlainTextResponse(f"{refused.reason}\n", refused.status, refused.headers)(scope, receive, send)

    async def _relay(self, helper: Helper, send: Send) -> None:
        try:
            async with asyncio.timeout(self.pool.limits.seconds + GRACE):
                await self._pass_on(helper, send)
        except TimeoutError:
            raise CutOff("the client was too slow to take it") from None

    async def _pass_on(self, helper: Helper, send: Send) -> None:
        limits = self.pool.limits
        head: dict[str, Any] = {"status": 200, "headers": {}}
        held, has_begun, is_whole = bytearray(), False, False
        async with aclosing(self._frames(helper)) as stream:
            async for kind, data in stream:
                if kind == HEAD:
                    head = json.loads(data)
                    if self.job["notes"]:
                        said = [*self.job["notes"], *filter(None, [head["headers"].get(NOTE)])]
                        head["headers"][NOTE] = "; ".join(said)
                elif kind == DATA:
                    held += data
                    if has_begun or len(held) > HELD_BACK:
                        if not has_begun:
                            await send(_start(head))
                            has_begun = True
                        await send({"type": "http.response.body", "body": bytes(held), "more_body": True})
                        held.clear()
                elif kind == END:
                    is_whole = True
                elif not is_whole:
                    end = ending(data, limits.seconds, limits.memory_mb, limits.answer_mb)
                    if has_begun:
                        raise CutOff(end.reason or "the child died")
                    status, reason = (500, "the child died") if end.status == 200 else end
                    retry = {"Retry-After": "30"} if status in (503, 504) else {}
                    raise Refused(status, reason, retry)
        if not has_begun:
            head["headers"]["Content-Length"] = str(len(held))
            await send(_start(head))
        await send({"type": "http.response.body", "body": bytes(held), "more_body": False})

    async def _frames(self, helper: Helper) -> AsyncGenerator[tuple[bytes, bytes]]:
        path = helper.path_for(is_asking=self.job["do"] in ASKING)
        try:
            reader, writer = await asyncio.open_unix_connection(path, limit=4 * BLOCK)
        except OSError:
            self.pool.forget_slice(helper)
            raise Refused(503, "the record is being read again: ask again in a moment", {"Retry-After": "2"}) from None
        try:
            writer.write(packed(self.job))
            async for frame in frames(reader):
                yield frame
                if frame[0] == END:
                    return
        except (ConnectionResetError, BrokenPipeError):
            yield b"", b""
        finally:
            writer.close()


def _start(head: dict[str, Any]) -> dict[str, Any]:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in head["headers"].items()]
    return {"type": "http.response.start", "status": head["status"], "headers": headers}


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
