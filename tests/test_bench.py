"""The benches run, from data to table."""

from __future__ import annotations

import datetime as dt
import json
import lzma
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


def bench(name: str, *arguments: str) -> str:
    """What a bench prints."""
    command = [sys.executable, ROOT / "bench" / name, *arguments]
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=variables).stdout


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three articles as the benches read them."""
    path = tmp_path / "news.jsonl.xz"
    with lzma.open(path, "wt") as lines:
        for n in range(3):
            article = {"title": f"Title {n}", "date": f"2024-02-0{n + 1}", "source": "Agency"}
            lines.write(
                json.dumps(article | {"id": str(n), "body": f"First of {n}.\n \nSecond of {n}."}) + "\n"
            )
    return path


def test_articles_are_written_as_a_scraper_leaves_them(data, tmp_path):
    bench("corpus.py", "--data", str(data), "--out", str(tmp_path / "out"), "--limit", "2")
    written = sorted((tmp_path / "out").rglob("*.txt"))
    assert len(written) == 2
    assert written[0].read_text() == "Title 0\n\n2024-02-01\nAgency\n\nFirst of 0.\n\nSecond of 0.\n"


def test_more_articles_than_there_are_come_from_their_paragraphs(data, tmp_path):
    for name in ("one", "two"):
        bench("corpus.py", "--data", str(data), "--out", str(tmp_path / name), "--limit", "7")
    one, two = (
        [each.read_text() for each in sorted((tmp_path / name).rglob("*.txt"))] for name in ("one", "two")
    )
    assert len(one) == 7
    assert one == two
    assert all(text.count(" of ") == 2 for text in one)


def test_a_folder_that_holds_something_is_not_written(data, tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        bench("corpus.py", "--data", str(data), "--out", str(tmp_path))


def test_the_build_is_timed_by_stage(seeds):
    printed = bench("build.py", str(seeds))
    stages = (
        "scan",
        "read",
        "clean",
        "analyse, index",
        "commit",
        "tag",
        "searchable",
        "cache folder",
        "from JSON",
    )
    assert [stage for stage in stages if f"\n{stage}" not in printed] == []


def test_following_is_timed_from_the_walk_to_the_names(seeds):
    printed = bench("following.py", str(seeds), "--names")
    rows = ("index built", "unchanged corpus", "changed article", "names joined", "catalogue", "mentions")
    assert [row for row in rows if f"\n{row}" not in printed] == []


@pytest.fixture
def benches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules of the benches can be imported, as where a bench is run."""
    monkeypatch.syspath_prepend(ROOT / "bench")


@pytest.fixture
def texts(benches) -> list[Any]:
    text = import_module("corpus").Text
    return [
        text("Oil falls", "2010-01-01", "Agency", ("Oil prices fell.",)),
        text("Oil rises", "2011-01-01", "Agency", ("Prices of oil rose.",)),
        text("Rain", "2011-02-01", "Paper", ("It rained on old prices.",)),
    ]


def test_each_key_of_a_typed_query_asks_for_what_stands_there(benches):
    keys = import_module("search_queries").keys("us oil")
    asked = [(request.words, request.prefix) for request in keys]
    assert asked == [
        (("u",), True),
        (("us",), True),
        (("us",), False),
        (("us", "o"), True),
        (("us", "oi"), True),
        (("us", "oil"), True),
    ]


def test_the_same_queries_are_drawn_each_time(benches):
    text, draw = import_module("corpus").Text, import_module("search_queries").Draw
    words = [f"{a}{b}word" for a in "abcdefghij" for b in "abcdefghij"]
    news = [
        text(" ".join(words[n : n + 3]), "2010-01-01", "Agency", (" ".join(words[n % 5 : n + 9]),))
        for n in range(90)
    ]
    one, two = (draw(news).requests(3, 2) for _ in range(2))
    assert one == two
    assert {len(requests) for kind, requests in one.items() if "keystroke" not in kind} == {3}


def test_articles_without_words_to_draw_queries_from_are_said_to_be_so(benches):
    empty = import_module("corpus").Text("It is", "2010-01-01", "Agency", ("It is so.",))
    with pytest.raises(ValueError, match="too few, or too alike"):
        import_module("search_queries").Draw([empty]).requests(1, 1)


