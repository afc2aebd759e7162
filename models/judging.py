"""The manner of a batch of texts judged in turn: voice, attitude, kind and scope, each from the words found and from those before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.verdict import GRAVE, Scored, Voice

from .finds import Wanted
from .lexicons import Lexicon
from .manner import (
    ATTITUDES,
    KINDS,
    NO_KIND,
    VOICES,
    Circumstances,
    Speaker,
    Sums,
    read_attitudes,
    read_kinds,
    read_scopes,
    read_voices,
    speakers_in,
)
from .severity import EmergencyReading

Array = NDArray[Any]

_SHOWN = {"attitude": 3, "voice": 2, "kind": 2}
"""How many words are given as reasons for each field."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What was judged of each text of a batch, and the words wanted as its reasons."""

    voices: list[Voice]
    attitudes: list[Scored]
    kinds: list[Scored | None]
    scopes: list[tuple[str, ...]]
    wanted: Wanted


class MannerJudge:
    """Judges manners by one lexicon; `attitudes` names the columns of the classifier's logits."""

    def __init__(self, lexicon: Lexicon, attitudes: Sequence[str]) -> None:
        self._families: dict[str, dict[str, int]] = {}
        for number, (family, name) in enumerate(lexicon.labels):
            self._families.setdefault(family, {})[name] = number
        self._attitudes = tuple(attitudes)
        self._columns = (
            np.array([lexicon.column["attitude", name] for name in ATTITUDES]),
            np.array([lexicon.column["voice", name] for name in VOICES]),
            np.array([*(lexicon.column["kind", name] for name in KINDS), NO_KIND]),  # numbered NO_KIND: none
        )

    def judge(
        self, sums: Array, logits: Array, sources: Sequence[str | None], emergencies: Sequence[EmergencyReading]
    ) -> Manner:
        """Manners of texts whose words add up to `sums` (text, label of the lexicon)."""
        by_label = sums.T.astype(np.float64)
        said = {family: self._of(family, by_label) for family in self._families}
        felt: Sums = dict(zip(self._attitudes, logits.T.astype(np.float64), strict=True))
        speakers = speakers_in(sources)
        levels = [reading.severity.level if reading.severity is not None else 0 for reading in emergencies]
        level = np.array(levels, dtype=np.int64)
        voice = read_voices(said["voice"], speakers)
        complaint = said["kind"]["D2"] + said["kind"]["D3"]
        attitude, share = read_attitudes(said["attitude"], felt, voice, complaint, level > 0, speakers[Speaker.MEDIA])
        emergency = np.array([reading.emergency is not None for reading in emergencies], dtype=bool)
        known = Circumstances(voice, attitude, emergency, (level > 0) & (level <= GRAVE))
        kind, sure = read_kinds(said["kind"], known)
        scopes = read_scopes(said["scope"], known)
        return Manner(
            [VOICES[number] for number in voice.tolist()],
            _scored(ATTITUDES, attitude, share),
            [one if one.name else None for one in _scored((*KINDS, ""), kind, sure)],
            scopes,
            self._wanted(attitude, voice, kind).joined(self._of_scopes(scopes)),
        )

    def _of(self, family: str, by_label: Array) -> Sums:
        return {name: by_label[number] for name, number in self._families[family].items()}

    def _of_scopes(self, scopes: Sequence[tuple[str, ...]]) -> Wanted:
        rows = [(n, self._families["scope"][name]) for n, held in enumerate(scopes) for name in held]
        text, column = np.array(rows, dtype=np.int64).reshape(-1, 2).T
        return Wanted(text, column, np.repeat(np.array(("scope",), dtype=object), len(text)), np.repeat(2, len(text)))

    def _wanted(self, *judged: Array) -> Wanted:
        """The words wanted for attitude, voice and kind of each text, in this order."""
        columns = [of[number] for of, number in zip(self._columns, judged, strict=True)]
        column = np.stack(columns, axis=1).ravel()
        texts = len(columns[0])
        text = np.repeat(np.arange(texts), len(_SHOWN))
        field, at_most = np.array([*_SHOWN] * texts, dtype=object), np.tile([*_SHOWN.values()], texts)
        kept = column >= 0
        return Wanted(text[kept], column[kept], field[kept], at_most[kept])


def _scored(names: Sequence[str], number: Array, score: Array) -> list[Scored]:
    return [Scored(names[one], of) for one, of in zip(number.tolist(), score.tolist(), strict=True)]
