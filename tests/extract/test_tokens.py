"""Words with their tags: the parallel lists agree with the text, and blanks decide what they decide."""

from __future__ import annotations

import pytest

from briefing.extract.document import Document
from briefing.extract.tokens import Tokens
from briefing.ingest.source import Source

TEXT = """Mayor Ana Ruiz said on Monday that the harbour – a third larger - opens in May.

The critics’ plan, drawn up by AT&T and O’Brien’s firm, costs $2,500 a day.  “We did not expect that,” he noted.
- Lom: no e-mail was sent, the voters' council claims."""


def tokens(text: str) -> Tokens:
    return Document(Source("a.txt", "sources/a.txt", text, "sha256:0")).tokens


def test_lists_agree_with_the_text() -> None:
    found = tokens(TEXT)
    assert len(found.tags) == len(found.words) == len(found.lowers) == len(found.starts) == len(found.ends)
    assert found.words == [TEXT[a:b] for a, b in zip(found.starts, found.ends, strict=True)]
    assert found.lowers == [word.lower() for word in found.words]
    assert [found.sentence_of(first) for first, _ in found.sentences] == list(range(len(found.sentences)))
    assert {"critics’", "AT&T", "O’Brien’s", "2,500", "e-mail", "voters'"} <= set(found.words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the port - a new one - opens", "the port - a new one - opens"),
        ("pre- and post-war ports", "pre and post-war ports"),
        ("the critics’ plan", "the critics’ plan"),
        ("the critics’ Plan", "the critics Plan"),
        ("a  port\twith\u00a0cranes", "a port with cranes"),
    ],
)
def test_blanks_decide_on_dashes_and_marks(text: str, words: str) -> None:
    for _ in range(2):  # pieces that have been seen before are read as they were then
        assert " ".join(filter(None, tokens(text).words)) == words
