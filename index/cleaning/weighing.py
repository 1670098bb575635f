"""What does the model say of the lines that nothing has decided yet?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.article import BlockKind
from index.cleaning.evidence import Evidence
from index.cleaning.features import Matrix, Surroundings, features
from index.cleaning.lines import Line
from index.cleaning.model import LineModel
from index.cleaning.window import Window

_STANDFIRST_WORDS = range(8, 70)


def weigh_lines(
    lines: Sequence[Line], body: Window, outside: Sequence[bool], evidence: Evidence, model: LineModel
) -> None:
    """Let the model speak on every open line; what the record's format says is outside is not looked at."""
    seen, rows = open_rows(lines, body, outside, evidence, model.lexicon)
    for i, row, weight in zip(seen, rows, model.weights(rows), strict=True):
        if not evidence.enough(i, float(weight)):
            continue
        if _introduces(lines, i, body, evidence):
            evidence.lift(i, BlockKind.STANDFIRST, "below-title")
        else:
            evidence.weigh(i, model.reasons(row, evidence.doubted_by(i)))


def open_rows(
    lines: Sequence[Line],
    body: Window,
    outside: Sequence[bool],
    evidence: Evidence,
    lexicon: Mapping[str, float],
) -> tuple[list[int], Matrix]:
    """The lines that nothing has decided yet, by index, and their features."""
    inside = [i for i in range(len(lines)) if not outside[i] or evidence.lifted(i)]
    seen = [at for at, i in enumerate(inside) if evidence.undecided(i)]
    if not seen:
        return [], np.zeros((0, 0), np.float32)
    title = next((at for at, i in enumerate(inside) if evidence.lifted(i) is BlockKind.TITLE), None)
    around = Surroundings(
        hidden=[evidence.hidden(i) for i in inside],
        doubt=[evidence.doubt(i) for i in inside],
        title=title,
        body=Window(*(int(np.searchsorted(inside, edge)) for edge in body)),
    )
    rows = features([lines[i] for i in inside], around, lexicon)
    return [inside[at] for at in seen], rows[seen]


def _introduces(lines: Sequence[Line], i: int, body: Window, evidence: Evidence) -> bool:
    """It is the only text between the title and the body: the standfirst."""
    if not i < body.start or lines[i].words not in _STANDFIRST_WORDS:
        return False
    above = i - 1
    while above >= 0 and evidence.lifted(above) not in (None, BlockKind.TITLE):
        above -= 1
    return above >= 0 and evidence.lifted(above) is BlockKind.TITLE
