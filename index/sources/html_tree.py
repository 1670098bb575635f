"""What does a page consist of? Its tree, as lxml's forgiving parser makes it of the decoded text."""

from __future__ import annotations

import re

from lxml.etree import ErrorTypes, ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from index.sanitise import sanitise

_UNPARSED = re.compile("[\x00-\x08\x0e-\x1f]")
"""Controls that the parser stops at or stumbles over."""
_TAGS = re.compile(
    r"<(?!/?(?:noscript|script|style|svg|template|textarea|title)\b)/?[a-z][^<>]*>", re.IGNORECASE
)
"""All tags but of elements whose content is not to be read."""


def parse_page(html: str) -> tuple[HtmlElement | None, tuple[str, ...]]:
    """The root of the tree, None where there is nothing to parse, and what had to be repaired. Never raises.

    libxml2 gives up where elements stand in each other deeper than 256; such a page is read without its structure.
    """
    repairs: tuple[str, ...] = ()
    if _UNPARSED.search(html):
        html, repairs = sanitise(html)
    root, too_deep = _parse(html)
    if too_deep:
        root, _ = _parse(_TAGS.sub("<br>", html))
        repairs = (*repairs, "elements nested too deep: read as lines")
    if root is not None and (inner := root.findtext("frameset//noframes")):
        root, _ = _parse(inner)
    return root, repairs


def _parse(html: str) -> tuple[HtmlElement | None, bool]:
    """The root, and whether the parser gave up for the depth."""
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    try:
        # Bytes, because lxml refuses a text that declares an encoding.
        root = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        return None, False
    too_deep = any(
        entry.type == ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log.filter_from_fatals()
    )
    return root, too_deep
