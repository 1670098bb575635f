"""The title among other lines, the author's name among other names."""

from __future__ import annotations

import pytest

from index.article import Article, BlockKind, Record
from index.cleaning import clean

TITLE = "More police for the border"
BODY = (
    "The government will send two hundred more police officers to the border, the minister said on Friday.\n\n"
    "Opposition leaders called the plan too late, too small and too expensive for a country in debt.\n\n"
    "A vote on the project is to be held before the end of the month, according to speaker Paul Ahmadi.\n"
)


def article(head: str, foot: str = "", **fields: str) -> Article:
    return clean(Record("news/a.txt", f"{head}\n\n{BODY}\n{foot}", **fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "head",
    [
        f"Latest offers for our readers\n\n{TITLE}\n\n1 February 2024",
        f"Latest offers for our readers\n\n{TITLE}\n\nBy Jane Doe",
        f"Download our application now\n\nSubscribe to our weekly letter\n\n{TITLE}",
        f"{TITLE} | The Herald\n\nAbout our newspaper\n\n{TITLE}",
        f"Home > World > {TITLE}\n\n{TITLE}",
    ],
)
def test_what_stands_around_it_tells_the_title(head: str) -> None:
    assert article(head).title == TITLE


def test_of_lines_that_are_equally_fit_the_first_is_the_title() -> None:
    assert article("Storm hits coast again\n\nFerries stay in harbours").title == "Storm hits coast again"


def test_what_could_be_a_section_is_the_title_where_nothing_else_is() -> None:
    assert article("Weather").title == "Weather"
    assert article(f"Weather\n\n{TITLE}").title == TITLE


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        (f"{TITLE} | The Herald", {"source": "The Herald"}),
        (f"{TITLE} - Herald", {"source": "The Herald"}),
        (f"The Herald :: {TITLE}", {"source": "The Herald"}),
        (f"{TITLE} – Herald", {"url": "https://www.herald.example.com/a/1"}),
    ],
)
def test_the_name_of_its_site_is_no_part_of_a_title(title: str, fields: dict[str, str]) -> None:
    assert article("News", title=title, **fields).title == TITLE
    assert article(title, **fields).title == TITLE


@pytest.mark.parametrize("title", [f"{TITLE} - 200 officers", "Herald of spring", "Budget 3.0 | Police"])
def test_a_title_keeps_what_is_not_its_site(title: str) -> None:
    assert article(title, source="The Herald", url="https://www.herald.example.com/").title == title


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        (f"{TITLE}\n\nVon Petra Meier 28.04.2023, 18:11 Uhr", "Petra Meier"),
        (f"{TITLE}\n\nJane Doe | 1 February 2024", "Jane Doe"),
        (f"{TITLE}\n\nBy Jane DoePublished: Feb 1, 2024", "Jane Doe"),
        (f"{TITLE}\n\nFebruary 1, 2024 · 3 min read · By Jane Doe", "Jane Doe"),
        (f"{TITLE}\n\nBy\n\nJane Doe", "Jane Doe"),
        (f"{TITLE}\n\nBy Jane Doe For Example.Com", "Jane Doe"),
        (f"{TITLE}\n\ndi Viviana Rossi", "Viviana Rossi"),
        (f"{TITLE}\n\nAuthor: Jane Doe", "Jane Doe"),
        (f"{TITLE}\n\n1 February 2024\n\nPaul Ahmadi", None),
        (f"{TITLE}\n\nProject Management\n\n1 February 2024", None),
        (f"{TITLE}\n\nBreaking Stories", None),
    ],
)
def test_an_author_is_named_where_authors_stand_and_no_other_name_is_one(
    head: str, byline: str | None
) -> None:
    assert article(head).byline == byline


@pytest.mark.parametrize("foot", ["Jane Doe is a reporter in London.", "More from Jane Doe"])
def test_a_name_below_the_title_that_comes_again_is_the_authors(foot: str) -> None:
    found = article(f"{TITLE}\n\nJane Doe", foot)
    assert found.byline == "Jane Doe"
    assert found.blocks[1].kind is BlockKind.BYLINE


@pytest.mark.parametrize(
    ("foot", "byline"), [("By Jane Doe", "Jane Doe"), ("By Jane Doe\n\nBy John Roe", None)]
)
def test_a_byline_far_below_is_the_authors_if_it_is_the_only_one(foot: str, byline: str | None) -> None:
    below = (
        "Two hundred officers are too many for so small a country, the leader of the opposition said.\n\n" * 2
    )
    assert article(f"{TITLE}\n\n{BODY}", f"{below}{foot}\n").byline == byline


def test_a_site_that_calls_itself_the_author_yields_to_a_person() -> None:
    fields = {"byline": "herald.example.com", "url": "https://www.herald.example.com/a/1"}
    assert article(f"{TITLE}\n\nBy Jane Doe", **fields).byline == "Jane Doe"
    assert article(TITLE, **fields).byline == "herald.example.com"
    assert article(f"{TITLE}\n\nBy Jane Doe", byline="John Roe").byline == "John Roe"


def test_the_reporter_of_an_agencys_credit_is_the_author() -> None:
    assert article(TITLE, "(Reporting by Jane Doe; Editing by John Roe)").byline == "Jane Doe"


def test_the_site_is_the_source_where_nothing_else_is() -> None:
    assert article(TITLE, url="https://www.example.com:8080/a").source == "example.com"
    assert article(f"{TITLE}\n\nReuters", url="https://www.example.com/a").source == "Reuters"
