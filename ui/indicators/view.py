"""Rapports: a period at the top, its indicators as bars, the workbooks at the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.workspace import Change
from resources.i18n import LANGUAGES, current_language, language_name, tr
from ui.context import Desk, View
from ui.indicators.bars import bars
from ui.referrals.words import known_answers
from ui.slices import in_slices
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Section, Words, clear, scrolled
from ui.widgets.fields import ChoiceField, DayField, Form, TextField

if TYPE_CHECKING:
    from app.indicators.reporting import Exported, Shown

SET = "enabel"
_QUARTER = 3
_EXPORTS_WIDTH = 300
_WIDE = 220


def create(desk: Desk) -> View:
    """The view of this room."""
    return ReportsView(desk)


class ReportsView(View):
    """Figures of one's own agency; every change at the desk moves them."""

    nouns = frozenset({"person", "interaction", "referral", "appointment", "consent", "outreach_session", "follow_up"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.first, self.last = DayField(), DayField()
        self.quick = ChoiceField(
            [
                ("month", tr("Ce mois")), ("last_month", tr("Le mois dernier")), ("quarter", tr("Ce trimestre")),
                ("year", tr("Cette année")), ("last_year", tr("L’an dernier")),
            ],
            none_text=tr("Du … au …"),
        )  # fmt: skip
        self._grid = QGridLayout()
        self.shown: Shown | None = None
        self._coming: Shown | None = None
        self._lay_out()
        self.quick.show_value("year")
        self._choose()
        self.quick.changed.connect(self._choose)
        for field in (self.first, self.last):
            field.dateChanged.connect(self._typed)

    def focus_first(self) -> None:
        """The period."""
        self.quick.setFocus()

    def refresh(self, change: Change | None) -> None:
        """Counts again."""
        first, last = self.period()
        self.desk.jobs.read("figures", _figures, self.desk.workspace, first, last, current_language(), done=self._came)

    def period(self) -> tuple[date, date]:
        """The period asked for, both days included."""
        return self.first.day(), self.last.day()

    def export(self, file: Path, language: str) -> None:
        """The donor's workbook into a file, in the background."""
        from app.indicators.reporting import export_donor

        first, last = self.period()
        self._run(export_donor, file, (self.desk.workspace, SET, first, last, language))

    def export_audit(self, file: Path, language: str, reason: str, password: str) -> None:
        """The audit's workbook into a file, in the background."""
        from app.indicators.reporting import export_audit

        first, last = self.period()
        self._run(export_audit, file, (self.desk.workspace, SET, first, last, reason, password, language))

    def _run(self, export: Callable[..., Exported], file: Path, words: tuple[Any, ...]) -> None:
        from app.whole_file import write_whole

        def run() -> Path:
            write_whole(file, export(*words).content)
            return file

        self.desk.jobs.write(
            run,
            done=lambda made: self.desk.say.done(tr("Classeur enregistré : {file}", file=made.name)),
            title=tr("Le classeur se fait"),
        )

    def _choose(self) -> None:
        if (name := self.quick.value()) is None:
            return
        first, last = _period(name, self.desk.workspace.clock.today())
        for field, day in ((self.first, first), (self.last, last)):
            field.show_day(day)
        self.refresh(None)

    def _typed(self) -> None:
        self.quick.show_value(None)
        if self.first.day() <= self.last.day():
            self.refresh(None)

    def _came(self, shown: Shown) -> None:
        """One card in each turn of the event loop: all at once would hold the window up."""
        self._coming = shown
        told = [part for part in shown.breakdowns if part.parts]
        last = 2 + len(told) // 2

        def step(run: Callable[[], object]) -> Callable[[], object]:
            return lambda: run() if self._coming is shown else None

        def end() -> None:
            self._grid.setRowStretch(last, 1)
            self.shown = shown

        clear(self._grid)
        cards = (step(lambda place=place, part=part: self._add(place, part)) for place, part in enumerate(told))
        in_slices(self, step(lambda: self._sum_up(shown)), *cards, step(end))

    def _sum_up(self, shown: Shown) -> None:
        summary = Card(tight=True)
        summary.rows.addWidget(Words(tr("Synthèse"), bold=True))
        summary.rows.addWidget(bars([(one.title, one.value or 0, one.definition) for one in shown.figures], _WIDE))
        figures = {one.key: one.value or 0 for one in shown.figures}
        if issued := figures["referrals_issued"]:
            summary.rows.addWidget(Words(known_answers(figures["referrals_answered"], issued), wrap=True))
        if shown.never_asked:
            text = tr("Accord aux statistiques jamais demandé : {n}", n=shown.never_asked)
            summary.rows.addWidget(Words(text, part="quiet", wrap=True))
        self._grid.addWidget(summary, 0, 0, 1, 2)

    def _add(self, place: int, part: Any) -> None:
        card = Card(tight=True)
        card.rows.addWidget(Words(part.title, bold=True))
        card.rows.addWidget(bars([(word, number or 0, "") for word, number in part.parts]))
        card.rows.addStretch()
        self._grid.addWidget(card, 1 + place // 2, place % 2)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for part in (self.quick, Words(tr("du")), self.first, Words(tr("au")), self.last):
            top.addWidget(part)
        top.addWidget(Words(self.desk.workspace.agency.name, part="quiet"))
        top.addStretch()
        page = QWidget()
        self._grid.setSpacing(LOOK.px(SPACE[3]))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        page.setLayout(self._grid)
        row = QHBoxLayout()
        row.addWidget(scrolled(page), 1)
        if (exports := Exports(self)).is_useful:
            row.addWidget(_narrow(exports))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(LOOK.px(SPACE[3]),) * 4)
        column.addLayout(top)
        column.addLayout(row, 1)


def _figures(workspace: Any, first: date, last: date, language: str) -> Shown:
    """Imported in the worker: what writes workbooks comes with it, and would hold the window up for 200 ms."""
    from app.indicators.reporting import show_figures

    return show_figures(workspace, first, last, language)


def _narrow(exports: Exports) -> QWidget:
    area = scrolled(exports)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFixedWidth(LOOK.px(_EXPORTS_WIDTH))
    return area


class Exports(QWidget):
    """What leaves the house: the donor's workbook, the audit's, and the authorisation for it."""

    def __init__(self, view: ReportsView) -> None:
        super().__init__()
        self._view, self._desk = view, view.desk
        self.language = ChoiceField(
            [(code, language_name(code, current_language())) for code in LANGUAGES], required=True
        )
        self.reason = TextField(tr("pourquoi, en quelques mots"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.account = TextField(tr("nom de compte"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.is_useful = False
        if self._desk.may("export_report"):
            column.addWidget(self._donor())
        if self._desk.may("export_audit"):
            column.addWidget(self._audit())
        if self._desk.may("grant_audit"):
            column.addWidget(self._grant())
        column.addStretch()

    def _donor(self) -> QWidget:
        card = self._card(tr("Rapport pour Enabel"), tr("Valeurs seulement ; les cellules de 1 à 4 sont masquées."))
        form = Form()
        form.add(tr("Langue"), self.language)
        card.rows.addWidget(form)
        card.rows.addWidget(
            Button(tr("Exporter le classeur…"), self._export, icon_name="file-spreadsheet", kind="main")
        )
        return card

    def _audit(self) -> QWidget:
        text = tr(
            "Formules vivantes sous pseudonymes, à ne pas transmettre. Demande l’autorisation de la protection des données."
        )
        card = self._card(tr("Classeur d’audit"), text)
        form = Form()
        form.add(tr("Motif"), self.reason)
        form.add(tr("Mot de passe"), self.password)
        card.rows.addWidget(form)
        card.rows.addWidget(Button(tr("Exporter pour l’audit…"), self._export_audit, icon_name="shield"))
        return card

    def _grant(self) -> QWidget:
        card = self._card(tr("Autoriser un audit"), tr("Pour un autre compte que le vôtre, pendant 24 heures."))
        card.rows.addWidget(self.account)
        card.rows.addWidget(Button(tr("Autoriser"), self._allow, icon_name="key-round"))
        return card

    def _card(self, title: str, text: str) -> Card:
        self.is_useful = True
        card = Card(tight=True)
        card.rows.addWidget(Section(title))
        card.rows.addWidget(Words(text, part="quiet", wrap=True))
        return card

    def _export(self) -> None:
        if (file := self._ask("rapport-enabel.xlsx")) is not None:
            self._view.export(file, self.language.value())

    def _export_audit(self) -> None:
        if (file := self._ask("audit-enabel.xlsx")) is not None:
            self._view.export_audit(file, self.language.value(), self.reason.value() or "", self.password.text())
            self.password.clear()

    def _ask(self, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Enregistrer le classeur"), name, "Excel (*.xlsx)")
        return Path(chosen) if chosen else None

    def _allow(self) -> None:
        from app.accounts.users import grant_audit

        if name := self.account.value():
            self._desk.jobs.write(
                grant_audit,
                self._desk.workspace,
                name,
                done=lambda _: self._desk.say.done(tr("Autorisé pour 24 heures.")),
            )


def _period(name: str, today: date) -> tuple[date, date]:
    month = today.replace(day=1)
    year = today.replace(month=1, day=1)
    begins = {
        "month": month,
        "quarter": month.replace(month=(today.month - 1) // _QUARTER * _QUARTER + 1),
        "year": year,
    }
    if name in begins:
        return begins[name], today
    if name == "last_month":
        end = month - timedelta(days=1)
        return end.replace(day=1), end
    return year.replace(year=year.year - 1), year - timedelta(days=1)
