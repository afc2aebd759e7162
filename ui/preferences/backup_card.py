"""备份: when the last one was made, making one, and going back to one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QProcess, QTimer, Signal

from opinion_desk.domain.errors import DeskError
from opinion_desk.settings import CHECKOUT

from ..parts.buttons import button
from ..parts.cards import Card, row
from ..parts.files import ask_file, ask_target
from ..parts.labels import label, retone
from ..parts.sheet import Ask
from ..seat import Seat
from ..words import sentence_of

if TYPE_CHECKING:
    from opinion_desk.services.backup_file import Backup

_LOOK_MS: Final = 100
_DAYS: Final = 7  # after which the date of the last backup is no longer quiet
_MB: Final = 1 << 20


class BackupCard(Card):
    """`end_requested` when a restore was confirmed: another process waits for this window to go, restores, and opens the next one."""

    end_requested = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__(self.tr("备份"))
        self._seat = seat
        self._step: tuple[str, int, int | None] = ("", 0, None)
        self._doing = ""
        self.last = label("", "second", wrap=True)
        self.told = label("", "meta", wrap=True)
        self.make = button(self.tr("备份…"), self.ask_where, "", "archive")
        self.back = button(self.tr("恢复…"), self.ask_which, "", "arrow-clockwise")
        line = row(gap=12)
        line.addWidget(self.last, 1)
        line.addWidget(self.make)
        line.addWidget(self.back)
        self.body.addLayout(line)
        self.body.addWidget(self.told)
        self._quiet()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._watch)

    def read(self) -> None:
        """Ask when the last backup was made."""
        self._seat.work.run(self, self._seat.desk.backups.last, self._show_last, self._failed, key="last-backup")

    # --- making one

    def ask_where(self) -> None:
        """A file to write to, named by the day."""
        name = f"舆情工作台备份-{self._seat.now().astimezone(self._seat.desk.zone):%Y%m%d-%H%M}.zip"
        out = ask_target(self, self.tr("备份到"), name, self.tr("备份 (*.zip)"))
        if out is not None:
            self.back_up(out)

    def back_up(self, out: Path) -> None:
        """Write the backup while work goes on."""
        backups = self._seat.desk.backups
        self._begin(self.tr("正在备份"))
        self._seat.work.run(self, lambda: backups.back_up(out, self._went_on), self._made, self._failed)

    def _made(self, made: Backup) -> None:
        self._end()
        words = self.tr("已备份到 {path}（{size} MB），核对无误，可以恢复。密码和机器人地址不在其中。")
        self._say(words.format(path=made.path, size=f"{max(made.path.stat().st_size / _MB, 0.1):.1f}"), "good")
        self.read()

    # --- going back to one

    def ask_which(self) -> None:
        """A file that exists."""
        path = ask_file(self, self.tr("从备份恢复"), self.tr("备份 (*.zip)"))
        if path is not None:
            self.look_into(path)

    def look_into(self, path: Path) -> None:
        """Prove the backup before anything is asked."""
        backups = self._seat.desk.backups
        self._begin(self.tr("正在核对备份"))
        self._seat.work.run(self, lambda: backups.look_into(path, self._went_on), self._ask, self._failed)

    def _ask(self, found: Backup) -> None:
        self._end()
        self._quiet()
        words = self.tr(
            "备份于 {made}，有舆情件 {incidents} 件、信息 {items} 条、存证和模型文件 {files} 个，核对无误。\n\n"
            "恢复时程序会退出，完成后自动重新打开。备份之后立的件、记的经过不在其中；现有的数据另存在数据目录的 replaced 文件夹，不会丢失。"
        ).format(made=self._local(found), incidents=found.incidents, items=found.items, files=found.files)
        Ask(
            self, self.tr("恢复到这份备份？"), words, self.tr("退出并恢复"), lambda: self.restore(found.path)
        ).open_sheet()

    def restore(self, path: Path) -> None:
        """Start who restores, and ask the window to go."""
        command = self._seat.desk.backups.restore_command(path)
        started, _process = QProcess.startDetached(command[0], command[1:], str(CHECKOUT))
        if started:
            self.end_requested.emit()
        else:
            self._say(self.tr("恢复进程启动不了，没有改动任何数据；请稍后再试。"), "red")

    # --- what is shown

    def _show_last(self, last: datetime | None) -> None:
        if last is None:
            self.last.setText(self.tr("这个数据目录还没有备份过。"))
            retone(self.last, "amber")
            return
        days = (self._seat.now() - last).days
        old = self.tr("，已有 {n} 天").format(n=days) if days >= _DAYS else ""
        self.last.setText(self.tr("上次备份：{when}{old}").format(when=self._seat.told(last), old=old))
        retone(self.last, "amber" if old else "")

    def _local(self, found: Backup) -> str:
        return f"{found.made.astimezone(self._seat.desk.zone):%Y-%m-%d %H:%M}"

    def _went_on(self, what: str, done: int, of: int | None) -> None:
        self._step = (what, done, of)  # read by the timer: this runs in a thread of the pool

    def _begin(self, words: str) -> None:
        self._doing, self._step = words, ("", 0, None)
        self.make.setEnabled(False)
        self.back.setEnabled(False)
        self._say(f"{words}…", "")
        self._look.start()

    def _watch(self) -> None:
        what, done, of = self._step
        steps = {
            "copy": self.tr("复制数据库"),
            "verify": self.tr("核对"),
            "write": self.tr("写文件"),
            "unpack": self.tr("解开"),
        }
        share = f" {done * 100 // of}%" if of else ""
        self._say(f"{self._doing}：{steps.get(what, '')}{share}…" if what else f"{self._doing}…", "")

    def _end(self) -> None:
        self._look.stop()
        self.make.setEnabled(True)
        self.back.setEnabled(True)

    def _failed(self, error: DeskError) -> None:
        self._end()
        self._say(sentence_of(error), "red")

    def _quiet(self) -> None:
        hint = self.tr(
            "备份是一个文件：数据库、存证、学到的模型和设置。备份时采集和时限照常；请存到别的磁盘，并定期试一次恢复。"
        )
        self._say(hint, "")

    def _say(self, words: str, tone: str) -> None:
        self.told.setText(words)
        retone(self.told, tone)
