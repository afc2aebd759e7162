"""The store: opening, writing, searching, verifying."""

from __future__ import annotations

from typing import Final

KEEPING: Final[dict[str, str]] = {
    # store and search
    "store_busy": "数据库“{path}”正被占用，稍等片刻再试；如果一直如此，请关闭占用它的程序。",
    "store_read_only": "数据库“{path}”不能写入；请检查文件和文件夹的权限，或换一个数据目录。",
    "store_io": "读写数据库“{path}”时磁盘出错；请检查磁盘，再从备份恢复或重试。",
    "store_damaged": "数据库“{path}”已损坏；请用 verify 检查，再用 restore 从备份恢复。",
    "store_disk_full": "磁盘已满，“{path}”没有写入，原有数据完好；请腾出空间后再试。",
    "store_cannot_open": "打不开数据库“{path}”；请检查路径和权限。",
    "store_no_memory": "内存不足，没有完成对“{path}”的操作；请关闭一些程序后再试。",
    "store_closed": "数据库已经关闭；请重新打开程序后再试。",
    "sqlite_too_old": "本机的 SQLite {version} 太旧，需要 3.43 以上；请安装 pysqlite3 后再试。",
    "database_not_ours": "“{path}”不是本程序的数据库，没有改动它；请换一个数据目录或移走这个文件。",
    "database_newer": "“{path}”由更新版本的程序写成，没有改动它；请升级程序后再打开。",
    "source_known": "来源“{name}”已经用了这个地址：{address}。",
    "source_missing": "没有编号为 {id} 的来源；请刷新列表后再试。",
    "item_missing": "没有编号为 {id} 的信息；请刷新列表后再试。",
    "verdict_missing": "编号为 {id} 的信息还没有研判结果；请等读取完成后再修正。",
    "correction_missing": "没有可以撤销的修正；请刷新后再试。",
    "unit_known": "单位名录里已经有“{unit}”。",
    "unit_name_missing": "请写单位的全称。",
    "verify_damaged": "数据库文件有损坏：{what}。",
    "verify_reference": "{table} 第 {row} 行所指的 {parent} 不存在。",
    "verify_version": "数据库结构的版本是 {version}，应为 {newest}。",
    "verify_structure": "数据库结构中的 {name} 与程序不符。",
    "verify_acts_missing": "舆情件 {id} 的经过缺失。",
    "verify_row_missing": "舆情件 {id} 的当前状态缺失。",
    "verify_replay": "舆情件 {number} 的经过无法重放：{why}。",
    "verify_state": "舆情件 {number} 的当前状态与经过不符。",
    "verify_rows": "舆情件 {number} 的 {table} 与经过不符。",
    "verify_stories": "{count} 组转载的计数与信息不符。",
    "verify_index": "检索索引有 {indexed} 条，信息有 {items} 条，缺 {missing} 条。",
    "verify_texts": "正文有 {texts} 条，信息有 {items} 条。",
    "verify_chain_missing": "经过的账首记录缺失。",
    "query_empty": "没有可以检索的字词；请输入至少一个字、词或数字。",
    "query_only_exclusions": "只写了要排除的词；请再写至少一个要找的词或条件，例如：积水 -演练。",
    "query_too_long": "检索式太长（{length} 字，至多 {most} 字）；请缩短后再试。",
    "query_value_missing": "“{field}:”后面没有写内容；例如 {example}。",
    "query_date_unreadable": "看不懂日期“{text}”；请写成 日期:2026-11-20 或 日期:2026-11-01..2026-11-20。",
    "query_attitude_unknown": "没有“{text}”这种倾向；可用：负面 中性 正面。",
    "query_level_unknown": "没有“{text}”这个等级；可用：特别重大 重大 较大 一般，或 1 至 4。",
}
