"""`incident offers, accept, decline`: items read as an official response, offered as evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from .incident_deeds import At, By, Key, Seen, deed_of, done
from .saying import Session, table

ItemId = Annotated[int, typer.Argument(metavar="ITEM", help="信息编号")]


def offers(context: typer.Context, id: str) -> None:
    """列出可作发布凭据的官方信息。"""
    session: Session = context.obj
    found = session.desk.incidents.offers(id)
    value = [
        {
            "item": offer.item_id,
            "kind": offer.kind.value,
            "title": offer.title,
            "source": offer.source,
            "tier": offer.tier.value,
            "published": session.iso(offer.at),
            "address": offer.link,
        }
        for offer in found
    ]
    rows = [
        {"编号": f"{offer.item_id}", "发布": session.local(offer.at), "来源": offer.source, "标题": offer.title}
        for offer in found
    ]
    session.say(value, table(rows) or ["没有可作发布凭据的官方信息。"])


def accept(
    context: typer.Context,
    id: str,
    item: ItemId,
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """采用一条官方信息为发布凭据，按它的发布时间登记。"""
    session: Session = context.obj
    done(session, session.desk.incidents.accept_offer(id, item, deed=deed_of(session, by, at, command_id, seen)))


def decline(
    context: typer.Context,
    id: str,
    item: ItemId,
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """不采用一条官方信息，以后不再提示。"""
    session: Session = context.obj
    done(session, session.desk.incidents.decline_offer(id, item, deed=deed_of(session, by, at, command_id, seen)))
