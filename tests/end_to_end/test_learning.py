"""Learning from the first correction to what waits being read again, with the models that ship, by the services and by the commands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.compose import compose
from opinion_desk.domain.inbox import InboxQuery, ItemState, Pile
from opinion_desk.domain.learned import Learned
from opinion_desk.domain.verdict import Verdict
from opinion_desk.services.desk import Desk
from opinion_desk.services.incidents import Deed
from opinion_desk.services.learning import free_lease
from opinion_desk.services.rereading import Rereading
from tests.opinion_desk.cli.running import environment, process, quietly

pytestmark = pytest.mark.long

BY = "值班员"
NIGHT_FISHING = [
    ("东湖边夜钓甩杆伤人", "云川市东湖每晚都有人夜钓，钩子挂到散步的孩子，家长很担心。"),
    ("北河岸夜钓的越来越多", "云川市北河岸的夜钓客整夜开着大灯，钩子随手扔在草地上。"),
    ("湿地公园里夜钓没人劝", "云川市湿地公园写着不许下水，夜钓的人照样甩杆，一直到天亮。"),
    ("三号桥下夜钓占了步道", "云川市三号桥下夜钓的支架横在步道上，骑车的人绕着走。"),
    ("水库大坝上夜钓危险", "云川市水库大坝湿滑，昨晚夜钓的老人差点落水。"),
    ("老码头夜钓留下鱼线", "云川市老码头夜钓之后满地鱼线，小狗被缠住了腿。"),
    ("滨江栈道夜钓太挤", "云川市滨江栈道一到晚上全是夜钓的人，甩杆从行人头上过去。"),
    ("南湾亲水平台夜钓", "云川市南湾亲水平台夜钓的人喝酒吵闹，甩杆打碎了路灯罩。"),
    ("青石滩夜钓有人受伤", "云川市青石滩夜钓甩杆，钩子划伤了路人的脸。"),
    ("月亮岛夜钓搭起帐篷", "云川市月亮岛夜钓的人搭了十几顶帐篷，第二天一地垃圾。"),
]
OTHERS = [
    ("公交车等四十分钟不来", "云川市早高峰公交线路班次太少，上班总迟到。"),
    ("楼下烧烤油烟扰民", "云川市老街占道摆摊，油烟往家里灌，城管来了就散。"),
    ("包工头拖欠农民工工资", "云川市一处工地干了半年，工资一分没发。"),
    ("电梯困人维保单位不露面", "云川市锦绣小区电梯故障三天两头坏。"),
    ("学区划分不公布", "云川市新小区没有配套小学，孩子上学难。"),
    ("小区停水三天没有通知", "云川市水务公司说在抢修，可是一直没水。"),
]
FIELDS = {"id", "topics", "scope", "kind", "voice", "attitude", "emergency", "severity", "places", "institution",
          "lead", "others", "because", "sure"}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of invented items, imported."""
    rows = [{"id": str(n), "title": t, "body": b, "published": f"2026-11-{n % 20 + 1:02}T08:00:00+08:00"}
            for n, (t, b) in enumerate([*NIGHT_FISHING, *OTHERS])]  # fmt: skip
    file = written(tmp_path / "来信.jsonl", rows)
    assert quietly(tmp_path / "home", "import", file).value["new"] == len(rows)
    return tmp_path / "home"


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    opened = compose(home)
    yield opened
    opened.close()


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def ids(desk: Desk) -> dict[str, int]:
    """Items by title."""
    return {row.title: row.item_id for row in desk.items.page(InboxQuery(pile=Pile.ALL)).rows}


def verdict(desk: Desk, item: int) -> Verdict:
    found = desk.store.verdicts.get(item)
    assert found is not None
    return found


def read_again(desk: Desk) -> int:
    return Rereading(desk.store, lambda: desk._intake).step(lambda: False)


