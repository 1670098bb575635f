"""How good is the order of what is found, beside stock Whoosh, SQLite FTS5, tantivy and bm25s?

    pip install -e '.[bench]'
    python bench/ranking.py cranfield

The folder holds a collection in the form of Cranfield's: the documents cran.all.1400 (.I number, .T title, .W text),
the queries cran.qry and the judgements cranqrel (query, document, code). The Cranfield 1400 collection is public:
the University of Glasgow has it, and the ir_datasets package as `cranfield`.

Every system searches title and text for any of a query's words, and weighs the two as it does by default. Texts begin
with their title once more, which is taken off. The judgements name a query by its place in the file, not by its number
there. Codes 1 to 4 count as relevant, all alike, for the copies of the collection differ in which end is the best; -1
counts as not relevant.
"""

from __future__ import annotations

import argparse
import math
import re
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Text
from peers import RANKERS, peer

_DEPTH = 1000
"""Articles of a ranking that mean average precision looks at, as TREC does."""
_RECORD = re.compile(r"^\.I\s+(\d+)\n(.*?)(?=^\.I\s|\Z)", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^\.([A-Z])\n(.*?)(?=^\.[A-Z]\n|\Z)", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"[^\W_]+")

Relevant = frozenset[int]
"""The documents that are relevant to a query, by their place in the collection, from 0 on."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, and queries as words with what is relevant to each."""

    documents: tuple[Text, ...]
    queries: tuple[tuple[tuple[str, ...], Relevant], ...]


def read(folder: Path) -> Collection:
    """The collection in `folder`; a query without a relevant document is left out."""
    documents = list(records((folder / "cran.all.1400").read_text("utf-8")))
    place = {number: i for i, (number, _) in enumerate(documents)}
    relevant = defaultdict(set)
    for line in (folder / "cranqrel").read_text("utf-8").splitlines():
        query, document, code = map(int, line.split())
        if code > 0:
            relevant[query].add(place[document])
    queries = [
        (tuple(_WORD.findall(sections["W"].lower())), frozenset(relevant[i]))
        for i, (_, sections) in enumerate(records((folder / "cran.qry").read_text("utf-8")), start=1)
    ]
    texts = [
        Text(sections["T"], "", "", (sections["W"].removeprefix(sections["T"]).strip(),))
        for _, sections in documents
    ]
    return Collection(tuple(texts), tuple(query for query in queries if query[1]))


def records(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and sections of each record, with lines put together: a section is one paragraph."""
    for record in _RECORD.finditer(text):
        sections = {each[1]: " ".join(each[2].split()) for each in _SECTION.finditer(record[2])}
        yield int(record[1]), defaultdict(str, sections)


def ndcg(ranking: Sequence[int], relevant: Relevant, depth: int = 10) -> float:
    """Normalised discounted cumulative gain: 1 where nothing relevant could stand higher (Järvelin, Kekäläinen)."""
    gain = sum(1 / math.log2(i + 2) for i, found in enumerate(ranking[:depth]) if found in relevant)
    return gain / sum(1 / math.log2(i + 2) for i in range(min(depth, len(relevant))))


def precision(ranking: Sequence[int], relevant: Relevant, depth: int = 10) -> float:
    """The share of the first `depth` that is relevant."""
    return len(relevant.intersection(ranking[:depth])) / depth


def average_precision(ranking: Sequence[int], relevant: Relevant) -> float:
    """The precision at each relevant document, none where it was not found; over queries its mean is MAP."""
    right, total = 0, 0.0
    for i, found in enumerate(ranking, start=1):
        if found in relevant:
            right += 1
            total += right / i
    return total / len(relevant)


_MEASURES: dict[str, Callable[[Sequence[int], Relevant], float]] = {
    "nDCG@10": ndcg,
    "MAP": average_precision,
    "P@10": precision,
}


def rankings(name: str, collection: Collection) -> list[list[int]]:
    """What the system answers to each query."""
    system = peer(name)
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as folder:
        system.build(system.prepared(collection.documents), Path(folder), 1)
        searcher = system.open(Path(folder))
        return [searcher.ranked(words, _DEPTH) for words, _ in collection.queries]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "collection", type=Path, metavar="FOLDER", help="cran.all.1400, cran.qry and cranqrel"
    )
    parser.add_argument(
        "--only", nargs="+", choices=RANKERS, default=RANKERS, metavar="NAME", help=" ".join(RANKERS)
    )
    options = parser.parse_args()
    collection = read(options.collection)
    print(f"{len(collection.documents):,} documents, {len(collection.queries)} queries\n")
    print(" " * 12 + "".join(f"{measure:>10}" for measure in _MEASURES))
    for name in options.only:
        answers = rankings(name, collection)
        pairs = list(zip(answers, (relevant for _, relevant in collection.queries), strict=True))
        means = (statistics.fmean(measure(*pair) for pair in pairs) for measure in _MEASURES.values())
        print(f"{name:12}" + "".join(f"{mean:10.3f}" for mean in means))


if __name__ == "__main__":
    main()
