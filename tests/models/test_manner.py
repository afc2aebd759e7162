import pytest

from models.manner import Circumstances, Speaker, read_attitude, read_kind, read_scope, read_voice, speaker_of
from opinion_desk.domain.verdict import Attitude, Emergency, Voice

NO_VOICE = {"official": 0.0, "rumour": 0.0, "demand": 0.0, "report": 0.0}
NO_KIND = {"D1": 0.0, "D2": 0.0, "D3": 0.0, "D4": 0.0, "D5": 0.0, "D6": 0.0}
NO_SCOPE = {f"S{number}": 0.0 for number in range(1, 8)}
NO_FEELING = {"negative": 0.0, "positive": 0.0, "neutral": 0.0}


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
    assert read_voice(NO_VOICE | sums) is voice


def test_official_words_are_never_negative() -> None:
    angry = NO_FEELING | {"negative": 20.0}
    assert read_attitude(angry, NO_FEELING, Voice.REPORT, 0.0).name == Attitude.NEGATIVE
    assert read_attitude(angry, NO_FEELING, Voice.OFFICIAL, 0.0).name == Attitude.NEUTRAL


def test_a_demand_full_of_hardship_is_negative_without_a_harsh_word() -> None:
    assert read_attitude(NO_FEELING, NO_FEELING, Voice.DEMAND, 8.0).name == Attitude.NEGATIVE
    assert read_attitude(NO_FEELING, NO_FEELING, Voice.DEMAND, 0.0).name == Attitude.NEUTRAL


def test_a_plain_report_asks_for_nothing() -> None:
    assert read_kind(NO_KIND | {"D2": 3.0}, Circumstances(Voice.REPORT, Attitude.NEUTRAL)) is None


def test_a_report_of_a_grave_accident_is_a_grave_matter() -> None:
    known = Circumstances(Voice.REPORT, Attitude.NEGATIVE, Emergency.ACCIDENT, 2)
    kind = read_kind(NO_KIND, known)
    assert kind is not None and kind.name == "D3"


def test_an_emergency_is_always_in_the_fifth_category() -> None:
    assert read_scope(NO_SCOPE, Circumstances(Voice.REPORT, Attitude.NEUTRAL, Emergency.ACCIDENT)) == ("S5",)


def test_asking_whether_hearsay_is_true_spreads_no_rumour() -> None:
    asked = NO_SCOPE | {"S7": 3.5}
    assert read_scope(asked, Circumstances(Voice.DEMAND, Attitude.NEUTRAL)) == ()
    assert read_scope(asked, Circumstances(Voice.RUMOUR, Attitude.NEUTRAL)) == ("S7",)


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
    assert read_voice(notice) is Voice.OFFICIAL
    assert read_voice(notice, Speaker.CITIZENS) is Voice.REPORT
    assert read_voice(notice, Speaker.LETTERS) is Voice.DEMAND
    assert read_voice(NO_VOICE | {"rumour": 4.0}, Speaker.GOVERNMENT) is Voice.OFFICIAL


def test_a_newspaper_that_asks_a_little_still_reports() -> None:
    asked = NO_VOICE | {"demand": 3.0}
    assert read_voice(asked) is Voice.DEMAND
    assert read_voice(asked, Speaker.MEDIA) is Voice.REPORT


def test_a_newspaper_is_neutral_where_its_words_tell_nothing_and_not_where_they_tell_of_hardship() -> None:
    guessed = NO_FEELING | {"negative": 1.0, "neutral": -2.0}
    assert read_attitude(NO_FEELING, guessed, Voice.REPORT, 0.0).name == Attitude.NEGATIVE
    assert read_attitude(NO_FEELING, guessed, Voice.REPORT, 0.0, speaker=Speaker.MEDIA).name == Attitude.NEUTRAL
    worried = NO_FEELING | {"negative": 4.0, "neutral": 6.0}
    assert read_attitude(worried, NO_FEELING, Voice.REPORT, 12.0, speaker=Speaker.MEDIA).name == Attitude.NEGATIVE
