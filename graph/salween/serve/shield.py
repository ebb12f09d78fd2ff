"""What stands before every route: whose name the request bears, how large it may be, which headers an answer gets.

A page on the web can make a browser ask this server under a name of its own (DNS rebinding), so only names that mean
this machine, and those that the person who runs it gives, are answered.
"""

from __future__ import annotations

import asyncio
import re
import sys
import traceback
from collections.abc import Callable, Iterable

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .protocol import Refused
from .relay import CutOff

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
#: How long a client may take to send its body.
BODY_SECONDS = 10.0
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?")


class Shield:
    """Wraps the application: refuses other hosts, puts headers on each answer, tells of faults."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], origins: Iterable[str], log: Callable[[str], None]) -> None:
        self.app, self.log = app, log
        self.hosts = LOOPBACK | {host.lower() for host in hosts}
        self.is_shared = bool(set(origins))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = {
            b"x-content-type-options": b"nosniff",
            b"referrer-policy": b"no-referrer",
            b"cross-origin-resource-policy": b"cross-origin" if self.is_shared else b"same-origin",
        }

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in headers.items() if h[0] not in present)]
            await send(message)

        if not self._knows(scope):
            names = ", ".join(sorted(self.hosts))
            reason = f"this server answers to {names} only; salween serve --host NAME adds one\n"
            return await PlainTextResponse(reason, 421)(scope, receive, send_with_headers)
        try:
            await self.app(scope, receive, send_with_headers)
        except CutOff as cut:
            self.log(f"an answer was cut off: {cut}")
            raise
        except Exception:
            traceback.print_exc(file=sys.stderr)
            raise

    def _knows(self, scope: Scope) -> bool:
        given = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        match = _HOST.fullmatch(given[0]) if len(given) == 1 else None
        return match is not None and match[1].lower() in self.hosts


def origin_of(request: Request) -> str:
    """Return the address by which the client reached us; the host is one of ours, or it would not be here."""
    return f"{request.url.scheme}://{request.headers['host']}"


async def body_of(request: Request, most: int) -> bytes:
    """Return the body; Refused with 413 where it is too large, 408 where it does not come."""
    found = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for block in request.stream():
                found += block
                if len(found) > most:
                    raise Refused(413, f"the body is larger than {most:,} bytes", {"Connection": "close"})
    except TimeoutError:
        raise Refused(408, f"the body did not come within {BODY_SECONDS:g} s", {"Connection": "close"}) from None
    return bytes(found)
