"""What is to be entered, checked and cleaned: no author's name, no number of a person, no time ahead."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Final

from .entering import MOST_COVERS, Draft, Platform, Way
from .errors import Refused
from .identity import entry_key
from .item import Entry
from .sharing import cleaned_words, is_of_a_person, platform_of, title_and_text, usable_link

LONGEST_TITLE: Final = 200
LONGEST_BODY: Final = 50_000
LONGEST_LINK: Final = 2_000


def checked_draft(draft: Draft, now: datetime) -> Draft:
    """The draft as it is stored: words cleaned, link usable, its platform told by the link where nobody said; else Refused.

    A telephone note without a time is of now.
    """
    for what, text, limit in (("标题", draft.title, LONGEST_TITLE), ("正文", draft.body, LONGEST_BODY)):
        if len(text) > limit:
            raise Refused("enter_too_long", what=what, limit=limit)
    title, body = cleaned_words(" ".join(draft.title.split())), cleaned_words(draft.body)
    title = title or title_and_text(body)[0]
    if not any(sign.isalnum() for sign in title):
        raise Refused("enter_title_missing")
    if draft.published is not None and draft.published > now:
        raise Refused("enter_published_ahead")
    _check_picture(draft)
    link = _checked_link(draft.link)
    platform = draft.platform
    if link is not None and platform is Platform.OTHER:
        platform = platform_of(link)
    published = now if draft.published is None and draft.way is Way.TELEPHONE else draft.published
    return replace(draft, title=title, body=body, link=link, platform=platform, published=published)


def _check_picture(draft: Draft) -> None:
    if draft.way is not Way.SCREENSHOT:
        if draft.picture is not None or draft.covers:
            raise Refused("picture_only_for_screenshots")
        return
    if not draft.picture:
        raise Refused("picture_missing")
    if not draft.covers and not draft.nothing_to_cover:
        raise Refused("picture_uncovered")
    if len(draft.covers) > MOST_COVERS:
        raise Refused("covers_too_many", limit=MOST_COVERS)


def _checked_link(text: str | None) -> str | None:
    if text is None or not text.strip():
        return None
    link = usable_link(text)
    if link is None or len(link) > LONGEST_LINK:
        raise Refused("link_unreadable", link=text.strip()[:60])
    if is_of_a_person(link):
        raise Refused("link_of_person")
    return link


def entry_of(draft: Draft, picture: str | None, now: datetime) -> Entry:
    """The checked draft as an entry. With a link it is known by that; else the same words and picture on one day are one."""
    if draft.link is not None:
        key = entry_key(link=draft.link)
    else:
        day = (draft.published or now).date().isoformat()
        words = "\n".join((draft.way, draft.title, draft.body, picture or "", day))
        key = f"id:entered-{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
    return Entry(key, draft.title, draft.body, draft.link, draft.published, metrics=draft.metrics)
