import json
from pathlib import Path

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


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_the_packaged_model_fits_the_packaged_dictionary(engine: str) -> None:
    classifier = load_classifier(segmenter(engine))
    assert classifier.weights.shape == (len(classifier.vocabulary), len(labels()))
    manifest = json.loads((artefact.ARTEFACTS / f"reading-{engine}.json").read_text(encoding="utf-8"))
    assert manifest["engine"] == engine and manifest["engine_version"]
