"""A ladder as it is edited: its rungs in order, how often the last is told again, how long an answer keeps it quiet."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.channels import NOTICE, ChannelKind
from opinion_desk.domain.errors import DeskError, Refused
from opinion_desk.domain.policy import Ladder
from opinion_desk.services.policy_rows import with_ladder

from ..parts.buttons import button
from ..parts.cards import column, row
from ..parts.choices import Choice
from ..parts.labels import label
from ..parts.sheet import Sheet
from ..seat import Seat
from ..words import said, sentence_of
from .growing import Growing
from .ladder_picture import LadderPicture
from .mark_row import Length

_TALLEST: Final = 200
_OUT: Final = "webhook"  # whatever is set up to reach that post
CHANNELS: Final = ((NOTICE, "只在本台提示"), (_OUT, "发到群和信箱"))


class RungRow(QWidget):
    """A rung: so long after the mark was missed, this post, by that way."""

    edited = Signal()
    left = Signal()

    def __init__(self, rung: dict[str, Any], posts: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.length = Length(rung["after_min"], None, self.tr("几分钟后"), with_days=False)
        self.post = Choice((post, post or self.tr("选岗位…")) for post in dict.fromkeys((*posts, rung["to"])))
        self.post.setAccessibleName(self.tr("告知哪个岗位"))
        self.post.choose(rung["to"])
        ways = dict(CHANNELS)
        ways.setdefault(rung["channel"], _way(rung["channel"]))
        self.way = Choice((id, said(words)) for id, words in ways.items())
        self.way.choose(rung["channel"])
        self.way.setAccessibleName(self.tr("怎样告知"))
        self.error = label("", "error", wrap=True)
        self.error.hide()
        away = button("", self.left.emit, "quiet", "x", hint=self.tr("去掉这一层"))
        away.setFixedWidth(32)
        line = row(self.length, label(self.tr("后告知"), "second"), gap=8)
        line.addWidget(self.post, 3)
        line.addWidget(self.way, 2)
        line.addWidget(away)
        self.setLayout(column(line, self.error, gap=2))
        self.length.edited.connect(self.edited)
        self.post.activated.connect(lambda _place: self.edited.emit())
        self.way.activated.connect(lambda _place: self.edited.emit())

    @property
    def value(self) -> dict[str, Any]:
        """The row as it reads now."""
        return {"after_min": self.length.minutes, "to": self.post.chosen or "", "channel": self.way.chosen}

    def refuse(self, words: str) -> None:
        """Say under the row why it cannot be used."""
        self.error.setText(words)
        self.error.setVisible(bool(words))


class LadderSheet(Sheet):
    """`written` tells in a sentence what was put in force, and the rows before it. Rungs stand in the order of their minutes."""

    written = Signal(str, object)

    def __init__(self, over: QWidget, seat: Seat, rows: Any, ladder: Ladder, posts: Sequence[str]) -> None:
        words = self.tr("节点过了没有人动，就从第一层开始告知；有人应答即停，时限照走。已立件的仍用立件时的层级。")
        super().__init__(over, f"提级层级：{ladder.words}", words, width=680, accept="保存")
        self._seat, self._rows, self._known, self._posts = seat, rows, ladder, ("", *posts)
        self._ladder = deepcopy(next(row_ for row_ in rows["ladders"] if row_["id"] == ladder.id))
        self.picture = LadderPicture()
        self.rungs: list[RungRow] = []
        self._area = Growing(_TALLEST)
        self.repeat = Length(self._ladder.get("repeat_min"), None, self.tr("再次呼叫间隔"), with_days=False)
        self.holds = Length(self._ladder.get("holds_min"), None, self.tr("应答有效时间"), with_days=False)
        self.more = button(self.tr("添加一层"), self._climb, "", "plus")
        self._lay_out()
        for rung in self._ladder["rungs"]:
            self._add(rung)
        self._looked_at()

    @property
    def value(self) -> dict[str, Any]:
        """The row of the ladder as it reads now; no minutes mean never again, or for good."""
        made = {**self._ladder, "rungs": [rung.value for rung in self.rungs]}
        for key, length in (("repeat_min", self.repeat), ("holds_min", self.holds)):
            made.pop(key, None)
            if length.minutes:
                made[key] = length.minutes
        return made

    def accept(self) -> None:
        self._sort()
        if any(made.error.text() for made in self.rungs):
            next(made for made in self.rungs if made.error.text()).post.setFocus()
            return
        ladder, service, by = self.value, self._seat.desk.policies, self._seat.by
        told = self.tr("已修改提级层级“{name}”，此后立件的照此执行。").format(name=self._known.words)
        self.busy()
        self._seat.work.run(
            self, lambda: service.change(lambda rows: with_ladder(rows, ladder), by),
            lambda before: self._close(told, before), self._refused,
        )  # fmt: skip

    # --- putting together

    def _lay_out(self) -> None:
        self.body.addWidget(self.picture)
        self.body.addWidget(self._area)
        self.body.addLayout(row(self.more, None))
        last = row(label(self.tr("末层每"), "second"), self.repeat, label(self.tr("再呼叫一次"), "second"), gap=8)
        last.addSpacing(20)
        last.addWidget(label(self.tr("应答后静"), "second"))
        last.addLayout(self.holds)
        last.addStretch(1)
        self.body.addLayout(last)
        for length in (self.repeat, self.holds):
            length.edited.connect(self._looked_at)

    def _add(self, rung: dict[str, Any]) -> RungRow:
        made = RungRow(rung, self._posts)
        made.edited.connect(self._looked_at)
        made.length.number.editingFinished.connect(self._sort)
        made.left.connect(lambda: self._drop(made))
        self.rungs.append(made)
        self._area.lines.addWidget(made)
        return made

    def _climb(self) -> None:
        last = max((made.length.minutes or 0 for made in self.rungs), default=-30)
        made = self._add({"after_min": last + 30, "to": "", "channel": _OUT})
        self._looked_at()
        made.post.setFocus()

    def _drop(self, made: RungRow) -> None:
        self.rungs.remove(made)
        self._area.lines.removeWidget(made)
        made.hide()
        made.deleteLater()
        self._looked_at()
        self.more.setFocus()

    def _sort(self) -> None:
        """Put the rungs in the order of their minutes; the keyboard stays where it is."""
        ordered = sorted(self.rungs, key=lambda made: made.length.minutes or 0)
        if ordered != self.rungs:
            self.rungs = ordered
            for place, made in enumerate(ordered):
                self._area.lines.insertWidget(place, made)
            self._looked_at()

    # --- what it amounts to

    def _looked_at(self) -> None:
        """Draw the picture again; what cannot be used is said at its row."""
        self.error.hide()
        for made in self.rungs:
            made.refuse("")
        try:
            policies = self._seat.desk.policies.check(with_ladder(self._rows, self.value))
            ladder = next(one for one in policies.ladders if one.id == self._known.id)
            self.picture.show_ladder(ladder.rungs, ladder.repeat)
        except Refused as error:
            self._say(error)
        self._area.fit()

    def _say(self, error: DeskError) -> None:
        made = self._about(error)
        if made is None:
            self.refuse(sentence_of(error))
        else:
            made.refuse(sentence_of(error))

    def _about(self, error: DeskError) -> RungRow | None:
        if error.id == "ladder_loop":
            return next(made for made in reversed(self.rungs) if made.post.chosen == error.args_of_sentence["post"])
        if error.id == "ladder_post":
            return next(made for made in self.rungs if not made.post.chosen)
        if error.id == "ladder_order":
            pairs = zip(self.rungs, self.rungs[1:], strict=False)
            return next((b for a, b in pairs if (b.length.minutes or 0) <= (a.length.minutes or 0)), None)
        return None

    def _close(self, words: str, before: object) -> None:
        self.close_sheet()
        self.written.emit(words, before)

    def _refused(self, error: DeskError) -> None:
        self.accept_button.setEnabled(True)
        self._say(error)


def _way(channel: str) -> str:
    """A channel that ladders name by its kind or its id."""
    return next((kind.words for kind in ChannelKind if kind.value == channel), channel)
