"""The line at the bottom: which base, its last backup, what is due, and the work under way with its way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from resources.i18n import format_datetime, tr
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Words

if TYPE_CHECKING:
    from app.desk.today import DeskLine
    from app.workspace import Change
    from ui.context import Desk
    from ui.jobs import Job

_NOUNS = frozenset({"referral", "base_fact"})


class Footer(QFrame):
    """Small, quiet, always true."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("part", "footer")
        self._base = Words(size="small", part="quiet")
        self._job_name = Words(size="small", part="quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(LOOK.px(120))
        self._stop = Button(tr("Arrêter"), self._cancel, kind="flat")
        self._job: Job | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(LOOK.px(SPACE[4]), LOOK.px(SPACE[1]), LOOK.px(SPACE[4]), LOOK.px(SPACE[1]))
        row.addWidget(self._base)
        row.addStretch()
        for part in (self._job_name, self._bar, self._stop):
            row.addWidget(part)
            part.hide()
        keys = tr("Ctrl+N nouvelle personne · Ctrl+K recherche · F1 aide")
        row.addWidget(Words(keys, size="small", part="quiet"))
        desk.jobs.started.connect(self._job_began)
        desk.jobs.ended.connect(self._job_ended)
        self.refresh(None)

    def refresh(self, change: Change | None) -> None:
        """Asks again what stands here when it may have changed."""
        if change is None or change.nouns & _NOUNS:
            from app.desk.today import desk_line

            self.desk.jobs.read("footer", desk_line, self.desk.workspace, done=self._tell)

    def _tell(self, line: DeskLine) -> None:
        where = tr("Base partagée") if line.is_server else tr("Base locale chiffrée")
        saved = (
            tr("sauvegardée {when}", when=format_datetime(line.backup_at))
            if line.backup_at
            else tr("jamais sauvegardée")
        )
        due = tr("suivis dus : {n}", n=line.due)
        self._base.setText(" · ".join((where, saved, due)))

    def _job_began(self, job: Job) -> None:
        if job not in self.desk.jobs.running or not job.title:
            return
        self._job = job
        self._job_name.setText(job.title)
        self._bar.setRange(0, 0)
        job.progressed.connect(self._moved)
        for part in (self._job_name, self._bar, self._stop):
            part.show()

    def _moved(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)

    def _job_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            for part in (self._job_name, self._bar, self._stop):
                part.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
