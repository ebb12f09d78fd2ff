"""Source pages: whether a reader can find them, and whether their dates are possible."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "read-before-published",
        "Page read before publication",
        "A page cannot be read before it is published. One of the two dates is wrong, often in the year. `published`"
        " limits what the page could know, and `retrieved` is when we read it.",
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
        "A page that derives from another was written after it. If the dates are right, `derives_from:` points the "
        "wrong way, and the copy would count as the origin.",
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
        "Archive copy older than its page",
        "The address of an archive copy contains the day it was saved. A copy saved before publication is of a "
        "different page, or `published` is wrong.",
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
        "Publication date unlike the address",
        "Many addresses contain the date of the page. This one differs from `published` by more than three days, so "
        "one of them is wrong. What the page could know depends on that date.",
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
        "Tracking parameter in an address",
        "Parameters such as utm_source or fbclid record how a visitor reached the page, and a session number records"
        " who. They make one page look like two and may identify the author.",
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
        "Address without a fixed page",
        "A search, cache, front page or error page changes, so nobody can check the citation later. If there is no "
        "other address, say so in `note:` or add `archive:` with a saved copy.",
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
        "Two sources count as two origins, so one page under two ids would confirm itself. To cite several parts of "
        "a page, use locators. For a page that reprints another, add `derives_from:`.",
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
