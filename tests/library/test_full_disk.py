"""A full disk stops an update with a message; what was committed answers on, and all is well once there is room."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = """
import resource, shutil, sys, traceback
from pathlib import Path
from index.errors import StoreError
from index.library import Library

corpus, cache, articles = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
sizes = map(int, sys.argv[4:])

def write(numbers):
    for number in numbers:
        words = " ".join(f"word{number * k % 997}" for k in range(1, 120))
        (corpus / f"{number}.txt").write_text(f"Report {number}\\n\\nThe police of Erbil say {words}.\\n")

def found(library):
    return {library.article(library.search("erbil").id(i)).key for i in range(len(library.search("erbil")))}

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

write(range(40))
for number in range(0, 40, 10):  # several segments, so that there is something to merge
    for path in corpus.glob("*.txt"):
        path.rename(path.with_suffix(".txt" if int(path.stem) < number + 10 else ".txt~"))
    for path in corpus.glob("*.txt~"):
        if int(path.stem) < number + 10:
            path.rename(path.with_suffix(".txt"))
    library = Library.open(corpus, cache=cache)
    library.update()
    library.close()
before = {f"{number}.txt" for number in range(40)}
write(range(40, 40 + articles))
everything = before | {f"{number}.txt" for number in range(40, 40 + articles)}

for size in sizes:
    copy = cache.with_name(f"cache{size}")
    shutil.copytree(cache, copy)
    library = Library.open(corpus, cache=copy)
    limit(size)
    try:
        library.update()
        message = "done"
    except StoreError as error:
        message = f"{type(error).__name__} {error}"
    still = found(library)
    other = Library.open(corpus, cache=copy)
    reopened = found(other), other.message
    limit(resource.RLIM_INFINITY)
    library.update()
    assert message == "done" or "file too large" in message or "disk" in message, message
    assert still >= before, (size, message, len(still))
    assert reopened[0] >= before and not reopened[1], (size, message, reopened)
    assert found(library) == everything, (size, message, len(found(library)))
    assert library.tagged() == (len(everything), len(everything)), size
    left = [path.name for path in next(copy.iterdir()).rglob("*") if "new-" in path.name]
    assert not left, (size, left)
    library.close()
    other.close()
    print(size, message)
"""


def _run(tmp_path: Path, articles: int, *sizes: int) -> list[str]:
    """What became of an update in which no file may be larger than each of `sizes`."""
    (tmp_path / "corpus").mkdir()
    arguments = map(str, (tmp_path / "corpus", tmp_path / "cache", articles, *sizes))
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", _SCRIPT, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (process.returncode, process.stderr) == (0, "")
    return process.stdout.splitlines()


def test_a_full_disk_is_told_and_does_no_harm(tmp_path: Path) -> None:
    sizes = (0, 100, 2_000, 8_000, 30_000, 60_000, 10_000_000)
    told = _run(tmp_path, 100, *sizes)
    assert told[0].split(maxsplit=1)[1].startswith("StoreError")
    assert told[-1] == f"{sizes[-1]} done"


@pytest.mark.slow
def test_a_full_disk_is_told_by_every_process_that_meets_it(tmp_path: Path) -> None:
    told = _run(tmp_path, 1_200, 2_000, 60_000, 150_000, 400_000)
    assert any("StoreError" in line for line in told)
