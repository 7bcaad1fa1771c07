"""Papers for the person, sent to the printer of this PC or left as a file; and how to say where they went."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.workspace import Workspace
from resources.i18n import tr
from ui.referrals.printing import Printed, print_or_save


def make_and_print(workspace: Workspace, name: str, make: Callable[..., bytes], *args: Any) -> Printed:
    """Makes an A4 paper with a use case and prints it, in the worker of a job; `name` says what it is, never whose."""
    return print_or_save(workspace, make(workspace, *args), name, "a4")


def said_of(printed: Printed, what: str) -> str:
    """Where it went, for the line of messages."""
    if printed.printer:
        return tr("{what} : envoyé à {printer}.", what=what, printer=printed.printer)
    return tr("{what} : enregistré dans {file}.", what=what, file=printed.file)
