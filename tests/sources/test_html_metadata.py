"""What a page states of itself is taken from its fields, never from its text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Stated
from index.sources.html_metadata import page_metadata
from index.sources.html_tree import parse_page

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge reopens &amp; traffic returns",
    "datePublished": "2024-02-01T10:00:00+01:00",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Chen"}],
    "publisher": {"@type": "Organization", "name": "The Daily"},
}


def stated(html: str, url: str | None = None) -> Stated:
    root, _ = parse_page(html)
    assert root is not None
    return page_metadata(root, url)


def linked(thing: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    "thing",
    [
        ARTICLE,
        [ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "Site"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        ARTICLE | {"@type": ["Thing", "https://schema.org/ReportageNewsArticle"]},
    ],
    ids=["object", "list", "graph", "main entity", "types"],
)
def test_an_article_in_json_ld(thing: object) -> None:
    assert stated(linked(thing)) == Stated(
        "Bridge reopens & traffic returns", "2024-02-01T10:00:00+01:00", "The Daily", "Ann Lee, Bo Chen", None
    )


def test_the_articles_of_a_list_are_others() -> None:
    assert stated(linked({"@type": "ItemList", "itemListElement": [ARTICLE]})) == Stated()


@pytest.mark.parametrize(
    "script",
    ["{", "[[[", '{"@type": "NewsArticle", "author": {"name": {"name": 1}}}', "[" * 100_000, "null", "7"],
)
def test_json_ld_that_says_nothing_is_passed_over(script: str) -> None:
    assert stated(f'<script type="application/ld+json">{script}</script>{meta("og:title", "T")}').title == "T"


def test_meta_elements() -> None:
    head = (
        meta("og:title", "Bridge reopens | The Daily")
        + meta("og:site_name", "The Daily")
        + meta("article:published_time", "2024-02-01")
        + meta("og:url", "/bridge")
        + '<meta name="Author" content="By Ann Lee">'
    )
    assert stated(head, "https://daily.example/x?id=1") == Stated(
        "Bridge reopens", "2024-02-01", "The Daily", "Ann Lee", "https://daily.example/bridge"
    )


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Bridge reopens</title>", "Bridge reopens"),
        ("<title>Bridge reopens</title><h1>– – – – – –</h1>", "Bridge reopens"),
        ("<title>Bridge reopens</title><h1>Bridge to reopen</h1>", "Bridge to reopen"),
        (
            f"{meta('og:title', 'Bridge: cars are back')}<h1>Cars on bridge, at last</h1>",
            "Cars on bridge, at last",
        ),
        (f"{meta('og:title', 'Bridge reopens')}<h1>The Daily</h1>", "Bridge reopens"),
        (
            f"{meta('og:title', 'Bridge reopens')}<h1>Bridge is late</h1><h1>Bridge is early</h1>",
            "Bridge reopens",
        ),
        (f"{meta('og:site_name', 'The Daily')}<title>The Daily - Bridge</title><h1>The Daily</h1>", "Bridge"),
    ],
)
def test_the_title_is_the_headline_of_the_page_where_there_is_one(html: str, title: str) -> None:
    assert stated(html).title == title


@pytest.mark.parametrize(
    ("html", "date"),
    [
        ("<article><time datetime='2024-02-01'>1 Feb</time></article>", "2024-02-01"),
        (
            "<article><time datetime='2024-01-01'></time><time pubdate datetime='2024-02-01'></time></article>",
            "2024-02-01",
        ),
        ("<footer><time datetime='2024-02-01'></time></footer>", None),
        ("<article><time>1 Feb 2024</time><p>On 2 February 2024</p></article>", None),
        (meta("article:modified_time", "2024-02-01"), None),
    ],
)
def test_a_date_is_one_that_is_marked_as_such(html: str, date: str | None) -> None:
    assert stated(html).date == date


@pytest.mark.parametrize(
    ("html", "byline"),
    [
        (linked(ARTICLE | {"author": "The Daily"}) + "<a rel='author'>Ann Lee</a>", "Ann Lee"),
        (linked(ARTICLE | {"author": "The Daily"}), "The Daily"),
        (meta("article:author", "https://daily.example/ann"), None),
        (
            meta("author", "Ann Lee") + meta("author", "Bo Chen") + meta("author", "Ann Lee"),
            "Ann Lee, Bo Chen",
        ),
    ],
)
def test_the_byline_names_people_before_the_site(html: str, byline: str | None) -> None:
    assert stated(html).byline == byline


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<link rel=canonical href='/bridge'>", "https://daily.example/bridge"),
        ("<link rel=canonical href='https://daily.example/'>", "https://daily.example/x"),
        ("<link rel=canonical href='javascript:x()'>", "https://daily.example/x"),
        ("<link rel=canonical href='http://[/'>", "https://daily.example/x"),
        ("<base href='https://other.example/'>", "https://daily.example/x"),
    ],
)
def test_the_address_is_the_canonical_one(html: str, url: str) -> None:
    assert stated(f"<head>{html}</head><p>x", "https://daily.example/x").url == url


_NAMES = st.sampled_from("@type @graph headline author name publisher datePublished".split())
_VALUES = st.none() | st.text(max_size=8) | st.just("NewsArticle") | st.integers()
_JSON = st.recursive(
    _VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner), max_leaves=12
)


@given(_JSON)
def test_no_json_ld_breaks_it(thing: object) -> None:
    assert all(value is None or isinstance(value, str) for value in stated(linked(thing) + "<p>x"))
