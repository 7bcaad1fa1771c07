"""A timer that beats in an event loop: the time between two beats tells how long the loop was held up."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer


class Heart(QObject):
    """Beats every `milliseconds` between `start` and `stop`; `gaps` are the milliseconds between two beats.

    `held` are the same without what this thread waited for a processor that others used, where the system tells it (Linux).
    `busy` are those this thread worked: without its waits for Python's lock too.
    """

    def __init__(self, milliseconds: int) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.held: list[float] = []
        self.busy: list[float] = []
        self._last = self._queued = self._worked = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begins, unless it beats already."""
        if not self._timer.isActive():
            self._last, self._queued, self._worked = time.perf_counter(), _queued(), _worked()
            self._timer.start()

    def stop(self) -> None:
        """Ends; a stall under way counts."""
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now, queued, worked = time.perf_counter(), _queued(), _worked()
        self.gaps.append((now - self._last) * 1000)
        self.held.append(max(0.0, self.gaps[-1] - (queued - self._queued)))
        self.busy.append(worked - self._worked)
        self._last, self._queued, self._worked = now, queued, worked


def _worked() -> float:
    """Milliseconds of processor this thread has had so far."""
    return time.thread_time() * 1000


def _queued() -> float:
    """Milliseconds this thread has waited for a processor so far."""
    return int(_QUEUED.read_text().split()[1]) / 1e6 if _QUEUED.exists() else 0.0


_QUEUED = Path("/proc/thread-self/schedstat")
