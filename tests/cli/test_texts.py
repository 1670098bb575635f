"""What `clean` and `tag` answer, for files and for texts on standard input."""

from __future__ import annotations

import json
import shutil

import pytest

from index import own_rules
from index.article import EntityKind, entity_id

RUDAW = "000_9587504e6269fdd0.txt"


def test_clean_answers_with_the_promised_keys(run, seeds):
    code, [answer], _ = run("clean", "--json", str(seeds / RUDAW))
    assert code == 0
    keys = ["id", "path", "title", "date", "date_confidence", "source", "byline", "text", "blocks"]
    assert list(answer) == keys
    assert list(answer["blocks"][0]) == ["start", "end", "kind", "hidden", "reasons"]


def test_the_blocks_of_clean_tile_the_text(run):
    for answer in run("clean", "--json")[1]:
        ends = [0, *(block["end"] for block in answer["blocks"])]
        assert [block["start"] for block in answer["blocks"]] == ends[:-1]
        assert ends[-1] == len(answer["text"])


def test_clean_prints_what_is_left(run, seeds):
    _, shown, _ = run("clean", str(seeds / RUDAW))
    assert "John Kirby" in shown
    assert "Post a comment" not in shown


def test_clean_explains_every_line(run, seeds):
    _, shown, _ = run("clean", "--explain", str(seeds / RUDAW))
    assert "Post a comment" in shown
    assert "boilerplate  hidden" in shown
    assert "title        shown" in shown


def test_clean_explains_each_block_in_an_object(run, seeds):
    code, answers, _ = run("clean", "--explain", "--json", str(seeds / RUDAW))
    assert code == 0
    assert list(answers[0]) == ["id", "path", "line", "text", "start", "end", "kind", "hidden", "reasons"]
    assert {"Post a comment", "A+ A-"} <= {each["text"] for each in answers if each["hidden"]}
    [font_size] = [each for each in answers if each["text"] == "A+ A-"]
    assert (font_size["line"], font_size["reasons"][0]) == (
        5,
        {"rule": "font-size", "weight": 1.0, "stage": "rule"},
    )


def test_clean_diff_shows_what_is_hidden_between_its_neighbours(run, seeds):
    code, shown, _ = run("clean", "--diff", str(seeds / RUDAW))
    assert code == 0
    lines = shown.splitlines()
    assert lines[0].startswith(f"{RUDAW}: ")
    [at] = [i for i, line in enumerate(lines) if line.startswith("-    5 A+ A-")]
    assert "rule font-size 1" in lines[at]
    assert lines[at - 1] == "     4 Rudaw"
    hidden = run("clean", "--diff", "--json", str(seeds / RUDAW))[1]
    assert all(each["hidden"] for each in hidden)
    assert sum(line.startswith("-") for line in lines) == len(hidden)


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_clean_diff_finds_nothing_where_nothing_is_hidden(run, form):
    line = json.dumps(
        {"id": 1, "text": "Troops leave\n\nThe last troops left the country on Friday morning.\n"}
    )
    assert run("clean", "--diff", *form, "-", stdin=line)[0] == 1


def test_one_article_of_a_file_of_many_is_named_with_its_number(run, tmp_path):
    lines = [
        json.dumps({"title": f"Report {i}", "text": f"The last troops left camp {i}."}) for i in range(3)
    ]
    wire = tmp_path / "wire#1.jsonl"
    wire.write_text("\n".join([*lines[:2], "{", lines[2]]))
    _, answers, _ = run("clean", "--json", f"{wire}#4")
    assert [(each["path"], each["title"]) for each in answers] == [("wire#1.jsonl#4", "Report 2")]
    code, _, said = run("clean", f"{wire}#3", f"{wire}#9")
    assert (code, "wire#1.jsonl#3: not JSON" in said, f"{wire}#9: no such article" in said) == (3, True, True)


def test_the_users_own_rules_are_used(run, nobody):
    text = "Troops leave\n\nThe last troops left the country on Friday morning.\n\nShare\n\nFrom the night desk\n"
    line = json.dumps({"id": 1, "text": text})
    own_rules.files()[0].parent.mkdir(parents=True)
    own_rules.files()[0].write_text("- id: desk\n  match: {equals: [From the night desk]}\n")
    own_rules.save(own_rules.load().keep_line("share"))
    _, [answer], _ = run("clean", "--json", "-", stdin=line)
    share, desk = answer["blocks"][2:]
    assert (share["hidden"], share["reasons"][0]) == (False, {"rule": "own:everywhere", "weight": -1.0})
    assert (desk["hidden"], desk["reasons"]) == (True, [{"rule": "own:desk", "weight": 1.0}])


def test_a_mistake_in_the_users_own_rules_is_told(run, nobody):
    own_rules.files()[0].parent.mkdir(parents=True)
    own_rules.files()[0].write_text("- id: desk\n")
    code, _, said = run("clean", "-", stdin='{"text": "x"}')
    assert (code, f"{own_rules.files()[0]}: line 1: a rule needs match:" in said) == (3, True)


