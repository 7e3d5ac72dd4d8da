"""Composed sentences: no statement holds its own cue, its own speaker or who relays it at the end of the sentence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.extract import find
from briefing.extract.finding import Finding
from briefing.ingest.source import Source

CONTENTS = st.sampled_from(
    [
        "The works will open by May",
        "The dam is expected to hold after a winter of repairs in the valley",
        "Prices have risen by 4 percent since March, and wages have not followed",
        "If the rain stops, the road will be open again on Friday",
        "Two ferries, which carry 300 people each, were moved to Lom",
    ]
)
WHO = st.sampled_from(
    [
        "Ana Ruiz",
        "Mayor Ana Ruiz",
        "Transport Minister of Norland Ana Ruiz",
        "the head of the regional port authority Ana Ruiz",
        "the head of the port authority, Ana Ruiz,",
        "Ana Ruiz, the head of the port authority,",
        "the ministry's spokeswoman Ana Ruiz",
    ]
)
CUES = st.sampled_from(["said", "told reporters", "has said", "stressed", "announced"])
OCCASIONS = st.sampled_from(
    [
        "",
        " on Monday",
        " at a briefing in Lom",
        " during a meeting with reporters",
        " in a statement on Tuesday",
        " after talks with the union",
    ]
)
RELAYS = st.sampled_from(
    [
        "",
        ", NNA reports",
        ", Reuters reported on Monday",
        ", the Interfax-Ukraine news agency reported",
        ", Ukrinform writes",
        ", according to Reuters",
        ", according to the state news agency NNA",
        ", as reported by NNA",
        ", as the Lom Courier reported",
        ", quoted by NNA",
        ", as quoted by the Lom Courier",
        ", Reuters reports citing NNA",
        ", Reuters reported, citing the ministry",
        ", NNA reports with reference to the ministry",
    ]
)


def statements(text: str) -> list[Finding]:
    return [one for one in find(Source("a.txt", "sources/a.txt", text, "sha256:")) if one.kind == "statement"]


def outside(found: Finding) -> bool:
    """Say whether neither the cue nor the nearest mention of the speaker lies in the content."""
    spans = [span for span in (found.cue_span, found.speaker_span) if span]
    return all(end <= found.start or start >= found.end for start, end in spans)


@settings(max_examples=400, deadline=None)
@given(
    CONTENTS, WHO, st.sampled_from(["said", "told reporters", "has said", "stressed", "announced"]), OCCASIONS, RELAYS
)
def test_behind_its_clause_an_attribution_and_who_relays_it_are_no_part_of_it(
    content: str, who: str, cue: str, occasion: str, relay: str
):
    found = statements(f"{content}, {who} {cue}{occasion}{relay}.")
    assert [(one.exact, one.speaker) for one in found] == [(content, "Ana Ruiz")]
    assert all(map(outside, found))


@settings(max_examples=200, deadline=None)
@given(CONTENTS, st.sampled_from(["said that", "told reporters that", "said on Monday that"]), RELAYS)
def test_before_its_clause_an_attribution_reports_nothing_of_who_relays_it(content: str, cue: str, relay: str):
    content = content[0].lower() + content[1:]
    text = f"Ana Ruiz {cue} {content}{relay}."
    found = statements(text)
    assert any(one.speaker == "Ana Ruiz" for one in found)
    assert all(map(outside, found))
    assert all(one.end <= text.index(content) + len(content) for one in found)
