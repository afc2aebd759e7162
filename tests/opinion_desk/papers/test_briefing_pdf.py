"""The PDF read back."""

from __future__ import annotations

import io
import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdf
import pytest

from opinion_desk.domain.briefing import Briefing, Section
from opinion_desk.domain.errors import Unavailable
from opinion_desk.papers import typesetting as drawing
from opinion_desk.papers.briefing_pdf import briefing_pages, briefing_pdf
from opinion_desk.papers.fonts import choose_faces

MM = 72 / 25.4


def _read(briefing: Briefing) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(briefing_pdf(briefing)))


def _words(page: pypdf.PageObject) -> str:
    return "".join(page.extract_text().split()).replace("\u200b", "")


def test_the_text_is_real_text_in_its_order(sample: Briefing) -> None:
    reader = _read(sample)
    text = "".join(map(_words, reader.pages))
    parts = ["舆情日报", "第324期（总第1205期）", "一、舆情综述", "（一）云川大桥引桥施工支架坍塌", "三、在办与时限", "超时",
             "七、研判建议", "报：市委书记", "共印30份", "记录校验：9f2c"]  # fmt: skip
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert reader.metadata
    assert reader.metadata.title == "舆情日报 第 324 期（总第 1205 期）"


def test_pages_are_a4_and_a_typical_day_has_three(sample: Briefing) -> None:
    pages = _read(sample).pages
    assert len(pages) == 3
    for page in pages:
        assert float(page.mediabox.width) == pytest.approx(210 * MM, abs=0.1)
        assert float(page.mediabox.height) == pytest.approx(297 * MM, abs=0.1)


def test_every_font_is_embedded(sample: Briefing) -> None:
    for page in _read(sample).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            below = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
            assert {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"])


def _runs(page: pypdf.PageObject) -> list[tuple[str, float, float, float]]:
    runs: list[tuple[str, float, float, float]] = []

    def note(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            runs.append((text, x, y, size))

    page.extract_text(visitor_text=note)
    return runs


def test_a_page_holds_22_lines_of_28_characters_within_the_standards_margins(sample: Briefing) -> None:
    text = "国" * (26 + 28 * 60)
    reader = _read(replace(sample, sections=(Section("版心", paragraphs=(text,)),), watermark=""))
    lines = _words(reader.pages[1]).removesuffix("—2—")
    assert len(lines) == 22 * 28
    body = [run for run in _runs(reader.pages[1]) if "国" in run[0]]
    assert min(x for _, x, _, _ in body) == pytest.approx(28 * MM, abs=1 * MM)
    top = max(y for _, _, y, _ in body) + 0.88 * 16
    assert top == pytest.approx((297 - 37) * MM, abs=1 * MM)


def test_odd_pages_are_numbered_right_and_even_ones_left(sample: Briefing) -> None:
    for number, page in enumerate(_read(sample).pages, 1):
        dash = next(x for text, x, y, _ in _runs(page) if "—" in text and y < 30 * MM)
        assert (dash > 105 * MM) == (number % 2 == 1)


def test_the_tail_stands_at_the_foot_and_never_alone(sample: Briefing) -> None:
    for length in range(0, 700, 56):
        more = Section("补充", paragraphs=("另据了解。" * (length // 5 + 1),) * 3)
        last = _read(replace(sample, sections=(*sample.sections, more), watermark="")).pages[-1]
        copies = next(y for text, _, y, _ in _runs(last) if "共印" in text)
        assert 35 * MM < copies < 43 * MM
        assert len(_words(last).split("报：")[0]) > 3


def test_nothing_runs_out_of_the_page(hostile: Briefing) -> None:
    for page in _read(hostile).pages:
        for text, x, y, _ in _runs(page):
            assert -1 <= x <= 210 * MM, text
            assert 0 <= y <= 297 * MM, text


def test_pages_are_pictures_of_the_asked_size(sample: Briefing) -> None:
    pages = briefing_pages(sample, 72)
    assert len(pages) == 3
    for page in pages:
        assert page.startswith(b"\x89PNG")
        assert struct.unpack(">II", page[16:24]) == pytest.approx((595, 842), abs=1)


def test_many_threads_get_each_their_own_briefing(sample: Briefing) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda n: briefing_pdf(replace(sample, issue=n)), range(1, 9)))
    for number, one in enumerate(made, 1):
        assert f"第{number}期（" in _words(pypdf.PdfReader(io.BytesIO(one)).pages[0])


def test_without_any_chinese_font_it_says_so_and_looks_again_next_time(
    sample: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing._compiler.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(drawing, "choose_faces", lambda installed: choose_faces(frozenset({"DejaVu Sans"})))
        with pytest.raises(Unavailable) as missing:
            briefing_pdf(sample)
    assert "字体" in missing.value.sentence
    assert briefing_pdf(sample).startswith(b"%PDF")


def test_the_standards_typefaces_come_first_where_they_are_installed() -> None:
    faces = choose_faces(frozenset({"FangSong", "simhei", "KaiTi", "SimSun", "Noto Serif CJK SC", "Arial"}))
    assert faces
    assert (faces.body[0], faces.hei[0], faces.kai[0], faces.song[0]) == ("FangSong", "SimHei", "KaiTi", "SimSun")
    assert (faces.hei_weight, faces.kai_weight, faces.title_weight) == ("regular", "regular", "bold")
