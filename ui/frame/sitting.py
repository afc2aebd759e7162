"""Who sits here: where the desk lists colleagues, one picks one's name at the right end of the strip, and every act bears it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from opinion_desk.domain.roles import Colleague, role_words

from ..icons import icon
from ..parts.bars import Bar
from ..seat import Seat

_LONGEST = 6  # characters of a name in the strip


class Sitting(QObject):
    """Keeps the button in the strip; a name that the list does not have is asked for in a bar until one is picked."""

    picked = Signal()
    list_requested = Signal()
    failed = Signal(object)

    def __init__(self, seat: Seat, button: QPushButton, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._button = seat, button
        self.bar = Bar()
        self.bar.closed.connect(self._put_away)
        self._away: object = (
            None  # what was asked when the bar was closed; it asks again where something else is to be asked
        )
        self.staff: tuple[Colleague, ...] = ()
        self.menu: QMenu | None = None
        button.setIcon(icon("caret-down", "text_3"))
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.clicked.connect(self.open_menu)

    @property
    def known(self) -> bool:
        """Whether the list has whoever sits here, by name or by post."""
        person = self._seat.desk.settings.person
        return any(person in (one.name, one.post) for one in self.staff if person)

    def refresh(self) -> None:
        """Read the list again."""
        self._seat.work.run(self, self._seat.desk.staff.list, self._show, self.failed.emit, key="staff")

    def open_menu(self) -> None:
        """The names, the one that sits here ticked, and the way to the list."""
        self.menu = self._menu()
        place = self._button.mapToGlobal(QPoint(0, self._button.height() + 4))
        self.menu.popup(place)

    def pick(self, name: str) -> None:
        """From now on acts bear this name."""
        desk = self._seat.desk
        chosen = replace(desk.settings, person=name)
        self._seat.work.run(self, lambda: desk.save(chosen), lambda _done: self._picked(), self.failed.emit)

    def _menu(self) -> QMenu:
        made = QMenu(self._button)
        group = QActionGroup(made)
        for one in self.staff:
            action = QAction(" · ".join(filter(None, (one.name, one.post, role_words(one.roles)))), made)
            action.setCheckable(True)
            action.setChecked(one.name == self._seat.desk.settings.person)
            action.triggered.connect(lambda _on=False, name=one.name: self.pick(name))
            group.addAction(action)
            made.addAction(action)
        made.addSeparator()
        made.addAction(self.tr("人员名单…")).triggered.connect(lambda _on=False: self.list_requested.emit())
        made.aboutToHide.connect(made.deleteLater)
        return made

    def _show(self, staff: tuple[Colleague, ...]) -> None:
        self.staff = staff
        self._button.setVisible(bool(staff))
        person = self._seat.desk.settings.person
        words = person if self.known else self.tr("选姓名")
        self._button.setText(f"{words[:_LONGEST]}… " if len(words) > _LONGEST else f"{words} ")
        told = self.tr("这里坐着的是{name}，经过里署这个名；按此换人").format(name=words)
        self._button.setToolTip(told)
        self._button.setAccessibleName(told)
        if not staff or self.known:
            self.bar.hide()
            return
        asked = self.tr("人员名单里没有“{name}”；请选您的姓名，否则登记不了任何一步。").format(name=person)
        unnamed = self.tr("请选您的姓名，每一步都要署名。")
        if self._away == (person, staff):
            return
        self.bar.notice(asked if person else unnamed, self.tr("选姓名"), self._ask)

    def _put_away(self) -> None:
        self._away = (self._seat.desk.settings.person, self.staff)

    def _ask(self) -> None:
        self.bar.show()  # it stays until a name is picked
        self.open_menu()

    def _picked(self) -> None:
        self._show(self.staff)
        self.picked.emit()
