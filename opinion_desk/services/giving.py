"""Samples as they are given: at the bench with values that are checked, and with callers' numbers masked before they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..domain.errors import Refused
from ..domain.learning import Sample
from ..domain.masking import mask
from ..domain.reading import TextToRead
from .judged_lines import Functions, attitude_of, function_of, kind_of
from .topics import topic_name


def taught(
    title: str,
    body: str,
    functions: Functions,
    function: str | None,
    topics: Sequence[str] | None,
    attitude: str | None,
    kind: str | None,
) -> Sample:
    """A text with what a person says of it; Refused when it is empty, nothing is said, or a value is none of those there are."""
    if not title.strip() and not body.strip():
        raise Refused("teaching_no_text")
    sample = Sample(
        TextToRead("", title, body),
        None if function is None else function_of(function, functions),
        None if topics is None else tuple(dict.fromkeys(topic_name(name) for name in topics)),
        None if attitude is None else attitude_of(attitude),
        None if kind is None else kind_of(kind),
    )
    if sample == Sample(sample.text):
        raise Refused("teaching_nothing")
    return sample


def masked(sample: Sample) -> Sample:
    """The same with telephone, identity and card numbers masked, as in whatever else the desk keeps; its address is dropped."""
    text = sample.text
    return replace(sample, text=replace(text, title=mask(text.title), body=mask(text.body), url=None))
