"""Bytes into text, whatever their labels say."""

from pathlib import Path

import pytest

from opinion_desk.collectors.encodings import decode

CHINESE = "云川市东湖区住房和城乡建设局通报：云川大桥维修期间，请市民提前规划出行路线。"
TRADITIONAL = "雲川市東湖區政府通報：大橋維修期間，請市民提前規劃路線，這個問題已經開始處理。"
SUITES = Path(__file__).resolve().parents[3] / "../shared/datasets/feeds"
SHORT = [
    "停水",
    "通报",
    "欢迎",
    "东湖区停水通知",
    "锅炉爆炸事故",
    "学校食堂食品安全问题",
    "云川市：关于加强防汛工作的紧急通知",
]
SHORT_TRADITIONAL = ["停水通知", "東湖區停水通知", "學校食堂食品安全問題", "關於加強防汛工作的緊急通知"]
LABELS = [
    None,
    "utf-8",
    "gbk",
    "gb2312",
    "big5",
    "iso-8859-1",
    "us-ascii",
    "windows-1252",
    "no-such",
    "utf-16",
    "shift_jis",
]
SERVED = [None, "text/xml", "application/xml; charset=utf-8", "text/xml; charset=ISO-8859-1"]


def _xml(encoding: str | None, text: str = CHINESE) -> str:
    declared = f' encoding="{encoding}"' if encoding else ""
    return f'<?xml version="1.0"{declared}?><rss version="2.0"><channel><title>{text}</title></channel></rss>'


@pytest.mark.parametrize("label", ["GB2312", "gbk", "GB18030", "x-gbk"])
def test_every_chinese_label_is_read_as_its_superset(label: str) -> None:
    text = CHINESE + "镕喆囧㐂"  # beyond GB 2312
    read = decode(_xml(label, text).encode("gb18030"))
    assert text in read.text
    assert (read.encoding, read.problems) == ("gb18030", ())


def test_text_xml_without_charset_is_read_as_its_declaration_says() -> None:
    assert CHINESE in decode(_xml("GB2312").encode("gb18030"), "text/xml").text


def test_the_charset_of_the_answer_wins_over_the_declaration() -> None:
    read = decode(_xml("big5").encode("gb18030"), "application/xml; charset=GBK")
    assert CHINESE in read.text and read.problems == ()


def test_big5_is_read() -> None:
    assert TRADITIONAL in decode(_xml("Big5", TRADITIONAL).encode("big5")).text


@pytest.mark.parametrize("mark_of", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_wins_over_every_label(mark_of: str) -> None:
    read = decode(_xml("gbk").encode(mark_of), "text/xml; charset=iso-8859-1")
    assert CHINESE in read.text and not read.text.startswith("\ufeff")


def test_sixteen_bit_text_without_mark_is_seen_by_its_first_bytes() -> None:
    assert CHINESE in decode(_xml("utf-16").encode("utf-16-le")).text


@pytest.mark.parametrize("label", ["gbk", "iso-8859-1", "us-ascii", "big5", "windows-1252"])
def test_utf8_under_a_wrong_label_is_read_and_told(label: str) -> None:
    read = decode(_xml(label).encode("utf-8"), "text/xml")
    assert CHINESE in read.text
    assert read.problems and label in read.problems[0]


@pytest.mark.parametrize(("codec", "text"), [("gb18030", CHINESE), ("big5", TRADITIONAL)])
@pytest.mark.parametrize("label", ["utf-8", None, "no-such-encoding"])
def test_chinese_bytes_under_a_wrong_or_missing_label_are_recognised(codec: str, text: str, label: str | None) -> None:
    assert text in decode(_xml(label, text).encode(codec)).text


def test_a_latin_charset_does_not_hide_a_chinese_declaration() -> None:
    assert CHINESE in decode(_xml("gb2312").encode("gb18030"), "text/xml; charset=ISO-8859-1").text


def test_a_few_broken_bytes_are_replaced_and_counted() -> None:
    raw = _xml("utf-8").encode().replace("大桥".encode(), b"\xe5\xa4")
    read = decode(raw)
    assert "通报：云川\ufffd维修" in read.text
    assert "1 处" in read.problems[0]


@pytest.mark.parametrize("label", ["unicode_escape", "utf-7", "idna", "rot13", "base64", "zlib", "mbcs", "undefined"])
def test_labels_that_name_no_honest_encoding_are_ignored(label: str) -> None:
    assert "\\u4e91+ADw-" in decode(_xml(label, "\\u4e91+ADw-").encode()).text


def test_any_bytes_at_all_become_text() -> None:
    assert isinstance(decode(bytes(range(256)) * 3).text, str)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("served", SERVED)
def test_short_chinese_titles_are_read_under_any_label(label: str | None, served: str | None) -> None:
    texts = [(text, codec) for text in SHORT for codec in ("gb2312", "gbk", "gb18030")]
    texts += [(text, "big5") for text in SHORT_TRADITIONAL]
    wrong = [text for text, codec in texts if text not in decode(_xml(label, text).encode(codec), served).text]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Café à Besançon, déjà vu", "iso-8859-1"),
        ("Übergröße für Mädchen", "iso-8859-1"),
        ("“Euro” – 5 €", "windows-1252"),
        ("Новости дня: погода в Москве", "windows-1251"),
        ("Новости дня: погода в Москве", "koi8-r"),
        ("東京の新しいニュースです", "shift_jis"),
        ("서울의 새로운 소식입니다", "euc-kr"),
        ("Новости дня", "utf-8"),
        ("naïve café", "utf-8"),
    ],
)
def test_other_scripts_rightly_labelled_are_not_taken_for_chinese(text: str, codec: str) -> None:
    read = decode(_xml(codec, text).encode(codec))
    assert text in read.text and read.problems == ()


@pytest.mark.skipif(not SUITES.exists(), reason="the feed suites are not beside the project")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("invalid-prolog.xml", "테스트 피드"),
        ("iso-8859-1-meta-after-1024.html", "Frédéric"),
        ("iso-8859-1.html", "Frédéric"),
        ("iso-8859-1.xml", "Présentation"),
        ("koi8r.xml", "Пример RSS ленты"),
        ("utf8-incorrect-prolog.xml", "테스트 피드"),
        ("utf8-meta-after-1024.html", "Frédéric"),
        ("utf8.html", "Café"),
        ("utf8.xml", "테스트 피드"),
        ("windows-1252-incorrect-prolog.xml", "Euro €"),
        ("windows-1252.xml", "Euro €"),
    ],
)
def test_every_file_of_minifluxs_encoding_suite_is_read(name: str, text: str) -> None:
    assert text in decode((SUITES / "miniflux_encoding" / name).read_bytes()).text
