"""Acts of handing a matter to units and of their answers, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from .telling import Table, Tell


def _assigned(data: Mapping[str, Any], zone: tzinfo) -> str:
    co = f"，协办{'、'.join(data['co'])}" if data["co"] else ""
    return f"交办：主办{data['lead']}{co}"


def _unit(verb: str) -> Tell:
    def tell(data: Mapping[str, Any], zone: tzinfo) -> str:
        return f"{data['unit']}{verb}" + (f"：{data['text']}" if data["text"] else "")

    return tell


TABLE: Final[Table] = {
    ActKind.ASSIGNED: _assigned,
    ActKind.ACKNOWLEDGED: _unit("签收"),
    ActKind.RETURNED: _unit("退单"),
    ActKind.URGED: _unit("被催办"),
    ActKind.REPLIED: _unit("回复"),
}
