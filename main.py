"""The composition root of the window: the Desk, the looks, the window, until it is closed."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence

from opinion_desk.compose import compose
from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.messages import sentence


def main(arguments: Sequence[str]) -> int:
    """Open the window on a home and stay until it is closed; the exit code of the contract."""
    parser = argparse.ArgumentParser(prog="desk", description="舆情工作台")
    parser.add_argument("--home", help="数据目录（默认为系统的用户数据目录）")
    parser.add_argument("--quit-when-shown", action="store_true", help="窗口显示后立即退出，用于测量启动时间")
    options = parser.parse_args(arguments)
    if sys.platform == "linux" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        print(sentence("no_display"), file=sys.stderr)  # noqa: T201  # the answer of a program without a window
        return 3
    try:
        return _show(options.home, quit_when_shown=options.quit_when_shown)
    except DeskError as error:
        print(error.sentence, file=sys.stderr)  # noqa: T201  # the same
        return error.exit_code


def _show(home: str | None, *, quit_when_shown: bool) -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ui.fonts import wear_fonts
    from ui.frame.one_window import OneWindow
    from ui.frame.window import Window
    from ui.language import speak_chinese
    from ui.seat import Seat
    from ui.theme import THEME, Mode

    application = QApplication(sys.argv[:1])
    application.setApplicationName("opinion-desk")
    application.setApplicationDisplayName("舆情工作台")
    desk = compose(home, lessons_apart=True)
    desk.home.make()
    one = OneWindow(desk.home.folder)
    if not one.claim():
        return 0
    try:
        wear_fonts(application)
        speak_chinese(application)
        THEME.wear(Mode(desk.settings.theme.value))
        THEME.follow_system()
        window = Window(Seat(desk), collect=not quit_when_shown)
        application.setQuitOnLastWindowClosed(False)  # a window in the tray is none, and the clocks go on
        window.left.connect(application.quit)
        for ending in (signal.SIGINT, signal.SIGTERM):
            # heard at the next beat of the pulse; the collecting process ends with the window
            signal.signal(ending, lambda *_: window.quit())
        one.called.connect(window.come_forward)
        if quit_when_shown:
            window.painted.connect(lambda: (print("shown", flush=True), QTimer.singleShot(0, window.close)))  # noqa: T201  # bench.startup waits for it
        window.show()
        window.begin()
        return application.exec()
    finally:
        one.release()
        desk.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
