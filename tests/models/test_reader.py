import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.reader import TextReader, load_reader
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.verdict import Attitude, Emergency, Place, Verdict, Voice

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return load_reader("云川市")


def read(reader: TextReader, title: str, body: str = "") -> Verdict:
    return reader.read([TextToRead("1", title, body)])[0]


@pytest.mark.parametrize(
    ("title", "body", "function"),
    [
        ("小区停水三天没有通知", "水务公司说在抢修，可是一直没水。", "water_supply"),
        ("楼下烧烤油烟扰民", "占道摆摊，油烟往家里灌，城管来了就散。", "urban_management"),
        ("化工厂夜里偷排废气", "刺鼻异味让人睡不着，请环保部门查一查。", "ecology_environment"),
        ("包工头拖欠农民工工资", "干了半年，工资一分没发。", "human_resources"),
        ("孩子上学难", "新小区没有配套小学，学区划分不公布。", "education"),
        ("公交车等四十分钟不来", "早高峰公交线路班次太少。", "public_transport"),
        ("电梯困人维保单位不露面", "电梯故障三天两头坏。", "market_supervision"),
        ("异地住院医保报销太慢", "材料交了三个月没有到账。", "medical_insurance"),
    ],
)
def test_everyday_matters_find_their_function(reader: TextReader, title: str, body: str, function: str) -> None:
    verdict = read(reader, title, body)
    assert verdict.lead.function == function
    assert verdict.lead.score > 0.7


def test_a_plain_matter_told_with_many_words_is_sure_and_a_bare_one_is_not() -> None:
    plain = load_reader("云川市")
    told = read(
        plain, "包工头拖欠农民工工资", "劳动合同没有签，农民工工资拖欠半年，劳动监察说让我们去劳动仲裁，欠薪谁来管？"
    )
    assert told.sure
    assert not read(plain, "请问找谁").sure


def test_the_threshold_of_being_sure_can_be_set() -> None:
    item = TextToRead("1", "小区停水三天没有通知", "水务公司说在抢修，可是一直没水。")
    assert load_reader("云川市", sure_at=0.3).read([item])[0].sure
    assert not load_reader("云川市", sure_at=0.999).read([item])[0].sure


def from_source(reader: TextReader, source: str, title: str, body: str) -> Verdict:
    return reader.read([TextToRead("1", title, body, source=source)])[0]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("消防提醒：冬季取暖别用大功率电器", "老旧线路易起火，请勿超负荷用电。"),
        ("交警提示：连环路今起单向通行", "交警部门恳请广大驾驶人提前绕行，为救护车让道。"),
        ("警方通报：编造停电谣言者被行政拘留", "经查，网民为博眼球编造信息，已被处罚。"),
    ],
)
def test_what_a_body_lets_a_newspaper_announce_is_official(reader: TextReader, title: str, body: str) -> None:
    verdict = from_source(reader, "云川日报", title, body)
    assert verdict.voice is Voice.OFFICIAL
    assert verdict.attitude.name != Attitude.NEGATIVE
    assert verdict.kind is None


@pytest.mark.parametrize(
    ("source", "title", "body"),
    [
        ("云川日报", "警方捣毁一制售假酒窝点", "公安机关查获假酒三千瓶，抓获犯罪嫌疑人6名。"),
        ("云川日报", "民警三天追回被骗养老钱", "本报讯 民警侦破一起冒充客服诈骗案，追回资金12万元。"),
        ("江北日报", "省安委会：立即开展烟花爆竹仓库全面检查", "通知要求严禁超量储存，对隐患线索逐一核查。"),
        ("云川晚报", "古城墙下的夜市，什么时候去最热闹？", "摊主说晚上八点人最多，烤红薯十元一个。"),
        ("云川晚报", "本周末大幅降温，出门添衣", "气象台预计冷空气周六到，最低气温零下2℃。"),
        ("云川生活", "公积金提取攻略，看这一篇", "租房提取材料有哪些？一览表附后，可咨询柜台。"),
    ],
)
def test_soft_news_and_what_the_police_achieved_ask_for_nothing(
    reader: TextReader, source: str, title: str, body: str
) -> None:
    verdict = from_source(reader, source, title, body)
    assert verdict.voice is Voice.REPORT
    assert verdict.attitude.name != Attitude.NEGATIVE
    assert verdict.kind is None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("小区地下车库又被淹了", "每次大雨就进水，车泡了三辆，物业不管，盼望尽快修好排水。"),
        ("楼道灯不通电，晚上下楼不安全", "来电人反映楼道灯坏了半个月没人修，老人不敢下楼。"),
        ("电动车充电桩擅自涨价", "物业不通知就涨到一块五一度，希望有人管。"),
    ],
)
def test_a_complaint_that_hopes_for_better_is_still_a_complaint(reader: TextReader, title: str, body: str) -> None:
    verdict = from_source(reader, "云川城市论坛", title, body)
    assert verdict.voice is Voice.DEMAND
    assert verdict.attitude.name == Attitude.NEGATIVE
    assert verdict.kind is not None
    assert verdict.kind.name == "D2"


