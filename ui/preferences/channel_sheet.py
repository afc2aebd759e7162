"""A channel that reaches people: its kind, whom it reaches, how much it tells; keys are typed unseen and never shown again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QPlainTextEdit, QWidget

from opinion_desk.domain.channels import ChannelKind, ChannelSetup, Detail, Recipient, Secret, Security
from opinion_desk.domain.errors import DeskError

from ..parts.cards import column, holder, row
from ..parts.choices import Choice
from ..parts.labels import label
from ..parts.sheet import Sheet, field
from ..parts.tick import Tick
from ..seat import Seat
from ..words import said

if TYPE_CHECKING:
    from opinion_desk.services.channels import ChannelRow

_BETWEEN: Final = re.compile(r"[、,，;；\n]")
_HOW: Final = {
    ChannelKind.WECOM: "群设置 → 消息推送（群机器人）→ 添加，复制 Webhook 地址。每分钟最多 20 条，超出的会排队。",
    ChannelKind.DINGTALK: "群设置 → 机器人 → 添加自定义机器人，安全设置选“加签”，复制地址和 SEC 开头的密钥。",
    ChannelKind.FEISHU: "群设置 → 群机器人 → 自定义机器人，勾选“签名校验”，复制地址和密钥。",
    ChannelKind.WEBHOOK: "任何收 JSON 的地址；应答里 errcode、code 或 StatusCode 为 0 才算送达。",
    ChannelKind.MAIL: "密码多为邮箱的授权码。定级时另附全部时限的日历文件，导入手机后关机也会响。",
}
_SECURITY: Final = {Security.STARTTLS: "STARTTLS", Security.SSL: "SSL/TLS", Security.NONE: "不加密（限内网）"}


class ChannelSheet(Sheet):
    """For a new channel, or one that is there already; `written` tells in a sentence what was kept, and its id."""

    written = Signal(str, str)

    def __init__(self, over: QWidget, seat: Seat, known: ChannelRow | None) -> None:
        title, accept = ("添加通知通道", "添加") if known is None else ("修改通知通道", "保存")
        super().__init__(over, title, "", width=600, accept=accept)
        self._seat, self._known = seat, known
        self._setup = known.setup if known is not None else ChannelSetup("", "", ChannelKind.WECOM)
        self._make_fields()
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _index: self._show_kind())
        self.security.currentIndexChanged.connect(lambda _index: self.port.setText(str(self.security.chosen.port)))
        self._show_kind()

    def accept(self) -> None:
        setup, given = self._typed(), self._given()
        if not setup.name:
            self.refuse(self.tr("通道要有名称；请填写。"), self.name)
            return
        self.busy()
        channels, new = self._seat.desk.channels, self._known is None
        words = self.tr("已添加“{name}”；请按“测试”核对。") if new else self.tr("已修改“{name}”；请按“测试”核对。")
        self._seat.work.run(
            self,
            lambda: channels.add(setup, given) if new else channels.edit(setup, given),
            lambda kept: self._close(words.format(name=kept.name), kept.id),
            self._refused,
        )

    # --- putting together

    def _make_fields(self) -> None:
        setup = self._setup
        self.name = QLineEdit(setup.name)
        self.name.setPlaceholderText(self.tr("例如 值班群"))
        self.kind = Choice((kind, said(kind.words)) for kind in ChannelKind)
        self.kind.choose(setup.kind)
        self.kind.setEnabled(self._known is None)
        self.secrets = {one: self._secret(one) for one in Secret}
        self.posts = QLineEdit("、".join(setup.posts))
        self.posts.setPlaceholderText(self.tr("留空为所有岗位；例如 宣传部分管领导、值班负责人"))
        self.host, self.user, self.mailbox = QLineEdit(setup.host), QLineEdit(setup.user), QLineEdit(setup.sender)
        self.host.setPlaceholderText("smtp.example.cn")
        self.user.setPlaceholderText(self.tr("不需要登录时留空"))
        self.mailbox.setPlaceholderText("yuqing@example.cn")
        self.security = Choice((one, said(words)) for one, words in _SECURITY.items())
        self.security.choose(setup.security)
        self.port = QLineEdit(str(setup.port or setup.security.port))
        self.port.setMaxLength(5)
        self.port.setValidator(QIntValidator(1, 99_999, self.port))
        self.recipients = QPlainTextEdit("\n".join(_written(one) for one in setup.recipients))
        self.recipients.setPlaceholderText(self.tr("宣传部分管领导=fgld@example.cn\nzhiban@example.cn"))
        self.recipients.setTabChangesFocus(True)
        self.recipients.setFixedHeight(76)
        self.detail = Choice((one, said(one.words)) for one in Detail)
        self.detail.choose(setup.detail)
        self.internal = Tick(self.tr("在本单位内网"))
        self.internal.setChecked(setup.internal)
        self.internal.setToolTip(self.tr("勾选后才允许访问非公网地址，机器人才可用 http，邮件才可不加密"))
        self.how = label("", "meta", wrap=True)

    def _secret(self, one: Secret) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        if self._known is not None and one in self._known.kept:
            made.setPlaceholderText(self.tr("已保存；不改就留空"))
        elif one is Secret.SIGN:
            made.setPlaceholderText(self.tr("机器人没有启用签名时留空"))
        return made

    def _lay_out(self) -> None:
        self.body.addLayout(_beside((field(self.tr("名称"), self.name), 3), (field(self.tr("种类"), self.kind), 2)))
        self.body.addWidget(self.how)
        secrets = self.secrets
        self._sign = holder(column(field(said(Secret.SIGN.words), secrets[Secret.SIGN]), gap=0))
        posts = field(
            self.tr("发给哪些岗位"), self.posts, self.tr("写法与提级层级里的岗位一致；专设的岗位不再用公共通道。")
        )
        address = field(said(Secret.ADDRESS.words), secrets[Secret.ADDRESS])
        self._robot = holder(column(address, self._sign, posts, gap=10))
        server = _beside(
            (field(self.tr("邮件服务器"), self.host), 4), (field(self.tr("加密"), self.security), 3),
            (field(self.tr("端口"), self.port), 1),
        )  # fmt: skip
        login = _beside(
            (field(self.tr("登录名"), self.user), 1), (field(said(Secret.PASSWORD.words), secrets[Secret.PASSWORD]), 1)
        )
        hint = self.tr("每行一个：岗位=信箱；只写信箱的收没有专设信箱的所有岗位。填岗位的信箱，不填个人的。")
        self._mail = holder(
            column(
                server, login, field(self.tr("发件人"), self.mailbox),
                field(self.tr("收件信箱"), self.recipients, hint), gap=10,
            )
        )  # fmt: skip
        self.body.addWidget(self._robot)
        self.body.addWidget(self._mail)
        last = row(gap=16)
        last.addLayout(field(self.tr("消息写多少"), self.detail), 1)
        inside = column(None, self.internal, gap=0)
        inside.setContentsMargins(0, 0, 0, 8)
        last.addLayout(inside, 1)
        self.body.addLayout(last)

    def _show_kind(self) -> None:
        kind: ChannelKind = self.kind.chosen
        self.how.setText(said(_HOW[kind]))
        self._robot.setVisible(kind is not ChannelKind.MAIL)
        self._mail.setVisible(kind is ChannelKind.MAIL)
        self._sign.setVisible(Secret.SIGN in kind.secrets)
        self.error.hide()
        self._centre()

    # --- what was typed

    def _typed(self) -> ChannelSetup:
        setup = replace(
            self._setup,
            name=self.name.text().strip(),
            kind=self.kind.chosen,
            detail=self.detail.chosen,
            internal=self.internal.isChecked(),
        )
        if setup.kind is not ChannelKind.MAIL:
            return replace(setup, posts=tuple(part.strip() for part in _BETWEEN.split(self.posts.text())))
        return replace(
            setup,
            host=self.host.text().strip(),
            port=int(self.port.text() or 0),
            security=self.security.chosen,
            user=self.user.text().strip(),
            sender=self.mailbox.text().strip(),
            recipients=tuple(_read(part) for part in _BETWEEN.split(self.recipients.toPlainText()) if part.strip()),
        )

    def _given(self) -> dict[Secret, str]:
        kind: ChannelKind = self.kind.chosen
        return {one: text for one in kind.secrets if (text := self.secrets[one].text().strip())}

    def _close(self, words: str, id: str) -> None:
        self.close_sheet()
        self.written.emit(words, id)

    def _refused(self, error: DeskError) -> None:
        """The sentence, and the keyboard where it can be set right."""
        places: dict[str, QWidget] = {
            "channel_known": self.name,
            "channel_text": self.posts if self.kind.chosen is not ChannelKind.MAIL else self.recipients,
            "setting_webhook": self.secrets[Secret.ADDRESS],
            "channel_host": self.host,
            "channel_port": self.port,
            "channel_plain": self.security,
            "channel_user": self.user,
            "channel_no_recipient": self.recipients,
            "channel_mailbox": self.mailbox if "@" not in self.mailbox.text() else self.recipients,
            "channel_secret_needed": self.secrets[self.kind.chosen.secrets[0]],
            "channel_secret_long": self.secrets[self.kind.chosen.secrets[0]],
        }
        self.failed(error)
        if (place := places.get(error.id)) is not None:
            place.setFocus()


def _beside(*parts: tuple[QLayout, int]) -> QHBoxLayout:
    """Fields side by side, each with its share of the width."""
    made = row(gap=12)
    for layout, share in parts:
        made.addLayout(layout, share)
    return made


def _written(one: Recipient) -> str:
    return f"{one.post}={one.address}" if one.post else one.address


def _read(text: str) -> Recipient:
    post, separator, address = text.strip().rpartition("=")
    return Recipient(post.strip() if separator else "", address.strip())
