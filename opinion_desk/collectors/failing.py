"""How a visit failed, in the desk's words: what the status said, what the network layer raised, what is wrong with a certificate."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Iterator
from typing import Final

import httpcore

from ..domain.errors import Refused, Unavailable

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_KNOWN_STATUS: Final = {401: "http_401", 403: "http_403", 404: "http_404", 410: "http_410", 429: "http_429"}
# What OpenSSL found wrong with a certificate, by its number (X509_V_ERR_…).
_CERTIFICATES: Final = {
    9: "证书尚未生效，或本机时间不对",
    10: "证书已过期",
    18: "证书是自签名的",
    19: "证书链里有自签名的证书",
    20: "证书的签发机构不受信任",
    23: "证书已被吊销",
    62: "证书不是发给这个域名的",
    64: "证书不是发给这个地址的",
}


def of_status(status: int, host: str) -> Unavailable:
    """What an answer of this status says, other than that all is well."""
    if status in _KNOWN_STATUS:
        return Unavailable(_KNOWN_STATUS[status], host=host)
    if status >= 500:
        return Unavailable("http_5xx", host=host, status=status)
    if status >= 400:
        return Unavailable("http_4xx", host=host, status=status)
    if status in REDIRECTS:
        return Unavailable("redirect_nowhere", host=host)
    return Unavailable("http_other", host=host, status=status)


def of_protocol(problem: Exception, host: str) -> Unavailable:
    """What an answer that is no proper HTTP says."""
    text = str(problem)
    if "without sending" in text:
        return Unavailable("connection_broken", host=host)
    if "too long" in text:
        return Unavailable("answer_headers_too_large", host=host)
    return Unavailable("answer_unreadable", host=host)


@contextlib.contextmanager
def in_sentences(host: str, seconds: float, *, protocol_too: bool = True) -> Iterator[None]:
    """Turn what the network layer raises into the desk's errors."""
    try:
        yield
    except httpcore.TimeoutException:
        raise Unavailable("fetch_timeout", host=host, seconds=f"{seconds:g}") from None
    except httpcore.ConnectError as problem:
        raise _of_connecting(problem, host) from problem
    except (httpcore.ReadError, httpcore.WriteError):
        raise Unavailable("connection_broken", host=host) from None
    except httpcore.RemoteProtocolError as problem:
        if not protocol_too:
            raise
        raise of_protocol(problem, host) from problem
    except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol):
        raise Refused("address_unreadable", address=host) from None


def _of_connecting(problem: Exception, host: str) -> Unavailable:
    cause = problem.args[0] if problem.args else None  # the pool cuts __cause__ off
    if isinstance(cause, ssl.SSLError):
        why = _CERTIFICATES.get(getattr(cause, "verify_code", 0), "证书未通过验证")
        why = why if isinstance(cause, ssl.SSLCertVerificationError) else "无法建立加密连接"
        return Unavailable("tls_failed", host=host, why=why)
    if isinstance(cause, ConnectionRefusedError):
        return Unavailable("connection_refused", host=host)
    why = "网络不可达" if isinstance(cause, OSError) and cause.errno in (101, 113, 10051, 10065) else "没有应答"
    return Unavailable("connection_failed", host=host, why=why)
