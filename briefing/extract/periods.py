"""The time that a figure is about, normalised: "2024", "2024-03", "Q3 2024", "H1 2023"; relative words by the date."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from briefing.extract.figures_near import last_word
from briefing.extract.months import MONTH
from briefing.extract.numbers_words import small_letters

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_SMALL = MONTH.lower()
_MONTH = rf"{_MONTHS_SMALL}\.?"
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4, "final": 4}
_NTH_WORDS = "first|second|third|fourth|1st|2nd|3rd|4th|last|final"
_REFERS = r"(?:this|next|last|the\scoming|the\scurrent|the\sprevious|the\spast|the\sfollowing)"

_PERIOD = re.compile(
    rf"""(?x) (?<![\w$€£-])(?:
      (?:(?P<ended_n>three|six|nine|twelve|12)\smonths|(?P<ended_w>quarter|half-year|half|year|month))
        \s(?:to|ended|ending|through)\s(?:on\s)?(?:(?P<ended_day>\d{{1,2}})\s)?(?P<ended_m>{_MONTH})
        (?:\s(?P<ended_d>\d{{1,2}})(?!\d))?(?:,?\s(?P<ended_y>(?:19|20)\d\d))?
    | first\s(?P<first_n>three|six)\smonths\sof\s(?:(?P<first_y>\d{{4}})|(?P<first_r>{_REFERS}|the)\syear)
    | (?P<half_n>first|second|last|1st|2nd)\shalf\s(?:of\s)?(?:the\s)?
        (?:(?P<half_y>\d{{4}})|(?P<half_r>{_REFERS})\syear|year)
    | q(?P<fq_n>[1-4])\s?fy\s?(?P<fq_y>(?:20)?\d\d)
    | h(?P<h_n>[12])[\s-](?P<h_y>\d{{4}})
    | q(?P<q_n>[1-4])[\s-](?:of\s)?(?P<q_y>\d{{4}})
    | (?:(?P<quarter_n>{_NTH_WORDS})|(?P<quarter_r>this|next|last))[\s-]quarter
        (?:\s(?:of\s|in\s)?(?:the\s)?(?:(?P<quarter_y>\d{{4}})|(?P<quarter_yr>{_REFERS})\syear))?
    | (?:fiscal\s(?:year\s)?|fy\s?)(?P<fiscal>\d{{4}}|\d{{2}})(?!\s?[-–—/]\s?\d\d)
    | (?:(?P<day_a>\d{{1,2}})\s(?:of\s)?)?(?P<month>{_MONTH})
        (?:\s(?P<day_b>\d{{1,2}})(?:st|nd|rd|th)?)?,?\s(?P<month_y>(?:19|20)\d\d)
    | (?:in|since|last|this|next|for|during|through|of|on|by|until)\s(?P<bare_month>{_MONTH})
        (?:\s(?P<bare_day>\d{{1,2}})(?!\d|,\d|[.]\d|\s?%))?(?![\s,.]*\d)
    | (?:fiscal\s(?:year\s)?|fy\s?)?(?P<span_a>(?:19|20)\d\d)\s?[-–—/]\s?(?P<span_b>(?:19|20)\d\d|\d\d|\d(?![-–/.]))
    | (?:between|from)\s(?P<from_a>(?:19|20)\d\d)\s(?:and|to)\s(?P<from_b>(?:19|20)\d\d)
    | (?P<year>(?:19|20)\d\d)(?P<decade>s)?
    | (?P<rel>{_REFERS})\s(?P<rel_unit>year|month|week|decade|summer|winter|spring|autumn)
    | (?P<ago>a|one|two|three|four|five|six|ten|\d{{1,2}})\s(?P<ago_unit>year|month|week)s?\s(?:ago|earlier)
    | (?P<yesterday>yesterday|today|tomorrow)
    )(?![\w])(?!['’]s\s(?:law|act))""",
)
_SPANS = "year|month|week|decade|summer|winter|spring|autumn|quarter|half"
_PHRASES = (
    *(rf"{month}\b\.?(?:\s\d\d?(?:st|nd|rd|th)?)?,?\s(?:19|20)\d" for month in _MONTHS_SMALL[3:-1].split("|")),
    *(rf"{word}\s{_MONTHS_SMALL}\b" for word in ["in", "of", "on", "for", "by", "since", "during", "through", "until"]),
    *(rf"{word}[\s-](?:{_SPANS}|{_MONTHS_SMALL})" for word in ("this", "next", "last")),
    *(
        rf"{word}\s(?:year|month|week)"
        for word in ["a", "one", "two", "three", "four", "five", "six", "ten", "nine", "twelve"]
    ),
    *(rf"{word}[\s-](?:quarter|half|three|six)" for word in ("first", "second", "third", "fourth", "final")),
    *(rf"{word}\s(?:to|ended|ending|through)\s" for word in ("quarter", "half", "half-year", "year", "month")),
    r"the\s(?:coming|current|previous|past|following)\s",
    *(r"q[1-4]", r"h[1-4]", "fy", r"fiscal\s", "yesterday", "today", "tomorrow", r"between\s\d", r"from\s\d"),
)
_BY_LETTER = "|".join(
    rf"{letter}(?={'|'.join(phrase[1:] for phrase in _PHRASES if phrase[0] == letter)})"
    for letter in sorted({phrase[0] for phrase in _PHRASES})
)
_BEGINNING = (
    rf"\d(?=(?:(?<=1)9|(?<=2)0)\d\d|\d?\s(?:of\s)?(?:year|month|week|{_MONTHS_SMALL})|(?<=[1-4])(?:st|nd|rd|th)[\s-])"
    rf"|{_BY_LETTER}"
)
"""What a time begins with: it stands at few words, and the pattern above is tried at no others. Here the phrases are
parted by their letter, so that most words are passed after one look at theirs."""
_OPENS = re.compile(rf"[^a-z0-9_$£-](?:{_BEGINNING})")
"""The sign before a time, and its first letter or digit. That they are consumed instead of looked at, and that the set
of signs needs no more than a byte, takes a third off the search; the pattern above looks at the sign again."""
_OPENS_TEXT = re.compile(_BEGINNING)
_RECORD = re.compile(
    r"\b(?:[a-z]{3,}est|most|least|first|worst|best|record|high|low)\b[^.;]{0,44}\bsince\s(?:[a-z]+\s)?$"
)
"""Since when something is a record is not when it was measured: "the lowest since 1969"."""

_LAWS = "Act|Law|Code|Bill|Ordinance|Regulations?|Rules|Treaty|Convention|Constitution"
_LAW = re.compile(rf"\b(?:{_LAWS})\s(?:of\s)?$")
"""What stands before a year that is part of the name of a law."""
_LAW_ENDS = frozenset(_LAWS.replace("s?", "").split("|")) | {"Regulations", "of"}
"""The last word before such a year."""

_STEP = {
    "this": 0,
    "the current": 0,
    "next": 1,
    "the coming": 1,
    "the following": 1,
    "last": -1,
    "the previous": -1,
    "the past": -1,
}
_COUNT = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}


