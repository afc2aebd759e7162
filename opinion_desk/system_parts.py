"""What the window and the papers need from the system: Qt's libraries and a Chinese font; stdlib only, run before anything is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Final

# Shared libraries that the wheels of Qt link but do not bring (read from the wheels), and the Debian package of each.
QT_LIBRARIES: Final = MappingProxyType(
    {
        "libEGL.so.1": "libegl1",
        "libGL.so.1": "libgl1",
        "libX11-xcb.so.1": "libx11-xcb1",
        "libdbus-1.so.3": "libdbus-1-3",
        "libfontconfig.so.1": "libfontconfig1",
        "libfreetype.so.6": "libfreetype6",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-util.so.1": "libxcb-util1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxkbcommon.so.0": "libxkbcommon0",
    }
)
CHINESE_FONT_PACKAGE: Final = "fonts-noto-cjk"

# File names under which the common Chinese faces are installed.
_CHINESE_FACE: Final = re.compile(
    r"^(noto(sans|serif).*(cjk|sc[-.\[]|hans)|sourcehan|wqy|droidsansfallback|uming|ukai|simsun|simhei|simfang|simkai|msyh|"
    r"pingfang|stheiti|stsong|songti|hiragino ?sans ?gb|fz|hy[a-z]*hei|cesi|lxgw|sarasa|alibaba)",
    re.IGNORECASE,
)
_FONT_SUFFIXES: Final = frozenset({".ttf", ".ttc", ".otf", ".otc"})


def missing_libraries(platform: str = sys.platform) -> tuple[str, ...]:
    """Names of Qt's libraries that the loader does not know; empty off Linux, where the wheels bring all."""
    if not platform.startswith("linux"):
        return ()
    known = _loader_names()
    return () if known is None else tuple(name for name in QT_LIBRARIES if name not in known)


def _loader_names() -> frozenset[str] | None:
    """Library names in the loader's cache; None where there is no ldconfig to ask (musl, some images)."""
    ldconfig = shutil.which("ldconfig") or shutil.which("ldconfig", path="/sbin:/usr/sbin")
    if ldconfig is None:
        return None
    listing = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    return frozenset(line.split(maxsplit=1)[0] for line in listing.splitlines()[1:] if line.strip())


def font_folders(platform: str = sys.platform) -> tuple[Path, ...]:
    """Folders where the platform keeps fonts, those of the user among them."""
    home = Path.home()
    if platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        local = Path(os.environ.get("LOCALAPPDATA", str(home))) / "Microsoft/Windows/Fonts"
        return (windows, local)
    if platform == "darwin":
        return (
            Path("/System/Library/Fonts"),
            Path("/System/Library/AssetsV2"),
            Path("/Library/Fonts"),
            home / "Library/Fonts",
        )
    data_home = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), data_home / "fonts", home / ".fonts")


def chinese_font(folders: Iterable[Path] | None = None) -> Path | None:
    """A font file with Chinese characters, by its name in the known folders, else by what fontconfig says; None when there is none."""
    for folder in font_folders() if folders is None else folders:
        for parent, _, names in os.walk(folder):
            for name in names:
                if _CHINESE_FACE.match(name) and Path(name).suffix.lower() in _FONT_SUFFIXES:
                    return Path(parent, name)
    return _fontconfig_face() if folders is None else None


def _fontconfig_face() -> Path | None:
    fc_list = shutil.which("fc-list")
    if fc_list is None:
        return None
    answer = subprocess.run([fc_list, ":lang=zh-cn", "file"], capture_output=True, text=True, check=False).stdout
    first = answer.strip().splitlines()[:1]
    return Path(first[0].rstrip(": ")) if first else None


def missing_packages() -> tuple[str, ...]:
    """Debian names of what is missing, in a fixed order; empty when the system has its parts."""
    packages = [QT_LIBRARIES[name] for name in missing_libraries()]
    if sys.platform.startswith("linux") and chinese_font() is None:
        packages.append(CHINESE_FONT_PACKAGE)
    return tuple(packages)


def has_apt() -> bool:
    """Whether packages are installed with apt here."""
    return shutil.which("apt-get") is not None


def may_install() -> bool:
    """Whether this process may install packages itself: apt is there, and it is root."""
    return has_apt() and hasattr(os, "geteuid") and os.geteuid() == 0


def install_line(packages: Iterable[str]) -> str:
    """The exact line with which a person installs these packages by apt."""
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def install(packages: Iterable[str]) -> bool:
    """Install by apt without a question; False when apt failed. Its own output goes nowhere: the caller says what to do."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quickly = ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20"]
    command = ["apt-get", "install", *quickly, "-y", "-q", "--no-install-recommends", *packages]
    # The lists of a fresh image are empty, and those of an old one name versions that are gone.
    for step in (["apt-get", "update", *quickly, "-q"], command):
        done = subprocess.run(
            step,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode != 0 and step is command:
            return False
    return True
