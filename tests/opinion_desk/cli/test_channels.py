"""`channels list, add, test, remove`: keys are never shown, and never stand on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from opinion_desk.demo.server import LoopbackServer
from tests.opinion_desk.cli.running import Run


@pytest.fixture
def hook() -> Iterator[LoopbackServer]:
    with LoopbackServer() as server:
        yield server


@pytest.fixture
def key(tmp_path: Path, hook: LoopbackServer) -> Path:
    """A file with the address of a robot on loopback and a key to sign with."""
    path = tmp_path / "key.txt"
    path.write_text(f"{hook.base_url}/hook/1?token=geheim\nSEC1\n", encoding="utf-8")
    return path


def test_a_channel_is_added_listed_tested_and_removed(run: Run, key: Path, hook: LoopbackServer) -> None:
    added = run(
        *("channels", "add", "领导群", "--kind", "dingtalk", "--post", "宣传部分管领导", "--detail", "title"),
        *("--internal", "--secret-file", key, "--json"),
    )
    assert added.code == 0, added
    (row,) = run("channels", "list", "--json").value
    assert row == {
        "id": added.value["id"], "name": "领导群", "kind": "dingtalk", "posts": ["宣传部分管领导"], "everybody": False,
        "detail": "title", "host": "127.0.0.1", "kept": ["address", "sign"], "last_sent": None, "dead": 0, "why": None,
    }  # fmt: skip
    assert run("channels", "test", "领导群", "--json").value == {"id": row["id"], "sent": True}
    (message,) = hook.messages
    assert "【测试】" in message.content["text"]["content"] and "sign=" in message.path
    shown = run("channels", "list")
    assert "领导群" in shown.out and "geheim" not in shown.out + json.dumps(row)
    assert run("channels", "remove", row["id"]).code == 0
    assert run("channels", "list", "--json").value == []


def test_the_key_is_gone_with_the_channel(run: Run, key: Path, home: Path) -> None:
    run("channels", "add", "群", "--kind", "wecom", "--internal", "--secret-file", key)
    assert "geheim" in (home / "secrets.json").read_text(encoding="utf-8")
    assert "geheim" not in "".join(
        path.read_text(encoding="utf-8", errors="replace") for path in home.rglob("desk.sqlite3*")
    )
    run("channels", "remove", "群")
    assert "geheim" not in (home / "secrets.json").read_text(encoding="utf-8")


def test_mail_is_set_up_by_its_options(run: Run, tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("p w\n", encoding="utf-8")
    added = run(
        *("channels", "add", "信箱", "--kind", "mail", "--host", "smtp.yunchuan.example", "--user", "yqb"),
        *("--sender", "yqb@yunchuan.example", "--to", "a@yunchuan.example", "--to", "值班员=zb@yunchuan.example"),
        *("--secret-file", password),
    )
    assert added.code == 0, added
    (row,) = run("channels", "list", "--json").value
    assert (row["posts"], row["everybody"], row["kept"]) == (["值班员"], True, ["password"])


def test_a_test_that_fails_says_why_by_its_code(run: Run, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("https://robot.yunchuan.example/hook\n", encoding="utf-8")
    run("channels", "add", "群", "--kind", "webhook", "--secret-file", key)
    answer = run("channels", "test", "群")
    assert answer.code == 3 and answer.is_one_chinese_sentence and "robot.yunchuan.example" in answer.err
    (tmp_path / "inside").write_text("https://127.0.0.1/hook\n", encoding="utf-8")
    run("channels", "add", "内网", "--kind", "webhook", "--secret-file", tmp_path / "inside")
    answer = run("channels", "test", "内网")
    assert answer.code == 1 and answer.is_one_chinese_sentence and "不是公网地址" in answer.err


def test_what_cannot_be_used_is_refused_and_nothing_is_kept(run: Run, key: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    for words, code, told in (
        (("add", "群", "--kind", "pigeon", "--secret-file", key), 2, "pigeon"),
        (("add", "群", "--kind", "wecom", "--secret-file", key), 1, "https"),
        (("add", "群", "--kind", "wecom", "--secret-file", tmp_path / "none"), 1, "找不到"),
        (("add", "群", "--kind", "wecom", "--secret-file", tmp_path / "empty"), 1, "机器人地址"),
        (("add", "群", "--kind", "wecom", "--secret-file", tmp_path / "bytes"), 1, "机器人地址"),
        (("add", "信箱", "--kind", "mail"), 1, "邮件服务器"),
        (("test", "没有的"), 1, "没有的"),
        (("remove", "没有的"), 1, "没有的"),
    ):
        answer = run("channels", *words)
        assert answer.code == code and told in answer.err, answer
        assert answer.is_one_chinese_sentence
    assert run("channels", "list", "--json").value == [] and "还没有" in run("channels", "list").out


def test_without_a_terminal_a_key_is_not_waited_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    answer = run("channels", "add", "群", "--kind", "wecom")
    assert answer.code == 2 and "--secret-file" in answer.err
