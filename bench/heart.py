"""A timer that beats in an event loop: the time between two beats tells how long the loop was held up."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer


class Heart(QObject):
    """Beats every `milliseconds` between `start` and `stop`; `gaps` are the milliseconds between two beats."""

    def __init__(self, milliseconds: int) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begins, unless it beats already."""
        if not self._timer.isActive():
            self._last = time.perf_counter()
            self._timer.start()

    def stop(self) -> None:
        """Ends; a stall under way counts."""
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now
