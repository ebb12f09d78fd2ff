"""Answers that are short: a text, JSON, a refusal in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .frames import Out
from .served import Engine


def clock_headers(held: Engine) -> dict[str, str]:
    """Return the headers that every answer bears: by which clocks it is true."""
    about = held.about
    return {"Salween-As-Of": about["as_of"], "Salween-Known-At": about["known_at"], "Vary": "Accept"}


def refusal(out: Out, status: int, reason: str, headers: Mapping[str, str] | None = None) -> None:
    """Answer with a reason, as plain text."""
    out.start(status, {"Content-Type": "text/plain; charset=utf-8", **(headers or {})})
    out.write(f"{reason}\n".encode("utf-8", "replace"))


def as_json(out: Out, value: Any, status: int = 200) -> None:
    out.start(status, {"Content-Type": "application/json"})
    out.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
