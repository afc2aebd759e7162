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
    # notices, ledgers, accounts
    "notice_not_assigned": "{number} 还没有交办，没有交办单可印；请先交办责任单位。",
    "notice_number_unknown": "没有文号为“{number}”的交办单或通知；请核对，或改写舆情件编号。",
    "paper_not_handed": "还没有向“{unit}”发过{paper}，没有可印的{paper}文书；请先登记{paper}。",
    "period_unreadable": "看不懂日期“{text}”；请写成 2026-11-20，或 2026-11、2026。",
    "period_backwards": "止日早于起日；请改正。",
    "account_rules_broken": "考核规则文件 {path} 用不了：{why}。请改正，或移走它改用自带的规则。",
    "ledger_one_sheet": "csv 只能装一张表；请用 --sheet incidents、clocks 或 units 选一张，或导出 xlsx。",
    # briefings and corrections
    "briefing_kind_missing": "“{kind}”这种简报尚未提供；现有日报（daily）。",
    "briefing_period_empty": "截止时刻不晚于起始时刻；请改正 --from 和 --to。",
    "briefing_in_future": "这一天还没有开始，编不出简报；请换一个日期。",
    "correction_unknown": "不能把 {field} 改成“{value}”；请从列出的值里选。",
    "cursor_unreadable": "列表的位置已失效；请刷新后再试。",
}
