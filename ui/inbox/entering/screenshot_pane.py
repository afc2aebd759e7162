"""录入 by a screenshot: chosen, pasted or dropped, and author names and heads covered before it is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from opinion_desk.domain.entering import Cover

from ...parts.buttons import KeyButton, button
from ...parts.cards import column, holder, row
from ...parts.empty import Empty
from ...parts.files import ask_file
from ...parts.labels import label, retone
from ...parts.tick import Tick
from .canvas import PictureArea, zoom_buttons
from .counts import Missing
from .cover_canvas import CoverCanvas
from .picture import as_bytes, holds_picture, read_file, read_mime


class ScreenshotPane(QWidget):
    """`changed` when there is another picture, or its covers are others."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAcceptDrops(True)
        self.canvas = CoverCanvas()
        self.canvas.setAccessibleName(self.tr("截图和遮盖"))
        self.area = PictureArea(self.canvas)
        self.choose_button = button(self.tr("选择文件…"), self._choose, "primary", "folder-open")
        self.nothing_to_cover = Tick(self.tr("本图没有需要遮盖的姓名、头像"))
        self.told = label("", "strong")
        self.problem = label("", tone="red", wrap=True)
        self.problem.hide()
        self._place = QStackedWidget()
        self._lay_out()
        self.canvas.changed.connect(self._covers_changed)
        self.canvas.add_wanted.connect(self.add_cover)

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self.canvas if self.has_picture else self.choose_button

    @property
    def has_picture(self) -> bool:
        """Whether there is one."""
        return not self.canvas.image.isNull()

    @property
    def covers(self) -> tuple[Cover, ...]:
        """In pixels of the picture."""
        return tuple(self.canvas.covers.all)

    def data(self) -> bytes:
        """The picture without its covers, in the pixels they are counted in."""
        return as_bytes(self.canvas.image)

    def missing(self) -> Missing:
        """The sentence that says what is missing, and where; None when all is there."""
        if not self.has_picture:
            return self.tr("没有截图；请选择文件，或按 Ctrl+V 粘贴、把图片拖进来。"), self.choose_button
        if not self.covers and not self.nothing_to_cover.isChecked():
            words = self.tr("请先遮住发布者的姓名、昵称和头像；确实没有的，勾选“本图没有需要遮盖的姓名、头像”。")
            return words, self.canvas
        return None

    def paste(self) -> None:
        """The picture on the clipboard."""
        self.take(read_mime(QGuiApplication.clipboard().mimeData()), self.tr("剪贴板里没有图片；请先截图或复制图片。"))

    def take(self, image: QImage | None, problem: str = "") -> None:
        """Another picture, or the sentence why there is none; the one before stays then."""
        self.problem.setVisible(image is None)
        if image is None:
            words = self.tr("这个文件打不开；请用 20 MB 以内的 PNG、JPEG 或 WebP 图片。")
            self.problem.setText(problem or words)
            return
        self._place.setCurrentIndex(1)
        self.area.show_image(image)
        self.nothing_to_cover.setChecked(False)
        self.canvas.setFocus()

    def add_cover(self) -> None:
        """One more, in the middle of what is seen."""
        self.canvas.add_at(self.area.middle())
        self.canvas.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(read_mime(event.mimeData()))

    def _lay_out(self) -> None:
        empty = Empty(
            "upload-simple",
            self.tr("把截图放进来"),
            self.tr("把图片拖到这里，或按 Ctrl+V 粘贴，或选择文件。放进来后先遮住发布者的姓名、昵称和头像。"),
            self.choose_button,
            button(self.tr("粘贴图片"), self.paste, hint="Ctrl+V"),
        )
        add = KeyButton(self.tr("加一块遮盖"), "A")
        add.clicked.connect(self.add_cover)
        self.remove_button = button(self.tr("删除"), self.canvas.remove, "quiet", "trash", hint="Delete")
        other = button(self.tr("换一张…"), self._choose, "quiet")
        tools = row(add, self.remove_button, self.told, None, zoom_buttons(self.area), other, gap=4)
        keys = self.tr(
            "鼠标：拖出一块，拖动移动，拖角改大小。键盘：方向键移动，Shift+方向键改大小，Ctrl 逐点，空格换一块。"
        )
        kept = self.tr("只保存遮盖后的图，被遮住的部分不留存。")
        with_picture = column(tools, gap=6)
        with_picture.addWidget(self.area, 1)
        with_picture.addWidget(label(keys, "meta", wrap=True))
        with_picture.addLayout(row(self.nothing_to_cover, None))
        with_picture.addWidget(label(kept, "second", wrap=True))
        self._place.addWidget(empty)
        self._place.addWidget(holder(with_picture))
        self.setLayout(column(self._place, self.problem, gap=6))

    def _covers_changed(self) -> None:
        count = len(self.covers)
        self.told.setText(self.tr("已遮 {n} 处").format(n=count) if count else self.tr("还没有遮盖"))
        retone(self.told, "good" if count else "amber")
        self.remove_button.setEnabled(self.canvas.covers.chosen is not None)
        self.nothing_to_cover.setEnabled(not count)
        if count:
            self.nothing_to_cover.setChecked(False)
        chosen = self.canvas.covers.chosen
        if chosen is not None:
            around = self.canvas.on_screen(chosen.left, chosen.top, chosen.width, chosen.height).center().toPoint()
            self.area.ensureVisible(around.x(), around.y(), 60, 40)
        self.changed.emit()

    def _choose(self) -> None:
        path = ask_file(self, self.tr("选择截图"), self.tr("图片 (*.png *.jpg *.jpeg *.webp)"))
        if path is not None:
            self.take(read_file(path))
