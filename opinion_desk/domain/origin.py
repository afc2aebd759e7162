"""Where a matter came from (来由)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Origin(StrEnum):
    """Where a matter came from."""

    ITEM = "item"
    EVENT = "event"
    PHONE = "phone"
    SUPERIOR = "superior"  # 上级交办
    INSTRUCTION = "instruction"  # 领导批示
    MEDIA = "media"  # 媒体采访函

    @property
    def from_above(self) -> bool:
        """Whether it comes as a paper that has an issuer and may owe a reply."""
        return self in (Origin.SUPERIOR, Origin.INSTRUCTION, Origin.MEDIA)


ORIGIN_WORDS: Final[Mapping[Origin, str]] = {
    Origin.ITEM: "监测发现",
    Origin.EVENT: "话题转立",
    Origin.PHONE: "来电反映",
    Origin.SUPERIOR: "上级交办",
    Origin.INSTRUCTION: "领导批示",
    Origin.MEDIA: "媒体采访函",
}
