"""How well the desk learns: `python -m bench.learning [--quick]`. The labels of messages/stripped.jsonl are learned as topics."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.learned import load_layer
from models.learning import LayerLearner, load_learner
from models.reader import TextReader, load_reader
from models.segmentation import segmenter
from opinion_desk.domain.learning import Sample, TopicEdit
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.scoring import set_figures_of

from .line import print_line
from .reading import rows_of

_FOLDS: Final = 5
_SEED: Final = 7
_FEW: Final = 100
_DRAWS: Final = 5
Array = NDArray[Any]


class _Labelled:
    """The data set as samples, and the learner that takes them."""

    def __init__(self, folder: Path) -> None:
        rows = rows_of("messages/stripped.jsonl")
        self.labels = [row["label"] for row in rows]
        self.texts = [TextToRead(str(n), row["title"] or "", row["body"]) for n, row in enumerate(rows)]
        self.folder = folder
        self.edits = tuple(TopicEdit(name) for name in sorted(set(self.labels)))
        self.learner: LayerLearner = load_learner(None, topics=self.edits, folder=folder)
        self._plain = load_reader(None, topics=self.edits)

    def learned(self, rows: Array) -> tuple[TextReader, float]:
        """A reader that learned these rows, and the seconds it took."""
        started = perf_counter()
        self.learner.learn([Sample(self.texts[row], topics=(self.labels[row],)) for row in rows.tolist()], "desk-bench")
        seconds = perf_counter() - started
        layer = load_layer(self.folder / "desk-bench", self._plain.basis.classifier, segmenter())
        return self._plain.with_layer(layer), seconds

    def macro_f1(self, reader: TextReader, rows: Array) -> float:
        """Macro-F1 of the strongest topic of these rows."""
        verdicts = reader.read([self.texts[row] for row in rows.tolist()])
        found = [[topic.name for topic in verdict.topics] for verdict in verdicts]
        return set_figures_of([[self.labels[row]] for row in rows.tolist()], found).macro_f1


def parts_of(labels: Sequence[str], parts: int, seed: int) -> list[Array]:
    """Rows in so many parts, each label spread evenly over them."""
    dice = np.random.default_rng(seed)
    part = np.zeros(len(labels), dtype=np.int64)
    for label in sorted(set(labels)):
        mine = np.flatnonzero([one == label for one in labels])
        part[dice.permutation(mine)] = np.arange(len(mine)) % parts
    return [np.flatnonzero(part == number) for number in range(parts)]


def main(arguments: Sequence[str]) -> None:
    """Five folds of all, and the mean of some draws of a hundred; --quick: a single one of each."""
    quick = "--quick" in arguments
    with tempfile.TemporaryDirectory() as folder:
        data = _Labelled(Path(folder))
        every = np.arange(len(data.labels))
        figures: dict[str, float] = {"samples": float(len(every))}
        few = []
        for draw in range(1 if quick else _DRAWS):
            hundred = parts_of(data.labels, len(every) // _FEW, _SEED + draw)[0]
            reader, _ = data.learned(hundred)
            few.append(data.macro_f1(reader, np.setdiff1d(every, hundred)))
        figures["after_100_macro_f1"] = float(np.mean(few))
        scores, seconds = [], []
        for held in parts_of(data.labels, _FOLDS, _SEED)[: 1 if quick else _FOLDS]:
            reader, spent = data.learned(np.setdiff1d(every, held))
            scores.append(data.macro_f1(reader, held))
            seconds.append(spent)
        figures |= {"five_fold_macro_f1": float(np.mean(scores)), "learning_s": float(np.mean(seconds))}
    print_line("learning", figures, reference(data.texts, data.labels, quick))


def reference(texts: Sequence[TextToRead], labels: Sequence[str], quick: bool) -> dict[str, float]:
    """The same folds with character n-grams in a plain linear SVM, and with a hundred of them: a model without prior knowledge."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    def score(seen: Array, held: Array) -> float:
        model = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True), LinearSVC(C=0.5))
        model.fit([texts[row].text for row in seen], [labels[row] for row in seen])
        found = model.predict([texts[row].text for row in held])
        return set_figures_of([[labels[row]] for row in held], [[label] for label in found]).macro_f1

    every = np.arange(len(labels))
    folds = parts_of(labels, _FOLDS, _SEED)[: 1 if quick else _FOLDS]
    hundred = parts_of(labels, len(every) // _FEW, _SEED)[0]
    return {
        "plain_svm_five_fold_macro_f1": float(np.mean([score(np.setdiff1d(every, held), held) for held in folds])),
        "plain_svm_after_100_macro_f1": score(hundred, np.setdiff1d(every, hundred)[:1000]),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
