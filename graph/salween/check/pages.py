"""Whether a source is a page that a reader can find, once, and whether its days can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from ..dates import Day, Edtf, iso
from ..judge import Judge
from ..model import Source
from ..problem import Problem, Severity

#: Parameters of an address that tell who came from where, and nothing of the page.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_[ce]id|cmpid|ocid|smid|spm|ref_src"
    r"|_ga|_gl|phpsessid|jsessionid|sessionid|at_(?:medium|campaign)|ns_\w+|guccounter|guce_\w+|traffic_source"
    r"|doing_wp_cron",
    re.IGNORECASE,
)
#: A session's number, where the parameter may mean something else as well.
_SESSION = re.compile(r"(?:s|sid|session|session_id)=(?:[0-9a-f]{32}|[0-9a-f]{40})", re.IGNORECASE)
_SEARCH = re.compile(
    r"//(?:www\.)?(?:google|bing|baidu|yandex|duckduckgo|sogou)\.[a-z.]+/(?:search|s|web|cache)\b"
    r"|webcache\.googleusercontent\.com|cc\.bingj\.com/cache|translate\.goog|[?&]random[-_]?post"
)
_FRONT = re.compile(r"https?://[^/?#]+/*")
_ERRORS = re.compile(
    r"(?:\b(?:error|http)\s*)?\b404\b.*|(?:page |file )?not found|access denied|forbidden|just a moment\W*|untitled"
    r"|attention required\W.*|are you a robot\W*|page (?:gone|missing|unavailable)|(?:load|redirect)ing\W*|home ?page",
    re.IGNORECASE,
)
_DAY_IN_PATH = re.compile(r"(?<![\w])(20\d\d)(?P<between>[-/_]?)([01]\d)(?P=between)([0-3]\d)(?![\w%])")
#: How many days the address of a page may differ from its day: it is set when a page is drafted, in another zone.
_DRAFTED = 3
_ARCHIVED = re.compile(r"/web/(\d{4})(\d\d)(\d\d)")


def read_after_published(judge: Judge) -> Iterator[Problem]:
    """Code read-before-published: nobody reads a page before it is out."""
    for source in judge.corpus.sources.values():
        if source.published is not None and _is_before(source.retrieved, source.published):
            what = f'retrieved: "{source.retrieved.text}" is before published: "{source.published.text}"'
            fix, why = "correct the date that is wrong", "a page cannot be read before it is published"
            yield Problem("read-before-published", source.place_of("retrieved"), what, fix, why)


def copy_after_original(judge: Judge) -> Iterator[Problem]:
    """Code copy-before-original: what rewrites another page is no older than that page."""
    sources = judge.corpus.sources
    for source in sources.values():
        for id in source.derives_from:
            origin = sources.get(id)
            if origin is None or source.published is None or origin.published is None:
                continue
            if _is_before(source.published, origin.published):
                what = (
                    f'"{source.id}" ({source.published.text}) derives from a later page, "{id}" '
                    f"({origin.published.text})"
                )
                fix = "move derives_from: to the later page, or correct the date that is wrong"
                others = (("the other at", origin.place),)
                why = "a copy cannot be older than its original"
                yield Problem("copy-before-original", id.place, what, fix, why, others=others)


def address_of_a_visit(judge: Judge) -> Iterator[Problem]:
    """Code visit-in-url (warning): an address is the page's, not a visitor's."""
    for source in judge.corpus.sources.values():
        for key in ("url", "archive"):
            address = getattr(source, key)
            plain = without_visit(address)
            if plain != address:
                gone = ", ".join(name for name in _names(address) if name not in _names(plain))
                what, fix = f'{key}: contains the tracking parameter "{gone}"', f"write {plain}"
                why = "it records how a visitor came, and makes one page look like two"
                yield Problem("visit-in-url", source.place_of(key), what, fix, why, Severity.WARNING)


def address_of_no_page(judge: Judge) -> Iterator[Problem]:
    """Code not-a-page (warning): an address leads to the page, not to a search, a cache or a front page."""
    for source in judge.corpus.sources.values():
        found = ""
        if source.archive or source.note:
            continue
        if _SEARCH.search(source.url):
            found = "is a search, a cache or a random page"
        elif _FRONT.fullmatch(source.url):
            found = "is the front page of a site"
        if found:
            fix = "give the address of the page itself, add archive: with a saved copy, or explain in note:"
            why = "its content changes, so nobody can check the citation"
            what = f"url: {urlsplit(source.url).netloc} {found}"
            yield Problem("not-a-page", source.place_of("url"), what, fix, why, Severity.WARNING)
        elif _ERRORS.fullmatch(source.title.strip()):
            fix = "write the title of the page as a reader sees it"
            why = "an error page may have been saved instead of the article"
            what = f'title: "{source.title}" is the title of an error page'
            yield Problem("not-a-page", source.place_of("title"), what, fix, why, Severity.WARNING)


def page_cited_as_two(judge: Judge) -> Iterator[Problem]:
    """Code same-page (warning): two sources are two pages, or one says that it derives from the other."""
    first: dict[str, Source] = {}
    for source in sorted(judge.corpus.sources.values(), key=lambda source: source.place):
        if not source.url:
            continue
        other = first.setdefault(_page(source.url), source)
        if other is source or source.id in other.derives_from or other.id in source.derives_from:
            continue
        what = f'"{source.id}" and "{other.id}" have the same address'
        fix = f'keep "{other.id}" and cite its parts by locator, as in {other.id}#p3'
        why, others = "one page would count as two independent origins", (("the other at", other.place_of("url")),)
        yield Problem("same-page", source.place_of("url"), what, fix, why, Severity.WARNING, others)


def day_in_the_address(judge: Judge) -> Iterator[Problem]:
    """Codes day-in-url (warning), archived-before-published: a day in an address agrees with that of publication."""
    for source in judge.corpus.sources.values():
        published = source.published
        if published is None:
            continue
        first, last = published.span
        day = _day(_DAY_IN_PATH.search(unquote(source.url.partition("?")[0])), (1, 3, 4))
        if (
            day is not None
            and day <= judge.corpus.dataset.edition
            and ((last is not None and day > last + _DRAFTED) or (first is not None and day < first - _DRAFTED))
        ):
            what = f'published: "{published.text}", but its address says {iso(day)}'
            fix = f"write published: {iso(day)} if the page confirms it"
            why = "one of the dates is wrong, and what the page could know depends on it"
            yield Problem("day-in-url", source.place_of("published"), what, fix, why, Severity.WARNING)
        kept = _day(_ARCHIVED.search(source.archive), (1, 2, 3))
        if kept is not None and first is not None and kept < first - 1:
            what = f'archive: was saved on {iso(kept)}, before published: "{published.text}"'
            fix = "correct published:, or give the archive copy of this page"
            why = "a copy cannot be older than its page"
            yield Problem("archived-before-published", source.place_of("archive"), what, fix, why)


def without_visit(url: str) -> str:
    """Return an address without what follows a visitor.

    >>> without_visit("https://a.org/x?id=7&utm_source=rss")
    'https://a.org/x?id=7'
    """
    if "?" not in url:
        return url
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [
        (key, value)
        for key, value in pairs
        if not _TRACKING.fullmatch(key) and not _SESSION.fullmatch(f"{key}={value}")
    ]
    return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query=urlencode(kept)))


def _names(url: str) -> list[str]:
    return [key for key, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)]


def _page(url: str) -> str:
    """Return what two addresses of one page have in common."""
    host, _, rest = without_visit(url).partition("#")[0].partition("://")[2].partition("/")
    path, _, query = rest.partition("?")
    host = host.lower().removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    return f"{host}/{unquote(path).rstrip('/')}?{query}"


def _is_before(one: Edtf, other: Edtf) -> bool:
    last, first = one.span.latest, other.span.earliest
    return last is not None and first is not None and last < first


def _day(match: re.Match[str] | None, groups: tuple[int, int, int]) -> Day | None:
    if match is None:
        return None
    try:
        return date(*(int(match[group]) for group in groups)).toordinal()
    except ValueError:
        return None
