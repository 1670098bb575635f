"""In which charset are bytes that are not UTF-8? What the document declares, else what the bytes look like."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

WINDOWS_1252 = "cp1252"

_MEANT = {
    "ascii": WINDOWS_1252,
    "iso8859-1": WINDOWS_1252,
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Python's name of a declared charset → the larger one that its pages are in, by the Encoding Standard (WHATWG)."""
_DECLARABLE = frozenset(
    "big5hkscs cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 cp932 cp949 euc_jp gb18030"
    " iso2022_jp iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13"
    " iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-cyrillic mac-roman".split()
)
"""Those of the standard. Python knows more, which are none of a page (`punycode`, `utf-7`)."""
_DECLARATION = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_HEAD = 4096
"""Bytes in which a declaration is looked for; the standard asks for 1,024, and pages break that."""

_CENTRAL_EUROPEAN = frozenset("Croatian Czech Hungarian Polish Romanian Slovak Slovene".split())
_LATIN = {
    "cp1250": _CENTRAL_EUROPEAN,
    "cp1257": frozenset(("Estonian", "Latvian", "Lithuanian")),
    "iso8859_2": _CENTRAL_EUROPEAN,
}
"""Charsets of the Latin script that are guessed, where the text looks to be in one of these languages."""
_CONTROLS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""Bytes that Windows-1252 leaves undefined, and that would be controls in ISO 8859: damage, not a charset."""
_OTHERS = (
    "big5", "cp1251", "cp1253", "cp1255", "cp1256", "cp874", "cp932", "cp949", "euc_jp", "gb18030", "koi8_r", "koi8_u",
)  # fmt: skip
_GUESSABLE = [WINDOWS_1252, *_LATIN, *_OTHERS]
"""What texts of the last decades are in. Of all that charset-normalizer knows, `mac_cyrillic` would be likelier."""
_SAMPLE = 1 << 15
_TAGS = re.compile(rb"<[^<>]*>")
_BREAKS = (b"\n", b" ", b".")
"""Where a sample may be cut: in no charset are these part of another character."""
_HIGH = re.compile(rb"[\x80-\xff]")
_FEW = 32
"""Bytes above ASCII that a guess needs: with fewer, Japanese is taken for Korean, and Hebrew for Russian."""
_FEW_LATIN = 16
_MOSTLY_HIGH = 0.4
"""Share of them from which a text is in no Latin script; in Vietnamese and Icelandic it is a fifth."""
_MESS = 0.02
"""How much less orderly than the best Windows-1252 may look and still be taken: it is the likeliest beforehand."""


def declared_charset(data: bytes) -> str | None:
    """What a page or an XML document says at its beginning."""
    found = _DECLARATION.search(data, 0, _HEAD)
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def known_charset(name: str) -> str | None:
    """Python's codec for a declared charset; None for an unknown one, and for Unicode, which the bytes show better."""
    try:
        codec = codecs.lookup(name.strip().lower().removeprefix("x-")).name
    except (LookupError, ValueError):
        return None
    codec = _MEANT.get(codec, codec)
    return codec if codec in _DECLARABLE else None


def guessed_charset(data: bytes) -> str | None:
    """What `data`, which is no UTF-8, looks like to charset-normalizer, where it can be told from Windows-1252.

    Only the data themselves count, from the first byte above ASCII on and up to 32 KB.
    """
    return next(filter(None, map(_guess, _samples(data))), None)


def _samples(data: bytes) -> Iterator[bytes]:
    """The sample; and its halves, for a single damaged character makes a charset impossible."""
    first = _HIGH.search(data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    sample = _TAGS.sub(b" ", data[start : start + _SAMPLE])
    if start + _SAMPLE < len(data):
        sample = sample[: max(map(sample.rfind, _BREAKS)) + 1] or sample
    yield sample
    middle = max(sample.rfind(each, 0, len(sample) // 2) for each in _BREAKS) + 1
    if middle:
        yield sample[:middle]
        yield sample[middle:]


def _guess(sample: bytes) -> str | None:
    high = len(_HIGH.findall(sample))
    mostly_high = high > _MOSTLY_HIGH * (len(sample) - sample.count(b" "))
    if high < (_FEW if mostly_high else _FEW_LATIN):
        return None
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=_GUESSABLE, enable_fallback=False, preemptive_behaviour=False)
    best = matches.best()
    if best is None:
        return None
    if mostly_high:
        return best.encoding if best.encoding in _OTHERS else None
    western = (
        best.language not in _LATIN.get(best.encoding, ())
        or _CONTROLS.search(sample)
        or _could_be_western(best, list(matches))
    )
    return None if western else best.encoding


def _could_be_western(best: CharsetMatch, matches: Sequence[CharsetMatch]) -> bool:
    return any(
        WINDOWS_1252 in match.could_be_from_charset and match.chaos <= best.chaos + _MESS for match in matches
    )
