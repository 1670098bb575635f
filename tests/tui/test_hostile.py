"""Nothing in an article, a query or a file name acts on the terminal, and no markup is run or eaten."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

import tui
from index.article import Article, Block, BlockKind, Entity, EntityKind, PublicationDate, Span
from index.completion import Completion
from index.facets import Facet, FacetValue
from index.library import Row
from tests.tui.conftest import Open
from tui.querytext import Filter
from tui.screens.sections import SectionsScreen
from tui.steps import Listed
from tui.widgets.article_list import ArticleList
from tui.widgets.completions import CompletionList
from tui.widgets.entities import EntityList
from tui.widgets.facets import FacetList
from tui.widgets.foot import Foot
from tui.widgets.reader_pane import ReaderPane, Standing
from tui.widgets.search_bar import SearchBar
from tui.widgets.status_line import StatusLine

PAYLOADS = [
    "[/x] [@click=app.quit]quit[/] [sic] arr[i]",
    "[bold red]x[/bold red] \\[y]",
    "\x1b]52;c;aGk=\x07 osc",
    "\x1b[2J\x1b]0;title\x07 csi",
    "\x9b31m c1 \x90dcs\x9c",
    "\u202ereversed\u202c \u2066isolated\u2069",
    "a\rb\x08c\x00d\x7f",
]
ACTING = {
    chr(code) for code in [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
}


class Every(App[None]):
    """All widgets that show what others wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.articles, self.entities, self.pane = ArticleList(), EntityList(), ReaderPane(60)
        self.bar, self.foot, self.status = SearchBar(), Foot(), StatusLine()
        self.facets, self.completions = FacetList(), CompletionList()

    def compose(self) -> ComposeResult:
        yield from (self.bar, self.articles, self.pane, self.entities, self.facets, self.status, self.foot)
        yield self.completions


class Hits:
    """As many hits as a list needs; every field holds the same payload."""

    def __init__(self, payload: str) -> None:
        self.text = payload

    def __len__(self) -> int:
        return 3

    def row(self, index: int) -> Row:
        return Row("1", "a", self.text, PublicationDate(), self.text, 3, self.text, (Span(0, 2),))


def fill(app: Every, payload: str) -> None:
    text = f"{payload}\n\n{payload}"
    middle = len(payload) + 2
    blocks = (Block(0, middle, BlockKind.TITLE), Block(middle, len(text), BlockKind.BODY, True))
    app.articles.show(Hits(payload), 0)  # type: ignore[arg-type]  # all that the list asks for
    app.pane.show(Article(payload, text, blocks, payload, source=payload), 0)
    app.pane.reader.show_hidden(True)
    app.pane.show_header(Standing(payload, payload))
    entity = Entity("1", EntityKind.PERSON, payload, (payload,), 1, 1)
    app.entities.show((Listed(entity, (Span(0, 1),)),), "1")
    app.facets.show((Facet("source", (FacetValue(payload, payload, 1),)),), (Filter("", payload, True),))
    app.completions.offer((Completion(0, 0, payload, payload, 1),), 0)
    app.bar.show_outcome(payload)
    app.bar.show_message(payload, payload)
    app.foot.tell(payload)
    app.status.show(payload)


def cells(widget: Widget) -> str:
    strips = widget.screen._compositor.render_strips()
    return "".join(segment.text for strip in strips for segment in strip)


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_every_widget_shows_hostile_text_as_text(payload: str) -> None:
    app = Every()
    async with app.run_test(size=(120, 60)) as pilot:
        fill(app, payload)
        await pilot.pause()
        shown = cells(app.pane)
        assert not ACTING & set(shown)
        for word in ("[sic]", "[/x]", "[bold red]", "[@click=app.quit]"):
            if word in payload:
                assert shown.count(word) >= 7
        app.pane.show_notice(payload, payload)
        await pilot.pause()
        assert not ACTING & set(cells(app.pane))
        app.push_screen(SectionsScreen(payload, [("TYPED", [payload, payload])], payload))
        await pilot.pause()
        assert not ACTING & set(cells(app.screen.query_one("Static")))


async def test_a_hostile_article_and_query_are_read_like_any_other(open_reader: Open, tmp_path: Path) -> None:
    corpus = tmp_path / "[@click=app.quit]"
    corpus.mkdir()
    for number, payload in enumerate(PAYLOADS):
        story = f"{payload} says the headline\n\nThe minister said {payload} on Monday.\n\nThe end of it.\n"
        (corpus / f"[b]{number}.txt").write_text(story, "utf-8")
    async with open_reader(corpus) as reading:
        assert f"{len(PAYLOADS)} articles" in reading.text
        for _ in PAYLOADS:
            await reading.press("full_stop")
            assert not ACTING - {"\n"} & set(reading.text)
        await reading.press("slash")
        await reading.type("[/x] [@click=app.quit]")
        assert reading.pilot.app.is_running
        await reading.press("escape", "colon", "escape", "question_mark")
        assert reading.pilot.app.is_running


def markup_off(call: ast.Call) -> bool:
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


def parses(call: ast.Call) -> bool:
    """May this call take a plain string for markup?"""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("Static", "Label", "Button", "OptionList"):
        return not markup_off(call)
    if name == "update":
        return bool(call.args) and isinstance(call.args[0], ast.JoinedStr | ast.Name | ast.Attribute)
    return name in ("notify", "from_markup")


def titles(node: ast.Assign) -> bool:
    """Is a border title set to something that is neither a literal nor made by a call, such as Content(…)?"""
    names = [target.attr for target in node.targets if isinstance(target, ast.Attribute)]
    return not isinstance(node.value, ast.Constant | ast.Call) and bool(
        {"border_title", "border_subtitle", "tooltip"}.intersection(names)
    )


def plain_strings(source: str) -> list[int]:
    """The lines where something that may be a plain string goes to a sink which parses markup."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Call) and parses(node)) or (isinstance(node, ast.Assign) and titles(node))
    ]


SCREEN_FILES = [
    file for file in sorted(Path(tui.__file__).parent.rglob("*.py")) if "textual" in file.read_text()
]


@pytest.mark.parametrize("file", SCREEN_FILES, ids=lambda file: file.name)
def test_no_plain_string_goes_where_markup_is_parsed(file: Path) -> None:
    assert plain_strings(file.read_text("utf-8")) == []


def test_the_scan_finds_what_it_is_for() -> None:
    bad = ["Static(title)", "self.notify(text)", "self.border_title = title", "label.update(f'{x}')"]
    assert all(plain_strings(line) for line in bad)
    assert not plain_strings("Static(title, markup=False)")
