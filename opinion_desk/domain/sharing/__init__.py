"""Share texts (分享文本): what the apps' share buttons copy, read without their authors."""

from __future__ import annotations

from .links import is_of_a_person, platform_of, usable_link
from .reading import cleaned_words, of_page, read_share
from .tidying import title_and_text

__all__ = ["cleaned_words", "is_of_a_person", "of_page", "platform_of", "read_share", "title_and_text", "usable_link"]
