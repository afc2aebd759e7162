"""The line beside the heading: how many sources there are, and how many of them want a look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.source import HealthState

from .watched import is_watched

if TYPE_CHECKING:
    from opinion_desk.services.source_row import SourceRow


def counted(rows: Sequence[SourceRow], now: datetime) -> str:
    """10 个 · 1 个异常 · 1 个沉默 · 1 个盯守中"""
    said = QCoreApplication.translate
    failing = sum(row.state is HealthState.FAILING for row in rows)
    silent = sum(row.state is HealthState.SILENT for row in rows)
    watched = sum(is_watched(row, now) for row in rows)
    told = [said("counting", "{n:,} 个").format(n=len(rows))]
    told += [said("counting", "{n:,} 个异常").format(n=failing)] if failing else []
    told += [said("counting", "{n:,} 个沉默").format(n=silent)] if silent else []
    told += [said("counting", "{n:,} 个盯守中").format(n=watched)] if watched else []
    return " · ".join(told)
