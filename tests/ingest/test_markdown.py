"""Markdown becomes the text that a reader of the page sees."""

import pytest

from briefing.errors import Unreadable
from briefing.ingest import markdown
from briefing.ingest.markdown import plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Ports\n\nThe *port* of **Riga**\ngrew.", "Ports\n\nThe port of Riga grew."),
        ("See [the report](https://x.example) and <https://y.example>.", "See the report and https://y.example."),
        ("- grain\n- timber\n  - oak\n\nEnd.", "grain\ntimber\noak\n\nEnd."),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd.", "a\tb\n1\t2\n\nEnd."),
        ("> He left.\n\nThen.", "He left.\n\nThen."),
        ("One<br>two <b>bold</b> & &amp; <!-- hidden --> end.", "Onetwo bold & &  end."),
        ("```\ncode  1\n```\nafter", "code  1\n\nafter"),
        ("![a ship](ship.png) Riga", "Riga"),
        ("Line\\\nbreak", "Line\nbreak"),
    ],
)
def test_plain(markdown: str, text: str) -> None:
    assert plain(markdown) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: Cargo\n---\n", "has no text behind its front matter"),
        ("![](quay.png)\n", "has no text"),
        ("<!-- later -->\n", "has no text"),
    ],
)
def test_a_document_without_words_says_so(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        markdown.read(text.encode(), "a.md")
    assert str(refused.value) == reason
