"""本地与单位: what this desk answers for, under which name it writes, and who sits here where no list of colleagues is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QLineEdit

from opinion_desk.domain.errors import DeskError
from opinion_desk.settings import Settings

from ..parts.buttons import button
from ..parts.cards import Card, row
from ..parts.sheet import field
from ..seat import Seat
from .section import Section

if TYPE_CHECKING:
    from opinion_desk.domain.roles import Colleague

_BETWEEN: Final = re.compile(r"[、,，;；]")


class DeskSection(Section):
    """Kept together with one press; a refusal stands above the fields and nothing is changed."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, self.tr("本地与单位"))
        self.place, self.own_places, self.issuer = QLineEdit(), QLineEdit(), QLineEdit()
        self.code, self.person, self.rsshub = QLineEdit(), QLineEdit(), QLineEdit()
        self.save_button = button(self.tr("保存"), self.save, "primary")
        self.body.addWidget(self._desk_card())
        self.body.addWidget(self._paper_card())
        self.body.addWidget(self._rsshub_card())
        self.body.addLayout(row(None, self.save_button))
        for line in self._fields:
            line.textEdited.connect(lambda _text: self.show_savable())
            line.returnPressed.connect(self.save)

    @property
    def _fields(self) -> tuple[QLineEdit, ...]:
        return (self.place, self.own_places, self.issuer, self.code, self.person, self.rsshub)

    def shown(self) -> None:
        self._show_settings(self.seat.desk.settings)
        self.seat.work.run(self, self.seat.desk.staff.list, self._show_staff, self.bar.fail, key="staff")

    def save(self) -> None:
        """Keep what stands in the fields."""
        desk, before = self.seat.desk, self.seat.desk.settings
        after = self._typed(before)

        def keep() -> Settings:
            made = replace(before, **after)  # Settings refuses what cannot be used
            desk.save(made)
            return made

        self.seat.work.run(self, keep, lambda kept: self._saved(before, kept), self._not_saved)

    def show_savable(self) -> None:
        """Only where something differs from what is kept."""
        settings = self.seat.desk.settings
        self.save_button.setEnabled(
            any(getattr(settings, name) != told for name, told in self._typed(settings).items())
        )

    # --- cards

    def _desk_card(self) -> Card:
        card = Card(self.tr("本地"))
        self.place.setPlaceholderText(self.tr("例如 云川市"))
        self.own_places.setPlaceholderText(self.tr("例如 东湖街道、云川经济开发区、东湖路=东湖街道"))
        self.person.setPlaceholderText(self.tr("例如 夜班值班员"))
        hint = self.tr("涉及地与责任单位按它来认；更改后，新采集的信息按新的本地研判，需重新启动。")
        card.body.addLayout(field(self.tr("本地"), self.place, hint))
        hint = self.tr(
            "名录里没有的街道、园区、景区、道路，用顿号隔开；道路可写明归谁，如 东湖路=东湖街道。改了即时起作用。"
        )
        card.body.addLayout(field(self.tr("本地的地名"), self.own_places, hint))
        hint = self.tr("岗位或姓名，记入每一条经过。登记了“人员与角色”的，在窗口右上角选自己的姓名。")
        card.body.addLayout(field(self.tr("值守人"), self.person, hint))
        return card

    def _paper_card(self) -> Card:
        card = Card(self.tr("单位"))
        self.issuer.setPlaceholderText(self.tr("例如 中共云川市委宣传部"))
        self.code.setPlaceholderText(self.tr("例如 云宣舆"))
        card.body.addLayout(field(self.tr("印发单位"), self.issuer, self.tr("印在简报的报头下。")))
        card.body.addLayout(field(self.tr("发文代字"), self.code, self.tr("用在文件编号里，如 云宣舆〔2026〕3号。")))
        return card

    def _rsshub_card(self) -> Card:
        card = Card(self.tr("RSSHub 实例"))
        self.rsshub.setPlaceholderText("https://rsshub.app")
        hint = self.tr(
            "rsshub:// 开头的来源由它代为读取；可写多个，用空格隔开，按次序试。最好用本单位自建的。采集重新启动后起作用。"
        )
        card.body.addLayout(field(self.tr("实例网址"), self.rsshub, hint))
        return card

    # --- what came home

    def _typed(self, settings: Settings) -> dict[str, Any]:
        place, issuer, code, person = (
            line.text().strip() for line in (self.place, self.issuer, self.code, self.person)
        )
        typed: dict[str, Any] = {
            "jurisdiction": place or None, "own_places": _places_of(self.own_places.text()), "issuer": issuer, "code": code,
            "rsshub": tuple(self.rsshub.text().replace("、", " ").replace("，", " ").replace(",", " ").split()),
        }  # fmt: skip
        return typed if self.person.isReadOnly() else {**typed, "person": person}

    def _show_settings(self, settings: Settings) -> None:
        for line, words in (
            (self.place, settings.jurisdiction),
            (self.own_places, "、".join(settings.own_places)),
            (self.issuer, settings.issuer),
            (self.code, settings.code),
            (self.person, settings.person),
            (self.rsshub, " ".join(settings.rsshub)),
        ):
            if not line.isModified():
                line.setText(words or "")
        self.show_savable()

    def _show_staff(self, staff: tuple[Colleague, ...]) -> None:
        """Where names are picked from a list, this one is only shown."""
        self.person.setReadOnly(bool(staff))
        self.show_savable()

    def _saved(self, before: Settings, after: Settings) -> None:
        for line in self._fields:
            line.setModified(False)
        self._show_settings(after)
        self.settings_changed.emit()
        moved = before.jurisdiction != after.jurisdiction
        self.bar.tell(self.tr("已保存；“本地”改了，请重新启动程序。") if moved else self.tr("已保存。"))

    def _not_saved(self, error: DeskError) -> None:
        self.bar.fail(error, self.save)


def _places_of(typed: str) -> tuple[str, ...]:
    """The names between commas, each once."""
    return tuple(dict.fromkeys(filter(None, (name.strip() for name in _BETWEEN.split(typed)))))
