"""How fast a report is read and marked: megabytes of text a second on one core.

The goal is 0.4 MB/s for reading, furniture, metadata, quotes, statements and figures together. The peer is one pass of
a plain regular expression for quotation marks and digits, which finds candidates and understands nothing. The reports
are made up, with about as many quotes, statements and figures to the page as annotated news has: two of each per KB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.extract import find
from briefing.ingest import read_bytes
from tests.bench.measure import Measure, cpu

TEXTS = 200
ROUNDS = 3

PARAGRAPHS = (
    '"The {noun} will be ready by {month}," said {name}, the {role} of the {place} council, on Tuesday.',
    "According to {name}, the {noun} costs ${n}.{d} million, {d} percent more than a year ago.",
    "{name} told reporters that the {place} council had not decided. He added that {n},000 people had signed.",
    "The {noun}, which opened in 19{n}, serves between {n} and 1{n} visitors a day from all of {place}.",
    "“We never promised that,” the {role} noted. “We said we would look at the {noun} again before {month}.”",
    "Nobody in {place} expects the work to be easy, and the weather in {month} has not helped so far.",
    "The old {noun} stood empty for years before the council of {place} found a use for it and a firm to rebuild it.",
    "Traders near the {noun} have seen such plans come and go, and few of them believe that much will change soon.",
    "In {month} the roads around {place} were closed again while workers looked for the pipes that no map shows.",
    "A second {noun} is planned on the other bank, where the ground is firmer and the neighbours are fewer.",
    "The plans hang in the hall of the council, between portraits of mayors whom nobody in {place} remembers.",
    "Schools sent their classes to see the {noun} before it closed, and the local paper printed their drawings.",
    "What happens to the land afterwards is a matter for the courts, which have not yet set a day for it.",
)
WORDS = {
    "noun": ("bridge", "clinic", "library", "harbour", "tramway", "reservoir"),
    "month": ("March", "June", "September", "November"),
    "name": ("Ilse Brandt", "Tomas Vale", "Maria Okafor", "Li Wen", "Ahmed Nasser"),
    "role": ("mayor", "treasurer", "chief engineer", "deputy chair"),
    "place": ("Northport", "Aldermoor", "Vistula", "Kisumu"),
}
MARKS = re.compile(r"[\"“”«»]|\d")


def text(number: int) -> str:
    """Return a report of about 4 KB, the same for the same number."""
    lines = [f"Report {number} from the council", ""]
    for k in range(38):
        n = number * 37 + k
        fill = {key: options[(n * (i + 3) + k) % len(options)] for i, (key, options) in enumerate(WORDS.items())}
        lines += [PARAGRAPHS[n % len(PARAGRAPHS)].format(n=11 + n % 80, d=1 + n % 9, **fill), ""]
    return "\n".join(lines)


def run() -> Iterator[Measure]:
    """Yield the speed of each part and of all."""
    data = [text(n).encode() for n in range(TEXTS)]
    size = sum(map(len, data)) / 1e6
    sources = [read_bytes(d, name="a.txt", id=f"{n}.txt")[0] for n, d in enumerate(data)]
    find(sources[0])
    read = min(cpu(lambda: [read_bytes(d, name="a.txt", id="a.txt") for d in data]) for _ in range(ROUNDS))
    found = min(cpu(lambda: [find(source) for source in sources]) for _ in range(ROUNDS))
    plain = min(cpu(lambda: [MARKS.findall(source.text) for source in sources]) for _ in range(ROUNDS))
    yield Measure("reading, furniture, metadata", size / read * 1000, unit="MB/s")
    yield Measure("quotes, statements, figures", size / found * 1000, unit="MB/s")
    yield Measure("all together", size / (read + found) * 1000, unit="MB/s", goal=0.4, at_least=True)
    yield Measure("all, beside one plain regular expression", read + found, peer=plain, against="ms")
