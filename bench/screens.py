"""Pictures of every page, light and dark, at both sizes, offscreen, with the demo's data: to be looked at, and for the manual.

`python -m bench.screens --out DIR [--home DIR] [--quick] [--docs docs/screenshots]` fills a temporary home with the demo (or opens the
given one) and writes PAGE-THEME-WIDTH.png; with --docs the pictures of the docs, too. The figures are how long opening a page takes, from the wish to its first picture: the first time, when it is
made, and every time after that.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from opinion_desk.clock import SystemClock
from opinion_desk.compose import compose
from opinion_desk.demo.run import prepare
from opinion_desk.services.desk import Desk
from ui.fonts import wear_fonts
from ui.frame.page import Page
from ui.frame.window import Window
from ui.inbox.entering.sheet import EnterSheet
from ui.parts.sheet import Sheet
from ui.seat import Seat
from ui.theme import THEME, Mode
from ui.units.examples import EXAMPLES

from .lessons import CHARGING, LESSONS, Answers
from .line import print_line
from .pictures import write_docs
from .shots import settle, shots
from .sources_arranged import arrange

SIZES: Final = ((1440, 900), (1280, 720))
MODES: Final = (Mode.LIGHT, Mode.DARK)
MIDNIGHT: Final = timedelta(hours=24, minutes=4)  # the day has been played; the conference is still owed
_AGAIN: Final = 3


@dataclass(frozen=True, slots=True)
class Openings:
    """How long pages took to open, in ms: made for the first time, and brought forward again."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)


class StandingClock:
    """Shortly after the demo's day: pictures are the same whenever they are taken."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant

    def now(self) -> datetime:
        """That moment."""
        return self._instant


def _close_sheets(window: Window) -> None:
    for sheet in window.findChildren(Sheet):
        if isinstance(sheet, EnterSheet):
            sheet.leave()  # it would ask whether what is written may go
        elif sheet.isVisible():
            sheet.close_sheet()


def _teach(desk: Desk) -> None:
    """A topic of the desk's own and a lesson, so that there is something to see; for a home made for the pictures alone."""
    by = desk.settings.person or "夜班值班员"
    desk.topics.add(CHARGING, words=(("飞线充电", 3.0), ("充电桩", 1.0)), by=by)
    answers: tuple[Answers, ...] = (
        {"kind": "D2"},
        {"attitude": "negative", "kind": "D3"},
        {"topics": ("教育", "网络与宣传")},
    )
    examples = [(text, answer) for (_, text), answer in zip(EXAMPLES, answers, strict=True)]
    for text, answer in (*LESSONS, *examples):
        title, _, body = text.partition("\n")
        desk.learning.teach(title, body, by=by, **answer)
    desk.learning.learn(by)


@contextmanager
def demo_desk(home: str | None) -> Iterator[Desk]:
    """The given home as it stands, or the demo just after its day."""
    with tempfile.TemporaryDirectory(prefix="desk-screens-") as folder:
        if home is None:
            # A day ahead of the system's: then nothing of the day after has been played yet.
            day: date = SystemClock().now().date() + timedelta(days=1)
            prepare(Path(folder) / "home", day)
            desk = compose(Path(folder) / "home")
            instant = datetime(day.year, day.month, day.day, tzinfo=desk.zone) + MIDNIGHT
            desk.close()
            desk = compose(Path(folder) / "home", StandingClock(instant))
            _teach(desk)
            arrange(desk)
        else:
            desk = compose(home)
        try:
            yield desk
        finally:
            desk.close()


def take(desk: Desk, out: Path, sizes: tuple[tuple[int, int], ...], modes: tuple[Mode, ...]) -> Openings:
    """Take every picture; how long pages took to open."""
    took = Openings()
    for mode in modes:
        THEME.wear(mode)
        for width, height in sizes:
            window = Window(Seat(desk), collect=False)
            window.resize(width, height)
            window.show()
            window.begin()
            settle(window)
            window.notices.bar.hide()  # an old notice of the demo would stand in every picture
            for shot in shots():
                fresh = shot.page not in window.pages
                page, length = _open(window, shot.page)
                (took.first if fresh else took.again).append(length)
                settle(window)
                shot.prepare(window, page)
                settle(window)
                shot.of(window, page).grab().save(str(out / f"{shot.name}-{mode.value}-{width}.png"))
                _close_sheets(window)
                page.ended()
            took.again.extend(_open(window, id)[1] for id in window.pages for _ in range(_AGAIN))
            window.close()
            window.deleteLater()
    return took


def _open(window: Window, id: str) -> tuple[Page, float]:
    """Bring a page to the front; until what it has to show is drawn, in ms."""
    began = time.perf_counter()
    page = window.open_page(id)
    QApplication.processEvents()
    return page, (time.perf_counter() - began) * 1000


def main() -> None:
    """Take the pictures and print the line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", required=True)
    parser.add_argument("--home")
    parser.add_argument("--docs", type=Path, help="where to write the pictures of the docs, too")
    parser.add_argument("--quick", action="store_true", help="one size and theme")
    options = parser.parse_args()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    wear_fonts(application)
    began = time.perf_counter()
    with demo_desk(options.home) as desk:
        took = take(desk, out, SIZES[:1] if options.quick else SIZES, MODES[:1] if options.quick else MODES)
    if options.docs is not None:
        write_docs(out, options.docs)
    print_line(
        "screens",
        {
            "page_open_ms_median": statistics.median(took.again),
            "page_open_ms_max": max(took.again),
            "page_first_open_ms_median": statistics.median(took.first),
            "page_first_open_ms_max": max(took.first),
            "pictures": len(list(out.glob("*.png"))),
        },
        {"whole_s": time.perf_counter() - began},
    )


if __name__ == "__main__":
    main()
