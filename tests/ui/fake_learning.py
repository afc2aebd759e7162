"""Reading, learning and topics of the desk in memory: with the faces of the services, and nothing of their models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from opinion_desk.domain.changes import Touched
from opinion_desk.domain.collected import Skipped
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.learned import FileLearned, Learned, LearnedModel, LearningState, SampleRow, TopicRow
from opinion_desk.domain.learning import Lesson
from opinion_desk.domain.unit import RuleSource, RuleText, Unit
from opinion_desk.domain.verdict import Attitude, Emergency, Place, Reason, Scored, Severity, UnitChoice, Verdict, Voice

from . import yunchuan
from .yunchuan import NOW

Progress = Callable[[float], None] | None
RULE = RuleText(
    "R1",
    "任何政务舆情",
    "归所在地、按层级、由主管者负责",
    (RuleSource("云川市政务公开实施意见", "云政办〔2025〕7号", "二（一）5"),),
)
SPOKEN = RuleText(
    "R8", "特别重大或重大突发事件", "主要负责人带头发声", (RuleSource("云川市政务公开实施意见", None, "二（一）5"),)
)


def reading(title: str, body: str) -> Verdict:
    """A verdict of the words 坍塌, 停水 and 死亡, wherever they stand."""
    text = f"{title}\n{body}"

    def of(field: str, word: str, weight: float) -> tuple[Reason, ...]:
        at = text.find(word)
        return (Reason(field, word, at, at + len(word), weight),) if at >= 0 else ()

    grave = "坍塌" in text
    unit = yunchuan.HOUSING if grave else yunchuan.WATER if "停水" in text else None
    return Verdict(
        topics=(Scored("城乡建设" if grave else "公共事业", 0.83), Scored("突发事件", 0.4)),
        scope=("S5",) if grave else ("S3",),
        kind=Scored("D3" if grave else "D2", 0.7),
        voice=Voice.REPORT if grave else Voice.DEMAND,
        attitude=Scored(Attitude.NEGATIVE, 0.92),
        emergency=Emergency.ACCIDENT if grave else None,
        severity=Severity(2, ("2人死亡",)) if grave else None,
        places=(Place("东湖街道", "320000001", local=True),),
        institution=None,
        lead=UnitChoice("housing_construction", unit, 0.86, "R1") if unit else UnitChoice(None, None, 0.0, None),
        others=(UnitChoice("emergency", "云川市应急管理局", 0.31, "R5"),) if grave else (),
        because=(*of("function", "坍塌", 1.9), *of("function", "停水", 2.1), *of("attitude", "死亡", 1.2),
                 *of("topics", "停水", 1.4)),
        sure=unit is not None,
        model="自带模型 1.2",
    )  # fmt: skip


class FakeTexts:
    """`before` is called in the thread that reads, before each answer."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str | None]] = []
        self.failure: Exception | None = None
        self.before: Callable[[str], object] = lambda title: None

    def read(self, title: str, body: str, source: str | None = None) -> Verdict:
        self.asked.append((title, body, source))
        self.before(title)
        if self.failure is not None:
            raise self.failure
        return reading(title, body)

    def model(self) -> str:
        return "自带模型 1.2"


class FakeUnits:
    def __init__(self, desk: Any, units: tuple[Unit, ...]) -> None:
        self._desk, self.kept = desk, units

    def list(self) -> tuple[Unit, ...]:
        return self.kept

    def add(
        self,
        name: str,
        function: str | None = None,
        duty_phone: str = "",
        note: str = "",
        aliases: tuple[str, ...] = (),
        *posts: str,
    ) -> Unit:
        self._refuse_known(name, 0)
        unit = Unit(max((u.id for u in self.kept), default=0) + 1, name, function, aliases, duty_phone, note, *posts)
        self.kept = (*self.kept, unit)
        self._desk.touch(Touched.UNITS)
        return unit

    def edit(self, unit: Unit) -> None:
        self._refuse_known(unit.name, unit.id)
        self.kept = tuple(unit if known.id == unit.id else known for known in self.kept)
        self._desk.touch(Touched.UNITS)

    def remove(self, id: int) -> None:
        self.kept = tuple(known for known in self.kept if known.id != id)
        self._desk.touch(Touched.UNITS)

    def _refuse_known(self, name: str, id: int) -> None:
        if any(known.name == name and known.id != id for known in self.kept):
            raise Refused("unit_known", unit=name)


