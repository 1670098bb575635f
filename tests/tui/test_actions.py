"""One table of actions: what derives from it holds together."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import tui
from tui.actions import (
    ACTIONS,
    OWN_KEYS,
    Action,
    Context,
    Needs,
    Where,
    for_footer,
    key_table_markdown,
    with_keys,
)
from tui.app import BroadsheetApp
from tui.bindings import ABOUT_THE_ARTICLE, belongs_to_text
from tui.screens.compare import CompareScreen
from tui.screens.help import help_rows
from tui.screens.main import MainScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.compared_page import ComparedPage
from tui.widgets.entities import EntityList
from tui.widgets.facets import FacetList
from tui.widgets.reader import Reader
from tui.widgets.scrolled_page import ScrolledPage
from tui.widgets.search_bar import QueryInput
from tui.widgets.timeline import TimelineChart

PANES: tuple[type[DOMNode], ...] = (
    ArticleList,
    ComparedPage,
    EntityList,
    FacetList,
    Reader,
    ScrolledPage,
    TimelineChart,
)
OWNERS: dict[Where, type[DOMNode]] = {
    Where.INPUT: QueryInput,
    Where.FACETS: FacetList,
    Where.TIMELINE: TimelineChart,
    Where.COMPARING: CompareScreen,
}


def answering(action: Action) -> tuple[type[DOMNode], ...]:
    """The classes that must handle an action."""
    if action.handler.startswith("app."):
        return (BroadsheetApp,)
    if action.where is Where.PANE:
        return PANES
    if action.where in OWNERS and not action.handler.startswith("screen."):
        return (OWNERS[action.where],)
    return (MainScreen,)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_handler_and_its_keys_are_bound(action: Action) -> None:
    name = "action_" + action.handler.removeprefix("app.").removeprefix("screen.").partition("(")[0]
    for owner in answering(action):
        assert callable(getattr(owner, name, None)), f"{owner.__name__}.{name}"
    binder = {**OWNERS, Where.PANE: ArticleList}.get(action.where, MainScreen)
    bound = [each for each in binder.BINDINGS if isinstance(each, Binding) and each.id == action.id]
    assert ",".join(each.key for each in bound) == action.keys
    for each in bound:
        is_text = belongs_to_text(each.key)
        about_article = is_text and action.where in ABOUT_THE_ARTICLE
        pressed = f"pressed({action.handler!r}, {is_text}, {about_article})"
        assert each.action == (pressed if binder is MainScreen else action.handler)


def test_no_key_means_two_things_in_one_place() -> None:
    together = [
        [action for action in ACTIONS if action.where not in OWN_KEYS],
        *([action for action in ACTIONS if action.where is where] for where in OWN_KEYS),
    ]
    for actions in together:
        keys = [key for action in actions for key in action.keys.split(",")]
        assert sorted(keys) == sorted(set(keys))
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_the_help_and_the_readme_table_have_every_row() -> None:
    page, table = "\n".join(f"{keys} {words}" for keys, words in help_rows(ACTIONS)), key_table_markdown()
    for action in ACTIONS:
        assert action.help in page
        assert action.shown_keys in page
        assert action.help in table


def test_the_readme_holds_the_table() -> None:
    readme = Path(tui.__file__).parents[1] / "README.md"
    if not readme.exists() or "<!-- keys -->" not in readme.read_text("utf-8"):
        pytest.skip("no key table in a README here")
    between = readme.read_text("utf-8").partition("<!-- keys -->")[2].partition("<!-- /keys -->")[0]
    assert between.strip() == key_table_markdown().strip()


@pytest.mark.parametrize("context", Context)
def test_the_footer_offers_a_few_keys_and_only_what_can_be_done(context: Context) -> None:
    bare = list(for_footer(ACTIONS, context, {Needs.NOTHING}))
    assert 3 <= len(bare) <= 7
    assert all(action.needs is Needs.NOTHING for action in bare)
    assert 3 <= len(list(for_footer(ACTIONS, context, set(Needs)))) <= 7


def test_other_keys_show_wherever_keys_are_shown() -> None:
    changed = with_keys({"next_match": "f3"})
    assert next(action for action in changed if action.id == "next_match").first_key == "f3"
    assert any(keys == "f3" for keys, _ in help_rows(changed))
