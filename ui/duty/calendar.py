"""The calendar of shifts: a week of boxes or a month of days; holidays bear their names, holes are painted and say so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ..fonts import font
from ..theme import colour
from .cells import GUTTER, HEAD, Entry, entries, section_tops, week_boxes
from .view import CalendarView

WEEKDAYS: Final = ("一", "二", "三", "四", "五", "六", "日")
_LINE: Final = 16
_MONTH_HEAD: Final = 28
_LEAST, _MOST = 2, 5  # lines of a day of a month


class ShiftCalendar(QWidget):
    """Arrows walk from box to box, Enter or a double click opens one; a day of a month opens its week."""

    chosen = Signal(object)  # Entry
    opened = Signal(object)  # Entry
    day_opened = Signal(object)  # date

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self.view: CalendarView | None = None
        self.entries: list[Entry] = []
        self.boxes: list[tuple[QRectF, Entry]] = []
        self.marked: Entry | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("排班"))

    def show_view(self, view: CalendarView) -> None:
        """Other days, or the same a while later; what was marked stays marked where it still stands."""
        self.view = view
        self.entries = entries(view, self._zone)
        before = self.marked
        self.marked = next((e for e in self.entries if before is not None and _same(e, before)), None)
        self._place()

    def mark(self, entry: Entry) -> None:
        """Mark one."""
        self.marked = entry
        self.setAccessibleDescription(entry.words)
        self.update()
        self.chosen.emit(entry)

    @property
    def of_month(self) -> bool:
        """Whether it shows a month."""
        return self.view is not None and self.view.days.month is not None

    # --- measures

    @property
    def _lines(self) -> int:
        """How many lines a day of a month has room for: as many as the fullest day needs, within reason."""
        if self.view is None:
            return _LEAST
        days = [entry.day for entry in self._of_month()]
        return max(_LEAST, min(_MOST, max((days.count(day) for day in set(days)), default=0)))

    @property
    def _day(self) -> float:
        return 26.0 + self._lines * _LINE

    def _of_month(self) -> list[Entry]:
        """What a month shows: the first post, and every hole."""
        first = self.view.posts[0] if self.view is not None and self.view.posts else ""
        return [entry for entry in self.entries if entry.post == first or entry.hole]

    def _place(self) -> None:
        if self.view is None:
            return
        if self.of_month:
            self.boxes, height = [], _MONTH_HEAD + self.view.days.count // 7 * self._day
        else:
            self.boxes, height = week_boxes(self.view, self.entries, self.width())
        if self.height() != round(height):
            self.setFixedHeight(round(height))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(700, max(self.minimumHeight(), 200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    # --- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        found = self._at(event.position())
        if found is not None:
            self.mark(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        day = self._day_at(event.position())
        if found is not None:
            self.opened.emit(found)
        elif self.of_month and day is not None:
            self.day_opened.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        ordered = [entry for _, entry in self.boxes]
        if step is not None and ordered:
            place = ordered.index(self.marked) + step if self.marked in ordered else 0
            self.mark(ordered[max(0, min(place, len(ordered) - 1))])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.marked is not None:
            self.opened.emit(self.marked)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._told(found) if found is not None else "", self)
            return True
        return super().event(event)

    def _told(self, entry: Entry) -> str:
        swap = getattr(entry.of, "swap", None)
        if swap is None:
            return entry.words
        reported = self.tr("，已报备：{who}").format(who=swap.reported) if swap.reported else self.tr("，未报备")
        return f"{entry.words}\n" + self.tr("调班：{before} → {after}，{reason}{reported}").format(
            before=swap.before, after=swap.after, reason=swap.reason, reported=reported
        )

    def _at(self, spot: QPointF) -> Entry | None:
        return next((entry for box, entry in self.boxes if box.contains(spot)), None)

    def _day_at(self, spot: QPointF) -> date | None:
        if self.view is None:
            return None
        if self.of_month:
            row, column = int((spot.y() - _MONTH_HEAD) // self._day), int(spot.x() // (self.width() / 7))
            place = row * 7 + column
        else:
            place = int((spot.x() - GUTTER) // ((self.width() - GUTTER) / 7))
        return self.view.days.first + timedelta(days=place) if 0 <= place < self.view.days.count else None

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.of_month:
            self._paint_month(painter, self.view)
        else:
            self._paint_week(painter, self.view)
        painter.end()

    def _paint_week(self, painter: QPainter, view: CalendarView) -> None:
        column = (self.width() - GUTTER) / 7
        for place in range(7):
            day = view.days.first + timedelta(days=place)
            spot = QRectF(GUTTER + place * column, 0, column, self.height())
            if day == view.today:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("raised"))
                painter.drawRoundedRect(spot.adjusted(1, 0, -1, 0), 8, 8)
            self._paint_head(painter, view, day, QRectF(spot.left(), 2, column, HEAD - 6))
        for number, (post, top, height) in enumerate(section_tops(view, self.entries)):
            if number:
                painter.setPen(QPen(colour("line"), 1))
                painter.drawLine(QPointF(0, top - 6), QPointF(self.width(), top - 6))
            painter.setFont(font(12, bold=True))
            painter.setPen(colour("text_2"))
            spot = QRectF(0, top + 4, GUTTER - 3, height - 10)
            painter.drawText(spot, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, post)
        for box, entry in self.boxes:
            self._paint_box(painter, box, entry)

    def _paint_head(self, painter: QPainter, view: CalendarView, day: date, spot: QRectF) -> None:
        today = day == view.today
        named = view.named.get(day)
        painter.setFont(font(13, bold=today))
        painter.setPen(colour("accent_text" if today else "text_2"))
        words = self.tr("周{weekday} {day}").format(weekday=WEEKDAYS[day.weekday()], day=day.day)
        if today:
            words = self.tr("今天 {day}").format(day=day.day)
        upper = QRectF(spot.left(), spot.top(), spot.width(), spot.height() / 2 if named else spot.height())
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, words)
        if named is not None:
            painter.setFont(font(12))
            painter.setPen(colour("red_text" if named.off else "text_3"))
            told = named.name if named.off else self.tr("补班")
            lower = QRectF(spot.left(), spot.center().y(), spot.width(), spot.height() / 2)
            painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, told)

    def _paint_box(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        marked = self.marked == entry
        edge = colour("red_text" if entry.hole else "accent" if entry.now or (marked and self.hasFocus()) else "line")
        painter.setPen(QPen(edge, 2 if marked else 1))
        painter.setBrush(colour(_ground(entry)))
        inside = box.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inside, 6, 6)
        if entry.hole:
            hatch = colour("red_text")
            hatch.setAlpha(34)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(inside, 6, 6)
        elif entry.now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(QRectF(inside.left() + 1, inside.top() + 8, 3, inside.height() - 16), 1.5, 1.5)
        room = inside.adjusted(9, 3, -5, -3)
        half = room.height() / 2
        painter.setFont(font(12, bold=entry.hole, tabular=True))
        painter.setPen(colour("red_text" if entry.hole else "text_2" if entry.now else "text_3"))
        self._line(painter, QRectF(room.left(), room.top(), room.width(), half), entry.head)
        painter.setFont(font(13, bold=not (entry.hole or entry.past)))
        painter.setPen(colour("text_2" if entry.past else "text"))
        self._line(painter, QRectF(room.left(), room.top() + half, room.width(), half), entry.who)
        if entry.swapped:
            self._paint_swapped(painter, QRectF(box.right() - 17, box.top() - 4, 18, 16))

    def _paint_swapped(self, painter: QPainter, spot: QRectF) -> None:
        painter.save()
        painter.setBrush(colour("soft_amber"))
        painter.setPen(QPen(colour("amber_text"), 1))
        painter.drawRoundedRect(spot, 5, 5)
        painter.setFont(font(11))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, self.tr("调"))
        painter.restore()

    def _line(self, painter: QPainter, spot: QRectF, words: str) -> None:
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(spot.width()))
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def _paint_month(self, painter: QPainter, view: CalendarView) -> None:
        column = self.width() / 7
        painter.setFont(font(12))
        painter.setPen(colour("text_3"))
        for place, word in enumerate(WEEKDAYS):
            spot = QRectF(place * column, 0, column, _MONTH_HEAD - 4)
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, self.tr("周{weekday}").format(weekday=word))
        shown, high = self._of_month(), self._day
        for place in range(view.days.count):
            day = view.days.first + timedelta(days=place)
            spot = QRectF(place % 7 * column, _MONTH_HEAD + place // 7 * high, column, high)
            self._paint_day(painter, view, day, spot, [entry for entry in shown if entry.day == day])

    def _paint_day(self, painter: QPainter, view: CalendarView, day: date, spot: QRectF, own: list[Entry]) -> None:
        within = view.days.month is not None and day.month == view.days.month.month
        painter.setPen(QPen(colour("accent" if day == view.today else "line"), 1))
        painter.setBrush(colour("surface" if within else "ground"))
        painter.drawRoundedRect(spot.adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
        room = spot.adjusted(8, 4, -6, -3)
        named = view.named.get(day)
        painter.setFont(font(12, bold=day == view.today))
        painter.setPen(colour("accent_text" if day == view.today else "text_2" if within else "text_3"))
        painter.drawText(QRectF(room.left(), room.top(), 24, 16), Qt.AlignmentFlag.AlignVCenter, str(day.day))
        if named is not None:
            painter.setFont(font(11))
            painter.setPen(colour("red_text" if named.off else "text_3"))
            told = named.name if named.off else self.tr("补班")
            self._line(painter, QRectF(room.left() + 24, room.top(), room.width() - 24, 16), told)
        holes = [entry for entry in own if entry.hole]
        lines = [entry for entry in own if not entry.hole][: self._lines - (1 if holes else 0)]
        top = room.top() + 18
        for entry in lines:
            painter.setFont(font(12, bold=entry.now))
            painter.setPen(colour("accent_text" if entry.now else "text" if within and not entry.past else "text_3"))
            self._line(
                painter, QRectF(room.left(), top, room.width(), _LINE), f"{entry.head.split(' ')[0]} {entry.who}"
            )
            top += _LINE
        if holes:
            painter.setFont(font(12, bold=True))
            painter.setPen(colour("red_text"))
            words = self.tr("空缺 {n} 处").format(n=len(holes))
            self._line(painter, QRectF(room.left(), top, room.width(), _LINE), words)


def _same(one: Entry, other: Entry) -> bool:
    return (one.post, one.of.start) == (other.post, other.of.start)


def _ground(entry: Entry) -> str:
    if entry.hole:
        return "soft_red"
    return "soft_accent" if entry.now else "ground" if entry.past else "surface"
