"""Web pages: the main text, and what the head says."""

import logging

import pytest

from briefing.errors import Unreadable
from briefing.ingest import Source, read_bytes

BODY = """<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Cargo rises</h1>
<p>The port of Riga handled 24 million tonnes of cargo in 2023, four per cent more than a year before, it said.</p>
<p>“We expect further growth,” said the harbour master, Anna Liepa, at a meeting with shippers in the customs house.</p>
<p>Grain grew most, to six million tonnes, and coal all but vanished from the quays, according to the report.</p>
<p>Share this article</p></article><footer>© 2024 Harbour Weekly</footer></body>"""


def page(head: str, *, attributes: str = "", body: str = BODY, encoding: str = "utf-8") -> Source:
    html = f"<!doctype html><html {attributes}><head>{head}</head>{body}</html>"
    (source,) = read_bytes(html.encode(encoding), name="page.html", id="page.html")
    return source


def test_the_main_text_without_navigation() -> None:
    source = page("")
    assert source.format == "html"
    assert source.text.startswith(("The port of Riga", "Cargo rises\n\nThe port of Riga"))
    assert "Home" not in source.text
    assert "\n\n“We expect further growth,”" in source.text


def test_furniture_that_is_left_over_is_marked() -> None:
    source = page("")
    assert [source.text[f.start : f.end] for f in source.furniture] == ["Share this article"]


def test_json_ld_comes_first() -> None:
    source = page(
        """<title>Other</title><meta property="og:site_name" content="Harbour Weekly">
        <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle",
        "headline": "Cargo &amp; grain rise", "datePublished": "2024-02-03T10:00:00+02:00", "inLanguage": "en",
        "author": [{"name": "Ilze Kalni&#326;a"}, {"name": "J. Ozols"}]}]}</script>
        <link rel="canonical" href="https://harbour.example/2024/cargo">"""
    )
    meta = source.meta
    assert (meta.title, meta.publisher) == ("Cargo & grain rise", "Harbour Weekly")
    assert (meta.author, meta.date) == ("Ilze Kalniņa, J. Ozols", "2024-02-03")
    assert (meta.url, meta.language) == ("https://harbour.example/2024/cargo", "en")


def test_meta_tags_serve_without_json_ld() -> None:
    source = page(
        """<meta property="og:title" content="Cargo rises"><meta name="author" content="By Ilze Kalnina">
        <meta property="article:published_time" content="2024-02-03T08:00:00Z">
        <meta property="og:url" content="https://harbour.example/a">
        <script type="application/ld+json">{broken</script>""",
        attributes='lang="en_gb"',
    )
    meta = source.meta
    assert (meta.title, meta.author, meta.date) == ("Cargo rises", "Ilze Kalnina", "2024-02-03")
    assert (meta.url, meta.language) == ("https://harbour.example/a", "en-GB")


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Cargo rises | Harbour Weekly", "Cargo rises"),
        ("Cargo rises - The Harbour Weekly", "Cargo rises"),
        ("Cargo rises - Business - Harbour Weekly", "Cargo rises - Business"),
        ("Riga - a port and its people", "Riga - a port and its people"),
    ],
)
def test_a_title_loses_the_site_at_its_end(title: str, kept: str) -> None:
    head = f'<meta property="og:site_name" content="Harbour Weekly"><meta property="og:title" content="{title}">'
    assert page(head).meta.title == kept


@pytest.mark.parametrize(
    ("title", "site", "host"),
    [
        ("Cargo rises - Foo.com", "Foo", ""),
        ("Cargo rises - Harbour Post Online", "Harbour Post", ""),
        ("Cargo rises – Harbour Post", "Harbour Post Online", ""),
        ("Cargo rises (Baltika)", "Baltika", ""),
        ("Cargo rises [Baltika News]", "The Baltika", ""),
        ("Cargo rises / Baltika", "Baltika", ""),
        ("Cargo rises ~ Baltika", "Baltika", ""),
        ("Cargo rises — Harbour Post", "Harbour Post | Shipping and trade", ""),
        ("Cargo rises › Harbour Post :: harbourpost.example", "Harbour Post", ""),
        ("Cargo rises - Harbour Post", "", "www.harbourpost.com"),
        ("Cargo rises - The Harbour Post", "", "www.harbourpost.co.uk"),
        ("Cargo rises | Hafenblätter", "", "hafenblaetter.de"),
        ("Cargo rises | Harbour Post", "", "en.harbourpost-online.com"),
    ],
)
def test_the_site_at_the_end_of_a_title_however_it_is_written(title: str, site: str, host: str) -> None:
    head = f'<meta property="og:site_name" content="{site}"><title>{title}</title>'
    link = f'<link rel="canonical" href="https://{host}/a">' if host else ""
    assert page(head + link, body=BODY.replace("h1>", "h2>")).meta.title == "Cargo rises"