def test_a_quantile_is_a_time_that_was_measured(benches):
    asked = import_module("search_measures").Asked(tuple(map(float, range(20, 0, -1))), 0, 1.0)
    assert (asked.quantile(0.5), asked.quantile(0.95)) == (10, 19)


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        ({"words": ("price",)}, 3),
        ({"words": ("oil", "rain"), "operator": "or"}, 3),
        ({"words": ("oil", "prices"), "operator": "phrase"}, 1),
        ({"words": ("ri",), "prefix": True}, 1),
        ({"words": ("price",), "source": "Paper"}, 1),
        ({"words": ("price",), "days": (dt.date(2011, 1, 1), dt.date(2011, 12, 31))}, 2),
    ],
)
def test_sqlite_answers_as_it_is_asked(texts, tmp_path, request_, found):
    peers = import_module("peers")
    sqlite = peers.peer("fts5")
    sqlite.build(sqlite.prepared(texts), tmp_path, 1)
    answer = sqlite.open(tmp_path).answer(peers.Request(**request_))
    assert (answer.found, len(answer.shown)) == (found, found)


def test_a_collection_with_judgements_is_read(benches, tmp_path):
    (tmp_path / "cran.all.1400").write_text(
        ".I 1\n.T\nWings\n.A\nx\n.W\nWings\nof birds.\n.I 2\n.T\nFlow\n.W\nFlow of air.\n"
    )
    (tmp_path / "cran.qry").write_text(".I 001\n.W\nWhat do\nwings do?\n.I 007\n.W\nair\n")
    (tmp_path / "cranqrel").write_text("1 1 3 \n1 2 -1\n2 2 1\n")
    collection = import_module("ranking").read(tmp_path)
    assert [document.body for document in collection.documents] == ["of birds.", "of air."]
    assert collection.queries == ((("what", "do", "wings", "do"), {0}), (("air",), {1}))


def test_measures_of_an_order(benches):
    ranking = import_module("ranking")
    assert ranking.ndcg([4, 7, 1], {4, 7}) == 1
    assert ranking.ndcg([1, 4], {4}) == pytest.approx(0.6309, abs=1e-4)
    assert ranking.average_precision([4, 1, 7], {4, 7, 9}) == pytest.approx((1 + 2 / 3) / 3)
    assert ranking.precision([4, 1, 7], {4, 7, 9}) == 0.2


def test_title_author_and_date_are_held_against_what_is_known(tmp_path):
    pages = [
        ("More police for the border", "By Jane Doe", "1 February 2024"),
        ("Rain in the north again", "By John Roe", "2 February 2024"),
        ("Snow in the south again", "", "03/02/2024"),
    ]
    known = {
        "title": "More police for the border",
        "author": ["Jane Doe"],
        "publish_date": "2024-02-01 08:00:00",
    }
    with lzma.open(tmp_path / "pages.jsonl.xz", "wt") as rows:
        for page in pages:
            lines = [*page, "The government will send two hundred more officers to the border, it said."]
            rows.write(json.dumps({"url": "https://example.com/", "lines": lines, "meta": known}) + "\n")
    printed = bench("metadata.py", "--data", str(tmp_path / "pages.jsonl.xz")).splitlines()[1:]
    table = {line[25:43].strip(): tuple(map(int, line[43:].split())) for line in printed}
    assert (table["title"], table["author"]) == ((1, 2, 0), (1, 1, 1))
    assert (table["date, certain"], table["date, by setting"]) == ((1, 1, 0), (0, 1, 0))


def test_edited_texts_are_found_again(tmp_path):
    for number in range(12):
        words = [f"word{number}x{place}" for place in range(300)]
        (tmp_path / f"{number}.txt").write_text(" ".join(words))
    printed = dict(line.rsplit(maxsplit=1) for line in bench("versions.py", str(tmp_path)).splitlines())
    assert printed["texts"] == "14"
    assert printed["edited, and a version still"] == printed["found"] == "2"