class FakeTopics:
    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self.kept = [TopicRow(name, own=False, hidden=False, samples=3 * n) for n, name in enumerate(PACKAGED)]
        self.kept.append(
            TopicRow("电动车充电", own=True, hidden=False, words=(("飞线充电", 3.0), ("充电桩", 1.0)), samples=12)
        )

    def all(self) -> tuple[TopicRow, ...]:
        return tuple(self.kept)

    def add(self, name: str, words: tuple[tuple[str, float], ...] = (), *, by: str) -> None:
        if any(topic.name == name for topic in self.kept):
            raise Refused("topic_known", name=name)
        self.kept.append(TopicRow(name, own=True, hidden=False, words=words))
        self._desk.touch(Touched.TOPICS)

    def edit(self, name: str, words: tuple[tuple[str, float], ...], *, by: str) -> None:
        self._put(name, words=words)

    def hide(self, name: str, on: bool, *, by: str) -> None:
        self._put(name, hidden=on)

    def remove(self, name: str, *, by: str) -> None:
        self.kept = [topic for topic in self.kept if topic.name != name]
        self._desk.touch(Touched.TOPICS)

    def _put(self, name: str, **changes: Any) -> None:
        self.kept = [replace(topic, **changes) if topic.name == name else topic for topic in self.kept]
        self._desk.touch(Touched.TOPICS)


PACKAGED = ("城乡建设", "生态环境", "教育", "交通出行", "医疗卫生", "公共服务")


def model(id: int, hours: int, samples: int, before: float, after: float, **more: Any) -> LearnedModel:
    """A model made so many hours ago."""
    made = NOW - timedelta(hours=hours)
    adopted = made if after >= before else None
    return LearnedModel(
        id, f"本台-{id:03}", made, "夜班值班员", samples, before, after, adopted, more.get("in_force", False)
    )


class FakeLearning:
    """`share_told` are the shares of progress a lesson tells before `before_end` is called."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self.taught: list[dict[str, Any]] = []
        self.failure: Exception | None = None
        self.better = True
        self.before_end: Callable[[], object] = lambda: None
        self.models = [
            model(3, 2, 128, 0.861, 0.894, in_force=True),
            model(2, 27, 96, 0.852, 0.838),
            model(1, 50, 40, 0.803, 0.852),
        ]
        self.rows = [
            SampleRow(0, 20, "", "多名居民反映东湖水厂片区自来水有异味", "夜班值班员", NOW - timedelta(hours=1), function="water_supply"),
            SampleRow(7, None, "标注.jsonl", "城北小学学区调整方案征求意见", "早班值班员", NOW - timedelta(hours=30), topics=("教育",)),
            SampleRow(6, None, "", "小区停水三天没人管", "早班值班员", NOW - timedelta(hours=31), attitude="negative", kind="D2"),
        ]  # fmt: skip

    def state(self) -> LearningState:
        current = next((model for model in self.models if model.in_force), None)
        return LearningState(134, 6, current, tuple(self.models), running=False)

    def samples(self, limit: int = 100, before: Any = None) -> tuple[SampleRow, ...]:
        return tuple(self.rows[:limit])

    def teach(self, title: str, body: str, *, by: str, **answers: Any) -> None:
        if self.failure is not None:
            raise self.failure
        self.taught.append({"title": title, "body": body, "by": by, **answers})
        self._desk.touch(Touched.SAMPLES)

    def learn(self, by: str, progress: Progress = None) -> Learned:
        if progress is not None:
            progress(0.4)
        self.before_end()
        if self.failure is not None:
            raise self.failure
        made = model(4, 0, 134, 0.894, 0.91 if self.better else 0.88, in_force=self.better)
        if self.better:
            self.models = [replace(known, in_force=False) for known in self.models]
        self.models.insert(0, made)
        self._desk.touch(Touched.MODELS)
        lesson = Lesson(made.name, made.samples, made.score_before, made.score_after, better=self.better)
        return Learned(made, lesson, adopted=self.better)

    def learn_file(self, path: Path, by: str, progress: Progress = None) -> FileLearned:
        return FileLearned(40, 2, (Skipped(12, "没有标题"),), self.learn(by, progress))

    def recall(self, model_id: int | None, by: str) -> None:
        self.models = [replace(known, in_force=known.id == model_id) for known in self.models]
        self._desk.touch(Touched.MODELS)

    def forget(self, sample_id: int, by: str) -> None:
        self.rows = [row for row in self.rows if row.id != sample_id]
        self._desk.touch(Touched.SAMPLES)
