"""What was changed in a dossier and not kept yet: a draft like any other, so that a crash or another dossier loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from PySide6.QtCore import QObject, QTimer

from ui.context import Desk

KIND = "dossier"
_SAVE_AFTER_MS = 400


class EditDraft(QObject):
    """Keeps `edited()` while one types, gives it back to `take_up` once, and goes when the dossier was saved."""

    def __init__(
        self, desk: Desk, person_id: UUID, parent: QObject, edited: Callable[[], tuple[dict[str, str], dict[str, str]]]
    ) -> None:
        super().__init__(parent)
        self.desk, self.person_id, self._edited = desk, person_id, edited
        self.id = uuid5(desk.workspace.user.id, str(person_id))
        self._has_one = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER_MS)
        self._timer.timeout.connect(self.settle)

    def typed(self) -> None:
        """A key was pressed."""
        self._timer.start()

    def settle(self) -> None:
        """Keeps what differs now; nothing differing, the draft goes."""
        from app.accounts.drafts import save_draft

        self._timer.stop()
        mine, seen = self._edited()
        if not mine:
            self.drop()
            return
        self._has_one = True
        body: dict[str, object] = {"person_id": str(self.person_id), "mine": mine, "seen": seen}
        self.desk.jobs.write(save_draft, self.desk.workspace, self.id, KIND, KIND, body)

    def drop(self) -> None:
        """The dossier holds it all."""
        from app.accounts.drafts import drop_draft

        self._timer.stop()
        if self._has_one:
            self._has_one = False
            self.desk.jobs.write(drop_draft, self.desk.workspace, self.id)

    def load(self, take_up: Callable[[dict[str, str], dict[str, str]], None]) -> None:
        """Looks for a draft and hands over what was typed and what the form had shown."""
        from app.accounts.drafts import list_drafts

        def came(drafts: list[Any]) -> None:
            draft = next((one for one in drafts if one.id == self.id), None)
            if draft is not None:
                self._has_one = True
                take_up(dict(draft.body.get("mine", {})), dict(draft.body.get("seen", {})))

        # In the queue of writes: what was typed a moment ago may still be on its way to the base.
        self.desk.jobs.write(list_drafts, self.desk.workspace, KIND, done=came)
