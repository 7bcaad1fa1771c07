"""Whether the registry has room beside what is open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.reception.panel import ReceptionPanel
from ui.theme import LOOK, SPACE


def stands_alone(panel: QWidget | None, registry: QWidget) -> bool:
    """A reception that has no room beside the registry stands alone (150 % on 1366 × 768); the search of the header
    is still there."""
    if not isinstance(panel, ReceptionPanel):
        return False
    needed = registry.minimumWidth() + panel.minimumSizeHint().width() + 3 * LOOK.px(SPACE[3])
    return registry.window().width() < needed
