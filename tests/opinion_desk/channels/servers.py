"""Other sides on loopback: a robot over HTTP and a server of mail, which refuse, hang, cut off or talk nonsense as a test says."""

from __future__ import annotations

import contextlib
import json
import socket
import socketserver
import ssl
import threading
from collections.abc import Mapping
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

CERTIFICATE = Path(__file__).with_name("localhost.pem")


class Robot:
    """A robot that answers as the test says and keeps what it was asked: path with parameters, body, and the host that was meant."""

    def __init__(self, *, encrypted: bool = False) -> None:
        self.status = 200
        self.body: bytes = b'{"errcode":0}'
        self.headers: dict[str, str] = {}
        self.asked: list[tuple[str, Any]] = []
        self.hosts: list[str] = []
        self.hanging: threading.Event | None = None
        self.cuts = False
        told = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                told.asked.append((self.path, json.loads(raw)))
                told.hosts.append(self.headers["Host"])
                if told.hanging is not None:
                    told.hanging.wait(10)
                    return
                if told.cuts:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")
                    self.close_connection = True
                    return
                self.send_response(told.status)
                for name, value in told.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(told.body)))
                self.end_headers()
                self.wfile.write(told.body)

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing is printed."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that trusts nobody hangs up; nothing is printed."""

        self._server = Server(("127.0.0.1", 0), Handler)
        if encrypted:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.address = f"http://127.0.0.1:{self._server.server_port}/hook"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.hanging is not None:
            self.hanging.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class MailServer:
    """Speaks SMTP. `answers` replaces the usual answer to a command (greeting, EHLO, RCPT a@b …); empty cuts the connection.

    `hangs_at` names the command that is never answered, `trickles` answers it without end; `encrypted` offers STARTTLS.
    """

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.hangs_at = ""
        self.trickles = ""
        self.encrypted = False
        self.at_once = False  # encrypted from the first octet
        self.features: list[str] = ["AUTH PLAIN LOGIN"]
        self.said: list[str] = []
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self._let_go = threading.Event()
        mine = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                try:
                    mine._talk(self.connection)
                except (OSError, ValueError):  # the client went away
                    pass

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = False
            block_on_close = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.ExitStack() as opened:
            self._converse(connection, opened)

    def _converse(self, connection: socket.socket, opened: contextlib.ExitStack) -> None:
        connection.settimeout(10)
        if self.at_once:
            connection = opened.enter_context(_encrypted(connection))
        if not self._answer(connection, "greeting", "220 smtp.yunchuan.example ESMTP"):
            return
        lines = opened.enter_context(connection.makefile("rb"))
        while line := lines.readline().decode().rstrip("\r\n"):
            verb = line.split(" ")[0].upper()
            self.said.append(verb + line[len(verb) :])
            if not self._answer(connection, *self._usual(verb, line)):
                return
            if verb == "STARTTLS" and self.encrypted:
                connection = opened.enter_context(_encrypted(connection))
                lines = opened.enter_context(connection.makefile("rb"))
            elif verb == "DATA" and "DATA" not in self.answers:
                raw = b""
                while (part := lines.readline()) not in (b".\r\n", b""):
                    raw += part[1:] if part.startswith(b"..") else part
                self.raw.append(raw)
                if not self._answer(connection, "end", "250 taken"):
                    return
                letter = message_from_bytes(raw, policy=default)
                if "end" not in self.answers:
                    self.letters.append(letter)
            elif verb == "QUIT":
                return

    def _usual(self, verb: str, line: str) -> tuple[str, str]:
        if verb == "EHLO":
            more = [*self.features, *(["STARTTLS"] if self.encrypted else [])]
            rows = ["smtp.yunchuan.example", *more]
            return verb, "\r\n".join(f"250{' ' if n == len(rows) - 1 else '-'}{row}" for n, row in enumerate(rows))
        if verb == "RCPT" and line.upper() not in self.answers:
            address = line[line.index("<") + 1 : line.index(">")]
            return f"RCPT {address}" if f"RCPT {address}" in self.answers else verb, "250 ok"
        return verb, {"DATA": "354 go on", "AUTH": "235 welcome", "STARTTLS": "220 go on", "QUIT": "221 bye"}.get(
            verb, "250 ok"
        )

    def _answer(self, connection: socket.socket, to: str, usual: str) -> bool:
        """Say it; False when the connection is to be cut."""
        if to == self.hangs_at:
            self._let_go.wait(10)
            return False
        if to == self.trickles:
            while not self._let_go.wait(0.01):
                connection.sendall(b"2")
            return False
        words = self.answers.get(to, usual)
        if not words:
            return False
        connection.sendall(words.encode() + b"\r\n")
        return True


def _encrypted(connection: socket.socket) -> ssl.SSLSocket:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context.wrap_socket(connection, server_side=True)


def trusting() -> ssl.SSLContext:
    """A client's context that trusts the certificate of these servers."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def parts_of(letter: EmailMessage) -> Mapping[str, str]:
    """The parts of a letter by their content type."""
    return {part.get_content_type(): part.get_content() for part in letter.walk() if not part.is_multipart()}
