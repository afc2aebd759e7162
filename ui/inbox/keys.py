"""The keys of the 信息 page, as its sheet tells them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def keys_of(page: QWidget) -> tuple[tuple[str, str], ...]:
    """Each key with what it does."""
    return (
        ("J  K", page.tr("下一条、上一条")),
        ("E", page.tr("立件，或打开已立的舆情件")),
        ("A", page.tr("交办责任单位")),
        ("T", page.tr("修正研判，再按一键选定")),
        ("X", page.tr("阅存，不作处置")),
        ("N", page.tr("录入：链接或分享文字、截图、电话记录")),
        ("M", page.tr("补录这条的阅读、评论、转发、点赞")),
        ("S", page.tr("加星、去星")),
        ("U", page.tr("撤销上一步")),
        ("/", page.tr("搜索；Esc 回到列表")),
    )
