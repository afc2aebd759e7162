"""A custom robot of 钉钉 (自定义机器人安全设置, open.dingtalk.com): signed by HMAC-SHA256, 20 messages a minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from ..domain.instants import to_ms
from ..domain.outbox import Delivery, Message
from .robot import TIMEOUT_S, Robot, busy, final, signature, words

_BUSY: Final = frozenset({130101, 410100, 660026})
_BUSY_S: Final = 600  # who sends too often is shut out for ten minutes
_GONE: Final = frozenset({300001, 400013, 400101, 400102, 400105})
_SAFETY: Final = 310000  # one code for keyword, signature and list of addresses; the words with it say which


class DingtalkSender:
    """Posts `{"msgtype":"text","text":{"content":…}}`; `errcode` 0 is success."""

    def __init__(
        self,
        address: str,
        secret: str | None,
        now: Callable[[], datetime],
        *,
        internal: bool = False,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """`secret` is the key that begins with SEC, None for a robot without signature; `now` tells the time that is signed."""
        self._robot = Robot(address, internal=internal, timeout_s=timeout_s)
        self._secret = secret
        self._now = now

    def send(self, message: Message) -> Delivery:
        """Try once; never raises for what the other side does."""
        body = {"msgtype": "text", "text": {"content": words(message)}}
        return self._robot.post(body, _judge, self._signed())

    def _signed(self) -> dict[str, str]:
        """timestamp in ms and sign = base64(HMAC-SHA256(secret, timestamp + newline + secret)), as parameters of the address."""
        if self._secret is None:
            return {}
        stamp = str(to_ms(self._now()))
        return {"timestamp": stamp, "sign": signature(self._secret, f"{stamp}\n{self._secret}")}


def _judge(code: int, told: str) -> Delivery | None:
    if code in _BUSY:
        return busy(_BUSY_S)
    if code == _SAFETY:
        for word, id in (("sign", "robot_sign"), ("keyword", "robot_keyword"), (" ip", "robot_address_list")):
            if word in f" {told.lower()}":
                return final(id, code)
        return final("robot_safety", code)
    return final("robot_gone", code) if code in _GONE else None
