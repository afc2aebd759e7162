"""The keys of the 来源 page, as its sheet tells them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def keys_of(page: QWidget) -> tuple[tuple[str, str], ...]:
    """Each key with what it does to the marked sources."""
    return (
        (page.tr("↑ ↓"), page.tr("上一行、下一行；按住 Shift 连选，Ctrl+A 全选")),
        (page.tr("← →"), page.tr("收起、展开分组")),
        ("F5", page.tr("立即采集选中的来源")),
        (page.tr("空格"), page.tr("暂停、恢复")),
        ("W", page.tr("盯守：每分钟检查一次；再按结束")),
        ("F2", page.tr("修改；回车也可以")),
        ("M", page.tr("移到别的分组")),
        ("Delete", page.tr("移除")),
        ("Ctrl+N", page.tr("添加来源")),
        ("/", page.tr("筛选；回车回到表格，Esc 清除筛选")),
    )
