"""What a fresh machine is promised: one command to run, one to test, the same in README and CI."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEST_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest"
RUN_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/broadsheet"


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.mark.parametrize("command", [RUN_COMMAND, TEST_COMMAND])
def test_the_readme_gives_each_command_on_a_line_of_its_own(command):
    assert command in (ROOT / "README.md").read_text().splitlines()


def test_ci_runs_the_readmes_test_command():
    assert TEST_COMMAND in (ROOT / ".ci/run").read_text().splitlines()


def test_the_hosted_ci_runs_the_same_script():
    assert "run: .ci/run" in (ROOT / ".github/workflows/ci.yml").read_text()


def test_the_hosted_ci_covers_every_python_that_is_promised(project):
    listed = re.findall(r"Python :: (3\.\d+)", "\n".join(project["project"]["classifiers"]))
    assert str(listed).replace("'", '"') in (ROOT / ".github/workflows/ci.yml").read_text()
    assert project["project"]["requires-python"] == f">={listed[0]}"


def test_what_the_wheel_takes_along_is_there(project):
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert all((ROOT / name).exists() for name in taken)


def test_the_lock_names_public_places_only():
    places = re.findall(r'(?:registry|url|path|git|directory) = "([^"]+)"', (ROOT / "uv.lock").read_text())
    public = ("https://pypi.org/simple", "https://files.pythonhosted.org/")
    assert [place for place in places if not place.startswith(public)] == []


def test_the_lock_holds_every_dependency(project):
    locked = set(re.findall(r'^name = "([^"]+)"$', (ROOT / "uv.lock").read_text(), re.MULTILINE))
    wanted = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"]
    assert {re.split(r"[\[<>=]", each)[0].lower() for each in wanted} <= locked
