"""我们每天能看多少: the share of items that a person looks at; what lies below is taken as read."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSlider

from opinion_desk.domain.errors import DeskError

from ..parts.cards import Card, row
from ..parts.labels import label
from ..parts.tick import Tick
from ..seat import Seat
from ..words import sentence_of

_STEP: Final = 5  # %
_USUAL: Final = 30  # %, where the slider stands before anybody chose
_SETTLE_MS: Final = 500


class ShareCard(Card):
    """Kept as it is moved; `kept` tells that the settings are others now."""

    kept = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__(self.tr("我们每天能看多少"))
        self.seat = seat
        self.chosen = Tick(self.tr("按我们看得过来的数量定"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(_STEP, 95)
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(2 * _STEP)
        self.slider.setAccessibleName(self.tr("请人看一眼的比例"))
        self._share = label("", "strong")
        self._share.setFixedWidth(44)
        self._words = label("", "second", wrap=True)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self.body.addWidget(self.chosen)
        self.body.addLayout(row(self.slider, self._share, gap=12))
        self.body.addWidget(self._words)
        self.body.addWidget(self._error)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.save)
        self.show_settings()
        self.chosen.toggled.connect(lambda _on: self._moved())
        self.slider.valueChanged.connect(lambda _value: self._moved())

    @property
    def share(self) -> float | None:
        """What is chosen, of 1; None leaves it to the program."""
        return round(self.slider.value() / 100, 2) if self.chosen.isChecked() else None

    def show_settings(self) -> None:
        """As the settings have it."""
        kept = self.seat.desk.settings.review_share
        for control in (self.chosen, self.slider):
            control.blockSignals(True)
        self.chosen.setChecked(kept is not None)
        self.slider.setValue(round(kept * 100) if kept is not None else _USUAL)
        for control in (self.chosen, self.slider):
            control.blockSignals(False)
        self._tell()

    def save(self) -> None:
        """Keep what is chosen now; a refusal stands below."""
        self._settle.stop()
        desk, share = self.seat.desk, self.share
        if share == desk.settings.review_share:
            return
        self._error.hide()
        after = replace(desk.settings, review_share=share)
        self.seat.work.run(self, lambda: desk.save(after), lambda _done: self.kept.emit(), self._refused)

    def _moved(self) -> None:
        self._tell()
        self._settle.start()

    def _tell(self) -> None:
        on = self.chosen.isChecked()
        self.slider.setEnabled(on)
        self._share.setEnabled(on)
        self._share.setText(f"{self.slider.value()}%" if on else "—")
        if on:
            words = self.tr(
                "每 100 条里，把握最小的约 {n} 条标“存疑”，请人看一眼；其余照研判结果办。按近来的信息折算，即改即用。"
            )
            self._words.setText(words.format(n=self.slider.value()))
        else:
            self._words.setText(self.tr("现在按程序自带的界限：把握不够的标“存疑”，请人看一眼，数量随信息而变。"))

    def _refused(self, error: DeskError) -> None:
        self._error.setText(sentence_of(error))
        self._error.show()
        self.show_settings()
