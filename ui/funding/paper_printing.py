"""Papers for the person: made by a use case in a job, then sent to the printer of this PC or left as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.context import Desk
from ui.referrals.printing import print_paper


def make_and_print(desk: Desk, name: str, make: Callable[..., bytes], *args: Any) -> None:
    """Makes an A4 paper and prints it; `name` says what it is, never whose."""
    desk.jobs.read(f"paper.{name}", make, desk.workspace, *args, done=lambda content: print_paper(desk, content, name))
