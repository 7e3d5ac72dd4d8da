"""Every field of every source carries an attack; the exports say its letters and do nothing.

The measure is structure: a page over hostile sources has the elements, attributes and links of the same page over
harmless ones, and Markdown the same blocks and marks.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from briefing.briefs.brief import Brief, Judgement, PinItem, Section, Text
from briefing.export import ledger_csv, pins_csv, pins_w3c, preview, render
from briefing.export.clean import one_line
from briefing.extract.finding import Figure
from briefing.ingest.source import Metadata, Source
from briefing.text import digest
from tests.export.editions import Desk, group, over

HARMLESS = "harmless words"
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style></title></table><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe src=//evil.example></iframe><!--",
    "{{ 7 * 7 }}{{ page.__class__.__mro__ }}",
    "{% for x in range(9) %}x{% endfor %}{# #}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "[x](javascript:alert(1))",
    "](javascript:alert(1)) [",
    "![x](http://evil.example/x.png)",
    "<javascript:alert(1)> <http://evil.example>",
    "<pin:abcdefgh> [x](pin:abcdefgh)",
    "**bold** __bold__ *em* _em_ `code` ~~gone~~",
    "# Heading",
    "Heading\n=======",
    "Heading\n---",
    "> quotation",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "1) item",
    "a) item",
    "(@) example",
    "    code",
    "```\ncode\n```",
    "~~~ {=html}",
    "---\ntitle: x\n---",
    "***",
    "| a | b |\n|---|---|\n| c | d |",
    "term\n: definition",
    "::: {.note}\nx\n:::",
    "[^1] [^1]: note ^[inline]",
    "[1]: http://evil.example",
    "[[wikilink]] ![[embed]] ==mark== %%hidden%% #tag ^block",
    "$x$ $$x$$ \\(x\\) \\[x\\]",
    "{{< include secret.md >}} {.class} {#id}",
    "`x`{=html} `<b>`{=html}",
    "&lt;b&gt; &#60;b&#62; &nbsp; &amp;",
    "\\<b> \\*x\\* \\",
    "http://evil.example www.evil.example evil@evil.example mailto:evil@evil.example",
    "@evil [@evil] -@evil",
    ":smile: :+1:",
    "a\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h",
    "\x1b[31mred\x1b[0m \x9b31m \x07\x08\x00",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c",
    "zero\u200bwidth\ufeff \u00ad\ue000",
    "\\input{x} $\\write18{x}$ %x",
    "*/ } body { display: none } /* \\3C script>",
    "@import url(//evil.example); expression(alert(1))",
    "=cmd|' /C calc'!A0",
]
IDS = [f"{n}-{re.sub(r'[^a-z0-9]+', '-', a.lower())[:16].strip('-')}" for n, a in enumerate(ATTACKS)]


def edition(words: str) -> Any:
    """Return a brief over one source all of whose fields, and all of whose pins' fields, are ``words``."""
    text = f"Before. {words} Between. {words} after."
    meta = Metadata(words, words, words, words, words, words, words, None, "B", words, (words,))
    source = Source(id="a/b.txt", path="sources/a/b.txt", text=text, digest=digest(text), meta=meta)
    d = Desk({source.id: source})
    fields: dict[str, Any] = {"speaker": words, "role": words, "note": words, "section": words, "tags": (words,)}
    quote = d.pin(source.id, words, "quote", **fields)
    statement = d.pin(source.id, words, "statement", **fields)
    figure = Figure("count", 12, noun=words, measures=words, period=words, unit=words, per=words)
    number = d.pin(source.id, words, "figure", figure=figure, **fields)
    items = (
        PinItem(quote),
        PinItem(statement),
        PinItem(number),
        Text(f"Prose with <pin:{quote}> and [own words](pin:{number})."),
        Judgement("A judgement.", "likely", "low", (quote, number)),
    )
    brief = Brief(title="Title", date="2025-06-28", sections=(Section("Section", items),))
    return over(d, brief, groups=(group(d, [number], words, "value"),))


