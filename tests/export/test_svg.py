"""Charts: every shape inside, every label escaped, one description for those who do not see it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from briefing.export.charts import moment
from briefing.export.svg import WIDTH, Chart, ChartKind, Point, draw, fit, wrap

KINDS: tuple[ChartKind, ...] = ("bars", "grouped bars", "line", "dot range")
SHAPES = {"rect", "circle", "line", "polyline", "text", "title", "desc", "svg"}


def chart(kind: ChartKind, *values: float, name: str = "name") -> Chart:
    points = tuple(Point(f"{name} {i // 2}", v, f"{v:g}", series="ab"[i % 2]) for i, v in enumerate(values))
    return Chart(kind, "A title", "What it shows.", points)


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "values", [(1, 2, 3), (5,), (0, 0, 0), (1e12, 1, 3), (3, 3, 3), (-4, 2, 1), (-4, -2), (0.001, 0.002)]
)
def test_nothing_is_drawn_outside(kind: ChartKind, values: tuple[float, ...]) -> None:
    root = parse(draw(chart(kind, *values), id="c"))
    height = float(root.get("height", "0"))
    for element in root.iter():
        for name, limit in (("x", WIDTH), ("x1", WIDTH), ("x2", WIDTH), ("cx", WIDTH), ("y", height), ("cy", height)):
            if element.get(name) is not None:
                assert -1 <= float(element.get(name, "0")) <= limit + 1, (element.tag, element.attrib)
        if element.get("width") and element.tag.endswith("rect"):
            assert float(element.get("x", "0")) + float(element.get("width", "0")) <= WIDTH


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_a_labelled_image_of_plain_shapes(kind: ChartKind) -> None:
    svg = draw(chart(kind, 1, 2, 3, 4), id="c1")
    root = parse(svg)
    assert {element.tag.split("}")[-1] for element in root.iter()} <= SHAPES
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "c1-t c1-d"
    assert [root[0].text, root[1].text] == ["A title", "What it shows."]
    assert "style" not in svg


def test_labels_are_escaped_and_cleaned() -> None:
    svg = draw(chart("bars", 1, 2, name='<b>"&\u202e</b>'), id="c")
    parse(svg)
    assert "&lt;b&gt;" in svg
    assert "\u202e" not in svg


def test_a_range_is_two_dots_joined() -> None:
    ranged = Chart("dot range", "t", "d", (Point("a", 2, "1–3", 1, 3), Point("b", 2, "2")))
    assert draw(ranged, id="c").count("<circle") == 3


def test_long_names_are_shortened_in_words_and_columns() -> None:
    assert fit("short", 100) == "short"
    assert fit("x" * 100, 60) == "xxxxxxxxx…"
    assert wrap("one two three four five six", 60, lines=2) == ["one two", "three fou…"]
    assert len(fit("港" * 100, 60)) < len(fit("x" * 100, 60))


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2024", (2024, 0)),
        ("in March 2024", (2024, 3)),
        ("2024-11", (2024, 11)),
        ("Q3 2023", (2023, 7)),
        ("second quarter of 2023", (2023, 4)),
        ("2023 to 2024", None),
        ("last year", None),
        (None, None),
    ],
)
def test_moments(period: str | None, found: tuple[int, int] | None) -> None:
    assert moment(period) == found
