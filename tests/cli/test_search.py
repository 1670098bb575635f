"""What `search` and `show` answer."""

from __future__ import annotations

import pytest

RUDAW = "000_9587504e6269fdd0.txt"


def test_search_answers_with_the_promised_keys(run):
    code, answers, said = run("search", "--json", "Kirby")
    assert code == 0
    assert all(
        list(each) == ["id", "path", "title", "date", "source", "score", "snippet", "matches"]
        for each in answers
    )
    assert {each["path"][:3] for each in answers} == {"000", "001", "002"}
    assert "3 articles of 5" in said


def test_search_says_that_the_sample_stands_in(run):
    assert "sample articles; choose your own with -C PATH" in run("search", "kirby")[2]


def test_search_says_nothing_of_a_sample_when_a_corpus_is_chosen(run, corpus):
    assert "sample" not in run("search", "-C", str(corpus), "kirby")[2]


def test_a_date_is_iso_or_null(run):
    dates = {each["path"][:3]: each["date"] for each in run("search", "--json", "*")[1]}
    assert dates["000"] == "2024-02-01"
    assert dates["004"] is None


def test_search_counts_matches(run):
    answers = run("search", "--json", "Esper")[1]
    assert [each["matches"] for each in answers] == [5]


def test_search_finds_nothing_with_exit_1(run):
    code, answers, said = run("search", "--json", "zzzzz")
    assert (code, answers) == (1, [])
    assert "0 articles of 5" in said


def test_search_prints_only_the_first(run):
    code, answers, said = run("search", "--json", "--limit", "1", "Kirby")
    assert (code, len(answers)) == (0, 1)
    assert "3 articles" in said


def test_search_counts(run):
    assert run("search", "--count", "--json", "Kirby")[:2] == (0, [{"count": 3}])
    assert run("search", "--count", "Kirby")[:2] == (0, "3\n")


def test_search_excludes_a_word(run):
    assert len(run("search", "--json", "Kirby", "-Miller")[1]) == 1


def test_search_tells_what_it_could_not_understand(run):
    said = run("search", "--json", "persn:kirby")[2]
    assert "did you mean person:" in said


def test_search_offers_what_may_have_been_meant(run):
    assert run("search", "kirbyy")[2].splitlines()[-1] == "did you mean: kirby"
    assert "did you mean" not in run("search", "kirby")[2]


def test_search_explains_how_the_query_was_understood(run):
    code, shown, said = run("search", "--explain", "kirb* && -miller")
    assert (code, shown.splitlines()) == (
        0,
        [
            "kirb* -miller",
            "  all of",
            "    kirb* → 1 word: Kirby (3 articles)",
            "    not",
            "      miller → 1 word: Miller (2 articles)",
        ],
    )
    assert "1 article of 5" in said


def test_an_explanation_in_json_is_one_object_with_the_promised_keys(run):
    code, [answer], _ = run("search", "--explain", "--json", "--limit", "2", "persn:kirby")
    keys = ["query", "understood", "order", "explanation", "messages", "suggestion", "count"]
    assert (code, list(answer)) == (1, keys)
    assert (answer["query"], answer["understood"]) == ("persn:kirby", '"persn:kirby"')
    assert any("did you mean person:" in message for message in answer["messages"])


def test_matches_are_counted_in_title_text_and_mentions(run):
    for query in ("us troops", "person:kirby", "title:iraq hidden:comment"):
        for answer in run("search", "--json", query)[1]:
            assert answer["matches"] > 0


def test_matches_stand_out_on_a_terminal(run, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    shown = run("search", "person:kirby")[1]
    assert "\x1b[1mKirby\x1b[0m" in shown or "\x1b[1mJohn Kirby\x1b[0m" in shown
    assert "\x1b" not in shown.replace("\x1b[1m", "").replace("\x1b[0m", "")


def test_search_for_a_person_reads_well(run):
    _, shown, _ = run("search", "Kirby")
    assert "Rudaw" in shown
    assert RUDAW in shown


@pytest.mark.parametrize(
    "of", [lambda each: each["id"], lambda each: each["id"][:6], lambda each: each["path"]]
)
def test_show_takes_an_id_a_prefix_or_a_path(run, of):
    first = run("search", "--json", "Kirby")[1][0]
    assert run("show", "--json", of(first))[1][0]["id"] == first["id"]


def test_show_tells_what_clean_and_tag_tell(run, seeds):
    _, [shown], _ = run("show", "--json", RUDAW)
    _, [cleaned], _ = run("clean", "--json", "-C", str(seeds), str(seeds / RUDAW))
    assert list(shown) == [*cleaned, "mentions"]
    assert {key: shown[key] for key in cleaned} == cleaned


def test_show_of_the_unknown_ends_with_exit_1(run):
    code, answers, said = run("show", "--json", "ffffffffffff")
    assert (code, answers) == (1, [])
    assert "ffffffffffff" in said
