"""`topics list, add, hide, show, remove`."""

from __future__ import annotations

from typing import Annotated

import typer

from ..domain.messages import sentence
from . import chinese
from .learning import By, who
from .saying import Session, table
from .words import WrongUsage

Words = Annotated[
    list[str] | None, typer.Option("--word", help="用词，可写 词=分量（3 几乎可以断定，1 只是提示）；可多次")
]


def app() -> typer.Typer:
    """The group of commands."""
    group = chinese.group("领域：列表、添加、停用与恢复、删除自建的。")
    for name, command in (("list", list_), ("add", add), ("hide", hide), ("show", show), ("remove", remove)):
        chinese.add(group, name, command)
    return group


def list_(context: typer.Context) -> None:
    """全部领域：自带的与自建的。"""
    session: Session = context.obj
    rows = session.desk.topics.all()
    session.say(
        [
            {
                "name": r.name,
                "own": r.own,
                "hidden": r.hidden,
                "words": [list(w) for w in r.words],
                "samples": r.samples,
            }
            for r in rows
        ],
        table(
            [
                {
                    "领域": row.name,
                    "来历": "自建" if row.own else "自带",
                    "使用": "停用" if row.hidden else "在用",
                    "样本": str(row.samples),
                    "本工作台的用词": "、".join(word for word, _ in row.words),
                }
                for row in rows
            ]
        ),
    )


def add(context: typer.Context, name: str, word: Words = None, by: By = None) -> None:
    """添加一个自建的领域。"""
    session: Session = context.obj
    session.desk.topics.add(name, [_weighed(text) for text in word or ()], by=who(session, by))
    session.say({"name": name.strip()}, [f"已添加领域“{name.strip()}”"])


def hide(context: typer.Context, name: str, by: By = None) -> None:
    """停用一个领域。"""
    session: Session = context.obj
    session.desk.topics.hide(name, True, who(session, by))
    session.say({"name": name, "hidden": True}, [f"已停用领域“{name}”"])


def show(context: typer.Context, name: str, by: By = None) -> None:
    """恢复使用一个停用的领域。"""
    session: Session = context.obj
    session.desk.topics.hide(name, False, who(session, by))
    session.say({"name": name, "hidden": False}, [f"已恢复使用领域“{name}”"])


def remove(context: typer.Context, name: str, by: By = None) -> None:
    """删除一个自建的领域；已有样本的只停用。"""
    session: Session = context.obj
    session.desk.topics.remove(name, who(session, by))
    kept = any(row.name == name for row in session.desk.topics.all())
    session.say(
        {"name": name, "removed": not kept}, [f"领域“{name}”已有样本，改为停用" if kept else f"已删除领域“{name}”"]
    )


def _weighed(text: str) -> tuple[str, float]:
    """A word and its weight as typed; 2 where none is."""
    word, equals, weight = text.partition("=")
    try:
        return word, float(weight) if equals else 2.0
    except ValueError:
        raise WrongUsage(sentence("topic_weight_unreadable", text=text[:40])) from None
