"""What is open to a person, and why; the question that settles most stands first and is answered in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import current_language, tr, tr_noop
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.signs import sign_of, word_of
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Words, clear
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.funding.directory import Judged, Matching

_ANSWERS: dict[str, tuple[tuple[str, str], ...]] = {
    "sex": (("F", tr_noop("Femme")), ("M", tr_noop("Homme"))),
    "stage": (("idea", tr_noop("Idée")), ("creation", tr_noop("Création")), ("existing", tr_noop("Activité existante"))),
    "has_account": (("yes", tr_noop("Oui")), ("no", tr_noop("Non"))),
    "city": (("Rabat", "Rabat"), ("Casablanca", "Casablanca"), ("Salé", "Salé")),
    "legal_form": (
        ("none", tr_noop("Aucune")), ("auto_entrepreneur", tr_noop("Auto-entrepreneur")),
        ("cooperative", tr_noop("Coopérative")), ("company", tr_noop("Société")),
    ),
}  # fmt: skip


class FundingTab(QWidget):
    """The verdicts, best first; Enter refers."""

    def __init__(self, desk: Desk, person_id: UUID, refer: Callable[[str], None]) -> None:
        super().__init__()
        self.desk, self.person_id, self._refer = desk, person_id, refer
        self.model = PagedModel(
            [
                Column(
                    "verdict",
                    tr("Verdict"),
                    lambda j: word_of(j.verdict.verdict),
                    140,
                    sign=lambda j: sign_of(j.verdict.verdict),
                ),
                Column("title", tr("Fiche"), lambda j: j.listed.entry.title.get(current_language()), 360),
                Column("why", tr("Pourquoi"), _why, 400),
            ]
        )
        self.table = DataTable(self.model, tr("Ce qui est ouvert"))
        self.question = Card(tight=True)
        self._asked = Words(bold=True, wrap=True)
        self._answers = QHBoxLayout()
        self.question.rows.addWidget(Words(tr("La question qui ouvre le plus"), size="small", part="quiet"))
        self.question.rows.addWidget(self._asked)
        self.question.rows.addLayout(self._answers)
        self.question.hide()
        self.counts = Words(part="quiet")
        self.details = Words(wrap=True)
        self.button = Button(tr("Orienter (Entrée)"), self._go, icon_name="send", kind="main")
        self._lay_out()
        self.table.chosen.connect(self._explain)
        self.table.opened.connect(lambda _: self._go())
        self.refresh()

    def focus_first(self) -> None:
        """The list."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Judges the directory again."""
        from app.funding.directory import match_person

        self.desk.jobs.read(
            f"match.{self.person_id}", match_person, self.desk.workspace, self.person_id, done=self._came
        )

    def choose(self, slug: str) -> bool:
        """Puts the cursor on an entry."""
        for place in range(self.model.rowCount()):
            row = self.model.row(place)
            if row is not None and row.listed.entry.id == slug:
                self.table.selectRow(place)
                return True
        return False

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, LOOK.px(SPACE[2]), 0, 0)
        column.addWidget(self.question)
        row = QHBoxLayout()
        row.addWidget(self.counts)
        row.addStretch()
        row.addWidget(self.button)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        box = Card(tight=True)
        box.rows.addWidget(self.details)
        column.addWidget(box)

    def _came(self, found: Matching) -> None:
        chosen = self.table.current()
        self.model.show_all(list(found.judged))
        if chosen is None or not self.choose(chosen.listed.entry.id):
            self.table.selectRow(0)
        counts: dict[str, int] = {}
        for one in found.judged:
            counts[one.verdict.verdict] = counts.get(one.verdict.verdict, 0) + 1
        self.counts.setText(
            "   ".join(f"{word_of(v)} {counts.get(v, 0)}" for v in ("eligible", "ask", "not_eligible", "closed"))
        )
        self._ask(found)

    def _ask(self, found: Matching) -> None:
        self.question.setVisible(found.question is not None)
        if found.question is None:
            return
        fact = found.question.fact
        self._asked.setText(found.question.text.get(current_language()))
        clear(self._answers)
        for value, label in _ANSWERS.get(fact, ()):
            self._answers.addWidget(Button(tr(label), lambda value=value: self._answer(fact, value)))
        if fact not in _ANSWERS:
            self._answers.addWidget(Words(tr("À compléter dans « Dossier et pièces »."), part="quiet"))
        self._answers.addStretch()

    def _answer(self, fact: Any, value: str) -> None:
        from app.funding.directory import answer_fact

        self.desk.jobs.write(
            answer_fact, self.desk.workspace, self.person_id, fact, value, done=lambda _: self.refresh()
        )

    def _explain(self, one: Judged) -> None:
        language = current_language()
        lines = [reason.in_language(language) for reason in one.reasons]
        if one.listed.entry.notes:
            lines.append(one.listed.entry.notes[0].get(language))
        self.details.setText("\n".join(lines))
        closed = one.verdict.verdict == "closed"
        self.button.allow(not closed, tr("Cette fiche est fermée."))

    def _go(self) -> None:
        one = self.table.current()
        if one is not None and self.button.isEnabled():
            self._refer(one.listed.entry.id)


def _why(one: Judged) -> str:
    telling = [r for r in one.reasons if r.verdict == one.verdict.verdict] or list(one.reasons)
    return telling[0].in_language(current_language()) if telling else ""
