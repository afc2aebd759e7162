"""What the columns of an export mean: Chinese and English headings, and those that are dropped because they name persons."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from ..domain.table_mapping import plain_heading


class Role(Enum):
    """What a column is for."""

    TICKET = auto()  # number of a hotline ticket: the identity
    ID = auto()
    TITLE = auto()
    BODY = auto()
    PUBLISHED = auto()
    UPDATED = auto()
    LINK = auto()
    STATE = auto()  # how far a ticket is
    DUE = auto()  # the limit its platform counts
    UNIT = auto()
    PLACE = auto()  # of the matter, not of the caller
    AREA = auto()  # district or town, where no place is named
    CATEGORY = auto()
    MANNER = auto()  # complaint, question, suggestion
    RESULT = auto()
    READS = auto()
    COMMENTS = auto()
    REPOSTS = auto()
    LIKES = auto()
    SEEN = auto()  # when the counts were taken
    SITE = auto()  # the medium it was published in
    EXTRA = auto()  # kept beside the entry: unit, category, state …
    DROPPED = auto()  # of a person, or unknown: never leaves this package


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EXACT: Final = (
    (
        Role.TICKET,
        _names(
            "工单编号 工单号 工单号码 工单流水号 工单id 受理编号 受理单号 诉求编号 诉求件编号 信件编号 来信编号 来件编号 案件编号 案件号"
            " 事件编号 事项编号 任务编号 投诉编号 办件编号 件编号 流水号 业务编号 编号 热线编号 留言编号 ticket ticket_id ticketid"
        ),
    ),
    (Role.ID, _names("id 信息id 文章id 标识 guid uuid _id key")),
    (
        Role.TITLE,
        _names(
            "标题 工单标题 诉求标题 信件标题 来信标题 留言标题 留言主题 事件标题 新闻标题 文章标题 主题 信件主题 诉求主题 问题标题 题目 事项名称"
            " title headline subject"
        ),
    ),
    (
        Role.BODY,
        _names(
            "内容 工单内容 诉求内容 诉求描述 来电内容 反映内容 信件内容 来信内容 留言内容 留言详情 事件描述 问题描述 具体内容 主要内容 诉求详情"
            " 受理内容 投诉内容 详细内容 描述 正文 摘要 全文 body content text summary description content_text desc"
        ),
    ),
    (
        Role.PUBLISHED,
        _names(
            "时间 日期 受理时间 受理日期 来电时间 来电日期 诉求时间 登记时间 登记日期 创建时间 提交时间 留言时间 来信时间 写信时间 反映时间"
            " 发布时间 发布日期 发表时间 上报时间 建单时间 录入时间 published published_at date time datetime pubdate created"
            " created_at date_published timestamp"
        ),
    ),
    (Role.UPDATED, _names("更新时间 修改时间 updated updated_at modified date_modified")),
    (Role.LINK, _names("链接 网址 原文链接 原文地址 链接地址 文章链接 来源链接 url link href 原文")),
    # Of what vendors of monitoring export.
    (Role.TITLE, _names("标题/微博内容 标题/内容 信息标题 文章名称")),
    (
        Role.BODY,
        _names(
            "全文内容 正文内容 微博内容 微博正文 原微博内容 文章内容 文章正文 信息内容 博文内容 内容摘要 信息摘要 文章摘要"
        ),
    ),
    (Role.LINK, _names("原文/评论链接 信息链接 微博链接 新闻链接 原文url 文章地址 链接url 信息地址 原文网址")),
    (Role.PUBLISHED, _names("发文时间 发文日期 信息时间 发布于 publish_time pub_time")),
    (
        Role.READS,
        _names(
            "阅读数 阅读量 浏览数 浏览量 播放数 播放量 点击数 点击量 阅读/播放数 阅读次数 reads views view_count read_count"
        ),
    ),
    (Role.COMMENTS, _names("评论数 评论量 评论总数 跟帖数 回帖数 回复数 comments comment_count")),
    (Role.REPOSTS, _names("转发数 转发量 转发总数 分享数 分享量 reposts shares repost_count share_count")),
    (Role.LIKES, _names("点赞数 点赞量 点赞总数 点赞 获赞数 likes like_count")),
    (Role.SEEN, _names("采集时间 抓取时间 收录时间 入库时间 采集日期 crawl_time crawled_at fetched_at collected_at")),
    (
        Role.SITE,
        _names(
            "媒体 媒体名 媒体名称 网站 网站名称 站点 站点名称 来源网站 来源媒体 信息来源 发布媒体 发布平台 来源平台 平台 平台名称 信源 信源名称"
            " site site_name media media_name platform source_name"
        ),
    ),
    # When a vendor had it, beside that: comparisons with its export ask for it.
    (Role.EXTRA, _names("发现时间 监测时间 预警时间 推送时间 接收时间 received")),
    (
        Role.STATE,
        _names(
            "办理状态 工单状态 状态 环节 当前环节 工单环节 办理环节 当前状态 处理状态 诉求状态 办件状态 件状态 status state"
        ),
    ),
    (
        Role.DUE,
        _names(
            "办结时限 办理时限 截止时间 截止日期 要求办结时间 要求办结日期 应办结时间 应办结日期 办理期限 办结期限 到期时间 处理时限 due deadline due_at"
        ),
    ),
    (Role.UNIT, _names("承办单位 主办单位 责任单位 办理单位 处理单位 承办部门 主办部门 责任部门 办理部门 处置单位")),
    # Places of the matter, not of the caller: they look like addresses and are not.
    (
        Role.PLACE,
        _names(
            "事发地 事发地点 事发地址 事件地点 事件地址 问题地点 问题地址 诉求地点 发生地点 发生地址 place location"
        ),
    ),
    (
        Role.CATEGORY,
        _names("诉求类别 诉求分类 事项类别 事项分类 问题类别 问题分类 问题类型 一级分类 工单分类 category"),
    ),
    (
        Role.RESULT,
        _names(
            "办理结果 处理结果 办结结果 答复内容 办理意见 办结意见 回复内容 处理意见 答复意见 办理情况 result reply"
        ),
    ),
    (Role.AREA, _names("所属区域 诉求区域 事发区域 所属区县 所属街道 area district")),
    (Role.MANNER, _names("诉求类型 工单类型 来电类型 来件类型")),
    (Role.EXTRA, _names("source 来源 type")),
)
_OF_TICKETS: Final = frozenset(
    {Role.STATE, Role.DUE, Role.UNIT, Role.PLACE, Role.AREA, Role.CATEGORY, Role.MANNER, Role.RESULT}
)
_OF_PERSONS: Final = re.compile(
    r"姓名|名字|来电人|诉求人|反映人|投诉人|举报人|信访人|写信人|留言人|留言者|市民|群众|客户|当事人|申请人|联系人|联系方式|称呼|用户|昵称|作者|发布人|发布者|博主|账号"
    r"|电话|手机|座机|号码|主叫|被叫|传真|身份证|证件|护照|住址|地址|住所|门牌|邮箱|邮件|微信|qq|微博|年龄|性别|民族|出生|籍贯|职业"
    r"|网友|网民|楼主|粉丝|关注数|发博数|作品数|认证|主播|记者|编辑|责编|笔名|署名|撰稿|公众号|发帖|头像|经办人|承办人|接线员|话务员|坐席|座席|工号|受理人|处理人|审核人|负责人|领导|操作员|记录人|人员|回访人|签收人|派单员"
    r"|author|user|name|phone|mobile|tel|email|mail|address|nick|creator|gender|age$|birth|idcard|contact|byline"
)
_KEPT: Final = re.compile(
    r"单位|部门|机构|区域|区县|辖区|街道|乡镇|社区|村|类|状态|结果|答复|回复|回访情况|渠道|途径|来源|满意|时限|期限|领域|行业|标签|地点|紧急|次数|级别|等级|环节|进度|是否|办结|办理|处理|点赞|评论数|阅读|转发"
)
MOST_HEADINGS: Final = 300


@lru_cache(maxsize=2048)
def role_of(heading: str) -> Role:
    """What a column with this heading is for; what nobody knows is dropped, for it may name a person."""
    name = plain_heading(heading)
    for role, names in _EXACT:
        if name in names:
            return role
    if not name or _OF_PERSONS.search(name):
        return Role.DROPPED
    return Role.EXTRA if _KEPT.search(name) else Role.DROPPED


@lru_cache(maxsize=64)
def roles_of(headings: tuple[str, ...]) -> tuple[Role, ...]:
    """The roles of a row of headings; of several columns for one use the first counts, later bodies and words of tickets are kept beside."""
    roles: list[Role] = []
    for heading in headings[:MOST_HEADINGS]:
        roles.append(once(role_of(heading), roles))
    return tuple(roles)


def once(role: Role, before: Collection[Role]) -> Role:
    """The role of a column behind others: what is taken is dropped, a second body and further words of tickets are kept beside."""
    if role in (Role.EXTRA, Role.DROPPED) or role not in before:
        return role
    return Role.EXTRA if role is Role.BODY or role in _OF_TICKETS else Role.DROPPED


def of_person(heading: str) -> bool:
    """Whether a heading names persons or what leads to one; such a column is never read, whatever anybody says of it."""
    name = plain_heading(heading)
    known = any(name in names for _, names in _EXACT)
    return not known and _OF_PERSONS.search(name) is not None


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row reads like headings: a title or text among them, and another known one unless there are only two."""
    filled = [cell for cell in cells if cell.strip()]
    roles = [role_of(cell) for cell in filled if len(cell) <= 30]
    known = sum(1 for role in roles if role is not Role.DROPPED)
    return any(role in (Role.TITLE, Role.BODY) for role in roles) and (known >= 2 or len(filled) <= 2)
