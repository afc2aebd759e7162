"""Papers and briefings, corrections."""

from __future__ import annotations

from typing import Final

PAPER: Final[dict[str, str]] = {
    # papers
    "paper_folder_missing": "写不了“{path}”：所在的文件夹不存在。请先建好文件夹，或换一个位置。",
    "paper_is_folder": "写不了“{path}”：那里是一个文件夹。请写明文件名。",
    "paper_name_bad": "写不了“{path}”：系统不接受这个文件名。请换一个短些、不含特殊符号的名字。",
    "paper_forbidden": "写不了“{path}”：没有写入权限。请换一个有权限的文件夹。",
    "paper_disk_full": "写不了“{path}”：磁盘已满。请腾出空间后再试，原有文件没有改动。",
    "paper_in_use": "写不了“{path}”：文件正被别的程序打开。请关闭后再试，原有文件没有改动。",
    "paper_font_missing": "没有找到中文字体，排不了版。请安装仿宋或 Noto Serif CJK 字体后再试。",
    # briefings and corrections
    "briefing_kind_missing": "“{kind}”这种简报尚未提供；现有日报（daily）。",
    "briefing_period_empty": "截止时刻不晚于起始时刻；请改正 --from 和 --to。",
    "briefing_in_future": "这一天还没有开始，编不出简报；请换一个日期。",
    "correction_unknown": "不能把 {field} 改成“{value}”；请从列出的值里选。",
    "cursor_unreadable": "列表的位置已失效；请刷新后再试。",
}
