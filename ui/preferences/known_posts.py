"""The posts that ladders and grades may name: those of the desk, and those that policies name already."""

from __future__ import annotations

from opinion_desk.domain.policy import Policies
from opinion_desk.settings import Settings


def known_posts(settings: Settings, policies: Policies) -> tuple[str, ...]:
    """The posts in the settings first, then those of ladders and approvers, each once."""
    named = [post.name for post in settings.posts]
    named += [rung.to for ladder in reversed(policies.ladders) for rung in ladder.rungs]
    named += [grade.approver for grade in reversed(policies.grades)]
    return tuple(dict.fromkeys(filter(None, named)))
