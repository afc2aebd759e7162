"""Commands run within this process, or as processes of their own, with what they answered."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opinion_desk.__main__ import playing
from opinion_desk.cli.app import main
from opinion_desk.cli.saying import Opener
from opinion_desk.compose import compose

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The one JSON value on stdout; an error when there is none, or more."""
        return json.loads(self.out)

    @property
    def is_one_chinese_sentence(self) -> bool:
        """Whether stderr holds exactly one line, in Chinese, and stdout nothing."""
        lines = self.err.splitlines()
        return (
            not self.out
            and len(lines) == 1
            and any("\u4e00" <= c <= "\u9fff" for c in lines[0])
            and lines[0][-1] in "。！？"
        )


Run = Callable[..., Answer]


def opener() -> Opener:
    """The opener of `python -m opinion_desk`."""
    return Opener(compose, playing)


def within(capsys: Any, home: Path | None, *words: object) -> Answer:
    """Run a command in this process on that home."""
    capsys.readouterr()
    at = () if home is None else ("--home", str(home))
    code = main([*(str(word) for word in words), *at], opener())
    said = capsys.readouterr()
    return Answer(code, said.out, said.err)


def process(
    folder: Path, *words: object, env: Mapping[str, str] | None = None, prepare: Callable[[], None] | None = None
) -> Answer:
    """Run a command as a process of its own, in that folder."""
    done = subprocess.run(
        [sys.executable, "-m", "opinion_desk", *(str(word) for word in words)],
        cwd=folder,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
        preexec_fn=prepare,
    )
    return Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace"))


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a child: this checkout importable, no display, no proxy."""
    own = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONUTF8", "PYTHONIOENCODING"):
        own.pop(name, None)
    return {**own, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", **(more or {})}


def quietly(home: Path, *words: object) -> Answer:
    """Run a command in this process on that home, where no capture of pytest is at hand (fixtures of a module)."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*(str(word) for word in words), "--home", str(home), "--json"], opener())
    return Answer(code, out.getvalue(), err.getvalue())


_MANY = """
import contextlib, io, json, sys
from opinion_desk.__main__ import playing
from opinion_desk.cli.app import main
from tests.opinion_desk.cli.running import opener
answers = []
for words in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words, opener())
    answers.append([code, out.getvalue(), err.getvalue()])
print(json.dumps(answers))
"""


def in_one_process(
    folder: Path, *commands: Sequence[object], prepare: Callable[[], None] | None = None
) -> list[Answer]:
    """Run several commands one after the other in one child, in that folder; `prepare` is called in it beforehand."""
    done = subprocess.run(
        [sys.executable, "-c", _MANY],
        cwd=folder,
        env=environment({"PYTHONUTF8": "1"}),
        input=json.dumps([[str(word) for word in words] for words in commands]).encode(),
        capture_output=True,
        timeout=120,
        check=False,
        preexec_fn=prepare,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return [Answer(*answer) for answer in json.loads(done.stdout)]
