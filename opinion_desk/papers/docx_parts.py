"""Pieces of WordprocessingML that python-docx has no words for: East Asian fonts, rules, fields, watermarks, fixed bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any, Final

from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FANGSONG, HEI, KAI, XIAOBIAOSONG, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
ALL_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
LATIN: Final = "Times New Roman"

# What Word takes where a family is not installed: the names that Windows, macOS and Linux ship.
_STAND_INS: Final = {
    FANGSONG: "仿宋,FangSong,STFangsong,Noto Serif CJK SC",
    HEI: "SimHei,STHeiti,Noto Sans CJK SC",
    KAI: "楷体,KaiTi,STKaiti,Noto Serif CJK SC",
    XIAOBIAOSONG: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,Noto Serif CJK SC",
    SONG: "SimSun,Songti SC,Noto Serif CJK SC",
    LATIN: "Liberation Serif",
}
_WATERMARK: Final = """<w:r %s xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/>
</v:shapetype>
<v:shape id="PowerPlusWaterMarkObject" o:spid="_x0000_s2049" type="#_x0000_t136" o:allowincell="f"
 fillcolor="#e4e4e4" stroked="f"><v:fill opacity=".5"/><v:textpath/></v:shape></w:pict></w:r>"""


def describe(document: Document, title: str, issuer: str, made: datetime) -> None:
    """What the file says of itself: whose paper it is and of when; nothing of the machine or the library."""
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title, issuer, issuer
    about.created = about.modified = made.astimezone(UTC).replace(tzinfo=None)
    about.comments, about.keywords, about.language, about.revision = "", "", "zh-CN", 1


def define_style(
    document: Document,
    name: str,
    family: str,
    size: float,
    *,
    line: float | None = None,
    colour: RGBColor | None = None,
    outline: int | None = None,
    **how: Any,
) -> ParagraphStyle:
    """A paragraph style of ours; `line` is the exact distance of lines in points (None: as the type needs it)."""
    style: Any = document.styles.add_style(name, 1)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(size)
    set_family(style.element, family)
    if colour is not None:
        style.font.color.rgb = colour
    shape = style.paragraph_format
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE if line is None else WD_LINE_SPACING.EXACTLY
    if line is not None:
        shape.line_spacing = Pt(line)
    for key, value in how.items():
        setattr(shape, key, value)
    if outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(outline))
        style.element.get_or_add_pPr().append(level)
    return style  # type: ignore[no-any-return]


def drop_styles(document: Document, keep: tuple[str, ...]) -> None:
    """Leave only these styles and the defaults: the template's 160 others crowd Word's list and slow every look-up."""
    for style in list(document.styles):
        if style.name not in keep and style.element.get(qn("w:default")) is None:
            style.element.getparent().remove(style.element)
    for style in document.styles:
        for link in style.element.findall(qn("w:link")):
            style.element.remove(link)


def begin_styles(document: Document, points: float) -> Any:
    """Throw the template's styles away and set the plain one: 仿宋 of that size without air; that style."""
    drop_styles(document, keep=("Normal", "Header", "Footer"))
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(points)
    set_family(normal.element, FANGSONG)
    set_language(normal.element)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    return normal


def set_family(element: Any, family: str) -> None:
    """Set the East Asian family of a style or run element, with Times New Roman for Latin letters and digits."""
    fonts = element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", family)):
        fonts.set(qn(f"w:{script}"), name)


def set_language(element: Any) -> None:
    """Mark text as simplified Chinese, so that punctuation and fallback fonts are the Chinese ones."""
    language = OxmlElement("w:lang")
    for key, code in (("val", "en-US"), ("eastAsia", "zh-CN")):
        language.set(qn(f"w:{key}"), code)
    properties = element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)


