"""Which attribution a quotation belongs to.

Where the layout says it (a label, a signature, a colon at the end of a paragraph), it decides. Elsewhere the evidence
for everybody who may have spoken is weighed: in the sentence of the quotation, and around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefing.extract.attributions import Attribution
from briefing.extract.certain import SURE, certain
from briefing.extract.choice import best
from briefing.extract.grammar import clause_subject
from briefing.extract.lexicon import verbs, words
from briefing.extract.options import INSIDE, SUBJECT, Around, Option, options
from briefing.extract.tokens import Tokens

_BACK = 6
"""Sentences back, and one more, in which somebody may have spoken before."""
NAMED = 0.5
"""How sure it must be who speaks for a name to be given: to name nobody is better than to name the wrong one."""
_LONG = 30
"""Characters of a quotation, with its marks, that is more than a word or two."""
_AROUND = frozenset(["same speaker", "sentence before", "topic", "none"])
"""How speakers are guessed from what stands before a quotation."""
_SOMEBODY = re.compile("[NHh]")
_LABEL = re.compile(r"(?P<name>[DES]?[nN]*N)(?:\([^()]*\))?(?:,[DESRdgnN0zfPTMc]{1,9})?")
_LABEL_AT_END = re.compile(r"(?:^|(?<=[^fPTN]))(?P<name>N+)(?:\([^()]*\))?$")
_LABEL_APART = re.compile(r"(?<=-)(?P<name>N{1,4})(?:\([^()]*\))?$")
_SIGNATURE = re.compile(r"[DES]?[nN]*N")


class Link(NamedTuple):
    """The quotation at ``token`` with its attribution; ``why`` names how they were found to belong together.

    ``sure`` is how sure that is, from 0 to 1.
    """

    token: int
    attribution: Attribution | None
    why: str
    sure: float = 1.0


def links(tokens: Tokens, found: Sequence[Attribution]) -> list[Link]:
    """Return a link for each quotation, in order."""
    return _Linker(tokens, found).run()


class _Linker:
    def __init__(self, tokens: Tokens, found: Sequence[Attribution]) -> None:
        self.tokens = tokens
        self.by_sentence: dict[int, list[Attribution]] = {}
        for a in found:
            self.by_sentence.setdefault(a.sentence, []).append(a)
        self.longest: dict[int, Link] = {}
        """Of each sentence so far, the link of its longest quotation that is somebody's."""
        self.topics: dict[int, Attribution | None] = {}
        """Of each sentence asked for, the subject that the one before opens with."""

    def run(self) -> list[Link]:
        sentence_of = self.tokens.sentence_of
        numbered = [(token, sentence_of(token)) for token in self.tokens.quoted]
        found = [self._keep(self._link(token, number), number) for token, number in numbered]
        first = 0
        for i in range(len(found)):
            if i + 1 == len(found) or not self._goes_on(numbered[i], numbered[i + 1]):
                self._share(found, first, i)
                first = i + 1
        return found

    def _share(self, found: list[Link], first: int, last: int) -> None:
        """Give paragraphs that are one quotation the speaker named behind the last one, where the first names none."""
        end, said = found[last], found[last].attribution
        if first == last or found[first].why not in _AROUND or said is None or said.sentence != self._sentence(end):
            return
        if self._stays_open(end.token) or not self._is_another(found[first].attribution, said):
            return
        for i in range(first, last):
            if found[i].why in _AROUND:
                found[i] = Link(found[i].token, said, "next quotation", end.sure)

    def _sentence(self, link: Link) -> int:
        return self.tokens.sentence_of(link.token)

    def _is_another(self, guessed: Attribution | None, said: Attribution) -> bool:
        """Say whether a name is said, and not that of whom it was guessed to be: the last word of a name decides."""
        tokens = self.tokens
        first, end = said.subject or (0, 0)
        name = tokens.tags.rfind("N", first, end)
        known = tokens.lowers[slice(*guessed.subject)] if guessed and guessed.subject else []
        return name >= 0 and tokens.lowers[name] not in known

    def _goes_on(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Say whether a quotation that lacks its closing mark goes on at the beginning of the next paragraph."""
        paragraphs, (token, number), (following, sentence) = self.tokens.paragraph_of, one, other
        if paragraphs[sentence] - paragraphs[number] != 1 or not self._stays_open(token):
            return False
        return self.tokens.tags[token + 1 : following] in ("\n", ".\n")

    def _keep(self, link: Link, sentence: int) -> Link:
        """Note a link of a sentence for the quotations that follow."""
        tokens = self.tokens
        if link.attribution is not None:
            known = self.longest.get(sentence)
            if known is None or _size(tokens, known.token) < _size(tokens, link.token):
                self.longest[sentence] = link
        return link

    def _link(self, token: int, number: int) -> Link:
        """Link a quotation to whom its sentence and the text around it speak for most."""
        tokens = self.tokens
        first = tokens.opens[number]
        mine = [a for a in self.by_sentence.get(number, []) if a.subject]
        link = self._label(token, first, apart=bool(mine))
        if not mine:
            link = self._next_sentence(token, number) or link
        if link is not None:
            return link
        around = self._around(token, number)
        among = options(tokens, token, number, mine, around)
        if among[0].how not in INSIDE:
            link = self._signed(token, number) or self._announced(token, number)
            if link is not None:
                return link
        told = certain(tokens, token, among)
        found, sure = (told, SURE) if told else best(tokens, token, among, around)
        if found.how not in INSIDE and sure < NAMED:
            return Link(token, None, "none", sure)
        return Link(token, found.attribution, self._why(token, found), sure)

    def _why(self, token: int, option: Option) -> str:
        found = option.attribution
        if option.how != "said" or found is None:
            return option.how
        if found.cue[0] < token:
            return "before"
        apart = found.left <= token or self.tokens.tags[token + 1 : found.left].strip(",R-")
        return "after, apart" if apart else "after"

    def _around(self, token: int, number: int) -> Around:
        """Return who speaks around a quotation, and how far away."""
        tokens = self.tokens
        paragraph = tokens.paragraph_of[number]
        quoted: Link | None = None
        reported: Attribution | None = None
        marks: list[str] = []
        for other in range(number - 1, max(-1, number - _BACK), -1):
            apart = paragraph - tokens.paragraph_of[other]
            if apart > 1:
                break
            quoted = self.longest.get(other)
            mine = self.by_sentence.get(other)
            if not mine and quoted is None:
                continue
            reports, quotes = _marks(min(number - other, 3), apart > 0)
            if mine and mine[-1].subject and reported is None:
                reported = mine[-1]
                marks.append(reports)
            if quoted is not None:
                marks += (quotes, f"quoted {quoted.why}", f"quoted {self._length(quoted.token)}")
                break
        if self._stays_open(token):
            marks.append("stays open")
        here = self.longest.get(number)
        return Around(
            here.attribution if here else None,
            quoted.attribution if quoted else None,
            reported,
            self._topic(number),
            self._following(token, number),
            tuple(marks),
        )

    def _length(self, token: int) -> str:
        tokens = self.tokens
        length = "at length" if _size(tokens, token) >= _LONG else "shortly"
        return f"{length}, and it stays open" if self._stays_open(token) else length

    def _stays_open(self, token: int) -> bool:
        """Say whether a quotation lacks its closing mark, because the next paragraph goes on with it."""
        tokens = self.tokens
        last = tokens.text[tokens.ends[token] - 1]
        return last.isalnum() or last in ".,?!…"

    def _following(self, token: int, number: int) -> Attribution | None:
        """Return whom the sentence behind a quotation names as the speaker of its own: “…” “…,” Smith said."""
        tokens = self.tokens
        following = number + 1
        if tokens.sentences[number][1] != token + 1 or following >= len(tokens.sentences):
            return None
        if tokens.paragraph_of[following] - tokens.paragraph_of[number] > 1:
            return None
        first = tokens.sentences[following][0]
        found = self.by_sentence.get(following, ())
        if first not in tokens.quoted or not found or not found[0].subject or found[0].left > first + 2:
            return None
        return found[0]

    def _topic(self, number: int) -> Attribution | None:
        """Return the subject that the sentence before opens with."""
        if number not in self.topics:
            self.topics[number] = self._subject_before(number)
        return self.topics[number]

    def _subject_before(self, number: int) -> Attribution | None:
        tokens = self.tokens
        if number == 0 or tokens.paragraph_of[number] - tokens.paragraph_of[number - 1] > 1:
            return None
        first, end = tokens.sentences[number - 1]
        match = SUBJECT.search(tokens.tags, first, end)
        if match is None:
            return None
        subject = match.span("subject")
        head = tokens.lower(subject[1] - 1)
        if not _SOMEBODY.search(match["subject"]) and head not in words("roles"):
            return None
        return Attribution((subject[1] - 1, subject[1]), subject, "subject first", number - 1, "open")

    def _kinds(self, found: Attribution) -> frozenset[str]:
        return verbs("speech-verbs").get(found.verb, ("", frozenset[str]()))[1]

    def _label(self, token: int, first: int, *, apart: bool) -> Link | None:
        """Link a quotation to the name before a colon: Carl Bialik: “…”, Ana Ruiz, mayor of Lom: “…”.

        ``apart`` says that the sentence has a speaker, so that only a name behind a dash is a label.
        """
        tokens = self.tokens
        colon = token - 1
        if colon <= first or tokens.tags[colon] != ":":
            return None
        labelled = _LABEL_APART.search(tokens.tags, first, colon)
        if labelled is None and not apart:
            labelled = _LABEL.fullmatch(tokens.tags, first, colon) or _LABEL_AT_END.search(tokens.tags, first, colon)
        if labelled is None:
            return None
        number = tokens.sentence_of(token)
        subject = labelled.span("name")
        return Link(token, Attribution((colon, colon + 1), subject, "subject first", number, ":"), "label")

    def _next_sentence(self, token: int, number: int) -> Link | None:
        """Link “…?” to the *Smith asked* that a question or exclamation mark has cut off."""
        tokens = self.tokens
        if token + 1 >= len(tokens.tags) or tokens.tags[token + 1] != ".":
            return None
        following = self.by_sentence.get(number + 1)
        if not following:
            return None
        a, end = following[0], tokens.ends[token]
        text = tokens.text[max(0, end - 4) : end]
        if not any(mark in text for mark in "?!…") and not (a.right == tokens.sentences[number + 1][1] and "." in text):
            return None
        after = tokens.tags[a.right]
        hearer = after in "ONnDEz" and (a.verb == "ask" or "tell" in self._kinds(a))
        return Link(token, a, "after") if a.left == token + 2 and (after in ".,\n:PMRcgTsf" or hearer) else None

    def _signed(self, token: int, number: int) -> Link | None:
        """Link a quotation to the name that signs it: “…” — Ana Ruiz, there or on the next line."""
        tags = self.tokens.tags
        dash = token + 1
        if dash < len(tags) and tags[dash] == "\n":
            dash += 1
        if dash + 1 >= len(tags) or tags[dash] != "-":
            return None
        end = tags.find("\n", dash)
        match = _SIGNATURE.match(tags, dash + 1, end)
        if match is None or end - dash > 12:
            return None
        return Link(token, Attribution((dash, dash + 1), match.span(), "verb first", number, "-"), "signed")

    def _announced(self, token: int, number: int) -> Link | None:
        """Link a quotation that a colon announces at the end of the paragraph before."""
        tokens = self.tokens
        first, _ = tokens.sentences[number]
        if first != token or number == 0 or tokens.tags[token - 2 : token] != ":\n":
            return None
        mine = [a for a in self.by_sentence.get(number - 1, ()) if a.subject]
        if mine:
            return Link(token, mine[-1], "announced")
        start = tokens.sentences[number - 1][0]
        subject = clause_subject(tokens, token - 2, start)
        if subject is None:
            return None
        cue = (max(subject[1], token - 3), token - 1)
        return Link(token, Attribution(cue, subject, "subject first", number - 1, ":"), "announced")


@cache
def _marks(back: int, apart: bool) -> tuple[str, str]:
    """Say how far back somebody is reported, and is quoted."""
    where = f"{back} back, {'a paragraph before' if apart else 'here'}"
    return f"reported {where}", f"quoted {where}"


def _size(tokens: Tokens, token: int) -> int:
    return tokens.ends[token] - tokens.starts[token]
