"""设置: 本地, who issues and who sits here, the theme, the data folder, and what doctor finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.errors import DeskError
from opinion_desk.settings import Settings
from opinion_desk.settings import Theme as ThemeSetting

from ..frame.page import Page
from ..icons import icon
from ..parts.buttons import button
from ..parts.cards import Card, column, empty_layout, holder, row, scrolled
from ..parts.labels import label
from ..parts.mark import Mark
from ..parts.sheet import field
from ..seat import Seat
from ..theme import THEME, Mode
from .backup_card import BackupCard
from .channels import ChannelsCard

if TYPE_CHECKING:
    from opinion_desk.services.doctor import Finding

_WIDEST: Final = 860
_BETWEEN: Final = re.compile(r"[、,，;；]")


class SettingsPage(Page):
    """What can be set in this version; the rest is named with where it stands meanwhile."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.place, self.own_places, self.issuer, self.person = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.themes: dict[Mode, QPushButton] = {}
        self.backups = BackupCard(seat)
        self.backups.end_requested.connect(self.end_requested)
        self._save = button(self.tr("保存"), self.save, "primary")
        self.sound = QCheckBox(self.tr("时限声音：超时、收到提级呼叫时响一声，超时而无人应答时每分钟再响"))
        self.sound.clicked.connect(self._sound_chosen)
        self.channels = ChannelsCard(seat, self)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(8)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        inside.setLayout(
            column(
                label(self.tr("设置"), "title"), self.bar, self._desk_card(), self.channels, self._looks_card(),
                self._folder_card(), self.backups, self._running_card(), self._doctor_card(), self._later_card(), None,
                gap=14,
            )
        )  # fmt: skip
        across = row(inside, gap=0)
        across.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        across.setContentsMargins(24, 20, 24, 20)
        self.setLayout(column(scrolled(holder(across)), gap=0))
        for line in self._fields:
            line.textEdited.connect(lambda _text: self._show_savable())
            line.returnPressed.connect(self.save)

    @property
    def _fields(self) -> tuple[QLineEdit, ...]:
        return (self.place, self.own_places, self.issuer, self.person)

    def shown(self) -> None:
        self._show_settings(self.seat.desk.settings)
        self.channels.shown()
        self.backups.read()
        doctor = self.seat.desk.doctor
        self.seat.work.run(
            self, doctor, self._show_findings, lambda error: self.bar.fail(error, self.shown), key="doctor"
        )

    def changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(Touched.SETTINGS, Touched.OUTBOX):
            self.channels.shown()

    def save(self) -> None:
        """Keep what stands in the fields; a refusal stands beside them."""
        desk = self.seat.desk
        place, issuer, person = (line.text().strip() for line in (self.place, self.issuer, self.person))
        places, before = _places_of(self.own_places.text()), desk.settings

        def keep() -> Settings:
            after = replace(before, jurisdiction=place or None, own_places=places, issuer=issuer, person=person)
            desk.save(after)
            return after

        self.seat.work.run(self, keep, lambda after: self._saved(before, after), self._not_saved)

    # --- cards

    def _desk_card(self) -> Card:
        card = Card(self.tr("本台"))
        self.place.setPlaceholderText(self.tr("例如 云川市"))
        self.own_places.setPlaceholderText(self.tr("例如 东湖街道、云川经济开发区、东湖路=东湖街道"))
        self.issuer.setPlaceholderText(self.tr("例如 中共云川市委宣传部"))
        self.person.setPlaceholderText(self.tr("例如 夜班值班员"))
        card.body.addLayout(
            field(
                self.tr("本地"),
                self.place,
                self.tr("涉及地与责任单位按它来认；更改后，新采集的信息按新的本地研判，需重新启动。"),
            )
        )
        hint = self.tr(
            "名录里没有的街道、园区、景区、道路，用顿号隔开；道路可写明归谁，如 东湖路=东湖街道。改了即时起作用。"
        )
        card.body.addLayout(field(self.tr("本地的地名"), self.own_places, hint))
        card.body.addLayout(field(self.tr("印发单位"), self.issuer, self.tr("印在简报的报头下。")))
        card.body.addLayout(field(self.tr("值守人"), self.person, self.tr("岗位或姓名，记入每一条经过。")))
        card.body.addLayout(row(None, self._save))
        return card

    def _looks_card(self) -> Card:
        card = Card(self.tr("外观"))
        group = QButtonGroup(self)
        line = row(gap=8)
        for mode, words, glyph in (
            (Mode.SYSTEM, self.tr("跟随系统"), "monitor"),
            (Mode.LIGHT, self.tr("浅色"), "sun"),
            (Mode.DARK, self.tr("深色"), "moon"),
        ):
            made = QPushButton(f" {words}")
            made.setIcon(icon(glyph))
            made.setCheckable(True)
            made.setChecked(THEME.mode is mode)
            made.clicked.connect(self._wearer(mode))
            group.addButton(made)
            self.themes[mode] = made
            line.addWidget(made)
        line.addStretch(1)
        card.body.addLayout(line)
        card.body.addWidget(self.sound)
        return card

    def _folder_card(self) -> Card:
        card = Card(self.tr("数据目录"))
        folder = self.seat.desk.home.folder
        path = label(str(folder), "second", wrap=True, selectable=True)
        open_it = button(
            self.tr("打开"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))), "", "folder-open"
        )
        line = row(gap=12)
        line.addWidget(path, 1)
        line.addWidget(open_it)
        card.body.addLayout(line)
        card.body.addWidget(label(self.tr("数据库、设置、日志与存证都在这里。"), "meta", wrap=True))
        return card

    def _running_card(self) -> Card:
        card = Card(self.tr("后台运行"))
        words = self.tr(
            "关闭窗口后，采集和时限照常进行；要停下来，请退出程序（Ctrl+Q）。退出期间的时限在下次打开时补记。"
        )
        line = row(gap=12)
        line.addWidget(label(words, "second", wrap=True), 1)
        line.addWidget(button(self.tr("退出程序"), self.quit_requested.emit, "danger"))
        card.body.addLayout(line)
        return card

    def _doctor_card(self) -> Card:
        card = Card(self.tr("运行环境"))
        card.note.setText(self.seat.desk.version_line)
        card.body.addLayout(self._findings)
        return card

    def _later_card(self) -> Card:
        card = Card(self.tr("这一版尚不能在此设置的"))
        words = self.tr("时限规则、提级层级与词表随程序提供，见 data 目录。单位名录、领域与学习在“单位”页。")
        card.body.addWidget(label(words, "second", wrap=True))
        return card

    # --- what came home

    def _show_settings(self, settings: Settings) -> None:
        for line, words in (
            (self.place, settings.jurisdiction),
            (self.own_places, "、".join(settings.own_places)),
            (self.issuer, settings.issuer),
            (self.person, settings.person),
        ):
            if not line.isModified():
                line.setText(words or "")
        self.sound.setChecked(settings.sound)
        self._show_savable()

    def _show_savable(self) -> None:
        settings = self.seat.desk.settings
        now = tuple(line.text().strip() for line in (self.place, self.issuer, self.person))
        same = now == (settings.jurisdiction or "", settings.issuer, settings.person)
        self._save.setEnabled(not same or _places_of(self.own_places.text()) != settings.own_places)

    def _saved(self, before: Settings, after: Settings) -> None:
        for line in self._fields:
            line.setModified(False)
        self._show_savable()
        self.settings_changed.emit()
        moved = before.jurisdiction != after.jurisdiction
        self.bar.tell(self.tr("已保存；“本地”改了，请重新启动程序。") if moved else self.tr("已保存。"))

    def _not_saved(self, error: DeskError) -> None:
        self.bar.fail(error, self.save)

    def _sound_chosen(self, on: bool) -> None:
        desk = self.seat.desk
        self.seat.work.run(
            self, lambda: desk.save(replace(desk.settings, sound=on)), lambda _done: None, self._not_saved
        )

    def _wearer(self, mode: Mode) -> Callable[..., None]:
        def wear(*_: object) -> None:
            THEME.wear(mode)
            desk = self.seat.desk
            chosen = replace(desk.settings, theme=ThemeSetting(mode.value))
            self.seat.work.run(self, lambda: desk.save(chosen), lambda _done: None, self._not_saved)

        return wear

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        empty_layout(self._findings)
        for finding in sorted(findings, key=lambda finding: finding.ok):
            glyph, token = ("check-circle", "good") if finding.ok else ("warning", "amber_text")
            lines = column(label(finding.sentence, "second", wrap=True, selectable=True), gap=2)
            if finding.remedy:
                lines.addWidget(label(finding.remedy, "meta", wrap=True, selectable=True))
            line = row(gap=10)
            line.addWidget(Mark(glyph, token), 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(lines, 1)
            self._findings.addLayout(line)
        if not findings:
            self._findings.addWidget(label(self.tr("没有需要注意的事项。"), "second"))


def _places_of(typed: str) -> tuple[str, ...]:
    """The names between commas, each once."""
    return tuple(dict.fromkeys(filter(None, (name.strip() for name in _BETWEEN.split(typed)))))
