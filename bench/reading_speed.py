"""How fast texts are read, stage by stage, what loading the models costs, and what the worst texts cost."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from time import process_time
from typing import Any, Final
from unittest.mock import patch

from models import basis, combination
from models import reader as reading
from models.reader import TextReader
from opinion_desk.domain.reading import TextToRead

LONG: Final = 10_000
"""Code points of a text made to be as dear as possible."""
_ROUNDS: Final = 5
_AWKWARD: Final = {
    "cue": "爆炸", "digits": "1", "numerals": "三千二百", "brackets": "（【(", "years": "年", "dates": "2019年3月5日",
    "places": "云川市东湖区", "here": "我市", "towns": "东湖区花园乡", "zones": "开发区", "quotes": "“听说”", "names": "学校",
    "companies": "云川水务公司", "lists": "等等学校", "dead": "死亡3人", "people": "3名工人被困", "emoji": "😀", "latin": "water ",
    "markup": "<b>", "open markup": "<", "addresses": "http://", "entities": "&amp;", "traditional": "灣學", "halves": "\ud83d",
    "control": "\x01", "blank": " ", "breaks": "\n", "missing": "没有通报", "praise": "不满意", "led": "由住建局牵头", "title": "《",
    "losses": "损失3.2亿元", "stops": "。", "advertising": "加微信领优惠券",
}  # fmt: skip
"""What is repeated to a long text, by name."""
_LOAD: Final = """
import json, resource
from pathlib import Path
from time import process_time
from models.reader import load_reader
def resident():
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmRSS:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, started = resident(), process_time()
reader = load_reader("云川市")
seconds = process_time() - started
print(json.dumps({"load_s": seconds, "load_mb": resident() - before}))
"""


def loading() -> dict[str, float]:
    """Seconds of processor time and growth of resident memory for loading the models in a fresh process; the middle of three."""
    runs = [
        json.loads(subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, check=True, text=True).stdout)
        for _ in range(3)
    ]
    return {name: sorted(float(run[name]) for run in runs)[1] for name in runs[0]}


class Stopwatch:
    """Seconds of processor time by stage; what runs inside a stage's own call is that stage's, not its caller's."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: list[float] = []

    def timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, its time written down under the stage."""

        def run(*given: Any, **named: Any) -> Any:
            self._running.append(0.0)
            started = process_time()
            result = call(*given, **named)
            spent = process_time() - started
            inside = self._running.pop()
            self.seconds[stage] = self.seconds.get(stage, 0.0) + spent - inside
            if self._running:
                self._running[-1] += spent
            return result

        return run


def _stages(reader: TextReader) -> dict[str, list[tuple[Any, str]]]:
    """Which calls make up each stage: the owner of the name, and the name."""
    marker, classifier = reader.basis.marker, reader.basis.classifier
    return {
        "normalize": [(basis, "joined")],
        "segment": [(reader.basis, "cut"), (basis, "cut_of")],
        "lexicons": [(marker.scanner, "scan"), (marker, "mark"), (marker, "telling"), (basis, "collect")],
        "classifier": [
            (basis, "tokens_of"),
            (classifier.vocabulary, "known"),
            (classifier, "logits"),
            (combination, "function_scores"),
            (combination, "topic_scores"),
        ],
        "places": [(reader._finder, "find_all")],
        "institution": [(reading, "find_institutions")],
        "emergency": [(reader, "_emergencies")],
        "manner": [(reader._judge, "judge")],
        "units": [(reading, "words_of"), (reader._assigner, "assign")],
    }


@contextmanager
def watched(reader: TextReader) -> Iterator[Stopwatch]:
    """A stopwatch on the stages of one reader."""
    watch = Stopwatch()
    with ExitStack() as stack:
        for stage, calls in _stages(reader).items():
            for owner, name in calls:
                stack.enter_context(patch.object(owner, name, watch.timed(stage, getattr(owner, name))))
        yield watch


def speed(reader: TextReader, texts: Sequence[TextToRead]) -> tuple[dict[str, float], dict[str, float]]:
    """Figures and reference: processor time an item, of the whole, of each stage in the same run, and of rjieba's bare cut.

    The middle of some rounds, each of which reads and cuts the same texts; what is in no stage is reasons and verdicts.
    """
    reader.read(texts[:500])
    _settle()
    rounds = [(_microseconds(lambda: reader.read(texts), texts), _bare_cut(texts)) for _ in range(_ROUNDS)]
    whole, cut = (sorted(column)[_ROUNDS // 2] for column in zip(*rounds, strict=True))
    figures = {"whole_items_per_s": 1e6 / whole, "whole_us": whole}
    figures["whole_per_rjieba"] = sorted(read / bare for read, bare in rounds)[_ROUNDS // 2]
    figures |= {f"{stage}_us": spent for stage, spent in _shares(reader, texts).items()}
    return figures, {"rjieba_items_per_s": 1e6 / cut, "rjieba_us": cut}


def _shares(reader: TextReader, texts: Sequence[TextToRead]) -> dict[str, float]:
    with watched(reader) as watch:
        whole = _microseconds(lambda: reader.read(texts), texts)
    shares = {stage: seconds / len(texts) * 1e6 for stage, seconds in watch.seconds.items()}
    return shares | {"reasons_and_verdicts": whole - sum(shares.values()), "stages_together": whole}


def _settle() -> None:
    """As the desk does when its models are loaded: they stay, and are not walked through for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _microseconds(work: Callable[[], object], texts: Sequence[TextToRead]) -> float:
    started = process_time()
    work()
    return (process_time() - started) / len(texts) * 1e6


def _bare_cut(texts: Sequence[TextToRead]) -> float:
    import rjieba

    whole = [text.text for text in texts]
    return _microseconds(lambda: [rjieba.cut(text) for text in whole], texts)


def awkward() -> dict[str, str]:
    """Long texts of one thing over and over, each made to be dear for some stage, by name."""
    return {name: (what * (LONG // len(what) + 1))[:LONG] for name, what in _AWKWARD.items()}


def worst(reader: TextReader) -> dict[str, float]:
    """The dearest of the awkward texts, the least of three readings each, in milliseconds of processor time."""
    texts = [
        text
        for name, what in awkward().items()
        for text in (TextToRead(name, "", what), TextToRead(name, what[: LONG // 2], what[LONG // 2 :]))
    ]
    dearest = max(min(_read_once(reader, text) for _ in range(3)) for text in texts)
    return {"worst_10k_ms": dearest / 1000}


def _read_once(reader: TextReader, text: TextToRead) -> float:
    return _microseconds(lambda: reader.read([text]), [text])
