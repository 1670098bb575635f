"""What the user says, and what is learnt of sources, reaches the articles that it concerns, from the index alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from index.article import Article, article_id
from index.cleaner import Cleaner
from index.cleaning import Preset
from index.cleaning.own import OwnRules
from index.intake import Spread
from index.library import Library, Options
from index.report import Progress, Report
from index.store.folder import Folder
from index.store.snapshot import Snapshot
from index.update import Update

Open = Callable[..., Library]

_FOOT = "The Weekly Lighthouse brings you stories from the coast"
_PLACES = ("Bari", "Porto", "Cadiz", "Brest", "Hull", "Gdansk", "Varna", "Izmir")


def text(number: int, *, foot: bool = True) -> str:
    place = _PLACES[number % len(_PLACES)]
    body = "\n\n".join(
        f"In week {number} of the count, {place} had {n + 3} ships of size {number * 7 + n} in its port, which the "
        f"harbour office called more than in any week since it began to count them."
        for n in range(4)
    )
    return f"Ships in {place}, week {number}\n\n{body}\n" + (f"\n{_FOOT}\n" if foot else "")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:03}.txt").write_text(text(number))
    return folder


def follow(corpus: Path, cache: Path, *, own: OwnRules | None = None, processes: int = 1) -> Report:
    folder = Folder(corpus, cache)
    spread = Spread(processes, fewest=3, ahead=4, first=2, most=8)
    with folder.lock():
        return Update(corpus, folder, Options(), lambda _: None, own=own or OwnRules(), spread=spread).run()


def articles(cache: Path) -> dict[str, Article]:
    (current,) = cache.rglob("current")
    snapshot = Snapshot(current.parent / current.read_text())
    return {each.key: each for doc in snapshot.live.nonzero()[0] for each in [snapshot.article(int(doc))]}


def hidden(article: Article) -> list[str]:
    return [
        article.text[block.start : block.end].strip()
        for block in article.blocks
        if block.hidden and article.text[block.start : block.end].strip()
    ]


class TestSources:
    """Lines that a source puts around many of its articles are learnt, and hidden in all of them."""

    def test_a_line_that_many_articles_share_is_hidden_in_those_read_before_it_was_known(
        self, corpus: Path, tmp_path: Path
    ) -> None:
        follow(corpus, tmp_path / "cache")
        assert {key: hidden(each) for key, each in articles(tmp_path / "cache").items()} == {
            f"{number:03}.txt": [_FOOT] for number in range(12)
        }

    @pytest.mark.parametrize("processes", [1, 2])
    def test_another_order_gives_the_same_blocks(self, corpus: Path, tmp_path: Path, processes: int) -> None:
        follow(corpus, tmp_path / "cache")
        expected = {each.text: each.blocks for each in articles(tmp_path / "cache").values()}
        other = tmp_path / "other"
        other.mkdir()
        texts = [*expected]
        random.Random(3).shuffle(texts)
        for number, each in enumerate(texts):
            (other / f"{number:03}.txt").write_text(each)
        follow(other, tmp_path / "second", processes=processes)
        assert {each.text: each.blocks for each in articles(tmp_path / "second").values()} == expected

    def test_what_is_known_is_frozen_until_there_is_a_fifth_more(self, corpus: Path, tmp_path: Path) -> None:
        for number in range(12):
            (corpus / f"{number:03}.txt").write_text(text(number, foot=number < 4))
        follow(corpus, tmp_path / "cache")
        assert not any(map(hidden, articles(tmp_path / "cache").values()))
        (corpus / "012.txt").write_text(text(12))
        assert follow(corpus, tmp_path / "cache").cleaned == 0
        (corpus / "013.txt").write_text(text(13))
        (corpus / "014.txt").write_text(text(14))
        assert follow(corpus, tmp_path / "cache").cleaned == 7
        assert sum(hidden(each) == [_FOOT] for each in articles(tmp_path / "cache").values()) == 7

    def test_search_follows(self, corpus: Path, open_library: Open) -> None:
        library = open_library(corpus)
        library.update()
        assert (len(library.search("lighthouse")), len(library.search("hidden:lighthouse"))) == (0, 12)

    def test_a_kill_before_it_is_remembered_is_made_good(self, corpus: Path, tmp_path: Path) -> None:
        follow(corpus, tmp_path / "cache")
        (generation,) = (tmp_path / "cache").rglob("g1")
        Cleaner().save(generation)  # as if killed between the two
        expected = articles(tmp_path / "cache")
        assert follow(corpus, tmp_path / "cache").cleaned == 0
        assert articles(tmp_path / "cache") == expected
        assert Cleaner.load(generation).settings.profiles.sources


class TestRules:
    """What the user says about lines reaches the articles that hold them."""

    @pytest.fixture
    def cache(self, corpus: Path, tmp_path: Path) -> Path:
        follow(corpus, tmp_path / "cache")
        return tmp_path / "cache"

    KEY = _FOOT.casefold()

    def test_a_pinned_line_is_shown_in_its_article_alone(self, corpus: Path, cache: Path) -> None:
        own = OwnRules().pin(article_id("003.txt"), self.KEY, hide=False)
        assert follow(corpus, cache, own=own).cleaned == 1
        assert [key for key, each in articles(cache).items() if not hidden(each)] == ["003.txt"]

    def test_a_line_kept_everywhere_is_shown_wherever_it_stands(self, corpus: Path, cache: Path) -> None:
        assert follow(corpus, cache, own=OwnRules().keep_line(self.KEY)).cleaned == 12
        assert not any(map(hidden, articles(cache).values()))

    def test_a_line_that_has_no_plain_word_is_found_too(self, corpus: Path, tmp_path: Path) -> None:
        (corpus / "003.txt").write_text(text(3).replace(_FOOT, "→ 1234"))
        follow(corpus, tmp_path / "cache")
        assert follow(corpus, tmp_path / "cache", own=OwnRules().hide_line("0")).cleaned == 1
        assert hidden(articles(tmp_path / "cache")["003.txt"]) == ["→ 1234"]

    @pytest.mark.parametrize("processes", [1, 2])
    def test_taken_back_everything_is_as_it_was(self, corpus: Path, cache: Path, processes: int) -> None:
        before = articles(cache)
        own = OwnRules().keep_line(self.KEY).hide_line("nothing has it")
        follow(corpus, cache, own=own, processes=processes)
        assert articles(cache) != before
        follow(corpus, cache, own=OwnRules(), processes=processes)
        assert articles(cache) == before

    def test_a_rule_switched_off_hides_nothing_until_it_is_switched_on(
        self, corpus: Path, cache: Path
    ) -> None:
        (corpus / "003.txt").write_text(text(3).replace(_FOOT, "Leave a comment"))
        follow(corpus, cache)
        (block,) = (each for each in articles(cache)["003.txt"].blocks if each.hidden)
        before = articles(cache)
        off = OwnRules()
        for reason in block.reasons:
            off = off.switch_off(reason.rule)
        assert follow(corpus, cache, own=off).cleaned == 1
        assert follow(corpus, cache).cleaned == 1
        assert articles(cache) == before

    def test_no_file_is_opened_for_it(self, corpus: Path, cache: Path) -> None:
        told: list[Progress] = []
        folder = Folder(corpus, cache)
        own = OwnRules().keep_line(self.KEY)
        with folder.lock():
            Update(corpus, folder, Options(), told.append, own=own).run()
        assert {progress.phase for progress in told} == {"clean"}
        assert told[-1] == Progress("clean", 12, 12)

    def test_another_preset_cleans_anew(self, corpus: Path, open_library: Open) -> None:
        library = open_library(corpus)
        library.update()
        other = open_library(corpus, Options(Preset.STRICT))
        report = other.update()
        assert (report.added, report.unchanged) == (0, 12)
        strict = Cleaner.load(next((library._folder.path).glob("g*"))).settings.preset
        assert strict is Preset.STRICT


class TestReading:
    """An article that is read has the user's rules as they are now, whether or not the index has followed."""

    def test_a_correction_holds_at_once_and_after_the_update(self, corpus: Path, open_library: Open) -> None:
        library = open_library(corpus)
        library.update()
        identity = article_id("003.txt")
        library.change_rules(library.rules().pin(identity, TestRules.KEY, hide=False))
        assert hidden(library.article(identity)) == []
        assert hidden(library.article(article_id("004.txt"))) == [_FOOT]
        corrected = library.article(identity)
        assert library.update().cleaned == 1
        assert library.article(identity) == corrected
        assert len(library.search("lighthouse")) == 1


