"""Judged records → the page: one HTML file that opens with no network. `index` packs, `page` writes, `views` reads,
`asking` answers the saved questions for it; `plain` draws with pyvis and no more, `shell` is what both are made of."""

from .asking import Asking, answer_all
from .index import page_index
from .page import shipped, to_html
from .plain import to_plain_html
from .views import View, read_views

__all__ = ["Asking", "View", "answer_all", "page_index", "read_views", "shipped", "to_html", "to_plain_html"]
