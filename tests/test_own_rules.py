"""The user's rules on disk: what they wrote is read or refused with its line, what they corrected comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import own_rules
from index.cleaning.lines import split
from index.cleaning.own import OwnRules, Place
from index.errors import ConfigError
from index.sanitise import sanitise

CORRECTED = (
    OwnRules()
    .hide_line('hello: "it\'s" # an é')
    .keep_line("no")
    .keep_line("more on iraq", "rudaw")
    .pin("123456789012", "a line", hide=True)
    .switch_off("share-word")
)


README = Path(__file__).parents[1] / "README.md"


def rules(folder: Path, text: str) -> OwnRules:
    (folder / "rules.yaml").write_text(text, "utf-8")
    return own_rules.load(folder)


def complaint(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        own_rules.load(folder)
    message = str(error.value)
    assert message.startswith(f"{folder / name}: ")
    return message.removeprefix(f"{folder / name}: ")


def test_without_files_nothing_is_said() -> None:
    assert own_rules.load() == OwnRules()


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_a_file_may_be_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "corrections.yaml").write_text(text)
    assert rules(tmp_path, text) == OwnRules()


def test_corrections_come_back(tmp_path: Path) -> None:
    own_rules.save(CORRECTED, tmp_path)
    assert own_rules.load(tmp_path) == CORRECTED


@given(st.lists(st.text(min_size=1, max_size=300)))
def test_whatever_line_was_corrected_comes_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("own")
    own = OwnRules()
    for text in texts:
        for line in split(sanitise(text)[0]):
            own = own.hide_line(line.key).keep_line(line.key, "rudaw")
    own_rules.save(own, folder)
    assert own_rules.load(folder) == own


def test_corrections_go_into_the_users_own_folder(nobody: Path) -> None:
    own_rules.save(CORRECTED)
    assert own_rules.load() == CORRECTED
    assert all(path.is_relative_to(nobody) for path in own_rules.files())


def test_equal_corrections_give_the_same_file(tmp_path: Path) -> None:
    own_rules.save(OwnRules().hide_line("b").hide_line("a"), tmp_path)
    first = (tmp_path / "corrections.yaml").read_bytes()
    own_rules.save(OwnRules().hide_line("a").hide_line("b"), tmp_path)
    assert (tmp_path / "corrections.yaml").read_bytes() == first


def test_saving_leaves_what_was_written_by_hand(tmp_path: Path) -> None:
    text = "# mine\n- id: tip\n  match: {equals: [Send us your tips]}\n"
    own_rules.save(rules(tmp_path, text).hide_line("a line"), tmp_path)
    assert (tmp_path / "rules.yaml").read_text() == text
    assert [rule.id for rule in own_rules.load(tmp_path).rules] == ["own:tip"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["corrections.yaml", "rules.yaml"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"file/corrections\.yaml: cannot be written: "):
        own_rules.save(CORRECTED, tmp_path / "file")


def test_more_corrections_than_can_be_read_are_not_written(tmp_path: Path) -> None:
    own_rules.save(CORRECTED, tmp_path)
    lines = {Place(f"{i} {'a long line ' * 15}"): True for i in range(6000)}
    with pytest.raises(ConfigError, match="would be longer than 1024 KB"):
        own_rules.save(OwnRules(lines=lines), tmp_path)
    assert own_rules.load(tmp_path) == CORRECTED


def test_the_stamp_tells_that_a_file_was_written(tmp_path: Path) -> None:
    before = own_rules.stamp(tmp_path)
    own_rules.save(CORRECTED, tmp_path)
    assert own_rules.stamp(tmp_path) != before
    assert own_rules.stamp(tmp_path) == own_rules.stamp(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: x", "line 1: expected a list of rules"),
        ("- x", "line 1: expected a rule"),
        ("- id: x\n  mach: {equals: [a]}", 'line 2: no key "mach"; did you mean "match"?'),
        ("- id: x\n  match:\n    equal: [a]", 'line 3: no key "equal"; did you mean "equals"?'),
        ("- id: x\n- id: y", "line 1: a rule needs match:"),
        ("- match: {equals: [a]}", "line 1: a rule needs id:"),
        ("- id: x\n  match: {max_words: 3}", "line 2: match needs equals, prefix or regex"),
        ("- id: x\n  match: {equals: a}", "line 2: equals: expected a list of texts"),
        ("- id: x\n  match: {equals: [2024]}", "line 2: equals: expected a list of texts"),
        (
            "- id: x\n  match: {equals: [a], max_words: 101}",
            "line 2: max_words: expected a whole number from 1",
        ),
        (
            "- id: x\n  match: {equals: [a]}\n  weight: 2",
            "line 3: weight: expected a number above 0, up to 1",
        ),
        ("- id: x\n  match: {equals: [a]}\n  action: [hide]", "line 3: action: expected hide or keep or"),
        ("- id: x\n  match: {equals: [a]}\n  where: foot", "line 3: where: expected any or head"),
        ("- id: x\n  match: {equals: [a]}\n  member: b", "line 3: member goes with scope: block"),
        ("- id: x\n  match: {equals: [a]}\n- id: x\n  match: {equals: [b]}", 'line 3: a second rule "x"'),
        ("- id: x\n  match: {regex: ['(a+)+']}", "line 2: /(a+)+/: a repetition inside a repetition"),
        ("- id: x\n  match: {regex: ['.*a.*b.*']}", "line 2: /.*a.*b.*/: too many ways to match"),
        ("- id: x\n  match: {regex: ['" + "(a|b)" * 20 + "']}", "line 2: /(a|b)(a|b)"),
        ("- id: x\n  match: {regex: ['(a']}", "line 2: /(a/: missing )"),
        ("- id: x\n  match: {regex: ['" + "a" * 301 + "']}", "line 2: /aaa"),
        (
            "- id: x\n  match: {equals: [a]}\n  examples: [b]",
            'line 3: the rule does not match its example "b"',
        ),
        (
            "- id: x\n  match: {equals: [a]}\n  counterexamples: [A]",
            'line 3: the rule matches its counterexample "A"',
        ),
        ("- &a\n  id: x\n- *a", "line 3: aliases are not read here"),
    ],
)
def test_a_mistake_in_the_rules_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert complaint(tmp_path, "rules.yaml", text).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a", "line 1: expected lines of the form"),
        ("switched_on: [a]", 'line 1: no key "switched_on"; did you mean "switched_off"?'),
        ("switched_off: a", "line 1: expected a list of texts"),
        ("off: [a]", "line 1: False: write it in quotes"),
        ("everywhere:\n  hid: [a]", 'line 2: no key "hid"; did you mean "hide"?'),
        ("sources:\n  rudaw:\n    keep: [3]", "line 3: expected a list of texts"),
        ("articles:\n  123456789012: {hide: [a]}", "line 2: 123456789012: write it in quotes"),
    ],
)
def test_a_mistake_in_the_corrections_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert complaint(tmp_path, "corrections.yaml", text).startswith(said)


def test_the_example_of_the_readme_is_read(tmp_path: Path) -> None:
    section = README.read_text("utf-8").partition("## Your own rules")[2]
    example = section.partition("```yaml\n")[2].partition("```")[0]
    tips, desk, obituaries, kept = rules(tmp_path, example).rules
    assert [each.id for each in (tips, desk)] == ["own:my-tips", "own:night-desk"]
    assert desk.source == "the northern post"
    assert obituaries.block
    assert obituaries.holds("Read all obituaries of this week here, and send us yours.")
    assert kept.keeps
