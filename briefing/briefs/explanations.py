"""Why each check is made and what to do: ``briefing check`` says so, and problems cite the standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Explanation:
    """One check: the standard it comes from, why it matters, and what to do."""

    rule: str
    why: str
    remedy: str


_DESIGN = "every quote and figure traces to the exact characters of a source"
_ICD_203 = "ICD 203, Analytic Standards"
_ICD_206 = "ICD 206, Sourcing Requirements"
_TLP = "TLP 2.0 (FIRST)"

EXPLANATIONS: Mapping[str, Explanation] = MappingProxyType(
    {
        "unknown-pin": Explanation(
            _DESIGN, "The brief names a pin that no pin file holds.", "Pin the words again, or take the name out."
        ),
        "pin-clash": Explanation(
            _DESIGN,
            "Two pin files hold a pin of this name, so it is not clear which words are cited.",
            "Take one of the two out of its file.",
        ),
        "pin-changed": Explanation(
            _DESIGN,
            "The source no longer says what was pinned; a digit, a unit, a currency or a negation may have changed.",
            "Compare the two wordings; accept the new one, or drop the pin.",
        ),
        "pin-ambiguous": Explanation(
            _DESIGN,
            "The pinned words stand at several places and what stood around them does not decide which was meant.",
            "Pin the words again at the place that is meant.",
        ),
        "pin-missing": Explanation(
            _DESIGN, "The pinned words are gone, or the source is.", "Bring the source back, or drop the pin."
        ),
        "marking": Explanation(
            _TLP,
            "A source may not travel further than its own marking allows, and the brief would carry it there.",
            "Raise the brief's marking, or drop the pin.",
        ),
        "number-without-pin": Explanation(
            _ICD_206,
            "A number in the analyst's words that no pin of the brief carries cannot be traced to a source.",
            "Pin the number and write it as <pin:ID>, or word it as [the number](pin:ID).",
        ),
        "quotation-without-pin": Explanation(
            _ICD_206,
            "Words between quotation marks that no pin of the brief carries cannot be traced to who said them.",
            "Pin the quotation and write it as <pin:ID>, or take the quotation marks away.",
        ),
        "likelihood-mixed": Explanation(
            _ICD_203,
            "The standard gives two rows of likelihood words and asks not to mix them in one product: a reader cannot"
            " tell whether “probable” is meant to be more or less than “likely”.",
            "Choose one row and use its words throughout.",
        ),
        "likelihood-with-confidence": Explanation(
            _ICD_203,
            "Likelihood says how probable an event is, confidence how good the basis of the judgement is; in one"
            " sentence the two are taken for one.",
            "Say the confidence in a sentence of its own.",
        ),
        "likelihood-word": Explanation(
            _ICD_203,
            "The word is in neither row of likelihood words of the standard, so no range of percent stands behind it.",
            "Use a word of one of the rows.",
        ),
        "confidence-word": Explanation(_ICD_203, "Confidence is low, moderate or high.", "Use one of the three words."),
        "likelihood-differs": Explanation(
            _ICD_203,
            "The judgement's text says one likelihood and its field another.",
            "Make the two say the same.",
        ),
        "judgement-without-pins": Explanation(
            _ICD_203,
            "A judgement has to rest on sources and to show them; without a pin a reader cannot weigh it.",
            "Name the pins it rests on under because.",
        ),
        "empty-section": Explanation(
            "clear for the reader",
            "A heading without content promises what the page does not hold.",
            "Fill it or remove it.",
        ),
        "pin-twice": Explanation(
            "clear for the reader",
            "The same quotation or figure shown twice looks like two pieces of evidence.",
            "Keep one block, and refer to it in the text elsewhere.",
        ),
    }
)
"""Every check by its code."""
