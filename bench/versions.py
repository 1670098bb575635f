"""How fast are versions of texts found, and how many of them? A tenth of a corpus is edited and looked for.

    python bench/corpus.py --data news.jsonl.xz --out news-10k --limit 10000
    python bench/versions.py news-10k

Any folder of text files serves. An edited text has about one word in fifty replaced and a sentence left out; it
counts as a version of what it was if seven in ten of their shingles are the same. Times are CPU seconds.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.duplicates import SAME, Hashes, candidates, joined, resemblance, shingles, sketch

SEED = 20240201
SHARE = 10
"""One text in ten is edited."""


@dataclass(frozen=True)
class Found:
    """What was found, and in what time."""

    texts: int
    versions: int
    """Pairs of a text and its edited form that are versions by the exact comparison."""
    together: int
    """Those of them that came into one group."""
    candidates: int
    sketching: float
    choosing: float
    comparing: float


def edited(text: str, chance: random.Random) -> str:
    sentences = text.split(". ")
    if len(sentences) > 2:
        del sentences[chance.randrange(1, len(sentences))]
    words = ". ".join(sentences).split(" ")
    for _ in range(len(words) // 50):
        words[chance.randrange(len(words))] = "edited"
    return " ".join(words)


def find(texts: Sequence[str], pairs: Sequence[tuple[int, int]]) -> Found:
    """Group `texts`; `pairs` are the numbers of the edited ones and of what they were."""
    times = [time.process_time()]
    hashes: list[Hashes] = [shingles(text) for text in texts]
    sketches = np.array([sketch(each) for each in hashes])
    times.append(time.process_time())
    chosen = [side.tolist() for side in candidates(sketches, np.ones(len(texts), np.bool_))]
    times.append(time.process_time())

    def alike(one: int, other: int) -> bool:
        return resemblance(hashes[one], hashes[other]) >= SAME

    groups = joined(np.arange(len(texts)), zip(*chosen, strict=True), alike)
    times.append(time.process_time())
    versions = [pair for pair in pairs if alike(*pair)]
    together = sum(bool(groups[one] == groups[other]) for one, other in versions)
    return Found(len(texts), len(versions), together, len(chosen[0]), *np.diff(times).tolist())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("corpus", type=Path, metavar="FOLDER", help="a folder of text files")
    options = parser.parse_args()
    paths = sorted(path for path in options.corpus.rglob("*") if path.is_file())
    texts = [path.read_text("utf-8", "replace") for path in paths]
    chance = random.Random(SEED)
    originals = chance.sample(range(len(texts)), -(-len(texts) // SHARE))
    pairs = [(len(texts) + number, original) for number, original in enumerate(originals)]
    texts += [edited(texts[original], chance) for original in originals]
    found = find(texts, pairs)
    print(f"{'texts':34}{found.texts:10,}")
    print(f"{'edited, and a version still':34}{found.versions:10,}")
    print(f"{'found':34}{found.together:10,}")
    print(f"{'candidates':34}{found.candidates:10,}")
    print(f"{'sketching, µs a text':34}{found.sketching / found.texts * 1e6:10.0f}")
    print(f"{'choosing candidates, s':34}{found.choosing:10.2f}")
    print(f"{'comparing them, s':34}{found.comparing:10.2f}")


if __name__ == "__main__":
    main()
