"""What the head of a web page says of it: JSON-LD first, then meta tags, by our rules and then by trafilatura's.

The date that neither names is htmldate's, which looks at what the page shows as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from briefing.ingest.author_html import NOT_A_NAME, author, has_byline, people
from briefing.ingest.dates import parse
from briefing.ingest.site_name import is_site, without_site
from briefing.ingest.source import Metadata
from briefing.ingest.stated_html import Stated, stated

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"Article|BlogPosting|Report|Review|LiveBlog|Claim", re.IGNORECASE)
_SITE = re.compile(r"^(?:WebSite|NewsMediaOrganization)$")
_WHO = ("author", "creator", "publisher")
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline", "citation_title")
_PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "application-name", "twitter:app:name:iphone")
_DATES = (
    *("article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date"),
    *("dc.date", "dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "citation_publication_date"),
    *("citation_date", "citation_online_date", "dcterms.date", "dcterms.issued", "dc.date.created", "og:pubdate"),
    *("article.published", "published-date", "publication_date", "cxenseparse:recs:publishtime"),
)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*$")


def of_page(tree: HtmlElement, html: str) -> Metadata:
    """Return what the parsed page ``tree`` (and its source, for the date) says of itself."""
    everything = _tags(tree)
    tags = {name: contents[0] for name, contents in everything.items()}
    data = _linked(tree)
    more = _More(tree)
    url = _url(tree, tags, data) or _whole(more.said.url)
    sites = _sites(tags, data)
    title = _title(tree, tags, data) or more.said.title
    linked = _names(data.get("author")) or _names(data.get("creator"))
    by = author(
        tree if has_byline(html) else None,
        lambda name: everything.get(name, ()),
        linked,
        lambda name: is_site(name, sites, url),
    )
    sites = sites or _other_site(more.said.site, title, by)
    return Metadata(
        title=title and without_site(title, sites, url),
        publisher=sites[0] if sites else None,
        author=by or people(_written(more.said.authors, html), lambda name: is_site(name, sites, url)),
        date=_date(tree, tags, data, html, url),
        url=url,
        language=_language(tree, tags, data),
    )


class _More:
    """What trafilatura's tables find, asked only when something is missing."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree

    @cached_property
    def said(self) -> Stated:
        return stated(self._tree)


def _other_site(name: str | None, title: str | None, by: str | None) -> list[str]:
    """Return the site that trafilatura names, unless it is an address, the author or the title.

    An author may hold the copyright; JSON-LD calls the title the name of the page.
    """
    if name is None or NOT_A_NAME.search(name) or (title and name.casefold().startswith(title.casefold())):
        return []
    return [] if by and name.casefold() in by.casefold() else [name]


def _written(names: tuple[str, ...], html: str) -> list[str]:
    """Return the names that the page spells so, or with escapes; trafilatura makes words of the parts of an address."""
    page = html.casefold() if names else ""
    return [name for name in names if not name.isascii() or name.casefold() in page]


def _tags(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of the meta tags by property, name or itemprop in small letters, in the order of the page."""
    tags: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = _clean(meta.get("content"))
        if name and content:
            tags.setdefault(name.strip().lower(), []).append(content)
    return tags


def _clean(value: Any) -> str | None:
    """Return a text on one line, its entities resolved; None for anything else and for nothing."""
    if not isinstance(value, str):
        return None
    return " ".join(unescape(value).split())[:500] or None


def _linked(tree: HtmlElement) -> Mapping[str, Any]:
    """Return the JSON-LD node that describes the article; one of the site, or an empty one, when there is none.

    Its author and publisher may be nodes of their own, named by ``@id``.
    """
    nodes: list[Mapping[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            nodes.extend(_nodes(json.loads(script.text.strip().removesuffix(";"), strict=False)))
        except (ValueError, RecursionError):
            continue
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    site = next(({"publisher": node} for node in nodes if _is(node, _SITE)), {})
    for node in nodes:
        if _is(node, _ARTICLE):
            return {**site, **node, **{key: _meant(node[key], named) for key in _WHO if key in node}}
    return site


def _is(node: Mapping[str, Any], kind: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    return any(kind.search(str(each)) for each in (kinds if isinstance(kinds, list) else [kinds]))


def _meant(value: Any, named: Mapping[str, Mapping[str, Any]]) -> Any:
    """Return a value of JSON-LD with the nodes that it names in their place."""
    if isinstance(value, list):
        return [_meant(each, named) for each in value[:20]]
    identity = value.get("@id") if isinstance(value, dict) and "name" not in value else None
    return named.get(identity, value) if isinstance(identity, str) else value


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the nodes on the first levels of JSON-LD."""
    if isinstance(data, list):
        for item in data[:200]:
            yield from _nodes(item)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), list | dict):
                yield from _nodes(data[key])


