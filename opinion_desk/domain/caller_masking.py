"""What a caller says of himself is masked in tickets and letters before they are kept; matters, places and bodies stay.

News are not masked so: names of officials and institutions are public there. Judged on letters to mayors, see docs/benchmarks.md.
"""

from __future__ import annotations

import re
from typing import Final

from .masking import MASK, mask
from .surnames import AMBIGUOUS, COMPOUND, SINGLE

NAME: Final = "[姓名已隐去]"
DOOR: Final = "[门牌已隐去]"
ACCOUNT: Final = "[账号已隐去]"
PLATE: Final = "[车牌已隐去]"
CITIZEN: Final = "市民"

_HAN: Final = "[\u4e00-\u9fff]"
_ALL_HAN: Final = re.compile(rf"{_HAN}+")
_SURNAME: Final = rf"(?:{'|'.join(COMPOUND)}|[{SINGLE}])"
# The second character of a name is hardly ever one of these; after an ambiguous surname they make it a word (本人曾多次).
_NO_GIVEN: Final = "多经于向在到是给去与就因打拨反投申时处人况故必能以曾不没有无法可将要也都还又再只会被把让对从为和及或昨今上前本当近此这那每年月日某的了着过间员续部理"
_WORDS: Final = (  # what begins with a surname and is no name
    "安全|权益|许可|商量|满意|高考|高中|钱财|申请|连续|和家|和老|和孩|农民|农村|农工|房东|司机|单亲|单身|应聘|应届|计划|车主|管理|管道|成年|成都|武汉|沈阳|宁愿"
    "|平时|平常|万分|方便|方面|广大|常年|常住|时间|左右|安装|温州|江苏|江西|金坛|施工|强烈|强制|位于|明确|全体|全家|关于|向往|通过|房款|房屋|房产|房子|房门|单位|单元|权利|车辆|车位|车库|路线|路口|路段|和学|成绩|向街|年级|时候|简直|纪律|党费|党员|和居|向市|向县|向区|房爆|向物|向社|向居|向村"
)
_SURE_SURNAME: Final = rf"(?!{_WORDS})(?!.[您你我他她它们])(?![{AMBIGUOUS}][{_NO_GIVEN}]){_SURNAME}"
_PERSON: Final = (
    rf"{_SURE_SURNAME}{_HAN}{{1,2}}?(?=$|[^\u4e00-\u9fff]|[是住家现今男女来因联身微电反致投咨举求称系]|手机|先生|女士)"
)
_ALONE: Final = rf"{_SURE_SURNAME}(?:{_HAN}{{0,1}}[^\W\d_A-Za-z人员主者民户商家生区市县村镇])(?=$|[，,。；;：:、（(\s]|今年|身份证|电话|家住|现住)"
_OF_MANY: Final = rf"{_HAN}{{1,8}}(?:[·•・．]{_HAN}{{1,8}})+"

