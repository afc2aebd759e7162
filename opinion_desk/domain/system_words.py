"""What the operating system says about a file, in Chinese."""

from __future__ import annotations

import errno
from types import MappingProxyType
from typing import Final

_WORDS: Final = MappingProxyType(
    {
        errno.ENOENT: "没有这个文件或文件夹",
        errno.ENOTDIR: "路径中有一段不是文件夹",
        errno.EISDIR: "那里是一个文件夹",
        errno.EEXIST: "那里已经有同名的文件",
        errno.EACCES: "没有权限",
        errno.EPERM: "系统不允许",
        errno.EROFS: "所在的磁盘只能读",
        errno.ENOSPC: "磁盘已满",
        errno.EDQUOT: "用完了磁盘配额",
        errno.EFBIG: "文件超过了允许的大小",
        errno.EIO: "磁盘读写出错",
        errno.ENAMETOOLONG: "名字太长",
        errno.ELOOP: "链接绕成了圈",
        errno.EBUSY: "正被占用",
        errno.EMFILE: "打开的文件太多",
        errno.ENFILE: "打开的文件太多",
    }
)


def why_of(error: OSError) -> str:
    """The reason in a few Chinese words; the system's own words where we have none, without a full stop."""
    known = _WORDS.get(error.errno or 0)
    return known or (error.strerror or type(error).__name__).rstrip("。.")
