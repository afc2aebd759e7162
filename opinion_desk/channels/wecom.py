"""A group robot of 企业微信 (消息推送配置说明, developer.work.weixin.qq.com, path 91770): text of at most 2,048 octets, 20 messages a minute."""

from __future__ import annotations

from typing import Final

from ..domain.outbox import Delivery, Message
from .robot import TIMEOUT_S, Robot, busy, final, words

_BUSY: Final = frozenset({45009, 45033})  # called too often; too many calls at once
_GONE: Final = frozenset({93000, 40001, 40008, 40035, 93008})  # the key is wrong, or the robot left the group


class WecomSender:
    """Posts `{"msgtype":"text","text":{"content":…}}`; `errcode` 0 is success."""

    def __init__(self, address: str, *, internal: bool = False, timeout_s: float = TIMEOUT_S) -> None:
        """`internal` is for a 企业微信 of the office's own."""
        self._robot = Robot(address, internal=internal, timeout_s=timeout_s)

    def send(self, message: Message) -> Delivery:
        """Try once; never raises for what the other side does."""
        return self._robot.post({"msgtype": "text", "text": {"content": words(message)}}, _judge)


def _judge(code: int, told: str) -> Delivery | None:
    if code in _BUSY:
        return busy()
    return final("robot_gone", code) if code in _GONE else None
