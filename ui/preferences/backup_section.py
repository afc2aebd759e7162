"""备份与恢复: the whole desk in one file, and the way back."""

from __future__ import annotations

from opinion_desk.domain.changes import Changes

from ..seat import Seat
from .backup_card import BackupCard
from .section import Section


class BackupSection(Section):
    """When the last backup was made, making one, and going back to one."""

    def __init__(self, seat: Seat) -> None:
        words = self.tr(
            "备份是一个文件，含数据库、存证、学到的模型和设置，不含密码。恢复前先核对，原有的数据另存，不会丢。"
        )
        super().__init__(seat, self.tr("备份与恢复"), words)
        self.card = BackupCard(seat)
        self.card.end_requested.connect(self.end_requested)
        self.body.addWidget(self.card)

    def shown(self) -> None:
        self.card.read()

    def changed(self, changes: Changes) -> None:
        """A backup is made here or by a command; either is asked for when this comes to the front."""
