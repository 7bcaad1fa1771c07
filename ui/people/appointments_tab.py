"""The appointments of one person, and the next free slots to book with one key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.settings import APPOINTMENT_MINUTES, SLIP_LANGUAGES
from resources.i18n import format_date, tr
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.referrals.tool import line
from ui.signs import sign_of, word_of
from ui.widgets.basic import Button, Words, clear
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import Flow
from ui.widgets.table import DataTable


class AppointmentsTab(QWidget):
    """What is planned and what was; booking beside it."""

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self.model = PagedModel(
            [
                Column("when", tr("Quand"), lambda a: f"{format_date(a.day)} {a.starts:%H:%M}", 200),
                Column("host", tr("Avec"), lambda a: a.host, 180),
                Column("outcome", tr("Issue"), lambda a: word_of(a.outcome or "planned"), 160,
                       sign=lambda a: sign_of(a.outcome or "planned")),
            ]
        )  # fmt: skip
        self.host = ChoiceField(required=True)
        self._slots = Flow()
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(Words(tr("Avec"), part="quiet"))
        row.addWidget(self.host)
        row.addStretch()
        column.addLayout(row)
        column.addLayout(self._slots)
        self.table = DataTable(self.model, tr("Rendez-vous"))
        column.addWidget(self.table, 1)
        column.addLayout(
            line(
                Button(tr("Convocation"), lambda: self.print_letter("convocation"), icon_name="printer"),
                Button(tr("Attestation de présence"), lambda: self.print_letter("attendance"), icon_name="printer"),
            )
        )
        self.host.changed.connect(self._ask_slots)
        self._load_hosts()
        self.refresh()

    def refresh(self) -> None:
        """Reads them again."""
        from app.appointments.booking import appointments_between

        today = self.desk.workspace.clock.today()
        self.desk.jobs.read(
            f"appointments.{self.person_id}", appointments_between, self.desk.workspace, today - timedelta(days=3650),
            today + timedelta(days=730), person_id=self.person_id, done=self.model.show_all,
        )  # fmt: skip
        self._ask_slots()

    def print_letter(self, kind: str) -> None:
        """A letter about the appointment the cursor is on, else about the next one."""
        from app.referrals.letters import appointment_letter
        from ui.referrals.printing import print_paper

        if (chosen := self.table.current() or self.model.row(0)) is not None:
            self.desk.jobs.write(
                appointment_letter, self.desk.workspace, kind, chosen.id,
                self.desk.workspace.settings.get(SLIP_LANGUAGES),
                done=lambda letter: print_paper(self.desk, letter.content, letter.name),
            )  # fmt: skip

    def book(self, slot: Any) -> None:
        """Books a free slot with the host chosen."""
        from app.appointments.booking import book

        minutes = self.desk.workspace.settings.get(APPOINTMENT_MINUTES)
        self.desk.jobs.write(
            book, self.desk.workspace, self.person_id, self.host.value(), slot.day, slot.starts, minutes,
            done=lambda made: self.desk.say.done(
                tr("Rendez-vous pris : {day} à {time}.", day=format_date(made.day), time=f"{made.starts:%H:%M}"), undo=True
            ),
        )  # fmt: skip

    def _load_hosts(self) -> None:
        from app.appointments.booking import list_hosts

        self.desk.jobs.read(f"hosts.{self.person_id}", list_hosts, self.desk.workspace, done=self._hosts)

    def _hosts(self, hosts: list[Any]) -> None:
        self.host.fill([(host.id, host.name) for host in hosts if host.is_active])
        mine = next((host.id for host in hosts if host.user_id == self.desk.workspace.user.id), None)
        self.host.show_value(mine)
        self._ask_slots()

    def _ask_slots(self) -> None:
        if self.host.value() is None:
            return
        from app.appointments.booking import free_slots

        minutes = self.desk.workspace.settings.get(APPOINTMENT_MINUTES)
        self.desk.jobs.read(
            f"slots.{self.person_id}",
            free_slots,
            self.desk.workspace,
            self.host.value(),
            minutes,
            done=self._show_slots,
        )

    def _show_slots(self, slots: list[Any]) -> None:
        clear(self._slots)
        self._slots.addWidget(Words(tr("Libre :"), part="quiet"))
        for slot in slots:
            text = f"{format_date(slot.day)} {slot.starts:%H:%M}"
            self._slots.addWidget(Button(text, lambda slot=slot: self.book(slot), icon_name="calendar-plus"))