def test_a_record_is_no_innovation_and_a_pit_of_a_site_is_no_swindle(reader: TextReader) -> None:
    assert (
        from_source(reader, "江北日报", "药材收购价创新高", "本季收购价每斤涨了两元。").attitude.name
        == Attitude.NEUTRAL
    )
    told = from_source(reader, "云川日报", "地铁站基坑封底", "深基坑昨天浇筑完成。")
    assert told.attitude.name != Attitude.NEGATIVE


def test_a_refutation_is_official_and_never_negative(reader: TextReader) -> None:
    verdict = read(reader, "情况通报", "网传“自来水被投毒”系谣言，经核查水质正常，造谣者已被依法拘留。云川市公安局")
    assert verdict.voice is Voice.OFFICIAL
    assert verdict.attitude.name != Attitude.NEGATIVE
    assert verdict.kind is None


def test_a_rumour_is_to_be_refuted(reader: TextReader) -> None:
    verdict = read(reader, "紧急扩散！速转！", "听说自来水厂被投毒了，内部消息，大家千万别喝！")
    assert verdict.voice is Voice.RUMOUR
    assert verdict.kind is not None and verdict.kind.name == "D6"
    assert "S7" in verdict.scope


def test_a_suggestion_is_told_from_a_complaint_and_a_question(reader: TextReader) -> None:
    suggestion = read(reader, "建议增设公交线路", "希望在南岸新增一条线路，方便出行。")
    complaint = read(reader, "楼上漏水物业不管", "多次投诉没人管，苦不堪言。")
    question = read(reader, "请问生育津贴怎么申请", "想咨询需要什么材料？")
    assert [verdict.kind and verdict.kind.name for verdict in (suggestion, complaint, question)] == ["D1", "D2", "D4"]
    assert complaint.attitude.name == Attitude.NEGATIVE


def test_praise_is_positive_and_asks_for_nothing(reader: TextReader) -> None:
    verdict = read(reader, "点赞！社区食堂真好吃", "老人们都很满意，感谢社区，太暖心了。")
    assert verdict.attitude.name == Attitude.POSITIVE
    assert verdict.kind is None


def test_an_accident_is_an_emergency_and_a_grave_matter(reader: TextReader) -> None:
    verdict = read(
        reader, "云川大桥施工坍塌", "今天上午，云川大桥施工现场发生坍塌，已造成12人死亡、20人受伤，救援仍在进行。"
    )
    assert verdict.emergency is Emergency.ACCIDENT
    assert verdict.severity is not None and verdict.severity.level == 2
    assert verdict.kind is not None and verdict.kind.name == "D3"
    assert "S5" in verdict.scope


def test_a_source_of_the_jurisdiction_speaks_of_it_unless_another_place_is_named(reader: TextReader) -> None:
    here, there, unknown = reader.read(
        [
            TextToRead("1", "大桥塌了", "好多人往那边跑", of_home=True),
            TextToRead("2", "广州花市筹备启动", "摊位竞投下月进行", of_home=True),
            TextToRead("3", "大桥塌了", "好多人往那边跑"),
        ]
    )
    assert here.places == (Place("云川市", "", local=True),) and here.local
    assert not there.local and there.places[0].name.startswith("广州")
    assert unknown.places == ()
    assert [reason for reason in here.because if reason.field == "places"] == []


def test_the_place_of_home_has_the_code_of_the_jurisdiction() -> None:
    verdict = load_reader("商洛市").read([TextToRead("1", "停水三天", of_home=True)])[0]
    assert verdict.places == (Place("商洛市", "6110", local=True),)
    assert load_reader(None).read([TextToRead("1", "停水三天", of_home=True)])[0].places == ()


def test_who_speaks_tells_official_words_from_words_about_officials(reader: TextReader) -> None:
    told = "关于下周大桥检修的说明", "请绕行隧道，时间另行公告。"
    sources = ("云川发布", "云川城市论坛", "12345热线")
    first, *rest = reader.read([TextToRead("1", *told, source=source) for source in sources])
    assert first.voice is Voice.OFFICIAL
    assert Voice.OFFICIAL not in [verdict.voice for verdict in rest]


