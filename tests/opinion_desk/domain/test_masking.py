"""Numbers that lead to a person do not leave the collectors."""

import pytest

from opinion_desk.domain.masking import MASK, mask


@pytest.mark.parametrize(
    "text",
    [
        "联系电话13800138000，请回复",
        "手机：138 0013 8000。",
        "138-0013-8000",
        "+8613800138000",
        "座机0519-86881234",
        "(021)68881234",
        "身份证11010519491231002X",
        "身份证号320402199001011234",
        "电话86881234",
        "QQ 123456789",
        "卡号6222021234567890123",
        "手机１３８００１３８０００",
    ],
)
def test_numbers_of_persons_are_masked(text: str) -> None:
    masked = mask(text)
    assert MASK in masked
    assert not any(run.isdigit() and len(run) >= 5 for run in masked.replace(MASK, " ").split())


@pytest.mark.parametrize(
    "text",
    [
        "2026年11月20日8时30分",
        "20261120",
        "投资12345678元",
        "增加1234567人",
        "占地1234567平方米",
        "拨打12345热线",
        "110报警",
        "工单YC20261120001",
        "https://news.example.cn/a/13800138000.html",
        "邮编 213000",
    ],
)
def test_dates_amounts_codes_and_addresses_of_pages_stay(text: str) -> None:
    assert mask(text) == text


def test_the_ticket_number_itself_stays() -> None:
    assert mask("工单 202611200012345 与 13800138000", keep="202611200012345") == f"工单 202611200012345 与 {MASK}"
