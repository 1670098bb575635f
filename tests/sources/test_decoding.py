"""Bytes become the text that their author meant, and every guess is said."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.decoding import decode

TEXT = "Żółw – “naïve” £5\n"


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides(bom: bytes, encoding: str) -> None:
    assert decode(bom + TEXT.encode(encoding)) == (TEXT, encoding, ())


def test_utf_8_needs_no_mark() -> None:
    assert decode(TEXT.encode()) == (TEXT, "utf-8", ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_by_its_nuls(encoding: str) -> None:
    text = "White House urges Iraq to end threats – “now”\n"
    assert decode(text.encode(encoding)) == (
        text,
        encoding,
        (f"no byte order mark: read as {encoding.upper()}",),
    )


def test_what_is_not_utf_8_is_read_as_windows_1252() -> None:
    assert decode("“naïve” – £5".encode("cp1252")) == (
        "“naïve” – £5",
        "cp1252",
        ("not UTF-8: read as Windows-1252",),
    )


def test_bytes_that_windows_1252_leaves_open_do_not_fail() -> None:
    assert decode(b"caf\xe9 \x81\x8d").text == "café \x81\x8d"


def test_a_single_nul_does_not_make_text_utf_16() -> None:
    assert decode(b"one \x00 stray NUL in a line of text").encoding == "utf-8"


def test_invalid_characters_behind_a_mark_are_replaced_and_named() -> None:
    decoded = decode(codecs.BOM_UTF8 + b"caf\xe9 noir")
    assert decoded.text == "caf\ufffd noir"
    assert decoded.repairs == ("invalid UTF-8 replaced by U+FFFD",)


def test_a_cut_through_a_character_drops_it() -> None:
    assert decode("aé".encode()[:-1], cut=True) == ("a", "utf-8", ())


@pytest.mark.parametrize("text", ["it’s “here” – now", "café, Ärger, ‘naïve’ £5"])
def test_utf_8_that_was_encoded_twice_is_undone(text: str) -> None:
    twice = "".join(
        bytes([b]).decode("cp1252" if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "latin-1")
        for b in text.encode()
    )
    assert decode(twice.encode()) == (text, "utf-8", ("UTF-8 encoded twice: undone",))


@pytest.mark.parametrize("text", ["IRMÃ… “AMANHÃ”", "MAÇÃ\u00a0", "Ângela, à la carte", "«NÂ»"])
def test_spelling_that_only_looks_like_it_is_left_alone(text: str) -> None:
    assert decode(text.encode()).text == text


@given(st.binary(max_size=200), st.booleans())
def test_decoding_never_fails(data: bytes, cut: bool) -> None:
    assert isinstance(decode(data, cut=cut).text, str)
