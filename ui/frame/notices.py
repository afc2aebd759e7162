"""Messages of the ladder to this desk: a band that stays until its matter was looked at, answered, or the band closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from opinion_desk.domain.errors import DeskError

from ..parts.bars import Bar
from ..seat import Seat

if TYPE_CHECKING:
    from opinion_desk.services.notices import Notice


class Notices(QObject):
    """Shows the newest unread message in a band of its own; reading one reads all of its matter."""

    incident_requested = Signal(int)
    came = Signal(str)  # a message that was not told before
    failed = Signal(object)

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self.bar = Bar()
        self.bar.closed.connect(self._put_away)
        self._unread: tuple[Notice, ...] = ()
        self._away: set[int] = set()  # closed here; they come back with the next start until they are read
        self._told: set[int] = set()
        self._words = ""

    def show_unread(self, unread: tuple[Notice, ...]) -> None:
        """What waits now, newest first; a message that was read or answered elsewhere goes."""
        self._unread = unread
        waiting = [notice for notice in unread if notice.id not in self._away]
        if not waiting:
            self.bar.hide()
            self._words = ""
            return
        words = self._told_of(waiting)
        if words != self._words:
            self._words = words
            self.bar.notice(words, self.tr("查看"), lambda: self._read(waiting[0]))
        fresh = [notice for notice in waiting if notice.id not in self._told]
        self._told |= {notice.id for notice in fresh}
        if fresh:
            self.came.emit(fresh[0].subject)

    def _told_of(self, waiting: list[Notice]) -> str:
        newest = waiting[0]
        others = len({notice.incident_id for notice in waiting} - {newest.incident_id})
        words = f"{self._seat.short(newest.at)}  {newest.subject}"
        return words + (self.tr("（另有 {n} 件有消息）").format(n=others) if others else "")

    def _read(self, chosen: Notice) -> None:
        """查看 marks what was said of that matter as read, and leads there."""
        about, notices = chosen.incident_id, self._seat.desk.notices
        of_matter = {notice.id for notice in self._unread if about is not None and notice.incident_id == about}
        ids = of_matter | {chosen.id}
        self._words = ""

        def mark() -> tuple[Notice, ...]:
            for id in ids:
                notices.read(id)
            return notices.unread()

        self._seat.work.run(self, mark, self.show_unread, self._not_read)  # no key: every mark is made
        if about is not None:
            self.incident_requested.emit(about)

    def _not_read(self, error: DeskError) -> None:
        self.failed.emit(error)

    def _put_away(self) -> None:
        self._away |= {notice.id for notice in self._unread}
        self._words = ""
