"""Aujourd'hui: what waits, each line one key away from being done."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.workspace import Change
from resources.i18n import format_date, format_datetime, tr
from ui.context import Desk, View
from ui.home.requests_strip import RequestsStrip
from ui.home.twins_strip import TwinsStrip
from ui.home.waiting_strip import WaitingStrip
from ui.people.choices import paper_label
from ui.referrals.words import silence_text
from ui.signs import badge
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Section, Words, clear, scrolled

HIDDEN = "•••••"


def create(desk: Desk) -> View:
    """The view of this room."""
    return HomeView(desk)


class HomeView(View):
    """Four lists: appointments, interrupted receptions, referrals overdue, papers that expire."""

    nouns = (
        frozenset({"appointment", "draft", "referral", "identity_document", "person", "dossier_request"})
        | TwinsStrip.nouns
        | WaitingStrip.nouns
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        page = QWidget()
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(LOOK.px(SPACE[4]))
        self._lists: list[QVBoxLayout] = []
        self._day: Any = None
        self._hides_names = False
        for place, title in enumerate(
            (
                tr("Rendez-vous du jour"),
                tr("Réceptions interrompues"),
                tr("Référencements en retard"),
                tr("Pièces à renouveler"),
            )
        ):
            card = Card()
            new = Button(
                tr("Nouvelle personne"), lambda: desk.go("people", new=True), icon_name="user-plus", kind="main"
            )
            card.rows.addWidget(Section(title, new if place == 0 else None))
            rows = QVBoxLayout()
            card.rows.addLayout(rows)
            card.rows.addStretch()
            self._lists.append(rows)
            self._grid.addWidget(card, place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(LOOK.px(SPACE[3]),) * 4)
        column.addWidget(Words(format_date(desk.workspace.clock.today(), style="long"), size="display", bold=True))
        self.waiting = WaitingStrip(desk)
        column.addWidget(self.waiting)
        self.requests = RequestsStrip(desk)
        column.addWidget(self.requests)
        self.twins = TwinsStrip(desk)
        column.addWidget(self.twins)
        self.silence = Button("", lambda: desk.go("referrals", tool="queue"), icon_name="bell", kind="flat")
        self.silence.hide()
        row = QHBoxLayout()
        row.addWidget(self.silence)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(scrolled(page))
        self.refresh(None)

    def refresh(self, change: Change | None) -> None:
        """Reads the day again."""
        from app.desk.today import today

        self.desk.jobs.read("today", today, self.desk.workspace, done=self._came)
        self.requests.refresh(change)
        self.twins.refresh(change)
        self.waiting.refresh(change)
        if self.desk.may("refer"):
            from app.referrals.following import silence

            self.desk.jobs.read("today.silence", silence, self.desk.workspace, done=self._told)

    def _told(self, told: Any) -> None:
        """Whoever may refer may raise the share of known answers: the way to it is the line itself."""
        self.silence.setText(silence_text(told))
        self.silence.setVisible(bool(told.open or told.issued))

    def hide_names(self, hidden: bool) -> None:
        """Privacy."""
        self._hides_names = hidden
        if self._day is not None:
            self._came(self._day)

    def _name(self, person: Any) -> str:
        return HIDDEN if self._hides_names else str(person.display_name)

    def _came(self, day: Any) -> None:
        self._day = day
        appointments, drafts, overdue, expiring = self._lists
        self._fill(
            appointments, [self._appointment(one) for one in day.appointments], tr("Aucun rendez-vous aujourd’hui.")
        )
        self._fill(
            drafts,
            [
                self._line(
                    HIDDEN if self._hides_names else d.title,
                    format_datetime(d.saved_at),
                    lambda d=d: self.desk.go("people", draft_id=d.id),
                    tr("Reprendre"),
                )
                for d in day.drafts
            ],
            tr("Aucune réception interrompue."),
        )
        self._fill(
            overdue,
            [
                self._line(
                    f"{r.number}  {self._name(r.person)}", format_date(r.due_on),
                    lambda r=r: self.desk.go("referrals", code=r.code), tr("Suivre"),
                )
                for r in day.overdue
            ],
            tr("Aucun référencement en retard."),
        )  # fmt: skip
        self._fill(
            expiring,
            [
                self._line(
                    f"{self._name(p.person)}  ·  {paper_label(p.type)}",
                    tr("expirée le {date}", date=format_date(p.expires_on)) if p.is_expired else format_date(p.expires_on),
                    lambda p=p: self.desk.go("people", person_id=p.person.id), tr("Ouvrir"),
                )
                for p in day.expiring
            ],
            tr("Aucune pièce n’expire bientôt."),
        )  # fmt: skip

    def _appointment(self, one: Any) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Words(f"{one.starts:%H:%M}", bold=True))
        row.addWidget(Words(f"{self._name(one.person)}  ·  {one.host}"))
        row.addStretch()
        if one.outcome:
            row.addWidget(badge(one.outcome))
        else:
            row.addWidget(Button(tr("Venu·e"), lambda: self._outcome(one, "came"), icon_name="check"))
            row.addWidget(Button(tr("Absent·e"), lambda: self._outcome(one, "no_show"), icon_name="x"))
        row.addWidget(Button(tr("Ouvrir"), lambda: self.desk.go("people", person_id=one.person.id), kind="flat"))
        return row

    def _outcome(self, one: Any, outcome: str) -> None:
        from app.appointments.booking import set_outcome

        self.desk.jobs.write(
            set_outcome, self.desk.workspace, one.id, outcome, done=lambda _: self.desk.say.done(tr("Noté."), undo=True)
        )

    def _line(self, text: str, when: str, run: Any, action: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Words(text))
        row.addStretch()
        row.addWidget(Words(when, part="quiet"))
        row.addWidget(Button(action, run, kind="flat"))
        return row

    def _fill(self, rows: QVBoxLayout, lines: list[QHBoxLayout], empty: str) -> None:
        clear(rows)
        for line in lines:
            rows.addLayout(line)
        if not lines:
            rows.addWidget(Words(empty, part="quiet"))
