"""The desk's settings, frozen and validated, and the folder in which everything of the user's lies."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import platformdirs

from .domain.errors import Refused, Unavailable
from .domain.rsshub import OFFICIAL, is_instance
from .domain.system_words import why_of
from .whole_files import write_whole

CHECKOUT: Final = Path(__file__).resolve().parent.parent
SETTINGS_FILE: Final = "settings.json"
SECRETS: Final = ("webhook",)  # fields that are keys: they stay on this machine, in no backup
_LONGEST: Final = 60
_LEAST_SHARE, _MOST_SHARE = 0.05, 0.95


class Theme(StrEnum):
    """Light or dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Post:
    """A post on the escalation ladder (never a person) and the telephone of its desk."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What this desk was told about itself. Raises Refused with a sentence when a value cannot be used."""

    jurisdiction: str | None = None  # 本地: any division's name, or one the list does not have
    own_places: tuple[str, ...] = ()  # places of the jurisdiction that the list of divisions does not have
    zone: str = "Asia/Shanghai"  # civil time of this desk
    issuer: str = ""  # 印发单位, as it stands under a briefing
    code: str = ""  # short code of the office in paper numbers, such as 云宣舆
    person: str = ""  # who is at the desk, as written into 经过
    administrator: str = ""  # post that covers what the rota leaves open
    posts: tuple[Post, ...] = ()
    report_to: tuple[str, ...] = ()  # 报: to whom a briefing goes up
    send_to: tuple[str, ...] = ()  # 送: to whom it goes beside
    theme: Theme = Theme.SYSTEM
    sound: bool = True  # the window sounds when a clock is missed or the ladder calls
    webhook: str | None = None  # robot address for escalations
    internal_webhook: bool = False  # the robot stands on an address that is not public
    rsshub: tuple[str, ...] = (OFFICIAL,)  # instances of RSSHub, tried in turn
    review_share: float | None = (
        None  # share of the items that the desk can look at itself; None: the packaged threshold
    )

    def __post_init__(self) -> None:
        texts = [(field, getattr(self, field)) for field in ("issuer", "code", "person", "administrator")]
        texts += [("jurisdiction", self.jurisdiction or "")]
        texts += [(field, text) for field in ("own_places", "report_to", "send_to") for text in getattr(self, field)]
        texts += [("posts", text) for post in self.posts for text in (post.name, post.phone)]
        for field, text in texts:
            _check_text(field, text)
        if self.jurisdiction is not None and not self.jurisdiction.strip():
            raise Refused("setting_empty", field=_NAMES["jurisdiction"])
        if not all(is_instance(address) for address in self.rsshub):
            raise Refused("setting_rsshub")
        if self.review_share is not None and not _LEAST_SHARE <= self.review_share <= _MOST_SHARE:
            raise Refused("setting_share", field=_NAMES["review_share"])
        _check_zone(self.zone)
        if self.webhook is not None:
            _check_webhook(self.webhook, self.internal_webhook)

    @property
    def civil(self) -> ZoneInfo:
        """The zone of shifts, days and papers."""
        return ZoneInfo(self.zone)


_NAMES: Final = {
    "jurisdiction": "本地",
    "own_places": "地名",
    "zone": "时区",
    "issuer": "印发单位",
    "code": "发文代字",
    "person": "值守人",
    "administrator": "管理员",
    "posts": "岗位",
    "report_to": "报送对象",
    "send_to": "抄送对象",
    "theme": "外观",
    "sound": "时限声音",
    "webhook": "提醒机器人地址",
    "internal_webhook": "内网机器人",
    "rsshub": "RSSHub 实例",
    "review_share": "请人看一眼的比例",
}


def _check_text(field: str, text: str) -> None:
    if len(text) > _LONGEST or not text.isprintable():
        raise Refused("setting_text", field=_NAMES[field], limit=_LONGEST)


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # KeyError: ZoneInfoNotFoundError
        raise Refused("setting_zone", zone=name[:_LONGEST]) from None


def _check_webhook(address: str, internal: bool) -> None:
    try:
        parts = urlsplit(address)
    except ValueError:
        raise Refused("setting_webhook") from None
    if not parts.hostname or parts.scheme not in ({"http", "https"} if internal else {"https"}):
        raise Refused("setting_webhook")


# --- reading and writing


