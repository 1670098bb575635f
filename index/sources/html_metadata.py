"""What does a page state about itself? Title, date, publisher, authors, address; from its fields, never its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from index.article import Stated
from index.sources.html_jsonld import linked_article, name_in, names_in

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
_DATES = (
    "article:published_time",
    "article.published",
    "datepublished",
    "og:published_time",
    "published_time",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
)
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
)
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_SITES = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
"""Names of meta elements, in small letters, those that say it most surely first."""

_WORD = re.compile(r"\w+")
_SHARED = 0.3
"""Share of words that a heading and the stated title have in common, which is often put otherwise for searchers."""
_SHORTEST_HEADLINE = 8
"""Characters; Chinese headlines are as short."""
_SEPARATOR = r"\s+[-–—|·•:»«/]\s+"
_BY = re.compile(r"\Aby\s+", re.IGNORECASE)


def page_metadata(root: HtmlElement, url: str | None) -> Stated:
    """What the page under `root`, fetched from `url` if that is known, states. Nothing is guessed or sanitised."""
    metas = _metas(root)
    article = linked_article(root)
    site = name_in(article.get("publisher")) or _first(metas, _SITES)
    return Stated(
        title=_title(root, metas, article, site) or None,
        date=_date(root, metas, article) or None,
        source=site or None,
        byline=_byline(root, metas, article, site) or None,
        url=_address(root, metas, url),
        standfirst=_first(metas, _DESCRIPTIONS) or None,
    )


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    """What the meta elements say, by name in small letters."""
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = " ".join(unescape(meta.get("content", "")).split())
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if content and name:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(metas: Mapping[str, list[str]], names: tuple[str, ...]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _title(
    root: HtmlElement, metas: Mapping[str, list[str]], article: Mapping[str, object], site: str
) -> str:
    """The headline as it stands on the page, where there is one such heading; else as the fields have it."""
    stated = _without_site(name_in(article.get("headline")) or _first(metas, _TITLES), site)
    texts = dict.fromkeys(map(_text, root.iter("h1")))
    headings = [text for text in texts if _words(text) not in (set(), _words(site))]
    if stated:
        meant = _words(stated)
        headings = [
            h1 for h1 in headings if len(_words(h1) & meant) >= _SHARED * min(len(_words(h1)), len(meant))
        ]
    if len(headings) == 1 and len(headings[0]) >= _SHORTEST_HEADLINE:
        return headings[0]
    title = root.find(".//title")
    return stated or ("" if title is None else _without_site(_text(title), site))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _without_site(title: str, site: str) -> str:
    """`title` without the name of the site, which many pages put before or behind it."""
    if not site:
        return title
    name = re.escape(site)
    return (
        re.sub(f"{_SEPARATOR}{name}\\s*\\Z|\\A\\s*{name}{_SEPARATOR}", "", title, flags=re.IGNORECASE)
        or title
    )


def _text(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _date(root: HtmlElement, metas: Mapping[str, list[str]], article: Mapping[str, object]) -> str:
    for name in ("datePublished", "dateCreated"):
        if isinstance(value := article.get(name), str) and value.strip():
            return value.strip()
    return _first(metas, _DATES) or next(_times(root), "")


def _times(root: HtmlElement) -> Iterator[str]:
    """Dates of time elements: first those that are marked as that of publication, then those in an article."""
    times = [time for time in root.iter("time") if time.get("datetime", "").strip()]
    marked = [t for t in times if t.get("pubdate") is not None or t.get("itemprop") == "datePublished"]
    for time in (*marked, *(t for t in times if next(t.iterancestors("article", "main"), None) is not None)):
        yield time.get("datetime", "").strip()


def _byline(
    root: HtmlElement, metas: Mapping[str, list[str]], article: Mapping[str, object], site: str
) -> str:
    """The authors; the site itself only where nobody else is named."""
    linked = (_text(link) for link in root.iter("a") if "author" in link.get("rel", "").split())
    stated = (names_in(article.get("author")), *(metas.get(name, []) for name in _AUTHORS), linked)
    found = [
        [_BY.sub("", name) for name in names if name[:1].isalpha() and "://" not in name] for names in stated
    ]
    people = ([name for name in names if name.casefold() != site.casefold()] for names in found)
    return ", ".join(dict.fromkeys(next(filter(None, (*people, *found)), ())))


def _address(root: HtmlElement, metas: Mapping[str, list[str]], url: str | None) -> str | None:
    """The canonical address; that of the site's front page is none of an article's."""
    links = [link.get("href", "") for link in root.iter("link") if link.get("rel", "").lower() == "canonical"]
    base = root.find(".//base")
    start = url or ("" if base is None else base.get("href", ""))
    for address in (*links, *metas.get("og:url", ())):
        try:
            whole: str = urljoin(start, address.strip())
            parts = urlsplit(whole)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc and (parts.path.strip("/") or parts.query):
            return whole
    return url
