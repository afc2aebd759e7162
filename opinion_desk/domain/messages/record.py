"""Roles, policies, and the record: accounts, backup, restore, export."""

from __future__ import annotations

from typing import Final

RECORD: Final[dict[str, str]] = {
    # roles
    "colleague_name": "姓名须为 1 至 20 个字，不能含换行或控制字符。",
    "colleague_roles": "请为{name}至少选一个角色：研判员、值班员、审批人、管理员。",
    "colleague_unknown": "本单位人员名单里没有“{name}”；现有 {names}。请选自己的姓名，或请管理员先登记。",
    "colleague_twice": "“{name}”登记了两次；同名的请加上部门以便区分。",
    "colleague_not_listed": "人员名单里没有“{name}”；名单没有改动。",
    "administrator_missing": "至少要有一位管理员，否则名单再也改不了。",
    "role_forbids": "{name}（{roles}）不能办这一步，须由{needed}办理。",
    "staff_broken": "人员名单“{path}”看不懂：{why}。文件原样保留，请改正，或移走它以恢复不设名单。",
    "staff_none": "没有设人员名单：人人可办，各写自己的姓名。",
    # policies
    "json_unreadable": "“{path}”不是能读懂的 JSON：{why}。",
    "policy_missing": "时限规则里少了 {policy}；国家规定的三项（首次发布、发布会、48小时回应）不能删去。",
    "policy_twice": "时限规则 {policy} 写了两次；请删去一条。",
    "policy_ground": "时限规则 {policy} 没有写名称或依据；每条时限都要写明文件与条款，本单位自定的请写“本单位规定”。",
    "policy_meets_nothing": "时限“{policy}”没有写由什么完成；请补上。",
    "policy_deadlines": "时限“{policy}”须有且只有一个最迟节点。",
    "policy_mark_twice": "时限“{policy}”里有两个同名的节点；请改正。",
    "policy_span": "时限“{policy}”的“{mark}”不能是零、负数或过长；最少 {least}。",
    "policy_mark_loop": "时限“{policy}”的“{mark}”取决于“{of}”，而它不存在或又取决于别的提醒；请改为取决于力争或最迟节点。",
    "policy_loosened": "“{policy}”是国家规定的时限，最迟 {hours} 小时，只能更严，不能放宽。",
    "policy_start_changed": "“{policy}”的启动条件由国家规定，不能改。",
    "policy_narrowed": "“{policy}”是国家规定的时限；适用的级别、由什么完成、办结前必须完成，都不能放宽。",
    "policy_target_late": "时限“{policy}”的“{mark}”晚于最迟节点；请改早一些。",
    "policy_unknown": "时限规则里没有 {policy}；请重新打开这一页。",
    "policy_stays": "“{policy}”是程序自带的时限，只能修改，不能移除。",
    "grade_words": "{grade}舆情的含义和审批岗位都要写明。",
    "own_step_words": "“{kind}”里自加的要求没有写内容或依据，或者写了两次；本单位自定的依据请写“本单位规定”。",
    "policies_broken": "时限规则文件“{path}”看不懂：{why}。文件原样保留，请改正，或移走它以恢复默认规则。",
    "ladder_empty": "提级层级“{ladder}”一层也没有；至少要写一层。",
    "ladder_order": "提级层级“{ladder}”的各层时间须由早到晚，不能相同。",
    "ladder_post": "提级层级“{ladder}”有一层没有写告知谁；请写岗位。",
    "ladder_loop": "提级层级“{ladder}”两次告知“{post}”，会绕回去；每个岗位只写一次，重复呼叫请用“再次呼叫间隔”。",
    "ladder_span": "提级层级“{ladder}”的再次呼叫间隔和应答有效时间至少 1 分钟。",
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
