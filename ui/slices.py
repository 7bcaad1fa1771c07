"""Long work of the window itself, cut in slices: keys and paints come between two of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def in_slices(owner: QObject, *steps: Callable[[], object]) -> None:
    """Runs each step in a turn of the event loop of its own, in order; the rest is dropped when `owner` goes."""
    if steps:
        QTimer.singleShot(0, owner, lambda: _run(owner, steps))


def _run(owner: QObject, steps: tuple[Callable[[], object], ...]) -> None:
    steps[0]()
    in_slices(owner, *steps[1:])
