"""Pages of sources: whether a reader can find them, once, and whether their days can be."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "read-before-published",
        "Page read before it was published",
        "Nobody reads a page before it is out: one of the two days is a slip, often in the year. Both count: "
        "published says what the page could know, retrieved when we knew it.",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2024-05-01
    read: whole
    url: https://example.org/post/9
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
    ),
    Code(
        "copy-before-original",
        "Copy older than its original",
        "A page that derives from another was written after it. If the days are right, the arrow points the wrong "
        "way, and the copy would be counted as the origin.",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9
    derives_from: [post-2025-04-23]
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9
    derives_from: [post-2024-08-04]
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
    ),
    Code(
        "archived-before-published",
        "Saved copy older than its page",
        "The address of a copy in a web archive holds the day on which it was saved. A copy saved before the page was "
        "published is of another page, or the day of publication is a slip.",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9
    archive: https://web.archive.org/web/20240801120000/https://example.org/post/9
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9
    archive: https://web.archive.org/web/20240902120000/https://example.org/post/9
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
    ),
    Code(
        "day-in-url",
        "Day of publication not as in the address",
        "Many addresses hold the day of the page. Where it differs by more than three days from published, one of the "
        "two is a slip, and what the page could know depends on it.",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-10-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/2024/09/01/a-month-after
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/2024/09/01/a-month-after
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        severity=WARNING,
    ),
    Code(
        "visit-in-url",
        "Address that follows a visitor",
        "Parameters such as utm_source or fbclid tell how somebody came to the page, and a session number who. They "
        "make one page look like two, and tell more of the author than of the page.",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9?utm_source=rss&page=2
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9?page=2
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        severity=WARNING,
    ),
    Code(
        "not-a-page",
        "Address of no page in particular",
        "A search, a cache, a front page or an error shows something else tomorrow, so nobody can check what was "
        "cited. Where no other address is known, say so in note:, or give archive: with a copy that stays.",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://www.google.com/search?q=bridgetown
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        severity=WARNING,
    ),
    Code(
        "same-page",
        "One page cited as two sources",
        "Two sources are two origins for the rules of evidence, so one page under two ids confirms itself. What "
        "stands in several places of one page is cited by locator. A page that reprints another says derives_from.",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/1
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        severity=WARNING,
    ),
)
