"""What reaches a terminal has no controls in it, and offsets are final."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sanitise import MAX_MARKS, sanitise

FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
HOSTILE = st.text(
    st.sampled_from(
        "ab [];?0m\n\r\t\x07\\\x00\x1b\x85\x90\x98\x9b\x9c\x9d\x9f\xad\u200b\u202e\u2028\ufeff\ud800e\u0301"
    )
    | st.characters()
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        pytest.param("a\x1b[31mred\x1b[0m", "ared", id="CSI colours"),
        pytest.param("a\x1b[2Jb\x9b2Jc", "abc", id="CSI erase, both forms"),
        pytest.param("a\x1b]0;title\x07b", "ab", id="OSC ended by BEL"),
        pytest.param("a\x1b]52;c;ZXZpbA==\x1b\\b", "ab", id="OSC 52 ended by ST"),
        pytest.param("a\x9d0;title\x9cb", "ab", id="OSC in C1"),
        pytest.param("a\x1bPq#0;2\x1b\\b\x90q\x9cc", "abc", id="DCS"),
        pytest.param("a\x1b_x\x1b\\b\x1b^x\x1b\\c\x1bXx\x1b\\d", "abcd", id="APC, PM, SOS"),
        pytest.param("a\x1b(Bb\x1b7c", "abc", id="two-character escapes"),
        pytest.param("a\x1b]0;no end\nthe article", "a0;no end\nthe article", id="an unterminated OSC"),
        pytest.param("\x93Yes\x94 \x96 it\x92s 5\x80", "“Yes” – it’s 5€", id="Windows-1252 in C1"),
        pytest.param("\x9b Subscribe", "› Subscribe", id="a lone U+009B"),
        pytest.param("a\r\nb\rc\u2028d\u2029e\x85f\x0cg\x0bh", "a\nb\nc\nd\ne\nf\ng\nh", id="line ends"),
        pytest.param("a\tb", "a b", id="tab"),
        pytest.param("a\x00b\x08c\x7fd", "abcd", id="C0 and DEL"),
        pytest.param("a\u202egpj.exe\u202c\u2066b\u2069", "agpj.exeb", id="text direction"),
        pytest.param("\ufeffco\u00adop\u200bera\ufefftion", "cooperation", id="invisible"),
        pytest.param("a\ud800b", "a\ufffdb", id="lone surrogate"),
        pytest.param("caf\u0065\u0301", "caf\u00e9", id="NFC"),
    ],
)
def test_what_a_terminal_would_act_on_goes(raw: str, clean: str) -> None:
    assert sanitise(raw)[0] == clean


@pytest.mark.parametrize(
    "text", ["👩\u200d👩\u200d👧", "می\u200cخواهم", "a\u00a0b", "\u200fعربي", "line\nline\n"]
)
def test_what_writing_needs_stays(text: str) -> None:
    assert sanitise(text) == (text, ())


def test_what_was_removed_is_counted_and_named() -> None:
    assert sanitise("\x1b[1m\x1b[0m\x00a\u202e") == (
        "a",
        ("2 control sequences removed", "1 control character removed", "1 text direction control removed"),
    )


@pytest.mark.parametrize(
    "text", ["\x1b]" * 500_000, "\x1b[" * 500_000, "\x9d" * 1_000_000, "a" + "\u0301\u0316" * 500_000]
)
def test_a_million_hostile_characters_take_linear_time(text: str) -> None:
    before = time.process_time()
    sanitise(text)
    assert time.process_time() - before < 5


def test_a_pile_of_combining_marks_is_cut() -> None:
    text, repairs = sanitise("e" + "\u0316" * 1000)
    assert len(text) == 1 + MAX_MARKS
    assert repairs == ("1 overlong run of combining marks cut",)


@settings(max_examples=300)
@given(HOSTILE)
def test_no_forbidden_character_is_left(text: str) -> None:
    clean, _ = sanitise(text)
    assert not FORBIDDEN.search(clean)
    assert unicodedata.is_normalized("NFC", clean)


@settings(max_examples=300)
@given(HOSTILE)
def test_clean_text_stays_as_it_is(text: str) -> None:
    clean, _ = sanitise(text)
    assert sanitise(clean) == (clean, ())