def load_settings(home: Path) -> Settings:
    """The settings kept in that folder, the defaults where there are none; Refused, the file kept, when it cannot be understood."""
    path = home / SETTINGS_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError:
        raise Refused("settings_broken", path=path, why="不是 UTF-8 文本") from None
    except OSError as error:
        raise Unavailable("file_unreadable", path=path, why=why_of(error)) from None
    try:
        row = json.loads(text)
    except ValueError as error:
        raise Refused("settings_broken", path=path, why=f"不是 JSON（{error}）") from None
    if not isinstance(row, dict):
        raise Refused("settings_broken", path=path, why="不是一组设置")
    return settings_from_json(row, path)


def settings_from_json(row: Mapping[str, Any], path: Path) -> Settings:
    """The settings that `save_settings` wrote; names it does not know, from a newer desk, are passed over."""
    values: dict[str, Any] = {}
    for field in fields(Settings):
        if field.name in row:
            try:
                values[field.name] = _READERS[field.name](row[field.name])
            except (TypeError, ValueError, KeyError):
                raise Refused(
                    "settings_broken", path=path, why=f"“{_NAMES[field.name]}”（{field.name}）写得不对"
                ) from None
    return Settings(**values)


def save_settings(home: Path, settings: Settings) -> None:
    """Write the settings whole or not at all, readable by their owner alone: a robot's address is a key. Unavailable when the disk will not."""
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=2) + "\n"
    path = home / SETTINGS_FILE
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable("file_unwritable", path=path, why=why_of(error)) from None
    write_whole(path, text.encode(), private=True)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(entry) for entry in value)


def _optional_text(value: Any) -> str | None:
    return None if value is None else _text(value)


def _posts(value: Any) -> tuple[Post, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(Post(_text(row["name"]), _text(row.get("phone", ""))) for row in value)


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _optional_share(value: Any) -> float | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise TypeError
    return None if value is None else float(value)


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "jurisdiction": _optional_text,
    "own_places": _texts,
    "zone": _text,
    "issuer": _text,
    "code": _text,
    "person": _text,
    "administrator": _text,
    "posts": _posts,
    "report_to": _texts,
    "send_to": _texts,
    "theme": Theme,
    "sound": _truth,
    "webhook": _optional_text,
    "internal_webhook": _truth,
    "rsshub": _texts,
    "review_share": _optional_share,
}


# --- the folder


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder and what lies where in it."""

    folder: Path

    @property
    def database(self) -> Path:
        """The desk's database."""
        return self.folder / "desk.sqlite3"

    @property
    def logs(self) -> Path:
        """Folder of logs."""
        return self.folder / "logs"

    @property
    def evidence(self) -> Path:
        """Folder of evidence (存证), named by digest."""
        return self.folder / "evidence"

    @property
    def criteria(self) -> Path:
        """The desk's own criteria of the four levels (分级标准), where it has any; the format is that of data/severity.json."""
        return self.folder / "severity.json"

    @property
    def staff(self) -> Path:
        """Who works at this desk and in which roles, where the office keeps such a list."""
        return self.folder / "staff.json"

    @property
    def policies(self) -> Path:
        """The desk's own clock policies and ladders, where it has any; the format is that of data/policies.json."""
        return self.folder / "policies.json"

    @property
    def models(self) -> Path:
        """Folder of what was learned at this desk."""
        return self.folder / "models"

    def make(self) -> Home:
        """Make the folders that are missing, readable by their owner alone; Unavailable when the disk will not."""
        for folder in (self.folder, self.logs, self.evidence, self.models):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise Unavailable("home_unusable", path=folder, why=why_of(error)) from None
        return self


_OWN: Final = (".git", ".venv", "bench", "data", "docs", "models", "opinion_desk", "tests", "ui")


def home_folder(chosen: str | None = None) -> Path:
    """The data folder: the one chosen (relative to the caller's folder), else the platform's.

    Refused when it holds the program or is one of its own folders; a new folder below the checkout is the person's choice.
    """
    if chosen is None:
        return platformdirs.user_data_path("OpinionDesk", appauthor=False)
    folder = Path(chosen).expanduser().absolute()
    place = folder.resolve()
    own = [CHECKOUT / name for name in _OWN]
    if CHECKOUT.is_relative_to(place) or any(place.is_relative_to(one) for one in own):
        raise Refused("home_in_checkout", path=folder)
    return folder
