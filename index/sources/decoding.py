"""Which characters do these bytes stand for? BOM, UTF-16 by its NULs, UTF-8, declared, guessed, Windows-1252.

Decoding never fails; what had to be guessed or mended is said. Only the bytes themselves decide.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from index.sources.charsets import WINDOWS_1252, guessed_charset, known_charset

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose BOM begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_NUL_SHARE = 0.3
"""Of every second byte: Latin text in UTF-16 has well above half, text that holds stray NULs far below."""

_HIGH = "\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€"
_TELLTALE = re.compile("â€[\u0098-\u009d˜™š›œ“”¦]|[ÃÂ][¡-ª¬-º¼-¿]")
"""What UTF-8 looks like after it was read as Windows-1252 and encoded anew; in no language's own spelling."""
_SIGNS = "âÃÂ"
"""One of them is in each of those: what has none is not searched any further."""
_DOUBLE = re.compile(f"[Â-ß][{_HIGH}]|[à-ï][{_HIGH}]{{2}}|[ð-ô][{_HIGH}]{{3}}")
_TIMES = 3
"""How often text was encoded anew, at most: each program on its way may have done it."""

_SEVEN_BITS = "iso2022_jp"
"""A charset whose bytes are ASCII, and so UTF-8: only the declaration tells."""
_STRAYS = re.compile("[\udc80-\udcff]+")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_MOSTLY = 2
"""Valid sequences of UTF-8 to each stray byte: in other encodings they are rare."""
_SOME = 0.02
"""Share of invalid characters among those above ASCII up to which a charset is believed."""


class Decoded(NamedTuple):
    """Text as the bytes say it, not yet sanitised."""

    text: str
    encoding: str
    repairs: tuple[str, ...]


def decode(data: bytes, *, cut: bool = False, declared: str | None = None) -> Decoded:
    """Decode `data`; with `cut`, a character that the end of `data` breaks off is dropped.

    `declared` is the charset that a header or the document names. Valid UTF-8 is UTF-8 whatever they say.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _marked(data[len(bom) :], encoding, cut)
    guess = utf_16_without_bom(data)
    if guess and (text := _strict(data, guess, cut or len(data) % 2 == 1)) is not None:
        return Decoded(text, guess, (unmarked(guess),))
    charset = known_charset(declared) if declared else None
    if charset == _SEVEN_BITS and (text := _strict(data, charset, cut)) is not None:
        return Decoded(text, charset, ())
    if (text := _strict(data, "utf-8", cut)) is not None:
        return undo_double_encoding(text)
    return _not_utf_8(data, cut, charset)


def _not_utf_8(data: bytes, cut: bool, declared: str | None) -> Decoded:
    if found := _mostly_utf_8(data, cut):
        return found
    if declared and (found := _nearly(data, declared, cut)):
        return found
    if (guess := guessed_charset(data)) and (found := _nearly(data, guess, cut)):
        return found._replace(
            repairs=(f"not UTF-8: read as {guess.upper().replace('_', '-')}, a guess", *found.repairs)
        )
    text, _, repairs = undo_double_encoding(_windows_1252(data))
    among = ("UTF-8 among it: read as such",) if repairs else ()
    return Decoded(text, WINDOWS_1252, ("not UTF-8: read as Windows-1252", *among))


def _mostly_utf_8(data: bytes, cut: bool) -> Decoded | None:
    """UTF-8 with stray bytes in it: damage, or lines from elsewhere, which are nearly always Windows-1252."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(data, not cut)
    strays = _STRAYS.findall(text)
    stray_bytes = sum(map(len, strays))
    if len(_NOT_ASCII.findall(text)) - stray_bytes < _MOSTLY * stray_bytes:
        return None
    text = _STRAYS.sub(lambda run: _windows_1252(run[0].encode("ascii", "surrogateescape")), text)
    mended, encoding, repairs = undo_double_encoding(text)
    what = f"{len(strays):,} place{'s' * (len(strays) > 1)} not UTF-8: read as Windows-1252"
    return Decoded(mended, encoding, (what, *repairs))


def _nearly(data: bytes, encoding: str, cut: bool) -> Decoded | None:
    """`data` in `encoding`, if no more than a little of it is invalid there."""
    if (text := _strict(data, encoding, cut)) is not None:
        return Decoded(text, encoding, ())
    text = data.decode(encoding, "replace")
    invalid = text.count("\ufffd")
    if invalid > _SOME * len(_NOT_ASCII.findall(text)):
        return None
    return Decoded(text, encoding, (f"invalid {encoding.upper()} replaced by U+FFFD",))


def _marked(data: bytes, encoding: str, cut: bool) -> Decoded:
    text = _strict(data, encoding, cut)
    if text is not None:
        return Decoded(text, encoding, ())
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, (f"invalid {encoding.upper()} replaced by U+FFFD",))


def _strict(data: bytes, encoding: str, cut: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, not cut)
    except UnicodeDecodeError:
        return None


def undo_double_encoding(text: str) -> Decoded:
    """Turn `â€™` back into `’` throughout, where one sequence that cannot be meant gives it away."""
    if not any(sign in text for sign in _SIGNS) or not _TELLTALE.search(text):
        return Decoded(text, "utf-8", ())
    for _ in range(_TIMES):
        text = _DOUBLE.sub(lambda match: _encoded_once(match[0]), text)
        if not _TELLTALE.search(text):
            break
    return Decoded(text, "utf-8", ("UTF-8 encoded twice: undone",))


def _encoded_once(text: str) -> str:
    try:
        return b"".join(_byte(char) for char in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(char: str) -> bytes:
    """The byte that Windows-1252 reads as `char`, or Latin-1 where that leaves it undefined."""
    return char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode("cp1252")


def utf_16_without_bom(data: bytes) -> str | None:
    """The order of bytes of what seems to be UTF-16 though it does not say so; None for anything else."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2], sample[1::2]
    if len(sample) < 4:
        return None
    even_share, odd_share = even.count(0) / len(even), odd.count(0) / len(odd)
    if odd_share > _NUL_SHARE > 10 * even_share:
        return "utf-16-le"
    if even_share > _NUL_SHARE > 10 * odd_share:
        return "utf-16-be"
    return None


def unmarked(encoding: str) -> str:
    """What is said of UTF-16 that was recognised by its NULs."""
    return f"no byte order mark: read as {encoding.upper()}"


def _windows_1252(data: bytes) -> str:
    """The five bytes that Windows-1252 leaves undefined become their Latin-1 controls."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        codecs.register_error(_LATIN_1, _latin_1)
        return data.decode("cp1252", _LATIN_1)


_LATIN_1 = "broadsheet.latin-1"


def _latin_1(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end
