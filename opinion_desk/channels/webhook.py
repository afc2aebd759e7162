"""A generic webhook robot: text as 企业微信 and 钉钉 write it, with the message's key so that a repeat can be told."""

from __future__ import annotations

from ..domain.outbox import Delivery, Message
from .robot import TIMEOUT_S, Robot, words


class WebhookSender:
    """Posts `{"msgtype":"text","text":{"content":…},"key":…}`; takes `errcode`, `code` or `StatusCode` of 0 for success."""

    def __init__(self, address: str, *, internal: bool = False, timeout_s: float = TIMEOUT_S) -> None:
        """`internal` allows an address that is not public; `timeout_s` bounds each wait and the whole answer."""
        self._robot = Robot(address, internal=internal, timeout_s=timeout_s)

    def send(self, message: Message) -> Delivery:
        """Try once. A refusing, hanging or silent other side is a Delivery that says why."""
        return self._robot.post({"msgtype": "text", "text": {"content": words(message)}, "key": message.key})
