"""What can one do, with which keys? One table: bindings, footer, help, palette and README derive from it.

It knows nothing of Textual, so that the command line and the tests can read it cheaply.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Where(StrEnum):
    """Which part of the screen answers the keys, in the words of the help."""

    PANE = "In the focused pane"
    READING = "Reading, from every pane"
    ENTITIES = "People, organisations, places"
    SEARCHING = "Searching"
    MOVING = "Moving about"
    SCREEN = "The screen"
    INPUT = "In the search line"
    FACETS = "In the facets"
    TIMELINE = "In the timeline"
    COMPARING = "Comparing two versions"


class Context(StrEnum):
    """What has the focus, for the footer."""

    LIST = "list"
    READER = "reader"
    ENTITIES = "entities"
    INPUT = "input"
    FACETS = "facets"
    TIMELINE = "timeline"
    COMPARING = "comparing"


OWN_KEYS = {
    Where.INPUT: Context.INPUT,
    Where.FACETS: Context.FACETS,
    Where.TIMELINE: Context.TIMELINE,
    Where.COMPARING: Context.COMPARING,
}
"""The parts of the screen with keys of their own, which there mean nothing else."""


class Needs(StrEnum):
    """What must be there before the footer offers an action."""

    NOTHING = ""
    MATCHES = "matches"
    ENTITY = "entity"
    HIDDEN = "hidden"
    VERSIONS = "versions"


@dataclass(frozen=True, slots=True)
class Action:
    """A row of the table."""

    id: str
    """The name in `config.yaml`; stable."""
    keys: str
    """Textual's key names, with commas between them; the first is the one the footer shows."""
    label: str
    """Two or three words for footer and palette."""
    help: str
    where: Where
    handler: str
    """The Textual action, as `move(1)`."""
    footer: tuple[Context, ...] = ()
    """The contexts whose footer offers it."""
    needs: Needs = Needs.NOTHING

    @property
    def shown_keys(self) -> str:
        return " ".join(key_name(key) for key in self.keys.split(","))

    @property
    def first_key(self) -> str:
        return key_name(self.keys.partition(",")[0])


_LIST, _READER, _ENTITIES, _INPUT, _FACETS, _TIMELINE, _COMPARING = Context
_READING = (_LIST, _READER)
_PANES = (_LIST, _READER, _ENTITIES)

