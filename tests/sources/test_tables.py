"""Tables as people write them: any delimiter, quoting, encoding and names of columns; a broken row costs itself."""

from __future__ import annotations

import re

import pytest

from index.article import Stated
from index.reading import Reading
from tests.sources.conftest import Find

ROWS = [
    ["headline", "date", "newspaper", "content"],
    [
        "Harbour bridge opens",
        "2024-02-01",
        "Coast Herald",
        "The bridge; it opened,\nat last | on Monday.\n\nTolls\tstart.",
    ],
    ["Ferry ends", "3 Feb 2024", "Bay News", 'The "last" ferry left.'],
]


LOST = re.compile(r"the ([\d,]+) lines behind it")


def written(delimiter: str, *, end: str = "\n", escape: str = '""') -> str:
    return "".join(
        delimiter.join('"' + cell.replace('"', escape) + '"' for cell in row) + end for row in ROWS
    )


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "table"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("escape", ['""', '\\"'])
def test_a_row_is_an_article(find: Find, name: str, delimiter: str, escape: str) -> None:
    records, skipped = find(name, written(delimiter, escape=escape))
    assert skipped == {}
    assert [(record.key, record.stated) for record in records] == [
        (f"{name}#1", Stated("Harbour bridge opens", "2024-02-01", "Coast Herald")),
        (f"{name}#2", Stated("Ferry ends", "3 Feb 2024", "Bay News")),
    ]
    assert [record.text for record in records] == [
        "Harbour bridge opens\n\nThe bridge; it opened,\nat last | on Monday.\n\nTolls start.",
        'Ferry ends\n\nThe "last" ferry left.',
    ]


@pytest.mark.parametrize(
    ("encoding", "repairs"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ()),
        ("utf-32", ()),
        ("utf-16-le", ("no byte order mark: read as UTF-16-LE",)),
        ("utf-16-be", ("no byte order mark: read as UTF-16-BE",)),
        ("cp1252", ("not UTF-8: read as Windows-1252",)),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_encoding_and_line_end(find: Find, encoding: str, repairs: tuple[str, ...], end: str) -> None:
    content = f"author,text{end}“Née”,naïve{end}".encode(encoding)
    (record,) = find("a.csv", content).records
    assert (record.byline, record.text, record.repairs) == ("“Née”", "naïve", repairs)


def test_rows_go_by_their_own_ids(find: Find) -> None:
    content = "id,text\nx1,One.\nx1,Two.\n,Three.\n"
    assert list(find("a.csv", content).texts) == ["a.csv#x1", "a.csv#2", "a.csv#3"]


def test_a_field_longer_than_the_library_takes_by_itself(find: Find) -> None:
    (record,) = find("a.csv", 'url,text\nT,"' + "word " * 100_000 + '"\n').records
    assert len(record.text) == 500_000


def test_a_row_of_another_length_is_named_and_the_rest_is_read(find: Find) -> None:
    records, skipped = find("a.csv", "title,text\nA,One.\nB\nC,Three.,more\nD,Four.,\n\nE,Five.\n")
    assert [record.title for record in records] == ["A", "D", "E"]
    assert skipped == {
        "a.csv#2": "1 fields, where the first row has 2",
        "a.csv#3": "3 fields, where the first row has 2",
    }


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('"B,Two.', "not a row: ',' expected after '\"'"),
        ('B,"Two "or" three', "not a row: ',' expected after '\"'"),
        ("B,", "empty: no text in it"),
    ],
)
def test_a_broken_row_is_named_and_the_rest_is_read(find: Find, row: str, reason: str) -> None:
    records, skipped = find("a.csv", f'title,text\nA,One.\n{row}\nC,Three.\nD,"Four"\n')
    assert [record.title for record in records] == ["A", "C", "D"]
    assert skipped == {"a.csv#2": reason}


def test_a_quotation_mark_that_is_never_closed_costs_its_row(find: Find) -> None:
    records, skipped = find("a.csv", 'title,text\nA,"One.\nB,Two.\nC,Three.\n')
    assert [record.title for record in records] == ["B", "C"]
    assert skipped == {"a.csv#1": "not a row: a quotation mark is not closed"}


def test_quotation_marks_that_never_match_do_not_have_everything_read_again_and_again(find: Find) -> None:
    count = 20_000
    content = "title,text\nA,One.\n" + 'B","Two\n' * count
    (record,), skipped = find("a.csv", content, Reading(max_article_bytes=500))
    assert record.title == "A"
    lost = sum(int(found[1].replace(",", "")) for found in map(LOST.search, skipped.values()) if found)
    assert lost + len(skipped) == count
    assert len(skipped) < count / 10


def test_a_row_too_long_to_be_read_is_named_and_the_rest_is_read(find: Find) -> None:
    records, skipped = find("a.csv", f"title,text\nA,{'x' * 3_000_000}\nB,Two.\n", Reading.of({}, 1))
    assert [record.title for record in records] == ["B"]
    assert skipped == {"a.csv#1": "not a row: a line of more than 2,097,152 bytes"}


def test_columns_of_any_name_can_be_set(find: Find) -> None:
    reading = Reading.of({"text": "Inhalt", "title": ["Überschrift"]}, 16)
    (record,) = find("a.csv", "Überschrift;Inhalt\nBrücke;Sie steht.\n", reading).records
    assert (record.title, record.text) == ("Brücke", "Brücke\n\nSie steht.")


def test_columns_without_a_header_go_by_number(find: Find) -> None:
    reading = Reading.of({"text": "3", "title": "2"}, 16)
    records, _ = find("a.csv", '3,Bridge,"It stands, now."\n4,Ferry,"It left, then."\n', reading)
    assert [(record.title, record.text) for record in records] == [
        ("Bridge", "Bridge\n\nIt stands, now."),
        ("Ferry", "Ferry\n\nIt left, then."),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            "name,price\nsalt,3\n",
            "no text among its fields (name, price); if one has it, say so in config.yaml: `fields: {text: [NAME]}`",
        ),
        (
            "3,salt\n4,oil\n",
            "no text among its fields (1, 2); if one has it, say so in config.yaml: `fields: {text: [NAME]}`"
            "; it has no header, so columns go by number",
        ),
        ("\n\n", "empty: no row in it"),
        ("title,text\n", "empty: no record in it"),
    ],
)
def test_a_table_without_articles_is_named_once(find: Find, content: str, reason: str) -> None:
    assert find("a.csv", content) == ([], {"a.csv": reason})


@pytest.mark.parametrize(
    "content",
    [
        "title, text and more\n\nThe minister, who spoke, left.\n",
        "Title, date, text\nThe three words above, he said, were enough.\n",
        "One, two, three\nfour, five, six\n",
    ],
)
def test_prose_with_commas_is_no_table(find: Find, content: str) -> None:
    assert find("article", content).texts == {"article": content}
