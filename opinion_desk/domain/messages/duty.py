"""Duty: rota, shifts, log, handover."""

from __future__ import annotations

from typing import Final

DUTY: Final[dict[str, str]] = {
    # the rota
    "rota_missing": "还没有排班；请先排班（“编辑排班”，或 duty rota --file）。",
    "rota_no_shifts": "排班里没有班次；请至少写一个班次及其起止时间。",
    "rota_no_turns": "排班里没有人值班；请写明哪个岗位、哪个班次、由谁值。",
    "rota_too_long": "排班超过 {limit} 行；请合并后再存。",
    "rota_shift_twice": "有两个班次都叫“{shift}”；请改一个名称。",
    "rota_shift_unknown": "没有“{shift}”这个班次；现有：{shifts}。",
    "rota_nobody": "{post}“{shift}”没有写由谁值，或超过 {limit} 组；请填写，轮空的一组可以留空。",
    "rota_anchor_missing": "{post}“{shift}”由几组轮值，须写明从哪一天起轮。",
    "rota_each_days": "{post}“{shift}”每组连值的天数应在 1 至 {limit} 之间。",
    "rota_weekday": "{post}“{shift}”的星期应在 1（周一）至 7（周日）之间。",
    "rota_holiday_empty": "“{name}”没有写谁值班；请填写，或删去这一段。",
    "rota_name": "{what}“{name}”用不了：不能为空，不超过 {limit} 个字，不含换行。",
    "rota_days": "“{name}”的起止日期不对：止日不能早于起日，也不超过 {limit} 天。",
    "rota_overlap": "{post}在 {start} 至 {end} 同时排了“{one}”和“{other}”；请只留一个。",
    "rota_since_past": "新的排班不能从已经过去的日子起；请从今天或以后起，过去谁值班不再改动。",
    "rota_unreadable": "看不懂排班：{where}{why}；请改正后再存。",
    "duty_day_far": "日期“{day}”太早或太远；请写 {first} 至 {last} 年之间的日期。",
    # swaps
    "swap_no_shift": "{day} {post}没有“{shift}”；请核对日期、岗位和班次。",
    "swap_over": "{day} 的“{shift}”已经结束，不能再调班。",
    "swap_same": "这个班本来就由“{who}”值，不必调。",
    "swap_nobody": "没有写明由谁来值；请填写。",
    "swap_needs_reason": "调班须写明理由。",
    "swap_not_theirs": "{day} 的“{shift}”不由“{who}”值，不能互换；请核对。",
    "swap_too_long": "调班的“{what}”最多 {limit} 个字。",
    # coming on, leaving, handing over
    "duty_name_long": "“{name}…”太长或含有换行；姓名或岗位不超过 {limit} 个字。",
    "duty_post_unknown": "没有“{post}”这个值班岗位；现有：{posts}。",
    "duty_shift_unknown": "没有“{shift}”这个班次；现有：{shifts}。",
    "duty_on_already": "“{who}”已经到岗，不必再登记。",
    "duty_not_on": "“{who}”没有登记到岗，不能离岗；请核对姓名或岗位。",
    "duty_left_responsible": "“{who}”已离岗，但还没有人接班，仍由其负责；已提出交班，等人接班。",
    "duty_present": "已登记到岗；现由“{who}”负责，接班后才由“{by}”负责。",
    "duty_before_last": "所记时间早于这个岗位上一次到岗或交接；请核对时间。",
    "duty_key_used": "命令编号“{key}”已用于另一项值班登记；请换一个编号。",
    "handover_missing": "没有编号为 {id} 的交接；请用 duty show 查看。",
    "handover_none_open": "现在没有等待接班的交接；请先由当班的人交班。",
    "handover_not_yours": "现由“{who}”负责，只能由其本人（或管理员）交班。",
    "handover_to_oneself": "不能交给自己；现由“{who}”负责。",
    "handover_ended": "这次交接{state}（{who}），不能再办；请刷新后查看。",
    "handover_own": "不能{doing}自己交的班；请由接班的人办理。",
    "handover_for_another": "这次交班是交给“{who}”的，请由其{doing}，或请交班的人重新交班。",
    "handover_too_long": "交接事项每一栏最多 {limit} 个字。",
    "decline_needs_reason": "拒接须写明理由。",
    # the log
    "log_needs_course": "值班日志须写明起因经过。",
    "log_phone_private": "这里只记办公电话；请勿登记个人手机号码。",
    "log_too_long": "“{what}”最多 {limit} 个字。",
    "log_needs_reason": "更正值班日志须写明理由。",
    "log_missing": "没有编号为 {id} 的值班记录。",
    "log_corrected": "第 {id} 条已经更正过；请在第 {by} 条上更正。",
}
