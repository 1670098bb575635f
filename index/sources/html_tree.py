"""What does a page consist of? Its tree, as lxml's forgiving parser makes it of the decoded text."""

from __future__ import annotations

import re

from lxml.etree import ErrorTypes, ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from index.sanitise import sanitise

_UNPARSED = bytes({*range(0x20)} - set(b"\t\n\f\r"))
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
    encoded = html.encode("utf-8", "replace")
    if len(encoded.translate(None, _UNPARSED)) < len(encoded):
        html, repairs = sanitise(html)
        encoded = html.encode("utf-8", "replace")
    root, too_deep = _parse(encoded)
    if too_deep:
        root, _ = _parse(_TAGS.sub("<br>", html).encode("utf-8", "replace"))
        repairs = (*repairs, "elements nested too deep: read as lines")
    if root is not None and (inner := root.findtext("frameset//noframes")):
        root, _ = _parse(inner.encode("utf-8"))
    return root, repairs


def _parse(html: bytes) -> tuple[HtmlElement | None, bool]:
    """The root, and whether the parser gave up for the depth. Bytes, as lxml takes no text with a declaration."""
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    try:
        root = document_fromstring(html, parser=parser)
    except ParserError:
        return None, False
    last = parser.error_log.last_error
    return root, last is not None and last.type == ErrorTypes.ERR_RESOURCE_LIMIT
