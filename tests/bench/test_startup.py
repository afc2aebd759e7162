"""Measuring how long the window takes."""

from __future__ import annotations

import sys

import pytest

from bench.startup import BARE_WINDOW, until_shown


def test_a_bare_window_says_that_it_was_shown() -> None:
    assert 0 < until_shown([sys.executable, "-c", BARE_WINDOW]) < 60_000


def test_a_window_that_never_shows_is_an_error_with_its_own_words() -> None:
    with pytest.raises(RuntimeError, match="no such luck"):
        until_shown([sys.executable, "-c", "import sys; sys.exit('no such luck')"])