@pytest.mark.parametrize(
    ("title", "site", "host"),
    [
        ("Baltika reports a loss", "Baltika", "baltika.com"),
        ("Harbour Post - history of a paper", "Harbour Post", "harbourpost.com"),
        ("- Harbour Post", "Harbour Post", ""),
        ("Riga - a port and its post", "Harbour Post", "www.port-of-riga.com"),
        ("A long wait - and no news", "Harbour News", "harbournews.com"),
        ("The quays (and who owns them)", "Harbour Post", ""),
        ("Cargo rises - time", "", "www.businesstimes.com"),
        ("Who reads on-line", "Line", "line.com"),
    ],
)
def test_the_words_of_a_title_are_never_cut(title: str, site: str, host: str) -> None:
    head = f'<meta property="og:site_name" content="{site}"><meta property="og:title" content="{title}">'
    assert page(head + f'<meta property="og:url" content="https://{host or "x.example"}/a">').meta.title == title


def test_the_address_a_page_came_from_tells_the_site() -> None:
    html = f"<!doctype html><title>Cargo rises - Harbour Post</title>{BODY.replace('h1>', 'h2>')}"
    (source,) = read_bytes(html.encode(), name="a.html", id="a", sidecar=b"url: https://www.harbourpost.com/a\n")
    assert source.meta.title == "Cargo rises"


@pytest.mark.parametrize(
    "byline",
    [
        '<a rel="author" href="/people/jane">Jane Roe</a>',
        '<a rel="author" href="/people/jane">By JANE ROE</a>',
        '<span itemprop="author" itemscope><span itemprop="name">Jane Roe</span><img alt="x"></span>',
        '<p class="article__byline">By Jane Roe, Harbour correspondent | 3 February 2024</p>',
        '<div class="postMeta authorName">Jane Roe</div>',
        '<p class="byline">Written by: Jane Roe in Riga</p>',
        '<p class="byline">Von Jane Roe</p>',
        '<div id="author">Jane Roe</div><aside><a rel="author">John Doe</a></aside>',
        '<a rel="author">Jane Roe</a><div class="related-stories related"><a rel="author">John Doe</a></div>',
    ],
)
def test_the_byline_that_a_page_shows(byline: str) -> None:
    source = page('<meta name="author" content="admin">', body=BODY.replace("</h1>", f"</h1>{byline}"))
    assert source.meta.author == "Jane Roe"


def test_every_author_is_named() -> None:
    byline = '<p class="byline">By <a rel="author">Jane Roe</a> and <a rel="author">Ann van der Berg</a></p>'
    assert page("", body=BODY.replace("</h1>", f"</h1>{byline}")).meta.author == "Jane Roe, Ann van der Berg"
    spelled = byline.replace(' rel="author"', "")
    assert page("", body=BODY.replace("</h1>", f"</h1>{spelled}")).meta.author == "Jane Roe, Ann van der Berg"
    tags = '<meta name="citation_author" content="Jane Roe"><meta name="citation_author" content="John Doe">'
    assert page(tags).meta.author == "Jane Roe, John Doe"


@pytest.mark.parametrize("name", ["DC.creator", "parsely-author", "sailthru.author", "byl", "citation_author"])
def test_the_tags_that_name_an_author(name: str) -> None:
    head = f'<meta property="article:author" content="https://x.example/jane"><meta name="{name}" content="Jane Roe">'
    assert page(head).meta.author == "Jane Roe"


@pytest.mark.parametrize(
    "byline",
    [
        '<a rel="author">admin</a>',
        '<a rel="author">Harbour Post Online</a>',
        '<a rel="author" href="/x">https://x.example/jane</a>',
        '<a rel="author">desk@x.example</a>',
        '<div class="byline">Last updated on Friday</div>',
        '<div class="byline">Staff Reporter</div>',
        '<div class="byline">News</div>',
        "".join(f'<div><p><a rel="author">Jane Roe {n}</a></p></div>' for n in ("Ash", "Birch", "Cedar", "Elm", "Fir")),
        '<div class="comments"><a rel="author">John Doe</a></div>',
    ],
)
def test_what_is_nobody_is_no_author(byline: str) -> None:
    head = '<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Harbour Post">'
    assert page(head, body=BODY.replace("</h1>", f"</h1>{byline}")).meta.author is None