# A table is read by its rows.
# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("down", "j,down", "down", "A row or a line down.", Where.PANE, "down"),
    Action("up", "k,up", "up", "A row or a line up.", Where.PANE, "up"),
    Action("first", "g,home", "to the start", "To the start.", Where.PANE, "first"),
    Action("last", "G,end", "to the end", "To the end.", Where.PANE, "last"),
    Action("half_down", "ctrl+d", "half a page down", "Half a page down.", Where.PANE, "pages(0.5)"),
    Action("half_up", "ctrl+u", "half a page up", "Half a page up.", Where.PANE, "pages(-0.5)"),
    Action("page_down", "ctrl+f,pagedown", "a page down", "A page down.", Where.PANE, "pages(1)"),
    Action("page_up", "ctrl+b,pageup", "a page up", "A page up.", Where.PANE, "pages(-1)"),
    Action(
        "open", "enter", "open",
        "Open the article; on an entity: go to its first mention; on a facet: put it into the query, or take it out.",
        Where.PANE, "choose", (_LIST, _ENTITIES, _COMPARING),
    ),
    Action(
        "next_match", "n", "next match", "To the next match, then on into the next article.",
        Where.READING, "match(1)", _READING, Needs.MATCHES,
    ),
    Action(
        "previous_match", "N", "previous match", "To the previous match, then back into the article before.",
        Where.READING, "match(-1)",
    ),
    Action("page", "space", "read on", "A page of the article down.", Where.READING, "read(1)", (_READER,)),
    Action("page_back", "b", "read back", "A page of the article up.", Where.READING, "read(-1)"),
    Action(
        "next_block", "right_parenthesis", "next block", "To the next paragraph, or hidden line while those are shown.",
        Where.READING, "block(1)",
    ),
    Action(
        "previous_block", "left_parenthesis", "previous block", "To the previous paragraph.",
        Where.READING, "block(-1)",
    ),
    Action(
        "next_article", "full_stop", "next article", "Open the next article.",
        Where.READING, "article(1)",
    ),
    Action(
        "previous_article", "comma", "previous article", "Open the previous article.",
        Where.READING, "article(-1)",
    ),
    Action(
        "hidden", "x", "hidden lines",
        "Show what was hidden, dimmed, with the rule that hid it; again: hide it.",
        Where.READING, "hidden", (_READER,), Needs.HIDDEN,
    ),
    Action(
        "correct", "X", "hide or restore", "Hide this line, or show it for good: here, everywhere, in this source.",
        Where.READING, "correct",
    ),
    Action("undo", "u", "undo", "Undo the last correction.", Where.READING, "undo(-1)"),
    Action("redo", "U", "redo", "Do it again.", Where.READING, "undo(1)"),
    Action(
        "copy", "y", "copy", "Copy the selection, else the current paragraph.",
        Where.READING, "copy", (_READER,),
    ),
    Action(
        "copy_cited", "Y", "copy with citation", "The same, with title, source, date and file.",
        Where.READING, "copy_cited",
    ),
    Action(
        "about", "I", "about this article",
        "Where its date comes from and how sure it is, its source, address and file, what is hidden of it and why.",
        Where.READING, "about",
    ),
    Action(
        "next_mention", "right_square_bracket,m", "next mention",
        "To the next mention of the chosen entity in this article.",
        Where.ENTITIES, "mention(1)", (_READER, _ENTITIES), Needs.ENTITY,
    ),
    Action(
        "previous_mention", "left_square_bracket,M", "previous mention",
        "To the previous mention of the chosen entity in this article.",
        Where.ENTITIES, "mention(-1)",
    ),
    Action(
        "next_with", "right_curly_bracket,greater_than_sign", "next article with it",
        "To the next article with the chosen entity: those of the list first, then those outside the query.",
        Where.ENTITIES, "follow(1)", (_READER, _ENTITIES), Needs.ENTITY,
    ),
    Action(
        "previous_with", "left_curly_bracket,less_than_sign", "previous article with it",
        "To the previous article with the chosen entity.",
        Where.ENTITIES, "follow(-1)",
    ),
    Action(
        "add", "plus", "add to query",
        "Search for articles with this entity, or this value of a facet, as well; again: take it out.",
        Where.ENTITIES, "narrow(False)", (_ENTITIES, _FACETS),
    ),
    Action(
        "exclude", "minus", "exclude", "Search for articles without it; again: take it out.",
        Where.ENTITIES, "narrow(True)", (_ENTITIES, _FACETS),
    ),
    Action(
        "versions", "V", "versions",
        "In the list: the versions of the article below its row, or folded again. Elsewhere, or where the list has "
        "none of them: search for all of its versions.",
        Where.READING, "versions", _READING, Needs.VERSIONS,
    ),
    Action(
        "compare", "D", "differences", "The article beside another version of its text, with what differs marked.",
        Where.READING, "compare", (_READER,), Needs.VERSIONS,
    ),
    Action("search", "slash", "search", "Search the corpus as you type.", Where.SEARCHING, "search", _PANES),
    Action(
        "facets", "F", "facets",
        "What the result is made of: sources, months, people, organisations, places; from there: close them.",
        Where.SEARCHING, "facets", (_LIST,),
    ),
    Action(
        "timeline", "T", "timeline", "When the articles of the result were published; from there: close it.",
        Where.SEARCHING, "timeline", (_LIST,),
    ),
    Action("sort", "S", "sort", "Sort by relevance, newest first, oldest first, by title.", Where.SEARCHING, "sort"),
    Action(
        "suggestion", "ctrl+y", "did you mean", "Search for what the line under the query suggests.",
        Where.SEARCHING, "suggestion",
    ),
    Action(
        "group", "O", "one row a text",
        "One row for all versions of a text; again: every article on its own row. It stays so.",
        Where.SEARCHING, "group",
    ),
    Action("like", "A", "more like this", "Search for articles like the open one.", Where.SEARCHING, "like"),
    Action("explain", "W", "why", "How the query was understood, to copy it.", Where.SEARCHING, "explain"),
    Action(
        "clear", "ctrl+u", "clear", "Empty the search line: every article, newest first.",
        Where.INPUT, "clear", (_INPUT,),
    ),
    Action(
        "complete", "tab", "complete", "Take the completion; without one, to the next pane.",
        Where.INPUT, "screen.complete", (_INPUT,),
    ),
    Action(
        "next_hit", "down", "next hit", "Down the completions, or the list; among earlier queries, to a later one.",
        Where.INPUT, "hit(1)", (_INPUT,),
    ),
    Action(
        "previous_hit", "up", "earlier query", "Up the completions, or the list; from its top, to an earlier query.",
        Where.INPUT, "hit(-1)", (_INPUT,),
    ),
    Action(
        "open_hit", "enter", "open", "Open the hit at its first match; a completion that was moved to is taken.",
        Where.INPUT, "screen.open_hit", (_INPUT,),
    ),
    Action("next_kind", "tab", "next kind", "To the next kind.", Where.FACETS, "kind(1)", (_FACETS,)),
    Action("previous_kind", "shift+tab", "previous kind", "To the previous kind.", Where.FACETS, "kind(-1)"),
    Action("earlier", "h,left", "earlier", "To the bar before.", Where.TIMELINE, "step(-1)", (_TIMELINE,)),
    Action("later", "l,right", "later", "To the bar after.", Where.TIMELINE, "step(1)", (_TIMELINE,)),
    Action(
        "narrow", "enter,plus", "only these days", "Only the articles of this bar: a date in the query.",
        Where.TIMELINE, "choose", (_TIMELINE,),
    ),
    Action(
        "widen", "backspace,minus", "a longer time", "From a day to its month, from there to its year, to all days.",
        Where.TIMELINE, "widen", (_TIMELINE,),
    ),
    Action(
        "next_difference", "n", "next difference", "To the next difference.",
        Where.COMPARING, "difference(1)", (_COMPARING,),
    ),
    Action(
        "previous_difference", "N", "previous difference", "To the difference before.",
        Where.COMPARING, "difference(-1)", (_COMPARING,),
    ),
    Action("compared_page", "space", "read on", "A page down.", Where.COMPARING, "pages(1)"),
    Action("compared_page_back", "b", "read back", "A page up.", Where.COMPARING, "pages(-1)"),
    Action("swap", "s", "swap", "The right version to the left, the left one to the right.",
           Where.COMPARING, "swap", (_COMPARING,)),
    Action(
        "next_version", "full_stop", "next version", "Another version on the right.",
        Where.COMPARING, "version(1)", (_COMPARING,),
    ),
    Action(
        "previous_version", "comma", "previous version", "The version before it on the right.",
        Where.COMPARING, "version(-1)",
    ),
    Action(
        "compared_help", "question_mark", "help", "This help.", Where.COMPARING, "app.show_help", (_COMPARING,),
    ),
    Action("close", "escape,q", "close", "Back to the reader.", Where.COMPARING, "close", (_COMPARING,)),
    Action("next_pane", "tab", "next pane", "To the next pane.", Where.MOVING, "pane(1)"),
    Action("previous_pane", "shift+tab", "previous pane", "To the previous pane.", Where.MOVING, "pane(-1)"),
    Action("left_pane", "h,left", "left", "To the pane on the left.", Where.MOVING, "pane_beside(-1)"),
    Action("right_pane", "l,right", "right", "To the pane on the right.", Where.MOVING, "pane_beside(1)"),
    Action(
        "list", "1", "articles", "To the articles; opens the pane where it is folded.",
        Where.MOVING, "go_to(0)",
    ),
    Action("reader", "2", "reader", "To the article.", Where.MOVING, "go_to(1)"),
    Action(
        "entities", "3", "in this article", "To the people, organisations and places of the article.",
        Where.MOVING, "go_to(2)", _READING,
    ),
    Action("back", "H", "back", "Back to where one was.", Where.MOVING, "history(-1)"),
    Action("forward", "L", "forward", "Forward again.", Where.MOVING, "history(1)"),
    Action("zoom", "z", "zoom", "The article alone; again: all panes.", Where.SCREEN, "zoom"),
    Action(
        "leave", "escape", "leave",
        "Leave the completions, the search line, facets or timeline, the selection, the chosen entity.",
        Where.SCREEN, "leave", (_INPUT, _FACETS, _TIMELINE),
    ),
    Action("help", "question_mark", "help", "This help.", Where.SCREEN, "app.show_help", _PANES),
    Action(
        "palette", "colon,ctrl+p", "commands", "Every action by name.",
        Where.SCREEN, "app.command_palette",
    ),
    Action("quit", "q", "quit", "Close facets, timeline or this screen; the last one: quit.", Where.SCREEN, "quit"),
    Action(
        "suspend", "ctrl+z", "suspend", "Back to the shell; `fg` returns.",
        Where.SCREEN, "app.suspend_process",
    ),
)
# fmt: on

