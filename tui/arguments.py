"""Which commands are there, and what do they take? One table, from which parsers and help are made."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, NoReturn

from tui import __version__

KINDS = ("person", "organisation", "place")
PRESETS = ("careful", "balanced", "strict")
"""The values of EntityKind, and index.config.PRESETS: importing them takes longer than `--help` may take."""

WITH_VALUE = ("-C", "--corpus", "--config", "--cache", "--query", "--at")
"""The options that may stand before a command and take the next argument with them."""

EXIT_CODES = "exit codes: 0 done, 1 nothing found, 2 usage, 3 failed in part or whole"


class Command(NamedTuple):
    """A subcommand: what help says of it, its own options, and the function that runs it."""

    summary: str
    options: Callable[[Parser], None]
    target: str
    """`module:function`; the module is imported when the command runs."""


class Parser(argparse.ArgumentParser):
    """Argparse whose complaints are one line, fit for a terminal."""

    def error(self, message: str) -> NoReturn:
        from tui.output import complain

        complain(f"{message}; see {self.prog} --help")
        raise SystemExit(2)


def parse(name: str, arguments: list[str]) -> argparse.Namespace:
    """What `arguments` say to the command `name`; its options may stand between its operands."""
    if name == "search":
        arguments = [f" {each}" if _excludes(each) else each for each in arguments]
    parser = _parser(f"broadsheet {name}", COMMANDS[name])
    # Argparse parses intermixed arguments in two rounds, and forgets a `--` in the first.
    return parser.parse_args(arguments) if "--" in arguments else parser.parse_intermixed_args(arguments)


def _excludes(argument: str) -> bool:
    """Whether an argument is the `-word` of a query. Behind a space, argparse takes it for no option."""
    return re.match(r"-(?!-|$|h$|C$|C[/.~])", argument) is not None


def parse_reader(arguments: list[str]) -> argparse.Namespace:
    """What `arguments` say to the reader. Its help lists the commands."""
    parser = _parser("broadsheet", READER)
    width = max(map(len, COMMANDS))
    listed = "\n".join(f"  {name:{width}}  {command.summary}" for name, command in COMMANDS.items())
    parser.epilog = f"commands (each has its own --help):\n{listed}\n\n{EXIT_CODES}"
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    return parser.parse_args(arguments)


def _parser(prog: str, command: Command) -> Parser:
    parser = Parser(prog=prog, description=command.summary, allow_abbrev=False)
    command.options(parser)
    common = parser.add_argument_group("everywhere")
    common.add_argument(
        "-C", "--corpus", type=_path, metavar="PATH", help="the folder or file of articles to use"
    )
    common.add_argument("--config", type=_path, metavar="FILE", help="settings to read instead of your own")
    common.add_argument(
        "--cache", type=_path, metavar="DIR", help="where indexes are kept, instead of your cache folder"
    )
    return parser


def _reader(parser: Parser) -> None:
    parser.add_argument(
        "path", nargs="?", type=_path, metavar="PATH", help="the folder or file of articles to read"
    )
    parser.add_argument("--query", metavar="QUERY", default="", help="search for this at once")
    parser.add_argument("--at", metavar="ID", help="open this article: an ID, the start of one, or a path")
    parser.add_argument("--version", action=_Version, help="print the version and exit")


def _index(parser: Parser) -> None:
    parser.add_argument("path", nargs="?", type=_path, metavar="PATH", help="the corpus, as with -C")
    _json(parser)
    parser.add_argument("--progress", action="store_true", help="with --json: print how far it is")
    parser.add_argument("--watch", action="store_true", help="go on: follow every change until Ctrl-C")
    parser.add_argument("--rebuild", action="store_true", help="start from nothing")
    parser.add_argument("--verify", action="store_true", help="compare what files hold, not their dates")
    parser.add_argument("--report", action="store_true", help="list what was skipped and what was repaired")


def _search(parser: Parser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words, phrases, fields; none finds all")
    _json(parser)
    parser.add_argument("--limit", type=_number, metavar="N", help="print only the first N articles")
    parser.add_argument("--count", action="store_true", help="print only how many articles match")
    parser.add_argument("--explain", action="store_true", help="print how the query was understood instead")


def _show(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="an ID, the start of one, or a path")
    _json(parser)


def _clean(parser: Parser) -> None:
    _inputs(parser)
    parser.add_argument("--preset", choices=PRESETS, help="how readily residue is hidden")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--explain", action="store_true", help="print every block, its kind and the reasons")
    instead.add_argument("--diff", action="store_true", help="print only what is hidden, and why")


def _tag(parser: Parser) -> None:
    _inputs(parser)
    parser.add_argument("--raw", action="store_true", help="tag the whole text, without cleaning it first")


def _inputs(parser: Parser) -> None:
    told = "files or folders; - for JSON lines {id, text} on standard input; none for the whole corpus"
    parser.add_argument("files", nargs="*", type=_path, metavar="FILE", help=told)
    _json(parser)


def _entities(parser: Parser) -> None:
    _json(parser)
    parser.add_argument("--kind", choices=KINDS, help="only entities of this kind")
    parser.add_argument("--limit", type=_number, metavar="N", help="print only the first N entities")


def _json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text.strip()!r} is not a whole number")
    return int(text)


def _path(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("an empty path; is a variable unset?")
    return text


class _Version(argparse.Action):
    """`--version`, as a line that is not wrapped."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:  # noqa: A002
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        print(f"broadsheet {__version__}")
        raise SystemExit(0)


READER = Command("Read a news corpus in your terminal.", _reader, "tui.reading:read")

COMMANDS = {
    "index": Command("Bring the index up to the corpus.", _index, "tui.commands:index"),
    "search": Command("Print the articles that match a query.", _search, "tui.commands:search"),
    "show": Command("Print one article, cleaned, with its entities.", _show, "tui.commands:show"),
    "clean": Command("Print articles without their residue, or explain it.", _clean, "tui.streams:clean"),
    "tag": Command("Print the people, organisations and places in articles.", _tag, "tui.streams:tag"),
    "entities": Command("Print the entities of the corpus.", _entities, "tui.commands:entities"),
    "doctor": Command("Print the state of index, corpus and settings.", _json, "tui.commands:doctor"),
}
