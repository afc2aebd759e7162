"""Nothing of a caller is kept, whatever column or sentence it stood in and by whichever way it came: every byte of the home is searched."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

import openpyxl
import pytest

from opinion_desk.compose import compose
from opinion_desk.settings import Settings, save_settings
from tests.opinion_desk.cli.running import quietly

NAMES: Final = ("郝听澜", "诸葛望舒", "司徒见山", "阿依夏木·吐尔逊", "鲁接线", "祁满仓")
PLANTED: Final = (
    *NAMES, "13900017001", "139-0001-7002", "0519-86617003", "320402198802027004", "62220212345670050", "6222 0212 3456 7006",
    "caller7007@planted.example", "wx_planted_7008", "70097009", "苏D7P701", "17幢3单元7012", "桃源里9幢77室", "一三九零零零一七零一三",
)  # fmt: skip
_OF_CALLER: Final = {
    "来电人姓名": NAMES[0], "联系人": NAMES[1], "联系电话": PLANTED[6], "主叫号码": PLANTED[8], "身份证号": PLANTED[9],
    "联系地址": "桃源里9幢77室", "电子邮箱": PLANTED[12], "微信号": "wx_planted_7008", "车牌号": "苏D7P701",
    "银行卡": PLANTED[10], "话务员": NAMES[4], "性别": "女", "市民画像": NAMES[2], "备用一": NAMES[5],
}  # fmt: skip
_BODY: Final = (
    f"我叫{NAMES[0]}，身份证{PLANTED[9]}，家住东湖小区17幢3单元7012室，电话{PLANTED[6]}或{PLANTED[7]}，座机{PLANTED[8]}，"
    f"东湖路停水三天。市民{NAMES[1]}女士（微信号：wx_planted_7008，QQ：70097009）也反映。来电人：{NAMES[3]}，邮箱{PLANTED[12]}，"
    f"车苏D7P701被堵，退款请打卡号{PLANTED[10]}或{PLANTED[11]}；口述电话一三九零零零一七零一三。本人{NAMES[5]}，请尽快处理。"
)
_MATTER: Final = {
    "诉求内容": _BODY, "办理状态": "办理中", "办结时限": "2026-11-28 17:00",
    "承办单位": f"云川市水务集团（联系人：{NAMES[2]}）", "事发地点": "东湖小区17幢3单元7012室", "诉求类别": "供水",
    "答复内容": f"已与{NAMES[2]}先生（{PLANTED[7]}）联系，答复{NAMES[1]}女士。", "处理备注类": f"联系人：{NAMES[5]}",
}  # fmt: skip


def _row(n: int) -> dict[str, str]:
    title = f"市民{NAMES[0]}反映东湖小区停水第{n}次"
    return {"工单编号": f"YC2026112{n:05}", "标题": title, **_OF_CALLER, **_MATTER}


def _csv(row: dict[str, str], encoding: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(row))
    writer.writeheader()
    writer.writerow(row)
    return out.getvalue().encode(encoding)


def _xlsx(row: dict[str, str]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(list(row))
    book.active.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _json(rows: list[dict[str, str]]) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()


@contextmanager
def _served(document: bytes) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/csv")
            self.send_header("Content-Length", str(len(document)))
            self.end_headers()
            self.wfile.write(document)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/12345.csv"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.long
def test_no_byte_of_the_home_or_of_its_papers_tells_of_a_caller(tmp_path: Path) -> None:
    home, given, papers = tmp_path / "home", tmp_path / "given", tmp_path / "home" / "exports"
    for folder in (home, given, papers):
        folder.mkdir()
    save_settings(home, Settings(jurisdiction="云川市", issuer="云川市委网信办"))
    files = {
        "12345.csv": _csv(_row(1), "gb18030"), "12345.xlsx": _xlsx(_row(2)), "12345.json": _json([_row(3)]),
        "12345.jsonl": _json([_row(4)])[1:-1],
    }  # fmt: skip
    for name, document in files.items():
        (given / name).write_bytes(document)
    for name in ("12345.csv", "12345.xlsx", "12345.json"):
        answer = quietly(home, "import", given / name)
        assert answer.code == 0 and answer.value["new"] == 1, answer
    desk = compose(home)
    assert desk.items.import_file(given / "12345.jsonl").new == 1
    with _served(_csv(_row(5), "utf-8")) as address:
        assert quietly(home, "sources", "add", address, "--internal").code == 0
        assert quietly(home, "collect", "--once").value["new"] == 1
    changed = _row(1) | {"诉求内容": _BODY + "至今未处理。", "办理状态": "已办结"}
    (given / "12345.csv").write_bytes(_csv(changed, "gb18030"))
    assert quietly(home, "import", given / "12345.csv").value["updated"] == 1
    _make_papers(home, papers)
    assert (home / "desk.sqlite3-wal").stat().st_size  # a desk that stays open leaves its log lying
    assert _found(tmp_path / "home", "东湖小区", "YC202611200001")  # what is there is found
    assert _found(tmp_path / "home", *PLANTED) == []
    desk.close()


def _make_papers(home: Path, papers: Path) -> None:
    first = quietly(home, "incident", "open", "--title", "东湖小区停水", "--item", "1").value["id"]
    commands: tuple[tuple[object, ...], ...] = (
        ("incident", "confirm", first, "--grade", "3"),
        ("incident", "assign", first, "--lead", "云川市水务集团"),
        *(("brief", "daily", "--out", papers / f"日报{end}") for end in (".docx", ".xlsx", ".html", ".md")),
        ("ledger", "--from", "2020", "--to", "2099", "--out", papers / "台账.xlsx"),
        ("demands", "--from", "2020", "--to", "2099", "--out", papers / "反复诉求.csv"),
        ("notice", first, "--out", papers / "交办单.docx"),
        ("incident", "export", first, "--out", papers / "一件"),
        ("search", "东湖小区"),
        ("backup", papers / "备份.zip"),
    )
    for words in commands:
        answer = quietly(home, *words)
        assert answer.code == 0, (words, answer)
        assert not [planted for planted in PLANTED if planted in answer.out + answer.err], words


def _found(folder: Path, *wanted: str) -> list[tuple[str, str]]:
    """Where these texts stand in the bytes of the files below the folder, archives unfolded, in three encodings."""
    return [
        (name, text)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for name, raw in _unfolded(path.name, path.read_bytes())
        for text in wanted
        if any(text.encode(encoding) in raw for encoding in ("utf-8", "utf-16-le", "gb18030"))
        or json.dumps(text)[1:-1].encode() in raw
    ]


def _unfolded(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, raw
    if raw.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for inner in archive.namelist():
                yield from _unfolded(f"{name}/{inner}", archive.read(inner))
