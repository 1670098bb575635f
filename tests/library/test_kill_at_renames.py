"""An update that learns, cleans anew and finds versions is killed before each file takes its place: nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import json, os, pathlib, shutil, signal, sys
from itertools import count
from pathlib import Path

from index import due, own_rules
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

def killed(cache, moment):
    "Whether an update was killed before file number `moment` took its place; what was held then is never lost."
    child = os.fork()
    if not child:
        moments = count()
        def counted(rename):
            def renamed(*names):
                if next(moments) == moment:
                    os.kill(os.getpid(), signal.SIGKILL)
                return rename(*names)
            return renamed
        os.replace, pathlib.Path.rename = counted(os.replace), counted(pathlib.Path.rename)
        update(cache)
        os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL

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

for moment in count():
    cache = caches / str(moment)
    shutil.copytree(caches / "before", cache)
    if not killed(cache, moment):
        break
    assert before.keys() <= state(cache).keys(), moment
    update(cache)
    assert state(cache) == after, moment
print(moment)
"""


def test_a_kill_at_any_rename_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", _SCRIPT, str(tmp_path / "corpus"), str(tmp_path / "caches")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.stderr == ""
    assert int(process.stdout) > 10  # files took their places
