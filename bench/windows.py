"""Windows opened in a process of its own, for the bench of the start: the program's and a bare one.

Imports nothing that either side would not: it would be measured too.
"""

from __future__ import annotations

import sys
import time

from bench.memory import peak_memory


def main() -> int:
    """`python -m bench.windows program|bare BASE`: opens it, writes when it was painted and what it took, and ends."""
    kind, base = sys.argv[1:]
    return _program(base) if kind == "program" else _bare()


def _program(base: str) -> int:
    # As `python -m app --base …` does it.
    from app.cli import build_parser

    arguments = build_parser().parse_args(["--base", base])
    from ui.application import open_window

    return open_window(arguments.base, painted=_painted)


def _bare() -> int:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

    class Bare(QWidget):
        """A label in a window."""

        def __init__(self) -> None:
            super().__init__()
            self.is_seen = False
            self.resize(1366, 768)
            column = QVBoxLayout(self)
            column.addWidget(QLabel("Bonjour"), alignment=Qt.AlignmentFlag.AlignCenter)

        def paintEvent(self, event: QPaintEvent) -> None:
            """Told after the turn in which the label is painted, as the program does it."""
            super().paintEvent(event)
            if not self.is_seen:
                self.is_seen = True
                QTimer.singleShot(0, self, _painted)

    application = QApplication(sys.argv[:1])
    window = Bare()
    window.show()
    return application.exec()


def _painted() -> None:
    # CLOCK_MONOTONIC is the machine's: whoever started this process reads the same clock.
    print(time.monotonic(), time.process_time(), peak_memory() or "", flush=True)
    from PySide6.QtWidgets import QApplication

    QApplication.quit()


if __name__ == "__main__":
    sys.exit(main())
