"""What passes between the server and the child that answers: a job one way, frames and a trailer the other.

A job is a length and JSON. An answer is one head frame (status and headers), then data frames; the helper adds three
bytes when the child is gone, which say how it ended. So a child that is killed in the middle of a frame is told from
one that finished, and what it wrote is never taken for whole.
"""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import struct
from collections.abc import AsyncIterator, Mapping
from typing import IO, Any, NamedTuple, cast

Job = dict[str, Any]

HEAD, DATA, END = b"H", b"D", b"E"
BLOCK = 1 << 16
_FRAME = struct.Struct(">cI")
_LENGTH = struct.Struct(">I")
TRAILER = 3
#: How a child may leave: done; a fault of ours; the answer is too large; no more memory.
DONE, FAULT, TOO_LARGE, NO_MEMORY = range(4)


class TooLarge(Exception):
    """The answer is larger than one may be."""


class Out:
    """Where a child writes its answer: a socket, in frames. Nothing leaves before a block is full or `close`."""

    def __init__(self, connection: socket.socket | None, most: int, rows: int = 1 << 40) -> None:
        self.connection = connection
        self.left = most
        self.rows = rows  # that a result may have
        self.head: dict[str, Any] = {"status": 200, "headers": {}}
        self.has_begun = False
        self.buffer = bytearray()

    @property
    def file(self) -> IO[bytes]:
        """The same, for a writer that asks for a file and does no more than write and flush."""
        return cast("IO[bytes]", self)

    def start(self, status: int, headers: Mapping[str, str]) -> None:
        self.head = {"status": status, "headers": dict(headers)}
        self.buffer.clear()

    def write(self, data: bytes) -> int:
        self.left -= len(data)
        if self.left < 0:
            raise TooLarge
        self.buffer += data
        if len(self.buffer) >= BLOCK:
            self.flush_block()
        return len(data)

    def flush(self) -> None:
        """Do nothing: a writer that flushes each line shall not send each line."""

    def flush_block(self) -> None:
        if not self.has_begun:
            self.has_begun = True
            self._send(HEAD, json.dumps(self.head).encode())
        if self.buffer:
            self._send(DATA, bytes(self.buffer))
            self.buffer.clear()

    def close(self) -> None:
        self.flush_block()
        self._send(END, b"")

    def _send(self, kind: bytes, data: bytes) -> None:
        if self.connection is not None:
            self.connection.sendall(_FRAME.pack(kind, len(data)) + data)


def packed(job: Job) -> bytes:
    text = json.dumps(job, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _LENGTH.pack(len(text)) + text


def read_job(connection: socket.socket) -> Job | None:
    """Return the job that comes first on a connection, or None where it ends before."""
    head = _exactly(connection, _LENGTH.size)
    body = _exactly(connection, _LENGTH.unpack(head)[0]) if head else b""
    return dict(json.loads(body)) if body else None


def _exactly(connection: socket.socket, count: int) -> bytes:
    found = bytearray()
    while len(found) < count:
        block = connection.recv(min(count - len(found), BLOCK))
        if not block:
            return b""
        found += block
    return bytes(found)


def trailer(status: int) -> bytes:
    """Return how a child ended, from its wait status, as the last bytes of its answer."""
    code = status & 0x7F or status >> 8
    return b"~" + (b"s" if status & 0x7F else b"x") + bytes([code & 0xFF])


class Ending(NamedTuple):
    """How a child ended: a status of HTTP for it where nothing was sent yet, and the reason in words."""

    status: int
    reason: str


def ending(last: bytes, seconds: float, memory_mb: int, answer_mb: int) -> Ending:
    """Return what a trailer means. 200 where the child did its work."""
    sort, code = (last[1:2], last[2]) if len(last) == TRAILER else (b"", 0)
    if sort == b"x" and code == DONE:
        return Ending(200, "")
    if sort == b"x" and code == TOO_LARGE:
        return Ending(503, f"the answer is larger than {answer_mb} MB: ask for less of it, with LIMIT and OFFSET")
    if sort == b"s" and code in (signal.SIGALRM, signal.SIGXCPU):
        return Ending(504, f"the query was stopped after {seconds:g} s: ask a smaller question, or narrow this one")
    if (sort == b"x" and code == NO_MEMORY) or (sort == b"s" and code in (signal.SIGABRT, signal.SIGKILL)):
        return Ending(503, f"the query needed more than {memory_mb} MB of memory and was stopped: narrow it")
    if sort == b"s":
        return Ending(500, "the engine died of this query, and only of it: write it in fewer or shorter steps")
    return Ending(500, "the program failed at this; its error stands in the server's log")


async def frames(reader: asyncio.StreamReader) -> AsyncIterator[tuple[bytes, bytes]]:
    """Yield each frame of an answer as (kind, data), and last (b"", trailer). The trailer is never read as data."""
    buffer = bytearray()
    while block := await reader.read(BLOCK):
        buffer += block
        while len(buffer) - TRAILER >= _FRAME.size:
            kind, length = _FRAME.unpack_from(buffer)
            end = _FRAME.size + length
            if len(buffer) - TRAILER < end:
                break
            yield kind, bytes(buffer[_FRAME.size : end])
            del buffer[:end]
    yield b"", bytes(buffer[-TRAILER:]) if buffer[-TRAILER : -TRAILER + 1] == b"~" else b""
