"""A page is one article: all its text in lines, what is not main content told apart, nothing of it run or fetched."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import BlockKind, Record
from index.cleaning import clean
from index.reading import Reading
from index.sources.html import looks_like_html, page_text, parse_html
from index.sources.part import Part
from index.sources.walk import Skipped
from tests.sources.conftest import Find

FIRST = (
    "The council voted on Tuesday to reopen the harbour bridge, which has been closed since the storm in May."
)
SECOND = "Repairs took longer than planned because the steel had to be shipped from abroad, the mayor told reporters."
ARTICLE = f"<article><h1>Harbour bridge to reopen</h1><p>{FIRST * 3}</p><p>{SECOND * 3}</p></article>"
NAVIGATION = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
FOOTER = "<footer><p>All rights reserved</p></footer>"


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def record(html: str | bytes, **known: str) -> Record:
    (found,) = parse_html(
        Part("a.html", "", "HTML", html if isinstance(html, bytes) else html.encode(), **known), Reading()
    )
    assert isinstance(found, Record)
    return found


def outside(found: Record) -> list[str]:
    return [found.text[span.start : span.end] for span in found.outside]


def test_a_page_is_read_under_its_path(find: Find) -> None:
    found = find("bridge.html", page(ARTICLE))
    assert found.texts == {"bridge.html": f"Harbour bridge to reopen\n\n{FIRST * 3}\n\n{SECOND * 3}"}


def test_a_page_is_known_by_its_beginning(find: Find) -> None:
    assert [found.title for found in find("bridge.txt", page(ARTICLE)).records] == [
        "Harbour bridge to reopen"
    ]


def test_what_stands_around_the_article_is_kept_and_told_apart() -> None:
    found = record(page(NAVIGATION + ARTICLE + FOOTER))
    assert outside(found) == ["Home\nWorld\n\n", "All rights reserved"]
    assert found.text.startswith("Home\nWorld\n\nHarbour bridge to reopen\n\n")


def test_a_title_that_is_only_stated_stands_above_the_article() -> None:
    found = record(
        page(NAVIGATION + ARTICLE.replace("<h1>Harbour bridge to reopen</h1>", ""), "<title>Bridge</title>")
    )
    assert found.text.startswith(f"Home\nWorld\n\nBridge\n\n{FIRST}")
    assert outside(found) == ["Home\nWorld\n\n"]


def test_cleaning_shows_the_article_and_lifts_its_title() -> None:
    article = clean(record(page(NAVIGATION + ARTICLE + FOOTER)))
    shown = [(block.kind, article.text[block.start : block.end].strip()) for block in article.visible()]
    assert shown == [
        (BlockKind.TITLE, "Harbour bridge to reopen"),
        (BlockKind.BODY, FIRST * 3),
        (BlockKind.BODY, SECOND * 3),
    ]


def test_the_standfirst_that_a_page_describes_itself_with_is_shown() -> None:
    told = "Drivers have waited half a year for this: the bridge over the harbour carries traffic again."
    head = f'<meta property="og:description" content="{told}">'
    article = clean(record(page(f"{NAVIGATION}<div><p>{told}</p></div>{ARTICLE}", head)))
    (standfirst,) = (block for block in article.blocks if block.kind is BlockKind.STANDFIRST)
    assert article.text[standfirst.start : standfirst.end].strip() == told
    assert not standfirst.hidden


def test_a_page_without_an_article_is_left_to_cleaning() -> None:
    links = "".join(f"<li><a href='/{n}'>Headline {n}</a></li>" for n in range(9))
    assert record(page(f"<ul>{links}</ul>")).outside == ()


def test_where_little_of_the_prose_is_taken_more_is_asked_for() -> None:
    rest = "".join(f"<p>{n}. {FIRST} {SECOND}</p>" for n in range(24))
    article = f"<article><p>{FIRST * 6}</p></article><section class='link community'>{rest}</section>"
    assert outside(record(page(f"{NAVIGATION}<main>{article}</main>"))) == ["Home\nWorld\n\n"]


def test_an_article_tells_what_was_outside_of_it_even_where_that_is_its_title() -> None:
    headline = f"<header>{NAVIGATION}<h1>Harbour bridge to reopen</h1></header>"
    body = f"<article><p>{FIRST * 3}</p><p>{SECOND * 3}</p></article>"
    found = record(page(headline + body + FOOTER, "<title>Harbour bridge to reopen</title>"))
    assert "Harbour bridge to reopen" in "".join(outside(found))
    article = clean(found)
    assert [b.kind for b in article.visible()] == [BlockKind.TITLE, BlockKind.BODY, BlockKind.BODY]
    assert article.record.outside == found.outside
    assert clean(article.record) == article


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree"),
        ("<p>one<br>two", "one\ntwo"),
        ("<p>a <b>bold</b><i>italic</i>  word\n here", "a bolditalic word here"),
        ("<a>Home</a><a>World</a>", "Home World"),
        ("<ul><li>one</li><li>two</li></ul>", "• one\n• two"),
        ("<ol><li>one<li>two</ol>", "1. one\n2. two"),
        ("<ul><li><a href='/'>Home</a></li></ul>", "Home"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("<table><tr><th>Party<th>Seats<tr><td>Left<td>12</table>", "Party | Seats\nLeft | 12"),
        ("<table><tr><td><p>one<p>two<td>three</table>", "one\n\ntwo\n\nthree"),
        ("<figure><img alt='alt'><figcaption>A caption</figcaption></figure>", "A caption"),
        ("<p>one<script>x()</script><style>p{}</style><template>t</template><noscript>n</noscript>", "one"),
        ("<p>one<p hidden>two<p style='color:red; DISPLAY : none'>three<p>four", "one\n\nfour"),
        ("<select><option>one</select><textarea>two</textarea><button>Send</button>", "Send"),
        ("just text &amp; more", "just text & more"),
        ("", ""),
        ("<!-- nothing -->", ""),
    ],
)
def test_elements_make_lines(html: str, text: str) -> None:
    assert page_text(html) == text


def test_hidden_text_is_kept_where_it_is_the_article() -> None:
    assert FIRST in record(page(f"<div style='display:none'>{ARTICLE}</div>")).text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>" * 5000 + FIRST + "</div>" * 5000 + "<p>after", f"{FIRST}\nafter"),
        ("<span>" * 300 + "deep<script>x</script>", "deep"),
        ("<frameset><frame src='a'><noframes><body><p>one</p></body></noframes></frameset>", "one"),
        ("<table>" * 100 + "one", "one"),
        ("</div></p>one<p", "one"),
        ("<p>one\x00two\x1b[31mthree", "onetwothree"),
        ("<p>one&#27;[31m&#0;&#xD800;two", "one\ufffd\ufffdtwo"),
    ],
)
def test_no_page_is_too_odd(html: str, text: str) -> None:
    assert page_text(html) == text


def test_a_page_nested_too_deep_is_read_and_it_is_said() -> None:
    found = record(page("<div>" * 400 + ARTICLE))
    assert FIRST in found.text
    assert found.repairs == ("elements nested too deep: read as lines",)


def test_a_page_too_large_is_read_and_it_is_said() -> None:
    found = record(page("<p>word</p>" * 10_001))
    assert found.outside == ()
    assert found.repairs == ("page too large to tell its main content from the rest",)


@pytest.mark.parametrize(
    ("head", "encoding", "expected"),
    [
        ('<meta charset="windows-1251">', "cp1251", "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GB2312">', "gbk", "gb18030"),
        ("<META CONTENT='text/html; charset=iso-8859-1' HTTP-EQUIV=Content-Type>", "latin-1", "cp1252"),
        ('<meta charset="utf-8">', "cp1252", "cp1252"),
        ('<meta charset="latin-1">', "utf-8", "utf-8"),
        ('<meta charset="no-such-thing">', "utf-8", "utf-8"),
        ("", "utf-8-sig", "utf-8"),
        ("", "utf-16", "utf-16-le"),
    ],
)
def test_the_charset_is_what_the_page_declares_unless_it_is_unicode(
    head: str, encoding: str, expected: str
) -> None:
    word = {"cp1251": "мост", "gbk": "大桥"}.get(encoding, "café")
    found = record(page(f"<p>{word}</p>", head).encode(encoding))
    assert (found.text, found.encoding) == (word, expected)


def test_a_header_goes_before_what_the_page_declares() -> None:
    html = page("<p>мост</p>", '<meta charset="latin-1">').encode("cp1251")
    assert record(html, charset="windows-1251").text == "мост"


def test_an_xml_declaration_does_no_harm() -> None:
    xhtml = f'<?xml version="1.0" encoding="iso-8859-1"?>{page("<p>café</p>")}'
    assert record(xhtml.encode("latin-1")).text == "café"


def test_a_page_without_text_is_named() -> None:
    (found,) = parse_html(Part("a.html", "", "HTML", page("<script>render()</script>").encode()), Reading())
    assert found == Skipped("a.html", "empty: a page without text (its text may be fetched by a script)")


def test_a_page_that_is_cut_says_so() -> None:
    assert record(page(ARTICLE)).repairs == ()
    (found,) = parse_html(Part("a.html", "", "HTML", page(ARTICLE).encode(), cut=True), Reading())
    assert isinstance(found, Record)
    assert found.repairs[0].startswith("cut after the first")


def test_reading_is_silent(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG):
        record(page("<p>word</p>"))
    assert (caplog.records, capfd.readouterr()) == ([], ("", ""))


def test_private_characters_of_a_page_change_nothing() -> None:
    found = record(
        page(NAVIGATION + ARTICLE + "<footer><p>\U000f0000\U000f0003 All rights reserved</p></footer>")
    )
    assert outside(found)[-1].endswith("All rights reserved")


@pytest.mark.parametrize(
    ("text", "expected"), [("<p>x</p>", True), ("a<br/>b", True), ("a < b > c", False), ("<3", False)]
)
def test_html_is_told_from_text(text: str, expected: bool) -> None:
    assert looks_like_html(text) is expected


_TAGS = (
    "<p> </p> <div> <table> <td> <li> <ol> <script> <!-- --> </a> <br> <![CDATA[ <html/> <body < >".split()
)
_ODD = [
    "&#27;",
    "&#x85;",
    "&#8238;",
    "\x1b]0;",
    "\x07",
    "\x00",
    "\x9b",
    "\U000f0001",
    "<a href=x>",
    FIRST,
    "word ",
    "\n",
]
_LINKED = '<script type="application/ld+json">{"@type":["Article"],"headline":[{}]}</script>'
_PIECES = st.sampled_from([*_TAGS, *_ODD, _LINKED])


@settings(deadline=None, max_examples=150)
@given(st.lists(_PIECES | st.text(max_size=5), max_size=40), st.binary(max_size=6), st.integers(0, 400))
def test_no_bytes_break_it_and_no_control_comes_out(pieces: list[str], junk: bytes, at: int) -> None:
    data = "".join(pieces).encode("utf-8", "surrogatepass")
    for found in parse_html(Part("a.html", "", "HTML", data[:at] + junk + data[at:]), Reading()):
        if isinstance(found, Record):
            assert not any(
                char != "\n" and not char.isprintable() and ord(char) < 0xA0 for char in found.text
            )
            ends = [0, *(edge for span in found.outside for edge in span), len(found.text)]
            assert ends == sorted(ends)
            assert all(found.text[:start].endswith("\n") or start == 0 for start, _ in found.outside)
