"""What `entities`, `doctor` and `index` answer of a corpus."""

from __future__ import annotations

import os
from pathlib import Path

from index import own_rules
from index.store.folder import Folder

RUDAW = "000_9587504e6269fdd0.txt"


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
    assert "rules.yaml" in shown


def test_doctor_names_each_file_that_was_skipped_or_repaired_on_a_line(run, corpus):
    (corpus / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    (corpus / "old.txt").write_bytes("A title\n\nA café in Zürich.\n".encode("cp1252"))
    _, shown, said = run("doctor", "-C", str(corpus))
    assert "\nskipped:\n  picture.jpg: " in shown
    assert "\nrepaired:\n  old.txt: " in shown
    assert f"1 skipped: broadsheet doctor -C {corpus} names them" in said


def test_index_reports_what_it_did(run, corpus):
    code, [done], _ = run("index", "--json", str(corpus))
    keys = ["event", "added", "changed", "moved", "removed", "unchanged", "cleaned", "articles", "skipped"]
    keys.append("message")
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
    assert list(events[0]) == ["event", "phase", "done", "total", "unit"]
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
    for segment in (tmp_path / "kept").rglob("*.words"):
        segment.write_bytes(bytes(segment.stat().st_size))
    code, shown, said = run("search", *here)
    assert (code, shown) == (0, "3\n")
    assert said.count("\n") == 1
    assert "damaged" in said


def test_a_report_tells_what_became_of_each_source(run, corpus):
    (corpus / "old.txt").write_bytes("A title\n\nA café in Zürich.\n".encode("cp1252"))
    _, [done], _ = run("index", "--json", "--report", str(corpus))
    rudaw = next(source for source in done["sources"] if source["name"] == "Rudaw")
    assert (rudaw["articles"], sum(rudaw["dates"].values())) == (1, 1)
    assert rudaw["hidden"]["comments"] > 0
    assert sum(source["articles"] for source in done["sources"]) == done["articles"]
    assert [(each["count"], each["examples"]) for each in done["repaired_by_kind"]] == [(1, ["old.txt"])]


def test_a_report_reads_well(run, corpus):
    _, shown, _ = run("index", "--report", str(corpus))
    head, *rows = (line for line in shown.splitlines() if line.startswith(("source ", "Rudaw", "all ")))
    assert head.split()[:3] == ["source", "articles", "certain"]
    assert [row.split()[1] for row in rows] == ["1", "5"]


def test_what_is_skipped_by_the_thousand_is_counted_by_reason(run, corpus):
    for number in range(1, 101):
        (corpus / f"{number}.xyz").write_text("text")
        (corpus / f"{number}.pdf").write_bytes(b"%PDF")
    _, shown, _ = run("doctor", "-C", str(corpus))
    assert "\nskipped: 200, see below\n" in shown
    assert "100  unknown format .xyz: rename it to .txt if it is text (1.xyz, 10.xyz, 100.xyz, …)" in shown
    assert "100  PDF: convert it with pdftotext first (1.pdf, 10.pdf, 100.pdf, …)" in shown


def mistaken_rules() -> Path:
    rules, _ = own_rules.files()
    rules.parent.mkdir(parents=True, exist_ok=True)
    rules.write_text("- id: desk\n  mtach: {equals: [x]}\n")
    return rules


def test_a_mistake_in_the_users_rules_stops_no_search_and_is_said(run, corpus, nobody):
    rules = mistaken_rules()
    code, shown, said = run("search", "-C", str(corpus), "kirby")
    assert (code, bool(shown)) == (0, True)
    assert f'{rules}: line 2: no key "mtach"; did you mean "match"?' in said
    assert run("show", "-C", str(corpus), RUDAW)[0] == 0


def test_an_update_with_mistaken_rules_keeps_those_the_index_has_and_fails_in_part(run, corpus, nobody):
    own_rules.save(own_rules.load().switch_off("font-size"))
    run("index", str(corpus))
    hidden = run("search", "--count", "-C", str(corpus), "has:hidden")
    rules = mistaken_rules()
    (corpus / "new.txt").write_text("Zebras leave\n\nThe last zebras left on Monday.\n")
    code, [done], _ = run("index", "--json", str(corpus))
    assert (code, done["added"], done["cleaned"]) == (3, 1, 0)
    assert f"{rules}: line 2: " in done["message"]
    assert run("search", "--count", "-C", str(corpus), "has:hidden")[:2] == hidden[:2]
    rules.unlink()
    assert run("index", "--json", str(corpus))[0] == 0


def test_doctor_names_a_mistake_in_the_users_rules(run, nobody):
    rules = mistaken_rules()
    assert f"rules: {rules}: line 2: " in run("doctor")[1]


def test_a_file_that_is_no_article_is_explained(run, corpus):
    lines = [f'{{"text": "The last troops left camp {i}."}}' for i in range(3)]
    (corpus / "wire.jsonl").write_text("\n".join([*lines, "{"]))
    (corpus / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    for name, why in {
        "wire.jsonl": "a file of 3 articles; the first is wire.jsonl#1",
        "wire.jsonl#4": "not JSON",
        "picture.jpg": "picture: ",
        "nothing.txt": "no article of ",
    }.items():
        code, _, said = run("show", "-C", str(corpus), name)
        assert (code, f"{name}: {why}" in said) == (1, True)


def test_what_was_skipped_is_said_once(run, corpus):
    (corpus / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    said = [run("search", "-C", str(corpus), "kirby")[2] for _ in range(2)]
    assert ["1 skipped" in each for each in said] == [True, False]
