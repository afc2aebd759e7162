"""What a person settled about a sample, in one line."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.learned import SampleRow
from opinion_desk.domain.verdict import Attitude, Voice

from ..words import ATTITUDE, KIND, VOICE, said


def settled_words(sample: SampleRow, functions: Mapping[str, str]) -> str:
    """责任单位 供水；领域 公共服务；负面 …: only what was judged; a function or kind of "" is said as none."""
    told: list[str] = []
    if sample.function is not None:
        told.append(functions.get(sample.function, sample.function) if sample.function else _tr("不归任何单位"))
    if sample.topics is not None:
        told.append("、".join(sample.topics) or _tr("无领域"))
    if sample.attitude is not None:
        told.append(said(ATTITUDE[Attitude(sample.attitude)]))
    if sample.kind is not None:
        told.append(said(KIND.get(sample.kind, sample.kind)) if sample.kind else _tr("无内容性质"))
    if sample.voice is not None:
        told.append(said(VOICE[Voice(sample.voice)]))
    return " · ".join(told)


def _tr(words: str) -> str:
    return QCoreApplication.translate("units", words)