def test_what_is_learnt_on_the_way_gives_what_is_learnt_in_the_end(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.intake._FIRST_COMMIT", 0.0)
    monkeypatch.setattr("index.intake._LATEST_COMMIT", 0.0)
    for number in range(12, 60):  # the line is common in the first dozen, and too rare for that in all
        (corpus / f"{number:03}.txt").write_text(
            text(number, foot=False).replace("\n\nIn", f"\n\n{number} in", 1)
        )
    (corpus / "rare").mkdir()
    for number in range(60, 64):
        (corpus / "rare" / f"{number:03}.txt").write_text(text(number))
    for processes in (1, 2):
        follow(corpus, tmp_path / f"cache{processes}", processes=processes)
    monkeypatch.undo()
    follow(corpus, tmp_path / "at once")
    expected = articles(tmp_path / "at once")
    assert articles(tmp_path / "cache1") == articles(tmp_path / "cache2") == expected


def test_articles_of_a_killed_run_that_learnt_on_the_way_are_all_cleaned_anew(
    corpus: Path, tmp_path: Path
) -> None:
    follow(corpus, tmp_path / "cache")
    expected = articles(tmp_path / "cache")
    (generation,) = (tmp_path / "cache").rglob("g1")
    follow(corpus, tmp_path / "cache", own=OwnRules().keep_line(TestRules.KEY))
    Cleaner(settled=False).save(generation)  # as if killed: nobody knows what articles were cleaned with
    assert follow(corpus, tmp_path / "cache").cleaned == 12
    assert articles(tmp_path / "cache") == expected
