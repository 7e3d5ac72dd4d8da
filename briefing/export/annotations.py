"""Pins as W3C Web Annotations (JSON-LD), so that other annotation programs can show them.

Each target has the quotation (TextQuoteSelector) and its place (TextPositionSelector, in Unicode code points of the
extracted text, as the Recommendation of 2017 counts), and as state the day on which the source was like that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefing.briefs.report import Evidence
from briefing.export.clean import address
from briefing.export.interchange import dumps
from briefing.pins import resolve

if TYPE_CHECKING:
    from briefing.ingest.source import Source
    from briefing.pins import Pin

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def pins_w3c(pins: Iterable[tuple[Pin, Source | None]]) -> str:
    """Return an AnnotationPage of pins, each with its source (None: gone), as JSON-LD text."""
    items = [_annotation(Evidence(pin, resolve(pin, source), source)) for pin, source in pins]
    return dumps({"@context": CONTEXT, "id": "urn:briefing:pins", "type": "AnnotationPage", "items": items})


def _annotation(each: Evidence) -> dict[str, Any]:
    pin = each.pin
    annotation: dict[str, Any] = {
        "id": f"urn:briefing:pin:{quote(pin.id)}",
        "type": "Annotation",
        "motivation": "highlighting",
        "created": pin.pinned,
        "body": _bodies(each),
        "target": _target(each),
    }
    return {name: value for name, value in annotation.items() if value}


def _bodies(each: Evidence) -> list[dict[str, Any]]:
    pin = each.pin
    tags = [pin.kind, *pin.tags, *([pin.speaker] if pin.speaker else [])]
    bodies: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    if pin.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": pin.note})
    return bodies


def _target(each: Evidence) -> dict[str, Any]:
    pin, found = each.pin, each.resolution
    meta = each.source.meta if each.source else None
    stands = found.ok and found.start is not None
    anchor = pin.anchor
    start, end = (found.start, found.end) if stands else (anchor.start, anchor.end)
    day = (meta.retrieved or meta.date) if meta else None
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": (meta and address(meta.url)) or f"urn:briefing:source:{quote(pin.source, safe='/')}",
        "selector": [
            {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix},
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }
    if moment := _moment(day):
        target["state"] = [{"type": "TimeState", "sourceDate": moment}]
    return target


def _moment(day: str | None) -> str | None:
    """Return a date as xsd:dateTime in UTC, which TimeState asks for; None for anything that is no full date."""
    try:
        moment = dt.datetime.fromisoformat(day or "")
    except ValueError:
        return None
    moment = moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
