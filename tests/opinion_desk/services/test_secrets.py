"""Secrets lie in the keyring, or in a file for their owner's eyes alone; nothing is lost when either fails."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.services.secrets import SECRETS_FILE, FileSecrets, KeyringSecrets, open_secrets


class Ring(KeyringBackend):
    """A keyring in memory that can be locked."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def _look(self) -> None:
        if self.locked:
            raise KeyringLocked("locked")

    def get_password(self, service: str, username: str) -> str | None:
        self._look()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._look()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("none")


@pytest.fixture
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_without_a_keyring_they_lie_in_a_file_of_the_home(tmp_path: Path) -> None:
    assert isinstance(keyring.get_keyring(), NoKeyring)  # the suite never touches that of whoever runs it
    secrets = open_secrets(tmp_path / "home")
    assert secrets.get("c1:address") is None
    secrets.put("c1:address", "https://robot.example/密")
    secrets.put("c2:password", "p")
    assert open_secrets(tmp_path / "home").get("c1:address") == "https://robot.example/密"
    file = tmp_path / "home" / SECRETS_FILE
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    secrets.forget("c1:address")
    secrets.forget("c1:address")
    assert secrets.get("c1:address") is None and secrets.get("c2:password") == "p"


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"a": 1}', b"\xff"])
def test_a_file_that_cannot_be_understood_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / SECRETS_FILE
    file.write_bytes(content)
    secrets = FileSecrets(tmp_path)
    uses: tuple[Callable[[], object], ...] = (
        lambda: secrets.get("a"),
        lambda: secrets.put("a", "b"),
        lambda: secrets.forget("a"),
    )
    for use in uses:
        with pytest.raises(Refused) as why:
            use()
        assert why.value.id == "secrets_broken"
    assert file.read_bytes() == content


def test_a_full_disk_keeps_what_there_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = FileSecrets(tmp_path)
    secrets.put("a", "b")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Unavailable):
        secrets.put("a", "c")
    assert secrets.get("a") == "b"


def test_with_a_keyring_nothing_is_written_to_the_home_and_homes_are_kept_apart(tmp_path: Path, ring: Ring) -> None:
    here, there = open_secrets(tmp_path / "a"), open_secrets(tmp_path / "b")
    assert isinstance(here, KeyringSecrets)
    here.put("c1:address", "x")
    assert (here.get("c1:address"), there.get("c1:address")) == ("x", None)
    assert list(tmp_path.rglob("*")) == [] and len(ring.kept) == 1
    here.forget("c1:address")
    here.forget("c1:address")
    assert here.get("c1:address") is None and ring.kept == {}


def test_a_keyring_that_is_locked_says_so_unless_the_file_knows(tmp_path: Path, ring: Ring) -> None:
    secrets = open_secrets(tmp_path)
    secrets.put("a", "x")
    ring.locked = True
    with pytest.raises(Unavailable) as why:
        secrets.get("a")
    assert why.value.id == "keyring_failed"
    secrets.put("b", "y")  # what the keyring does not take is not lost
    assert secrets.get("b") == "y" and FileSecrets(tmp_path).get("b") == "y"
    ring.locked = False
    assert (secrets.get("a"), secrets.get("b")) == ("x", "y")
    secrets.put("b", "z")  # and moves there when it opens again
    assert FileSecrets(tmp_path).get("b") is None and secrets.get("b") == "z"
