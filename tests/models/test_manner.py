import numpy as np
import pytest

from models.manner import (
    ATTITUDES,
    KINDS,
    NO_KIND,
    VOICES,
    Circumstances,
    Speaker,
    Sums,
    read_attitudes,
    read_kinds,
    read_scopes,
    read_voices,
    speaker_of,
    speakers_in,
)
from opinion_desk.domain.verdict import Attitude, Voice

NO_VOICE = {"official": 0.0, "rumour": 0.0, "demand": 0.0, "report": 0.0}
NO_KIND_SAID = {"D1": 0.0, "D2": 0.0, "D3": 0.0, "D4": 0.0, "D5": 0.0, "D6": 0.0}
NO_SCOPE = {f"S{number}": 0.0 for number in range(1, 8)}
NO_FEELING = {"negative": 0.0, "positive": 0.0, "neutral": 0.0}


NAMES = {
    Speaker.GOVERNMENT: "云川发布",
    Speaker.LETTERS: "12345热线",
    Speaker.CITIZENS: "云川论坛",
    Speaker.MEDIA: "云川日报",
}


def one(sums: dict[str, float]) -> Sums:
    """The sums of a single text."""
    return {name: np.array([value]) for name, value in sums.items()}


def yes(told: bool) -> np.ndarray:
    return np.array([told])


def voice_of(sums: dict[str, float], speaker: Speaker | None = None) -> Voice:
    speakers = speakers_in([NAMES[speaker] if speaker is not None else None])
    return VOICES[int(read_voices(one(sums), speakers)[0])]


def attitude_of(
    sums: dict[str, float], logits: dict[str, float], voice: Voice, complaint: float, *, by_medium: bool = False
) -> Attitude:
    spoken, told = np.array([VOICES.index(voice)]), np.array([complaint])
    felt, _ = read_attitudes(one(sums), one(logits), spoken, told, yes(False), yes(by_medium))
    return ATTITUDES[int(felt[0])]


def known(voice: Voice, attitude: Attitude, *, grave: bool = False) -> Circumstances:
    spoken, felt = np.array([VOICES.index(voice)]), np.array([ATTITUDES.index(attitude)])
    return Circumstances(spoken, felt, yes(grave), yes(grave))


@pytest.mark.parametrize(
    ("sums", "voice"),
    [
        ({}, Voice.REPORT),
        ({"demand": 6.0}, Voice.DEMAND),
        ({"rumour": 6.0}, Voice.RUMOUR),
        ({"official": 8.0, "rumour": 4.0}, Voice.OFFICIAL),
        ({"rumour": 4.0, "demand": 9.0}, Voice.DEMAND),
    ],
)
def test_the_strongest_cue_tells_who_speaks(sums: dict[str, float], voice: Voice) -> None:
    assert voice_of(NO_VOICE | sums) is voice


def test_official_words_are_never_negative() -> None:
    angry = NO_FEELING | {"negative": 20.0}
    assert attitude_of(angry, NO_FEELING, Voice.REPORT, 0.0) is Attitude.NEGATIVE
    assert attitude_of(angry, NO_FEELING, Voice.OFFICIAL, 0.0) is Attitude.NEUTRAL


def test_a_demand_full_of_hardship_is_negative_without_a_harsh_word() -> None:
    assert attitude_of(NO_FEELING, NO_FEELING, Voice.DEMAND, 8.0) is Attitude.NEGATIVE
    assert attitude_of(NO_FEELING, NO_FEELING, Voice.DEMAND, 0.0) is Attitude.NEUTRAL


def test_a_plain_report_asks_for_nothing() -> None:
    kind, _ = read_kinds(one(NO_KIND_SAID | {"D2": 3.0}), known(Voice.REPORT, Attitude.NEUTRAL))
    assert kind.tolist() == [NO_KIND]


def test_a_report_of_a_grave_accident_is_a_grave_matter() -> None:
    kind, _ = read_kinds(one(NO_KIND_SAID), known(Voice.REPORT, Attitude.NEGATIVE, grave=True))
    assert [KINDS[number] for number in kind] == ["D3"]


def test_an_emergency_is_always_in_the_fifth_category() -> None:
    assert read_scopes(one(NO_SCOPE), known(Voice.REPORT, Attitude.NEUTRAL, grave=True)) == [("S5",)]


def test_asking_whether_hearsay_is_true_spreads_no_rumour() -> None:
    asked = one(NO_SCOPE | {"S7": 3.5})
    assert read_scopes(asked, known(Voice.DEMAND, Attitude.NEUTRAL)) == [()]
    assert read_scopes(asked, known(Voice.RUMOUR, Attitude.NEUTRAL)) == [("S7",)]


def test_texts_read_together_are_judged_each_for_itself() -> None:
    sums = {name: np.array([0.0, 8.0, 0.0]) if name == "demand" else np.zeros(3) for name in NO_VOICE}
    voices = read_voices(sums, speakers_in([None, None, "云川发布"]))
    assert [VOICES[number] for number in voices] == [Voice.REPORT, Voice.DEMAND, Voice.OFFICIAL]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("云川发布", Speaker.GOVERNMENT),
        ("云川市政府网", Speaker.GOVERNMENT),
        ("东湖区应急管理局", Speaker.GOVERNMENT),
        ("南岸街道办事处", Speaker.GOVERNMENT),
        ("12345热线导出", Speaker.LETTERS),
        ("市政府网市长信箱", Speaker.LETTERS),
        ("云川城市论坛", Speaker.CITIZENS),
        ("云川日报", Speaker.MEDIA),
        ("云川广播电视台", Speaker.MEDIA),
        ("云川生活", None),
        ("", None),
        (None, None),
    ],
)
def test_the_name_of_a_source_tells_who_speaks_there(source: str | None, speaker: Speaker | None) -> None:
    assert speaker_of(source) is speaker


def test_a_government_is_official_and_citizens_never_are() -> None:
    notice = NO_VOICE | {"official": 9.0}
    assert voice_of(notice) is Voice.OFFICIAL
    assert voice_of(notice, Speaker.CITIZENS) is Voice.REPORT
    assert voice_of(notice, Speaker.LETTERS) is Voice.DEMAND
    assert voice_of(NO_VOICE | {"rumour": 4.0}, Speaker.GOVERNMENT) is Voice.OFFICIAL


def test_a_newspaper_that_asks_a_little_still_reports() -> None:
    asked = NO_VOICE | {"demand": 3.0}
    assert voice_of(asked) is Voice.DEMAND
    assert voice_of(asked, Speaker.MEDIA) is Voice.REPORT


def test_a_newspaper_is_neutral_where_its_words_tell_nothing_and_not_where_they_tell_of_hardship() -> None:
    guessed = NO_FEELING | {"negative": 1.0, "neutral": -2.0}
    assert attitude_of(NO_FEELING, guessed, Voice.REPORT, 0.0) is Attitude.NEGATIVE
    assert attitude_of(NO_FEELING, guessed, Voice.REPORT, 0.0, by_medium=True) is Attitude.NEUTRAL
    worried = NO_FEELING | {"negative": 4.0, "neutral": 6.0}
    assert attitude_of(worried, NO_FEELING, Voice.REPORT, 12.0, by_medium=True) is Attitude.NEGATIVE


def test_a_newspaper_asks_by_its_style_where_others_would_demand() -> None:
    asked = NO_VOICE | {"demand": 5.0}
    assert voice_of(asked) is Voice.DEMAND
    assert voice_of(asked, Speaker.MEDIA) is Voice.REPORT
    assert voice_of(asked, Speaker.LETTERS) is Voice.DEMAND
