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


def test_what_was_encoded_anew_several_times_is_undone() -> None:
    text = "it’s"
    for _ in range(2):
        text = text.encode().decode("cp1252")
    assert decode(text.encode()).text == "it’s"


def test_only_the_lines_that_were_encoded_twice_are_mended() -> None:
    assert decode("it’s fine – São Paulo\nitâ€™s not\n".encode()).text == "it’s fine – São Paulo\nit’s not\n"


def test_lines_of_windows_1252_among_utf_8() -> None:
    data = "“Größe” – café\n".encode() * 3 + "naïve café\n".encode("cp1252")
    assert decode(data) == (
        "“Größe” – café\n" * 3 + "naïve café\n",
        "utf-8",
        ("2 places not UTF-8: read as Windows-1252",),
    )


SENTENCES = {
    "cp1251": "Президент заявил в четверг, что переговоры продолжатся на следующей неделе.",
    "koi8_r": "Президент заявил в четверг, что переговоры продолжатся на следующей неделе.",
    "gb18030": "总统星期四表示，谈判将于下周继续进行。外交部长指出，两国已就新的会晤达成一致。",
    "cp932": "首相は木曜日、来週も交渉を続けると述べた。外相は両国が新たな会談で合意したと指摘した。",
    "cp949": "대통령은 목요일 협상이 다음 주에도 계속될 것이라고 밝혔다. 외교부 장관은 합의했다고 말했다.",
    "cp1253": "Ο πρόεδρος δήλωσε την Πέμπτη ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα.",
    "cp1256": "قال الرئيس يوم الخميس إن المحادثات ستستمر الأسبوع المقبل، وأشار وزير الخارجية إلى ذلك.",
    "iso8859_2": "Prezydent powiedział, że rozmowy będą kontynuowane w przyszłym tygodniu, gdyż żadna ze stron nie "
    "chce ustąpić. Według urzędników decyzja zapadnie później, a kraje uzgodniły następne spotkania na wrzesień. "
    "Minister zauważył, że możliwości są większe niż kiedykolwiek, lecz mówił też o trudnościach.",
}


@pytest.mark.parametrize("encoding", SENTENCES)
def test_a_charset_that_the_text_shows_is_guessed_and_said(encoding: str) -> None:
    text = SENTENCES[encoding]
    name = encoding.upper().replace("_", "-")
    assert decode(text.encode(encoding)) == (text, encoding, (f"not UTF-8: read as {name}, a guess",))


@pytest.mark.parametrize(
    "text",
    [
        "Der Präsident erklärte am Donnerstag, dass die Verhandlungen nächste Woche fortgesetzt würden.",
        "Le président a déclaré « C’est là où l’été dernier nous étions », à côté de l’hôtel.",
        "El presidente señaló que las negociaciones continuarán mañana. ¿Qué más? «Sí», añadió.",
        "O presidente disse que as negociações não têm decisão; é só uma opinião do ministério.",
        "Forsetinn sagði á fimmtudag að viðræður haldi áfram. Það er þörf á því.",
        "“It’s £5 — not €6,” he said… “and that’s all”",
        "café",
    ],
)
@pytest.mark.parametrize("times", [1, 20])
def test_western_texts_are_windows_1252(text: str, times: int) -> None:
    whole = f"{text}\n" * times
    assert decode(whole.encode("cp1252")) == (whole, "cp1252", ("not UTF-8: read as Windows-1252",))


@pytest.mark.parametrize("encoding", ["cp1251", "gb18030", "cp932"])
def test_a_few_characters_are_no_ground_for_a_guess(encoding: str) -> None:
    assert decode(SENTENCES[encoding][:10].encode(encoding)).encoding == "cp1252"


@pytest.mark.parametrize("encoding", ["gb18030", "cp932", "cp949"])
def test_a_damaged_character_does_not_hide_the_charset(encoding: str) -> None:
    text = SENTENCES[encoding] + "\n"
    data = text.encode(encoding) * 9 + b"\xff\n" + text.encode(encoding) * 9
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.text.startswith(text * 9)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1251", "cp1251"),
        ("ISO-8859-1", "cp1252"),
        ("GB2312", "gb18030"),
        ("x-sjis", "cp932"),
        ("euc-kr", "cp949"),
        ("iso-2022-jp", "iso2022_jp"),
        (" Latin1 ", "cp1252"),
    ],
)
def test_a_declared_charset_is_believed(declared: str, encoding: str) -> None:
    text = SENTENCES.get(encoding, "café" if encoding == "cp1252" else SENTENCES["cp932"])[:9]
    assert decode(text.encode(encoding), declared=declared) == (text, encoding, ())


@pytest.mark.parametrize(
    "declared", ["utf-7", "rot13", "punycode", "utf-8", "", "x\0y", "no such", "unicode_escape"]
)
def test_a_declaration_that_helps_nobody_is_passed_over(declared: str) -> None:
    assert decode(b"caf\xe9 \\u0041", declared=declared).text == "café \\u0041"


def test_a_false_declaration_is_found_out() -> None:
    text = SENTENCES["cp1251"] * 2
    assert decode(text.encode("cp1251"), declared="shift_jis").encoding == "cp1251"


@given(
    st.binary(max_size=200),
    st.booleans(),
    st.none() | st.sampled_from(["gbk", "latin-1", "iso-2022-jp", "x"]),
)
def test_decoding_never_fails(data: bytes, cut: bool, declared: str | None) -> None:
    assert isinstance(decode(data, cut=cut, declared=declared).text, str)
