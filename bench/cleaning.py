"""How well and how fast is the article told from what surrounds it?

    python bench/cleaning.py --data DIR

Prints precision, recall and F1 of what is shown as the article, the share of the article's lines that are
hidden, and the time a page, beside other tools and beside the text as it is. The presets are cross-validated: no
page is judged by weights or thresholds that were fitted on pages of its site.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import floors
import justext
import trafilatura
from cleaning_measures import HTML, NEWS, TEXTS, Page, article_text, body_lines_hidden, read, score
from lxml.etree import ParserError
from lxml.html import fromstring
from readability import Document

from index.article import Article, Record
from index.cleaning import Preset
from index.cleaning.model import LineModel, packaged_model
from index.cleaning.pipeline import examine
from index.cleaning.settings import Settings
from index.sources import Entry, scan
from index.sources import read as read_source

_DATA = """\
Data: a folder with residue.dev.jsonl.xz and fullpage.dev.jsonl.xz, texts as {"id", "set", "site", "url", "lines",
"labels", "gold_body"}, and html.dev.jsonl.xz, pages as {"id", "set", "url", "html_base64", "gold_body"}. With
--shipped the weights that ship, which were fitted on these texts, are used: for data of other sites."""

_NOISE = 0.001
"""What a figure may lie below its floor: whatever changes in `index/cleaning`, the models are fitted anew, and that
alone moves figures in either direction."""

Extract = Callable[[Page], Article | str]
Models = Callable[[Page], LineModel]


class Row(NamedTuple):
    """One way of finding the article, with the data it was tried on."""

    task: str
    tool: str
    extract: Extract


def texts(task: str, model: Models) -> Iterator[Row]:
    """The text as it is, and each preset on it."""
    yield Row(task, "as it is", lambda page: page.text)
    for preset in Preset:
        yield Row(task, preset.value, lambda page, preset=preset: _cleaned(page, preset, model(page)))


def pages(folder: Path, model: Models) -> Iterator[Row]:
    """Peers and each preset on HTML; `folder` takes the page that is being read as a file."""
    yield Row("html", "trafilatura", _trafilatura)
    yield Row("html", "trafilatura precision", _trafilatura_precise)
    yield Row("html", "justext", _justext)
    yield Row("html", "readability", _readability)
    for preset in Preset:
        yield Row(
            "html", preset.value, lambda page, preset=preset: _from_file(page, folder, preset, model(page))
        )


def measure(row: Row, found: Sequence[Page]) -> dict[str, float]:
    """Prints a line a set and one for both; what it measured, by `task.tool.measure`."""
    started = time.process_time()
    outputs = [row.extract(page) for page in found]
    milliseconds = (time.process_time() - started) / len(found) * 1000
    figures: dict[str, float] = {}
    for part in (*NEWS, "".join(NEWS)):
        chosen = [(page, output) for page, output in zip(found, outputs, strict=True) if page.set in part]
        if not chosen:
            continue
        own, given = zip(*chosen, strict=True)
        reached = score(own, [article_text(each) if isinstance(each, Article) else each for each in given])
        hidden = ""
        if isinstance(given[0], Article) and own[0].lines:
            hidden = f"{body_lines_hidden(own, given):8.2%}"
        print(
            f"{row.task:10} {part:3} {row.tool:22} {reached.precision:6.4f} {reached.recall:6.4f} "
            f"{reached.f1:6.4f} {hidden:>8} {milliseconds:8.2f}"
        )
        if part == "".join(NEWS):
            figures[f"{row.task}.{row.tool}.f1"] = reached.f1
            figures[f"{row.task}.{row.tool}.recall"] = reached.recall
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=_DATA, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--shipped", action="store_true", help="use the weights that ship; no floors apply")
    parser.add_argument("--raise-floors", action="store_true", help="keep what is better than its floor")
    parser.add_argument("--lower-floors", action="store_true", help="keep what is worse than its floor too")
    options = parser.parse_args()
    paths = [options.data / name for name in (*TEXTS.values(), HTML)]
    if missing := [str(path) for path in paths if not path.exists()]:
        sys.exit(f"not there: {', '.join(missing)}")
    print(f"{'task':10} {'set':3} {'tool':22} {'P':>6} {'R':>6} {'F1':>6} {'hidden':>8} {'ms/page':>8}")
    ours: dict[str, float] = {}
    model = (lambda page: packaged_model()) if options.shipped else _cross_validated(options.data)
    with tempfile.TemporaryDirectory() as folder:
        for row, path in _rows(options.data, Path(folder), model):
            figures = measure(row, read(path))
            if row.tool in list(Preset):
                ours |= figures
    data = floors.digest(paths)
    if options.shipped:
        return
    if options.raise_floors or options.lower_floors:
        floors.store("cleaning", data, ours, lower=options.lower_floors)
    elif lost := floors.below("cleaning", data, ours, noise=_NOISE):
        sys.exit("\n".join(lost))


def _rows(data: Path, folder: Path, model: Models) -> Iterator[tuple[Row, Path]]:
    for task, name in TEXTS.items():
        yield from ((row, data / name) for row in texts(task, model))
    yield from ((row, data / HTML) for row in pages(folder, model))


def _cross_validated(data: Path) -> Models:
    """For each page the model that has not seen its site."""
    # From training/, which stands beside this folder: fitting is no matter of a bench.
    sys.path.append(str(Path(__file__).parents[1] / "training"))
    from folds import fitted
    from pages import FOLDS, fold

    sites = {page.id: page.site for page in read(data / TEXTS["full page"])}
    without = fitted(data).without
    return lambda page: without[fold(sites[page.id], FOLDS)]


def _cleaned(page: Page, preset: Preset, model: LineModel) -> Article:
    return examine(Record(page.id, page.text), Settings(preset), model).article


def _from_file(page: Page, folder: Path, preset: Preset, model: LineModel) -> Article | str:
    path = folder / "page.html"
    path.write_bytes(page.html)
    entries = [entry for entry in scan(folder) if isinstance(entry, Entry)]
    records = (found for entry in entries for found in read_source(entry) if isinstance(found, Record))
    record = next(records, None)
    return examine(record, Settings(preset), model).article if record else ""


def _trafilatura(page: Page) -> str:
    return trafilatura.extract(page.html, include_comments=False) or ""


def _trafilatura_precise(page: Page) -> str:
    return trafilatura.extract(page.html, include_comments=False, favor_precision=True) or ""


def _justext(page: Page) -> str:
    paragraphs = justext.justext(page.html, justext.get_stoplist("English"))
    return "\n".join(each.text for each in paragraphs if not each.is_boilerplate)


def _readability(page: Page) -> str:
    try:
        return fromstring(Document(page.html.decode("utf-8", "replace")).summary()).text_content()
    except (ParserError, ValueError):
        return ""


if __name__ == "__main__":
    main()