Period = tuple[int, int, str]
"""Start, end, and the time as it is normalised."""

_DECEMBER = 12


@lru_cache(maxsize=64)
def read_date(date: str | None) -> datetime.date | None:
    """Return the day of an ISO 8601 date or moment, or None."""
    try:
        return datetime.date.fromisoformat((date or "")[:10])
    except ValueError:
        return None


def periods(text: str, start: int, end: int, date: str | None, small: str | None = None) -> list[Period]:
    """Return the times that ``text`` names between ``start`` and ``end``: start, end, normalised.

    ``date`` (ISO 8601, the report's) resolves relative words; without it they stay as the text has them. ``small`` is
    the text in small letters, as :func:`small_letters` gives it, where the caller has it: the patterns read that.
    """
    if small is None:
        small = small_letters(text)
    named = _named(text, small, start, end)
    if not named:
        return []
    day = read_date(date)
    found = []
    for one in named:
        name = _normalised(one, day)
        if name and not _is_law(text, start, one) and not _is_record(small, start, one):
            found.append((one.start(), one.end(), name))
    return found


def _named(text: str, small: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the matches of the pattern, which is tried only where a time may begin: that is much faster."""
    found: list[re.Match[str]] = []
    past = start
    opens = [opening.start() + 1 for opening in _OPENS.finditer(small, max(0, start - 1), end)]
    if start == 0 and _OPENS_TEXT.match(small, 0, end):
        opens.insert(0, 0)
    for at in opens:
        if at < past or (one := _PERIOD.match(small, at, end)) is None:
            continue
        if one["yesterday"] and text[at + 1].isupper():
            continue  # USA TODAY
        past = one.end()
        found.append(one)
    return found


def _is_law(text: str, floor: int, one: re.Match[str]) -> bool:
    """Say whether a year is part of the name of a law."""
    if not one["year"]:
        return False
    start = one.start()
    before = text[max(floor, start - 16) : start]
    last = last_word(before)
    return (last in _LAW_ENDS or not last.isalpha()) and _LAW.search(before) is not None


def _is_record(small: str, floor: int, one: re.Match[str]) -> bool:
    start = one.start()
    left = max(floor, start - 60)
    return small.find("since", left, start) >= 0 and _RECORD.search(small, left, start) is not None


def _normalised(one: re.Match[str], day: datetime.date | None) -> str | None:
    if one["year"]:
        return one["year"] + ("s" if one["decade"] else "")
    for kind in (_ended, _calendar, _quarters, _relative):
        name = kind(one, day)
        if name:
            return name
    return None if one["bare_month"] or one["ended_m"] else " ".join(one.group().split())


def _ended(one: re.Match[str], day: datetime.date | None) -> str | None:
    """Return the quarter, half or year that ends with a month: "three months to June" is Q2, of the latest year."""
    if one["first_n"]:
        year = one["first_y"] or _year(
            one["first_r"].replace("the", "this") if one["first_r"] == "the" else one["first_r"], day
        )
        return f"{'H1' if one['first_n'] == 'six' else 'Q1'} {year}" if year else None
    if not one["ended_m"]:
        return None
    month = _month(one["ended_m"])
    if one["ended_y"] is None and day is None:
        return None
    year = one["ended_y"] or str(day.year if day and month <= day.month else (day.year - 1 if day else 0))
    length = one["ended_n"] or one["ended_w"]
    if length in ("three", "quarter") and month % 3 == 0:
        return f"Q{month // 3} {year}"
    if length in ("six", "half", "half-year") and month % 6 == 0:
        return f"H{month // 6} {year}"
    if length in ("twelve", "12", "year"):
        return year if month == _DECEMBER else f"FY{year}"
    return f"{year}-{month:02}"


def _calendar(one: re.Match[str], day: datetime.date | None) -> str | None:
    for a, b in (("span_a", "span_b"), ("from_a", "from_b")):
        if one[a]:
            last = one[a][: 4 - len(one[b])] + one[b]
            return f"{one[a]}–{last}"
    if one["fiscal"]:
        return "FY" + (one["fiscal"] if len(one["fiscal"]) == 4 else "20" + one["fiscal"])
    if one["month"]:
        number = one["day_b"] or one["day_a"]
        return _dated(one["month_y"], one["month"], number)
    if one["bare_month"] and day:
        return _dated(str(_year_of(one, day)), one["bare_month"], one["bare_day"])
    return None


def _dated(year: str, month: str, number: str | None) -> str:
    name = f"{year}-{_month(month):02}"
    return f"{name}-{int(number):02}" if number and 0 < int(number) < 32 else name


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1


def _year_of(one: re.Match[str], day: datetime.date) -> int:
    """Return the year of a month without one: the nearest past one, or the nearest to come after "next"."""
    month = _month(one["bare_month"])
    if one.group().startswith(("next", "this")):
        return day.year if month >= day.month else day.year + (one.group().startswith("next"))
    return day.year if month <= day.month else day.year - 1


def _quarters(one: re.Match[str], day: datetime.date | None) -> str | None:
    if one["h_n"]:
        return f"H{one['h_n']} {one['h_y']}"
    if one["fq_n"]:
        return f"Q{one['fq_n']} FY{one['fq_y'] if len(one['fq_y']) == 4 else '20' + one['fq_y']}"
    if one["q_n"]:
        return f"Q{one['q_n']} {one['q_y']}"
    if one["half_n"]:
        year = one["half_y"] or _year(one["half_r"] or "this", day)
        return f"H{min(_NTH[one['half_n']], 2)} {year}" if year else None
    if one["quarter_n"] and one["quarter_n"] != "last":
        year = one["quarter_y"] or _year(one["quarter_yr"] or "this", day)
        return f"Q{_NTH[one['quarter_n']]} {year}" if year else None
    if (one["quarter_r"] or one["quarter_n"]) and day:
        n = day.year * 4 + (day.month - 1) // 3 + _STEP[(one["quarter_r"] or "last")]
        return f"Q{n % 4 + 1} {n // 4}"
    return None


def _year(refers: str, day: datetime.date | None) -> str | None:
    return str(day.year + _STEP[refers]) if day else None


def _relative(one: re.Match[str], day: datetime.date | None) -> str | None:
    if day is None:
        return None
    if one["yesterday"]:
        step = {"yesterday": -1, "today": 0, "tomorrow": 1}[one["yesterday"]]
        return (day + datetime.timedelta(days=step)).isoformat()
    if one["rel"]:
        return _stepped(day, _STEP[one["rel"]], one["rel_unit"])
    if one["ago"]:
        word = one["ago"]
        return _stepped(day, -(int(word) if word.isdigit() else _COUNT[word]), one["ago_unit"])
    return None


def _stepped(day: datetime.date, step: int, unit: str) -> str | None:
    if unit == "year":
        return str(day.year + step)
    if unit == "month":
        n = day.year * 12 + day.month - 1 + step
        return f"{n // 12}-{n % 12 + 1:02}"
    if unit == "week":
        year, week, _ = (day + datetime.timedelta(weeks=step)).isocalendar()
        return f"{year}-W{week:02}"
    if unit == "decade":
        return f"{(day.year // 10 + step) * 10}s"
    return f"{unit} {day.year + step}"
