from __future__ import annotations

import pytest

from briefing.ingest import feed
from briefing.ingest.feed_text import plain

RSS = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Example &amp;amp; Daily</title><language>en</language>
<item><title>Radio &lt;b&gt;contracts&lt;/b&gt; signed</title>
<link>https://example.org/2024/radio-contracts.html?from=rss</link>
<guid>https://example.org/2024/radio-contracts.html</guid><author>desk@example.org (Ines Example)</author>
<pubDate>Tue, 05 Mar 2024 10:00:00 +0200</pubDate><category>defence</category>
<description>&lt;p&gt;The ministry &lt;i&gt;signed&lt;/i&gt;.&lt;/p&gt;
&lt;p&gt;Makers deliver.&lt;/p&gt;</description></item>
<item><title>Second</title><description>Sums of 5 &lt; 6.</description></item>
</channel></rss>
"""


def test_an_entry_is_a_document() -> None:
    first, second = feed.read(RSS.encode(), "feed.xml")
    assert first.text == "The ministry signed.\n\nMakers deliver."
    assert (first.found.title, first.found.publisher) == ("Radio contracts signed", "Example & Daily")
    assert first.found.date == "2024-03-05T10:00:00+02:00"
    assert first.found.author == "Ines Example"
    assert first.found.url == "https://example.org/2024/radio-contracts.html?from=rss"
    assert first.found.tags == ("defence",)
    assert second.text == "Sums of 5 < 6."


def test_the_name_of_an_entry_comes_from_its_id_alone() -> None:
    before = [document.part for document in feed.read(RSS.encode(), "feed.xml")]
    after = [document.part for document in feed.read(RSS.replace("Makers", "They").replace("=rss", "=x").encode(), "")]
    assert before[0] == after[0]
    assert before[0] is not None
    assert before[0].startswith("radio-contracts-")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("no markup\n", "no markup"),
        ("Lead <b>bold</b> &amp; <i>it</i><p>One <a href=x>two</a>\n three</p>", "Lead bold & it\n\nOne two three"),
        ("<ul><li>a</li> <li>b</li></ul>after", "a\nb\n\nafter"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>", "1\t2\n3\t4"),
        ("x<br>y<br/>z<script>alert(1)</script>", "x\ny\nz"),
        ("<div>" * 5000 + "deep", "deep"),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    assert plain(html) == text


def test_the_day_of_an_entry_is_that_of_its_zone_and_all_authors_are_named() -> None:
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Port</title><entry><id>u:1</id><title>One</title>"
        "<updated>2024-03-05T23:30:00-08:00</updated><author><name>Ann Lee</name></author>"
        "<author><name>Bo Quist</name></author><content type='text'>Words of the entry.</content></entry></feed>"
    )
    (document,) = feed.read(atom.encode(), "feed.xml")
    assert document.found.date == "2024-03-05T23:30:00-08:00"
    assert document.found.author == "Ann Lee, Bo Quist"
