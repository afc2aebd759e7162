"""Web pages as government sites build them, written for the tests: two lists beside menus, and an article between its frames."""

TITLES = (
    "云川市召开防汛工作视频调度会议",
    "关于东湖街道部分路段临时停水的通知",
    "市住建局公开征求老旧小区改造意见",
    "2026年义务教育阶段招生工作实施意见印发",
    "云川大桥维修工程本月底完工",
)
_LI = "".join(
    f'<li class="{"odd" if n % 2 else "even"}"><a href="./202611/t202611{20 - n:02d}_{n}.html" title="{title}">'
    f"{title[:12]}…</a><span>[2026-11-{20 - n:02d}]</span></li>"
    for n, title in enumerate(TITLES)
)
LIST = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>政务动态 - 云川市人民政府</title></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/hd/">互动交流</a></li><li><a href="/fw/">办事服务大厅入口</a></li></ul></div>
<div class="main"><div class="left"><ul><li><a href="/zfgz/">市政府规章和规范性文件</a></li><li><a href="/rsxx/">人事任免信息公开</a></li>
<li><a href="/czxx/">财政预决算信息公开</a></li></ul></div>
<div class="right"><ul class="news_list">{_LI}</ul>
<div class="page"><a href="javascript:void(0)">上一页</a><a href="index_1.html">下一页</a></div></div></div>
<div class="footer"><a href="https://beian.example.cn/">云川市人民政府办公室主办网站</a></div></body></html>"""

_ROWS = "".join(
    f'<tr><td>{n + 1}</td><td><a href="view.aspx?id={n}">{title}</a></td><td>市信访局</td><td>11-{20 - n:02d}</td></tr>'
    for n, title in enumerate(TITLES)
)
TABLE = f"""<html><head><title>来信公开</title></head><body><table id="letters"><tr><th>序号</th><th>标题</th><th>单位</th>
<th>日期</th></tr>{_ROWS}</table></body></html>"""

PARAGRAPHS = (
    "11月20日，云川市召开防汛工作视频调度会议，分析研判当前汛情，安排部署下一步工作。",
    "会议要求，各地要压实责任，加密巡查，对险工险段逐一落实责任人，确保人民群众生命财产安全。",
    "会议强调，要加强值班值守，遇有险情第一时间处置、第一时间报告，及时发布权威信息。",
)
ARTICLE = f"""<!DOCTYPE html><html><head><title>云川市召开防汛工作视频调度会议</title><script>var a="<p>脚本里的话，不是正文。</p>";</script></head>
<body><div class="top"><a href="/">首页</a> &gt; <a href="/zwdt/">政务动态</a></div>
<div class="content-box"><h1>{TITLES[0]}</h1><div class="info">发布时间：2026-11-20 08:30 来源：云川日报 浏览：128次</div>
<div class="TRS_Editor"><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p><img src="/img/1.jpg" onclick="x()"></p><p>{PARAGRAPHS[2]}</p></div>
<div class="share">分享到：微信，微博，客户端，朋友圈，收藏，打印，关闭窗口。</div></div>
<div class="related"><h3>相关阅读</h3><ul>{_LI}</ul></div>
<div class="footer">主办：云川市人民政府办公室，承办：云川市大数据局，备案号：云备000000号，网站标识码：0000000000。</div></body></html>"""

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://a.example.cn/1</loc><news:news><news:publication><news:name>云川网</news:name></news:publication>
<news:publication_date>2026-11-19T08:00:00+08:00</news:publication_date><news:title>旧闻一条</news:title></news:news></url>
<url><loc>https://a.example.cn/2</loc><lastmod>2026-11-20T10:00:00+08:00</lastmod><news:news><news:publication_date>2026-11-20T09:00:00+08:00</news:publication_date>
<news:title>大桥维修 A&amp;B</news:title></news:news><image:image><image:loc>https://a.example.cn/p.jpg</image:loc><image:title>图</image:title></image:image></url>
<url><loc>https://a.example.cn/about</loc></url></urlset>"""
