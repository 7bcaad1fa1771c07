"""The sheet that keeps the recovery key on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.i18n import current_language

if TYPE_CHECKING:
    from app.accounts.entrance import Founded


def recovery_sheet(founded: Founded) -> bytes:
    """A PDF of one page with the recovery key, for the safe. It is made in memory and kept nowhere."""
    from reports.pdf.recovery import RecoverySheet, render_recovery_sheet

    workspace = founded.workspace
    return render_recovery_sheet(
        RecoverySheet(workspace.agency.name, founded.recovery_key, workspace.clock.today(), current_language())
    )
