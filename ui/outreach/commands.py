"""What this room lets one do from anywhere: nothing yet beyond its tab."""

from __future__ import annotations

from ui.commands import Command

COMMANDS: tuple[Command, ...] = ()
