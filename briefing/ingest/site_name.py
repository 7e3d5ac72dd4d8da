"""The name of a site: whether some words are one, and a title without the one at its end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

_CUT = re.compile(r"\s+(?:[|‖¦–—―·•∙⋅●■◆»«›‹→←~*:/\\-]|::|--|>|<)+\s+|\s*[|‖—]\s*")
"""What stands between a title and the site's name."""
_BRACKETS = re.compile(r"\s+(?:\((?P<round>[^()]{2,60})\)|\[(?P<square>[^\[\]]{2,60})\])\s*$")
_LETTERS = re.compile(r"[\W_]+")
_DOMAIN = re.compile(r"(?<=\w)\.[a-z]{2,12}(?:\.[a-z]{2})?$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(("the", "der", "die", "das", "le", "la", "les", "el", "il"))
_MORE = frozenset(
    (
        *(
            "online",
            "news",
            "newspaper",
            "website",
            "web",
            "site",
            "digital",
            "official",
            "english",
            "live",
            "homepage",
        ),
        *("uk", "us", "usa", "eu", "nachrichten", "noticias", "notizie", "actualités", "новости", "новини"),
    )
)
"""Words that sites leave out of their name or add to it as they like."""
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_HOST_PARTS = frozenset(("www", "m", "amp", "mobile", "edition", "com", "org", "net", "co", "gov", "ac", "gob", "gouv"))


def without_site(title: str, sites: Iterable[str], url: str | None) -> str:
    """Return ``title`` without the site's name at its end, behind a dash or the like or in brackets.

    ``sites`` is what the site calls itself, ``url`` an address on it. Letters alone are compared, and the whole of what
    stands behind the mark must be the name: the words of a title are never touched.
    """
    known = frozenset(_spellings_of(sites, url))
    shorter = _shorter(title, known) if known else None
    while shorter:
        title, shorter = shorter, _shorter(shorter, known)
    return title


def is_site(name: str, sites: Iterable[str], url: str | None) -> bool:
    """Say whether ``name`` is what the site calls itself, or what its address spells."""
    return not _spellings(name).isdisjoint(_spellings_of(sites, url))


def _shorter(title: str, known: frozenset[str]) -> str | None:
    """Return a title without one name at its end; None when there is none."""
    for start, tail in _tails(title):
        rest = title[:start].rstrip()
        if _LETTERS.sub("", rest) and not known.isdisjoint(_spellings(tail)):
            return rest
    return None


def _tails(title: str) -> Iterator[tuple[int, str]]:
    """Yield what may be a name at the end of a title and where it is cut off, the longest first."""
    for cut in _CUT.finditer(title):
        yield cut.start(), title[cut.end() :]
    if bracketed := _BRACKETS.search(title):
        yield bracketed.start(), bracketed["round"] or bracketed["square"]


def _spellings_of(sites: Iterable[str], url: str | None) -> Iterator[str]:
    for site in sites:
        yield from _spellings(site)
        first = _CUT.split(site, maxsplit=1)[0]
        if first != site:  # Harbour Post | Latest shipping news
            yield from _spellings(first)
    for part in _host(url).split("."):
        if len(part) > 2 and part not in _HOST_PARTS:
            yield from _spellings(part.replace("-", " "))


def _host(url: str | None) -> str:
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return ""
    return host.rpartition(".")[0]


def _spellings(name: str) -> set[str]:
    """Return the letters of a name: all, and those without its domain, its article and what is added to names."""
    name = re.sub(r"^(?:https?://)?www\.", "", name.strip().casefold()).strip(" .,!/")
    bare = _WORDS.findall(_DOMAIN.sub("", name))
    found = {_letters("".join(bare)), _letters(name)}
    while bare and bare[-1] in _MORE:
        bare.pop()
    if bare and bare[0] in _ARTICLES:
        found.add(_letters("".join(bare)))
        del bare[0]
    short = "".join(bare)
    found.add(_letters(short))
    if len(bare) == 1:  # an address has no spaces: harbourpostonline, theharbourpost
        found.update(_letters(cut) for cut in _unspaced(short))
    found |= {_letters(each.translate(_GERMAN)) for each in (name, short)}
    return {each for each in found if len(each) > 1}


def _unspaced(word: str) -> Iterator[str]:
    for more in ("online", "news"):
        if len(word) > len(more) + 2 and word.endswith(more):
            yield word[: -len(more)]
    if len(word) > 6 and word.startswith("the"):
        yield word[3:]


def _letters(name: str) -> str:
    """Return letters and figures without accents."""
    if not name.isascii():
        name = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return _LETTERS.sub("", name)
