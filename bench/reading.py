"""How well and how fast texts are read: `python -m bench.reading [--quick]`. Figures as facts/evaluation.json defines them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from models.functions import LOCALITY
from models.reader import TextReader, load_reader
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.scoring import figures_of

from .line import print_line
from .reading_speed import loading, speed, worst

SHARED: Final = Path(__file__).resolve().parents[1] / "../shared"
DATASETS: Final = SHARED / "datasets"
_COUNTIES: Final = ("商州", "洛南", "丹凤", "商南", "山阳", "镇安", "柞水")
_PASSED_ON: Final = {None, "市信息办", "信息办", "市政府信息办", "市信息中心"}
_FEELINGS: Final = {"0": "negative", "1": "negative", "2": "positive", "3": "neutral", "4": "negative"}
_NAMED_FEELINGS: Final = {
    "angry": "negative",
    "fear": "negative",
    "sad": "negative",
    "happy": "positive",
    "neutral": "neutral",
}
_NEWS: Final = {
    "education": {"教育"},
    "realty": {"城乡建设", "房地产"},
    "finance": {"金融"},
    "stocks": {"金融"},
}
_TNEWS: Final = {
    "news_edu": {"教育"},
    "news_house": {"城乡建设", "房地产"},
    "news_finance": {"金融"},
    "news_stock": {"金融"},
    "news_agriculture": {"三农"},
    "news_sports": {"体育"},
    "news_travel": {"文化旅游"},
}
_SPEED_CHARACTERS: Final = 300

Rows = list[dict[str, Any]]


def rows_of(name: str, at_most: int | None = None) -> Rows:
    """The lines of a data set, evenly thinned to at most so many."""
    with (DATASETS / name).open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    if at_most is None or len(rows) <= at_most:
        return rows
    step = len(rows) / at_most
    return [rows[int(number * step)] for number in range(at_most)]


def _texts(rows: Iterable[dict[str, Any]]) -> list[TextToRead]:
    return [
        TextToRead(str(row.get("id", "")), row.get("title") or row.get("text") or "", row.get("body") or "")
        for row in rows
    ]


def messages(reader: TextReader) -> dict[str, float]:
    """Share of labelled messages whose first function that is not locality stands in the label's list; and how true the scores are."""
    facts = json.loads((SHARED / "facts/evaluation.json").read_text(encoding="utf-8"))
    wanted = facts["messages"]["functions_of_label"]
    rows = rows_of("messages/labelled.jsonl")
    right, scores = [], []
    verdicts = reader.read(_texts(rows))
    for row, verdict in zip(rows, verdicts, strict=True):
        first = next((c for c in (verdict.lead, *verdict.others) if c.function not in (None, LOCALITY)), None)
        right.append(first is not None and first.function in wanted[row["label"]])
        scores.append(first.score if first else 0.0)
    sure = [good for good, verdict in zip(right, verdicts, strict=True) if verdict.sure]
    return {
        "messages_accuracy": sum(right) / len(rows),
        "messages_calibration_error": _calibration_error(scores, right),
        "messages_sure_share": len(sure) / len(rows),
        "messages_sure_accuracy": sum(sure) / max(len(sure), 1),
    }


