"""The record: export, backup, restore, roles, accounts."""

from __future__ import annotations

from typing import Final

RECORD: Final[dict[str, str]] = {
    # backup and restore
    "backup_unsound": "数据库核对有误（{what}），这样的备份不能恢复，没有写出；请先运行 verify 查看，并把整个数据目录另行复制保存。",
    "backup_not_ours": "“{path}”不是本程序的备份，或已残缺，没有改动任何数据；请换一份备份。",
    "backup_newer": "“{path}”由更新版本的程序写成，没有改动任何数据；请升级程序后再恢复。",
    "backup_inflates": "“{path}”解开后大得不合常理，没有解开；请换一份备份。",
    "backup_changed": "“{path}”中的“{name}”与备份清单不符，没有改动任何数据；请换一份备份。",
    "backup_does_not_verify": "“{path}”核对有误（{what}），没有改动任何数据；请换一份备份。",
    "restore_no_room": "恢复需要约 {need} MB 空间，“{path}”所在的磁盘不够，没有改动任何数据；请腾出空间后再试。",
    "desk_in_use": "这个数据目录正在使用（窗口、后台采集或其他命令），没有改动任何数据；请全部退出后再恢复。",
    "restored": "已恢复到 {made} 的备份：舆情件 {incidents} 件、信息 {items} 条。",
    "restored_kept": "原有的数据存放在“{kept}”。",
    "backed_up": "已备份到“{path}”：舆情件 {incidents} 件、信息 {items} 条、存证和模型文件 {files} 个；已核对，可以恢复。",
    "backup_without_secrets": "密码和机器人地址不在备份里，换机恢复后请在设置里重新填写。",
}
