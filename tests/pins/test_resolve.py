"""Finding a pin's words again: every outcome, and every way in which the same words are no longer the same text."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ingest.source import Source
from briefing.pins import Outcome, make, resolve
from briefing.text import digest

REPORT = """Harbour plan goes to a vote

The port of Talvik will spend NOK 255 million ($24.6 million) on two quays by 2031, the port authority said on Monday.

"We will not cut the ferry," said Ingrid Moe, the harbour master. "The islands depend on it."

Freight rose 4.5 percent last year to 1.2 million tonnes. The islands' council will attend the talks in Oslo.
"""


def source(text):
    return Source("port.txt", "sources/port.txt", text, digest(text))


def pinned(words, text=REPORT, nth=1, kind="passage"):
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return make(source(text), start, start + len(words), kind=kind, now="2025-01-02T03:04:05Z")


def marked(words):
    """Pin what stands between brackets, or all of the words."""
    before, bracket, rest = words.partition("[")
    if not bracket:
        return pinned(words)
    start = REPORT.index(words.replace("[", "").replace("]", "")) + len(before)
    return make(source(REPORT), start, start + rest.index("]"), kind="passage", now="2025-01-02T03:04:05Z")


def outcome(words, before, after, **how):
    text = REPORT.replace(before, after)
    assert text != REPORT
    return resolve(pinned(words, **how), source(text))


def test_untouched_words_are_ok_in_an_untouched_text():
    found = resolve(pinned("NOK 255 million"), source(REPORT))
    assert (found.outcome, found.text, found.ok) == (Outcome.OK, "NOK 255 million", True)


def test_words_at_their_place_are_ok_although_the_rest_of_the_text_changed():
    found = outcome("NOK 255 million", "Freight rose", "Freight, they say, rose")
    assert (found.outcome, found.ok) == (Outcome.OK, True)


@pytest.mark.parametrize("words", ["NOK 255 million", "We will not cut the ferry", "4.5 percent", "2031"])
def test_words_elsewhere_have_moved_and_the_place_is_the_new_one(words):
    found = outcome(words, "Harbour plan goes", "Updated on Tuesday\n\nHarbour plan goes")
    assert (found.outcome, found.ok, found.text) == (Outcome.MOVED, True, words)
    assert found.start == pinned(words).anchor.start + len("Updated on Tuesday\n\n")
    assert "19 characters" in found.why or "20 characters" in found.why


def test_a_paragraph_put_elsewhere_takes_its_pins_along():
    first, second = REPORT.split("\n\n")[1:3]
    swapped = REPORT.replace(first, "@").replace(second, first).replace("@", second)
    for words in ("NOK 255 million", "We will not cut the ferry"):
        found = resolve(pinned(words), source(swapped))
        assert (found.outcome, found.start) == (Outcome.MOVED, swapped.index(words))


CHANGED = [
    # what was pinned, what stood in the source, what stands there now, what is shown of it
    ("NOK 255 million", "255", "256", "NOK 256 million"),
    ("NOK 255 million", "255", "25", "NOK 25 million"),
    ("NOK 255 million", "NOK", "SEK", "SEK 255 million"),
    ("NOK 255 million", "255 million", "255 billion", "NOK 255 billion"),
    ("$24.6 million", "$24.6", "€24.6", "€24.6 million"),
    ("4.5 percent", "4.5 percent", "4.6 percent", "4.6 percent"),
    ("1.2 million tonnes", "1.2 million tonnes", "1.2 million tons", "1.2 million tons"),
    ("We will not cut the ferry", "We will not", "We will", "We will cut the ferry"),
    ("The islands depend on it.", "islands depend", "islands do not depend", "The islands do not depend on it."),
    ("two quays by 2031", "two quays", "three quays", "three quays by 2031"),
    ("2031", "2031", "2032", "2032"),
    ("The islands depend on it.", "depend on it", "depended on it", "The islands depended on it."),
]


@pytest.mark.parametrize(("words", "before", "after", "now"), CHANGED)
def test_other_words_in_the_old_place_are_a_change_and_shown(words, before, after, now):
    found = outcome(words, before, after)
    assert (found.outcome, found.ok, found.text) == (Outcome.CHANGED, False, now)


@pytest.mark.parametrize(("words", "before", "after", "now"), CHANGED)
def test_a_change_is_found_also_when_everything_moved(words, before, after, now):
    text = "A new first paragraph stands here.\n\n" + REPORT.replace(before, after)
    assert resolve(pinned(words), source(text)).text == now


GLUED = [
    # the exact words still stand there, as a part of something else
    ("255 million", "255 million", "1255 million"),
    ("255 million", "255 million", "1,255 million"),
    ("255 million", "255 million", "1 255 million"),
    ("255 million", "255 million", "0.255 million"),
    ("255 million", "NOK 255", "NOK -255"),
    ("255 million", "NOK 255", "SEK 255"),
    ("24.6 million", "$24.6", "€24.6"),
    ("24.6", "24.6 million", "24.6 billion"),
    ("NOK 255", "255 million", "255.5 million"),
    ("NOK 255", "255 million", "255–300 million"),
    ("NOK 255", "255 million", "255,000 million"),
    ("4.5", "4.5 percent", "4.5 percentage points"),
    ("1.2 million", "million tonnes", "million barrels"),
    ("attend the talks", "will attend", "will not attend"),
    ("attend the talks", "will attend", "will never attend"),
    ("[will] attend", "will attend", "will not attend"),
    ("cut the ferry", "will not cut", "will cut"),
    ("authority [said]", "authority said", "authority unsaid"),
    ("The [islands] depend", "The islands depend", "The islandsmen depend"),
    ("islands [depend]", "islands depend", "islands in-depend"),
]


@pytest.mark.parametrize(("words", "before", "after"), GLUED)
def test_words_that_became_part_of_something_larger_changed(words, before, after):
    found = resolve(marked(words), source(REPORT.replace(before, after)))
    assert (found.outcome, found.ok) == (Outcome.CHANGED, False), found


STILL = [
    # what is beside the words changed and does not touch them
    ("NOK 255 million", "($24.6 million)", "($25 million)"),
    ("255 million", "will spend", "spends"),
    ("24.6 million", "NOK 255", "NOK 300"),
    ("We will not cut the ferry", "said Ingrid Moe", "says Ingrid Moe"),
    ("4.5 percent", "Freight rose", "Cargo grew"),
    ("harbour master", "the harbour master.", "the harbour master's deputy."),
    ("Oslo", "in Oslo.", "in Oslo on 5 May."),
]


@pytest.mark.parametrize(("words", "before", "after"), STILL)
def test_words_that_stand_for_themselves_are_the_same_text(words, before, after):
    assert outcome(words, before, after).ok


def test_the_context_singles_out_one_of_several():
    text = "A. The mayor said no. B.\n\nC. The minister said no. D.\n"
    for nth, who in ((1, "mayor "), (2, "minister ")):
        found = resolve(pinned("said no", text, nth), source("New. " + text))
        assert found.outcome == Outcome.MOVED
        assert ("New. " + text)[: found.start].endswith(who)


def test_several_places_that_the_context_does_not_part_are_ambiguous():
    text = "Losses: 12 men.\n" * 8
    pin = pinned("12 men", text, 3)
    assert resolve(pin, source(text)).outcome == Outcome.OK
    found = resolve(pin, source("A line before. " + text))
    assert (found.outcome, found.ok, found.start) == (Outcome.AMBIGUOUS, False, None)


def test_a_pin_does_not_drift_to_the_same_words_in_another_sentence():
    text = "The army lost 12 tanks near the river on Monday, officials said.\n\nIt has 12 tanks left in the city.\n"
    pin = pinned("12 tanks", text)
    found = resolve(pin, source(text.replace("lost 12", "lost 15")))
    assert (found.outcome, found.text) == (Outcome.CHANGED, "15 tanks")
    gone = resolve(pin, source("It has 12 tanks left in the city.\n"))
    assert gone.outcome == Outcome.MOVED


@pytest.mark.parametrize("text", ["", "Another report about something else entirely.\n", "Ferry timetables."])
def test_words_that_left_no_trace_are_missing(text):
    found = resolve(pinned("NOK 255 million"), source(text))
    assert (found.outcome, found.start, found.text) == (Outcome.MISSING, None, None)


def test_words_cut_out_of_the_text_are_missing():
    assert (
        outcome("We will not cut the ferry", '"We will not cut the ferry," said', "So said").outcome == Outcome.MISSING
    )


def test_a_source_that_is_gone_is_missing():
    found = resolve(pinned("2031"), None)
    assert (found.outcome, found.why) == (Outcome.MISSING, "the source port.txt is gone or cannot be read")


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("We will not cut", "We will\nnot cut", "blanks"),
        ("cut the ferry", "cut the  ferry", "blanks"),
    ],
)
def test_other_blanks_are_a_change_that_says_so(before, after, why):
    found = outcome("We will not cut the ferry", before, after)
    assert found.outcome == Outcome.CHANGED
    assert why in found.why


def test_another_coding_of_the_same_letters_is_a_change_that_says_so():
    text = "The café in Malmö is closed, the owner said."
    nfc, nfd = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    words = unicodedata.normalize("NFC", "café in Malmö")
    found = resolve(pinned(words, nfc), source(nfd))
    assert (found.outcome, "Unicode" in found.why) == (Outcome.CHANGED, True)
    assert found.text == unicodedata.normalize("NFD", words)


def test_a_combining_mark_behind_the_words_is_a_change():
    found = resolve(pinned("cafe", "The cafe is closed, he said."), source("The cafe\u0301 is closed, he said."))
    assert (found.outcome, found.text) == (Outcome.CHANGED, "cafe\u0301")


def test_other_quotation_marks_inside_are_a_change_that_says_so():
    text = 'He said the "old" plan was dead and gone.'
    found = resolve(pinned('the "old" plan', text), source(text.replace('"old"', "“old”")))
    assert (found.outcome, found.text) == (Outcome.CHANGED, "the “old” plan")
    assert "quotation marks" in found.why


def test_overlapping_places_count():
    text = "x aaaa y"
    found = resolve(pinned("aaa", text), source("zz " + text))
    assert found.outcome in (Outcome.MOVED, Outcome.AMBIGUOUS)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(min_size=1, max_size=80), st.text(max_size=80), st.data())
def test_any_text_resolves_to_itself_and_never_raises(text, other, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip() or any("\ud800" <= c <= "\udfff" for c in text):
        return
    pin = make(source(text), start, end, kind="passage", now="x")
    assert resolve(pin, source(text)).outcome == Outcome.OK
    found = resolve(pin, source(other))
    if found.start is not None:
        assert other[found.start : found.end] == found.text
    assert found.ok == (found.text == pin.exact and found.outcome in (Outcome.OK, Outcome.MOVED))
    shifted = resolve(pin, source("\n" + text))
    assert shifted.ok == (shifted.text == pin.exact) or shifted.outcome == Outcome.CHANGED


def test_a_long_text_takes_no_longer_than_reading_it_many_times_over():
    """Every way through: found, moved, changed, gone, in five million characters; and words that stand everywhere."""
    rng = random.Random(7)
    words = ["".join(rng.choices("abcdefghij", k=rng.randint(2, 9))) for _ in range(2000)]
    text = " ".join(rng.choices(words, k=200_000))
    middle = text.index(" ", len(text) // 2) + 1
    pin = make(source(text), middle, middle + 400, kind="passage", now="x")
    assert resolve(pin, source("Now: " + text)).outcome == Outcome.MOVED
    assert resolve(pin, source(text[: middle + 200] + "7" + text[middle + 200 :])).outcome == Outcome.CHANGED
    assert resolve(pin, source(text[: middle - 60] + text[middle + 460 :])).outcome == Outcome.MISSING
    letter = make(source("a " * 1000), 10, 11, kind="passage", now="x")
    assert resolve(letter, source("b" + "a " * 500_000)).outcome == Outcome.AMBIGUOUS