def test_json_ld_may_name_its_author_and_publisher_elsewhere() -> None:
    source = page(
        """<script type="application/ld+json">{"@graph": [
        {"@type": "NewsArticle", "headline": "Cargo", "author": [{"@id": "#jane"}], "publisher": {"@id": "#post"}},
        {"@type": "Person", "@id": "#jane", "name": "Jane Roe"},
        {"@type": "Organization", "@id": "#post", "name": "Harbour Post"}]}</script>"""
    )
    assert (source.meta.author, source.meta.publisher) == ("Jane Roe", "Harbour Post")


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ('<meta name="dcterms.publisher" content="Harbour Post">', "Harbour Post"),
        ('<meta name="citation_journal_title" content="Journal of Quays">', "Journal of Quays"),
        ('<meta name="copyright" content="Copyright © 2001-2004, Harbour Post. All rights reserved.">', "Harbour Post"),
        ('<meta name="copyright" content="Harbour Post 2024">', "Harbour Post"),
        ('<meta name="twitter:site" content="@harbourpost">', None),
        ('<meta property="article:publisher" content="https://social.example/harbourpost">', None),
        ("<title>Cargo rises in v. 2.0 - Harbour Post 2.1 manual</title>", None),
    ],
)
def test_tags_that_our_own_rules_do_not_know_name_the_publisher(head: str, publisher: str | None) -> None:
    assert page(head, body=BODY.replace("© 2024 Harbour Weekly", "")).meta.publisher == publisher


def test_an_author_who_holds_the_copyright_stays_the_author() -> None:
    meta = page('<meta name="author" content="Jane Roe"><meta name="copyright" content="© 2001, Jane Roe">').meta
    assert (meta.author, meta.publisher) == ("Jane Roe", None)


def test_the_mail_behind_a_name_is_no_part_of_it() -> None:
    assert page('<meta name="author" content="Jane Roe, jane.roe@harbour.example">').meta.author == "Jane Roe"
    assert page('<meta name="dc:creator" content="Jane Roe, j.roe@harbour.example">').meta.author == "Jane Roe"


def test_broken_json_ld_is_read_where_it_can_be() -> None:
    source = page(
        """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
        "headline": "Cargo rises", "author": {"@type": "Person", "name": "Jane Roe"}, "publisher":
        {"@type": "NewsMediaOrganization", "name": "Harbour Post"},, }</script>"""
    )
    assert (source.meta.title, source.meta.author, source.meta.publisher) == ("Cargo rises", "Jane Roe", "Harbour Post")


def test_the_name_of_the_page_in_json_ld_is_no_publisher() -> None:
    linked = '{"@context": "https://schema.org", "@type": "WebPage", "name": "Cargo rises - all of it"}'
    meta = page(f'<script type="application/ld+json">{linked}</script>').meta
    assert (meta.title, meta.publisher) == ("Cargo rises", None)


@pytest.mark.parametrize("linked", ["[1, 2]", '"x"', '{"@context": "https://schema.org", "@type": [{}]}', '{"a": "\\"'])
def test_json_ld_of_any_shape_does_no_harm(linked: str) -> None:
    assert page(f'<script type="application/ld+json">{linked}</script>').meta.title == "Cargo rises"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("//harbour.example/a", "https://harbour.example/a"),
        ("/2024/a", "https://harbour.example/2024/a"),
        ("a.html", None),
        ("https://[", None),
    ],
)
def test_a_canonical_address_that_leaves_out_its_site(link: str, url: str | None) -> None:
    other = '<meta property="og:url" content="https://harbour.example">'
    assert page(f'<link rel="canonical" href="{link}">').meta.url == (None if link.startswith("/2") else url)
    assert page(f'<link rel="canonical" href="{link}">{other}').meta.url == (url or "https://harbour.example")


def test_a_heading_in_pieces() -> None:
    heading = '<h1>Har<wbr>bour<br>re<b>port</b> <button>Copy</button><a href="#a">¶</a></h1>'
    assert page("", body=BODY.replace("<h1>Cargo rises</h1>", heading)).meta.title == "Harbour report"


def test_an_author_named_with_and_without_a_house_is_one() -> None:
    tags = (
        '<meta name="citation_author" content="Jane Roe, Quay College"><meta name="citation_author" content="Jane Roe">'
    )
    assert page(tags.replace(",", "")).meta.author == "Jane Roe"


