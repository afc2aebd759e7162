"""`learn`, `evaluate`, and `models list, use`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ..domain.collected import Skipped
from ..domain.errors import Refused
from ..domain.learned import Learned, LearnedModel
from ..domain.scoring import FieldFigures
from ..services.learning import BY_ITSELF
from ..services.lesson_apart import told_made, told_step
from ..services.lesson_process import give_way
from . import chinese
from .saying import Progress, Session, finish_saying, table, tell_lines, write

PACKAGED = "packaged"
_FIELDS = {"function": "职能", "topics": "领域", "attitude": "倾向", "kind": "内容性质"}
By = Annotated[str | None, typer.Option(help="谁：姓名或岗位")]
Steps = Annotated[bool, typer.Option("--steps", help="逐行报告学到哪里，供窗口显示")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    chinese.add(app, "learn", learn)
    chinese.add(app, "evaluate", evaluate)
    chinese.add(app, "relearn", relearn, hidden=True)
    app.add_typer(_models(), name="models")


def who(session: Session, by: str | None) -> str:
    """Who does it: as said, else who the settings say is at the desk, else whoever gives commands."""
    return by or session.desk.settings.person or "命令行"


def learn(context: typer.Context, file: Path, by: By = None) -> None:
    """从标注好的 JSONL 文件学习：每行除 tag 的字段外，写 function、topics、attitude、kind 中的任意几项。"""
    session: Session = context.obj
    progress = Progress("学习")
    report = session.desk.learning.learn_file(file, who(session, by), lambda share: progress(round(share * 100), 100))
    progress.end()
    tell_lines(report.problems)
    value = {"learned": report.samples, **_lesson(report.learned), **_lines(report.skipped, report.problems)}
    session.say(value, [f"学习 {report.samples} 条，略过 {report.skipped} 行", *_words(report.learned)])


def relearn(context: typer.Context, by: By = None, steps: Steps = False) -> None:
    """从现有的全部样本重新学习（采集进程在有新修正时自动运行；窗口里的“立即学习”也经由它）。"""
    session: Session = context.obj
    give_way()
    learned = session.desk.learning.learn(by or BY_ITSELF, _tell_step if steps else None, by_itself=by is None)
    if steps:
        write(told_made(learned.model.name))
    else:
        session.say(_lesson(learned), _words(learned))


def _tell_step(share: float) -> None:
    write(told_step(share))
    finish_saying()  # now, not when enough has come together


def evaluate(context: typer.Context, file: Path) -> None:
    """以标注好的 JSONL 文件为准，检验现用模型的研判，不保存任何内容。"""
    session: Session = context.obj
    progress = Progress("检验")
    found = session.desk.learning.evaluate(file, lambda share: progress(round(share * 100), 100))
    progress.end()
    tell_lines(found.problems)
    fields = {field: _figures(figures) for field, figures in found.fields.items()}
    session.say(
        {"n": found.n, **fields, **_lines(found.skipped, found.problems)},
        [f"检验 {found.n} 条，略过 {found.skipped} 行"]
        + [
            f"{_FIELDS[f]}：{g.n} 条，正确率 {g.accuracy:.3f}，宏平均 F1 {g.macro_f1:.3f}"
            for f, g in found.fields.items()
        ],
    )


def _figures(figures: FieldFigures) -> dict[str, Any]:
    confusion = {truth: dict(found) for truth, found in figures.confusion.items()}
    return {"accuracy": figures.accuracy, "macro_f1": figures.macro_f1, "confusion": confusion}


def _lesson(learned: Learned) -> dict[str, Any]:
    model = learned.model
    scores = {"score_before": model.score_before, "score_after": model.score_after}
    return {"model": model.name, **scores, "adopted": learned.adopted}


def _lines(skipped: int, problems: tuple[Skipped, ...]) -> dict[str, Any]:
    return {"skipped": skipped, "problems": [{"line": p.line, "why": p.why} for p in problems]}


def _words(learned: Learned) -> list[str]:
    model = learned.model
    used = "已启用" if learned.adopted else "没有更好，原来的模型照旧使用"
    scores = f"留出样本上的正确率 {model.score_before:.3f} → {model.score_after:.3f}"
    return [f"模型 {model.name}（样本 {model.samples} 条）：{scores}，{used}"]


# --- models


def _models() -> typer.Typer:
    group = chinese.group("学成的模型：列表、启用。")
    chinese.add(group, "list", list_)
    chinese.add(group, "use", use)
    return group


def list_(context: typer.Context) -> None:
    """全部学成的模型，新的在前。"""
    session: Session = context.obj
    models = session.desk.learning.state().models
    rows = [_row(session, model) for model in models]
    session.say(rows, table([_line(session, model) for model in models]) or ["还没有学成的模型，由自带的模型研判。"])


def use(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="模型的名称，或 packaged（自带的模型）")],
    by: By = None,
) -> None:
    """启用从前的模型或自带的模型，直到再次学习或有新的修正。"""
    session: Session = context.obj
    learning = session.desk.learning
    wanted = next((model for model in learning.state().models if model.name == name), None)
    if wanted is None and name != PACKAGED:
        raise Refused("model_unknown", name=name[:40])
    learning.recall(None if wanted is None else wanted.id, who(session, by))
    session.say({"model": name}, [f"已启用 {name}"])


def _row(session: Session, model: LearnedModel) -> dict[str, Any]:
    return {
        "id": model.id,
        "name": model.name,
        "made": session.iso(model.made),
        "by": model.by,
        "samples": model.samples,
        "score_before": model.score_before,
        "score_after": model.score_after,
        "adopted": session.iso(model.adopted),
        "in_force": model.in_force,
    }


def _line(session: Session, model: LearnedModel) -> dict[str, str]:
    state = "现用" if model.in_force else ("从前用过" if model.adopted else "没有启用")
    return {
        "模型": model.name,
        "学成": session.local(model.made),
        "样本": str(model.samples),
        "正确率": f"{model.score_before:.3f} → {model.score_after:.3f}",
        "状态": state,
    }
