"""The commands from the outside: what they answer, what they say, how they end."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.article import EntityKind, entity_id
from index.store.folder import Folder
from tui.cli import main

RUDAW = "000_9587504e6269fdd0.txt"


@pytest.fixture
def run(capfd, monkeypatch):
    """Runs a command; its exit code, its answers, and its talk."""

    def run(*arguments: str, stdin: str | bytes = b"") -> tuple[int, list, str]:
        raw = stdin if isinstance(stdin, bytes) else stdin.encode("utf-8", "surrogatepass")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        code = main(list(arguments))
        shown = capfd.readouterr()
        answers = (
            [json.loads(line) for line in shown.out.splitlines()] if "--json" in arguments else shown.out
        )
        return code, answers, shown.err

    return run


@pytest.fixture
def corpus(tmp_path: Path, seeds: Path) -> Path:
    """A copy of the sample articles that a test may change."""
    return Path(shutil.copytree(seeds, tmp_path / "corpus"))


# search


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


def test_search_for_a_person_reads_well(run):
    _, shown, _ = run("search", "Kirby")
    assert "Rudaw" in shown
    assert RUDAW in shown


# show


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


# clean and tag


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


def test_a_file_inside_the_corpus_has_its_id_there(run, corpus):
    inside = corpus / "deep" / "er"
    inside.mkdir(parents=True)
    shutil.copy(corpus / RUDAW, inside / "a.txt")
    _, [answer], _ = run("clean", "--json", "-C", str(corpus), str(inside / "a.txt"))
    assert answer["path"] == "deep/er/a.txt"
    assert run("show", "--json", "-C", str(corpus), answer["id"])[1][0]["path"] == "deep/er/a.txt"


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


# entities, doctor, index


def test_entities_answers_with_the_promised_keys(run):
    code, answers, _ = run("entities", "--json")
    assert code == 0
    assert list(answers[0]) == ["entity", "kind", "name", "names", "articles", "mentions"]
    assert [each["articles"] for each in answers] == sorted(
        (each["articles"] for each in answers), reverse=True
    )


def test_entities_of_one_kind(run):
    _, answers, _ = run("entities", "--json", "--kind", "person", "--limit", "2")
    assert [each["kind"] for each in answers] == ["person", "person"]


def test_doctor_tells_the_state_in_one_object(run):
    code, answers, _ = run("doctor", "--json")
    assert (code, len(answers)) == (0, 1)
    assert "config" in answers[0]


def test_doctor_reads_well(run):
    code, shown, _ = run("doctor")
    assert code == 0
    assert "config.yaml" in shown


def test_index_reports_what_it_did(run, corpus):
    code, [done], _ = run("index", "--json", str(corpus))
    keys = ["event", "added", "changed", "moved", "removed", "unchanged", "articles", "skipped", "message"]
    assert (code, list(done)) == (0, keys)
    assert (done["event"], done["added"], done["articles"]) == ("done", 5, 5)
    (corpus / RUDAW).unlink()
    (corpus / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    _, [done], _ = run("index", "--json", str(corpus))
    assert (done["removed"], done["unchanged"], done["articles"]) == (1, 4, 4)
    assert [each["path"] for each in done["skipped"]] == ["picture.jpg"]


def test_index_reads_well(run, corpus):
    assert run("index", str(corpus))[:2] == (0, "5 articles: 5 added\n")
    assert run("index", str(corpus))[:2] == (0, "5 articles: 5 unchanged\n")


def test_index_says_how_far_it_is(run, corpus):
    _, events, _ = run("index", "--json", "--progress", str(corpus))
    assert {event["event"] for event in events[:-1]} == {"progress"}
    assert list(events[0]) == ["event", "phase", "done", "total"]
    assert events[-1]["event"] == "done"


def test_index_of_a_missing_folder_is_an_event(run, tmp_path):
    code, [event], _ = run("index", "--json", str(tmp_path / "none"))
    assert (code, event["event"]) == (3, "error")
    assert "none" in event["message"]


def test_index_lists_what_was_repaired(run, corpus):
    (corpus / "hostile.txt").write_text("A title\n\nText with \x1b[2J a sequence.\n")
    _, [done], _ = run("index", "--json", "--report", str(corpus))
    assert list(done["repaired"]) == ["hostile.txt"]


def test_the_cache_may_be_elsewhere(run, corpus, tmp_path, nobody):
    run("--cache", str(tmp_path / "kept"), "index", "--json", str(corpus))
    assert list((tmp_path / "kept").iterdir())
    assert not (nobody / ".cache").exists()


def test_the_corpus_is_never_written(run, corpus):
    before = {each: each.stat().st_mtime_ns for each in [corpus, *corpus.rglob("*")]}
    run("search", "-C", str(corpus), "kirby")
    assert {each: each.stat().st_mtime_ns for each in [corpus, *corpus.rglob("*")]} == before


def test_another_process_at_it_is_an_event(run, corpus, tmp_path):
    with Folder(corpus, tmp_path / "kept").lock():
        code, [event], _ = run("--cache", str(tmp_path / "kept"), "index", "--json", str(corpus))
    assert (code, event["event"]) == (3, "busy")
    assert str(os.getpid()) in event["message"]


def test_a_damaged_index_is_rebuilt_and_said_so_once(run, corpus, tmp_path):
    here = ("-C", str(corpus), "--cache", str(tmp_path / "kept"), "--count", "kirby")
    assert run("search", *here)[1] == "3\n"
    for segment in (tmp_path / "kept").rglob("*.seg"):
        segment.write_bytes(bytes(segment.stat().st_size))
    code, shown, said = run("search", *here)
    assert (code, shown) == (0, "3\n")
    assert said.count("\n") == 1
    assert "damaged" in said


# how it ends


@pytest.mark.parametrize(
    "arguments",
    [
        ["index", "--report"],
        ["search", "payload"],
        ["show", "payload\x1b[2J.txt"],
        ["clean"],
        ["clean", "--explain"],
        ["tag"],
        ["entities"],
        ["doctor"],
        ["search", "--json", "payload"],
        ["doctor", "--json"],
    ],
    ids=" ".join,
)
def test_nothing_in_a_corpus_reaches_the_terminal_raw(arguments, tmp_path, capfd):
    payload = "\x1b]0;owned\x07 \x9b2J \u202e payload John\x1b[2J Kirby"
    names = ["payload\x1b[2J.txt", "\u202egpj.exe", os.fsdecode(b"\xff\x9b.txt")]
    for name in names:
        with contextlib.suppress(OSError):  # a name that the system refuses does no harm
            (tmp_path / name).write_text(
                f"{payload}\n\n{payload} told reporters of it at length on Monday.\n"
            )
    main(["-C", str(tmp_path), *arguments])
    shown = "".join(capfd.readouterr())
    assert "payload" in shown or arguments == ["entities"]
    assert shown.replace("\n", "").isprintable()


def test_the_configured_corpus_is_used(run, corpus, tmp_path):
    (tmp_path / "settings.yaml").write_text("corpus: corpus\n")
    _, answers, said = run("search", "--json", "--config", str(tmp_path / "settings.yaml"), "kirby")
    assert len(answers) == 3
    assert "sample" not in said


def test_a_mistake_in_the_settings_is_named(run, tmp_path):
    (tmp_path / "settings.yaml").write_text("mesure: 3\n")
    code, _, said = run("search", "--config", str(tmp_path / "settings.yaml"), "kirby")
    assert code == 3
    assert said.startswith(f"broadsheet: {tmp_path / 'settings.yaml'}: no key")


def test_a_missing_corpus_is_named(run, tmp_path):
    code, _, said = run("search", "-C", str(tmp_path / "none"), "kirby")
    assert code == 3
    assert str(tmp_path / "none") in said


def test_a_word_that_is_neither_command_nor_path_is_refused(run):
    code, _, said = run("serch")
    assert code == 2
    assert 'did you mean "broadsheet search"?' in said


def test_a_word_like_no_command_leads_to_the_help(run):
    assert "see broadsheet --help" in run("zzz")[2]


def test_a_path_that_is_missing_is_refused(run):
    code, _, said = run("./search")
    assert code == 2
    assert "did you mean" not in said


def test_the_reader_asks_for_a_terminal(run, seeds):
    code, _, said = run(str(seeds))
    assert code == 2
    assert "needs a terminal" in said


def shell(*arguments: str, **options: object) -> subprocess.Popen:
    command = [sys.executable, "-m", "tui", *arguments]
    root = Path(__file__).parent.parent
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=root, **(streams | options))


def test_a_reader_that_leaves_early_is_no_fault(seeds):
    read, write = os.pipe()
    os.close(read)
    with shell("clean", "--json", str(seeds), stdout=write) as process:
        os.close(write)
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_each_line_is_answered_before_the_next_is_read():
    line = json.dumps({"id": 1, "text": "Words."}).encode() + b"\n"
    with shell("tag", "--json", "-", stdin=subprocess.PIPE) as process:
        for _ in range(2):
            process.stdin.write(line)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == 1
        process.stdin.close()
    assert process.returncode == 0


def test_an_interrupt_ends_quietly():
    with shell("tag", "--json", "-", stdin=subprocess.PIPE) as process:
        process.stdin.write(b'{"id": 1, "text": "x"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == 130
