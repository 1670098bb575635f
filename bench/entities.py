"""How well and how fast are people, organisations and places recognised?

Measures strict spans (same first word, same last word, same kind) on sentences labelled token by token.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from index.article import EntityKind
from index.entities import tag_text

_DATA = """\
Data: .jsonl or .jsonl.xz files of {"doc", "tokens", "tags"}, one sentence a line, BIO tags over PER, ORG and LOC;
other tags count as O. Public sets that convert to it: Universal NER (uner_pud, uner_ewt), WikiGold, CrossNER,
WNUT-17, GUM, Re3d. The tokens of a document are put together with spaces, a sentence a line; a mention that
ends inside a token (the "U.S." of a token "U.S.-led") is left out, since such data label whole tokens."""

_LABELS = {EntityKind.PERSON: "PER", EntityKind.ORGANISATION: "ORG", EntityKind.PLACE: "LOC"}
Sentence = tuple[list[str], list[str]]
LabelledSpan = tuple[int, int, str]


def read(path: Path) -> dict[str, list[Sentence]]:
    """Document → its sentences, as tokens and tags."""
    documents: dict[str, list[Sentence]] = defaultdict(list)
    with lzma.open(path, "rt") if path.suffix == ".xz" else path.open() as lines:
        for line in lines:
            row = json.loads(line)
            if "tags" in row:
                documents[row["doc"]].append((row["tokens"], row["tags"]))
    return documents


def half(documents: dict[str, list[Sentence]], wanted: str) -> dict[str, list[Sentence]]:
    """The documents of one half: "dev" to look at, "held" to measure on."""
    parity = {"dev": 0, "held": 1}
    if wanted == "all":
        return documents
    return {doc: rows for doc, rows in documents.items() if zlib.crc32(doc.encode()) % 2 == parity[wanted]}


def gold_spans(tags: list[str]) -> set[LabelledSpan]:
    spans = set()
    start, label = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        inside = tag.startswith("I-") and tag[2:] == label
        if label and not inside:
            spans.add((start, at, label))
            label = ""
        if not inside and tag[2:] in _LABELS.values():
            start, label = at, tag[2:]
    return spans


def tagged_spans(sentences: list[Sentence]) -> Iterator[set[LabelledSpan]]:
    """The recognised spans of each sentence, in tokens."""
    text = "\n".join(" ".join(tokens) for tokens, _ in sentences)
    mentions = tag_text(text)
    offset = 0
    for tokens, _ in sentences:
        starts, ends = {}, {}
        for at, token in enumerate(tokens):
            starts[offset], ends[offset + len(token)] = at, at + 1
            offset += len(token) + 1
        yield {
            (starts[m.start], ends[m.end], _LABELS[m.kind])
            for m in mentions
            if m.start in starts and m.end in ends
        }


def measure(documents: dict[str, list[Sentence]], errors: bool) -> tuple[Counter[str], float]:
    """Counts of right, found and wanted spans by label, and characters per second."""
    counts: Counter[str] = Counter()
    characters = sum(len(token) + 1 for rows in documents.values() for tokens, _ in rows for token in tokens)
    started = time.perf_counter()
    found = {doc: list(tagged_spans(rows)) for doc, rows in documents.items()}
    seconds = time.perf_counter() - started
    for doc, rows in documents.items():
        for (tokens, tags), spans in zip(rows, found[doc], strict=True):
            wanted = gold_spans(tags)
            counts.update(f"found {label}" for _, _, label in spans)
            counts.update(f"wanted {label}" for _, _, label in wanted)
            counts.update(f"right {label}" for _, _, label in spans & wanted)
            if errors and spans != wanted:
                show(doc, tokens, spans - wanted, wanted - spans)
    return counts, characters / seconds


def show(doc: str, tokens: list[str], spurious: set[LabelledSpan], missed: set[LabelledSpan]) -> None:
    for sign, spans in (("+", spurious), ("-", missed)):
        for start, end, label in sorted(spans):
            around = [
                *tokens[max(0, start - 4) : start],
                "[",
                *tokens[start:end],
                "]",
                *tokens[end : end + 3],
            ]
            print(f"{sign}{label} {doc} {' '.join(around)}")


def report(name: str, counts: Counter[str], speed: float) -> None:
    for label in ("PER", "ORG", "LOC", ""):
        right, found, wanted = (
            sum(count for key, count in counts.items() if key.startswith(f"{what} {label}"))
            for what in ("right", "found", "wanted")
        )
        precision, recall = right / max(found, 1), right / max(wanted, 1)
        f1 = 2 * right / max(found + wanted, 1)
        print(f"{name:24} {label or 'all':4} {precision:6.3f} {recall:6.3f} {f1:6.3f} {wanted:7,}", end="")
        print(f" {speed:12,.0f}" if not label else "")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=_DATA, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="PATH", help="a labelled file or a folder of them"
    )
    parser.add_argument(
        "--half", choices=("all", "dev", "held"), default="all", help="a stable half of the documents"
    )
    parser.add_argument(
        "--errors", action="store_true", help="list what is wrong (+) and what is missing (-)"
    )
    options = parser.parse_args()
    paths = sorted(options.data.glob("*.jsonl*")) if options.data.is_dir() else [options.data]
    if not paths:
        sys.exit(f"no .jsonl or .jsonl.xz file in {options.data}")
    tag_text("Warm up.")
    print(f"{'set':24} {'kind':4} {'P':>6} {'R':>6} {'F1':>6} {'spans':>7} {'characters/s':>12}")
    for path in paths:
        documents = half(read(path), options.half)
        if documents:
            report(path.name.partition(".")[0], *measure(documents, options.errors))


if __name__ == "__main__":
    main()
