"""The command line: global options before or after the command, exit codes, and known failures in one sentence."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

import typer
from typer.main import get_command

from .. import __version__
from ..domain.errors import DeskError
from ..domain.messages import sentence
from . import (
    backup,
    channels,
    chinese,
    collecting,
    demands,
    demo,
    duty,
    entering,
    incidents,
    learning,
    ledger,
    mappings,
    missed,
    notice,
    office,
    papers,
    reading,
    service,
    sources,
    topics,
    units,
    upkeep,
)
from .log import HomeLog, home_log
from .saying import Opener, Session, finish_saying, tell, write
from .words import Globals, WrongUsage, split_globals

BUG: Final = 70  # EX_SOFTWARE of sysexits.h: not the caller's doing, nor the world's
INTERRUPTED: Final = 130
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_YET: Final = ("group", "documents", "duties")
_EPILOG: Final = (
    "各处通用，写在命令前后均可：--home DIR 选数据目录；--json 在标准输出只印一个 JSON 值。"
    "结束码：0 完成；1 不能办（原因印在标准错误，没有改动）；2 写法有误；3 外部不可用（网络、磁盘、占用），"
    f"没有做到一半；{BUG} 程序出错，已记入数据目录的 logs/desk.log。"
)


@cache
def application() -> Callable[..., object]:
    """All commands, ready to be called; those that are not there yet answer so and exit with 2."""
    app = chinese.group("舆情工作台：发现、研判、交办、回应的命令行。", name="desk", epilog=_EPILOG)
    for room in (
        demo,
        collecting,
        entering,
        reading,
        learning,
        papers,
        notice,
        ledger,
        missed,
        demands,
        upkeep,
        backup,
    ):
        room.register(app)
    app.add_typer(sources.app(), name="sources")
    app.add_typer(mappings.app(), name="mappings")
    app.add_typer(service.app(), name="service")
    app.add_typer(topics.app(), name="topics")
    app.add_typer(channels.app(), name="channels")
    app.add_typer(incidents.app(), name="incident")
    app.add_typer(office.staff(), name="staff")
    app.add_typer(office.policies(), name="policies")
    app.add_typer(duty.app(), name="duty")
    app.add_typer(units.app(), name="units")
    anything = {"ignore_unknown_options": True, "allow_extra_args": True}
    for name in _NOT_YET:
        chinese.add(app, name, _missing(name), hidden=True, add_help_option=False, context_settings=anything)
    return get_command(app)


def _missing(name: str) -> Callable[[], None]:
    def command() -> None:
        raise WrongUsage(sentence("command_missing", command=name))

    return command


def main(argv: Sequence[str], opener: Opener) -> int:
    """Run one command and return its exit code.

    0 done, 1 refused, 2 wrong usage, 3 the world is unavailable, 70 a bug of ours, which is logged whole in the home, 130 interrupted.
    """
    try:
        options = split_globals(argv)
    except WrongUsage as wrong:
        tell(str(wrong))
        return 2
    if options.words == ("--version",):
        write(f"舆情工作台 {__version__}")
        return 0
    with home_log(options.home) as log:
        return _guarded(lambda: _run(options, opener), options, log)


def _run(options: Globals, opener: Opener) -> int:
    session = Session(opener, options)
    try:
        ended = application()(list(options.words), prog_name="desk", obj=session, standalone_mode=False)
    finally:
        session.close()
    finish_saying()
    return ended if isinstance(ended, int) else 0


def _guarded(run: Callable[[], int], options: Globals, log: HomeLog) -> int:
    """The code of a run; whatever it raises becomes one sentence and its code."""
    try:
        code = run()
    except DeskError as failure:
        tell(failure.sentence)
        return failure.exit_code
    except WrongUsage as wrong:
        tell(str(wrong))
        return 2
    except typer.TyperException as wrong:
        tell(chinese.explain(wrong))
        return wrong.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except MemoryError:
        tell(sentence("memory_short"))
        return 3
    except Exception as error:
        return _unexpected(error, options, log)
    if code == INTERRUPTED:
        tell(sentence("interrupted"))
    return code


def _unexpected(error: Exception, options: Globals, log: HomeLog) -> int:
    if isinstance(error, OSError) and error.errno in _FULL:
        tell(sentence("disk_full"))
        return 3
    where = log.keep(error, " ".join(options.words[:2]))
    tell(sentence("bug_logged", path=where) if where else sentence("bug_unlogged"))
    return BUG
