# ruff: noqa: E501 - prose
"""Editions to export: a small desk of invented reports in five scripts, and briefs over them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from briefing.briefs import Edition, Evidence, Report
from briefing.briefs.brief import Brief, Item, Judgement, PinItem, Section, Text
from briefing.extract.finding import Figure, Finding
from briefing.extract.ledger import Group, Row
from briefing.ingest.source import Metadata, Source
from briefing.pins import Pin, make, resolve
from briefing.text import digest

REPORTS = {
    "harbour/port-works.txt": (
        "Port works run late\n\n"
        "Lindholm Harbour will not open its new quay before May, the port authority said on Tuesday. "
        "“We would rather be late than open a quay that leaks,” said Aino Salmi, the harbour master. "
        "The works have cost 48.2 million euros so far, against 31 million euros planned in 2023. "
        "The authority expects 1,250 ship calls this year, up from 1,040 in 2024 and 980 in 2023.",
        Metadata(
            title="Port works run late",
            publisher="Lindholm Courier",
            author="Jo Berg",
            date="2025-06-24",
            url="https://courier.example/port-works?id=7&lang=en",
            retrieved="2025-06-26",
            language="en",
            reliability="B",
        ),
    ),
    "harbour/audit.md": (
        "An audit of the harbour puts the bill at 52.6 million euros, more than the authority admits. "
        "The auditors write that the quay was “designed for ships that no longer call”. "
        "Dredging alone took 12.4 million euros, the pumps 7.9 million euros, and security 3.1 million euros.",
        Metadata(
            title="What the quay costs", publisher="Nordic Ledger", date="2025-06-25", language="en", reliability="A"
        ),
    ),
    "harbour/kyrylytsia.txt": (
        "Порт відкриють пізніше. «Ми не поспішаємо, бо безпека важливіша за строки», — сказала Олена Гнатюк, "
        "інженерка порту. Роботи коштували 48,2 мільйона євро.",
        Metadata(
            title="Порт відкриють пізніше",
            publisher="Берегова хвиля",
            date="2025-06-25",
            language="uk",
            reliability="C",
        ),
    ),
    "harbour/ellinika.txt": (
        "Το λιμάνι καθυστερεί. «Η αποβάθρα θα ανοίξει τον Μάιο», δήλωσε ο Νίκος Παππάς, εκπρόσωπος της εταιρείας.",
        Metadata(title="Το λιμάνι καθυστερεί", publisher="Πειραϊκά Νέα", date="2025-06-23", language="el"),
    ),
    "harbour/arabi.txt": (
        "تأخر افتتاح الميناء. وقالت ليلى حداد: «لن نفتح الرصيف قبل أن تنتهي كل الاختبارات في شهر مايو».",
        Metadata(
            title="تأخر افتتاح الميناء", publisher="صحيفة الساحل", date="2025-06-22", language="ar", reliability="D"
        ),
    ),
    "harbour/zhongwen.txt": (
        "港口推迟开放。港务局发言人李明说:“我们宁愿晚一点,也不愿意开放一个漏水的码头。”",
        Metadata(title="港口推迟开放", publisher="海岸日报", date="2025-06-24", language="zh-Hans"),
    ),
    "wire/copy.txt": (
        "The quay opens in May at the earliest, the port authority told reporters. "
        "“Nobody will be put at risk for a date in a calendar,” Aino Salmi said.",
        Metadata(title="Quay opens in May at the earliest", publisher="Coast Wire", origin="harbour/port-works.txt"),
    ),
}


@dataclass
class Desk:
    """Sources and pins by id."""

    sources: dict[str, Source] = field(default_factory=dict)
    pins: dict[str, Pin] = field(default_factory=dict)

    def pin(self, source: str, exact: str, kind: Any = "quote", **fields: Any) -> str:
        """Pin the first ``exact`` of a source; return the id."""
        text = self.sources[source].text
        start = text.index(exact)
        pin = make(self.sources[source], start, start + len(exact), kind=kind, now="2025-06-27T08:00:00Z", **fields)
        self.pins[pin.id] = pin
        return pin.id


def desk() -> Desk:
    """Return the reports as sources, without pins."""
    sources = {
        id: Source(id=id, path=f"sources/{id}", text=text, digest=digest(text), meta=meta)
        for id, (text, meta) in REPORTS.items()
    }
    return Desk(sources)


def money(value: float, measures: str, period: str | None = None) -> Figure:
    return Figure("money", value, unit="EUR", measures=measures, period=period)


def calls(value: int, period: str) -> Figure:
    return Figure("count", value, noun="ship call", measures="ship calls", period=period)


def group(d: Desk, ids: list[str], measures: str, conflict: str | None) -> Group:
    """Return the ledger group of some pinned figures."""
    rows = []
    for n, id in enumerate(ids, 1):
        pin, source = d.pins[id], d.sources[d.pins[id].source]
        finding = Finding(n, "figure", pin.anchor.start, pin.anchor.end, pin.exact, 0.9, "test", figure=pin.figure)
        rows.append(Row(source.id, n, finding, source.meta.publisher, source.meta.date, source.origin, None, ""))
    return Group(measures, "money", "EUR", conflict, tuple(rows), len({r.origin for r in rows}))


def edition(
    *, template: str = "daily", marking: str | None = None, draft: bool = False, repeat: int = 1, **changes: Any
) -> Edition:
    """Return a brief over the reports; ``repeat`` multiplies its sections."""
    d = desk()
    quote = d.pin(
        "harbour/port-works.txt",
        "We would rather be late than open a quay that leaks,",
        speaker="Aino Salmi",
        role="harbour master",
        credibility=2,
    )
    spent = d.pin(
        "harbour/port-works.txt",
        "48.2 million euros",
        "figure",
        figure=money(48_200_000, "cost of the works"),
        credibility=2,
    )
    planned = d.pin(
        "harbour/port-works.txt", "31 million euros", "figure", figure=money(31_000_000, "planned cost", "2023")
    )
    calls_now = d.pin("harbour/port-works.txt", "1,250 ship calls", "figure", figure=calls(1250, "2025"))
    calls_24 = d.pin("harbour/port-works.txt", "1,040 in 2024", "figure", figure=calls(1040, "2024"))
    calls_23 = d.pin("harbour/port-works.txt", "980 in 2023", "figure", figure=calls(980, "2023"))
    late = d.pin(
        "harbour/port-works.txt",
        "Lindholm Harbour will not open its new quay before May",
        "statement",
        speaker="port authority",
    )
    bill = d.pin(
        "harbour/audit.md", "52.6 million euros", "figure", figure=money(52_600_000, "cost of the works"), credibility=1
    )
    fragment = d.pin("harbour/audit.md", "designed for ships that no longer call", speaker="auditors")
    dredging = d.pin("harbour/audit.md", "12.4 million euros", "figure", figure=money(12_400_000, "dredging"))
    pumps = d.pin("harbour/audit.md", "7.9 million euros", "figure", figure=money(7_900_000, "pumps"))
    security = d.pin("harbour/audit.md", "3.1 million euros", "figure", figure=money(3_100_000, "security"))
    uk = d.pin(
        "harbour/kyrylytsia.txt",
        "Ми не поспішаємо, бо безпека важливіша за строки",
        speaker="Олена Гнатюк",
        role="інженерка порту",
    )
    el = d.pin(
        "harbour/ellinika.txt",
        "Η αποβάθρα θα ανοίξει τον Μάιο",
        speaker="Νίκος Παππάς",
        role="εκπρόσωπος της εταιρείας",
    )
    ar = d.pin("harbour/arabi.txt", "لن نفتح الرصيف قبل أن تنتهي كل الاختبارات في شهر مايو", speaker="ليلى حداد")
    zh = d.pin(
        "harbour/zhongwen.txt", "我们宁愿晚一点,也不愿意开放一个漏水的码头。", speaker="李明", role="港务局发言人"
    )
    wire = d.pin("wire/copy.txt", "Nobody will be put at risk for a date in a calendar,", speaker="Aino Salmi")
    sections = (
        Section(
            "Opening date",
            (
                Text(
                    f"The harbour master is firm: <pin:{quote}> The date has moved **twice**, and the authority now says that [it will not open before May](pin:{late})."
                ),
                PinItem(quote, "She has said the same since *March*."),
                PinItem(wire),
                PinItem(late),
                Judgement(
                    "The quay will very likely open later than May.", "very likely", "moderate", (quote, late, wire)
                ),
            ),
        ),
        Section(
            "What it costs",
            (
                Text(
                    "The authority and its auditors disagree on what has been spent. Both count *work done*, neither counts interest."
                ),
                PinItem(spent),
                PinItem(bill, "Includes security."),
                PinItem(planned),
                PinItem(fragment),
                PinItem(dredging),
                PinItem(pumps),
                PinItem(security),
                Judgement("Costs are likely to pass 55 million euros by the opening.", "likely", "low", (spent, bill)),
            ),
        ),
        Section("Traffic", (PinItem(calls_now), PinItem(calls_24), PinItem(calls_23))),
        Section("Abroad", (PinItem(uk), PinItem(el), PinItem(ar), PinItem(zh))),
    )
    brief = Brief(
        title="Lindholm Harbour, daily brief",
        date="2025-06-28",
        template=template,
        marking=marking,
        author="Desk 4",
        bottom_line=f"The new quay opens in May at the earliest and has cost [at least 48 million euros](pin:{spent}), half as much again as planned.",
        sections=_times(sections, repeat),
        extra={"to": "The board"},
    )
    brief = replace(brief, **changes)
    groups = (
        group(d, [spent, bill], "cost of the works", "value"),
        group(d, [calls_now, calls_24, calls_23], "ship calls", None),
    )
    return over(d, brief, groups=groups, draft=draft)


def _times(sections: tuple[Section, ...], repeat: int) -> tuple[Section, ...]:
    if repeat == 1:
        return sections
    return tuple(replace(s, heading=f"{s.heading}, part {n}") for n in range(1, repeat + 1) for s in sections)


def over(d: Desk, brief: Brief, *, groups: tuple[Any, ...] = (), draft: bool = False, since: Any = None) -> Edition:
    """Return the edition of a brief over a desk."""
    evidence = {
        id: Evidence(pin, resolve(pin, d.sources.get(pin.source)), d.sources.get(pin.source))
        for id, pin in d.pins.items()
    }
    report = Report("harbour", brief, {id: each.resolution for id, each in evidence.items()}, ())
    return Edition("harbour", brief, report, evidence, groups, draft, since)


def items(*found: Item) -> tuple[Section, ...]:
    """Return one section of items."""
    return (Section("Section", found),)
