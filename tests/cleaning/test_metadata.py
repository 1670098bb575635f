"""Title, source, byline, caption, standfirst: lifted from where they stand, kept visible."""

from __future__ import annotations

import pytest

from index.article import Article, BlockKind, Record
from index.cleaning import clean

BODY = (
    "The government will send two hundred more police officers to the border, the minister said on Friday.\n\n"
    "Opposition leaders called the plan too late, too small and too expensive for a country in debt.\n\n"
    "A vote on the budget is to be held before the end of the month, according to the speaker.\n"
)


def article(text: str, **fields: str) -> Article:
    return clean(Record("news/a.txt", text, **fields))  # type: ignore[arg-type]


def kinds(found: Article) -> dict[str, BlockKind]:
    return {found.text[slice(*found.content(block))]: block.kind for block in found.blocks}


def hidden(found: Article) -> list[str]:
    return [found.text[slice(*found.content(block))] for block in found.blocks if block.hidden]


def test_a_plain_news_file_is_read_right() -> None:
    found = article("More police for the border\n\n2012-02-10\nReuters\n\n" + BODY)
    assert found.title == "More police for the border"
    assert str(found.date.day) == "2012-02-10"
    assert found.source == "Reuters"
    assert not hidden(found)


@pytest.mark.parametrize("title", ["Storm hits coast", "Storm", "Senate looks to the U.S."])
def test_a_short_title_above_the_date_is_the_title(title: str) -> None:
    assert article(f"{title}\n\n2012-02-10\nreuters/usa\n\n{BODY}").title == title


def test_wire_text_without_residue_is_shown_whole() -> None:
    found = article("LONDON (Reuters) - " + BODY)
    assert not hidden(found)
    assert found.source == "Reuters"
    assert found.title.startswith("LONDON (Reuters) - The government")


def test_a_file_headed_with_marks_is_read_right() -> None:
    found = article(
        "-- More police for the border\nBy Jane Doe\n10 February 2012\nhttps://news.example.com/a/1\n\n"
        + BODY
    )
    assert found.title == "More police for the border"
    assert found.byline == "Jane Doe"
    assert str(found.date.day) == "2012-02-10"
    assert (found.source, found.url) == ("news.example.com", "https://news.example.com/a/1")
    assert hidden(found) == ["https://news.example.com/a/1"]


def test_named_fields_at_the_head_are_metadata() -> None:
    found = article(
        '---\ntitle: "More police"\ndate: 2012-02-10\nauthor: Jane Doe\nsource: The Herald\ntags: a, b\n---\n\n'
        + BODY
    )
    assert (found.title, found.byline, found.source) == ("More police", "Jane Doe", "The Herald")
    assert str(found.date.day) == "2012-02-10"
    assert hidden(found) == ["---", "tags: a, b", "---"]


def test_a_markdown_heading_is_a_title_without_its_mark() -> None:
    assert article("# More police for the border\n\n" + BODY).title == "More police for the border"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By Jane Doe and John Smith", "Jane Doe and John Smith"),
        ("Von Petra Lerchbaumer", "Petra Lerchbaumer"),
        ("Posted by Jane Doe", "Jane Doe"),
    ],
)
def test_a_byline_names_its_author(line: str, byline: str) -> None:
    found = article(f"More police for the border\n\n{line}\n\n{BODY}")
    assert found.byline == byline
    assert kinds(found)[line] is BlockKind.BYLINE


def test_a_person_beside_the_date_is_the_author_and_a_paper_the_source() -> None:
    head = "More police for the border\n\n10 February 2012\n{}\n\n"
    assert article(head.format("Jane Doe") + BODY).byline == "Jane Doe"
    assert article(head.format("Daily News") + BODY).source == "Daily News"


def test_told_an_agency_is_no_source() -> None:
    assert (
        article("More police for the border\n\nHe told Reuters that it was over.\n\n" + BODY).source is None
    )


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Source: Al Jazeera, News Agencies", "Al Jazeera"),
        ("Source: Reuters", "Reuters"),
        ("Quelle: ntv.de", "ntv.de"),
    ],
)
def test_a_source_line_at_the_foot_names_the_source(line: str, source: str) -> None:
    found = article(f"More police for the border\n\n{BODY}\n{line}")
    assert found.source == source
    assert kinds(found)[line] is BlockKind.SOURCE


def test_a_caption_takes_the_line_above_it_along() -> None:
    found = kinds(
        article(f"More police\n\nPolice at the border\nNight falls on it [File: J. Doe/Reuters]\n\n{BODY}")
    )
    assert found["Police at the border"] is BlockKind.CAPTION
    assert found["Night falls on it [File: J. Doe/Reuters]"] is BlockKind.CAPTION


def test_a_crosshead_stays() -> None:
    first, _, rest = BODY.partition("\n\n")
    assert kinds(article(f"More police\n\n{first}\n\nToo late\n\n{rest}"))["Too late"] is BlockKind.SUBHEAD


def test_fields_of_the_record_win_and_their_lines_are_lifted() -> None:
    found = article(
        "News\nMore police for the border\n\n" + BODY,
        title="More police for the border", source="The Herald", byline="Jane Doe", date="2012-02-10T08:00:00Z",
    )  # fmt: skip
    assert kinds(found)["More police for the border"] is BlockKind.TITLE
    assert (found.source, found.byline, str(found.date.day)) == ("The Herald", "Jane Doe", "2012-02-10")


def test_a_section_above_the_title_is_not_the_title() -> None:
    found = article("Panorama\n\nExtremismus\n\nMehr Polizei für die Grenze gefordert\n\n" + BODY)
    assert found.title == "Mehr Polizei für die Grenze gefordert"
    assert hidden(found) == ["Panorama", "Extremismus"]


def test_a_short_title_stands_above_a_city_and_date() -> None:
    found = article(f"Rain in Erbil\n\nErbil, 3 March 2021\n\n{BODY}")
    assert (found.title, str(found.date.day), hidden(found)) == ("Rain in Erbil", "2021-03-03", [])
