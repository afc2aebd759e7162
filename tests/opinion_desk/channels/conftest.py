"""What tests of the channels begin with: a robot and a mail server on loopback that answer as the test says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.opinion_desk.channels.servers import MailServer, Robot


@pytest.fixture
def robot() -> Iterator[Robot]:
    """A robot that says it is well, until the test says otherwise."""
    with Robot() as told:
        yield told


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that takes everything, until the test says otherwise."""
    with MailServer() as server:
        yield server
