"""Terrain: a session in two rows of big counters, who is to be called back, and the sessions so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.workspace import Change
from resources.i18n import format_date, tr
from ui.context import Desk, View
from ui.models.paged import Column, PagedModel
from ui.outreach.counter import Counter
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Section, Words, scrolled
from ui.widgets.fields import DayField, Form, TextField
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.outreach.sessions import CallBackForm

_CALLS = 4


def create(desk: Desk) -> View:
    """The view of this room."""
    return OutreachView(desk)


class OutreachView(View):
    """The form at the start, the lists at the end."""

    nouns = frozenset({"outreach_session", "call_back"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.counters: dict[tuple[str, str], Counter] = {}
        self.day = DayField()
        self.city, self.place = TextField(longest=100), TextField(longest=200)
        self.neighbourhood, self.subjects = TextField(longest=100), TextField(longest=500)
        self.calls = [(TextField(tr("nom")), TextField(tr("téléphone"), longest=40)) for _ in range(_CALLS)]
        self.sessions = PagedModel(
            [
                Column("day", tr("Jour"), lambda s: format_date(s.day), 130),
                Column("where", tr("Où"), lambda s: " · ".join(filter(None, (s.city, s.neighbourhood, s.place))), 240),
                Column("heads", tr("Personnes rencontrées"), lambda s: str(s.heads), 150),
                Column("subjects", tr("Sujets"), lambda s: s.subjects or "", 200),
            ]
        )
        self.waiting = PagedModel(
            [
                Column("name", tr("Nom"), lambda c: c.name, 180),
                Column("phone", tr("Téléphone"), lambda c: c.phone or "", 150),
                Column("day", tr("Depuis"), lambda c: format_date(c.day), 130),
            ]
        )
        self.waiting_table = DataTable(self.waiting, tr("À rappeler"))
        self._lay_out()
        self._clear()
        self.refresh(None)

    def focus_first(self) -> None:
        """The first counter."""
        next(iter(self.counters.values())).setFocus()

    def refresh(self, change: Change | None) -> None:
        """Both lists again; what is being typed stays."""
        from app.outreach.sessions import call_backs_due, recent_sessions

        self.desk.jobs.read("outreach", recent_sessions, self.desk.workspace, done=self.sessions.show_all)
        self.desk.jobs.read("call_backs", call_backs_due, self.desk.workspace, done=self.waiting.show_all)

    def save(self) -> None:
        """Keeps the session; the form is empty again when it is kept, and not before."""
        from app.outreach.sessions import SessionForm, record_session

        form = SessionForm(
            day=self.day.day(), city=self.city.value(), neighbourhood=self.neighbourhood.value(),
            place=self.place.value(), subjects=self.subjects.value(),
            heads={key: counter.value() for key, counter in self.counters.items()}, call_backs=tuple(self._calls()),
        )  # fmt: skip
        self.desk.jobs.write(record_session, self.desk.workspace, form, done=self._saved)

    def state(self) -> dict[str, Any]:
        """What is being typed, for a window that is rebuilt."""
        texts = [field.text() for field in self._texts()]
        return {"day": self.day.day(), "texts": texts, "heads": [c.value() for c in self.counters.values()]}

    def restore(self, state: dict[str, Any]) -> None:
        """Comes back to it."""
        if not state:
            return
        self.day.show_day(state["day"])
        for field, text in zip(self._texts(), state["texts"], strict=True):
            field.setText(text)
        for counter, heads in zip(self.counters.values(), state["heads"], strict=True):
            counter.set_value(heads)

    def _texts(self) -> list[TextField]:
        return [self.city, self.neighbourhood, self.place, self.subjects, *(f for pair in self.calls for f in pair)]

    def _calls(self) -> list[CallBackForm]:
        from app.outreach.sessions import CallBackForm

        return [CallBackForm(name.value() or "", phone.value()) for name, phone in self.calls if name.value()]

    def _saved(self, _: object) -> None:
        self._clear()
        self.desk.say.done(tr("Séance enregistrée."), undo=True)

    def _clear(self) -> None:
        self.day.show_day(self.desk.workspace.clock.today())
        for field in self._texts():
            field.clear()
        for counter in self.counters.values():
            counter.set_value(0)

    def _called(self) -> None:
        from app.outreach.sessions import settle_call_back

        one = self.waiting_table.current()
        if one is not None:
            self.desk.jobs.write(
                settle_call_back, self.desk.workspace, one.id, done=lambda _: self.desk.say.done(tr("Noté."), undo=True)
            )

    def _lay_out(self) -> None:
        split = QSplitter()
        split.addWidget(scrolled(self._form()))
        split.addWidget(self._lists())
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(LOOK.px(SPACE[3]),) * 4)
        column.addWidget(split)

    def _form(self) -> QWidget:
        from app.outreach.sessions import BANDS, SEXES

        card = Card(tight=True)
        card.rows.addWidget(Section(tr("Nouvelle séance")))
        form = Form()
        for label, field in (
            (tr("Jour"), self.day), (tr("Ville"), self.city), (tr("Quartier"), self.neighbourhood),
            (tr("Lieu"), self.place), (tr("Sujets"), self.subjects),
        ):  # fmt: skip
            form.add(label, field)
        card.rows.addWidget(form)
        grid = QGridLayout()
        names = {"F": tr("Femmes"), "M": tr("Hommes")}
        for line, sex in enumerate(SEXES):
            grid.addWidget(Words(names[sex], bold=True), line, 0)
            for place, band in enumerate(BANDS, 1):
                counter = Counter(f"{names[sex]} {band}", band)
                self.counters[sex, band] = counter
                grid.addWidget(counter, line, place)
        card.rows.addLayout(grid)
        card.rows.addWidget(Words(tr("À rappeler"), bold=True))
        for name, phone in self.calls:
            row = QHBoxLayout()
            row.addWidget(name, 2)
            row.addWidget(phone, 1)
            card.rows.addLayout(row)
        card.rows.addStretch()
        card.rows.addWidget(Button(tr("Enregistrer la séance"), self.save, icon_name="save", kind="main"))
        return card

    def _lists(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Section(tr("À rappeler"), Button(tr("C’est fait"), self._called, icon_name="check")))
        column.addWidget(self.waiting_table, 1)
        column.addWidget(Section(tr("Séances")))
        column.addWidget(DataTable(self.sessions, tr("Séances")), 2)
        return holder
