"""What is left of a shared text, made a title and a text."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

TITLE: Final = 80  # characters of a title at most
_WHOLE: Final = re.compile(r"【([^【】\n]*)】|\[([^\[\]\n]*)\]|《([^《》\n]*)》")
_HEADED: Final = re.compile(r"【([^【】\n]{2,80})】\s*(\S.*)", re.DOTALL)
_TAG: Final = re.compile(r"([#＃][^#＃\s]{1,40}[#＃])|[ \t]{0,3}[#＃][ \t]{1,3}(?=\w)")
_EMPTY: Final = re.compile(r"【[\s，,。！!：:|｜-]*】|\(\s*\)|（\s*）|\[\s*\]")
_BORDER: Final = " \t，,、。；;：:|｜-–—_~～/👉"
_SENTENCE: Final = re.compile(r"[。！？!?；;]")


def tidied(text: str) -> str:
    """The lines that say something, each without blanks and stray signs at its borders."""
    text = _EMPTY.sub("", _TAG.sub(lambda tag: tag[1] or " #", text))
    lines = (_line(line) for line in text.splitlines())
    return "\n".join(line for line in lines if any(sign.isalnum() for sign in line))


def _line(line: str) -> str:
    line = " ".join(line.split())
    while line and (line[0] in _BORDER or _is_decoration(line[0])):
        line = line[1:]
    while line and (line[-1] in _BORDER.replace("。", "") or _is_decoration(line[-1])):
        line = line[:-1]
    whole = _WHOLE.fullmatch(line)
    return next(part for part in whole.groups() if part is not None).strip() if whole else line


def _is_decoration(sign: str) -> bool:
    """Emoji and signs that no keyboard has; controls and halves of surrogate pairs with them."""
    return unicodedata.category(sign) in ("So", "Sk", "Mn", "Cf", "Cc", "Cs", "Co", "Cn")


def title_and_text(text: str) -> tuple[str, str]:
    """The first line as the title and the rest; of a long line its first sentence, and then the whole stays the text."""
    first, _, rest = text.partition("\n")
    headed = _HEADED.fullmatch(first)
    if headed is not None:
        return headed[1].strip(), "\n".join(part for part in (headed[2].strip(), rest) if part)
    if len(first) <= TITLE:
        return first, rest
    end = _SENTENCE.search(first, 4, TITLE)
    return (first[: end.start()] if end is not None else first[: TITLE - 1] + "…"), text
