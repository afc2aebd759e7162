import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models import artefact
from models.classifier import labels, load_classifier
from models.segmentation import segmenter
from opinion_desk.domain.errors import Refused

ABOUT = {"engine": "rjieba", "dictionary": "d"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    artefact.save(tmp_path, "m", {"weights": np.arange(3, dtype=np.float32)}, ABOUT)
    return tmp_path


def test_arrays_come_back_as_they_were_saved(folder: Path) -> None:
    arrays, manifest = artefact.load(folder, "m", ABOUT)
    assert arrays["weights"].tolist() == [0, 1, 2]
    assert manifest["format"] == artefact.FORMAT


def test_a_missing_model_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="找不到研判模型“m”"):
        artefact.load(tmp_path, "m", {})


def test_a_changed_file_is_refused(folder: Path) -> None:
    file = folder / "m.npz"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(Refused, match="与其清单不符"):
        artefact.load(folder, "m", ABOUT)


def test_a_model_for_another_dictionary_is_refused(folder: Path) -> None:
    with pytest.raises(Refused, match="dictionary"):
        artefact.load(folder, "m", {"dictionary": "other"})


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 99}'])
def test_a_manifest_that_makes_no_sense_is_refused(folder: Path, text: str) -> None:
    (folder / "m.json").write_text(text, encoding="utf-8")
    with pytest.raises(Refused):
        artefact.load(folder, "m", ABOUT)


def test_a_pickle_in_the_arrays_is_refused(tmp_path: Path) -> None:
    artefact.save(tmp_path, "m", {"weights": np.array([{"a": 1}], dtype=object)}, ABOUT)
    with pytest.raises(Refused, match="与其清单不符"):
        artefact.load(tmp_path, "m", ABOUT)


class _Killed(BaseException):
    """The process ends here: nothing after it is done."""


@pytest.mark.parametrize("step", range(5))
@pytest.mark.parametrize("name", ["m", "another"])
def test_a_save_that_is_broken_off_anywhere_leaves_the_old_or_the_new_artefact_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: int, name: str
) -> None:
    """Steps: arrays flushed, manifest flushed, manifest put in place, arrays put in place, done."""
    _killed_at(monkeypatch, step)
    try:
        artefact.save(folder, name, {"weights": np.arange(9, dtype=np.float32)}, ABOUT)
    except _Killed:
        pass
    monkeypatch.undo()
    if step < 3 and name == "another":
        with pytest.raises(Refused, match="找不到研判模型"):
            artefact.load(folder, name, ABOUT)
    else:
        assert artefact.load(folder, name, ABOUT)[0]["weights"].size == (3 if step < 3 else 9)
    artefact.save(folder, name, {"weights": np.arange(4, dtype=np.float32)}, ABOUT)
    assert artefact.load(folder, name, ABOUT)[0]["weights"].size == 4
    assert {path.name for path in folder.iterdir()} == {f"{n}{end}" for n in {"m", name} for end in (".npz", ".json")}


def _killed_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Let the process be killed at that step of a save; what it would have cleaned up stays."""
    done: list[str] = []

    def counted(deed: Any) -> Any:
        def act(*given: Any) -> Any:
            if len(done) == step:
                raise _Killed
            done.append("")
            return deed(*given)

        return act

    monkeypatch.setattr(artefact, "_flush", counted(artefact._flush))
    monkeypatch.setattr(Path, "replace", counted(Path.replace))
    monkeypatch.setattr(Path, "unlink", lambda *given, **more: None)


def test_a_second_save_broken_off_after_a_first_one_leaves_what_the_first_one_saved(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step, size in ((3, 9), (1, 4)):
        _killed_at(monkeypatch, step)
        with pytest.raises(_Killed):
            artefact.save(folder, "m", {"weights": np.arange(size, dtype=np.float32)}, ABOUT)
        monkeypatch.undo()
    assert artefact.load(folder, "m", ABOUT)[0]["weights"].size == 9


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_the_packaged_model_fits_the_packaged_dictionary(engine: str) -> None:
    classifier = load_classifier(segmenter(engine))
    assert classifier.weights.shape == (len(classifier.vocabulary), len(labels()))
    manifest = json.loads((artefact.ARTEFACTS / f"reading-{engine}.json").read_text(encoding="utf-8"))
    assert manifest["engine"] == engine and manifest["engine_version"]
