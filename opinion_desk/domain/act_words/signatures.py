"""Acts of signatures that are owed and given, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from .telling import Table


def _owed(data: Mapping[str, Any], zone: tzinfo) -> str:
    heard = f"，{data['heard_by']}听取" if data["heard_by"] else ""
    return f"待补签：{data['what']}（{data['post']}{heard}）"


TABLE: Final[Table] = {
    ActKind.SIGNATURE_OWED: _owed,
    ActKind.SIGNATURE_GIVEN: lambda data, zone: f"补签：{data['what']}（{data['post']}，{data['paper']}）",
}
