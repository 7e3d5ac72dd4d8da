"""Who a web page says has written it: its JSON-LD, its meta tags, then its byline as the page shows it.

The byline is looked for where trafilatura looks: ``rel="author"``, ``itemprop="author"`` and the classes that sites of
every kind give it; in one pass over the tree that is parsed already, since theirs copies it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = (
    *("author", "article:author", "authors", "parsely-author", "sailthru.author", "citation_author", "dc.creator"),
    *(
        "dcterms.creator",
        "dc.author",
        "dc.contributor",
        "byl",
        "byline",
        "og:author",
        "og:article:author",
        "dcsext.author",
    ),
    *("rbauthors", "shareaholic:article_author_name", "atc-metaauthor", "creator", "twitter:creator"),
)
NOT_A_NAME = re.compile(
    r"^(?:https?:|www\.|@|/)|\.\w+/|//|/$|\S@\S|"
    r"^(?:admin(?:istrator)?|staff|editor|unknown|webmaster|author|root|user|anonymous|none|null|undefined|n/a)\d*$",
    re.IGNORECASE,
)
"""An address, an account or a placeholder; a slash inside stands in names too, as in RFE/RL."""
_BY = re.compile(
    r"^\W*(?:(?:(?:(?:written|posted|published|reported|story|words|text) )?by|authors?\s*:|автор\s*:?)\s*:?\s+"
    r"|(?:von|par|por|di|door)\s+(?=(?-i:[^\Wa-z\d_]\S*\s+\S)))",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\s,;]+[<(\[]?[\w.+-]+@[\w.-]+[>)\]]?\s*$")
"""The address of a mail behind a name."""
_BYLINES = (
    "//*[contains(@rel, 'author') or contains(@itemprop, 'author') or contains(@class, 'uthor')"
    " or contains(@class, 'yline') or contains(@class, 'ted-by') or contains(@class, 'ten-by')"
    " or @id='author' or @id='byline']"
)
_CLASS = re.compile(
    r"(?:^|\s)(?:[\w-]*[_-])?(?:byline|authors?|(?:byline|author)[_-]*(?:name|author|link)s?|(?:posted|written|submitted)-by)"
    r"(?=$|\s)",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|related|teasers?|sidebar|recommend(?:ed|ations)|widget|promo|trending|popular|latest)(?=$|[\s_-])",
    re.IGNORECASE,
)
"""Classes and ids of parts of a page that name who wrote something else."""
_LOOKED_AT = 60
"""Elements and pieces of text that are looked at, so that no page can make it slow."""
_MOST = 4
"""A page that shows more bylines than this is a list of stories."""
_LONGEST = 160
"""Characters of a byline with all that stands around the names."""
_AND = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+(?:and|und|et|y|e|en|i|и|&)\s+", re.IGNORECASE)
_END = re.compile(r"\s*(?:[|•·/(\[–—]|\s-\s|\d|(?:,\s*)?\b(?:for|at|in|[Pp]ublished|[Uu]pdated|[Pp]osted|[Oo]n)\b).*$")
_PARTICLES = frozenset(
    (
        *("de", "da", "di", "do", "dos", "das", "del", "della", "der", "den", "des", "du", "la", "le", "van", "von"),
        *("zu", "zur", "af", "av", "al", "el", "bin", "ibn", "ter", "ten", "y"),
    )
)
_OFFICE = re.compile(
    r"(?i)\b(?:staff|editors?|reporters?|correspondents?|writers?|columnists?|journalists?|contributors?|desk|team|news|"
    r"redaktion|redacción|rédaction|about|follow|view|read|more|share|author|posts?|profile)\b"
)


def has_byline(html: str) -> bool:
    """Say whether the source of a page holds what marks a byline; most that do not are told by it in no time."""
    return any(mark in html for mark in ("uthor", "yline", "ted-by", "ten-by"))


def author(
    tree: HtmlElement | None,
    tags: Callable[[str], Sequence[str]],
    linked: Sequence[str],
    is_site: Callable[[str], bool],
) -> str | None:
    """Return the authors of a page, a comma between them.

    ``tree`` is the page when it may show a byline (:func:`has_byline`), ``tags`` gives the contents of the meta tags of
    a name, ``linked`` is what JSON-LD names; ``is_site`` tells the name of the site itself, which is nobody's.
    Addresses, accounts and placeholders are left out.
    """
    for names in (linked, *(_in_order(tags(key)) if key.startswith("citation") else tags(key) for key in _META)):
        if kept := _kept((_MAIL.sub("", _BY.sub("", name)).strip() for name in names), is_site):
            return kept
    return _kept(_shown(tree), is_site) if tree is not None else None


def _in_order(names: Sequence[str]) -> list[str]:
    """Return the names of a ``citation_author``, of which libraries put the family's first: Lee, Ann."""
    return [
        f"{name.partition(',')[2].strip()} {name.partition(',')[0]}" if name.count(",") == 1 else name for name in names
    ]


