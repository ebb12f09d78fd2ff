"""Judged records → the page: one HTML file that opens with no network. `index` packs, `page` writes, `views` reads."""

from .index import page_index
from .page import to_html
from .views import View, read_views

__all__ = ["View", "page_index", "read_views", "to_html"]
