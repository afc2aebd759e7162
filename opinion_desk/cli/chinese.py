"""Commands that speak Chinese where typer itself would speak English: headings of help, and what was wrong with the words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from ..domain.messages import sentence

_HEADINGS: Final = (
    (r"^Usage: ", "用法："),
    (r"^Options:$", "选项："),
    (r"^Arguments:$", "参数："),
    (r"^Commands:$", "命令："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 …"),
    (r"Show this message and exit\.", "显示这份说明"),
    (r"\[required\]", "【必填】"),
    (r"; required\]", "；必填]"),
    (r"\[default: ", "[默认 "),
    # kinds of values, as wide as typer's own words, so that columns stay in line
    (r"<list\[str\]>", "<字> 可多个"),
    (r"<list\[int\]>", "<数> 可多个"),
    (r"<list\[[Pp]ath\]>", "<文件>可多个"),
    (r"<str>", "<字> "),
    (r"<int>", "<数> "),
    (r"<float>", "<小数> "),
    (r"<[Pp]ath>", "<文件>"),
    (r"[ ]+$", ""),
)
_WRONG: Final = (
    (r"No such command '(?P<name>.*?)'\.(?P<more>.*)", "usage_no_command"),
    (r"No such option: (?P<name>\S+)(?P<more>.*)", "usage_no_option"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)", "usage_extra"),
    (r"Option '?(?P<name>[^' ]+)'? requires (?:an argument|\d+ arguments)", "usage_value_missing"),
    (r"Option '?(?P<name>[^' ]+)'? does not take a value", "usage_no_value"),
    (r"Missing command", "usage_command_missing"),
)
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_VALUES: Final = ((r"valid integer", "usage_integer"), (r"greater than|less than|range", "usage_range"))


class Command(TyperCommand):
    """A command whose help has Chinese headings."""

    def get_help(self, ctx: Any) -> str:
        """The help as typer writes it, its own words translated."""
        return translated(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help has Chinese headings."""

    def get_help(self, ctx: Any) -> str:
        """The help as typer writes it, its own words translated."""
        return translated(super().get_help(ctx))


def group(help: str, name: str | None = None, epilog: str | None = None) -> typer.Typer:
    """An empty group of commands."""
    return typer.Typer(
        name=name,
        cls=Group,
        help=help,
        epilog=epilog,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )


def add(app: typer.Typer, name: str, function: Callable[..., None], **settings: Any) -> None:
    """Add a command to a group."""
    app.command(name, cls=Command, **settings)(function)


def translated(text: str) -> str:
    """Help with typer's own words in Chinese."""
    for english, chinese in _HEADINGS:
        text = re.sub(english, chinese, text, flags=re.MULTILINE)
    return text


def explain(error: typer.TyperException) -> str:
    """What was wrong with the words, in a Chinese sentence; for a group called without a command, its help."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return error.format_message()
    path = getattr(getattr(error, "ctx", None), "command_path", "desk")
    return f"{_what(error, kind)}用法见 {path} --help。"


def _what(error: typer.TyperException, kind: str) -> str:
    name = _parameter(error)
    if kind == "MissingParameter":
        return sentence("usage_missing", name=name)
    if kind == "BadParameter":
        told = error.message.removesuffix("。") + "。" if _CHINESE.search(error.message) else _of_value(error.message)
        return sentence("usage_bad_value", name=name, what=told) if name else told
    message = error.format_message()
    for pattern, id in _WRONG:
        if found := re.search(pattern, message):
            return sentence(id, name=found.groupdict().get("name", ""))
    return sentence("usage_wrong", what=message)


def _of_value(message: str) -> str:
    return next((sentence(id) for pattern, id in _VALUES if re.search(pattern, message)), f"{message}。")


def _parameter(error: typer.TyperException) -> str:
    """How the person would write the parameter: `--title`, or the metavariable of an argument."""
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    options: list[str] = list(parameter.opts)
    return options[0] if options and options[0].startswith("-") else str(parameter.name).upper()
