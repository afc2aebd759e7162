"""What the world does wrong: each ends in a Chinese sentence and the right exit code, with nothing lost and nothing half written."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.compose import compose
from opinion_desk.services.serving import LEASE
from opinion_desk.store import lease
from opinion_desk.store.driver import sqlite3
from tests.end_to_end.awkward import awkward_server, cut, feed
from tests.opinion_desk.cli.running import ROOT, Answer, environment, in_one_process, process, quietly

posix = pytest.mark.skipif(os.name != "posix", reason="limits and signals of POSIX")
BAD = {
    "/empty": (1, "空"),
    "/page": (1, "网页"),
    "/nothing": (3, "500"),
    "/zeros": (3, "上限"),
}  # fmt: skip


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with awkward_server() as address:
        yield address


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def nowhere() -> str:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/feed.xml"


def _opml(path: Path, *addresses: str) -> Path:
    rows = "".join(f'<outline type="rss" text="来源{n}" xmlUrl="{a}"/>' for n, a in enumerate(addresses, 1))
    path.write_text(f'<opml version="2.0"><body>{rows}</body></opml>', encoding="utf-8")
    return path


def _lines(path: Path, count: int) -> Path:
    rows = (
        {"id": f"n{n}", "title": f"东湖区第{n}号路灯不亮", "body": "居民反映路灯已三晚不亮。" * 20}
        for n in range(count)
    )
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


# --- addresses


def test_a_bad_address_is_not_added_and_told_why(home: Path, base: str, nowhere: str) -> None:
    for address, (code, told) in {
        **{base + path: expected for path, expected in BAD.items()},
        nowhere: (3, "拒绝连接"),
    }.items():
        for command in ("add", "test"):
            answer = quietly(home, "sources", command, address, "--internal")
            assert answer.code == code and answer.is_one_chinese_sentence and told in answer.err, (address, answer)
    assert quietly(home, "sources", "list").value == []


def test_bad_sources_are_rows_with_their_reason_and_stop_no_other(
    home: Path, base: str, nowhere: str, tmp_path: Path
) -> None:
    addresses = [base + path for path in (*BAD, "/cut", "/broken-transfer", "/good")] + [nowhere]
    assert quietly(home, "sources", "import", _opml(tmp_path / "a.opml", *addresses), "--internal").value["added"] == 8
    answer = quietly(home, "collect", "--once")
    assert answer.code == 0, answer
    value = answer.value
    assert (value["sources"], value["fetched"], len(value["failed"])) == (8, 3, 5)
    whole = cut(feed(5)).count(b"</item>")
    assert 0 < whole < 5 and value["new"] == 5 + 2 * whole  # of a feed cut in the middle, the entries that came whole
    rows = {row["address"].removeprefix(base): row for row in quietly(home, "sources", "list").value}
    for path, (_, told) in {**BAD, nowhere: (3, "拒绝连接")}.items():
        assert rows[path]["health"] == "failing" and rows[path]["errors"] == 1 and told in rows[path]["why"]
        assert rows[path]["items"] == 0
    assert rows["/good"]["health"] == "well" and rows["/good"]["items"] == 5
    assert quietly(home, "verify").value["ok"]


def test_when_every_source_fails_the_exit_is_3(home: Path, nowhere: str, tmp_path: Path) -> None:
    quietly(home, "sources", "import", _opml(tmp_path / "a.opml", nowhere), "--internal")
    answer = quietly(home, "collect", "--once")
    assert answer.code == 3 and answer.value["failed"][0]["source"] == 1 and "全部采集失败" in answer.err


def _peak_mb(folder: Path, *words: object) -> tuple[float, Answer]:
    """The peak memory of a command in MB, and its answer."""
    out, err = folder / "out.txt", folder / "err.txt"
    with out.open("wb") as to_out, err.open("wb") as to_err:
        child = subprocess.Popen(
            [sys.executable, "-m", "opinion_desk", *(str(word) for word in words)],
            cwd=folder, env=environment(), stdin=subprocess.DEVNULL, stdout=to_out, stderr=to_err,
        )  # fmt: skip
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    per_mb = 1e6 if sys.platform == "darwin" else 1e3
    return used.ru_maxrss / per_mb, Answer(child.returncode, out.read_text("utf-8"), err.read_text("utf-8"))


@posix
def test_a_gigabyte_of_zeros_in_a_megabyte_takes_little_memory(home: Path, base: str, tmp_path: Path) -> None:
    usual, good = _peak_mb(tmp_path, "sources", "test", f"{base}/good", "--internal", "--home", home)
    peak, answer = _peak_mb(tmp_path, "sources", "test", f"{base}/zeros", "--internal", "--home", home)
    assert good.code == 0 and answer.code == 3 and answer.is_one_chinese_sentence
    assert peak < usual + 60, f"{peak:.0f} MB, usually {usual:.0f} MB"


# --- files and homes


@pytest.mark.parametrize(
    ("raw", "told"),
    [(b"", "空"), ("<html>欢迎</html>".encode(), "不是订阅源"), (b"\x1f\x8b\x08nonsense", "不是订阅源")],
)
def test_a_document_that_is_no_feed_is_told(home: Path, tmp_path: Path, raw: bytes, told: str) -> None:
    file = tmp_path / "document"
    file.write_bytes(raw)
    answer = quietly(home, "parse", file)
    assert answer.code == 1 and answer.value["entries"] == []
    assert told in answer.err + "".join(answer.value["problems"])


ANY_COMMAND: list[tuple[Any, ...]] = [
    ("sources", "list"),
    ("verify",),
    ("tick",),
    ("incident", "open", "--title", "甲"),
    ("search", "甲"),
]


def _refused_untouched(home: Path, file: Path, told: str) -> None:
    before = file.read_bytes()
    for words in ANY_COMMAND:
        answer = quietly(home, *words)
        assert answer.code == 1 and answer.is_one_chinese_sentence and told in answer.err, (words, answer)
    assert file.read_bytes() == before
    assert not [path for path in home.iterdir() if path.name.startswith(file.name) and path != file]


@pytest.mark.parametrize("raw", ["这不是数据库\n" * 200, "x", "SQLite format 3\x00" + "x" * 200])
def test_a_database_that_is_text_is_refused_and_left_as_it_is(home: Path, raw: str) -> None:
    home.mkdir()
    file = home / "desk.sqlite3"
    file.write_text(raw, encoding="utf-8")
    _refused_untouched(home, file, "desk.sqlite3")


def test_a_newer_database_is_refused_and_left_as_it_is(home: Path) -> None:
    assert quietly(home, "incident", "open", "--title", "甲").code == 0
    connection = sqlite3.connect(home / "desk.sqlite3")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute(f"PRAGMA user_version = {version + 1}")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    _refused_untouched(home, home / "desk.sqlite3", "更新版本")


def test_another_programs_database_is_refused(home: Path) -> None:
    home.mkdir()
    connection = sqlite3.connect(home / "desk.sqlite3")
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    _refused_untouched(home, home / "desk.sqlite3", "不是本程序的数据库")


@pytest.mark.parametrize("raw", ["{", "[]", '{"zone": "Mars/Olympus"}', '{"posts": 5}', '{"webhook": 7}'])
def test_broken_settings_are_refused_and_left_as_they_are(home: Path, raw: str) -> None:
    home.mkdir()
    file = home / "settings.json"
    file.write_text(raw, encoding="utf-8")
    answer = quietly(home, "sources", "list")
    assert answer.code == 1 and answer.is_one_chinese_sentence
    assert file.read_text(encoding="utf-8") == raw and [path.name for path in home.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("place", [".", "opinion_desk", "opinion_desk/new", ".venv"])
def test_a_home_among_the_programs_own_folders_is_refused(place: str) -> None:
    before = sorted(path.name for path in (ROOT / place).iterdir()) if (ROOT / place).is_dir() else None
    answer = quietly(ROOT / place, "sources", "list")
    assert answer.code == 1 and answer.is_one_chinese_sentence
    assert (sorted(path.name for path in (ROOT / place).iterdir()) if (ROOT / place).is_dir() else None) == before


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    answer = quietly(tmp_path / "file", "sources", "list")
    assert answer.code == 3 and answer.is_one_chinese_sentence


def test_the_demo_wants_an_empty_home_and_a_folder(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    (home / "letter.txt").write_text("留着")
    assert quietly(home, "demo").is_one_chinese_sentence
    assert quietly(tmp_path / "new", "demo", "--out", home / "letter.txt").code == 1
    assert [path.name for path in home.iterdir()] == ["letter.txt"] and not (tmp_path / "new").exists()


# --- the disk


def _small_files(most: int) -> Any:
    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return limit


@posix
def test_a_full_disk_is_told_and_what_was_stored_stays_whole(home: Path, tmp_path: Path) -> None:
    small, large = _lines(tmp_path / "small.jsonl", 20), _lines(tmp_path / "large.jsonl", 200)
    out = tmp_path / "tags.jsonl"
    out.write_text("从前的结果\n", encoding="utf-8")
    assert quietly(home, "import", small).value["new"] == 20
    limit = (home / "desk.sqlite3").stat().st_size + 100_000
    full, tagged, after = in_one_process(
        tmp_path,
        ("import", large, "--home", home, "--json"),
        ("tag", _lines(tmp_path / "largest.jsonl", 700), "--out", out, "--home", home, "--json"),
        ("search", "路灯", "--home", home, "--json"),
        prepare=_small_files(limit),
    )
    assert full.code == 3 and full.is_one_chinese_sentence
    assert tagged.code == 3 and tagged.is_one_chinese_sentence and "磁盘已满" in tagged.err
    assert out.read_text(encoding="utf-8") == "从前的结果\n"
    assert after.code == 0 and after.value
    assert quietly(home, "verify").value == {"ok": True, "findings": []}
    again = quietly(home, "import", large).value
    assert again["new"] + again["known"] == 200 and again["new"] > 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "home",
        "large.jsonl",
        "largest.jsonl",
        "small.jsonl",
        "tags.jsonl",
    ]


def _without_the_rights_of_root() -> None:
    """Take from the child the right to write where modes forbid it (Linux; anybody but root has not got it)."""
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).prctl(24, 1, 0, 0, 0) != 0:
        os._exit(99)


@posix
@pytest.mark.skipif(
    sys.platform != "linux" and os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(home: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    items = _lines(tmp_path / "items.jsonl", 2)
    quietly(home, "tick")
    closed.chmod(0o555)
    try:
        *refused, unusable = in_one_process(
            tmp_path,
            ("brief", "daily", "--out", "closed/a.pdf", "--home", home, "--json"),
            ("tag", items, "--out", "closed/a.jsonl", "--home", home, "--json"),
            ("sources", "export", "closed/a.opml", "--home", home, "--json"),
            ("demo", "--out", "closed", "--home", tmp_path / "demo", "--json"),
            ("demo", "--out", "closed/deeper", "--home", tmp_path / "demo", "--json"),
            ("sources", "list", "--home", "closed/home", "--json"),
            prepare=_without_the_rights_of_root,
        )
    finally:
        closed.chmod(0o755)
    for answer in refused:
        assert answer.code == 1 and answer.is_one_chinese_sentence, answer
    assert unusable.code == 3 and unusable.is_one_chinese_sentence
    assert list(closed.iterdir()) == [] and not (tmp_path / "demo").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_and_a_reader_that_left_are_no_bugs(home: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "opinion_desk", "sources", "list", "--home", str(home)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, env=environment(), cwd=tmp_path, check=False)
    assert done.returncode == 3 and "磁盘已满" in done.stderr.decode()
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(words, stdout=gone, stderr=subprocess.PIPE, env=environment(), cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


# --- another process


@posix
def test_a_second_collector_is_refused_and_the_first_ends_cleanly_when_told(home: Path, tmp_path: Path) -> None:
    desk = compose(home)
    now = desk.clock.now()
    desk.store.write_now(lambda tx: lease.acquire(tx, LEASE, "another", now, now + timedelta(minutes=5)))
    second = process(tmp_path, "collect", "--serve", "--home", home, "--json")
    assert second.code == 3 and "另一个进程正在采集" in second.err and not second.out
    assert quietly(home, "sources", "list").code == 0  # commands work beside it
    desk.store.write_now(lambda tx: lease.release(tx, LEASE, "another"))
    with subprocess.Popen(
        [sys.executable, "-m", "opinion_desk", "collect", "--serve", "--home", str(home), "--json"],
        cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as first:  # fmt: skip
        assert first.stderr is not None and "持续采集中" in first.stderr.readline().decode()
        first.send_signal(signal.SIGTERM)
        out, err = first.communicate(timeout=60)
    assert first.returncode == 0 and err == b"" and json.loads(out).keys() == {"ended"}
    later = desk.clock.now()
    assert desk.store.write_now(lambda tx: lease.acquire(tx, LEASE, "third", later, later + timedelta(seconds=5))).value
    desk.close()