def people(names: Iterable[str], is_site: Callable[[str], bool]) -> str | None:
    """Return the people among ``names``, a comma between them; a single word is none."""
    return _kept((person for name in names for person in _people(name, fewest=2)), is_site)


def _kept(names: Iterable[str], is_site: Callable[[str], bool]) -> str | None:
    kept = dict.fromkeys(name for name in names if name and not NOT_A_NAME.search(name) and not is_site(name))
    return ", ".join(name for name in kept if not _with_office(name, kept)) or None


def _with_office(name: str, names: Iterable[str]) -> bool:
    """Say whether another of ``names`` is this person, without the house that stands behind the name here."""
    return any(name.startswith(f"{other} ") and " " in other for other in names)


@cache
def _bylines() -> Any:
    from lxml.etree import XPath

    return XPath(_BYLINES)


def _shown(tree: HtmlElement) -> list[str]:
    """Return the names of the byline of the page: the surest kind of mark that gives any counts."""
    found = [element for element in _bylines()(tree)[:_LOOKED_AT] if not _elsewhere(element)]
    for sure, marked in ((True, _rel), (True, _item), (False, _classed)):
        places = [(element, names) for element in found if marked(element) and (names := _names(element, sure=sure))]
        if places and len({name for _, names in places for name in names}) <= _MOST:
            first = _around(places[0][0])
            return [name for element, names in places if first & _around(element) for name in names]
    return []


def _rel(element: HtmlElement) -> bool:
    return "author" in (element.get("rel") or "").split()


def _item(element: HtmlElement) -> bool:
    return "author" in (element.get("itemprop") or "").split()


def _classed(element: HtmlElement) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _CLASS.search(_CAMEL.sub("-", marks)) is not None


def _around(element: HtmlElement) -> set[Any]:
    """Return the two elements around one, by which the names of one byline belong together."""
    parent = element.getparent()
    over = parent.getparent() if parent is not None else None
    return {each for each in (parent, over) if each is not None and each.tag not in ("html", "body")} or {element}


def _elsewhere(element: HtmlElement) -> bool:
    """Say whether an element stands beside the report: in a list of others, in a comment, at the foot of the page."""
    over = [element, *element.iterancestors()]
    article = any(each.tag == "article" for each in over)
    for each in over:
        if each.tag in ("aside", "nav") or (each.tag == "footer" and not article):
            return True
        marks = f"{each.get('class') or ''} {each.get('id') or ''}"
        if each.tag not in ("html", "body") and _ELSEWHERE.search(marks):
            return True
    return False


def _names(element: HtmlElement, *, sure: bool) -> list[str]:
    """Return the names in an element; one of a single word counts where the mark leaves no doubt (``sure``)."""
    named = (each for each in islice(element.iter(), _LOOKED_AT) if each.get("itemprop") == "name")
    inner = list(islice(named, _MOST)) or [element]
    texts = (each.get("content") or " ".join(" ".join(islice(each.itertext(), _LOOKED_AT)).split()) for each in inner)
    names: list[str] = []
    for text in texts:
        if len(text) <= _LONGEST:
            names.extend(_people(text, fewest=1 if sure else 2))
    return names


def _people(text: str, *, fewest: int) -> Iterator[str]:
    """Yield the names at the start of a byline, until something else follows: an office, a place, a date."""
    for name in _AND.split(_END.sub("", _BY.sub("", text))):
        words = name.strip(" .,:").split()
        if not fewest <= len(words) <= 6 or _OFFICE.search(name):
            return
        if any(word[0].islower() and word not in _PARTICLES for word in words) or not words[0][0].isalpha():
            return
        yield " ".join(word.title() if len(words) > 1 and name.isupper() else word for word in words)
