"""How far a draft has come, drawn as a line of small marks: 一审 二审 三审 保密 公开属性 签发 发布."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from opinion_desk.domain.commands.drafting import next_round
from opinion_desk.domain.release import DISCLOSURE_WORDS, Draft, DraftState

from ..fonts import font
from ..icons import paint_glyph
from ..theme import colour
from ..words import said

ROUNDS: Final = ("一审", "二审", "三审")
_OUT: Final = (DraftState.SIGNED, DraftState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Stage:
    """One mark: its word, and whether it is behind the draft."""

    words: str
    done: bool


def stages(draft: Draft) -> tuple[Stage, ...]:
    """Every mark of a draft, in the order in which they are usually made."""
    disclosure = said(DISCLOSURE_WORDS[draft.disclosure]) if draft.disclosure else said("公开属性")
    return (
        *(Stage(said(words), len(draft.rounds) > n) for n, words in enumerate(ROUNDS)),
        Stage(said("保密"), bool(draft.secrecy)),
        Stage(disclosure, draft.disclosure is not None),
        Stage(said("签发"), draft.state in _OUT),
        Stage(said("发布"), draft.state is DraftState.PUBLISHED),
    )


def next_deed(draft: Draft) -> tuple[str, str] | None:
    """What is to be done next with a draft: the wish and its words; None when it is out or dropped."""
    if draft.state is DraftState.RETURNED:
        return ("draft_again", "送审新稿…")
    if draft.state is DraftState.SIGNED:
        return ("draft_publish", "发布…")
    if draft.state is not DraftState.REVIEWING:
        return None
    due = next_round(draft)
    if due is not None:
        return ("draft_proof", f"{ROUNDS[len(draft.rounds)]}…")
    if not draft.secrecy:
        return ("draft_secrecy", "保密审查…")
    if draft.disclosure is None:
        return ("draft_disclose", "公开属性…")
    return ("draft_sign", "签发…")


class DraftMarks(QWidget):
    """What is done bears a tick, what comes next is a ring with its word in bold, the rest is hollow."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._stages = stages(draft)
        waiting = [n for n, stage in enumerate(self._stages) if not stage.done]
        live = draft.state in (DraftState.REVIEWING, DraftState.SIGNED)
        self._here = waiting[0] if waiting and live else -1
        told = [f"{stage.words}{'✓' if stage.done else ''}" for stage in self._stages]
        self.setAccessibleName(" ".join(told))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(380, 22)

    def minimumSizeHint(self) -> QSize:
        return QSize(330, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, x = self.height() / 2, 1.0
        gap = min(22.0, max(8.0, (self.width() - self._needed(painter)) / (len(self._stages) - 1)))
        for n, stage in enumerate(self._stages):
            if n:
                painter.setPen(QPen(colour("good" if stage.done else "track"), 1.5))
                painter.drawLine(QPointF(x - gap + 3, middle), QPointF(x - 4, middle))
            self._paint_spot(painter, QPointF(x + 7, middle), stage, here=n == self._here)
            painter.setFont(font(12, bold=n == self._here))
            painter.setPen(colour("text_2" if stage.done else "accent_text" if n == self._here else "text_3"))
            width = painter.fontMetrics().horizontalAdvance(stage.words)
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(x + 18, 0, width + 4, self.height()), side, stage.words)
            x += 18 + width + gap
        painter.end()

    def _needed(self, painter: QPainter) -> float:
        painter.setFont(font(12, bold=True))
        return sum(18 + painter.fontMetrics().horizontalAdvance(stage.words) for stage in self._stages)

    def _paint_spot(self, painter: QPainter, spot: QPointF, stage: Stage, *, here: bool) -> None:
        if stage.done:
            paint_glyph(painter, QRectF(spot.x() - 7, spot.y() - 7, 14, 14), "check-circle", colour("good"), 15)
            return
        painter.setBrush(colour("surface"))
        painter.setPen(QPen(colour("accent" if here else "track"), 3 if here else 2))
        painter.drawEllipse(spot, 5, 5)
