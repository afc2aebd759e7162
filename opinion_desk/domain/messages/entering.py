"""Entering by hand: pasted texts, screenshots, counts."""

from __future__ import annotations

from typing import Final

ENTERING: Final[dict[str, str]] = {
    # pasted texts and links
    "pasted_cut": "内容太长，只读了前 {limit} 个字。",
    "pasted_links": "还有 {count} 个链接没有取：{links}；请分别录入。",
    "pasted_person": "里面有个人主页的链接，没有取：本程序只看事情，不看个人。",
    "pasted_nothing": "没有读到链接，也没有读到文字；请重新复制后再粘贴。",
    "pasted_link_alone": "只有链接，没有标题；请补写标题，或读取网页。",
    "page_out_of_reach": "连不上“{host}”，或读不到它的 robots.txt，没有读取网页；请稍后再试，或自己补写标题和正文。",
    "page_not_readable": "这个链接打开的不是网页，读不到标题和正文；请自己补写。",
    "page_without_text": "网页上没有读到正文（多半要在应用里打开）；请自己补写要点。",
    "page_without_title": "网页上没有读到标题；请自己补写。",
    "link_unreadable": "“{link}”不是可用的链接；请重新复制。",
    "link_of_person": "这是个人主页的链接，没有录入：本程序只看事情，不看个人；请改用那一条内容的链接。",
    "link_missing": "没有链接；请粘贴链接或分享文本，没有链接的请按截图或来电录入。",
    # drafts
    "enter_cannot": "{why}",
    "enter_title_missing": "请写一个标题（去掉作者名之后没有剩下文字）。",
    "enter_published_ahead": "发布时间在现在之后，没有录入；请核对。",
    "enter_too_long": "{what}过长（至多 {limit} 个字），没有录入；请删减后再试。",
    # screenshots
    "picture_missing": "没有截图；请选一张图片。",
    "picture_only_for_screenshots": "只有截图才附图片；请改按截图录入。",
    "picture_uncovered": "请先把作者名、头像遮住再录入；图上确实没有的，请注明“无需遮盖”。",
    "picture_too_large": "图片超过 {limit} MB，没有录入；请截小一些。",
    "picture_too_many_pixels": "图片超过 {limit} 万像素，没有录入；请截小一些。",
    "picture_unknown": "这不是 PNG、JPEG 或 WebP 图片，没有录入；请重新截图。",
    "picture_broken": "图片不完整或已损坏，打不开，没有录入；请重新截图。",
    "cover_empty": "有一处遮盖没有大小，没有录入；请重新框选。",
    "cover_outside": "有一处遮盖全在图片之外，没有录入；请重新框选。",
    "cover_unreadable": "看不懂遮盖“{text}”，请写成 左,上,宽,高（像素），如 0,120,300,80。",
    "covers_too_many": "遮盖太多（至多 {limit} 处），没有录入。",
    # counts seen
    "count_unreadable": "看不懂数字“{text}”，请写成 12000、1.2万 或 10万+。",
    "metrics_not_yet": "还没有记过数字。",
    "metrics_none": "没有写任何数字；请至少写一项（阅读、评论、转发、点赞）。",
    "metrics_negative": "数字不能小于 0；请核对。",
    "metrics_before_item": "看到数字的时间早于发布时间（{published}），没有记下；请核对。",
    "metrics_ahead": "看到数字的时间在现在之后，没有记下；请核对。",
    "metrics_fell": "{what}从 {before}（{then}）降到 {after}（{now}），可能是看错，也可能是平台改了或删了；已照记，请核对。",
}
