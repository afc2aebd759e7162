"""The sections of the settings in their order; a new one joins by a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ..seat import Seat
from .backup_section import BackupSection
from .channels_section import ChannelsSection
from .clocks import ClocksSection
from .desk import DeskSection
from .grades import GradesSection
from .ladders import LaddersSection
from .looks import LooksSection
from .posts import PostsSection
from .running import RunningSection
from .section import Section
from .staff import StaffSection
from .steps import StepsSection


@dataclass(frozen=True, slots=True)
class Entry:
    """A section's id, its word at the left, and what makes it."""

    id: str
    title: str
    make: Callable[[Seat], Section]


SECTIONS: Final = (
    Entry("desk", "本地与单位", DeskSection),
    Entry("posts", "值班岗位", PostsSection),
    Entry("staff", "人员与角色", StaffSection),
    Entry("clocks", "时限规则", ClocksSection),
    Entry("ladders", "提级层级", LaddersSection),
    Entry("grades", "舆情等级", GradesSection),
    Entry("steps", "处置要求", StepsSection),
    Entry("channels", "通知通道", ChannelsSection),
    Entry("looks", "外观", LooksSection),
    Entry("backup", "备份与恢复", BackupSection),
    Entry("running", "运行与数据", RunningSection),
)
