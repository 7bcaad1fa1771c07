"""While the server is away: says so once, tries again quietly, and brings the drafts of this PC back when it answers."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.errors import WaslError
from resources.i18n import trn
from ui.context import Desk

_AGAIN_MS = 10_000


class DraftsAway(QObject):
    """Belongs to the desk; tries once at the start, for what an earlier day left behind."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self.try_again)
        if desk.workspace.database.is_server:
            self.try_again()

    def begin(self) -> None:
        """A draft went to this PC."""
        self._timer.start()

    def try_again(self) -> None:
        """Asks the base to take them; until it does they stay where they are."""
        from app.accounts.drafts import bring_back_drafts

        self.desk.jobs.write(bring_back_drafts, self.desk.workspace, done=self._back, failed=self._still_away)

    def _back(self, count: int) -> None:
        self._timer.stop()
        if count:
            self.desk.say.done(
                trn(
                    "Le serveur est revenu : {n} brouillon de ce poste y est enregistré.",
                    "Le serveur est revenu : {n} brouillons de ce poste y sont enregistrés.",
                    count,
                )
            )

    def _still_away(self, _: WaslError) -> None:
        self._timer.start()
