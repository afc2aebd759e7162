"""The command line: global options before or after the command, exit codes, and known failures in one sentence."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer

from ..domain.errors import DeskError
from ..domain.messages import sentence
from . import collecting, demo, incidents, papers, reading, sources, upkeep
from .saying import Opener, Session, tell

_log = logging.getLogger(__name__)
_NOT_YET = ("group", "learn", "evaluate", "duty", "ledger", "notice", "documents", "duties", "backup", "restore")


@dataclass(frozen=True, slots=True)
class Globals:
    """The options that may stand anywhere."""

    home: str | None
    as_json: bool
    words: tuple[str, ...]


def split_globals(argv: Sequence[str]) -> Globals:
    """Take `--home DIR` and `--json` out of the words, wherever they stand; a lone `--` ends the looking."""
    home: str | None = None
    as_json = False
    words: list[str] = []
    rest = iter(argv)
    for word in rest:
        if word == "--":
            words += [word, *rest]
        elif word == "--json":
            as_json = True
        elif word == "--home":
            home = next(rest, None)
            if not home:
                tell(sentence("home_missing"))
                raise SystemExit(2)
        elif word.startswith("--home="):
            home = word.partition("=")[2]
        else:
            words.append(word)
    return Globals(home, as_json, tuple(words))


def application() -> typer.Typer:
    """All commands; those that are not there yet answer so and exit with 2."""
    app = typer.Typer(
        name="desk",
        help="舆情工作台：发现、研判、交办、回应的命令行。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for room in (collecting, demo, papers, reading, upkeep):
        room.register(app)
    app.add_typer(sources.app(), name="sources")
    app.add_typer(incidents.app(), name="incident")
    for name in _NOT_YET:
        app.command(name, hidden=True, context_settings={"ignore_unknown_options": True, "allow_extra_args": True})(
            _missing(name)
        )
    return app


def _missing(name: str) -> Callable[[], None]:
    def command() -> None:
        tell(sentence("command_missing", command=name))
        raise typer.Exit(2)

    return command


def main(argv: Sequence[str], opener: Opener) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 wrong usage, 3 the world is unavailable."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    session: Session | None = None
    try:
        options = split_globals(argv)
        session = Session(opener, options.home, options.as_json)
        application()(list(options.words), prog_name="desk", obj=session)
    except DeskError as failure:
        tell(failure.sentence)
        return failure.exit_code
    except SystemExit as end:  # how typer says that a command ended
        return end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt:
        tell(sentence("interrupted"))
        return 130
    finally:
        if session is not None:
            session.close()
    return 0