def _calibration_error(scores: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error over ten equal bins."""
    error = 0.0
    for low in range(10):
        held = [n for n, score in enumerate(scores) if low / 10 <= score < (low + 1) / 10 or (low == 9 and score >= 1)]
        if held:
            gap = sum(scores[n] for n in held) - sum(right[n] for n in held)
            error += abs(gap) / len(scores)
    return error


@cache
def _names_of_functions() -> dict[str, str]:
    """Names and aliases to ids, by facts/functions.json itself: the program's own catalogue must not set its own examination."""
    rows = json.loads((SHARED / "facts/functions.json").read_text(encoding="utf-8"))["functions"]
    return {name: row["id"] for row in rows for name in (row["name"], *row["aliases"])}


def _agency(agency: str) -> tuple[str | None, str]:
    """Function and county of the agency that answered a letter."""
    rest = agency.removeprefix("商洛市").removeprefix("商洛").removeprefix("市")
    county = next((name for name in _COUNTIES if rest.startswith(name)), "")
    rest = rest.removeprefix(county)
    if county and rest[:1] in ("区", "县"):
        rest = rest[1:]
    if county and rest.startswith(("人民政府", "政府")):
        return LOCALITY, county
    named = [name for name in _names_of_functions() if name in rest]
    return (_names_of_functions()[max(named, key=len)] if named else None), county


def mailbox(reader: TextReader) -> dict[str, float]:
    """Letters to the mayor: the answering agency as lead, and among the first three."""
    first: list[bool] = []
    among: list[bool] = []
    department: list[bool] = []
    department_among: list[bool] = []
    rows = [row for row in rows_of("mailbox/letters.jsonl") if row["agency"] not in _PASSED_ON]
    for row, verdict in zip(rows, reader.read(_texts(rows)), strict=True):
        function, county = _agency(row["agency"])
        if function is None or (function == LOCALITY and county not in f"{row['title']}\n{row['body']}"):
            continue
        hits = [
            _is_it(choice.function, choice.unit, function, county) for choice in (verdict.lead, *verdict.others)[:3]
        ]
        first.append(hits[0])
        among.append(any(hits))
        if function != LOCALITY:
            department.append(hits[0])
            department_among.append(any(hits))
    return {
        "mailbox_first": sum(first) / len(first),
        "mailbox_among_three": sum(among) / len(among),
        "mailbox_departments_first": sum(department) / len(department),
        "mailbox_departments_among_three": sum(department_among) / len(department_among),
        "mailbox_letters": float(len(first)),
    }


def _is_it(found: str | None, unit: str | None, function: str, county: str) -> bool:
    return found == function and (function != LOCALITY or county in (unit or ""))


def news(reader: TextReader, at_most: int) -> dict[str, float]:
    """Titles of THUCNews and, only to be known, of TNEWS whose mapped topic is among the first two."""
    rows = [row for row in rows_of("news/thucnews_titles_dev.jsonl") if row["label"] in _NEWS]
    others = [{"title": row["sentence"], "label": row["label_desc"]} for row in rows_of("news/tnews_dev.jsonl")]
    others = [row for row in others if row["label"] in _TNEWS]
    return {
        "news_first_two": _topic_found(reader, rows[:: max(1, len(rows) // at_most)], _NEWS),
        "tnews_first_two": _topic_found(reader, others, _TNEWS),
    }


def _topic_found(reader: TextReader, rows: Rows, topics: Mapping[str, set[str]]) -> float:
    verdicts = reader.read(_texts(rows))
    right = [
        bool({topic.name for topic in verdict.topics[:2]} & topics[row["label"]])
        for row, verdict in zip(rows, verdicts, strict=True)
    ]
    return sum(right) / len(right)


def attitude(reader: TextReader, at_most: int) -> dict[str, float]:
    """Macro-F1 over negative, neutral and positive on the three Weibo files."""
    figures = {}
    for name, short in (("smp2020_train", "train"), ("smp2020_usual_dev", "usual"), ("smp2020_virus_dev", "virus")):
        known = {**_FEELINGS, **_NAMED_FEELINGS}
        rows = [row for row in rows_of(f"attitude/{name}.jsonl", at_most) if str(row["label"]) in known]
        found = [str(verdict.attitude.name) for verdict in reader.read(_texts(rows))]
        figures[f"attitude_{short}_macro_f1"] = macro_f1([known[str(row["label"])] for row in rows], found)
    return figures


def macro_f1(truth: Sequence[str], found: Sequence[str]) -> float:
    """The mean of the F1 of each label in the truth."""
    return figures_of(truth, found).macro_f1


def three_hundred(items: int) -> list[TextToRead]:
    """Real messages cut or joined to 300 characters; composed ones where the data sets are absent."""
    try:
        rows = rows_of("messages/unlabelled.jsonl")
    except FileNotFoundError:
        rows = [{"title": "楼下油烟扰民", "body": "我们小区楼下的烧烤店油烟很大，多次投诉没有人管。" * 12}]
    long = [row for row in rows if len(f"{row['title']}\n{row['body']}") >= _SPEED_CHARACTERS] or rows
    return [
        TextToRead(str(n), row["title"][:80], row["body"][: _SPEED_CHARACTERS - 1 - len(row["title"][:80])])
        for n in range(items)
        for row in (long[n % len(long)],)
    ]


def main(arguments: Sequence[str]) -> None:
    """Measures what the data sets at hand allow and prints the one line."""
    quick = "--quick" in arguments
    figures = loading()
    reader = load_reader("云川市")
    if DATASETS.is_dir():
        figures |= messages(load_reader(None))
        figures |= mailbox(load_reader("商洛市"))
        figures |= news(reader, 1000 if quick else 10_000)
        figures |= attitude(reader, 1000 if quick else 30_000)
    figures |= worst(reader)
    fast, reference = speed(reader, three_hundred(1000 if quick else 5000))
    print_line("reading", figures | fast, reference)


if __name__ == "__main__":
    main(sys.argv[1:])
