"""Correcting a verdict (修正) in two keys: T, then the key of the answer. What is corrected is learned from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.learning import NONE
from opinion_desk.domain.verdict import Attitude, Verdict, Voice

from ..parts.buttons import KeyButton
from ..parts.cards import holder
from ..parts.flow import Flow
from ..parts.labels import label
from ..parts.sheet import Sheet, field
from ..parts.tick import Tick
from ..seat import Seat
from ..words import ATTITUDE, KIND, VOICE, said, sentence_of


@dataclass(frozen=True, slots=True)
class Correction:
    """One answer: the field, its value, and how it is told."""

    field: str
    value: str | tuple[str, ...]
    words: str


_ATTITUDES: Final = {"1": Attitude.NEGATIVE, "2": Attitude.NEUTRAL, "3": Attitude.POSITIVE}
_VOICES: Final = {"4": Voice.REPORT, "5": Voice.DEMAND, "6": Voice.RUMOUR, "7": Voice.OFFICIAL}
_KINDS: Final = dict(zip("QWERTY", KIND, strict=True))


class CorrectionSheet(Sheet):
    """Every answer has a key; 领域 and 责任单位 open their own lists with L and D."""

    corrected = Signal(object)
    topics_wanted = Signal()
    functions_wanted = Signal()

    def __init__(self, over: QWidget, verdict: Verdict, *, voices: bool = True) -> None:
        super().__init__(over, "修正研判", "按对应的键即可；修正会被记住，用于以后的研判。", width=600)
        self.accept_button.hide()
        self._keys: dict[str, Correction] = {}
        attitudes = [(key, Correction("attitude", str(v.value), said(ATTITUDE[v]))) for key, v in _ATTITUDES.items()]
        answers = [(key, Correction("voice", str(v.value), said(VOICE[v]))) for key, v in _VOICES.items()]
        kinds = [(key, Correction("kind", kind, said(KIND[kind]))) for key, kind in _KINDS.items()]
        self._group(self.tr("倾向"), attitudes, str(verdict.attitude.name))
        if voices:
            self._group(self.tr("发声方"), answers, verdict.voice.value)
        self._group(self.tr("内容性质"), kinds, verdict.kind.name if verdict.kind else "")
        more = Flow(gap=8)
        topics, unit = KeyButton(self.tr("领域…"), "L"), KeyButton(self.tr("责任单位…"), "D")
        topics.clicked.connect(self._ask_topics)
        unit.clicked.connect(self._ask_functions)
        more.addWidget(topics)
        more.addWidget(unit)
        self.body.addWidget(label(self.tr("其他"), "meta"))
        self.body.addWidget(holder(more))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().upper()
        if key in self._keys:
            self._choose(self._keys[key])
        elif key == "L":
            self._ask_topics()
        elif key == "D":
            self._ask_functions()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        event.accept()

    def _group(self, caption: str, answers: list[tuple[str, Correction]], now: str) -> None:
        line = Flow(gap=8)
        for key, answer in answers:
            self._keys[key] = answer
            made = KeyButton(answer.words, key, "primary" if answer.value == now else "")
            made.clicked.connect(lambda _checked=False, chosen=answer: self._choose(chosen))
            line.addWidget(made)
        self.body.addWidget(label(caption, "meta"))
        self.body.addWidget(holder(line))

    def _choose(self, answer: Correction) -> None:
        self.close_sheet()
        self.corrected.emit(answer)

    def _ask_topics(self) -> None:
        self.close_sheet()
        self.topics_wanted.emit()

    def _ask_functions(self) -> None:
        self.close_sheet()
        self.functions_wanted.emit()


class TopicSheet(Sheet):
    """All topics with those of the item ticked, and room for one the desk does not have yet."""

    corrected = Signal(object)

    def __init__(self, over: QWidget, seat: Seat, topics: tuple[str, ...], now: tuple[str, ...]) -> None:
        super().__init__(
            over, "修正领域", "勾选这条信息所属的全部领域；哪个都不属于，就全部不勾。", width=560, accept="改为所选"
        )
        self._seat = seat
        self._ticks = [Tick(topic) for topic in dict.fromkeys((*now, *topics))]
        lines = Flow(gap=10)
        for tick in self._ticks:
            tick.setChecked(tick.text() in now)
            lines.addWidget(tick)
        self.fresh = QLineEdit()
        self.fresh.setPlaceholderText(self.tr("例如 电动车充电"))
        self.body.addWidget(holder(lines))
        hint = self.tr("写在这里的成为本台自己的领域，以后可在“单位”页的“领域”里给它加词。")
        self.body.addLayout(field(self.tr("新领域（没有合适的再写；按 N 到这里）"), self.fresh, hint))

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self._ticks[0] if self._ticks else self.fresh

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.text().upper() == "N"
        ):  # thirty topics are a long way by Tab; what is typed in the field does not come here
            self.fresh.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        fresh = self.fresh.text().strip()
        known = {tick.text() for tick in self._ticks}
        chosen = tuple(tick.text() for tick in self._ticks if tick.isChecked() or tick.text() == fresh)
        if fresh and fresh not in known:
            self.busy()
            topics, by = self._seat.desk.topics, self._seat.by
            self._seat.work.run(
                self, lambda: topics.add(fresh, by=by), lambda _added: self._tell((*chosen, fresh)), self._not_added
            )
        else:
            self._tell(chosen)

    def _tell(self, chosen: tuple[str, ...]) -> None:
        self.close_sheet()
        self.corrected.emit(Correction("topics", chosen, "、".join(chosen) or self.tr("不属于任何领域")))

    def _not_added(self, error: DeskError) -> None:
        self.refuse(sentence_of(error), self.fresh)


class FunctionSheet(Sheet):
    """The catalogue of functions, narrowed by what is typed."""

    corrected = Signal(object)

    def __init__(self, over: QWidget, functions: tuple[tuple[str, str], ...]) -> None:
        super().__init__(
            over, "修正责任单位", "选定哪一类部门该管；输入文字可以缩小范围。", width=460, accept="改为所选"
        )
        self._functions = (*functions, (NONE, self.tr("不归任何部门（单位待定）")))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("例如 住房"))
        self._list = QListWidget()
        self._list.setFixedHeight(244)  # whole lines
        self.body.addWidget(self.search)
        self.body.addWidget(self._list)
        self.search.textChanged.connect(self._narrow)
        self._list.itemActivated.connect(lambda _item: self.accept())
        self._narrow("")

    def accept(self) -> None:
        if self._list.currentRow() < 0:
            self.refuse(self.tr("没有选定部门；请换一个词，或从列表里选一个。"), self.search)
            return
        item = self._list.currentItem()
        self.close_sheet()
        self.corrected.emit(Correction("function", str(item.data(Qt.ItemDataRole.UserRole)), item.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._list.count():
            self._list.setCurrentRow((self._list.currentRow() + step) % self._list.count())
            return
        super().keyPressEvent(event)

    def _narrow(self, words: str) -> None:
        self._list.clear()
        for id, name in self._functions:
            if words.strip() in name:
                line = QListWidgetItem(name)
                line.setData(Qt.ItemDataRole.UserRole, id)
                self._list.addItem(line)
        self._list.setCurrentRow(0)
