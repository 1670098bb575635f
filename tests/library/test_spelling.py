"""When is a word taken for misspelt, and what is offered instead?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("iraqq", "iraq"),
        ("Iraqq", "Iraq"),
        ("IRAQQ", "IRAQ"),
        ("troosp", "troops"),
        ("goverment", "government"),
        ("govenrmant", "government"),
        ("title:attakcs", "title:attacks"),
        ("  iraqq  -kirby date:2023  ", "  iraq  -kirby date:2023  "),
        ('(troosp OR "iraqq")', '(troops OR "iraqq")'),
        ("iraqq person:iraqq", "iraq person:iraqq"),
        ("iraqq miltia", "iraq militia"),
        ("iraqq^2", "iraq^2"),
    ],
)
def test_a_word_that_no_article_has_gives_way_to_the_nearest(
    library: Library, typed: str, meant: str
) -> None:
    assert library.search(typed).suggestion == meant


@pytest.mark.parametrize(
    "typed",
    [
        "iraq",
        "irq",  # too short
        "troospp",  # two edits of a short word
        "xyzzy",
        "2029",  # 2019 is another year
        "2,600",
        "-iraqq iraq date:2023",
        '"iraqq"',
        "=iraqq",
        "iraqq*",
        "hidden:recaptchaa",
        "person:kirbyy",
        "kirbys date:2023",  # a form of a word that articles have
        "",
    ],
)
def test_everything_else_stays(library: Library, typed: str) -> None:
    assert library.search(typed).suggestion == ""


def test_nothing_is_offered_where_much_is_found(library: Library) -> None:
    assert library.search("iraqq OR iraq").suggestion == ""


def corpus(folder: Path, *words: tuple[str, int]) -> Path:
    """Articles of one word each, some words in several."""
    for word, articles in words:
        for i in range(articles):
            (folder / f"{word}{i}.txt").write_text(
                f"Title {i}\n\nThe {word} is here, and so is everything.\n"
            )
    return folder


def test_a_word_that_articles_have_gives_way_to_one_a_hundred_times_commoner(
    tmp_path: Path, open_library: Callable[..., Library]
) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    library = open_library(corpus(folder, ("minster", 1), ("minister", 100), ("soldeir", 1), ("soldier", 99)))
    library.update(tag=False)
    assert library.search("minster").suggestion == "minister"
    assert library.search("soldeir").suggestion == ""


def test_the_nearest_comes_before_the_commonest(tmp_path: Path, open_library: Callable[..., Library]) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    library = open_library(corpus(folder, ("minister", 1), ("minsters", 3), ("ministry", 2)))
    library.update(tag=False)
    assert library.search("ministrr").suggestion == "ministry"
    assert library.search("minstery").suggestion == "minsters"
