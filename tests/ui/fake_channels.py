"""The channels of the desk in memory: a group, the leaders' group that lost its key, and a mailbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from opinion_desk.domain.changes import Touched
from opinion_desk.domain.channels import ChannelKind, ChannelSetup, Detail, Recipient, Secret, check_secrets, checked
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.outbox import Delivery
from opinion_desk.services.channels import ChannelRow

from .yunchuan import moment

if TYPE_CHECKING:
    from .fake_desk import FakeDesk


class FakeChannels:
    def __init__(self, desk: FakeDesk, *, empty: bool = False) -> None:
        self._desk = desk
        self.delivery = Delivery(sent=True)
        self.failure: Exception | None = None
        self.tested: list[str] = []
        self.given: dict[str, dict[Secret, str]] = {}
        self.removed: dict[str, ChannelRow] = {}
        self.rows = {} if empty else {row.setup.id: row for row in _rows()}

    def list(self) -> tuple[ChannelRow, ...]:
        return tuple(self.rows.values())

    def add(self, setup: ChannelSetup, given: Mapping[Secret, str]) -> ChannelSetup:
        return self._keep(replace(setup, id=f"c{len(self.rows) + 1}", revision=1), given, frozenset())

    def edit(self, setup: ChannelSetup, given: Mapping[Secret, str]) -> ChannelSetup:
        return self._keep(replace(setup, revision=setup.revision + 1), given, self.rows[setup.id].kept)

    def _keep(self, setup: ChannelSetup, given: Mapping[Secret, str], kept: frozenset[Secret]) -> ChannelSetup:
        setup = checked(setup)
        if any(row.setup.name == setup.name and row.setup.id != setup.id for row in self.rows.values()):
            raise Refused("channel_known", name=setup.name)
        check_secrets(setup, {*given, *kept})
        self.given[setup.id] = dict(given)
        self.rows[setup.id] = ChannelRow(setup, frozenset({*given, *kept}))
        self._desk.touch(Touched.SETTINGS)
        return setup

    def remove(self, id: str) -> None:
        self.removed[id] = self.rows.pop(id)
        self._desk.touch(Touched.SETTINGS)

    def restore(self, id: str) -> None:
        self.rows[id] = self.removed.pop(id)
        self._desk.touch(Touched.SETTINGS)

    def test(self, id: str) -> Delivery:
        self.tested.append(id)
        if self.failure is not None:
            raise self.failure
        return self.delivery


def _rows() -> tuple[ChannelRow, ...]:
    group = ChannelSetup("g", "舆情值班群", ChannelKind.WECOM, host="qyapi.weixin.qq.com", revision=1)
    leaders = ChannelSetup(
        "l", "领导群", ChannelKind.DINGTALK, posts=("宣传部分管领导", "宣传部主要负责人"), detail=Detail.TITLE,
        host="oapi.dingtalk.com", revision=1,
    )  # fmt: skip
    mail = ChannelSetup(
        "m", "值班信箱", ChannelKind.MAIL, internal=True, host="mail.yunchuan.example", port=587, user="yqb",
        sender="yqb@yunchuan.example", revision=1,
        recipients=(Recipient("宣传部分管领导", "fgld@yunchuan.example"), Recipient("", "zhiban@yunchuan.example")),
    )  # fmt: skip
    return (
        ChannelRow(group, frozenset({Secret.ADDRESS}), sent=moment("14:36")),
        ChannelRow(leaders, frozenset({Secret.SIGN}), dead=2, why="机器人已被移除，或地址不对（代码 300001）。"),
        ChannelRow(mail, frozenset({Secret.PASSWORD})),
    )
