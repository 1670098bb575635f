"""Which characters do these bytes stand for? BOM, then UTF-8, then UTF-16 by its NULs, then Windows-1252.

Decoding never fails; what had to be guessed is said.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

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
_DOUBLE = re.compile(f"[Â-ß][{_HIGH}]|[à-ï][{_HIGH}]{{2}}|[ð-ô][{_HIGH}]{{3}}")


class Decoded(NamedTuple):
    """Text as the bytes say it, not yet sanitised."""

    text: str
    encoding: str
    repairs: tuple[str, ...]


def decode(data: bytes, *, cut: bool = False) -> Decoded:
    """Decode `data`; with `cut`, a character that the end of `data` breaks off is dropped."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _marked(data[len(bom) :], encoding, cut)
    guess = _utf_16_without_bom(data)
    if guess and (text := _strict(data, guess, cut)) is not None:
        return Decoded(text, guess, (f"no byte order mark: read as {guess.upper()}",))
    if (text := _strict(data, "utf-8", cut)) is not None:
        return undo_double_encoding(text)
    return Decoded(_windows_1252(data), "cp1252", ("not UTF-8: read as Windows-1252",))


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
    if text.isascii() or not _TELLTALE.search(text):
        return Decoded(text, "utf-8", ())
    repaired = _DOUBLE.sub(lambda match: _encoded_once(match[0]), text)
    return Decoded(repaired, "utf-8", ("UTF-8 encoded twice: undone",))


def _encoded_once(text: str) -> str:
    try:
        return b"".join(_byte(char) for char in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(char: str) -> bytes:
    """The byte that Windows-1252 reads as `char`, or Latin-1 where that leaves it undefined."""
    return char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode("cp1252")


def _utf_16_without_bom(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    even, odd = sample[::2], sample[1::2]
    if len(sample) < 4 or len(data) % 2:
        return None
    even_share, odd_share = even.count(0) / len(even), odd.count(0) / len(odd)
    if odd_share > _NUL_SHARE > 10 * even_share:
        return "utf-16-le"
    if even_share > _NUL_SHARE > 10 * odd_share:
        return "utf-16-be"
    return None


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
