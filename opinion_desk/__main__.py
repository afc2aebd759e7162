"""`python -m opinion_desk COMMAND …`: the desk without a window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from .cli.app import main
from .cli.saying import Opener, speak_utf8
from .compose import compose
from .services.desk import Desk


def playing(home: Path, out: Path | None, tell: Callable[[str], None]) -> AbstractContextManager[tuple[Desk, Any]]:
    """The demo, loaded when it is asked for: no other command needs its server and its texts."""
    from .demo.run import playing as play

    return play(home, out, tell)


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main(sys.argv[1:], Opener(compose, playing)))
