"""学到哪里了: which model reads, how many samples there are, and a lesson begun by hand with its progress."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.learned import FileLearned, Learned, LearningState

from ..parts.buttons import button
from ..parts.cards import Card, column, row
from ..parts.files import ask_file
from ..parts.labels import label
from ..parts.task import Task
from ..seat import Seat

_LOOK_MS = 200
_FEW = 30  # with fewer, one sample more or less moves the accuracy by several points


class LessonCard(Card):
    """`ended` tells in a sentence what came of a lesson; `failed` the error with its retry."""

    ended = Signal(str)
    failed = Signal(object, object)

    def __init__(self, seat: Seat) -> None:
        super().__init__(self.tr("学到哪里了"))
        self.seat = seat
        self.task: Task | None = None
        self._state: LearningState | None = None
        self._samples, self._new = label("—", "title"), label("—", "title")
        self._model = label("", "second", wrap=True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 100)
        self._running = label("", "meta")
        self.learn_button = button(self.tr("立即学习"), self.learn, "primary", "play", hint="F5")
        self._file_button = button(self.tr("从文件学习…"), self._ask_file, "", "upload-simple")
        figures = row(
            column(self._samples, label(self.tr("已有样本"), "meta"), gap=2),
            column(self._new, label(self.tr("上次学习后新增"), "meta"), gap=2),
            None,
            gap=36,
        )
        self.body.addLayout(figures)
        self.body.addWidget(self._model)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._running)
        self.body.addLayout(row(self.learn_button, self._file_button, None))
        words = self.tr(
            "不用管它也会学：新修正满 8 条，或最后一条过了一分钟，就在后台学一次。新模型在留出的样本上不比现用的差才换上；"
            "换上后重新研判还在等待的信息，有人定过的不动。"
        )
        self.body.addWidget(label(words, "meta", wrap=True))
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._tell)
        self._tell()

    def show_state(self, state: LearningState) -> None:
        """How learning stands now."""
        self._state = state
        self._samples.setText(f"{state.samples:,}")
        self._new.setText(f"{state.new:,}")
        model = state.current
        if model is None:
            self._model.setText(self.tr("现在由程序自带的模型研判，还没有换上本台学成的模型。"))
        else:
            words = self.tr("现在由“{name}”研判：{n:,} 条样本学成，留出样本上的准确率 {before:.1%} → {after:.1%}。")
            told = words.format(name=model.name, n=model.samples, before=model.score_before, after=model.score_after)
            few = self.tr("样本还少，准确率只供参考。") if model.samples < _FEW else ""
            self._model.setText(told + few)
        self._tell()

    def learn(self) -> None:
        """Learn from all samples now."""
        learning, by = self.seat.desk.learning, self.seat.by
        self._begin(lambda task: learning.learn(by=by, progress=_share_of(task)), self._learned, self.learn)

    def learn_file(self, path: Path) -> None:
        """Keep the lines of a file as samples, then learn."""
        learning, by = self.seat.desk.learning, self.seat.by
        self._begin(
            lambda task: learning.learn_file(path, by=by, progress=_share_of(task)),
            self._file_learned,
            lambda: self.learn_file(path),
        )

    def _begin(self, lesson: Callable[[Task], object], done: Callable[..., None], again: Callable[[], object]) -> None:
        if self.task is not None:
            return
        task = self.task = Task()

        def failed(error: DeskError) -> None:
            self._end()
            self.failed.emit(error, again)

        def ended(answer: object) -> None:
            self._end()
            done(answer)

        self.seat.work.run(self, lambda: lesson(task), ended, failed)
        self._look.start()
        self._tell()

    def _end(self) -> None:
        self.task = None
        self._look.stop()
        self._tell()

    def _tell(self) -> None:
        elsewhere = self._state is not None and self._state.running and self.task is None
        going_on = self.task is not None
        self._progress.setVisible(going_on)
        self._running.setVisible(going_on or elsewhere)
        if self.task is not None:
            self._progress.setValue(self.task.done)
            self._running.setText(self.tr("正在学习… {n}%").format(n=self.task.done))
        elif elsewhere:
            self._running.setText(self.tr("后台正在学习，学完自动换上。"))
        able = not going_on and not elsewhere
        self.learn_button.setEnabled(able and self._state is not None and self._state.samples > 0)
        self._file_button.setEnabled(able)

    def _learned(self, learned: Learned) -> None:
        self.ended.emit(self._told(learned))

    def _file_learned(self, answer: FileLearned) -> None:
        words = self.tr("收下 {n:,} 条样本").format(n=answer.samples)
        if answer.skipped:
            words += self.tr("，略过 {n:,} 行").format(n=answer.skipped)
        if answer.problems:
            first = answer.problems[0]
            words += self.tr("（第 {line} 行：{why}）").format(line=first.line, why=first.why)
        self.ended.emit(f"{words}。{self._told(answer.learned)}")

    def _told(self, learned: Learned) -> str:
        lesson = learned.lesson
        words = self.tr("学完 {n:,} 条样本，准确率 {before:.1%} → {after:.1%}，已换上“{name}”。")
        if not learned.adopted:
            words = self.tr("学完 {n:,} 条样本，准确率 {before:.1%} → {after:.1%}，没有更好，仍用原来的模型。")
        return words.format(
            n=lesson.samples, before=lesson.score_before, after=lesson.score_after, name=learned.model.name
        )

    def _ask_file(self) -> None:
        chosen = ask_file(self, self.tr("从文件学习"), self.tr("标注好的信息 (*.jsonl)"))
        if chosen is not None:
            self.learn_file(chosen)


def _share_of(task: Task) -> Callable[[float], None]:
    return lambda share: task.went_on(round(share * 100), 100)
