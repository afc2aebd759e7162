"""What vendors of monitoring and 12345 call their columns: packaged mappings, found by the headings that tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import data

from ..domain.errors import Refused
from ..domain.table_mapping import Meaning, plain_heading


@dataclass(frozen=True, slots=True)
class Preset:
    """A vendor's export: `least` of the headings in `tells` make it known; `meanings` by headings as they are compared."""

    name: str
    tells: frozenset[str]
    least: int
    meanings: Mapping[str, Meaning]


@cache
def presets() -> tuple[Preset, ...]:
    """The packaged presets, in their order."""
    return tuple(
        Preset(
            row["name"],
            frozenset(plain_heading(heading) for heading in row["tells"]),
            row["least"],
            {plain_heading(heading): Meaning(id) for id, names in row["meanings"].items() for heading in names},
        )
        for row in data.read_json("import_presets.json")["presets"]
    )


def preset_named(name: str) -> Preset:
    """The preset of that name; Refused with what there is for any other."""
    found = next((preset for preset in presets() if preset.name == name.strip()), None)
    if found is None:
        raise Refused(
            "table_preset_unknown", name=name.strip()[:40], known="、".join(preset.name for preset in presets())
        )
    return found


def preset_for(headings: Iterable[str]) -> Preset | None:
    """The preset whose telling headings stand here, the one with the most; None where too few of any do."""
    names = {plain_heading(heading) for heading in headings}
    fits = [(len(preset.tells & names), preset) for preset in presets() if len(preset.tells & names) >= preset.least]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None
