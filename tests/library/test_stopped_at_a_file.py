"""An update that learns, cleans anew and finds versions stops at each file that it writes: nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = """
import errno, json, os, shutil, signal, sys
from functools import partial
from itertools import count
from pathlib import Path

from index import due, own_rules
from index.errors import StoreError
from index.library import Library

corpus, caches = Path(sys.argv[1]), Path(sys.argv[2])
due.LARGE, due._PIECE = 1_000, 5
INVITED = "Write to the harbour desk"
LETTERS = str.maketrans("0123456789", "abcdefghij")

def article(number):
    words = " ".join("w" + str(number * k % 997).translate(LETTERS) for k in range(1, 60))
    return f"Report number {number}\\n\\nThe police of Erbil say {words}.\\n\\n{INVITED}\\n"

def write(name, numbers):
    lines = [json.dumps({"title": f"Report number {n}", "text": article(n), "source": "Port"}) for n in numbers]
    (corpus / name).write_text("\\n".join(lines) + "\\n")

def state(cache):
    library = Library.open(corpus, cache=cache)
    assert not library.message, library.message
    hits = library.search("")
    ids = [hits.id(i) for i in range(len(hits))]
    assert len(set(ids)) == len(ids)
    found = {id: (library.article(id), library.versions(id)) for id in ids}
    library.close()
    return found

def update(cache):
    library = Library.open(corpus, cache=cache)
    library.update(tag=False)
    library.close()

def counted(function, calls, moment, instead):
    "The same, but where `calls` counts `moment`, something else is done."
    return lambda *given: instead() if next(calls) == moment else function(*given)

def killed(cache, moment):
    "Whether an update was killed before file number `moment` took its place."
    child = os.fork()
    if not child:
        calls, kill = count(), partial(os.kill, os.getpid(), signal.SIGKILL)
        os.replace = counted(os.replace, calls, moment, kill)
        Path.rename = counted(Path.rename, calls, moment, kill)
        update(cache)
        os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL

def disk_full(cache, moment):
    "Whether the disk was full when file number `moment` had been written."
    def full():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    fsync, os.fsync = os.fsync, counted(os.fsync, count(), moment, full)
    try:
        update(cache)
    except StoreError as error:
        assert str(cache) in str(error), error
        return True
    finally:
        os.fsync = fsync
    return False

write("a.jsonl", range(10))
update(caches / "before")
before = state(caches / "before")
write("b.jsonl", range(10, 40))
write("copies.jsonl", range(8, 12))
own_rules.save(own_rules.load().pin(min(before), "report number 0", hide=True))
shutil.copytree(caches / "before", caches / "whole")
update(caches / "whole")
after = state(caches / "whole")
assert len(after) == 44
assert any(versions for _, versions in after.values())
assert all(INVITED not in text.text[b.start:b.end] for text, _ in after.values() for b in text.visible())
assert after[min(before)] != before[min(before)]

stopped = {"kill": killed, "full": disk_full}[sys.argv[3]]
for moment in count():
    cache = caches / str(moment)
    shutil.copytree(caches / "before", cache)
    if not stopped(cache, moment):
        break
    assert before.keys() <= state(cache).keys(), moment
    update(cache)
    assert state(cache) == after, moment
print(moment)
"""


@pytest.mark.parametrize("how", ["kill", "full"])
def test_stopping_at_any_file_loses_nothing(tmp_path: Path, how: str) -> None:
    (tmp_path / "corpus").mkdir()
    folders = str(tmp_path / "corpus"), str(tmp_path / "caches")
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", _SCRIPT, *folders, how],
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.stderr == ""
    assert int(process.stdout) > 10, "files that the update writes"
