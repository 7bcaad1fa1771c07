"""`python -m app`: the command line; without a sub-command it opens the window."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support

from app.cli import main

if __name__ == "__main__":
    freeze_support()  # the bundled program starts its children through itself
    sys.exit(main())