@pytest.mark.parametrize(("folder", "path"), [("deep/er", "deep/er/a.txt"), ("a\x1bb", "a\\x1bb/a.txt")])
def test_a_file_inside_the_corpus_has_its_id_there(run, corpus, folder, path):
    inside = corpus / folder
    inside.mkdir(parents=True)
    shutil.copy(corpus / RUDAW, inside / "a.txt")
    _, [answer], _ = run("clean", "--json", "-C", str(corpus), str(inside / "a.txt"))
    assert answer["path"] == path
    assert run("show", "--json", "-C", str(corpus), answer["id"])[1][0]["path"] == path


def test_tag_answers_with_mentions_in_the_text(run, seeds):
    code, [answer], _ = run("tag", "--json", str(seeds / RUDAW))
    assert code == 0
    assert list(answer) == ["id", "text", "mentions"]
    kirby = [each for each in answer["mentions"] if each["name"] == "John Kirby"]
    assert kirby
    for each in kirby:
        assert list(each) == ["start", "end", "kind", "name", "entity"]
        assert "Kirby" in answer["text"][each["start"] : each["end"]]
        assert each["entity"] == entity_id(EntityKind.PERSON, "John Kirby")


def test_tag_passes_over_hidden_lines_unless_raw(run):
    line = json.dumps(
        {"id": 1, "text": "A report\n\nKofi Annan met Tony Blair in London.\n\nLeave A Reply\n"}
    )
    _, [raw], _ = run("tag", "--json", "--raw", "-", stdin=line)
    assert raw["text"].endswith("Leave A Reply\n")
    assert "Kofi Annan" in {each["name"] for each in raw["mentions"]}


def test_several_files_are_answered_in_order(run, seeds):
    names = sorted(each.name for each in seeds.glob("*.txt"))[::-1]
    _, answers, _ = run("clean", "--json", *(str(seeds / name) for name in names))
    assert [each["path"] for each in answers] == names


def test_a_missing_file_does_not_stop_the_rest(run, seeds, tmp_path):
    code, answers, said = run("clean", "--json", str(tmp_path / "none.txt"), str(seeds / RUDAW))
    assert (code, len(answers)) == (3, 1)
    assert "none.txt" in said


@pytest.mark.parametrize("command", ["clean", "tag"])
def test_lines_of_standard_input_are_answered_in_order(run, command):
    given = [{"id": "b", "text": "Second\n\nBody text."}, {"id": 7, "text": ""}, {"id": None, "text": "x"}]
    code, answers, _ = run(command, "--json", "-", stdin="\n".join(map(json.dumps, given)))
    assert (code, [each["id"] for each in answers]) == (0, ["b", 7, None])


@pytest.mark.parametrize("command", ["clean", "tag"])
@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        '"text"',
        "7",
        '{"id": 1}',
        '{"text": 1}',
        '{"text": "x", "source": 3}',
        '{"text": "x", "id": [1]}',
        '{"text": "x", "id": NaN}',
        '{"text": "x", "id": 1e999}',
        "[" * 100_000,
        "\udcff",
    ],
    ids=lambda bad: bad[:20].encode("unicode_escape").decode(),
)
def test_a_bad_line_is_answered_in_its_place(run, command, bad):
    good = json.dumps({"id": "good", "text": "Words."})
    code, answers, said = run(command, "--json", "-", stdin=f"{good}\n{bad}\n{good}\n")
    assert code == 3
    assert [each.get("id") == "good" for each in answers] == [True, False, True]
    assert answers[1]["error"].startswith("line 2: ")
    assert "line 2: " in said


def test_text_from_standard_input_is_sanitised(run):
    line = json.dumps({"id": 1, "text": "A \x1b[31mred\x1b[0m word\r\nand \u202eanother\ud800"})
    assert run("tag", "--json", "--raw", "-", stdin=line)[1][0]["text"] == "A red word\nand another\ufffd"


def test_blank_lines_of_standard_input_are_no_texts(run):
    assert run("clean", "--json", "-", stdin="\n \n")[:2] == (1, [])


@pytest.mark.parametrize("identifier", ["", "a\x1b[2J", "\ud800", 0, -7, 10**30, 1.5, True, None])
def test_a_text_is_answered_under_the_id_it_came_with(run, identifier):
    _, [answer], _ = run("clean", "--json", "-", stdin=json.dumps({"id": identifier, "text": "x"}))
    assert answer["id"] == identifier


def test_offsets_count_in_the_text_that_is_returned(run):
    line = json.dumps({"text": "\U0001f600 A title\r\n\r\nJohn Kirby spoke.\r\nKirby left.\r"})
    _, [answer], _ = run("tag", "--json", "-", stdin=line)
    found = [answer["text"][each["start"] : each["end"]] for each in answer["mentions"]]
    assert found == ["John Kirby", "Kirby"]
