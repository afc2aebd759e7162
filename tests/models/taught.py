"""Samples of our own and readers that learned them, for the tests of learning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from models.learned import LearnedLayer
from models.learning import LayerLearner
from models.learning_features import read_tokens
from models.learning_ground import background_of, ground_of
from models.learning_parts import fit_parts
from models.reader import TextReader, load_reader
from models.segmentation import Segmenter, segmenter
from opinion_desk.domain.learning import Sample, TopicEdit
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.verdict import Verdict

NIGHT_FISHING = "夜钓管理"
"""A topic of the desk's own: nothing packaged speaks of it."""


@cache
def reader(topics: tuple[TopicEdit, ...] = (), jurisdiction: str = "云川市") -> TextReader:
    """The packaged reader of a desk with these topics."""
    return load_reader(jurisdiction, topics=topics)


@cache
def cutter() -> Segmenter:
    return segmenter()


def text(title: str, body: str = "") -> TextToRead:
    return TextToRead("1", title, body)


def sample(title: str, body: str = "", **settled: Any) -> Sample:
    return Sample(text(title, body), **settled)


FISHING = text("河边夜钓的人越来越多", "沿湖步道上夜钓的人甩杆，钩子挂到散步的孩子，谁来管一管")
ALIKE = text("沿湖步道夜钓甩杆伤人", "昨晚有人夜钓甩杆，钩子挂到路人")
WATER = text("小区停水三天没有通知", "水务公司说在抢修，可是一直没水。")
UNLIKE = (
    text("公交车等四十分钟不来", "早高峰公交线路班次太少。"),
    text("楼下烧烤油烟扰民", "占道摆摊，油烟往家里灌。"),
    text("今天阳光很好"),
    text("转发一张旧照片", "看看谁还记得"),
    text(""),
)


def fishing(many: int = 6, **settled: Any) -> list[Sample]:
    """So many different texts about fishing at night, all settled alike."""
    places = ("东湖", "北河", "沿湖步道", "水库边", "老码头", "湿地公园", "三号桥下", "滨江栈道")
    whats = ("甩杆伤到路人", "钩子挂到散步的孩子", "整夜开着大灯", "鱼线横在步道上")
    return [
        sample(
            f"{places[n % 8]}夜钓{whats[n % 4]}", f"{places[n % 8]}每晚都有人夜钓，{whats[(n + 1) % 4]}。", **settled
        )
        for n in range(many)
    ]


def everyday(**settled: Any) -> list[Sample]:
    """Matters of other kinds."""
    texts = (
        ("公交车等四十分钟不来", "早高峰公交线路班次太少。"),
        ("楼下烧烤油烟扰民", "占道摆摊，油烟往家里灌。"),
        ("学区划分不公布", "新小区没有配套小学。"),
        ("电梯困人维保单位不露面", "电梯故障三天两头坏。"),
        ("化工厂夜里偷排废气", "刺鼻异味让人睡不着。"),
        ("异地住院医保报销太慢", "材料交了三个月没有到账。"),
    )
    return [sample(*one, **settled) for one in texts]


def layer_of(samples: Sequence[Sample], on: TextReader | None = None, name: str = "desk-0001") -> LearnedLayer:
    """What is learned of exactly these samples, nothing kept back."""
    base = on or reader()
    tokens = read_tokens([s.text.text for s in samples], [len(s.text.title) for s in samples], cutter())
    return LearnedLayer(name, *fit_parts(samples, tokens, ground_of(samples, base), background_of(base, cutter())))


def taught(samples: Sequence[Sample], on: TextReader | None = None) -> TextReader:
    """A reader that learned them."""
    base = on or reader()
    return base.with_layer(layer_of(samples, base))


def learner(folder: Path, topics: tuple[TopicEdit, ...] = (), current: str | None = None) -> LayerLearner:
    """A learner that keeps its models in that folder."""
    return LayerLearner(reader(topics), cutter(), folder, current)


def read(one: TextReader, what: TextToRead) -> Verdict:
    return one.read([what])[0]


def lead(one: TextReader, what: TextToRead) -> str | None:
    return read(one, what).lead.function


def topics(one: TextReader, what: TextToRead) -> dict[str, float]:
    """Topics found with their scores, strongest first."""
    return {topic.name: topic.score for topic in read(one, what).topics}
