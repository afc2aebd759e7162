"""`python -m opinion_desk COMMAND …`: the desk without a window."""

from __future__ import annotations

import sys

from .cli.app import main
from .compose import compose

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], compose))
