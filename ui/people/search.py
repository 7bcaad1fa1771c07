"""The search of a text in two stages: what is written or begun so at once, then, below it, what sounds alike."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from resources.i18n import tr
from ui.context import Desk

CAP = 100
_FIRST, _SECOND = "people", "people.sound"
_WARM_AFTER_MS = 400
_SECOND_AFTER_MS = 120
"""The second stage waits for a rest of the hands: answers to half a name would be dropped, and the keys would feel them."""


class PeopleSearch(QObject):
    """Asks in the workers of the window. `began` brings the first stage's hits, `ended` those of the second that are new."""

    began = Signal(object)
    ended = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.text = ""
        self._shown: set[Any] = set()
        self._held: list[Any] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SECOND_AFTER_MS)
        self._rest.timeout.connect(self._ask_whole)
        # The index is read into memory before anybody types; made first, where an older version has left none.
        QTimer.singleShot(_WARM_AFTER_MS, self, self._warm)

    def ask(self, text: str) -> None:
        """Looks for `text`; answers to what was typed before are dropped. Asked again, nothing is shown before it is whole."""
        from app.people.finding import search_at_once

        self._rest.stop()
        self._held = [] if text == self.text else None
        self.text = text
        self.desk.jobs.read(_FIRST, _told(search_at_once), self.desk.workspace, text, CAP, done=self._first_came)

    def stop(self) -> None:
        """Nothing is typed any more."""
        self.text = ""
        self._rest.stop()

    def is_beginning(self) -> bool:
        """Whether the first stage is under way."""
        return any(job.key == _FIRST for job in self.desk.jobs.running)

    def is_ending(self) -> bool:
        """Whether the second one is, or waits for its turn."""
        return self._rest.isActive() or any(job.key == _SECOND for job in self.desk.jobs.running)

    def _first_came(self, answer: tuple[str, list[Any]]) -> None:
        text, hits = answer
        if text != self.text:
            return
        self._shown = {hit.id for hit in hits}
        self._rest.start()
        if self._held is None:
            self.began.emit(hits)
        else:
            self._held = hits

    def _ask_whole(self) -> None:
        from app.people.finding import search_whole

        asked = self.desk.workspace, self.text, CAP
        self.desk.jobs.read(_SECOND, _told(search_whole), *asked, done=self._second_came)

    def _second_came(self, answer: tuple[str, list[Any]]) -> None:
        text, hits = answer
        if text != self.text:
            return
        if self._held is not None:
            self.began.emit(self._held)
            self._held = None
        self.ended.emit([hit for hit in hits if hit.id not in self._shown][: CAP - len(self._shown)])

    def _warm(self) -> None:
        from app.people.search_index import is_search_whole

        self.desk.jobs.read("search.warm", is_search_whole, self.desk.workspace, done=self._warmed)

    def _warmed(self, is_whole: bool) -> None:
        from app.people.search_index import rebuild_search

        if not is_whole:  # a read among the jobs: its writes are short, and nobody's waits behind it
            title = tr("Préparation de la recherche")
            self.desk.jobs.read("search.rebuilt", rebuild_search, self.desk.workspace, title=title, done=self._rebuilt)

    def _rebuilt(self, _people: int) -> None:
        if self.text:
            self.ask(self.text)


def _told(search: Any) -> Any:
    """The search, with its text beside its answer."""

    def run(workspace: Any, text: str, limit: int) -> tuple[str, list[Any]]:
        return text, search(workspace, text, limit)

    return run
