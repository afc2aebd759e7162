"""The system's reasons in Chinese."""

from __future__ import annotations

import errno

from opinion_desk.domain.system_words import why_of


def test_common_reasons_are_chinese_and_others_the_systems_own() -> None:
    assert why_of(OSError(errno.ENOENT, "No such file or directory")) == "没有这个文件或文件夹"
    assert why_of(PermissionError(errno.EACCES, "Permission denied")) == "没有权限"
    assert why_of(OSError(errno.ETIMEDOUT, "Connection timed out.")) == "Connection timed out"
    assert why_of(FileNotFoundError()) == "FileNotFoundError"