def set_tracking(element: Any, twentieths: int) -> None:
    """Set the space added after each character, in twentieths of a point."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twentieths))
    element.get_or_add_rPr().append(spacing)


def add_link(paragraph: Paragraph, words: str, address: str) -> None:
    """Words that open an address; they look like the words around them."""
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    run = paragraph.add_run(words)
    link.append(run._r)
    paragraph._p.append(link)


def add_page_number(paragraph: Paragraph) -> None:
    """— 1 — as a field that Word keeps right."""
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)
    paragraph.add_run(" —")


def number_page(paragraph: Paragraph, points: float | None = None) -> None:
    """The page number in 宋体, in the paragraph's size or another."""
    add_page_number(paragraph)
    for run in paragraph._p.iter("{*}r"):
        set_family(run, SONG)
        if points is not None:
            run.get_or_add_rPr().sz_val = Pt(points)


def rule_below(
    paragraph: Paragraph, eighths: int, colour: str, kind: str = "single", side: str = "bottom", space: int = 1
) -> None:
    """A rule under a paragraph (or on another `side`), its width in eighths of a point; `kind` as Word names them (dashed, thickThinSmallGap)."""
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:{side} w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/></w:pBdr>'
        ),
        "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr",
    )  # fmt: skip


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell."""
    cell._tc.get_or_add_tcPr().insert_element_before(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'),
        "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign",
    )  # fmt: skip


def rules_of_last_row(table: Table, eighths: int, colour: str) -> None:
    """Rules above and below every cell of the last row, their width in eighths of a point."""
    rule = f'w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"'
    for cell in table._tbl.tr_lst[-1].tc_lst:
        borders = parse_xml(f"<w:tcBorders {nsdecls('w')}><w:top {rule}/><w:bottom {rule}/></w:tcBorders>")
        cell.get_or_add_tcPr().insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")


def table_rules(table: Table, inset: int = 60, air: int = 0, **eighths: tuple[int, str]) -> None:
    """Borders of a table by side (top, bottom, insideH …): width in eighths of a point and colour; others none.

    Also fixes the column widths, the inset of cells left and right and the air above and below, in twentieths of a point.
    """
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{eighths[side][0]}" w:space="0" w:color="{eighths[side][1]}"/>'
        if side in eighths
        else f'<w:{side} w:val="nil"/>'
        for side in ALL_SIDES
    )
    table.autofit = False
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLayout")):
        properties.remove(old)
    for xml in (
        f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>",
        f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>',
        f"<w:tblCellMar {nsdecls('w')}>"
        + "".join(
            f'<w:{side} w:w="{width}" w:type="dxa"/>'
            for side, width in (("top", air), ("left", inset), ("bottom", air), ("right", inset))
        )
        + "</w:tblCellMar>",
    ):
        properties.append(parse_xml(xml))
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)


def keep_row_whole(table: Table, *, head: bool = False) -> None:
    """Never break the last row over pages; a head row is repeated on each."""
    properties = table._tbl.tr_lst[-1].get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def add_watermark(paragraph: Paragraph, words: str) -> None:
    """Large pale words across each page that carries this header paragraph."""
    run: Any = parse_xml(_WATERMARK % nsdecls("w"))
    shape = run.find(".//{urn:schemas-microsoft-com:vml}shape")
    width = min(440, 140 * len(words))
    shape.set(
        "style",
        "position:absolute;margin-left:0;margin-top:0;"
        f"width:{width}pt;height:{width / max(len(words), 1):.0f}pt;rotation:-35;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin",
    )
    path = shape.find("{urn:schemas-microsoft-com:vml}textpath")
    path.set("style", 'font-family:"黑体";font-size:1pt')
    path.set("string", words)
    paragraph._p.append(run)


def fixed_bytes(document: Document) -> bytes:
    """The document as a docx whose bytes depend on its contents alone, with stand-ins named for missing fonts."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.infolist():
            content = _font_table() if part.filename == "word/fontTable.xml" else parts.read(part)
            entry = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            out.writestr(entry, content)
    return packed.getvalue()


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/></w:font>' for name, others in _STAND_INS.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
