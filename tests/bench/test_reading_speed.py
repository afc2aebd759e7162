import pytest

from bench import reading_speed
from bench.reading_speed import LONG, Stopwatch, awkward
from models.reader import load_reader
from opinion_desk.domain.reading import TextToRead


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at the clock takes a second."""
    seconds = iter(range(1000))
    monkeypatch.setattr(reading_speed, "process_time", lambda: next(seconds))


@pytest.mark.usefixtures("ticks")
def test_what_runs_inside_a_stage_is_counted_once_and_as_its_own() -> None:
    watch = Stopwatch()
    inner = watch.timed("inner", lambda: "done")
    outer = watch.timed("outer", lambda: (inner(), inner()))
    assert outer() == ("done", "done")
    assert watch.seconds == {"inner": 2.0, "outer": 3.0}


def test_every_stage_is_watched_and_the_verdicts_stay_the_same() -> None:
    reader = load_reader("云川市")
    texts = [TextToRead("1", "云川市东湖区学校停水", "水务公司没人管"), TextToRead("2", "大桥坍塌3人死亡")]
    plain = reader.read(texts)
    with reading_speed.watched(reader) as watch:
        assert reader.read(texts) == plain
    assert set(watch.seconds) == set(reading_speed._stages(reader))
    assert reader.read(texts) == plain


def test_awkward_texts_are_as_long_as_said() -> None:
    assert {len(text) for text in awkward().values()} == {LONG}
