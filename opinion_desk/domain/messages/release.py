"""Releases: drafts, reviews, sign-off, distribution."""

from __future__ import annotations

from typing import Final

RELEASE: Final[dict[str, str]] = {
    # drafts
    "draft_missing": "没有第 {number} 号稿件；现有：{there}。",
    "draft_needs_title": "稿件没有标题；请写明（--what），例如“情况通报（第一号）”。",
    "draft_needs_unit": "还没有主办单位；请写明由哪个单位起草（--unit）。",
    "draft_needs_text": "稿件没有正文；请给出文字（--text）或文件（--file）。",
    "draft_forbids": "第 {number} 号稿件现为“{state}”，不能{doing}。",
    "draft_time_out_of_order": "所记时间早于{before}的时间；请核对后再登记。",
    "draft_rounds_done": "第 {number} 号稿件三审三校已毕；有改动请退改后重新送审。",
    "draft_round_out_of_order": "第 {number} 号稿件该{due}；审校须依次进行。",
    "draft_round_same_name": "{by}已做过{round}；同一人不能审校两遍，请换人。",
    "draft_gates_open": "三审后仍没有把关：{gates}；请在这一审补上。",
    "draft_return_needs_text": "退改须写明要改什么（--text）。",
    "draft_drop_needs_text": "撤稿须写明理由（--text）。",
    "draft_secrecy_done": "保密审查已由{by}做过；稿件有改动请退改后重新送审。",
    "disclosure_needs_reason": "不是主动公开的，须写明理由（--reason）。",
    "draft_not_ready": "第 {number} 号稿件还不能签发，缺：{missing}。",
    "draft_needs_post": "请写明由哪个岗位签发（--post）。",
    "draft_not_signed": "第 {number} 号稿件现为“{state}”；签发后才能发布。",
    "draft_not_public": "第 {number} 号稿件的公开属性不是主动公开或部分公开，不能发布。",
    "release_before_signature": "发布时间早于第 {number} 号稿件的签发时间；请核对后再登记。",
    # evidence
    "evidence_form_unfit": "“{form}”不是这一类发布的形式；可用：{forms}。",
    "evidence_item_used": "第 {item} 条信息已作为本件的发布凭据。",
    "evidence_item_unknown_time": "第 {item} 条信息没有发布时间；请用 --at 写明何时发布。",
    "issuer_unknown": "“{issuer}”不是本件的承办单位，也没有登记由其接管；请先交办或登记上级接管，或不写 --issued-by。",
    "release_before_takeover": "发布时间早于{issuer}接管的时间；请核对后再登记。",
    "offer_missing": "第 {item} 条信息不是待采用的发布凭据；请用 incident offers 查看。",
    # distribution
    "distribution_needs_name": "请写明发到哪里（--name），例如“云川市人民政府网”。",
    "distribution_needs_address": "分发要有链接（--address）；只有报刊等新闻媒体可以不写。",
    "distributed_already": "“{name}”的这一条已经登记过。",
    "outlets_missing": "常用渠道里还没有登记：{outlets}。",
    # checklist
    "step_needs_paper": "“{step}”须登记移交文号（--number）和日期（--date 2026-11-20）。",
    "paper_date_unreadable": "看不懂日期“{date}”；请写成 2026-11-20。",
    "paper_date_in_future": "日期 {date} 晚于今天；请核对后再登记。",
}
