"""`python -m opinion_desk COMMAND …`: the desk without a window."""

from __future__ import annotations

import sys

from .cli.app import main
from .cli.saying import Opener, speak_utf8
from .compose import compose
from .demo.run import playing

if __name__ == "__main__":
    speak_utf8()
    sys.exit(main(sys.argv[1:], Opener(compose, playing)))
