"""Who an option is open to: everybody of the agency judged for it, those to call first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.funding.change_texts import change_text
from resources.i18n import current_language, format_number, format_phone, tr
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.signs import sign_of, word_of
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Button, Card, Words
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.funding.callers import CallLine, WhoIsEligible


class CallersPanel(QWidget):
    """Counts and a call list; Enter opens the dossier."""

    def __init__(self, desk: Desk, slug: str, title: str, back: Callable[[], object]) -> None:
        super().__init__()
        self.desk, self.slug = desk, slug
        self.found: WhoIsEligible | None = None
        self.model = PagedModel(
            [
                Column("name", tr("Nom"), lambda one: one.name, 190, is_name=True),
                Column("verdict", tr("Verdict"), lambda one: word_of(one.verdict), 120,
                       sign=lambda one: sign_of(one.verdict)),
                Column("phone", tr("Téléphone"), _phone, 120),
                Column("calls", tr("Accord d’appel"), lambda one: tr("oui") if one.agreed_to_calls else tr("à recueillir"), 110,
                       sign=lambda one: ("check", Tone.GOOD) if one.agreed_to_calls else ("circle-question-mark", Tone.ASK)),
                Column("change", tr("Il suffirait de"), _change, 220),
            ]
        )  # fmt: skip
        self.table = DataTable(self.model, tr("À appeler"))
        self.table.setMinimumHeight(LOOK.px(320))
        self.counts = Words(tr("Tous les dossiers sont regardés…"), wrap=True)
        self.print_button = Button(tr("Imprimer la liste d’appel"), self.print_list, icon_name="printer")
        self.print_button.allow(desk.may("export_lists"), tr("Le droit d’exporter des listes manque à ce compte."))
        card = Card()
        card.rows.addWidget(Words(tr("À qui cette option est ouverte"), size="small", part="quiet"))
        card.rows.addWidget(Words(title, size="title", bold=True, wrap=True))
        card.rows.addWidget(self.counts)
        row = QHBoxLayout()
        row.setSpacing(LOOK.px(SPACE[2]))
        row.addWidget(Button(tr("Retour"), back, icon_name="arrow-left"))
        row.addWidget(self.print_button)
        row.addStretch()
        card.rows.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addWidget(self.table, 1)
        self.table.opened.connect(lambda line: self.desk.go("people", person_id=line.id))
        self._read()

    def focus_first(self) -> None:
        """The list."""
        self.table.setFocus()

    def print_list(self) -> None:
        """Only those who agreed to be called."""
        from app.funding.callers import call_list_paper
        from ui.funding.paper_printing import make_and_print

        make_and_print(self.desk, f"appels-{self.slug}", call_list_paper, self.slug, current_language())

    def _read(self) -> None:
        from app.funding.callers import who_is_eligible

        self.desk.jobs.read(
            "callers", who_is_eligible, self.desk.workspace, self.slug, done=self._show, title=tr("Qui est éligible"),
        )  # fmt: skip

    def _show(self, found: WhoIsEligible) -> None:
        self.found = found
        parts = [f"{word_of(verdict)} {format_number(count)}" for verdict, count in found.counts.items()]
        near = tr("à une chose près : {n}", n=format_number(found.close))
        self.counts.setText("   ".join([*parts, near]))
        self.model.show_all(list(found.lines))
        self.table.selectRow(0)


def _phone(one: CallLine) -> str:
    return format_phone(one.phone) if one.phone else tr("aucun")


def _change(one: CallLine) -> str:
    return "" if one.change is None else change_text(one.change, {}).get(current_language())
