"""What may reach a terminal, an index or an offset? Text without controls, in one normal form.

Applied once to everything that comes from outside, before any offset exists. Pure and idempotent.
Terminal sequences are those of ECMA-48, in their 7-bit (ESC) and 8-bit (C1) forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

MAX_MARKS = 30
"""Combining marks kept in a row, as in the Stream-Safe Text Format of UAX #15: the time to normalise is
quadratic in the length of such a run."""

_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_INTRODUCERS = "\x1b\x90\x98\x9d-\x9f"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u200b\ufeff\xad"
_MARK = (
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)

_SUSPECT = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_INVISIBLE}{_BIDI}]")

# A control string ends at BEL or ST on its own line. Its body admits no further introducer, so that a
# line of a million introducers is read once; an unterminated one loses its introducer only.
_SEQUENCE = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]"
    "|\x9b[0-?]+[ -/]*[@-~]"  # with a parameter: a lone U+009B is a mis-decoded quotation mark
    f"|(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x9c{_LINE_ENDS}{_INTRODUCERS}]*(?:\x07|\x9c|\x1b\\\\)"
    "|\x1b[ -/]*[0-~]"
)
_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_C1 = re.compile("[\x80-\x9f]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_BIDI_CONTROL = re.compile(f"[{_BIDI}]")
_INVISIBLE_CHARACTER = re.compile(f"[{_INVISIBLE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_RUN_OF_MARKS = re.compile(f"({_MARK}{{{MAX_MARKS}}}){_MARK}+")


_Replacement = str | Callable[[re.Match[str]], str]


def sanitise(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` fit for terminal and index, and what was repaired: `3 control sequences removed`.

    Line ends become `\\n`, tabs spaces, lone C1 controls what Windows-1252 means by them; the result is NFC.
    """
    repairs: list[str] = []
    if _SUSPECT.search(text):
        text = _strip(text, repairs)
    if not text.isascii():
        text = _compose(text, repairs)
    return text, tuple(repairs)


def _strip(text: str, repairs: list[str]) -> str:
    def replace(pattern: re.Pattern[str], by: _Replacement, noun: str, verb: str) -> None:
        nonlocal text
        text, count = pattern.subn(by, text)
        if count:
            repairs.append(f"{count:,} {noun}{'s' * (count > 1)} {verb}")

    replace(_SEQUENCE, "", "control sequence", "removed")
    text = _NEWLINE.sub("\n", text).replace("\t", " ")
    replace(_C1, _windows_1252, "control character", "read as Windows-1252")
    replace(_CONTROL, "", "control character", "removed")
    replace(_BIDI_CONTROL, "", "text direction control", "removed")
    replace(_INVISIBLE_CHARACTER, "", "invisible character", "removed")
    replace(_SURROGATE, "\ufffd", "lone surrogate", "replaced")
    return text


def _windows_1252(match: re.Match[str]) -> str:
    return match[0].encode("latin-1").decode("cp1252", "ignore")


def _compose(text: str, repairs: list[str]) -> str:
    text, count = _LONG_RUN_OF_MARKS.subn(r"\1", text)
    if count:
        repairs.append(f"{count:,} overlong run{'s' * (count > 1)} of combining marks cut")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        repairs.append("characters composed (NFC)")
    return text
