"""Roles at the desk (analyst, duty officer, approver, administrator): who may make which act, refused with a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .acts import Act, ActKind
from .assignment import PaperKind
from .errors import Refused


class Role(StrEnum):
    """What a colleague may do; one may have several."""

    ANALYST = "analyst"
    DUTY_OFFICER = "duty_officer"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


ROLE_WORDS: Final[Mapping[Role, str]] = {
    Role.ANALYST: "研判员",
    Role.DUTY_OFFICER: "值班员",
    Role.APPROVER: "审批人",
    Role.ADMINISTRATOR: "管理员",
}


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of this office: the name under which acts are recorded, the post, the roles."""

    name: str
    post: str
    roles: frozenset[Role]

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.name.isprintable() or len(self.name) > 20:
            raise Refused("colleague_name")
        if not self.roles:
            raise Refused("colleague_roles", name=self.name)


_ALL: Final = frozenset({Role.ANALYST, Role.DUTY_OFFICER, Role.APPROVER})
_DUTY: Final = frozenset({Role.DUTY_OFFICER, Role.APPROVER})
_APPROVE: Final = frozenset({Role.APPROVER})
_ADMIN: Final = frozenset({Role.ADMINISTRATOR, Role.APPROVER})

# Whatever stands in neither table belongs to whoever is on duty or approves.
_OF_EVERYBODY: Final = frozenset(
    {ActKind.OPENED, ActKind.ITEM_LINKED, ActKind.NOTED, ActKind.TIMES_CORRECTED, ActKind.DRAFT_SUBMITTED, ActKind.BORN}
)
_OF_APPROVERS: Final = frozenset({ActKind.CLOSED, ActKind.DRAFT_SIGNED, ActKind.REOPENED})
_OF_ADMINISTRATORS: Final = frozenset({ActKind.JUMP_SETTLED, ActKind.MARK_VOIDED, ActKind.BREACH_CONFIRMED})
_STERN_PAPERS: Final = frozenset({PaperKind.SUPERVISED, PaperKind.TALKED, PaperKind.CIRCULATED})


def may_make(act: Act) -> frozenset[Role]:
    """The roles that may make this act.

    A duty officer enters what an approver said by telephone: a sign-off, a paper or a lowering that names who heard or approved it.
    """
    data = act.data
    if act.kind in _OF_EVERYBODY:
        return _ALL
    if act.kind in _OF_ADMINISTRATORS:
        return _ADMIN
    if act.kind is ActKind.DRAFT_SIGNED and data.get("heard_by"):
        return _DUTY
    if act.kind is ActKind.PAPER_HANDED and data.get("paper") in _STERN_PAPERS:
        return _APPROVE
    return _APPROVE if act.kind in _OF_APPROVERS else _DUTY


def permit(staff: Sequence[Colleague], by: str, acts: Iterable[Act]) -> None:
    """Refused when `by` may not make these acts; a desk that lists no colleagues lets everybody (one desktop without accounts)."""
    if not staff:
        return
    person = colleague(staff, by)
    for act in acts:
        allowed = may_make(act)
        if act.by == by and not person.roles & allowed:
            raise Refused("role_forbids", name=person.name, roles=role_words(person.roles), needed=role_words(allowed))


def require(staff: Sequence[Colleague], by: str, *roles: Role) -> None:
    """Refused when `by` has none of these roles, at a desk that lists its colleagues."""
    if not staff:
        return
    person = colleague(staff, by)
    if not person.roles & frozenset(roles):
        raise Refused("role_forbids", name=person.name, roles=role_words(person.roles), needed=role_words(roles))


def colleague(staff: Sequence[Colleague], name: str) -> Colleague:
    """The colleague of that name or post; Refused when the desk does not list one."""
    found = next((one for one in staff if one.name == name), None) or next((o for o in staff if o.post == name), None)
    if found is None:
        raise Refused("colleague_unknown", name=name, names="、".join(one.name for one in staff))
    return found


def role_words(roles: Iterable[Role]) -> str:
    """研判员、值班员 …, in the order of the roles."""
    chosen = frozenset(roles)
    return "、".join(words for role, words in ROLE_WORDS.items() if role in chosen)


def check_staff(staff: Sequence[Colleague]) -> None:
    """Refused when two colleagues bear one name, or when nobody could ever change the list again."""
    names = [one.name for one in staff]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refused("colleague_twice", name=twice)
    if staff and not any(Role.ADMINISTRATOR in one.roles for one in staff):
        raise Refused("administrator_missing")
