"""What all tests share: a clock that only the test moves, the real data where it is at hand, a home of their own, and no way out of this machine."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from hypothesis import settings as property_settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = (
    "keyring.backends.fail.Keyring"  # the keyring of whoever runs the tests stays shut
)

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "datasets"

property_settings.register_profile("suite", deadline=None)  # timings are never asserted: a busy machine is no failure
property_settings.load_profile("suite")


class FakeClock:
    """A Clock that stands still until the test says how far to go."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The instant the test has come to."""
        return self._now

    def forward(self, **by: float) -> datetime:
        """Go on by that much (`hours=5`, `minutes=…`) and return the instant reached."""
        self._now += timedelta(**by)
        return self._now

    def set(self, instant: datetime) -> datetime:
        """Go to an instant, also back: clocks of machines are put right."""
        self._now = instant
        return instant


@pytest.fixture
def clock() -> FakeClock:
    """A clock standing at 09:00 in Beijing on an ordinary Friday."""
    return FakeClock(datetime(2026, 11, 20, 1, 0, tzinfo=UTC))


@pytest.fixture
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture
def shared() -> Path:
    """The folder of real data sets; the test is skipped where they are not at hand."""
    if not SHARED.is_dir():
        pytest.skip("the real data sets do not lie beside this checkout")
    return SHARED


MACHINES_OWN_HOME = platformdirs.user_data_path("OpinionDesk", appauthor=False)


@pytest.fixture(autouse=True, scope="session")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where a desk without `--home` lies while the tests run: a folder of theirs, for their children too, never the machine's own."""
    folder = tmp_path_factory.mktemp("machine")
    fonts = MACHINES_OWN_HOME.parent / "fonts"
    if fonts.is_dir() and os.name == "posix":  # letters are drawn with what the machine has
        (folder / "fonts").symlink_to(fonts, target_is_directory=True)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
            patch.setenv(name, str(folder))
        yield platformdirs.user_data_path("OpinionDesk", appauthor=False)


class OutsideReached(AssertionError):
    """A test tried to leave this machine."""


def _stays_here(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0]).split("%", 1)[0]
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_way_out() -> Iterator[None]:
    """A connection beyond loopback fails the test that tried it; a name beyond loopback is not found."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


def _guarded(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if not _stays_here(address):
            raise OutsideReached(f"a connection to {address!r}")
        return original(self, address)

    return connect


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _guarded_lookup(original: Any) -> Any:
    def getaddrinfo(host: Any, *more: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not _stays_here((name,)) and not _is_address(name):
            # What a machine without a network says; a test of unknown hosts then needs no stand-in.
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return original(host, *more, **named)

    return getaddrinfo
