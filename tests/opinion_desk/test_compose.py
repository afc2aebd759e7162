"""The composition: everything is known here, and nothing slow is loaded before it is asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.compose import compose, outside
from opinion_desk.demo.server import LoopbackServer
from opinion_desk.domain.channels import ChannelKind, ChannelSetup, Recipient, Secret
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.inbox import InboxQuery
from opinion_desk.domain.outbox import Message
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.unit import Unit
from opinion_desk.services.reader_in_force import MadeFrom
from opinion_desk.settings import Settings, save_settings

SLOW = ("models", "sklearn", "scipy", "pandas", "numpy", "httpx", "docx", "typst", "openpyxl", "feedparser", "jieba")


def loaded_by(root: Path, script: str, *args: str) -> set[str]:
    """The slow packages that a fresh interpreter has loaded after this script."""
    program = f"import sys, json\n{script}\nprint(json.dumps(sorted(n for n in sys.modules if '.' not in n)))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *args], cwd=root, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1])) & set(SLOW)


def test_composing_a_desk_and_looking_at_its_lists_loads_nothing_slow(root: Path, tmp_path: Path) -> None:
    script = """
from opinion_desk.compose import compose
from opinion_desk.domain.inbox import InboxQuery
desk = compose(sys.argv[1])
assert desk.items.page(InboxQuery()).rows == () and desk.sources.list() == () and desk.incidents.list() == ()
assert desk.tick().fired == () and desk.changes() is None and desk.sources.collect_now().sources == 0
desk.close()
"""
    assert loaded_by(root, script, str(tmp_path / "home")) == set()


def test_parsing_a_document_loads_no_models_and_makes_no_database(root: Path, tmp_path: Path) -> None:
    script = """
from opinion_desk.compose import compose
desk = compose(sys.argv[1])
parsed = desk.texts.parse(b'<rss version="2.0"><channel><title>t</title><item><title>a</title></item></channel></rss>')
assert parsed.title == "t" and len(parsed.entries) == 1
desk.close()
"""
    assert not loaded_by(root, script, str(tmp_path / "home")) & {"models", "sklearn", "scipy", "pandas", "jieba"}
    assert list(tmp_path.rglob("*.sqlite3*")) == []


@pytest.mark.long
def test_reading_a_text_loads_no_training_library(root: Path, tmp_path: Path) -> None:
    script = """
from opinion_desk.compose import compose
from opinion_desk.domain.reading import TextToRead
(verdict,) = compose(sys.argv[1]).texts.reader("云川市").read([TextToRead("1", "云川大桥支架坍塌")])
assert verdict.model
"""
    assert not loaded_by(root, script, str(tmp_path / "home")) & {"sklearn", "scipy", "pandas"}


def test_a_desk_lives_in_the_folder_it_is_given_with_the_settings_kept_there(tmp_path: Path) -> None:
    save_settings(tmp_path / "home", Settings(jurisdiction="云川市", zone="Asia/Urumqi"))
    desk = compose(tmp_path / "home")
    assert desk.home.folder == tmp_path / "home" and desk.settings.jurisdiction == "云川市"
    assert str(desk.zone) == "Asia/Urumqi" and desk.items.count(InboxQuery()) == 0
    assert desk.home.database.exists()
    desk.close()


def test_a_home_among_the_programs_own_folders_is_refused(root: Path) -> None:
    with pytest.raises(Refused) as why:
        compose(root / "opinion_desk" / "home")
    assert why.value.id == "home_in_checkout" and not (root / "opinion_desk" / "home").exists()


@pytest.fixture
def beyond(clock: Any) -> Any:
    """The parts beyond a desk, as a running one has them."""
    return outside(clock, Settings().civil)


def test_there_is_a_robot_only_where_the_settings_name_one(beyond: Any) -> None:
    assert beyond.senders(Settings()) == {}
    assert set(beyond.senders(Settings(webhook="https://robot.example/hook"))) == {"webhook"}


def test_each_kind_of_channel_has_its_sender_which_really_sends(beyond: Any, tmp_path: Path) -> None:
    robots = [kind for kind in ChannelKind if kind is not ChannelKind.MAIL]
    with LoopbackServer() as server:
        given = {Secret.ADDRESS: f"{server.base_url}/hook", Secret.SIGN: "SEC1"}
        for kind in robots:
            sender = beyond.channel(ChannelSetup("c", "群", kind, internal=True), given)
            sender.send(Message("k", "c", "值班员", "s", "文", datetime(2026, 11, 20, tzinfo=UTC)))
        signed = ["sign" in message.path or "sign" in message.content for message in server.messages]
        assert signed == [kind in (ChannelKind.DINGTALK, ChannelKind.FEISHU) for kind in robots]
    mail = ChannelSetup("m", "信箱", ChannelKind.MAIL, recipients=(Recipient("领导", "a@b.cn"),))
    delivery = beyond.channel(mail, {}).send(Message("k", "m", "值班员", "s", "文", datetime(2026, 11, 20, tzinfo=UTC)))
    assert not delivery.sent and "收件信箱" in (delivery.why or "")


def test_a_desk_sends_through_what_was_set_up_and_loads_what_sends_only_then(root: Path, tmp_path: Path) -> None:
    script = """
from opinion_desk.compose import compose
from opinion_desk.domain.channels import ChannelKind, ChannelSetup, Secret
desk = compose(sys.argv[1])
desk.channels.add(ChannelSetup("", "群", ChannelKind.WECOM), {Secret.ADDRESS: "https://robot.example/hook"})
assert len(desk.channels.list()) == 1 and desk.tick().sent == 0
assert "smtplib" not in sys.modules
desk.close()
"""
    assert loaded_by(root, script, str(tmp_path / "home")) == set()


def test_relative_times_of_an_export_count_from_the_desks_clock(beyond: Any, tmp_path: Path) -> None:
    path = tmp_path / "热线.csv"
    path.write_text("标题,内容,发布时间\n路灯不亮,东湖区,昨天 08:30\n", encoding="utf-8")
    read = beyond.tables().read_export(path)
    (entry,), skipped = read.entries, read.skipped
    assert entry.published == datetime(2026, 11, 19, 0, 30, tzinfo=UTC) and skipped == ()


def test_lists_of_feeds_survive_the_way_out_and_in(beyond: Any) -> None:
    subscriptions = beyond.subscriptions()
    feeds = [("云川日报", "https://example.cn/feed.xml", ""), ("A & B", "https://example.cn/?a=1&b=2", "")]
    assert [feed[:2] for feed in subscriptions.read(subscriptions.write(feeds, "来源"))] == [f[:2] for f in feeds]


@pytest.mark.long
def test_the_registry_gives_names_to_the_reader_and_the_catalogue_of_the_jurisdiction(beyond: Any) -> None:
    settings = Settings(jurisdiction="云川市")
    units = (Unit(1, "云川市教育体育局", "education"),)
    catalogue = beyond.catalogue(settings, units)
    assert catalogue.unit_name("education") == "云川市教育体育局"
    assert "housing_construction" in dict(catalogue.functions()) and "教育" in "".join(catalogue.topics())
    (verdict,) = beyond.reader(MadeFrom("云川市", own_units=units)).read(
        [TextToRead("1", "云川市中小学教师资格认定、学校招生咨询")]
    )
    assert "云川市教育体育局" in [choice.unit for choice in (verdict.lead, *verdict.others)]