class Elements(HTMLParser):
    """Collects elements and attributes, without the words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "p":  # a paragraph of a source stays a paragraph
            self.found.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def elements(page: str) -> Elements:
    parser = Elements()
    parser.feed(page)
    parser.close()
    return parser


def marks(text: str) -> list[str]:
    """Return what a Markdown reader makes of a text, without the words."""
    reader = MarkdownIt("gfm-like", {"linkify": False}).use(footnote_plugin)
    found: list[str] = []
    for token in reader.parse(text):
        found.append(token.type)
        found += [child.type for child in token.children or () if child.type not in ("text", "softbreak")]
    return found


@pytest.mark.parametrize("attack", ATTACKS, ids=IDS)
@pytest.mark.parametrize("template", ["daily", "press-digest"])
def test_a_page_has_the_elements_of_a_harmless_one(attack: str, template: str) -> None:
    page = elements(_render(attack, "html", template))
    assert page.found == elements(_render(HARMLESS, "html", template)).found
    assert all(link.startswith("#") for link in page.links)


@pytest.mark.parametrize("attack", ATTACKS, ids=IDS)
@pytest.mark.parametrize("template", ["daily", "press-digest"])
def test_markdown_has_the_marks_of_harmless_markdown(attack: str, template: str) -> None:
    assert marks(_render(attack, "md", template)) == marks(_render(HARMLESS, "md", template))


def _render(words: str, form: str, template: str = "daily") -> str:
    from dataclasses import replace

    found = edition(words)
    return render(replace(found, brief=replace(found.brief, template=template)), form).decode("utf-8")


_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@pytest.mark.parametrize("form", ["md", "html", "json", "csl", "bib"])
def test_no_control_or_direction_character_gets_out(form: str) -> None:
    assert not _CONTROL.search(_render(" ".join(ATTACKS), form))


@pytest.mark.parametrize("attack", ATTACKS, ids=IDS)
def test_a_reader_of_markdown_meets_the_same_letters(attack: str) -> None:
    reader = MarkdownIt("gfm-like", {"linkify": False}).use(footnote_plugin)
    tokens = reader.parse(_render(attack, "md"))
    said = " ".join("".join(c.content for c in t.children or ()) for t in tokens if t.type == "inline")
    assert one_line(attack).replace(" ", "") in said.replace(" ", "")


def test_bare_addresses_make_no_links_where_readers_look_for_them() -> None:
    linking = MarkdownIt("gfm-like").use(footnote_plugin)
    assert linking.linkify
    linking.linkify.set({"fuzzy_link": False}).add("//", None)  # GitHub takes www. and schemes only
    text = _render(" ".join(ATTACKS), "md")
    links = [c.attrGet("href") for t in linking.parse(text) for c in t.children or () if c.type == "link_open"]
    assert not links
    assert not re.search(r"(?<![\\\w])(?:www\.|https?:|ftp:)", text)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_meets_the_structure_of_harmless_markdown() -> None:
    everything = " ".join(a.replace("\n", " ") for a in ATTACKS)
    assert _pandoc_counts(_render(everything, "md")) == _pandoc_counts(_render(HARMLESS, "md"))


def _pandoc_counts(text: str) -> Counter[str]:
    command = ["pandoc", "-f", "markdown", "-t", "json"]
    tree = json.loads(subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout)
    counts: Counter[str] = Counter()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if "t" in node:
                counts[node["t"]] += 1
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(tree["blocks"])
    for words in ("Str", "Space", "SoftBreak", "Quoted", "DoubleQuote", "SingleQuote"):
        del counts[words]
    return counts


def test_json_and_annotations_stay_json_and_tables_stay_tables() -> None:
    found = edition(" ".join(ATTACKS))
    pairs = [(each.pin, each.source) for each in found.evidence.values()]
    assert json.loads(render(found, "json"))["format"] == "briefing/1"
    assert len(json.loads(render(found, "csl"))) == 1
    assert len(json.loads(pins_w3c(pairs))["items"]) == 3
    for attack in ATTACKS:
        found = edition(attack)
        pairs = [(each.pin, each.source) for each in found.evidence.values()]
        for text in (pins_csv(pairs), ledger_csv(found.groups)):
            rows = list(csv.reader(io.StringIO(text)))
            assert len({len(row) for row in rows}) == 1
            assert not [cell for row in rows for cell in row if re.match(r"\s*[=+@|%＝＋－＠-]", cell)]


def test_the_preview_has_the_marks_of_a_harmless_one() -> None:
    harmless = [marks(text) for _, text in preview(edition(HARMLESS))]
    for attack in ATTACKS:
        assert [marks(text) for _, text in preview(edition(attack))] == harmless, attack


def test_a_lone_surrogate_is_left_out() -> None:
    assert "ab" in _render_metadata("a\ud800b")


def _render_metadata(title: str) -> str:
    text = "Words to pin."
    source = Source("s.txt", "sources/s.txt", text, digest(text), Metadata(title=title))
    d = Desk({"s.txt": source})
    brief = Brief("T", sections=(Section("S", (PinItem(d.pin("s.txt", "Words")),)),))
    return render(over(d, brief), "html").decode("utf-8")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "//evil.example",
        "https://",
        "https://a.example/\u202ex",
        "https://a b.example/",
        "http://[::1",
        "https://a.example/<x>",
        "https://a.example/\"onclick='x'",
        "\x01https://a.example",
    ],
)
def test_an_address_that_could_act_makes_no_link(url: str) -> None:
    from briefing.export.clean import address

    assert address(url) is None


def test_an_address_of_another_script_is_encoded() -> None:
    from briefing.export.clean import address

    assert address("https://приклад.укр/сторінка?q=ї") == (
        "https://xn--80aikifvh.xn--j1amh/%D1%81%D1%82%D0%BE%D1%80%D1%96%D0%BD%D0%BA%D0%B0?q=%D1%97"
    )