_NAMES = {
    "slash": "/", "question_mark": "?", "colon": ":", "full_stop": ".", "comma": ",", "plus": "+",
    "minus": "-",
    "right_parenthesis": ")", "left_parenthesis": "(",
    "right_square_bracket": "]", "left_square_bracket": "[",
    "right_curly_bracket": "}", "left_curly_bracket": "{", "greater_than_sign": ">", "less_than_sign": "<",
    "escape": "esc", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End",
    "down": "↓", "up": "↑", "left": "←", "right": "→",
}  # fmt: skip


def key_name(key: str) -> str:
    """What a person calls Textual's `key`."""
    return _NAMES.get(key.strip(), key.strip())


def shadowed(actions: Iterable[Action]) -> dict[Context, frozenset[str]]:
    """For each context with keys of its own: the handlers of the other actions that share one of them."""
    table = list(actions)
    own = {
        context: {key for action in table if action.where is where for key in action.keys.split(",")}
        for where, context in OWN_KEYS.items()
    }
    return {
        context: frozenset(
            action.handler
            for action in table
            if action.where not in OWN_KEYS and not keys.isdisjoint(action.keys.split(","))
        )
        for context, keys in own.items()
    }


def with_keys(keymap: Mapping[str, str]) -> tuple[Action, ...]:
    """The table with the keys of `keymap` (action → keys) in place of its own."""
    return tuple(replace(action, keys=keymap.get(action.id, action.keys)) for action in ACTIONS)


def unknown_actions(keymap: Mapping[str, str]) -> list[str]:
    """The names in `keymap` that no action has."""
    known = {action.id for action in ACTIONS}
    return sorted(name for name in keymap if name not in known)


def for_footer(
    actions: tuple[Action, ...], context: Context, present: Collection[Needs], limit: int = 7
) -> list[Action]:
    """At most `limit` actions worth offering while `context` has the focus and `present` is there: the first ones
    of the table, and the last, which is the help or the way out."""
    offered = [
        action
        for action in actions
        if context in action.footer and (action.needs is Needs.NOTHING or action.needs in present)
    ]
    return [*offered[: limit - 1], *offered[limit - 1 :][-1:]]


def key_table_markdown() -> str:
    """The table for the README, as Markdown."""
    lines = ["| keys | what |", "|---|---|"]
    for where in Where:
        lines.append(f"| | **{where}** |")
        lines += [
            f"| {' '.join(f'`{key_name(key)}`' for key in action.keys.split(','))} | {action.help} |"
            for action in ACTIONS
            if action.where is where
        ]
    return "\n".join(lines) + "\n"
