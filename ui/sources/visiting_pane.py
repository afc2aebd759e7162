"""高级: how a source is visited: through which proxy, with which further request headers; shut until it is wanted or set."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from opinion_desk.domain.source import Source

from ..icons import icon
from ..parts.buttons import button
from ..parts.cards import column, holder, row
from ..parts.labels import label
from ..parts.sheet import field

_HEADERS_PX = 74


class VisitingPane(QWidget):
    """`proxy` and `headers` are the fields; `written_headers` is what the latter hold, None where a line is not `name: value`.

    `turned` tells whether they are shown now.
    """

    turned = Signal(bool)

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.proxy = QLineEdit(source.proxy or "")
        self.proxy.setPlaceholderText("http://10.0.0.2:8080")
        self.headers = QPlainTextEdit("\n".join(f"{name}: {value}" for name, value in source.headers))
        self.headers.setPlaceholderText("Accept-Language: zh-CN")
        self.headers.setTabChangesFocus(True)
        self.headers.setFixedHeight(_HEADERS_PX)
        self.way = button(self.tr("高级：代理与请求头"), self._turn, "link")
        proxy = field(
            self.tr("代理服务器"), self.proxy, self.tr("本单位上网要经过代理时填写；不用就留空。不写账号和密码。")
        )
        words = self.tr("每行一个，写成“名称: 值”。不能冒充其他程序，也不能带登录信息。")
        self._inside = holder(column(proxy, field(self.tr("附加请求头"), self.headers, words), gap=10))
        where = self.tr("内网地址：允许访问不公开的网址") if source.internal else self.tr("公网地址：内网网址会被拒绝")
        line = row(self.way, None, label(where, "meta"))
        self.setLayout(column(line, self._inside, gap=6))
        self._inside.setVisible(bool(source.proxy or source.headers))
        self._show_way()

    @property
    def written_headers(self) -> dict[str, str] | None:
        """The headers by name; None where a line cannot be read as one."""
        found: dict[str, str] = {}
        for line in filter(None, map(str.strip, self.headers.toPlainText().replace("：", ":").splitlines())):
            name, colon, value = line.partition(":")
            if not colon or not name.strip() or not value.strip():
                return None
            found[name.strip()] = value.strip()
        return found

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return not self._inside.isHidden()

    def open(self) -> None:
        """Show the fields."""
        self._inside.show()
        self._show_way()

    def _turn(self) -> None:
        self._inside.setHidden(self.is_open)
        self._show_way()
        if self.is_open:
            self.proxy.setFocus()

    def _show_way(self) -> None:
        self.turned.emit(self.is_open)
        self.way.setIcon(icon("caret-down" if self.is_open else "caret-right", "accent_text"))
