"""JSON, citations, annotations and tables: what other programs read."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from briefing.briefs import Edition
from briefing.export import SCHEMA, ledger_csv, pins_csv, pins_w3c, render
from briefing.export.citations import date_parts, tex
from briefing.export.sheets import cell
from briefing.ingest.source import Source
from briefing.pins import Pin
from tests.export.editions import edition

pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


def read(form: str, **settings: Any) -> Any:
    return json.loads(render(edition(**settings), form))


def test_the_json_keeps_to_its_schema() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for settings in ({}, {"marking": "TLP:AMBER+STRICT"}, {"draft": True, "date": None, "author": None}):
        assert [e.message for e in validator.iter_errors(read("json", **settings))] == []


def test_every_pin_of_the_json_stands_in_its_source() -> None:
    found = edition()
    texts = {e.pin.source: e.source.text for e in found.evidence.values() if e.source}
    for pin in json.loads(render(found, "json"))["pins"].values():
        assert texts[pin["source"]][pin["found"]["start"] : pin["found"]["end"]] == pin["exact"]


def test_direction_characters_are_escaped_in_json() -> None:
    text = render(replace(edition(), name="a\u202eb\u2066c\ufeff"), "json").decode()
    assert '"a\\u202eb\\u2066c\\ufeff"' in text


def test_csl_has_what_citeproc_needs() -> None:
    items = {item["custom"]["source"]: item for item in read("csl")}
    first = items["harbour/port-works.txt"]
    assert first["id"] == "lindholm-courier2025"
    assert first["type"] == "webpage"
    assert first["author"] == [{"literal": "Jo Berg"}]
    assert first["issued"] == {"date-parts": [[2025, 6, 24]]}
    assert first["accessed"] == {"date-parts": [[2025, 6, 26]]}
    assert items["harbour/audit.md"]["author"] == [{"literal": "Nordic Ledger"}]
    assert all({"id", "type"} <= item.keys() for item in items.values())
    assert len({item["id"] for item in items.values()}) == len(items)


@pytest.mark.parametrize(
    ("iso", "parts"),
    [("2025-06-24", [2025, 6, 24]), ("2025-06", [2025, 6]), ("2025", [2025]), ("24 June", None), (None, None)],
)
def test_date_parts(iso: str | None, parts: list[int] | None) -> None:
    assert date_parts(iso) == parts


def test_tex_acts_on_nothing() -> None:
    assert tex(r"50% of $x_1 & \input{y}") == r"50\% of \$x\_1 \& \textbackslash{}input\{y\}"


def pairs(found: Edition) -> list[tuple[Pin, Source | None]]:
    return [(each.pin, each.source) for each in found.evidence.values()]


@pandoc
@pytest.mark.parametrize(("form", "reader"), [("csl", "csljson"), ("bib", "bibtex")])
def test_pandoc_reads_the_citations(form: str, reader: str) -> None:
    cited = json.loads(_pandoc(render(edition(), form), "-f", reader, "-t", "csljson"))
    assert len(cited) == 7
    plain = _pandoc(render(edition(), form), "-f", reader, "-t", "plain", "--citeproc")
    for words in ("Lindholm Courier", "Port works run late", "Jo Berg", "https://courier.example", "Берегова хвиля"):
        assert words.casefold() in " ".join(plain.split()).casefold()


def _pandoc(data: bytes, *options: str) -> str:
    return subprocess.run(["pandoc", *options], input=data, capture_output=True, check=True).stdout.decode("utf-8")


def test_annotations_count_code_points_and_name_their_source() -> None:
    found = edition()
    page = json.loads(pins_w3c(pairs(found)))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert len(page["items"]) == len(found.evidence)
    for item, each in zip(page["items"], found.evidence.values(), strict=True):
        words, span = item["target"]["selector"]
        assert each.source
        assert each.source.text[span["start"] : span["end"]] == words["exact"]
        assert item["target"]["source"].startswith(("https://", "urn:briefing:source:"))
        assert item["type"] == "Annotation"
    states = [state for item in page["items"] for state in item["target"].get("state", [])]
    assert {"type": "TimeState", "sourceDate": "2025-06-26T00:00:00Z"} in states


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\n=1", "＝1+1", "  =1", "\u202e=1", "|calc", "%0A=1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert str(cell(text)).startswith("'")


def test_numbers_stay_numbers_and_text_stays_text() -> None:
    assert cell(-5) == -5
    assert cell("1,250 ship calls") == "1,250 ship calls"
    assert cell(None) == ""


def test_the_tables_hold_a_line_for_each_pin_and_each_figure() -> None:
    found = edition()
    pins = list(csv.DictReader(io.StringIO(pins_csv(pairs(found)))))
    assert [row["id"] for row in pins] == list(found.evidence)
    assert {row["outcome"] for row in pins} == {"ok"}
    rows = list(csv.DictReader(io.StringIO(ledger_csv(found.groups))))
    assert [row["value"] for row in rows] == ["48200000", "52600000", "1250", "1040", "980"]
    assert rows[0]["conflict"] == "value"
