"""A custom robot of 飞书 (自定义机器人使用指南, open.feishu.cn): the signature stands in the body; 100 messages a minute, 5 a second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from ..domain.instants import to_ms
from ..domain.outbox import Delivery, Message
from .robot import TIMEOUT_S, Robot, busy, final, signature, words

_BUSY: Final = frozenset({11232, 9499})
_KNOWN: Final = {
    19001: "robot_gone",
    19021: "robot_sign",
    19022: "robot_address_list",
    19024: "robot_keyword",
}


class FeishuSender:
    """Posts `{"msg_type":"text","content":{"text":…}}`; `code` (before: `StatusCode`) 0 is success."""

    def __init__(
        self,
        address: str,
        secret: str | None,
        now: Callable[[], datetime],
        *,
        internal: bool = False,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """`secret` is the key of 签名校验, None for a robot without; `now` tells the time that is signed."""
        self._robot = Robot(address, internal=internal, timeout_s=timeout_s)
        self._secret = secret
        self._now = now

    def send(self, message: Message) -> Delivery:
        """Try once; never raises for what the other side does."""
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": words(message)}}
        return self._robot.post({**self._signed(), **body}, _judge)

    def _signed(self) -> dict[str, str]:
        """timestamp in seconds and sign = base64(HMAC-SHA256(timestamp + newline + secret, nothing)), in the body."""
        if self._secret is None:
            return {}
        stamp = str(to_ms(self._now()) // 1000)
        return {"timestamp": stamp, "sign": signature(f"{stamp}\n{self._secret}", "")}


def _judge(code: int, told: str) -> Delivery | None:
    if code in _BUSY:
        return busy()
    return final(_KNOWN[code], code) if code in _KNOWN else None
