"""Making pins."""

import pytest

from briefing.errors import BriefingError
from briefing.extract.finding import Figure, Finding
from briefing.ingest.source import Source
from briefing.pins import make, pin_id
from briefing.pins.make import ALPHABET
from briefing.text import digest

TEXT = "The council votes 12 to 3.\n\n“We had no choice,” said Mayor Ada Lind."
SOURCE = Source("a/vote.txt", "sources/a/vote.txt", TEXT, digest(TEXT))


def test_an_anchor_keeps_the_words_and_32_code_points_on_each_side():
    start = TEXT.index("We had")
    pin = make(SOURCE, start, start + 16, kind="quote", now="2025-01-02T03:04:05Z")
    assert pin.exact == "We had no choice"
    assert pin.anchor.prefix == TEXT[:start][-32:]
    assert pin.anchor.suffix == TEXT[start + 16 :][:32]
    assert (pin.anchor.digest, pin.source, pin.pinned) == (SOURCE.digest, "a/vote.txt", "2025-01-02T03:04:05Z")


def test_pinning_twice_is_one_pin_and_each_part_of_the_place_counts():
    ids = {
        pin_id("d", 1, 2, "quote"),
        pin_id("d", 1, 2, "figure"),
        pin_id("d", 1, 3, "quote"),
        pin_id("e", 1, 2, "quote"),
    }
    assert len(ids) == 4
    assert make(SOURCE, 0, 3, kind="passage").id == make(SOURCE, 0, 3, kind="passage", note="again").id


def test_ids_are_words_to_every_yaml_reader():
    for n in range(3000):
        name = pin_id("x", n, n + 1, "quote")
        assert len(name) == 8
        assert set(name) <= set(ALPHABET)
        assert name[0] != "0"
        assert name.strip("0123456789e")


def test_a_finding_gives_speaker_role_cue_and_figure_and_fields_win():
    figure = Figure(kind="count", value=12, noun="vote")
    finding = Finding(
        1, "figure", 18, 20, "12", 1.0, "count", speaker="Ada Lind", role="Mayor", cue="said", figure=figure
    )
    pin = make(SOURCE, 18, 20, kind="figure", finding=finding, speaker="A. Lind", section=None)
    assert (pin.speaker, pin.role, pin.cue, pin.figure, pin.section) == ("A. Lind", "Mayor", "said", figure, None)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 4), (5, 4), (0, 10_000), (26, 28)])
def test_a_span_without_words_is_refused(start, end):
    with pytest.raises(BriefingError):
        make(SOURCE, start, end, kind="passage")
