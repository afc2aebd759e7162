"""How a visit ended, as what is handed over of it."""

from __future__ import annotations

from ..domain.collected import Collected, Outcome, Parsed
from ..domain.errors import DeskError
from ..domain.source import Form, Health
from .fetching import Fetched


def failed(source_id: int, why: DeskError, fetched: Fetched) -> Collected:
    """Nothing came, and why; where it moved all the same."""
    return Collected(source_id, Outcome.FAILED, why=why, moved_to=fetched.moved_to, retry_after_s=fetched.retry_after_s)


def unchanged(source_id: int, fetched: Fetched, health: Health) -> Collected:
    """What stands there is what was stored; validators that the answer does not repeat stay."""
    return Collected(
        source_id,
        Outcome.UNCHANGED,
        etag=fetched.etag or health.etag,
        last_modified=fetched.last_modified or health.last_modified,
        moved_to=fetched.moved_to,
        retry_after_s=fetched.retry_after_s,
    )


def fetched(source_id: int, fetched: Fetched, form: Form, parsed: Parsed, digest: str) -> Collected:
    """A document that was read."""
    return Collected(
        source_id,
        Outcome.FETCHED,
        entries=parsed.items,
        problems=parsed.problems,
        form=form,
        title=parsed.title,
        digest=digest,
        # What did not come whole must come next time, so its validators are not kept.
        etag=None if fetched.cut or parsed.incomplete else fetched.etag,
        last_modified=None if fetched.cut or parsed.incomplete else fetched.last_modified,
        moved_to=fetched.moved_to,
        retry_after_s=fetched.retry_after_s,
        asks=parsed.asks,
    )
