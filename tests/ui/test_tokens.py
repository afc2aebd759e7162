"""Contrast and shape of the tokens."""

from __future__ import annotations

import pytest

from opinion_desk.domain.levels import Level
from ui.style import style_sheet
from ui.tokens import DARK, LIGHT, PAIRS, Tokens, contrast

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#2F6FED", "#2F6FED") == pytest.approx(1.0)


@THEMES
@pytest.mark.parametrize(("text", "fill"), PAIRS)
def test_every_text_can_be_read_on_what_it_stands_on(tokens: Tokens, text: str, fill: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, fill)) >= 4.5


@THEMES
@pytest.mark.parametrize("level", list(Level))
def test_a_level_can_be_read_as_fill_and_as_text(tokens: Tokens, level: Level) -> None:
    assert contrast(tokens.on_level(level), tokens.level(level)) >= 4.5
    assert contrast(tokens.level_text(level), tokens.ground) >= 4.5
    assert contrast(tokens.level_text(level), tokens.surface) >= 4.5


@THEMES
def test_the_style_sheet_names_no_token_that_is_not_there(tokens: Tokens) -> None:
    sheet = style_sheet(tokens)
    assert "$" not in sheet
    assert tokens.surface in sheet