def test_what_the_head_does_not_say_is_not_guessed() -> None:
    meta = page("", body=BODY.replace("© 2024 Harbour Weekly", "")).meta
    assert (meta.author, meta.date, meta.url, meta.publisher) == (None, None, None, None)


def test_the_encoding_that_a_page_declares() -> None:
    body = "<body><p>Über Öl und Gas sprach der Minister am Freitag in Köln.</p></body>"
    source = page('<meta charset="iso-8859-1">', body=body, encoding="iso-8859-1")
    assert "Über Öl und Gas" in source.text


def test_a_page_without_an_article_gives_all_its_text() -> None:
    source = page("", body="<body><div>Depth<br>4 m</div><script>var x</script></body>")
    assert source.text == "Depth\n\n4 m"


@pytest.mark.parametrize("body", ["", "<body><script>var x = 1</script></body>"])
def test_a_page_without_text_is_refused_quietly(body: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Unreadable, match="is a page without text"):
        page("", body=body)
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize(
    ("name", "publisher"),
    [("RFE/RL", "RFE/RL"), ("https://x.example/", None), ("x.example/news", None), ("@harbour", None)],
)
def test_a_publisher_may_hold_a_slash_but_is_no_address(name: str, publisher: str | None) -> None:
    assert page(f'<meta property="og:site_name" content="{name}">').meta.publisher == publisher


WHOLE = f"<!doctype html><html><head><title>Cargo</title></head>{BODY}</html>"


@pytest.mark.parametrize("mark", ["harbour master, Anna", "<p>Share this art", '<a href="/ne', "</artic"])
def test_a_page_that_is_cut_off_is_refused(mark: str) -> None:
    end = WHOLE.index(mark) + len(mark)
    with pytest.raises(Unreadable, match=r"ends in the middle of (a tag|its text): it is truncated"):
        read_bytes(WHOLE[:end].encode(), name="a.html", id="a.html")


@pytest.mark.parametrize("end", ["<span class=x>", "<div>", "<table><tr><td>4</td>", "<h2>Grain</h2>"])
def test_a_page_with_open_blocks_is_cut_off_where_more_must_follow(end: str) -> None:
    html = f"<html><body><div>{BODY.removeprefix('<body>').removesuffix('</body>')}{end}"
    with pytest.raises(Unreadable, match="ends in the middle of its text: it is truncated"):
        read_bytes(html.encode(), name="a.html", id="a.html")
    assert read_bytes(f"{html}Riga</div></body>".encode(), name="a.html", id="a.html")
    for last in ("<p>", "<!-- end -->", "</p>\n", "<br/>", '<a href="/top">Up</a>'):
        assert read_bytes(f"{html}Riga{last}".encode(), name="a.html", id="a.html")


@pytest.mark.parametrize(
    "end", ["<script>if (a > b) { go(", "<script>document.write('<p>')", "<style>p { color: red }"]
)
def test_a_page_cut_off_in_a_script_is_refused(end: str) -> None:
    html = WHOLE.replace("</body></html>", f"<script>var x</script>{end}")
    with pytest.raises(Unreadable, match="ends in the middle of a script or style: it is truncated"):
        read_bytes(html.encode(), name="a.html", id="a.html")


@pytest.mark.parametrize(
    "html",
    [
        WHOLE.replace("</body></html>", ""),
        "<!doctype html><p>Cargo rose in Riga.<p>So did grain, by 4 < 5.",
        "<html><body><div class=story><p>Cargo rose in Riga. “So did grain,” she said, “and coal.”\n",
    ],
)
def test_a_page_may_leave_out_the_ends_that_need_not_be(html: str) -> None:
    assert read_bytes(html.encode(), name="a.html", id="a.html")


@pytest.mark.parametrize("link", ["a-1", "/x/a-1", "https://harbour.example/x/a-1"])
def test_a_canonical_address_is_completed_by_the_base_of_the_page(link: str) -> None:
    found = page(f'<base href="https://harbour.example/x/"><link rel="canonical" href="{link}">').meta
    assert found.url == "https://harbour.example/x/a-1"


def test_names_of_a_library_are_put_in_their_order() -> None:
    tags = "".join(f'<meta name="citation_author" content="{name}">' for name in ("Lee, Ann", "Bo Quist"))
    assert page(tags).meta.author == "Ann Lee, Bo Quist"
