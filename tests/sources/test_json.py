"""JSON in all the shapes that news comes in: counts, titles, dates, sources; what is broken is named, the rest read."""

from __future__ import annotations

import datetime as dt
import json
import tracemalloc
from pathlib import Path

import pytest

from index.article import BlockKind, Stated
from index.cleaning import clean
from index.reading import Reading
from index.sources import parts, scan
from tests.sources.conftest import Find, Put

FIRST = {
    "title": "Harbour bridge opens",
    "body": "The bridge opened on Monday.\nTolls start in May.",
    "date": "2024-02-01",
    "source": "Coast Herald",
    "author": "Ana Lima",
    "url": "https://coast.example/bridge",
}
SECOND = {
    "headline": "Ferry ends",
    "text": "The last ferry left.",
    "published": "3 Feb 2024",
    "site": "Bay News",
}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([FIRST, SECOND]),
        json.dumps([FIRST, SECOND], indent=2),
        json.dumps(FIRST) + "\n" + json.dumps(SECOND) + "\n",
        json.dumps(FIRST) + "\r\n\r\n" + json.dumps(SECOND),
        json.dumps(FIRST, indent=1) + "\n" + json.dumps(SECOND, indent=1),
        json.dumps(FIRST) + json.dumps(SECOND),
        json.dumps({"status": "ok", "articles": [FIRST, SECOND]}),
        json.dumps({"response": {"total": 2, "docs": [FIRST, SECOND]}}, indent=2),
        json.dumps({"hits": {"hits": [{"_id": "x/1#", "_source": FIRST}, {"_source": SECOND}]}}),
        json.dumps({"a1": FIRST, "a2": SECOND}),
        json.dumps([[FIRST], [SECOND]]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_shape_gives_the_same_articles(find: Find, content: str, encoding: str) -> None:
    records, skipped = find("a.json", content.encode(encoding))
    assert skipped == {}
    assert [record.text for record in records] == [
        "Harbour bridge opens\n\nThe bridge opened on Monday.\nTolls start in May.",
        "Ferry ends\n\nThe last ferry left.",
    ]
    assert records[0].stated == Stated(
        "Harbour bridge opens", "2024-02-01", "Coast Herald", "Ana Lima", "https://coast.example/bridge"
    )
    assert records[1].stated == Stated("Ferry ends", "3 Feb 2024", "Bay News")


def test_records_of_a_list_go_by_number(find: Find) -> None:
    assert list(find("a.json", json.dumps([FIRST, SECOND])).texts) == ["a.json#1", "a.json#2"]


def test_a_file_that_is_one_object_goes_by_its_path(find: Find) -> None:
    (record,) = find("a.json", json.dumps(FIRST | {"id": 7}, indent=2)).records
    assert (record.key, record.locator) == ("a.json", "")


def test_lines_go_by_their_numbers_in_the_file(find: Find) -> None:
    content = "\n".join(["", json.dumps(FIRST), "", json.dumps(SECOND)])
    assert list(find("a.jsonl", content).texts) == ["a.jsonl#2", "a.jsonl#4"]


def test_json_is_known_by_its_content(find: Find) -> None:
    assert len(find("dump", json.dumps(FIRST) + "\n" + json.dumps(SECOND)).records) == 2


@pytest.mark.parametrize(
    ("ids", "locators"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a"], ["a", "2"]),
        ([2, None], ["2", "2'"]),
        (["with\nbreak", "with#mark"], ["1", "2"]),
        (["x" * 65, {"$oid": "5f1"}], ["1", "5f1"]),
    ],
)
def test_an_own_id_is_the_locator_if_it_can_be(find: Find, ids: list[object], locators: list[str]) -> None:
    content = json.dumps([{"id": own, "text": "Text."} for own in ids])
    records, _ = find("a.json", content)
    assert [record.locator for record in records] == locators
    assert [record.key for record in records] == [f"a.json#{locator}" for locator in locators]


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ({"maintext": "Main.", "text": None, "description": "Short."}, "Main."),
        ({"articleBody": "Body.", "article": 17}, "Body."),
        ({"article_body": ["One.", "Two."]}, "One.\n\nTwo."),
        ({"content": {"rendered": "<p>One &amp; two.</p><p>Three.</p>"}}, "One & two.\n\nThree."),
        ({"content": [{"type": "p", "text": "One."}, {"type": "p", "text": "Two."}]}, "One.\n\nTwo."),
        ({"text": "One <b>bold</b>\nline.\n\nTwo &amp; more."}, "One bold\nline.\n\nTwo & more."),
        ({"contents": [{"content": 1325376562000}, {"content": "<a href='x'>One</a>."}, None]}, "One."),
        ({"document": "Body.", "summary": "Short."}, "Body."),
        ({"text": "It costs 3 < 4 & more."}, "It costs 3 < 4 & more."),
        ({"text": float("nan"), "body": "Body."}, "Body."),
        ({"text": "It\u00e2\u20ac\u2122s here."}, "It’s here."),
    ],
)
def test_the_text_is_found(find: Find, record: dict[str, object], text: str) -> None:
    assert find("a.json", json.dumps(record)).texts == {"a.json": text}