def test_a_drill_is_no_grave_matter(reader: TextReader) -> None:
    body = "演练设定厂房坍塌，5名工人被困，多部门演练了破拆营救和伤员转运。"
    verdict = reader.read([TextToRead("1", "开发区举行坍塌救援演练", body, source="云川日报")])[0]
    assert verdict.attitude.name != Attitude.NEGATIVE
    assert verdict.kind is None


def test_a_good_deed_is_positive_though_something_was_lost(reader: TextReader) -> None:
    verdict = read(reader, "乘客丢了钱包，司机等了一小时交还失主", "失主连声道谢，司机不愿留下姓名。")
    assert verdict.attitude.name == Attitude.POSITIVE


def test_reasons_quote_the_text_where_they_say(reader: TextReader) -> None:
    item = TextToRead("1", "自來水停水三天", "<b>我們小區</b>停水，水務公司沒人管。")
    verdict = reader.read([item])[0]
    assert {reason.field for reason in verdict.because} >= {"topics", "lead", "attitude", "voice"}
    for reason in verdict.because:
        assert item.text[reason.start : reason.end] == reason.text


def test_traditional_characters_read_as_simplified_ones(reader: TextReader) -> None:
    old, new = read(reader, "小區物業不作為", "電梯壞了沒人修"), read(reader, "小区物业不作为", "电梯坏了没人修")
    assert (old.lead, old.topics, old.voice) == (new.lead, new.topics, new.voice)


@pytest.mark.parametrize("text", ["", "水", "😀" * 50, "\ud83d", "\x00\x01\x02", "<div><p>" * 200, "？" * 3000])
def test_a_text_that_says_nothing_is_left_to_a_person(reader: TextReader, text: str) -> None:
    verdict = read(reader, text, text)
    assert not verdict.sure
    assert verdict.as_json()["because"] is not None


def test_a_giant_text_is_read_by_its_beginning(reader: TextReader) -> None:
    verdict = read(reader, "小区停水三天", "自来水公司没人管。" * 120_000)
    assert verdict.lead.function == "water_supply"


def test_every_text_gets_its_own_verdict_in_order_whatever_the_batch(reader: TextReader) -> None:
    texts = [TextToRead(str(n), ("小区停水", "公交车不来", "")[n % 3], "没人管") for n in range(300)]
    together = reader.read(texts)
    assert together[:3] == [reader.read([text])[0] for text in texts[:3]]
    assert together[297:] == together[:3]
    assert reader.read([]) == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=200), st.text(st.characters(), max_size=200))
def test_no_text_whatever_stops_the_reader(reader: TextReader, title: str, body: str) -> None:
    verdict = read(reader, title, body)
    assert 0.0 <= verdict.attitude.score <= 1.0
    assert all(0.0 <= scored.score <= 1.0 for scored in verdict.topics)
    assert len(verdict.topics) <= 10


def test_reading_loads_neither_scikit_learn_nor_pandas() -> None:
    script = (
        "import sys\n"
        "from models.reader import load_reader\n"
        "from opinion_desk.domain.reading import TextToRead\n"
        "assert load_reader('云川市').read([TextToRead('1', '停水三天', '没人管')])[0].lead.function\n"
        "print([name for name in ('sklearn', 'pandas', 'scipy', 'jieba', 'PySide6') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_desks_own_criteria_of_the_levels_take_the_place_of_the_packaged_ones(tmp_path: Path) -> None:
    item = TextToRead("1", "化工厂爆炸致3人死亡", "昨日凌晨发生爆炸，造成3人死亡。")
    packaged = load_reader("云川市").read([item])[0].severity
    own = tmp_path / "severity.json"
    rule = {"id": "ours", "kind": "accident", "level": 1, "all": {"killed": {"from": 3}}, "source": "本市总体预案"}
    own.write_text(json.dumps({"criteria": [rule]}), encoding="utf-8")
    ours = load_reader("云川市", criteria=own).read([item])[0].severity
    assert packaged is not None and packaged.level == 3
    assert ours is not None and ours.level == 1


@pytest.mark.parametrize("wrong", ["{", "[]", '{"criteria": [{"id": "x"}]}'])
def test_criteria_that_cannot_be_used_are_refused_with_a_sentence(tmp_path: Path, wrong: str) -> None:
    own = tmp_path / "severity.json"
    own.write_text(wrong, encoding="utf-8")
    with pytest.raises(Refused, match="分级标准"):
        load_reader("云川市", criteria=own)
