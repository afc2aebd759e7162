"""What all robots share: one message posted as JSON; success is read from the body of the answer, not from its status alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any, Final

import httpx

from ..domain.errors import DeskError, Unavailable
from ..domain.messages import sentence
from ..domain.outbox import Delivery, Message
from .reaching import reach, trusted

TIMEOUT_S: Final = 10.0
BUSY_S: Final = 60  # how long a robot is left alone that says it is busy and not for how long
_LONGEST_ANSWER: Final = 64_000
_LONGEST_TEXT: Final = 2_000  # octets; 企业微信 takes 2,048, the others more
_LONGEST_WAIT_S: Final = 3_600
logging.getLogger("httpx").setLevel(logging.WARNING)  # below it, addresses are logged, and that of a robot is a key
Judge = Callable[[int, str], Delivery | None]


class Robot:
    """The way to one robot. `internal` allows an address that is not public; `timeout_s` bounds each wait and the whole answer."""

    def __init__(self, address: str, *, internal: bool = False, timeout_s: float = TIMEOUT_S) -> None:
        self._address = address
        self._internal = internal
        self._timeout_s = timeout_s

    def post(
        self,
        body: Mapping[str, Any],
        judge: Judge = lambda code, told: None,
        parameters: Mapping[str, str] | None = None,
    ) -> Delivery:
        """Post once. A refusing, hanging or silent other side is a Delivery that says why.

        `judge` is asked about an error code and the words with it, and answers None for one it does not know;
        `parameters` are added to those of the address.
        """
        try:
            address = httpx.URL(self._address)
            if parameters:
                address = address.copy_merge_params(parameters)
            with (
                httpx.Client(
                    timeout=self._timeout_s, trust_env=False, follow_redirects=False, verify=trusted()
                ) as client,
                closing(self._asked(client, address, body)) as answer,
            ):
                return _judged(answer, judge, time.monotonic() + self._timeout_s)
        except DeskError as failure:
            return Delivery(sent=False, why=failure.sentence, again=isinstance(failure, Unavailable))
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            return Delivery(sent=False, why=sentence("setting_webhook"), again=False)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            return Delivery(sent=False, why=sentence("webhook_silent"))
        except httpx.HTTPError:  # after the connection stood: the message may have been taken
            return Delivery(sent=False, why=sentence("webhook_silent"), unsure=True)

    def _asked(self, client: httpx.Client, address: httpx.URL, body: Mapping[str, Any]) -> httpx.Response:
        """The answer of the first allowed IP address that takes the connection; the host's name is asked for only once."""
        if address.scheme not in ("http", "https") or not address.host:
            raise httpx.UnsupportedProtocol("no web address")
        name = address.raw_host.decode("ascii")
        port = address.port or (443 if address.scheme == "https" else 80)
        failure: httpx.TransportError = httpx.ConnectError(name)
        for ip in reach(name, port, internal=self._internal, seconds=self._timeout_s):
            request = client.build_request(
                "POST",
                address.copy_with(host=ip),
                json=body,
                headers={"Host": address.netloc.decode("ascii")},
                extensions={"sni_hostname": name},  # what the certificate must name
            )
            try:
                return client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout) as refused:
                failure = refused
        raise failure


def words(message: Message) -> str:
    """What a robot says: the text, whether it may be a repeat, and to which post; cut to what every robot takes."""
    again = "（可能重复）" if message.maybe_again else ""
    end = f"{again}（致{message.to}）"
    room = _LONGEST_TEXT - len(end.encode("utf-8", "replace"))
    raw = message.text.encode("utf-8", "replace")
    text = message.text if len(raw) <= room else raw[: room - 3].decode("utf-8", "ignore") + "…"
    return text + end


def signature(key: str, content: str) -> str:
    """HMAC-SHA256 in base64, as 钉钉 and 飞书 sign."""
    return base64.b64encode(hmac.new(key.encode(), content.encode(), hashlib.sha256).digest()).decode()


def busy(wait_s: int = BUSY_S) -> Delivery:
    """The robot asks for patience."""
    return Delivery(sent=False, why=sentence("webhook_busy"), wait_s=wait_s)


def final(id: str, code: int) -> Delivery:
    """A refusal that no further attempt changes: somebody must set it right."""
    return Delivery(sent=False, why=sentence(id, code=code), again=False)


def _judged(answer: httpx.Response, judge: Judge, until: float) -> Delivery:
    if answer.status_code == 429:
        return busy(_wait(answer))
    raw, whole = _body(answer, until)
    row = _row(raw) if whole else None
    code, told = _code(row)
    if answer.status_code >= 300:  # a redirect is not followed: the message would go where nobody sent it
        again = answer.status_code >= 500
        known = judge(code, told) if isinstance(code, int) and code else None
        refused = Delivery(sent=False, why=sentence("webhook_refused", status=answer.status_code), again=again)
        return known or refused
    if code is None:
        return Delivery(sent=False, why=sentence("webhook_unreadable"), unsure=True)
    if code == 0 and code is not False:
        return Delivery(sent=True)
    known = judge(code, told) if isinstance(code, int) else None
    return known or Delivery(sent=False, why=sentence("webhook_code", code=str(code)[:40]))


def _body(answer: httpx.Response, until: float) -> tuple[bytes, bool]:
    """The answer as far as there was time and room for it, and whether that is all of it."""
    raw = b""
    for chunk in answer.iter_bytes():
        raw += chunk
        if len(raw) > _LONGEST_ANSWER or time.monotonic() > until:
            return raw, False
    return raw, True


def _row(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _code(row: Any) -> tuple[Any, str]:
    """The code of success or failure, None where there is none, and the words with it."""
    if not isinstance(row, dict):
        return None, ""
    told = row.get("errmsg", row.get("msg", row.get("StatusMessage", "")))
    return row.get("errcode", row.get("code", row.get("StatusCode"))), str(told)[:400]


def _wait(answer: httpx.Response) -> int:
    text = answer.headers.get("Retry-After", "")
    return min(int(text[:9]), _LONGEST_WAIT_S) if text.isdecimal() and text.isascii() else BUSY_S