@pytest.mark.parametrize(
    ("fields", "stated"),
    [
        ({"title": {"rendered": "Tax &amp; <b>duty</b>"}}, Stated(title="Tax & duty")),
        ({"headline": {"main": "Head"}, "web_url": "u"}, Stated(title="Head", url="u")),
        ({"authors": ["A. Lima", {"name": "B. Cruz"}]}, Stated(byline="A. Lima, B. Cruz")),
        ({"source": {"id": None, "name": "Bay News"}}, Stated(source="Bay News")),
        ({"publisher": "Bay\nNews"}, Stated(source="Bay News")),
        ({"date": {"$date": "2024-02-01T08:00:00Z"}}, Stated(date="2024-02-01T08:00:00Z")),
        ({"title": "", "name": "x", "author": None, "url": []}, Stated()),
    ],
)
def test_what_a_record_states(find: Find, fields: dict[str, object], stated: Stated) -> None:
    (record,) = find("a.json", json.dumps(fields | {"text": "Text."})).records
    assert record.stated == stated


@pytest.mark.parametrize(
    "written",
    [
        *("2024-02-01", "2024-02-01T23:30:00Z", "20240201", "Thu, 01 Feb 2024 10:00:00 GMT", "1706781600"),
        *(1706781600, 1706781600000, 1706781600.25, "February 1, 2024", "1 Feb 2024"),
    ],
)
def test_a_date_in_any_form_is_that_day(find: Find, written: object) -> None:
    (record,) = find("a.json", json.dumps({"text": "A text without a day.", "published": written})).records
    assert clean(record).date.day == dt.date(2024, 2, 1)


@pytest.mark.parametrize(
    "text", ["Bridge opens\n\nIt did.", "LOCAL\n\nBRIDGE  opens\nIt did.", "Bridge opens: it did."]
)
def test_a_title_that_stands_in_the_text_is_not_written_again(find: Find, text: str) -> None:
    (record,) = find("a.json", json.dumps({"title": "Bridge opens", "text": text})).records
    assert record.text == text


def test_a_title_of_a_field_is_the_title_of_the_article(find: Find) -> None:
    (record,) = find("a.json", json.dumps(FIRST)).records
    article = clean(record)
    (title,) = (
        article.text[block.start : block.end] for block in article.blocks if block.kind is BlockKind.TITLE
    )
    assert (article.title, title.strip()) == ("Harbour bridge opens", "Harbour bridge opens")


def test_a_whole_page_in_a_field_is_read_as_a_page(find: Find) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Page</title></head><body><nav><a href='/'>Home</a></nav><article>"
        "<h1>Bridge opens</h1><p>The bridge opened on Monday, after years of work on its towers and cables.</p>"
        "<p>Tolls start in May, the harbour office said, and will rise every year after that.</p></article></body>"
    )
    (record,) = find("a.json", json.dumps({"html": page, "site": "Bay News"})).records
    assert "Tolls start in May" in record.text
    assert record.source == "Bay News"
    assert "Home" in "".join(record.text[span.start : span.end] for span in record.outside)


def test_names_of_fields_can_be_set(find: Find) -> None:
    record = {"summary": "Short.", "story": {"plain": "The story."}, "text": "A label", "kicker": "Head"}
    reading = Reading.of({"text": ["none", "story.plain"], "title": "kicker"}, 16)
    (found,) = find("a.json", json.dumps(record), reading).records
    assert (found.text, found.title) == ("Head\n\nThe story.", "Head")


