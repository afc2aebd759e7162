"""Whatever a feed or an export brings is read: never an exception, and never more work than its length asks for."""

from __future__ import annotations

import cProfile
import random

import pytest

from bench.reading_speed import LONG, awkward
from models.reader import TextReader, load_reader
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.verdict import Verdict

AWKWARD = awkward()
MATTERS = (
    "小区停水三天没有通知",
    "楼下烧烤油烟扰民",
    "公交车等四十分钟不来",
    "云川水务集团乱收费",
    "广州一工厂爆炸致3人死亡",
)


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return load_reader("云川市")


def read(reader: TextReader, title: str, body: str = "") -> Verdict:
    return reader.read([TextToRead("1", title, body)])[0]


def calls(reader: TextReader, text: str) -> int:
    """How many calls it takes to read a text, which does not depend on how busy the machine is."""
    profile = cProfile.Profile()
    profile.enable()
    read(reader, "", text)
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("name", AWKWARD)
def test_a_long_text_of_one_thing_is_read_and_its_reasons_stand_where_they_say(reader: TextReader, name: str) -> None:
    whole = AWKWARD[name]
    for item in (TextToRead("1", "", whole), TextToRead("1", whole[: LONG // 2], whole[LONG // 2 :])):
        verdict = reader.read([item])[0]
        assert all(item.text[reason.start : reason.end] == reason.text for reason in verdict.because)


@pytest.mark.parametrize("name", AWKWARD)
def test_twice_the_text_asks_for_no_more_than_twice_the_work(reader: TextReader, name: str) -> None:
    read(reader, "", AWKWARD[name])  # so that nothing is loaded or remembered for the first time while counting
    assert calls(reader, AWKWARD[name]) <= 2.5 * calls(reader, AWKWARD[name][: LONG // 2])


@pytest.mark.parametrize("text", ["", "水", "。", "\n", "\ud800", "\udc00\ud800", "\x00", "\ufeff", "é", "😀", "1"])
def test_a_text_of_one_character_or_none_points_nowhere(reader: TextReader, text: str) -> None:
    for verdict in (read(reader, text), read(reader, "", text), read(reader, text, text)):
        assert verdict.lead.function is None
        assert not verdict.sure


def test_a_million_characters_are_read_as_their_beginning_is(reader: TextReader) -> None:
    beginning = "小区停水三天，水务公司没人管。" * 1_000
    long = read(reader, "停水", beginning + "公交车不来。" * 165_000)
    assert long.as_json() == read(reader, "停水", beginning).as_json()


def test_english_and_emoji_point_nowhere(reader: TextReader) -> None:
    for text in ("No water in our building for three days, please help! " * 20, "😀👍🏻❤️" * 100):
        assert read(reader, text[:40], text).lead.function is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("小區停水三天沒有通知", "小区停水三天没有通知"),
        ("雲川市東湖區學校食堂飯菜變質", "云川市东湖区学校食堂饭菜变质"),
        ("廣州一工廠爆炸致３人死亡", "广州一工厂爆炸致3人死亡"),
        ("網傳自來水被投毒係謠言，請勿輕信", "网传自来水被投毒系谣言，请勿轻信"),
    ],
)
def test_traditional_characters_and_wide_figures_read_as_the_common_ones(
    reader: TextReader, old: str, new: str
) -> None:
    one, other = read(reader, old, old), read(reader, new, new)
    words = [(reason.field, reason.start, reason.end) for reason in one.because]
    assert words == [(reason.field, reason.start, reason.end) for reason in other.because]
    assert (one.topics, one.kind, one.voice, one.attitude, one.emergency) == (
        other.topics,
        other.kind,
        other.voice,
        other.attitude,
        other.emergency,
    )
    assert (one.places, one.lead, one.others) == (other.places, other.lead, other.others)


def test_markup_and_addresses_left_in_say_nothing(reader: TextReader) -> None:
    plain = read(reader, "小区停水三天", "水务公司一直没人管，老人喝水都成问题。")
    marked = '<p class="school hospital">水务公司一直没人管，</p><br/><img src="https://edu.example/学校.png">老人喝水&nbsp;都成问题。'
    dirty = read(reader, "小区停水三天", marked)
    assert dirty.lead.function == plain.lead.function == "water_supply"
    assert (dirty.voice, dirty.attitude.name, dirty.institution) == (
        plain.voice,
        plain.attitude.name,
        plain.institution,
    )


def test_control_characters_and_half_surrogates_between_words_change_nothing_but_places(reader: TextReader) -> None:
    plain = read(reader, "小区停水三天", "水务公司没人管。投诉多次。")
    broken = read(reader, "\x0b小区停水三天\ud83d", "\x00水务公司没人管。\x1f投诉多次。\udfff")
    assert [topic.name for topic in broken.topics] == [topic.name for topic in plain.topics]
    assert broken.lead.unit == plain.lead.unit
    assert {reason.text for reason in broken.because} == {reason.text for reason in plain.because}


def test_advertising_is_nobodys_matter(reader: TextReader) -> None:
    text = "全场五折起！加微信领优惠券，扫码进群秒杀，包邮到家，点击链接立即下单，限时抢购！"
    assert not read(reader, "限时秒杀！全场五折", text).sure


def test_bad_texts_beside_it_change_no_verdict_and_order_does_not_matter(reader: TextReader) -> None:
    texts = [TextToRead(matter, matter, "多次反映没人管。") for matter in MATTERS]
    bad = [TextToRead(name, what[:500], what[500:1500]) for name, what in AWKWARD.items()]
    mixed = [*texts, *bad]
    random.Random(7).shuffle(mixed)
    verdicts = {item.id: verdict for item, verdict in zip(mixed, reader.read(mixed), strict=True)}
    for item in texts:
        alone = reader.read([item])[0].as_json()
        assert verdicts[item.id].as_json() == alone
