"""An entry of a feed is an article; a damaged feed is read as far as it goes, and none reaches out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Record, Stated
from index.reading import Reading
from index.sources.feeds import parse_xml
from index.sources.part import Part
from tests.sources.conftest import Find

RSS = """<?xml version="1.0" encoding="iso-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Café Daily</title>
<item><title>Bridge &amp;amp; port &lt;b&gt;reopen&lt;/b&gt;</title><link>https://daily.example/1</link>
<guid isPermaLink="false">id-1</guid><pubDate>Thu, 01 Feb 2024 23:30:00 -0500</pubDate><dc:creator>Ann Lee</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>One.</p><p>Two &amp; three.</p>]]></content:encoded></item>
<item><title>Ferry</title><description>Tea &amp;amp; more</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><title>First</title><id>urn:1</id><link href="https://wire.example/1"/><published>2024-02-01T08:00:00Z</published>
<updated>2024-02-03T08:00:00Z</updated><author><name>Ann</name></author><author><name>Bo</name></author>
<content type="html">&lt;p&gt;One.&lt;/p&gt;</content></entry>
<entry><title>Second</title><id>urn:2</id><updated>2024-02-03T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry></feed>"""


def test_rss(find: Find) -> None:
    first, second = find("a.rss", RSS.encode("latin-1")).records
    assert (first.key, first.text) == ("a.rss#id-1", "Bridge & port reopen\n\nOne.\n\nTwo & three.")
    assert first.stated == Stated(
        "Bridge & port reopen",
        "Thu, 01 Feb 2024 23:30:00 -0500",
        "Café Daily",
        "Ann Lee",
        "https://daily.example/1",
    )
    assert (second.key, second.text, second.stated) == (
        "a.rss#2",
        "Ferry\n\nTea & more",
        Stated("Ferry", source="Café Daily"),
    )


def test_an_entry_without_text_is_named(find: Find) -> None:
    assert find("a.rss", RSS.encode("latin-1")).skipped == {"a.rss#3": "empty: an entry without text"}


def test_atom(find: Find) -> None:
    first, second = find("a.xml", ATOM).records
    assert first.stated == Stated(
        "First", "2024-02-01T08:00:00Z", "Wire", "Ann, Bo", "https://wire.example/1"
    )
    assert (second.key, second.text) == ("a.xml#urn:2", "Second\n\nOne.\n\nTwo.")
    assert (second.date, second.url) == ("2024-02-03T08:00:00Z", None)


def test_a_damaged_feed_is_read_as_far_as_it_goes(find: Find) -> None:
    found = find("a.rss", RSS.replace("</rss>", "").replace("Short.", "a & b <").encode("latin-1"))
    assert [each.title for each in found.records] == ["Bridge & port reopen", "Ferry"]
    assert found.records[0].repairs == ("damaged XML: what can be read of it is",)


def test_no_entity_expands_and_no_file_is_read(find: Find, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    prologue = f'<!DOCTYPE r [<!ENTITY e0 "laugh"><!ENTITY f SYSTEM "{secret.as_uri()}">{entities}]>'
    item = "<item><title>Bomb</title><description>A text: &e9; &f;</description></item>"
    (found,) = find("a.rss", f"{prologue}<rss><channel>{item}</channel></rss>").records
    assert len(found.text) < 100
    assert "secret" not in found.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            "<?xml version='1.0'?><nitf><body/></nitf>",
            "XML, but no RSS or Atom feed: convert it to text or HTML first",
        ),
        ("<rss><channel></channel></rss>", "empty: a feed without entries"),
    ],
)
def test_what_has_no_articles_is_named(find: Find, content: str, reason: str) -> None:
    assert find("a.xml", content).skipped == {"a.xml": reason}


def test_a_page_in_xml_is_a_page(find: Find) -> None:
    xhtml = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>One.</p></body></html>'
    assert find("a.xhtml", xhtml).texts == {"a.xhtml": "One."}


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([RSS, ATOM]), st.binary(max_size=9), st.integers(0, 1200), st.integers(0, 30))
def test_no_damage_breaks_it_and_no_control_comes_out(feed: str, junk: bytes, at: int, lost: int) -> None:
    data = feed.encode("latin-1")
    for found in parse_xml(Part("a.xml", "", "XML", data[:at] + junk + data[at + lost :]), Reading()):
        if isinstance(found, Record):
            texts = (found.text.replace("\n", ""), *(value or "" for value in found.stated))
            assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for text in texts for char in text)
