"""Small documents of every form and encoding, written for damaging them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import Final

_ITEM: Final = (
    "<item><title>云川大桥维修 A&amp;B</title><link>https://a.example.cn/1?utm_source=x</link><guid isPermaLink='false'>a1</guid>"
    "<pubDate>Fri, 20 Nov 2026 08:30:00 +0800</pubDate><description>&lt;p&gt;请&lt;b&gt;绕行&lt;/b&gt;。&lt;/p&gt;</description></item>"
)
_RSS: Final = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>云川发布</title><link>https://a.example.cn/</link><ttl>30</ttl>{_ITEM}</channel></rss>"
_RICH: Final = (
    "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    " xmlns:media='http://search.yahoo.com/mrss/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><title>云</title>"
    "<item><title><![CDATA[停水 <b>通知</b>]]></title><link>/a/2</link><dc:date>2026-11-20T09:00:00</dc:date><dc:creator>甲</dc:creator>"
    "<media:content url='https://a.example.cn/v.mp4'/><itunes:duration>3:20</itunes:duration>"
    "<content:encoded><![CDATA[<p onclick='x()'>正文<img src='a.png'></p><script>bad()</script>]]></content:encoded></item></channel></rss>"
)
_ATOM: Final = (
    "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example.cn/'><title type='html'>云&lt;b&gt;川</title>"
    "<link href='/'/><entry><id>tag:1</id><title>停电</title><link href='a/1'/><updated>2026-11-20T08:30:00Z</updated><author><name>乙</name></author>"
    "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>正文</p></div></content></entry></feed>"
)
_ATOM_PLAIN: Final = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>云</title><link href='https://a.example.cn/'/><entry><id>1</id><title>停气</title>"
    "<link href='https://a.example.cn/3'/><published>2026-11-20T08:30:00+08:00</published><summary type='html'>&lt;i&gt;x&lt;/i&gt;</summary></entry></feed>"
)
_ATOM_03: Final = (
    "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>云</title><entry><title mode='escaped'>停气&amp;lt;</title>"
    "<link rel='alternate' href='https://a.example.cn/3'/><issued>2026-11-20T08:30:00+08:00</issued><content mode='base64'>5LqR</content></entry></feed>"
)
_RDF: Final = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel><title>云</title></channel>"
    "<item rdf:about='https://a.example.cn/4'><title>路灯</title><link>https://a.example.cn/4</link></item></rdf:RDF>"
)
_RSS_091: Final = (
    "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' 'http://a.example.cn/rss.dtd'><rss version='0.91'><channel>"
    "<title>云&nbsp;川</title><item><title>积水&eacute;</title><link>https://a.example.cn/5</link></item></channel></rss>"
)
_JSON_FEED: Final = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "云川",
        "home_page_url": "https://a.example.cn/",
        "items": [
            {"id": 7, "title": "噪声", "url": "/7", "content_html": "<p>夜间<br>施工</p>", "date_published": "2026-11-20T08:30:00+08:00"},
            {"id": "8", "content_text": "油烟扰民 5 < 6", "authors": [{"name": "甲"}]},
        ],
    },
    ensure_ascii=False,
)  # fmt: skip
_HOT: Final = json.dumps(
    {"name": "weibo", "title": "微博", "type": "热搜榜", "updateTime": "2026-11-20T00:00:00Z", "data": [
        {"id": 1, "title": "云川大桥", "desc": "维修", "hot": "123.4万", "url": "https://a.example.cn/h1", "timestamp": 1795132800000},
        {"id": 2, "title": "东湖停水", "extra": {"info": "2.5亿热度", "date": 1795132800}, "mobileUrl": "https://a.example.cn/h2"},
    ]},
    ensure_ascii=False,
)  # fmt: skip
_LINES: Final = "\n".join(
    json.dumps({"id": f"n{n}", "title": f"第{n}件", "body": "井盖缺失", "published": when, "url": "https://a.example.cn/n"}, ensure_ascii=False)
    for n, when in enumerate(("2026-11-20 08:30", "昨天 08:30", "3分钟前"))
)  # fmt: skip
_ROWS: Final = json.dumps([{"工单编号": "YC1", "诉求内容": "电梯停运 13800000000", "来电人": "张三", "受理时间": "11月20日 08:30"}], ensure_ascii=False)  # fmt: skip
_CSV: Final = '工单编号,标题,内容,来电人,受理时间,链接\n1001,电梯停运,"三天, ""无人""\n修",张三,2026/11/20 8:30,https://a.example.cn/g\n1002,暖气不热,,李四,刚刚,\n'
_OPML: Final = (
    "<?xml version='1.0'?><opml version='2.0'><head><title>源</title></head><body><outline text='中央'><outline text='云&amp;川' type='rss'"
    " xmlUrl='https://a.example.cn/rss?a=1&b=2'/></outline></body></opml>"
)
_PAGE: Final = (
    "<!DOCTYPE html><html><head><meta charset='gbk'><title>云川</title><link rel='alternate' type='application/rss+xml' href='/rss?a=1&amp;b=2'>"
    "</head><body><ul><li><a href='/a/1'>停水通知</a> 2026-11-20</li></ul></body></html>"
)


def _workbook() -> bytes:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("标题", "内容", "时间"))
    values = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("停水", "东湖区", "2026-11-20"))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row>{cells}</row><row>{values}</row></sheetData></worksheet>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return made.getvalue()


CORPUS: Final[dict[str, bytes]] = {
    "rss": _RSS.encode(),
    "rss rich": _RICH.encode(),
    "rss 0.91": _RSS_091.encode(),
    "rdf": _RDF.encode(),
    "atom": _ATOM.encode(),
    "atom plain": _ATOM_PLAIN.encode(),
    "atom 0.3": _ATOM_03.encode(),
    "rss gbk": _RSS.replace("utf-8", "gb2312", 1).encode("gbk"),
    "rss gbk, label wrong": _RSS.encode("gb18030"),
    "rss big5": _RSS.replace("utf-8", "big5", 1).encode("big5", "replace"),
    "rss utf-16": _RSS.replace("utf-8", "utf-16", 1).encode("utf-16"),
    "rss with mark": b"\xef\xbb\xbf" + _RSS.encode(),
    "rss gzip": gzip.compress(_RSS.encode(), mtime=0),
    "json feed": _JSON_FEED.encode(),
    "hot list": _HOT.encode(),
    "json lines": _LINES.encode(),
    "json rows": _ROWS.encode(),
    "csv": _CSV.encode(),
    "csv gbk": _CSV.replace(",", "\t").encode("gbk"),
    "xlsx": _workbook(),
    "opml": _OPML.encode(),
    "page": _PAGE.encode("gbk"),
}