def _names(value: Any) -> list[str]:
    """Return the names in a JSON-LD value: a text, a node with a name, or a list of such."""
    if isinstance(value, list):
        return [name for item in value[:20] for name in _names(item)]
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            return _names(value)
    name = _clean(value)
    return [name] if name else []


def _sites(tags: Mapping[str, str], data: Mapping[str, Any]) -> list[str]:
    """Return what the site is called, the name that names the publisher best first."""
    found = [tags.get("og:site_name"), *_names(data.get("publisher")), *(tags.get(key) for key in _PUBLISHERS)]
    return [name for name in found if name and not NOT_A_NAME.search(name)]


_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+$")


def _url(tree: HtmlElement, tags: Mapping[str, str], data: Mapping[str, Any]) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    main = data.get("mainEntityOfPage")
    linked = main.get("@id") if isinstance(main, dict) else main
    others = [url for value in (tags.get("og:url"), data.get("url"), linked) if (url := _clean(value))]
    base = next((_clean(base.get("href")) for base in tree.iter("base")), None)
    found = (_absolute(_clean(next(links, None)), base, others), *others)
    return next(filter(None, map(_whole, found)), None)


def _whole(url: str | None) -> str | None:
    return url if url and _ADDRESS.match(url) else None


def _absolute(address: str | None, base: str | None, others: list[str]) -> str | None:
    """Return a canonical address in full: by the page's ``base``, or by another address that the page gives of itself.

    Those may be of the site alone, so that without a base only an address that starts at the site's root is completed.
    """
    known = base if base and _ADDRESS.match(base) else None
    if address is None or not (known or address.startswith("/")):
        return address
    base = known or next((other for other in others if _ADDRESS.match(other)), "https:")
    try:
        return urljoin(base, address)
    except ValueError:
        return None


def _title(tree: HtmlElement, tags: Mapping[str, str], data: Mapping[str, Any]) -> str | None:
    named = [_clean(data.get("headline")), *(tags.get(key) for key in _TITLES)]
    heads = [_clean(_shown(head)) for head in tree.iter("h1")]
    named.append(heads[0] if len(heads) == 1 else None)
    named.extend(_clean(title.text) for title in tree.iter("title"))
    return next((title for title in named if title), None)


_APART = frozenset(("br", "div", "h1", "hr", "li", "p", "small", "td", "tr", "ul"))
_NO_WORDS = frozenset(("button", "script", "style", "svg"))
_SIGNS = re.compile(r"(?:\s*[¶§#🔗])+\s*$")
"""Links to a heading itself, which it ends in."""


def _shown(head: HtmlElement) -> str:
    """Return the words of a heading: pieces of a word stay together, lines apart, buttons are left out."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    walk = iterwalk(head, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in _NO_WORDS:
            walk.skip_subtree()
            continue
        if element.tag in _APART:
            pieces.append(" ")
        text = element.text if event == "start" else element.tail if element is not head else None
        pieces.append(text or "")
    return _SIGNS.sub("", "".join(pieces))


def _date(
    tree: HtmlElement, tags: Mapping[str, str], data: Mapping[str, Any], html: str, url: str | None
) -> str | None:
    """Return the day of publication."""
    stated = [_clean(data.get("datePublished")), *(tags.get(key) for key in _DATES), _clean(data.get("dateCreated"))]
    stated.extend(time.get("datetime") for time in tree.iter("time") if time.get("pubdate") is not None)
    for value in stated:
        if value and (day := parse(value)) and len(day) >= 10:
            return day[:10]
    published = "@type" in data or any(key.startswith("og:") for key in tags) or _has(tree, "article", "time")
    return _searched(tree, url) if published and len(html) < 1 << 20 else None


def _has(tree: HtmlElement, *names: str) -> bool:
    return next(tree.iter(*names), None) is not None


def _searched(tree: HtmlElement, url: str | None) -> str | None:
    """Return the date that htmldate finds where pages usually state it, without its guesses."""
    from htmldate import find_date

    found: str | None = find_date(tree, extensive_search=False, original_date=True, url=url)
    return found


def _language(tree: HtmlElement, tags: Mapping[str, str], data: Mapping[str, Any]) -> str | None:
    found = (tree.get("lang"), tags.get("og:locale"), data.get("inLanguage"), tags.get("content-language"))
    for value in found:
        if isinstance(value, str) and _LANGUAGE.match(value.strip()):
            main, *rest = value.strip().replace("_", "-").split("-")
            return "-".join([main.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])
    return None