def test_a_broken_line_is_named_and_the_rest_is_read(find: Find) -> None:
    content = "\n".join([json.dumps(FIRST), '{"text": "brok', "[1]", json.dumps(SECOND)])
    records, skipped = find("a.jsonl", content)
    assert [record.key for record in records] == ["a.jsonl#1", "a.jsonl#4"]
    assert skipped == {
        "a.jsonl#2": "not JSON: unterminated string starting at (character 10)",
        "a.jsonl#3": "not a JSON object",
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            '[{"text": "a"}, {"text": "b "quoted" b"}, {"text": "c"}]',
            "not JSON: expecting ',' delimiter (character 14)",
        ),
        ('[{"text": "a"}, {"text": "b "quote b"}, {"text": "c"}]', "not JSON: it breaks off"),
        ('[{"text": "a"},\n{"text": "b "quote b"},\n{"text": "c"}]', "not JSON: a string has no end"),
        ('[{"text": "a"}, {"text": }, {"text": "c"}]', "not JSON: expecting value (character 10)"),
        ('[{"text": "a"}, "b", {"text": "c"}]', 'not a JSON object: "b"'),
        ('[{"text": "a"}, {"title": "b"}, {"text": "c"}]', None),
    ],
)
def test_a_broken_object_of_a_list_is_named_and_the_rest_is_read(
    find: Find, content: str, reason: str | None
) -> None:
    records, skipped = find("a.json", content)
    assert [record.text for record in records] == ["a", "c"]
    assert list(skipped) == ["a.json#2"]
    assert reason in (None, skipped["a.json#2"])


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        ("[]", "a.json", "empty: no record in it"),
        ("not json", "a.json#1", "not a JSON object: not"),
        ('{"text": "a', "a.json#1", "not JSON: it breaks off"),
        ("[" * 100_000, "a.json#1", "not JSON: it breaks off"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "a.json", "not JSON that can be read: nested too deeply"),
        ('{"text": ' + "9" * 5000 + "}", "a.json", "not JSON that can be read: Exceeds the limit"),
        ('{"text": " "}', "a.json", "empty: no text in it"),
        (
            '{"url": "u", "title": "t"}',
            "a.json",
            "no text among its fields (url, title); if one has it, say so in",
        ),
    ],
)
def test_what_is_no_article_is_named(find: Find, content: str, place: str, reason: str) -> None:
    records, skipped = find("a.json", content)
    assert records == []
    assert list(skipped) == [place]
    assert skipped[place].startswith(reason)


def test_a_file_without_one_article_is_not_read_to_its_end(find: Find) -> None:
    records, skipped = find("a.jsonl", '{"label": 1}\n' * 500)
    assert records == []
    assert len(skipped) == 101
    assert skipped["a.jsonl"] == "no article among its first 100 records: the rest is not read"


def test_a_line_that_is_not_utf_8_is_read_and_that_is_said(find: Find) -> None:
    (record,) = find("a.jsonl", '{"text": "naïve"}\n'.encode("cp1252")).records
    assert (record.text, record.repairs) == ("naïve", ("not UTF-8: read as Windows-1252",))


def test_utf_16_without_a_mark_is_said(find: Find) -> None:
    (record,) = find("a.jsonl", json.dumps(SECOND).encode("utf-16-be")).records
    assert record.repairs == ("no byte order mark: read as UTF-16-BE",)


def test_brackets_that_never_match_do_not_have_everything_read_again_and_again(find: Find) -> None:
    records, skipped = find("a.json", '[{"text": "One."},\n' + '{"text": "Two.", "tags": [},\n' * 20_000)
    assert [record.text for record in records] == ["One."]
    assert len(skipped) < 200
    assert [*skipped.values()][-1].endswith("the rest is not read")


def test_a_long_text_is_cut_and_the_cut_is_said(find: Find) -> None:
    (record,) = find("a.json", json.dumps({"text": "word " * 300_000}), Reading.of({}, 1)).records
    assert len(record.text) == 1024 * 1024
    assert record.repairs == ("cut after the first 1,048,576 characters",)


def test_a_line_too_long_to_be_read_is_named_and_the_rest_is_read(find: Find) -> None:
    content = f'{{"text": "{"x" * 3_000_000}"}}\n' + json.dumps(FIRST)
    records, skipped = find("a.jsonl", content, Reading.of({}, 1))
    assert [record.key for record in records] == ["a.jsonl#2"]
    assert skipped == {"a.jsonl#1": "longer than 2,097,152 bytes"}


def test_a_long_list_is_never_held_whole(put: Put) -> None:
    record = json.dumps({"text": "A sentence of an article. " * 100})
    entry = put("a.json", b'{"articles": [' + b",".join([record.encode()] * 8000) + b"]}")
    tracemalloc.start()
    try:
        count = sum(1 for _ in parts(entry, Reading.of({}, 1)))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 8000
    assert most < entry.size / 2


@pytest.mark.parametrize("name", ["a.json", "a.meta", "a.yaml", "a.txt.json"])
def test_metadata_beside_a_text_is_no_article(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / name).write_text(json.dumps(FIRST))
    assert {each.path: getattr(each, "reason", "") for each in scan(tmp_path)} == {
        "a.txt": "",
        name: "metadata beside a.txt",
    }


def test_json_beside_a_folder_of_its_name_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a.json").write_text(json.dumps(FIRST))
    assert [type(each).__name__ for each in scan(tmp_path)] == ["Entry"]
