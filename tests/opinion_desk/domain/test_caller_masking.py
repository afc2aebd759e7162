"""What a caller says of himself goes; the matter, its place and the bodies stay."""

from __future__ import annotations

import pytest

from opinion_desk.domain.caller_masking import ACCOUNT, DOOR, NAME, PLATE, mask_caller
from opinion_desk.domain.masking import MASK


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("我叫张三，家里停水", f"我叫{NAME}，家里停水"),
        ("我叫欧阳明月，女", f"我叫{NAME}，女"),
        ("本人李建国，身份证320402199001011234", f"本人{NAME}，身份证{MASK}"),
        ("我是何小燕，想反映", f"我是{NAME}，想反映"),
        ("来电人：阿依古丽·买买提，反映停水", f"来电人：{NAME}，反映停水"),
        ("举报人：姓名：申波中，", f"举报人：姓名：{NAME}，"),
        ("市民王女士（电话13812345678）反映", f"市民（电话{MASK}）反映"),
        ("请回复李建国先生", "请回复市民"),
        ("已与诸葛女士联系", "已与市民联系"),
        ("市民李小红反映路灯不亮", "市民反映路灯不亮"),
        ("家住东湖小区3栋2单元502室，漏水", f"家住东湖小区{DOOR}，漏水"),
        ("住址：云川市幸福路12号", f"住址：云川市幸福路{DOOR}"),
        ("东湖小区6-2-301楼上漏水", f"东湖小区{DOOR}楼上漏水"),
        ("微信号：zhang_san88", f"微信号：{ACCOUNT}"),
        ("QQ 12345", f"QQ {ACCOUNT}"),
        ("邮箱 zs@example.com", f"邮箱 {ACCOUNT}"),
        ("车牌苏D12345被刮", f"车牌{PLATE}被刮"),
        ("卡号6222 0212 3456 7890 123", f"卡号{MASK}"),
        ("电话一三八一二三四五六七八", f"电话{MASK}"),
        ("致电138-0013-8000", f"致电{MASK}"),
        ("号码138****8000", f"号码{MASK}"),
    ],
)
def test_what_leads_to_the_caller_is_masked(told: str, kept: str) -> None:
    assert mask_caller(told) == kept
    assert mask_caller(kept) == kept  # masking twice changes nothing


@pytest.mark.parametrize(
    "told",
    [
        "东湖路与云山路交叉口井盖破损",
        "东湖小区东门有人占道经营，3号楼2单元楼道灯不亮",
        "市民高度关注，居民安全受到影响，业主权益无人过问",
        "本人曾多次反映，本人于昨日再次致电，我是东湖小区业主",
        "市城管局李明局长、东湖街道办事处答复称已处理",
        "我叫了车，司机师傅一直没来，一位女士帮了忙",
        "住在地铁3号线旁边的三家住户",
        "微信公众号云川发布和12345热线都没有答复，群众满意度低",
        "2026年11月20日至11月28日停水，涉及1200户，投资12345678元",
        "来信请寄云川市信访局，邮箱xfj@yunchuan.gov.cn",
    ],
)
def test_matters_places_and_bodies_stay(told: str) -> None:
    assert mask_caller(told) == told


def test_the_tickets_own_number_stays() -> None:
    assert mask_caller("工单202611200012345，电话13800138000", "202611200012345") == f"工单202611200012345，电话{MASK}"