def corrected(desk: Desk, titles: list[str]) -> Learned:
    """These corrected to the water department, and learned."""
    known = ids(desk)
    for title in titles:
        desk.items.correct(known[title], "function", "water", by=BY)
    return desk.learning.learn(BY)


def test_corrections_are_learned_and_move_what_waits_and_is_like_them(desk: Desk) -> None:
    titles = [title for title, _ in NIGHT_FISHING]
    known = ids(desk)
    alike, filed, opened, settled = (known[title] for title in titles[6:])
    desk.items.file(filed)
    desk.incidents.open("南湾夜钓", [opened], deed=Deed(BY))
    desk.items.correct(settled, "attitude", "neutral", by=BY)
    before = {item: verdict(desk, item) for item in known.values()}
    assert before[alike].lead.function != "water"
    learned = corrected(desk, titles[:6])
    assert learned.adopted and learned.model.in_force and learned.lesson.after["function"].n == 6
    assert read_again(desk) > 0 and read_again(desk) == 0, "once for each model"
    moved = verdict(desk, alike)
    assert moved.lead.function == "water" and moved.model.endswith(learned.model.name)
    assert any(reason.field == "lead" and "夜钓" in reason.text for reason in moved.because)
    for item in (filed, opened, settled):
        assert verdict(desk, item) == before[item], "what a person filed, opened or settled stays"
    for title, _ in OTHERS:
        assert verdict(desk, known[title]).lead.function == before[known[title]].lead.function, title
    states = {row.item_id: row.state for row in desk.items.page(InboxQuery(pile=Pile.ALL)).rows}
    assert (states[alike], states[filed], states[opened]) == (ItemState.WAITING, ItemState.FILED, ItemState.OPENED)


def test_a_correction_undone_is_no_sample_any_more_and_the_packaged_model_can_be_called_back(desk: Desk) -> None:
    titles = [title for title, _ in NIGHT_FISHING]
    corrected(desk, titles[:3])
    first = desk.learning.state()
    assert (first.samples, first.new) == (3, 0) and first.current is not None
    for title in titles[:3]:
        desk.items.uncorrect(ids(desk)[title], by=BY)
    assert (desk.learning.state().samples, desk.learning.state().new) == (0, 3)
    alike = titles[6]
    assert desk.texts.read(*NIGHT_FISHING[6]).lead.function == "water"
    desk.learning.recall(None, by=BY)
    read_again(desk)
    assert desk.texts.read(*NIGHT_FISHING[6]).lead.function != "water" and "desk-" not in desk.texts.model()
    assert "desk-" not in verdict(desk, ids(desk)[alike]).model
    desk.learning.recall(first.current.id, by=BY)
    assert desk.texts.read(*NIGHT_FISHING[6]).lead.function == "water"


def test_a_file_is_learned_evaluated_and_tagged_with_by_the_commands(home: Path, tmp_path: Path) -> None:
    rows = [{"id": n, "title": t, "body": b, "topics": ["夜钓管理"], "function": "water", "attitude": "negative"}
            for n, (t, b) in enumerate(NIGHT_FISHING[:8])]  # fmt: skip
    rows += [{"id": f"b{n}", "title": t, "body": b, "topics": []} for n, (t, b) in enumerate(OTHERS)]
    learned = quietly(home, "learn", written(tmp_path / "样本.jsonl", rows)).value
    assert learned.keys() >= {"learned", "model", "score_before", "score_after", "adopted"}
    assert learned["learned"] == len(rows) and learned["adopted"]
    assert learned["score_after"] > learned["score_before"]
    held = [{"id": n, "title": t, "body": b, "topics": ["夜钓管理"], "function": "water"}
            for n, (t, b) in enumerate(NIGHT_FISHING[8:])]  # fmt: skip
    found = quietly(home, "evaluate", written(tmp_path / "留出.jsonl", held)).value
    assert found["n"] == 2 and found["function"].keys() == {"accuracy", "macro_f1", "confusion"}
    assert found["topics"]["accuracy"] == 1.0 and found["function"]["accuracy"] == 1.0
    out = tmp_path / "结果.jsonl"
    answer = process(tmp_path, "tag", "留出.jsonl", "--out", out, "--home", home, "--jurisdiction", "云川市", "--json")
    assert answer.code == 0, answer.err
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == [0, 1] and all(line.keys() == FIELDS for line in lines)
    for line, row in zip(lines, held, strict=True):
        assert line["topics"][0]["name"] == "夜钓管理" and line["lead"]["function"] == "water"
        text = f"{row['title']}\n{row['body']}"
        assert all(text[r["start"] : r["end"]] == r["text"] for r in line["because"])
    assert quietly(home, "verify").value == {"ok": True, "findings": []}


