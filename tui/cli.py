"""What was asked for? Arguments to one command, and whatever goes wrong to a message and an exit code.

Nothing is imported here that `--help` can do without: each command loads its own part of the house.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from index.errors import BroadsheetError, StoreDamaged, UnknownArticle
from tui.arguments import COMMANDS, READER, WITH_VALUE, parse, parse_reader
from tui.output import complain, flush, open_closed

DONE, NOTHING, USAGE, FAILED, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 130, 141
"""Exit codes. The last two are what a shell reports for a process that SIGINT or SIGPIPE ended."""


def run() -> int:
    """`main` as a process of its own, which ends with it."""
    code = main()
    gc.freeze()  # or Python would look through all that was ever loaded for what can be freed, for 20 ms
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` ask for; its exit code. Only a fault of ours shows a traceback."""
    open_closed()
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except UnknownArticle as error:
        complain(str(error))
        return NOTHING
    except StoreDamaged as error:
        complain(f"{error}; `broadsheet index --rebuild` makes the index anew")
        return FAILED
    except BroadsheetError as error:
        complain(str(error))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return PIPE_CLOSED
    except OSError as error:
        complain(": ".join(filter(None, [str(error.filename or ""), error.strerror or str(error)])))
        return FAILED


def _run(arguments: list[str]) -> int:
    before, name, after = _split(arguments)
    try:
        if name in COMMANDS:
            command, options = COMMANDS[name], parse(name, before + after)
        else:
            command, options = READER, parse_reader(arguments)
        module, _, function = command.target.partition(":")
        code: int = getattr(import_module(module), function)(options)
    finally:  # help, which ends by an exception, is an answer too
        flush()
    return code


def _split(arguments: list[str]) -> tuple[list[str], str, list[str]]:
    """The arguments around the first operand, and that: a command or the reader's PATH."""
    skip = False
    for i, argument in enumerate(arguments):
        if skip:
            skip = False
        elif argument == "--":
            break
        elif not argument.startswith("-"):
            return arguments[:i], argument, arguments[i + 1 :]
        else:
            skip = argument in WITH_VALUE
    return arguments, "", []
