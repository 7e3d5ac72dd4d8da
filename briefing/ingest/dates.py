"""Dates as documents write them."""

from __future__ import annotations

import datetime


def parse(words: str) -> str | None:
    """Return the day or moment that ``words`` name as ISO 8601; None when they name none."""
    try:
        moment = datetime.datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    return moment.date().isoformat() if len(words.strip()) <= 10 else moment.isoformat()
