"""Citations × the author's copies of pages → what stands there and what does not, and the lock that remembers it.

`expected` says what a page should say, `copies` reads it, `days`, `numbers` and `spelled` find what is written there,
`match` compares, `run` does it for all, `lock` remembers. Copies are read; no text of them is kept.
"""

from __future__ import annotations

from .lock import LOCK, checked, is_verified, read_lock, write_lock

__all__ = ["LOCK", "checked", "is_verified", "read_lock", "write_lock"]
