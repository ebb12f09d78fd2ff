"""Judged records → the page: one HTML file that opens with no network. `index` packs, `page` writes."""

from .index import page_index
from .page import to_html

__all__ = ["page_index", "to_html"]
