"""A clock policy as it is edited: its marks, who owes it, on which ground, and what that would amount to on an afternoon."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.errors import DeskError, Refused
from opinion_desk.domain.policy_check import STATUTORY
from opinion_desk.domain.spans import renamed
from opinion_desk.services.policy_rows import with_clock

from ..parts.buttons import button
from ..parts.cards import row
from ..parts.labels import label, retone
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import sentence_of
from .example import example
from .growing import Growing
from .mark_row import MarkRow

_TALLEST: Final = 248
_ORDER: Final = {"target": 0, "deadline": 1, "reminder": 2}


class ClockSheet(Sheet):
    """`written` tells in a sentence what was put in force, and the rows before it. A mark that cannot be used says so under it while it is typed."""

    written = Signal(str, object)

    def __init__(self, over: QWidget, seat: Seat, rows: Any, clock: dict[str, Any], *, new: bool = False) -> None:
        title = "添加自定时限" if new else f"时限“{clock['name']}”"
        super().__init__(over, title, "", width=640, accept="添加" if new else "保存")
        self._seat, self._rows, self._clock, self._new = seat, rows, deepcopy(clock), new
        self.name, self.owed_by = QLineEdit(clock["name"]), QLineEdit(clock["owed_by"])
        self.ground = QLineEdit(clock["ground"])
        self.ground.setCursorPosition(0)
        self.name.setPlaceholderText(self.tr("例如 部内通气"))
        self.owed_by.setPlaceholderText(self.tr("例如 新闻科"))
        self.marks: list[MarkRow] = []
        self._area = Growing(_TALLEST)
        self.preview = label("", "second", wrap=True)
        self.more = button(self.tr("添加提醒"), self._remind, "", "plus")
        self._lay_out()
        for mark in sorted(self._clock["marks"], key=lambda mark: _ORDER[mark["kind"]]):
            self._add(mark)
        self._looked_at()

    @property
    def value(self) -> dict[str, Any]:
        """The row of the clock as it reads now."""
        name = self.name.text().strip()
        deadline = next(made for made in self.marks if made.kind.value == "deadline")
        if name == self._clock["name"]:
            name = renamed(name, deadline.was, deadline.length.words)
        return {
            **self._clock, "name": name, "owed_by": self.owed_by.text().strip(), "ground": self.ground.text().strip(),
            "marks": [made.value for made in self.marks],
        }  # fmt: skip

    def accept(self) -> None:
        if not self.name.text().strip():
            self.refuse(self.tr("时限要有名称；请填写。"), self.name)
            return
        if not self.owed_by.text().strip():
            self.refuse(self.tr("请写明由谁承担。"), self.owed_by)
            return
        clock, service, by = self.value, self._seat.desk.policies, self._seat.by
        words = (
            self.tr("已添加时限“{name}”。") if self._new else self.tr("已修改时限“{name}”，此后新起的时限照此执行。")
        )
        told = words.format(name=clock["name"])
        self.busy()
        self._seat.work.run(
            self, lambda: service.change(lambda rows: with_clock(rows, clock), by),
            lambda before: self._close(told, before), self._refused,
        )  # fmt: skip

    # --- putting together

    def _lay_out(self) -> None:
        across = row(gap=12)
        across.addLayout(field(self.tr("名称"), self.name), 1)
        across.addLayout(field(self.tr("由谁承担"), self.owed_by), 1)
        self.body.addLayout(across)
        self.body.addLayout(field(self.tr("依据（文件与条款；自定的写“本单位规定”）"), self.ground))
        self.body.addWidget(label(self.tr("节点与提醒"), "meta"))
        self.body.addWidget(self._area)
        self.body.addLayout(row(self.more, None))
        self.body.addWidget(self.preview)

    def _hint(self, mark: dict[str, Any]) -> str:
        limit = STATUTORY.get(self._clock["id"])
        if limit is None or mark["kind"] != "deadline":
            return ""
        return self.tr("国家规定最迟 {hours} 小时，只能更严").format(hours=int(limit.total_seconds() // 3600))

    def _add(self, mark: dict[str, Any]) -> MarkRow:
        made = MarkRow(mark, self._hint(mark))
        made.edited.connect(self._looked_at)
        made.left.connect(lambda: self._drop(made))
        self.marks.append(made)
        self._area.lines.addWidget(made)
        return made

    def _remind(self) -> None:
        taken = {made.value["id"] for made in self.marks}
        id = next(name for n in range(1, len(taken) + 2) if (name := f"reminder_{n}") not in taken)
        made = self._add({"id": id, "kind": "reminder", "name": "最迟时限前1小时", "before_min": 60, "of": "deadline"})
        self._looked_at()
        made.length.number.setFocus()
        made.length.number.selectAll()

    def _drop(self, made: MarkRow) -> None:
        self.marks.remove(made)
        self._area.lines.removeWidget(made)
        made.hide()
        made.deleteLater()
        self._looked_at()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what it amounts to

    def _looked_at(self) -> None:
        """Compute the example again; what cannot be used is said where it stands."""
        self._clear()
        service, clock = self._seat.desk.policies, self.value
        try:
            named = {**clock, "name": clock["name"] or "…", "ground": clock["ground"] or "…"}
            policies = service.check(with_clock(self._rows, named))
            policy = policies.policy(clock["id"])
            assert policy is not None
            self.preview.setText(example(policies, policy, self._seat.now(), self._seat.desk.zone))
        except Refused as error:
            if not self._said_at_a_mark(error):
                self.preview.setText(sentence_of(error))
                retone(self.preview, "red")
        self._area.fit()

    def _clear(self) -> None:
        self.preview.setText("")
        retone(self.preview, "")
        for made in self.marks:
            made.refuse("")

    def _said_at_a_mark(self, error: DeskError) -> bool:
        """Say it under the mark it is about; False where it is about none."""
        if error.id in ("policy_loosened", "policy_start_changed"):
            about = [made for made in self.marks if made.kind.value == "deadline"]
        else:
            about = [made for made in self.marks if made.name == error.args_of_sentence.get("mark")]
        for made in about[:1]:
            made.refuse(sentence_of(error))
        return bool(about)

    def _close(self, words: str, before: object) -> None:
        self.close_sheet()
        self.written.emit(words, before)

    def _refused(self, error: DeskError) -> None:
        if self._said_at_a_mark(error):
            self.accept_button.setEnabled(True)
            about = next(made for made in self.marks if made.error.text())
            about.length.number.setFocus()
            self._area.fit()
            return
        self.refuse(sentence_of(error), self.ground if error.id == "policy_ground" else None)