_STOPS_WHILE_SAVING = """
import sys, threading
from models import artefact
from opinion_desk.cli.app import main
from tests.opinion_desk.cli.running import opener

def flush(stream):
    stream.flush()
    print("saving", flush=True)
    threading.Event().wait()

artefact._flush = flush
main(["relearn", "--steps", "--home", sys.argv[1]], opener())
"""


def test_a_lesson_killed_while_it_saves_leaves_the_old_model_in_force_and_nothing_half_done(desk: Desk) -> None:
    titles = [title for title, _ in NIGHT_FISHING]
    old = corrected(desk, titles[:4]).model
    kept = {path.name: path.read_bytes() for path in desk.home.models.iterdir()}
    desk.items.correct(ids(desk)[titles[4]], "function", "water", by=BY)
    words = [sys.executable, "-X", "utf8", "-c", _STOPS_WHILE_SAVING, str(desk.home.folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment()) as lesson:
        assert lesson.stdout is not None
        said = iter(lesson.stdout.readline, b"")
        steps = [line.split()[0] for line in iter(lambda: next(said).strip(), b"saving")]
        assert set(steps) == {b"step"} and desk.learning.state().running
        lesson.kill()
        lesson.wait()
        free_lease(desk.store, lesson.pid)
    state = desk.learning.state()
    assert (state.current, state.models, state.running, state.new) == (old, (old,), False, 1)
    assert {path.name: path.read_bytes() for path in desk.home.models.iterdir() if path.name in kept} == kept
    assert desk.texts.read(*NIGHT_FISHING[6]).lead.function == "water" and desk.verify() == []
    again = desk.learning.learn(BY)
    assert again.adopted and again.model.name > old.name
    names = {f"{model}{end}" for model in (old.name, again.model.name) for end in (".npz", ".json")}
    assert {path.name for path in desk.home.models.iterdir()} == names, "what the killed one left is gone"


_WINDOW = """
import json, sys
from opinion_desk.compose import compose
desk = compose(sys.argv[1], lessons_apart=True)
told = []
learned = desk.learning.learn("窗口", told.append)
heavy = sorted({"scipy", "sklearn", "pandas", "models.learning"} & sys.modules.keys())
desk.close()
print(json.dumps([learned.adopted, learned.lesson.samples, learned.model.by, told, heavy]))
"""


def test_a_lesson_asked_for_in_the_window_loads_nothing_of_learning_there_and_tells_how_far_it_is(desk: Desk) -> None:
    known = ids(desk)
    for title, _ in NIGHT_FISHING[:4]:
        desk.items.correct(known[title], "function", "water", by=BY)
    words = [sys.executable, "-X", "utf8", "-c", _WINDOW, str(desk.home.folder)]
    done = subprocess.run(words, capture_output=True, env=environment(), check=False)
    assert done.returncode == 0, done.stderr.decode()
    adopted, samples, by, told, heavy = json.loads(done.stdout)
    assert (adopted, samples, by, heavy) == (True, 4, "窗口", [])
    assert told == sorted(told) and len(told) > 3 and told[-1] == 1.0
    assert desk.texts.read(*NIGHT_FISHING[6]).lead.function == "water", "the desk of another process reads with it"
