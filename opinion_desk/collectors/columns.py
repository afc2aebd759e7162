"""What the columns of an export mean: Chinese and English headings, and those that are dropped because they name persons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import Final


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
    # When a vendor had it: comparisons with its export ask for that.
    (Role.EXTRA, _names("采集时间 抓取时间 收录时间 入库时间 发现时间 监测时间 预警时间 推送时间 接收时间 received")),
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
    (Role.EXTRA, _names("source 来源 站点 站点名称 网站 网站名称 平台 type")),
)
_OF_TICKETS: Final = frozenset(
    {Role.STATE, Role.DUE, Role.UNIT, Role.PLACE, Role.AREA, Role.CATEGORY, Role.MANNER, Role.RESULT}
)
_OF_PERSONS: Final = re.compile(
    r"姓名|名字|来电人|诉求人|反映人|投诉人|举报人|信访人|写信人|留言人|留言者|市民|群众|客户|当事人|申请人|联系人|联系方式|称呼|用户|昵称|作者|发布人|发布者|博主|账号"
    r"|电话|手机|座机|号码|主叫|被叫|传真|身份证|证件|护照|住址|地址|住所|门牌|邮箱|邮件|微信|qq|微博|年龄|性别|民族|出生|籍贯|职业"
    r"|经办人|承办人|接线员|话务员|坐席|座席|工号|受理人|处理人|审核人|负责人|领导|操作员|记录人|人员|回访人|签收人|派单员"
    r"|author|user|name|phone|mobile|tel|email|mail|address|nick|creator|gender|age$|birth|idcard|contact|byline"
)
_KEPT: Final = re.compile(
    r"单位|部门|机构|区域|区县|辖区|街道|乡镇|社区|村|类|状态|结果|答复|回复|回访情况|渠道|途径|来源|满意|时限|期限|领域|行业|标签|地点|紧急|次数|级别|等级|环节|进度|是否|办结|办理|处理|点赞|评论数|阅读|转发"
)
_SPACES: Final = re.compile(r"[\s*:：]+|[(（\[【].*?[)）\]】]")
_MOST_HEADINGS: Final = 300


@lru_cache(maxsize=2048)
def role_of(heading: str) -> Role:
    """What a column with this heading is for; what nobody knows is dropped, for it may name a person."""
    name = _SPACES.sub("", unicodedata.normalize("NFKC", heading)).lower()
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
    single = {Role.TICKET, Role.ID, Role.TITLE, Role.PUBLISHED, Role.UPDATED, Role.LINK, Role.BODY} | _OF_TICKETS
    for heading in headings[:_MOST_HEADINGS]:
        role = role_of(heading)
        if role in single and role in roles:
            role = Role.EXTRA if role is Role.BODY or role in _OF_TICKETS else Role.DROPPED
        roles.append(role)
    return tuple(roles)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row reads like headings: a title or text among them, and another known one unless there are only two."""
    filled = [cell for cell in cells if cell.strip()]
    roles = [role_of(cell) for cell in filled if len(cell) <= 30]
    known = sum(1 for role in roles if role is not Role.DROPPED)
    return any(role in (Role.TITLE, Role.BODY) for role in roles) and (known >= 2 or len(filled) <= 2)
