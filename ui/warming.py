"""While the password is being typed: what the first screens need is imported and made ready, so that no key waits for it."""

from __future__ import annotations

import gc
import importlib
import sys
from typing import TYPE_CHECKING

from ui.referrals.printing import printer_names
from ui.rooms import ROOMS

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_SWITCH_SECONDS = 0.0001
"""A worker lets go of Python's lock this soon when the window wants it. Python's own 5 ms, waited for several times
between two frames, is what one sees as a stutter."""


def warm(window: MainWindow) -> None:
    """Begins, in a worker of the window."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.disable()
    window.jobs.read("warm", _warm)


def _warm() -> None:
    from app.desk.warming import warm_up
    from app.workspace import SystemClock

    steps = warm_up(SystemClock().today())
    next(steps)  # the use cases first: opening the base waits for them
    for room in ROOMS:
        importlib.import_module(f"ui.{room.name}.view")
    for _ in steps:
        pass
    printer_names()
    gc.freeze()
    gc.enable()
