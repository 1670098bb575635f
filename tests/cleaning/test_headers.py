"""Text files that say what they are: front matter, mail, the exports of press archives."""

from __future__ import annotations

import pytest

from index.article import Article, BlockKind, Record
from index.cleaning import clean

BODY = (
    "The government will send two hundred more police officers to the border, the minister said on Friday.\n\n"
    "Opposition leaders called the plan too late, too small and too expensive for a country in debt.\n\n"
    "A vote on the budget is to be held before the end of the month, according to the speaker.\n"
)
TITLE = "More police for the border"


def article(head: str, foot: str = "") -> Article:
    return clean(Record("a.txt", f"{head}\n\n{BODY}\n{foot}"))


def said(found: Article) -> tuple[str, str | None, str | None, str]:
    return found.title, found.byline, found.source, str(found.date.day)


def shown(found: Article) -> str:
    return "\n\n".join(found.text[slice(*found.content(block))] for block in found.visible())


@pytest.mark.parametrize(
    "head",
    [
        f"title: {TITLE}\nauthor: Jane Doe\ndate: 2024-02-01\nsource: The Herald",
        f"Headline: {TITLE}\nByline: By Jane Doe\nPublished: 1 February 2024\nPublication: The Herald\nID: 17",
        f'---\ntitle: "{TITLE}"\nauthor: Jane Doe\npubDate: 2024-02-01\npublisher: The Herald\ndraft: false\n---',
        f'+++\ntitle = "{TITLE}"\nauthor = "Jane Doe"\ndate = 2024-02-01T10:00:00Z\nsource = "The Herald"\n+++',
        f"Titel: {TITLE}\nAutorin: Jane Doe\nDatum: 01.02.2024\nQuelle: The Herald",
        f"Título: {TITLE}\nAutor: Jane Doe\nFecha: 1 de febrero de 2024\nFuente: The Herald\nSección: Mundo",
        f"Titre : {TITLE}\nAuteur : Jane Doe\nDate : 1er février 2024\nSource : The Herald\nRubrique : Monde",
        f"العنوان: {TITLE}\nالكاتب: Jane Doe\nالتاريخ: ١ فبراير ٢٠٢٤\nالمصدر: The Herald",
        f"From: Jane Doe <jane@example.org>\nTo: desk@example.org\nSubject: {TITLE}\n"
        "Date: Thu, 1 Feb 2024 10:00:00 +0000\nNewspaper: The Herald\nX-Mailer: pine",
        f"HD  {TITLE}\nBY  By Jane Doe\nWC  512 words\nPD  1 February 2024\nSN  The Herald\nLA  English\nLP",
        f"SE News\nHD\n{TITLE}\nBY\nJane Doe\nWC\n512 words\nPD\n1 February 2024\nSN\nThe Herald\nSC\nHERA\nLP",
    ],
)
def test_fields_at_the_head_say_what_the_article_is(head: str) -> None:
    assert said(article(head)) == (TITLE, "Jane Doe", "The Herald", "2024-02-01")


def test_a_title_below_front_matter_is_no_line_of_the_text() -> None:
    found = article(f"---\ntitle: {TITLE}\ndate: 2024-02-01\n---\n\n# {TITLE}")
    assert [b.kind for b in found.visible()][:3] == [BlockKind.TITLE, BlockKind.DATE, BlockKind.TITLE]
    body = [found.text[slice(*found.content(b))] for b in found.visible() if b.kind is BlockKind.BODY]
    assert "\n\n".join(body) == BODY.strip()


def test_an_export_of_lexisnexis_is_read_to_its_last_line() -> None:
    found = article(
        f"{TITLE}\nThe Herald (London)\nFebruary 1, 2024 Thursday\n\n"
        "Copyright 2024 The Herald Ltd. All Rights Reserved\nSection: NEWS; Pg. 4\nLength: 512 words\n"
        "Byline: By JANE DOE\nDateline: LONDON\nBody",
        "Load-Date: February 2, 2024\n\nEnd of Document\n",
    )
    assert said(found) == (TITLE, "JANE DOE", "The Herald (London)", "2024-02-01")
    head = f"{TITLE}\n\nThe Herald (London)\n\nFebruary 1, 2024 Thursday\n\nByline: By JANE DOE\n\n"
    assert shown(found) == head + BODY.rstrip()


def test_an_older_export_of_lexisnexis_has_its_index_terms_behind_the_text() -> None:
    found = article(
        f"1 of 3 DOCUMENTS\n\nThe Herald (London)\n\nFebruary 1, 2024 Thursday\n\n{TITLE}\n\nBYLINE: JANE DOE\n\n"
        "SECTION: NEWS; Pg. 4\n\nLENGTH: 512 words",
        "LOAD-DATE: February 2, 2024\n\nLANGUAGE: ENGLISH\n\nSUBJECT: POLICE (90%)\n\nPUBLICATION-TYPE: Newspaper\n",
    )
    assert said(found) == (TITLE, "JANE DOE", "The Herald (London)", "2024-02-01")
    assert shown(found).endswith(BODY.rstrip())


def test_an_export_of_proquest_is_hidden_but_for_its_metadata() -> None:
    found = article(
        f"Title: {TITLE}\nAuthor: Doe, Jane\nPublication title: The Herald\nPublication date: Feb 1, 2024\n"
        "Ranking: 7\nDocument URL: https://archive.example.com/1\nFull text:"
    )
    assert said(found) == (TITLE, "Doe, Jane", "The Herald", "2024-02-01")
    assert shown(found).endswith(f"Feb 1, 2024\n\n{BODY.rstrip()}")


def test_authors_in_a_list_are_all_named() -> None:
    assert (
        article("---\ntitle: News\nauthors:\n  - Jane Doe\n  - John Roe\n---").byline == "Jane Doe, John Roe"
    )


@pytest.mark.parametrize(
    "head",
    [
        f"---\ntitle: {TITLE}\ncanonical_url: https://news.example.com/a/1\n---",
        f"title: {TITLE}\nurl: https://news.example.com/a/1",
        f"https://news.example.com/a/1\n{TITLE}",
        f"{TITLE}\n<https://news.example.com/a/1>",
    ],
)
def test_the_address_is_the_articles_and_its_line_is_hidden(head: str) -> None:
    found = article(head)
    assert (found.title, found.url, found.source) == (
        TITLE,
        "https://news.example.com/a/1",
        "news.example.com",
    )
    assert "https" not in shown(found)
    assert any(reason.rule == "address" for block in found.blocks for reason in block.reasons)


@pytest.mark.parametrize(
    "head",
    [
        "Summary: a budget nobody wants",
        "HD televisions are cheaper\n\nBY the numbers",
        "Who: the minister\nWhere: the border",
        f"{TITLE}\n\nDate: Saturday",
    ],
)
def test_a_colon_makes_no_header(head: str) -> None:
    assert shown(article(head)).startswith(head.partition("\n")[0])


def test_a_rule_of_dashes_above_text_is_no_front_matter() -> None:
    assert BODY.rstrip() in shown(article("---"))
