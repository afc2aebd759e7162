"""The sound of clocks: when it comes, when it is silent, and that no player is left behind."""

from __future__ import annotations

import io
import sys
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.frame.alarm import Alarm
from ui.frame.chime import RATE, chime, kept_chime
from ui.frame.player import Player
from ui.preferences.looks import LooksSection
from ui.seat import Seat

from .fake_desk import FakeDesk
from .fake_incidents import FakeDeed

Home = Callable[[Seat], None]
TUNNEL = 4


class Sounds:
    """An alarm whose sounds are counted, and a desk whose seconds pass."""

    def __init__(self, seat: Seat, desk: FakeDesk) -> None:
        self.parent = QObject()
        self.count, self._desk = 0, desk
        self.alarm = Alarm(seat, self.parent, self._heard)
        self.read()

    def _heard(self) -> None:
        self.count += 1

    def read(self) -> None:
        self.alarm.show_running(self._desk.incidents.running())

    def seconds(self, many: int) -> int:
        before = self.count
        for _ in range(many):
            self._desk.clock.forward(seconds=1)
            self.alarm.tick(self._desk.clock.now())
        return self.count - before


@pytest.fixture
def sounds(seat: Seat, desk: FakeDesk) -> Sounds:
    return Sounds(seat, desk)


def test_what_was_late_and_calls_nobody_is_not_told_anew_when_the_window_opens(sounds: Sounds) -> None:
    assert sounds.seconds(180) == 0


def test_a_missed_deadline_sounds_once_and_then_every_minute_until_its_call_is_answered(
    sounds: Sounds, desk: FakeDesk
) -> None:
    assert sounds.seconds(40 * 60) == 0
    assert sounds.seconds(60) == 1
    desk.incidents.tick()
    sounds.read()
    assert sounds.seconds(180) == 3
    for id in (1, TUNNEL):
        desk.incidents.answer_call(id, deed=FakeDeed("夜班值班员"))
    sounds.read()
    assert sounds.seconds(180) == 0


def test_a_call_of_the_ladder_sounds_and_the_deadline_it_is_about_is_not_heard_twice(sounds: Sounds) -> None:
    sounds.seconds(40 * 60 + 50)
    sounds.alarm.call("YQ-2026-0117 提级至第 2 层")
    assert sounds.count == 1
    assert sounds.seconds(5) == 0


def test_it_is_silent_while_the_settings_say_so(sounds: Sounds, desk: FakeDesk) -> None:
    desk.save(replace(desk.settings, sound=False))
    sounds.alarm.call("")
    assert sounds.seconds(3000) == 0
    desk.save(replace(desk.settings, sound=True))
    sounds.alarm.call("")
    assert sounds.count == 1


def test_a_met_clock_is_silent(sounds: Sounds, desk: FakeDesk) -> None:
    desk.incidents.tick()
    desk.incidents.dismiss(TUNNEL, "重复立件", deed=FakeDeed("夜班值班员"))
    sounds.read()
    assert sounds.seconds(120) == 0


def test_the_sound_can_be_muted_under_appearance(seat: Seat, desk: FakeDesk, qtbot: QtBot, home: Home) -> None:
    looks = LooksSection(seat)
    qtbot.addWidget(looks)
    looks.shown()
    home(seat)
    assert looks.sound.isChecked()
    looks.sound.click()
    home(seat)
    assert not desk.settings.sound


def test_the_chime_is_a_short_wav_that_begins_and_ends_in_silence_and_is_the_same_every_time() -> None:
    made = chime()
    with wave.open(io.BytesIO(made)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert file.getnframes() / RATE < 2
        frames = file.readframes(file.getnframes())
    samples = memoryview(frames).cast("h")
    loudest = max(map(abs, samples))
    assert 12_000 < loudest < 32_767
    assert samples[0] == 0
    assert abs(samples[-1]) < loudest / 10
    assert chime() == made


def test_a_chime_that_was_cut_short_is_made_again_and_a_disk_that_will_not_is_no_failure(tmp_path: Path) -> None:
    kept = kept_chime(tmp_path)
    assert kept is not None
    kept.write_bytes(b"RIFF")
    assert kept_chime(tmp_path) == kept
    assert kept.read_bytes() == chime()
    (tmp_path / "file").write_text("")
    assert kept_chime(tmp_path / "file") is None


def noting(note: Path, code: int = 0) -> tuple[str, ...]:
    """A stand-in for a player: writes down the file it was given."""
    program = f"import sys; open({str(note)!r}, 'a').write(sys.argv[1] + '\\n'); sys.exit({code})"
    return (sys.executable, "-c", program)


def test_the_player_is_given_the_file_and_is_gone_afterwards(tmp_path: Path, qtbot: QtBot) -> None:
    parent, note = QObject(), tmp_path / "note"
    player = Player(parent, [noting(note)])
    player.play(tmp_path / "chime.wav")
    assert player.playing
    qtbot.waitUntil(lambda: not player.playing)
    assert note.read_text().split() == [str(tmp_path / "chime.wav")]


def test_a_player_that_is_absent_or_fails_gives_way_to_the_next_and_at_last_to_the_beep(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, note, beeps = QObject(), tmp_path / "note", list[int]()
    player = Player(parent, [(str(tmp_path / "absent"),), noting(note, 1)])
    monkeypatch.setattr(player, "beep", lambda: beeps.append(1))
    player.play(tmp_path / "chime.wav")
    qtbot.waitUntil(lambda: beeps == [1])
    assert note.exists()
    player.play(tmp_path / "chime.wav")
    assert beeps == [1, 1]


def test_a_player_that_hangs_is_ended_with_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    parent = QObject()
    player = Player(parent, [(sys.executable, "-c", "import time; time.sleep(60)")])
    player.play(tmp_path / "chime.wav")
    qtbot.waitUntil(lambda: player.playing)
    assert player._limit.isActive()
    player.play(tmp_path / "other.wav")  # one at a time
    player.stop()
    assert not player.playing
