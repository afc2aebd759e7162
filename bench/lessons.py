"""What the desk of the pictures was taught: texts written for it, with what a person said of each. Everything in them is invented."""

from __future__ import annotations

from typing import Any, Final

Answers = dict[str, Any]
CHARGING: Final = "电动车充电"
_CHARGE: Final[Answers] = {"topics": (CHARGING,)}

LESSONS: Final[tuple[tuple[str, Answers], ...]] = (
    ("楼道里又见飞线充电\n三单元有人从窗口拉线下来给电动车充电，雨天也不收，邻居都担心起火。", _CHARGE),
    ("小区充电桩坏了一半\n车棚里二十个充电口只有八个能用，晚上排队到十点还充不上。", _CHARGE),
    ("电动车进电梯没人管\n每天都有人把电动车推进电梯，再推回家里充电，物业只贴了一张纸。", _CHARGE),
    ("充电桩收费为什么一家一个价\n同样充一晚上，北区两块，南区要四块五，服务费没有公示。", _CHARGE),
    ("建议在老小区加装充电棚\n没有地方充电，大家只好飞线，能不能划一块空地建棚。", {**_CHARGE, "kind": "D1"}),
    ("车棚充电口总跳闸\n一到晚上集中充电就跳闸，第二天骑到半路没电。", {**_CHARGE, "kind": "D2"}),
    ("换电柜占了盲道\n店门口的换电柜摆在盲道上，视障居民绕不过去。", _CHARGE),
    ("充电桩扫码付了钱不通电\n扫码扣了三块钱，插上没有反应，客服电话打不通。", {**_CHARGE, "attitude": "negative"}),
    ("新装的充电桩真方便\n楼下新装了一排充电桩，按电量计费，给社区点赞。", {**_CHARGE, "attitude": "positive"}),
    ("夜里电动车自燃，幸好发现早\n停在单元门口充电的电动车冒烟起火，居民用灭火器扑灭。", {**_CHARGE, "kind": "D3"}),
    ("学校门口的红绿灯坏了两天\n放学时车和孩子挤在一起，没有人指挥。", {"topics": ("交通出行",), "kind": "D2"}),
    ("菜场门口污水横流\n污水从鱼摊流到人行道上，夏天气味难闻。", {"topics": ("城市管理",), "kind": "D2"}),
    (
        "图书馆周末延长开放，读者叫好\n闭馆时间推迟到晚上九点，座位可以预约。",
        {"topics": ("文化旅游",), "attitude": "positive"},
    ),
    ("问一下社保卡丢了怎么补办\n听说可以在手机上办，不知道要带什么材料。", {"topics": ("社会保障",), "kind": "D4"}),
)
