"""Copies over the web, when an author asks for it: one page at a time, http and https only, into their own folder."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

from ..model import Corpus
from .copies import FORMS, MAX_BYTES

TIMEOUT = 20
#: Seconds between two pages of one host.
PAUSE = 1.0
AGENT = "salween-verify (a reader checks citations; one page at a time)"


class _WebOnly(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to http and https, and to nothing else."""

    def redirect_request(  # type: ignore[no-untyped-def]
        self, req, fp, code, msg, headers, newurl
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.URLError(f"it leads to {urlsplit(newurl).scheme}:")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(corpus: Corpus, folder: Path, sources: Collection[str] = ()) -> Iterator[str]:
    """Save the page of each source that has no copy yet; yield a line on each.

    The address comes first, then the archived one. A page that cannot be had is said and left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    opener = urllib.request.build_opener(_WebOnly)
    asked: dict[str, float] = {}
    for id, source in corpus.sources.items():
        if (sources and id not in sources) or any((folder / f"{id}{suffix}").exists() for suffix in FORMS):
            continue
        why = "it has no address"
        for url in (source.url, source.archive):
            if urlsplit(url).scheme not in ("http", "https"):
                continue
            host = urlsplit(url).netloc
            time.sleep(max(0.0, asked.get(host, 0.0) + PAUSE - time.monotonic()))
            asked[host] = time.monotonic()
            try:
                suffix, content = _get(opener, url)
            except (OSError, ValueError) as error:
                why = str(getattr(error, "reason", error))
                continue
            (folder / f"{id}{suffix}").write_bytes(content)
            yield f"{id}: saved {len(content):,} bytes"
            break
        else:
            yield f"{id}: not saved: {why}"


def _get(opener: urllib.request.OpenerDirector, url: str) -> tuple[str, bytes]:
    """Return the ending and the bytes of a page that is text; OSError or ValueError where there is none."""
    safe = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
    with opener.open(urllib.request.Request(safe, headers={"User-Agent": AGENT}), timeout=TIMEOUT) as answer:
        sort = answer.headers.get_content_type()
        if not re.match(r"text/|application/(xhtml|json)", sort):
            raise ValueError(f"it is {sort}, not a text")
        content = answer.read(MAX_BYTES + 1)
        charset = answer.headers.get_content_charset()
    if len(content) > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES // 10**6} MB")
    if charset and charset.lower() not in ("utf-8", "us-ascii"):
        content = content.decode(charset, "replace").encode()
        content = re.sub(rb"charset=[\"']?[\w-]+", b"charset=utf-8", content, count=1)
    return (".json" if sort.endswith("json") else ".txt" if sort == "text/plain" else ".html"), content
