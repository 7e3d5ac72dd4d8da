"""Dates and numbers as the brief's readers write them, through Babel."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.extract.finding import Figure

_UNITS = {
    "metre": "length-meter",
    "kilometre": "length-kilometer",
    "centimetre": "length-centimeter",
    "millimetre": "length-millimeter",
    "mile": "length-mile",
    "foot": "length-foot",
    "hectare": "area-hectare",
    "acre": "area-acre",
    "square metre": "area-square-meter",
    "square kilometre": "area-square-kilometer",
    "tonne": "mass-tonne",
    "ton": "mass-ton",
    "kilogram": "mass-kilogram",
    "gram": "mass-gram",
    "litre": "volume-liter",
    "cubic metre": "volume-cubic-meter",
    "barrel": "volume-barrel",
    "megawatt": "power-megawatt",
    "gigawatt": "power-gigawatt",
    "kilowatt": "power-kilowatt",
    "kilowatt-hour": "energy-kilowatt-hour",
    "second": "duration-second",
    "minute": "duration-minute",
    "hour": "duration-hour",
    "day": "duration-day",
    "week": "duration-week",
    "month": "duration-month",
    "year": "duration-year",
}
_SIGNS = {"over": "> ", "under": "< ", "at least": "≥ ", "at most": "≤ ", "about": "≈ "}
_SCALES = (Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 6)


class Locale:
    """How one language writes dates and numbers. An unknown language writes like English outside America."""

    def __init__(self, language: str) -> None:
        """Take a BCP 47 tag; Babel is loaded when something is first written."""
        self.language = language

    @cached_property
    def _babel(self) -> Any:
        from babel import Locale as Babel
        from babel import UnknownLocaleError

        tag = "en-001" if self.language.lower() == "en" else self.language
        try:
            return Babel.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            return Babel.parse("en_001")

    @lru_cache(maxsize=1024)  # noqa: B019 - locales are few and live as long as the program, see `locale`
    def date(self, iso: str | None) -> str:
        """Write an ISO 8601 day, month, year or moment in words; other text comes back as it is, None as nothing."""
        from babel.dates import format_date, format_datetime

        if not iso:
            return ""
        try:
            if len(iso) == 10:
                return str(format_date(dt.date.fromisoformat(iso), "long", locale=self._babel))
            if len(iso) == 7:
                return str(format_date(dt.date.fromisoformat(iso + "-01"), "LLLL y", locale=self._babel))
            if len(iso) > 10:
                return self._moment(dt.datetime.fromisoformat(iso), format_datetime)
        except ValueError:
            return iso
        return iso

    def _moment(self, moment: dt.datetime, write: Any) -> str:
        zone = "" if moment.tzinfo is None else " UTC"
        if moment.tzinfo is not None:
            moment = moment.astimezone(dt.UTC)
        day = self.date(moment.date().isoformat())
        return f"{day}, {write(moment, 'HH:mm', locale=self._babel)}{zone}"

    @lru_cache(maxsize=4096)  # noqa: B019
    def number(self, value: int | float) -> str:
        """Write a number in full, or as ``6.9 billion`` when three decimals of a million or more say it exactly."""
        from babel.numbers import format_compact_decimal, format_decimal

        exact = Decimal(repr(value) if isinstance(value, float) else value)
        for scale in _SCALES:
            if abs(exact) >= scale:
                if exact / scale == round(exact / scale, 3):
                    return str(
                        format_compact_decimal(exact, format_type="long", locale=self._babel, fraction_digits=3)
                    ).replace(" ", "\u00a0")
                break
        return str(format_decimal(exact, locale=self._babel, decimal_quantization=False))

    def figure(self, figure: Figure) -> str:
        """Write a figure's normalised value: ``UAH 255 billion``, ``about 4–5 %``, ``300 kilometres a day``."""
        if figure.value is not None:
            amount = self.number(figure.value)
        elif figure.low is not None and figure.high is not None:
            amount = f"{self.number(figure.low)}–{self.number(figure.high)}"
        else:
            return ""
        english = self._babel.language == "en"
        words = figure.qualifier and (f"{figure.qualifier} " if english else _SIGNS[figure.qualifier])
        rate = figure.per and (f" per {figure.per}" if english else f"/{figure.per}")
        return (words or "") + self._unit(figure, amount) + (rate or "")

    def _unit(self, figure: Figure, amount: str) -> str:
        kind, unit = figure.kind, figure.unit
        if kind == "money":
            first = str(self._babel.currency_formats["standard"].pattern).startswith("¤")
            return f"{unit}\u00a0{amount}" if first else f"{amount}\u00a0{unit}"
        if kind == "percent":
            return f"{amount}\u00a0%"
        if kind == "multiple":
            return f"{amount} times"
        if kind in ("percentage point", "basis point"):
            return f"{amount} {kind}{'' if figure.value in (1, -1) else 's'}"
        if unit and unit in _UNITS and figure.value is not None:
            return self._measure(figure.value, amount, _UNITS[unit])
        return f"{amount} {unit}" if unit else amount

    def _measure(self, value: int | float, amount: str, unit: str) -> str:
        """Let Babel decline the unit after the number, with our writing of the number."""
        from babel.units import format_unit

        written = str(format_unit(value, unit, format="#", locale=self._babel))
        head, _, tail = written.partition(" ")
        return f"{amount} {tail}" if head.lstrip("-").isdigit() and tail else f"{amount} {unit.split('-', 1)[1]}"


@lru_cache(maxsize=16)
def locale(language: str) -> Locale:
    """Return the writing of a language, kept for the next export."""
    return Locale(language)
