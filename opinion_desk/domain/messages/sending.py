"""Channels: mail and robots."""

from __future__ import annotations

from typing import Final

SENDING: Final[dict[str, str]] = {
    # channels
    "channel_missing": "没有“{channel}”这个通知通道；请在设置里填写提醒机器人地址。",
    "channel_failed": "通知通道“{channel}”出错，稍后会自动再试；详情见日志。",
    "webhook_silent": "机器人地址没有应答；稍后再试，请检查网络和地址。",
    "webhook_busy": "机器人说发送太频繁；稍后再试。",
    "webhook_refused": "机器人拒绝了消息（HTTP {status}）；请检查地址和密钥。",
    "webhook_unreadable": "机器人的应答读不懂，不能确认是否送达；稍后再试。",
    "webhook_code": "机器人没有收下消息（代码 {code}）；请检查机器人设置。",
}
