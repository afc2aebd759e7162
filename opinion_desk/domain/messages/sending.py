"""Channels: mail and robots."""

from __future__ import annotations

from typing import Final

SENDING: Final[dict[str, str]] = {
    # channels
    "channel_missing": "没有“{channel}”这个通知通道；请在“设置 · 通知通道”里添加。",
    "channel_failed": "通知通道“{channel}”出错，稍后会自动再试；详情见日志。",
    "channel_unknown": "没有“{channel}”这个通知通道；现有的见 channels list。",
    "channel_known": "已有名为“{name}”的通知通道；请换一个名称。",
    "channel_name_missing": "通知通道要有名称；请填写。",
    "channel_text": "“{text}”不能用：名称和岗位最多 {limit} 个字，不能含换行或控制字符。",
    "channel_many": "一个通知通道最多写 {most} 个岗位或信箱；请分成几个通道。",
    "channel_host": "邮件服务器的地址不对；请填主机名，例如 smtp.example.cn。",
    "channel_port": "端口应在 1 至 65535 之间；请改正。",
    "channel_plain": "不加密的邮件只能用于本单位内网的服务器；请改用加密连接，或注明内网。",
    "channel_user": "邮件的登录名不能含汉字、换行或控制字符；请改正。",
    "channel_no_recipient": "邮件通道至少要有一个收件信箱；请填写。",
    "channel_mailbox": "“{address}”不是能用的信箱；请写成 name@example.cn 的形式。",
    "channel_secret_needed": "还没有{what}；请填写。",
    "channel_secret_long": "{what}太长或含有换行；请核对。",
    "channel_secret_gone": "“{channel}”的{what}取不到；请在“设置 · 通知通道”里重新填写。",
    "channel_last_line": "“{to}”在这个通道里没有收件信箱；请在“设置 · 通知通道”里补上。",
    "channels_none": "还没有通知通道；提醒只显示在本台。添加见 channels add --help。",
    "channel_test_failed": "“{channel}”没有送达：{why}",
    "channel_test": "【测试】这是一条测试消息，收到即表示通道可用，无须处理。",
    "channel_dead": "{text}（“{channel}”未能送达{to}：{why}）",
    "channel_partly": "{text}（“{channel}”只送达了一部分：{why}）",
    "channel_drill": "【演练】{text}（未真正发送；应发往“{channel}”，致{to}）",
    "keyring_failed": "系统密钥环暂时打不开；请解锁后再试。",
    "secrets_broken": "密码文件“{path}”看不懂；文件原样保留，请移走它，再重新填写各通道的密码。",
    "secret_file_empty": "密码文件“{path}”是空的；请把{what}写在第一行。",
    "secret_no_terminal": "这里不能输入{what}；请用 --secret-file 给出一个文件，不要写在命令行上。",
    # robots
    "webhook_silent": "机器人地址没有应答；稍后再试，请检查网络和地址。",
    "webhook_busy": "机器人说发送太频繁；稍后再试。",
    "webhook_refused": "机器人拒绝了消息（HTTP {status}）；请检查地址和密钥。",
    "webhook_unreadable": "机器人的应答读不懂，不能确认是否送达；稍后再试。",
    "webhook_code": "机器人没有收下消息（代码 {code}）；请检查机器人设置。",
    "robot_gone": "机器人已被移除，或地址不对（代码 {code}）；请重新复制机器人地址。",
    "robot_sign": "机器人说签名不对（代码 {code}）；请核对加签密钥，并校准本机时间。",
    "robot_keyword": "机器人设了自定义关键词（代码 {code}）；请在机器人的安全设置里改用加签，或把每条消息都有的“致”字设为关键词。",
    "robot_address_list": "机器人只收白名单内的网络地址（代码 {code}）；请在机器人的安全设置里加入本单位的出口地址。",
    "robot_safety": "机器人的安全设置没有放行（代码 {code}）；请核对关键词、加签密钥和网络地址白名单。",
    # mail
    "mail_silent": "邮件服务器没有应答；稍后再试，请检查服务器地址、端口和网络。",
    "mail_cut": "邮件服务器中断了连接；稍后再试。",
    "mail_unreadable": "邮件服务器的应答读不懂；请检查服务器地址和端口。",
    "mail_no_tls": "邮件服务器不支持加密连接；请核对端口和加密方式。",
    "mail_untrusted": "邮件服务器的证书不可信，没有发送；请核对服务器地址，或请管理员更新证书。",
    "mail_login": "邮件服务器不认这个登录名或密码（代码 {code}）；请核对，多数邮箱要用授权码。",
    "mail_no_login": "邮件服务器不接受用密码登录；请核对端口和加密方式。",
    "mail_busy": "邮件服务器请稍后再来（代码 {code}）；稍后再试。",
    "mail_refused": "邮件服务器拒绝了邮件（代码 {code}）；请核对发件人和收件信箱。",
    "mail_some_refused": "邮件服务器不收 {addresses}；请核对这些信箱。",
}
