"""The configuration: defaults, a file over them, and what is said about a mistake in it."""

from __future__ import annotations

import ast
import inspect
from dataclasses import fields
from pathlib import Path

import pytest

from index import config
from index.config import Config, load, sample_config, sample_corpus, user_config
from index.errors import ConfigError
from index.reading import Reading


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str | bytes) -> Path:
        path = tmp_path / "config.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def complaint(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load(path)
    return str(caught.value)


def test_nothing_set_gives_the_defaults():
    assert load() == Config()


def test_the_packaged_file_holds_exactly_the_defaults():
    assert load(sample_config()) == Config()


def test_the_packaged_file_shows_every_key():
    shown = [line.partition(":")[0] for line in sample_config().read_text().splitlines()]
    assert [name for name in shown if name.isidentifier()] == [each.name for each in fields(Config)]


def test_every_field_is_explained_under_it():
    statements = ast.parse(inspect.getsource(Config)).body[0].body[1:]
    body = [each for each in statements if not isinstance(each, ast.FunctionDef)]
    assert all(isinstance(each, ast.Expr) for each in body[1::2])
    assert len(body) == 2 * len(fields(Config))


def test_the_users_own_file_is_read():
    user_config().parent.mkdir(parents=True)
    user_config().write_text("measure: 66\n")
    assert load() == Config(measure=66)


def test_a_named_file_stands_in_for_the_users_own(written):
    user_config().parent.mkdir(parents=True)
    user_config().write_text("measure: 66\n")
    assert load(written("preset: strict")) == Config(preset="strict")


def test_a_file_in_the_working_folder_is_not_read(written, monkeypatch):
    monkeypatch.chdir(written("measure: 66").parent)
    assert load() == Config()


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "\ufeffmeasure: 80\n"])
def test_a_file_may_leave_everything_out(written, text):
    assert load(written(text)) == Config()


def test_a_relative_corpus_starts_at_the_file(written, tmp_path):
    assert load(written("corpus: news/today")).corpus == str(tmp_path / "news/today")


def test_a_tilde_is_the_home_folder(written, nobody):
    assert load(written("corpus: ~/news")).corpus == str(nobody / "news")


def test_keys_are_read(written):
    assert load(written('keys: {next_match: "n,ctrl+n"}')).keys == {"next_match": "n,ctrl+n"}


def test_names_of_fields_are_read(written):
    config = load(written("fields: {text: [story.plain, body], date: when}\nmax_article_mb: 4"))
    assert config.reading == Reading(
        (("date", ("when",)), ("text", ("story.plain", "body"))), 4 * 1024 * 1024
    )


def test_the_defaults_of_reading_are_those_of_the_settings():
    assert Config().reading == Reading()


def test_an_unknown_field_is_refused_with_the_nearest(written):
    path = written("fields: {txt: body}")
    assert complaint(path) == f'{path}: no field "txt"; did you mean "text"?'


def test_an_unknown_key_is_refused_with_the_nearest(written):
    path = written("mesure: 60")
    assert complaint(path) == f'{path}: no key "mesure"; did you mean "measure"?'


def test_an_unknown_key_like_no_other_is_refused_with_all(written):
    assert "the keys are corpus, theme" in complaint(written("zzz: 60"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("measure: wide", "measure"),
        ("measure: 5", "measure"),
        ("measure: true", "measure"),
        ("day_first: 1", "day_first"),
        ("day_first: no way", "day_first"),
        ("preset: brutal", "preset"),
        ("preset: [careful]", "preset"),
        ("theme: 3", "theme"),
        ("corpus: ''", "corpus"),
        ("corpus: [a]", "corpus"),
        ("fields: text", "fields"),
        ("fields: {text: 3}", "fields"),
        ("fields: {text: [a, '']}", "fields"),
        ("max_article_mb: 0", "max_article_mb"),
        ("max_article_mb: true", "max_article_mb"),
        ("keys: n", "keys"),
        ("keys: {on: x}", "keys"),
        ("keys: {find: 1}", "keys"),
    ],
)
def test_a_wrong_value_is_refused_with_its_key(written, text, key):
    path = written(text)
    assert complaint(path).startswith(f"{path}: {key}: expected ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("measure: [", "not YAML: line "),
        ("- a", "key: value"),
        ("just words", "key: value"),
        (b"theme: \xff\xfe", "not UTF-8 at byte 7"),
        ("theme: &a x\ncorpus: *a", "line 2: aliases are not read"),
        ("keys: " + "[" * 500, "nested too deeply"),
        ("? [a]\n: b", "not YAML"),
        ("theme: !!python/object/apply:os.system [true]", "line 1: tags such as"),
        ("measure: !!bool maybe", "line 1: tags such as"),
        ("measure: 0x" + "f" * 9000, "not a number of thousands of digits"),
        ("corpus: 2024-99-99", "not YAML"),
        ("#" * config.MAX_BYTES + "#", "longer than"),
    ],
)
def test_a_file_that_is_no_configuration_is_refused(written, text, said):
    assert said in complaint(written(text))


def test_a_named_file_that_is_missing_is_refused(tmp_path):
    assert "No such file" in complaint(tmp_path / "none.yaml")


def test_the_sample_articles_are_at_hand():
    assert len(list(sample_corpus().glob("*.txt"))) == 5
