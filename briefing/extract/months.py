"""Names of months and days as patterns, for the rules that meet dates: with their capitals, unless case is ignored."""

from __future__ import annotations

MONTH_START = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
"""The letters that a month begins with."""
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
"""A month, also abbreviated; its full stop is not part of it."""
WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NAMES = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun"
    "|jul|aug|sep|sept|oct|nov|dec"
)
MONTH_NAMES = frozenset(_NAMES.split("|"))
"""The words that :data:`MONTH` finds, in small letters."""
