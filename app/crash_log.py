"""Where unforeseen failures are written: a rotating file with tracebacks and nothing personal."""

from __future__ import annotations

import logging
import logging.handlers
import traceback
from pathlib import Path

_SIZE, _KEPT = 1_000_000, 5


def log_path() -> Path:
    """The log file of this user on this PC."""
    from platformdirs import user_log_path

    return user_log_path("Wasl", appauthor=False) / "wasl.log"


def start_logging() -> Path:
    """Sends warnings and worse to the log file. Gives its path."""
    path = log_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(_WithoutValues("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    if not any(isinstance(known, logging.handlers.RotatingFileHandler) for known in root.handlers):
        root.addHandler(handler)
    return path


class _WithoutValues(logging.Formatter):
    """A traceback by file, line and kind of error only: its message may hold what somebody typed."""

    def formatException(self, ei: object) -> str:
        kind, _value, frames = ei  # type: ignore[misc]
        return "".join(traceback.format_list(traceback.extract_tb(frames))) + getattr(kind, "__name__", "")  # type: ignore[has-type]
