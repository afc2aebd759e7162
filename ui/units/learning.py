"""学习: what the desk learned from persons, the models it made, and the samples behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QSplitter, QWidget

from opinion_desk.domain.learned import LearnedModel, LearningState, SampleRow

from ..parts.bars import Bar
from ..parts.buttons import button
from ..parts.cards import column, row, scrolled
from ..parts.labels import label
from ..parts.lines import Line, LinesModel, LinesView
from ..seat import Seat
from .lesson_card import LessonCard
from .sample_words import settled_words
from .share import ShareCard

_SHOWN: Final = 200
_MODEL_WIDTHS: Final = (190, 120, 110, 80, 130, 90)
_SAMPLE_WIDTHS: Final = (240, 200, 110, 110, 120)
PACKAGED: Final = "packaged"


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the page shows: the state, the newest samples, and the names of the functions."""

    state: LearningState
    samples: tuple[SampleRow, ...]
    functions: dict[str, str]


class LearningView(QWidget):
    """At the left what happens, at the right the models and samples. F5 learns, Enter on a model calls it back."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.seat = seat
        self.bar = Bar()
        self.lesson, self.share = LessonCard(seat), ShareCard(seat)
        models = (
            self.tr("模型"), self.tr("学成时间"), self.tr("由谁"), self.tr("样本"), self.tr("准确率"), self.tr("状态"),
        )  # fmt: skip
        self.models = LinesView(LinesModel(models, (3,), self), _MODEL_WIDTHS, 0, self.tr("模型列表"))
        samples = (self.tr("信息"), self.tr("定为"), self.tr("来自"), self.tr("由谁"), self.tr("何时"))
        self.samples = LinesView(LinesModel(samples, (), self), _SAMPLE_WIDTHS, 0, self.tr("样本列表"))
        self._recall = button(self.tr("恢复使用"), self.recall, hint=self.tr("回车"))
        self._forget = button(self.tr("撤回样本"), self.forget, "danger", hint="Delete")
        self._samples_told = label("", "meta")
        self._lay_out()
        self._connect()

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.models

    def shown(self) -> None:
        """Read everything again."""
        desk = self.seat.desk

        def read() -> Learnt:
            return Learnt(desk.learning.state(), desk.learning.samples(_SHOWN), dict(desk.items.functions()))

        self.share.show_settings()
        self.seat.work.run(self, read, self._show, lambda error: self.bar.fail(error, self.shown), key="learnt")

    def recall(self) -> None:
        """Put the marked model in force again."""
        model: LearnedModel | str | None = self.models.marked
        if model is None or not self._can_recall(model):
            return
        id = None if isinstance(model, str) else model.id
        name = self.tr("程序自带的模型") if isinstance(model, str) else model.name
        learning, by = self.seat.desk.learning, self.seat.by
        words = self.tr("已恢复使用“{name}”；有新的修正后才会再自动学习。").format(name=name)
        self._write(lambda: learning.recall(id, by=by), words)

    def forget(self) -> None:
        """Take the marked sample back, where it came from a file or the bench."""
        sample: SampleRow | None = self.samples.marked
        if sample is None or not sample.id:
            return
        learning, by = self.seat.desk.learning, self.seat.by
        words = self.tr("已撤回样本“{title}”，下次学习不再用它。").format(title=sample.title)
        self._write(lambda: learning.forget(sample.id, by=by), words)

    # --- putting together

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setLayout(column(self.lesson, self.share, None, gap=14, margin=18))
        left = scrolled(inside)
        left.setMinimumWidth(380)
        lists = QSplitter(Qt.Orientation.Vertical)
        lists.setHandleWidth(1)
        lists.setChildrenCollapsible(False)
        lists.addWidget(_titled(self.tr("模型"), label("", "meta"), self._recall, self.models))
        lists.addWidget(_titled(self.tr("样本"), self._samples_told, self._forget, self.samples))
        lists.setSizes([320, 400])
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(lists)
        split.setStretchFactor(1, 1)
        split.setSizes([430, 900])
        lines = column(self.bar, gap=0)
        lines.addWidget(split, 1)
        self.setLayout(lines)

    def _connect(self) -> None:
        self.lesson.ended.connect(self._done)
        self.lesson.failed.connect(lambda error, retry: self.bar.fail(error, retry))
        self.share.kept.connect(lambda: self.bar.tell(self.tr("已改，即时起作用。")))
        self.models.selectionModel().selectionChanged.connect(lambda *_: self._show_able())
        self.samples.selectionModel().selectionChanged.connect(lambda *_: self._show_able())
        self.models.opened.connect(self.recall)
        for keys, act, on in (("F5", self.lesson.learn, self), ("Delete", self.forget, self.samples)):
            made = QShortcut(QKeySequence(keys), on)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    # --- what came home

    def _show(self, learnt: Learnt) -> None:
        state = learnt.state
        self.lesson.show_state(state)
        lines = [self._model_line(model) for model in state.models]
        self.models.show_lines([*lines, self._packaged_line(in_force=state.current is None)])
        self.samples.show_lines([self._sample_line(sample, learnt.functions) for sample in learnt.samples])
        shown = len(learnt.samples)
        more = self.tr("最新 {n} 条").format(n=shown) if shown >= _SHOWN else ""
        self._samples_told.setText(
            more or (self.tr("还没有；在“信息”里修正，或在研判台“纠正并学习”。") if not shown else "")
        )
        self._show_able()

    def _model_line(self, model: LearnedModel) -> Line:
        state = self.tr("现用") if model.in_force else self.tr("可恢复") if model.adopted else self.tr("未采用")
        scores = f"{model.score_before:.1%} → {model.score_after:.1%}"
        cells = (model.name, self.seat.short(model.made), model.by, f"{model.samples:,}", scores, state)
        better = "good" if model.score_after > model.score_before else "text_2"
        return Line(model, cells, {4: better, 5: "good" if model.in_force else "text_3"})

    def _packaged_line(self, *, in_force: bool) -> Line:
        state = self.tr("现用") if in_force else self.tr("可恢复")
        cells = (self.tr("程序自带"), "—", "—", "—", "—", state)
        return Line(PACKAGED, cells, {**dict.fromkeys(range(1, 5), "text_3"), 5: "good" if in_force else "text_3"})

    def _sample_line(self, sample: SampleRow, functions: dict[str, str]) -> Line:
        origin = self.tr("修正") if sample.item_id is not None else sample.origin or self.tr("研判台")
        settled = settled_words(sample, functions)
        cells = (sample.title, settled, origin, sample.by, self.seat.short(sample.at))
        return Line(sample, cells, {}, f"{sample.title}\n{settled}")

    def _can_recall(self, model: LearnedModel | str) -> bool:
        if isinstance(model, str):
            return any(isinstance(line.of, LearnedModel) and line.of.in_force for line in self.models.lines.lines)
        return model.adopted is not None and not model.in_force

    def _show_able(self) -> None:
        model, sample = self.models.marked, self.samples.marked
        self._recall.setEnabled(model is not None and self._can_recall(model))
        self._forget.setEnabled(sample is not None and bool(sample.id))
        from_item = sample is not None and not sample.id
        self._forget.setToolTip(self.tr("来自修正的样本，请在“信息”里撤销那次修正。") if from_item else "Delete")

    def _write(self, act: Callable[[], object], words: str) -> None:
        self.seat.work.run(self, act, lambda _answer: self._done(words), lambda error: self.bar.fail(error))

    def _done(self, words: str) -> None:
        self.bar.tell(words)
        self.shown()


def _titled(caption: str, told: QWidget, act: QPushButton, inside: QWidget) -> QFrame:
    """A table under its caption, with what can be done with the marked row at the right."""
    head = row(label(caption, "heading"), told, None, act, gap=8)
    head.setContentsMargins(18, 10, 16, 8)
    made = QFrame()
    made.setObjectName("column")
    made.setLayout(column(head, inside, gap=0))
    return made
