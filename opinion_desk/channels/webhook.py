"""A webhook robot: a message posted as JSON; success is read from the body of the answer, not from its status alone."""

from __future__ import annotations

import json
import socket
import ssl
import time
from functools import lru_cache
from typing import Any, Final

import httpx

from ..domain.addresses import is_public
from ..domain.errors import DeskError, Refused, Unavailable
from ..domain.messages import sentence
from ..domain.outbox import Delivery, Message

_TIMEOUT_S: Final = 10.0
_LONGEST_ANSWER: Final = 64_000


class WebhookSender:
    """Posts `{"msgtype":"text","text":{"content":…}}` (企业微信, 钉钉), with the message's key so that a repeat can be told."""

    def __init__(self, address: str, *, internal: bool = False, timeout_s: float = _TIMEOUT_S) -> None:
        """`internal` allows an address that is not public; `timeout_s` bounds each wait and the whole answer."""
        self._address = address
        self._internal = internal
        self._timeout_s = timeout_s

    def send(self, message: Message) -> Delivery:
        """Try once. A refusing, hanging or silent other side is a Delivery that says why."""
        again = "（可能重复）" if message.maybe_again else ""
        body = {
            "msgtype": "text",
            "text": {"content": f"{message.text}{again}（致{message.to}）"},
            "key": message.key,
        }
        try:
            if not self._internal:
                _refuse_inward(self._address)
            with (
                httpx.Client(
                    timeout=self._timeout_s, trust_env=False, follow_redirects=False, verify=_trusted()
                ) as client,
                client.stream("POST", self._address, json=body) as answer,
            ):
                return _judged(answer, time.monotonic() + self._timeout_s)
        except DeskError as failure:
            return Delivery(sent=False, why=failure.sentence, again=isinstance(failure, Unavailable))
        except httpx.InvalidURL:
            return Delivery(sent=False, why=sentence("setting_webhook"), again=False)
        except httpx.HTTPError:
            return Delivery(sent=False, why=sentence("webhook_silent"))


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """The machine's certificates; reading them costs tens of milliseconds, so once is enough."""
    return ssl.create_default_context()


def _refuse_inward(address: str) -> None:
    """Refused when the robot's name leads to an address that is not public."""
    host = httpx.URL(address).host
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Unavailable("host_unknown", host=host) from None
    if not all(is_public(one) for one in found):
        raise Refused("address_not_public", host=host)


def _judged(answer: httpx.Response, until: float) -> Delivery:
    if answer.status_code == 429:
        return Delivery(sent=False, why=sentence("webhook_busy"), wait_s=_wait(answer))
    if answer.status_code >= 300:  # a redirect is not followed: the message would go where nobody sent it
        again = answer.status_code >= 500
        return Delivery(sent=False, why=sentence("webhook_refused", status=answer.status_code), again=again)
    raw = b""
    for chunk in answer.iter_bytes():
        raw += chunk
        if len(raw) > _LONGEST_ANSWER or time.monotonic() > until:
            return Delivery(sent=False, why=sentence("webhook_unreadable"))
    try:
        row: Any = json.loads(raw)
        code = row.get("errcode", row.get("code", row.get("StatusCode")))
    except (ValueError, AttributeError, RecursionError):
        code = None
    if code is None:
        return Delivery(sent=False, why=sentence("webhook_unreadable"))
    if code == 0 and code is not False:
        return Delivery(sent=True)
    return Delivery(sent=False, why=sentence("webhook_code", code=code))


def _wait(answer: httpx.Response) -> int:
    text = answer.headers.get("Retry-After", "")
    return min(int(text), 3600) if text.isdigit() else 60
