"""The commands of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.cli import Rooms


def declare(rooms: Rooms) -> None:
    """Declares the commands of this room."""
