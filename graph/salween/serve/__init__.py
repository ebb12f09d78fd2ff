"""A build served over HTTP: the page, SPARQL, a page for each thing, reconciliation. Read-only, loopback by default.

Three sorts of process: the server speaks HTTP and holds no record (`app`, `relay`, `pool`); a helper holds the record
and forks (`helper`, `served`); a child makes one answer and ends (`jobs` and what it names).
"""

from __future__ import annotations

import asyncio
import socket
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .helper import Gather, start_keeper
from .limits import Limits
from .served import CannotServe, Served, open_served

if TYPE_CHECKING:
    from .pool import Pool

#: How often the build is looked at, in seconds.
LOOK_EVERY = 1.0


def run(
    gather: Gather,
    stamp: Callable[[], str],
    listener: socket.socket,
    limits: Limits,
    log: Callable[[str], None],
    hosts: Iterable[str] = (),
    origins: Iterable[str] = (),
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until interrupted; CannotServe where the record has errors.

    `gather` reads the record, in a process of its own; `stamp` tells which build is the latest: when it changes, the
    record is read again and the next request gets the new one.
    """
    folder = Path(tempfile.mkdtemp(prefix="salween-"))
    control = start_keeper(gather, limits, folder)  # before anything here makes a loop or a thread
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(control, folder, stamp, listener, limits, log, list(hosts), list(origins), ready))


async def _serve(
    control: socket.socket,
    folder: Path,
    stamp: Callable[[], str],
    listener: socket.socket,
    limits: Limits,
    log: Callable[[str], None],
    hosts: list[str],
    origins: list[str],
    ready: Callable[[], None],
) -> None:
    import uvicorn

    from .app import make_app
    from .pool import Pool

    pool = Pool(control, folder, limits, log)
    seen = stamp()
    try:
        await pool.renew()
        app = make_app(pool, hosts, origins)
        config = uvicorn.Config(
            app, http="h11", ws="none", lifespan="off", log_level="critical", access_log=False, server_header=False,
            proxy_headers=False, timeout_keep_alive=20, timeout_graceful_shutdown=5, limit_concurrency=1000,
        )  # fmt: skip
        watch = asyncio.create_task(_watch(pool, stamp, seen, log))
        ready()
        await uvicorn.Server(config).serve(sockets=[listener])
        watch.cancel()
    finally:
        pool.close()


async def _watch(pool: Pool, stamp: Callable[[], str], seen: str, log: Callable[[str], None]) -> None:
    """Read the record again whenever there is another build. One that has errors leaves the last good one in place."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        now = stamp()
        if now != seen:
            seen = now
            try:
                await pool.renew()
                log(f"serving build {now}")
            except (CannotServe, TimeoutError) as error:
                log(f"build {now} is not served: {error}")


__all__ = ["CannotServe", "Gather", "Limits", "Served", "open_served", "run"]