_SELF: Final = re.compile(
    rf"((?:我(?:的名字|名字)?叫(?:做)?|本人(?:姓名|名)?叫|名叫)[：:\s]*)(?:{_OF_MANY}|{_PERSON})|((?:本人(?:是|系|为)?|我是)[：:\s]*)(?:{_OF_MANY}|{_ALONE})"
)
_FIELD: Final = re.compile(
    r"((?:(?:来电|诉求|反映|投诉|举报|信访|写信|来信|留言|联系|申请|当事|报修|求助)(?:人|者|人员)(?:[：:\s]*(?:姓名|名字))?|(?:真实)?姓名|业主姓名|户主|署名|落款)\s*[：:=]\s*)"
    rf"(?:{_OF_MANY}|{_PERSON}|(?!姓名|名字|日期|电话|地址){_HAN}{{2,4}}(?=$|[^\u4e00-\u9fff]))"
)
_ROLE: Final = "(市民|群众|居民|村民|业主|网民|网友|来电人|诉求人|反映人|投诉人|举报人|信访人|留言人|写信人|申请人|当事人|联系人|户主|租户)"
_ROLE_AND_NAME: Final = re.compile(
    rf"{_ROLE}{_SURE_SURNAME}{_HAN}{{1,2}}?(?=反映|来电|致电|投诉|咨询|举报|求助|诉求|来信|表示|[，,（(【\[]|(?<=人..)[\s。；;]|(?<=人...)[\s。；;]|(?<=人..)$|(?<=人...)$)"
)
_TITLE: Final = re.compile("先生|女士|小姐|太太|大爷|大妈|阿姨|奶奶|师傅")
_FORMAL: Final = ("先生", "女士", "小姐", "太太")
_NO_NAME_BEFORE: Final = "向和同从对时与由的上下所那位一名"
_MAIL: Final = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}\s?[@＠]\s?(?![\w.-]{0,80}\.gov\.cn)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}",
    re.ASCII,
)
_CHAT: Final = re.compile(
    r"((?:微信|薇信|威信|[Vv]信|(?<![A-Za-z])(?:[Vv][Xx]|[Ww][Xx]|[Ww][Ee][Cc][Hh][Aa][Tt])|[Qq][Qq]|抖音|快手|微博|支付宝|小红书)"
    r"(?:账号|帐号|号码|昵称|群号|号|ID|id)?(?:[：:是为\s]*))(?=[A-Za-z0-9_-]*[A-Za-z0-9])[A-Za-z0-9][A-Za-z0-9_-]{4,29}"
)
_PLATE: Final = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•.\s-]?(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_NUMERAL: Final = r"(?:[A-Za-z]?\d{1,5}|[一二三四五六七八九十]{1,3}|[甲乙丙丁])"
_PART: Final = rf"{_NUMERAL}\s?(?:号楼|栋楼|栋|幢|座|单元|楼|层|室|号(?!线)|弄|#楼|#)"
_FULL_DOOR: Final = re.compile(
    rf"{_NUMERAL}\s?(?:号楼|栋楼|栋|幢|号|#楼|#|座)?[\s-]?{_NUMERAL}\s?单元\s?(?:{_NUMERAL}\s?(?:楼|层))?\s?\d{{2,5}}(?!\d|\s?[多余户])(?:\s?(?:室|号房|号))?"
    rf"|{_NUMERAL}\s?(?:号楼|栋楼|栋|幢|#楼|#)\s?\d{{3,5}}\s?(?:室|房)"
    r"|(?<![\d-])\d{1,3}-\d{1,2}-\d{3,5}(?:室)?(?![\d-])"
)
_AT_HOME: Final = re.compile(
    r"((?<![一二三四五六七八九十几多每各数\d])家住(?!户)|住在|现住|居住(?:在|于)|住址|住于|家庭地址|家庭住址|联系地址|通讯地址|户籍地址?|身份证地址)([：:是为在于\s]*[^，。；,;！!？?\n]{0,30}?)"
    rf"(?:(?:{_PART}\s?)+(?:\d{{1,5}}\s?室?)?|(?<!\d)\d{{1,3}}(?:[-－—]\d{{1,5}})+室?)"
)
_OF_DOORS: Final = (
    "单元",
    "栋",
    "幢",
    "号楼",
    "#",
    "-",
)  # looked for first: most texts name no door and hold no long number
_DIGITS: Final = re.compile(r"[\d０-９][-\d０-９\s.*＊xX×·—－]{5}")
_SPOKEN_DIGITS: Final = re.compile(r"[零〇一二三四五六七八九幺]{8,}")
_PARTED_NUMBER: Final = re.compile(
    r"(?<![\d.])(?:1[3-9](?:[-.·\s\u3000]{0,2}\d){9}(?![\d])|0\d{2,3}[-\s—－]{0,2}\d{3,4}[-\s]?\d{4}(?!\d)"
    r"|\d{4}(?:[-\s]\d{4}){2,3}(?:[-\s]?\d{1,3})?(?!\d)|\d{6}[-\s](?:19|20)\d{6}[-\s]\d{3}[\dXx]|\d{6}[-\s]?(?:19|20)\d{2}[-\s]?\d{4}[-\s]?\d{3}[\dXx])"
)
_STARRED: Final = re.compile(r"(?<!\d)\d{3,6}[*＊xX×]{3,12}\d{2,4}[Xx]?(?!\d)")


def mask_caller(text: str, keep: str | None = None) -> str:
    """The text without what leads to its caller: names he gives, doors after 家住, mail, chat names, plates, and numbers as in `mask`.

    王女士 becomes 市民. Places of a matter (a crossing, the gate of an estate) and bodies stay. `keep` is the ticket's own number.
    """
    held = f"\ue000{len(keep)}\ue001" if keep and keep in text else ""
    masked = text.replace(keep, held) if held and keep else text
    masked = _MAIL.sub(ACCOUNT, masked)
    masked = _CHAT.sub(rf"\1{ACCOUNT}", masked)
    masked = _PLATE.sub(PLATE, masked)
    masked = _AT_HOME.sub(rf"\1\2{DOOR}", masked)
    if any(sign in masked for sign in _OF_DOORS):
        masked = _FULL_DOOR.sub(DOOR, masked)
    masked = _numbers(masked)
    masked = _SELF.sub(lambda found: f"{found[1] or found[2]}{NAME}", masked)
    masked = _FIELD.sub(rf"\1{NAME}", masked)
    masked = _ROLE_AND_NAME.sub(r"\1", masked)
    masked = _without_addressed(masked)
    return masked.replace(held, keep) if held and keep else masked


def _without_addressed(text: str) -> str:
    """王女士 and 李明先生 as 市民: the form of address tells that it is a person, whoever that is."""
    kept, begun = [], 0
    for found in _TITLE.finditer(text):
        name = _name_before(text[begun : found.start()], formal=found.group() in _FORMAL)
        if name:
            before = text[begun : found.start() - name]
            kept.append(before if before.endswith(CITIZEN) else before + CITIZEN)
            begun = found.end()
    return "".join([*kept, text[begun:]])


def _name_before(text: str, *, formal: bool) -> int:
    """How many characters at the end of the text are a person's name; master and aunt go with a surname alone (张师傅)."""
    last = text[-1:]
    if not last or not formal:
        return int(bool(last) and last in SINGLE and last not in AMBIGUOUS)
    for length in (4, 3, 2):
        if text[-length:][:2] in COMPOUND and len(text) >= length:
            return length
    sure = last in SINGLE and last not in _NO_NAME_BEFORE
    two = len(text) > 1 and text[-2] in SINGLE and not set(text[-2:]) & set(_NO_NAME_BEFORE)
    if sure and not (two and last in AMBIGUOUS):
        return 1
    three = len(text) > 2 and text[-3] in SINGLE and not set(text[-3:]) & set(_NO_NAME_BEFORE)
    if two and not (three and text[-2] in AMBIGUOUS) and text[-2:] not in _WORDS.split("|"):
        return 2
    return 3 if three and _ALL_HAN.fullmatch(text[-3:]) else 0


def _numbers(text: str) -> str:
    if _DIGITS.search(text):
        text = mask(_PARTED_NUMBER.sub(MASK, _STARRED.sub(MASK, text)))
    return _SPOKEN_DIGITS.sub(MASK, text)
