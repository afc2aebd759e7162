"""Share texts: link, title and counts are read; authors, codes and slogans are gone."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from opinion_desk.domain.entering import Pasted, Platform
from opinion_desk.domain.sharing import cleaned_words, of_page, read_share
from opinion_desk.domain.sharing.reading import cleaned_share

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
WHAT = "云川小区停水三天"

# How each app writes what its share button copies: {who} an author, {what} a title; and what is read of it.
COPIED = [
    ("7.92 复制打开抖音，看看【{who}的作品】{what}# 停水 #云川 https://v.douyin.com/iAb1/ 08/12 fBT:/ v@s.eB ",
     Platform.DOUYIN, "https://v.douyin.com/iAb1/", "{what} #停水 #云川"),
    ("2.56 复制打开抖音，看看【{who}的图文作品】{what}  https://v.douyin.com/iAb1/ :2pm J@I.cN 06/19 ",
     Platform.DOUYIN, "https://v.douyin.com/iAb1/", "{what}"),
    ("2.56 pqR:/ 05/20 F@u.Sy {what} https://v.douyin.com/xx/ 复制此链接，打开Dou音搜索，直接观看视频！",
     Platform.DOUYIN, "https://v.douyin.com/xx/", "{what}"),
    ("https://v.kuaishou.com/abc {what} 该作品在快手被播放过1.2万次，点击链接，打开【快手】直接观看！",
     Platform.KUAISHOU, "https://v.kuaishou.com/abc", "{what}"),
    ("{who}在快手分享了视频\n{what} https://v.kuaishou.com/abc 复制此消息，打开【快手】直接观看！",
     Platform.KUAISHOU, "https://v.kuaishou.com/abc", "{what}"),
    ("42 {who}发布了一篇小红书笔记，快来看吧！ 😆 ABcdEf12 😆 http://xhslink.com/a/Bc，复制本条信息，打开【小红书】App查看精彩内容！",
     Platform.XIAOHONGSHU, "http://xhslink.com/a/Bc", ""),
    ("84 【{what} - {who} | 小红书 - 你的生活兴趣社区】 😆 zdxAB12c 😆 https://www.xiaohongshu.com/discovery/item/6a?source=webshare",
     Platform.XIAOHONGSHU, "https://www.xiaohongshu.com/discovery/item/6a?source=webshare", "{what}"),
    ("{what} - {who}的回答 - 知乎\nhttps://www.zhihu.com/question/1/answer/2",
     Platform.ZHIHU, "https://www.zhihu.com/question/1/answer/2", "{what}"),
    ("{what} - {who}的文章 - 知乎\nhttps://zhuanlan.zhihu.com/p/1", Platform.ZHIHU, "https://zhuanlan.zhihu.com/p/1", "{what}"),
    ("【{what}-哔哩哔哩】 https://b23.tv/abc", Platform.BILIBILI, "https://b23.tv/abc", "{what}"),
    ("{who}的动态-哔哩哔哩 https://t.bilibili.com/12 {what}", Platform.BILIBILI, "https://t.bilibili.com/12", "{what}"),
    ("【{what}-今日头条】点击链接打开👉 https://m.toutiao.com/is/x/", Platform.TOUTIAO, "https://m.toutiao.com/is/x/", "{what}"),
    ("【{what}】 https://tieba.baidu.com/p/12?share=9105 来自百度贴吧", Platform.TIEBA,
     "https://tieba.baidu.com/p/12?share=9105", "{what}"),
    ("@{who}：{what} https://weibo.com/1234567890/NxAb", Platform.WEIBO, "https://weibo.com/1234567890/NxAb", "{what}"),
    ("分享 @{who} 的微博：【{what}】 http://t.cn/A6xy", Platform.WEIBO, "http://t.cn/A6xy", "{what}"),
    ("{who}的微博视频 http://t.cn/A6xy {what}", Platform.WEIBO, "http://t.cn/A6xy", "{what}"),
    ("{what}\n公众号：{who}\nmp.weixin.qq.com/s/AbC。", Platform.WECHAT, "https://mp.weixin.qq.com/s/AbC", "{what}"),
    ("视频号：{who}\n{what} https://weixin.qq.com/sph/AbC", Platform.CHANNELS, "https://weixin.qq.com/sph/AbC", "{what}"),
]  # fmt: skip
# Names as people choose them; none of their letters stands in what is around them.
NAMES = st.text(st.sampled_from("晓风残月阿彪姐ΩжQzXkJ789_-.·龙🐉"), min_size=2, max_size=12).filter(
    lambda name: any(sign.isalpha() for sign in name) and name.strip("_·-.") == name
)
PLANTED = sorted({copied for copied, *_ in COPIED if "{who}" in copied})


def read(text: str) -> Pasted:
    return read_share(text, NOW)


@pytest.mark.parametrize(("copied", "platform", "link", "title"), COPIED)
def test_what_an_app_copies_gives_its_link_and_title(copied: str, platform: Platform, link: str, title: str) -> None:
    pasted = read(copied.format(who="晓风残月", what=WHAT))
    assert (pasted.platform, pasted.link, pasted.title) == (platform, link, title.format(what=WHAT))
    assert pasted.body == "" and bool(pasted.problems) == (not title)


@given(st.sampled_from(PLANTED), NAMES)
@example(PLANTED[0], "龙 哥")
@settings(max_examples=300)
def test_no_planted_name_is_left(copied: str, who: str) -> None:
    pasted = read(copied.format(who=who, what=WHAT))
    told = "\n".join((pasted.title, pasted.body, *pasted.problems))
    assert who not in told and not set(who) & set(told) & set("晓风残月彪Ωж龙🐉")


@given(st.text(st.sampled_from("停水三天。，@#：:【】-|/ \n的作品微博发布了一篇小红书笔记看看分享"), max_size=80))
@settings(max_examples=200)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert cleaned_share(cleaned_share(text)) == cleaned_share(text)
    assert cleaned_words(cleaned_words(text)) == cleaned_words(text)


@given(st.text(max_size=200))
def test_any_text_can_be_pasted(text: str) -> None:
    pasted = read(text)
    assert (
        not re.search(r"(?<![A-Za-z0-9._@＠])@\w", pasted.title) or pasted.title.isascii()
    )  # a sign alone names nobody
    assert pasted.link or pasted.title or pasted.problems


def test_a_mention_is_dropped_and_a_topic_stays() -> None:
    pasted = read("#云川停水# 停水三天了 @晓风残月 你看看，电话 13812345678。\n//@阿彪:转 https://m.weibo.cn/status/5")
    assert pasted.title == "#云川停水# 停水三天了 你看看，电话 [号码已隐去]。"
    assert "晓风" not in pasted.body and "阿彪" not in pasted.body


@pytest.mark.parametrize(
    "text",
    [
        "【网传大桥坍塌的视频】 http://t.cn/a",
        "【网传大桥坍塌的视频-哔哩哔哩】 https://b23.tv/a",
        "网传大桥坍塌的视频 https://v.douyin.com/a",
    ],
)
def test_a_title_may_speak_of_works_itself(text: str) -> None:
    assert read(text).title == "网传大桥坍塌的视频"


def test_counts_in_words_are_counts_and_other_numbers_are_not() -> None:
    metrics = read("云川停水 阅读 3.4万 评论12 转发 1,024 获赞10万+ https://t.cn/x").metrics
    assert metrics is not None and metrics.seen == NOW
    assert (metrics.reads, metrics.comments, metrics.reposts, metrics.likes) == (34_000, 12, 1_024, 100_000)
    assert read("停水第3天，评论 2026年的账，点赞 5元红包，12栋分享 3号楼").metrics is None
    played = read("https://v.kuaishou.com/a 停水 该作品在快手被播放过1.2万次，点击链接，打开【快手】直接观看！").metrics
    assert played is not None and played.reads == 12_000


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("看https://a.example.cn/1?x=1&y=2。好", "https://a.example.cn/1?x=1&y=2"),
        ("（https://a.example.cn/x(1)）", "https://a.example.cn/x(1)"),
        ("(https://a.example.cn/x)", "https://a.example.cn/x"),
        ("https://b23.tv/Ab👍太惨", "https://b23.tv/Ab"),
        ("HTTPS://B23.tv/Ab,", "https://B23.tv/Ab"),
        ("详见www.yunchuan.gov.cn/a/1.html，", "https://www.yunchuan.gov.cn/a/1.html"),
        ("https：//b23.tv/Ab", "https://b23.tv/Ab"),
        ("https://me:secret@b23.tv/Ab", "https://b23.tv/Ab"),
        ("写信到 a@example.com/x", None),
        ("版本 v1.2.3.com", None),
        ("javascript:alert(1)//x.cn", None),
    ],
)
def test_a_link_ends_where_chinese_goes_on(text: str, link: str | None) -> None:
    assert read(text).link == link


def test_of_several_links_the_first_is_taken_and_the_others_are_told() -> None:
    pasted = read("停水 https://b23.tv/a 又停 https://b23.tv/b https://b23.tv/a")
    assert pasted.link == "https://b23.tv/a" and pasted.problems == (
        "还有 1 个链接没有取：https://b23.tv/b；请分别录入。",
    )


@pytest.mark.parametrize(
    "link",
    [
        "https://www.douyin.com/user/MS4wL",
        "https://weibo.com/u/1234567890",
        "https://weibo.com/1234567890",
        "https://space.bilibili.com/1",
        "https://www.zhihu.com/people/abc",
        "https://www.xiaohongshu.com/user/profile/5a",
    ],
)
def test_the_page_of_a_person_is_never_taken(link: str) -> None:
    pasted = read(f"长按复制此条消息，打开抖音搜索，查看TA的更多作品。 {link}")
    assert pasted.link is None and "个人主页" in pasted.problems[0]
    assert len(read(link).problems) == 1  # that nothing was copied would not be true


def test_nothing_at_all_and_a_link_alone_are_told() -> None:
    assert [read(text).problems for text in ("", " 👉 ", "https://b23.tv/a")] == [
        ("没有读到链接，也没有读到文字；请重新复制后再粘贴。",),
        ("没有读到链接，也没有读到文字；请重新复制后再粘贴。",),
        ("只有链接，没有标题；请补写标题，或读取网页。",),
    ]
    long = read("停水。" * 10_000)
    assert long.title == "停水。停水" and "20000" in long.problems[0]


def test_what_a_person_typed_keeps_its_works_and_loses_its_mentions() -> None:
    typed = "网传云川大桥坍塌的视频\n水务局发布了停水通知\n公安局在微博发布了一篇通报 @晓风残月"
    assert cleaned_words(typed) == "网传云川大桥坍塌的视频\n水务局发布了停水通知\n公安局在微博发布了一篇通报"


def test_a_page_is_read_like_a_pasted_text() -> None:
    page = of_page(
        "https://www.zhihu.com/question/1/answer/2", f"{WHAT} - 晓风残月的回答 - 知乎", "作者：晓风残月\n\n停水了。"
    )
    assert (page.title, page.body, page.platform, page.problems) == (WHAT, "停水了。", Platform.ZHIHU, ())
    assert len(of_page("https://b23.tv/a", "", "").problems) == 2
