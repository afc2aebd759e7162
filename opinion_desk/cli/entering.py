"""`enter link, screenshot, phone`, and `metrics`: what comes by hand, and counts seen again later."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ..domain.counting_words import count_of
from ..domain.entering import PLATFORM_WORDS, Cover, Draft, Pasted, Platform, Way
from ..domain.errors import Refused
from ..domain.item import Metrics
from ..domain.messages import sentence
from ..domain.sharing import is_of_a_person, usable_link
from . import chinese
from .learning import By, who
from .saying import Session, choice, table, tell
from .words import WrongUsage

_STDIN: Final = "-"
Title = Annotated[str, typer.Option("--title", help="标题")]
Text = Annotated[str, typer.Option("--text", help="正文；写 - 即从标准输入读")]
Link = Annotated[str | None, typer.Option("--link", help="链接")]
Of = Annotated[str | None, typer.Option("--platform", help=f"平台：{' '.join(PLATFORM_WORDS)}；有链接的可不写")]
Published = Annotated[str | None, typer.Option("--published", help="发布的时刻")]
Reads = Annotated[str | None, typer.Option("--reads", help="阅读（播放）数，如 12000 或 1.2万")]
Comments = Annotated[str | None, typer.Option("--comments", help="评论数")]
Reposts = Annotated[str | None, typer.Option("--reposts", help="转发数")]
Likes = Annotated[str | None, typer.Option("--likes", help="点赞数")]
SeenAt = Annotated[str | None, typer.Option("--seen", help="看到这些数字的时刻；不写即现在")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = chinese.group("录入：链接或分享文本、截图、来电记录。作者名不入库。")
    for name, command in (("link", link_), ("screenshot", screenshot), ("phone", phone)):
        chinese.add(group, name, command)
    app.add_typer(group, name="enter")
    chinese.add(app, "metrics", metrics)


def link_(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="链接，或应用里复制的分享文本；写 - 即从标准输入读")],
    title: Title = "",
    body: Text = "",
    platform: Of = None,
    published: Published = None,
    look: Annotated[bool, typer.Option("--look", help="读一次公开网页的标题和正文")] = False,
    reads: Reads = None,
    comments: Comments = None,
    reposts: Reposts = None,
    likes: Likes = None,
    seen: SeenAt = None,
    by: By = None,
) -> None:
    """录入一个链接，或一段分享文本。"""
    session: Session = context.obj
    counted = _counts(session, (reads, comments, reposts, likes), seen)
    given = _given(text)
    pasted = session.desk.entering.read_pasted(given)
    if len(given.split()) == 1 and is_of_a_person(usable_link(given) or ""):
        raise Refused("link_of_person")  # within further words it is left out, and told
    page = _page(session, pasted) if look else Pasted()
    draft = Draft(
        Way.LINK,
        title or pasted.title or page.title,
        _given(body) or pasted.body or page.body,
        pasted.link,
        choice(Platform, platform, "平台") or pasted.platform,
        session.instant(published),
        counted or pasted.metrics,
    )
    known = pasted.link is not None and session.desk.entering.known(pasted.link) is not None
    if not draft.title and pasted.problems and not known:
        raise Refused("enter_cannot", why="".join(pasted.problems))
    told = [*pasted.problems, *page.problems]
    _enter(session, draft, by, [one for one in told if one != sentence("pasted_link_alone")])


def _page(session: Session, pasted: Pasted) -> Pasted:
    if pasted.link is None:
        raise Refused("link_missing")
    return session.desk.entering.look(pasted.link)


def screenshot(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="PNG、JPEG 或 WebP 图片")],
    title: Title,
    text: Text = "",
    cover: Annotated[
        list[str] | None, typer.Option("--cover", help="遮住作者名、头像：左,上,宽,高（像素）；可多次")
    ] = None,
    nothing_to_cover: Annotated[bool, typer.Option("--nothing-to-cover", help="图上没有作者名和头像")] = False,
    platform: Of = None,
    link: Link = None,
    published: Published = None,
    reads: Reads = None,
    comments: Comments = None,
    reposts: Reposts = None,
    likes: Likes = None,
    seen: SeenAt = None,
    by: By = None,
) -> None:
    """录入一张截图；作者名先遮住再存，图片里附带的其他信息都去掉。"""
    session: Session = context.obj
    draft = Draft(
        Way.SCREENSHOT,
        title,
        _given(text),
        link,
        choice(Platform, platform, "平台") or Platform.OTHER,
        session.instant(published),
        _counts(session, (reads, comments, reposts, likes), seen),
        session.desk.entering.read_picture(file),
        tuple(_cover(word) for word in cover or ()),
        nothing_to_cover,
    )
    _enter(session, draft, by, [])


def phone(
    context: typer.Context,
    title: Title,
    text: Text,
    at: Annotated[str | None, typer.Option("--at", help="来电的时刻；不写即现在")] = None,
    by: By = None,
) -> None:
    """录入一次来电；号码自动隐去，不记来电人。"""
    session: Session = context.obj
    _enter(session, Draft(Way.TELEPHONE, title, _given(text), published=session.instant(at)), by, [])


def metrics(
    context: typer.Context,
    id: Annotated[int, typer.Argument(help="信息的编号")],
    reads: Reads = None,
    comments: Comments = None,
    reposts: Reposts = None,
    likes: Likes = None,
    seen: SeenAt = None,
) -> None:
    """一条信息历次看到的阅读、评论、转发、点赞数；写上数字即记下一次。"""
    session: Session = context.obj
    entering = session.desk.entering
    noted = _counts(session, (reads, comments, reposts, likes), seen)
    if noted is not None:
        entering.note_metrics(id, noted)
    series, problems = entering.metrics(id), entering.falls(id)
    session.say(
        {"id": id, "metrics": [_row(session, one) for one in series], "problems": list(problems)},
        table([_line(session, one) for one in series]) or [sentence("metrics_not_yet")],
    )
    for told in problems:
        tell(told)


def _enter(session: Session, draft: Draft, by: str | None, problems: Sequence[str]) -> None:
    entering = session.desk.entering
    entered = entering.enter(draft, who(session, by))
    item = session.desk.items.read(entered.item_id).item
    note = entering.note(item.id)
    platform = draft.platform if note is None else note.platform
    told = [*problems, *entering.falls(item.id)]
    value = {
        "id": item.id,
        "new": entered.new,
        "title": item.title,
        "link": item.link,
        "platform": platform.value,
        "problems": told,
    }
    session.say(
        value, [f"{item.id}  {item.source_name}  {item.title}" + ("" if entered.new else "（已有，未重复录入）")]
    )
    for problem in told:
        tell(problem)


def _given(text: str) -> str:
    """The text, or what stands on standard input where it says so."""
    if text != _STDIN:
        return text
    raw = getattr(sys.stdin, "buffer", None)
    return sys.stdin.read() if raw is None else raw.read().decode("utf-8-sig", "replace")


def _cover(text: str) -> Cover:
    try:
        left, top, width, height = (int(part) for part in text.replace("，", ",").split(","))
    except ValueError:
        raise WrongUsage(sentence("cover_unreadable", text=text[:40])) from None
    return Cover(left, top, width, height)


def _counts(session: Session, given: Sequence[str | None], seen: str | None) -> Metrics | None:
    """The counts as typed; None where none is. What is no count is wrong usage."""
    at: datetime | None = session.instant(seen)
    counts = [None if text is None else count_of(text) for text in given]
    for text, count in zip(given, counts, strict=True):
        if text is not None and count is None:
            raise WrongUsage(sentence("count_unreadable", text=text[:40]))
    if all(count is None for count in counts):
        if at is not None:
            raise WrongUsage(sentence("metrics_none"))
        return None
    return Metrics(at or session.desk.clock.now(), *counts)


def _row(session: Session, one: Metrics) -> dict[str, Any]:
    counts = {"reads": one.reads, "comments": one.comments, "reposts": one.reposts, "likes": one.likes}
    return {"seen": session.iso(one.seen), **counts, "rank": one.rank, "heat": one.heat}


def _line(session: Session, one: Metrics) -> dict[str, str]:
    counts = (
        ("阅读", one.reads),
        ("评论", one.comments),
        ("转发", one.reposts),
        ("点赞", one.likes),
        ("位次", one.rank),
    )
    return {"时间": session.local(one.seen), **{word: "—" if n is None else f"{n:,}" for word, n in counts}}
