"""What is open to a person, and why; the question that settles most stands first and is answered in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.errors import WaslError
from app.funding.facts import Fact
from resources.i18n import current_language, tr
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.people.question_card import QuestionCard
from ui.people.verdict_words import first_reason, verdict_lines
from ui.signs import sign_of, word_of
from ui.slices import in_slices
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Words, scrolled
from ui.widgets.flow import Flow
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.funding.matching import Judged, Matching


class FundingTab(QWidget):
    """The verdicts, best first; Enter refers."""

    def __init__(self, desk: Desk, person_id: UUID, refer: Callable[[str], None]) -> None:
        super().__init__()
        self.desk, self.person_id, self._refer = desk, person_id, refer
        self._passed: frozenset[Fact] = frozenset()
        self.model = PagedModel(
            [
                Column("verdict", tr("Verdict"), lambda j: word_of(j.verdict.verdict), 140,
                       sign=lambda j: sign_of(j.verdict.verdict)),
                Column("title", tr("Fiche"), lambda j: j.listed.entry.title.get(current_language()), 360),
                Column("why", tr("Pourquoi"), first_reason, 400),
            ]
        )  # fmt: skip
        self.table = DataTable(self.model, tr("Ce qui est ouvert"))
        self.question = QuestionCard(self._answer, self._pass)
        self.counts = Words(part="quiet")
        self.details = Words(wrap=True)
        self.found: Matching | None = None
        self.tools = Button(tr("Parcours, comparer, papiers"), self.show_tools, icon_name="layout-dashboard")
        self.button = Button(tr("Orienter (Entrée)"), self._go, icon_name="send", kind="main")
        self._lay_out()
        self.table.chosen.connect(self._explain)
        self.table.opened.connect(lambda _: self._go())
        in_slices(self, self.refresh)  # judging beside the making of the panel would hold the window up

    def focus_first(self) -> None:
        """The list."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Judges the directory again."""
        from app.funding.matching import match_person

        self.desk.jobs.read(
            f"match.{self.person_id}", match_person, self.desk.workspace, self.person_id, self._passed, done=self._came
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
        self.stack = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        page = QWidget()
        self.stack.addWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, LOOK.px(SPACE[2]), 0, 0)
        column.addWidget(self.question)
        self.row = Flow()
        self.row.addWidget(self.counts)
        self.row.addWidget(self.tools)
        self.told = Button(tr("Expliqué à la personne"), self._tell, icon_name="message-square", kind="flat")
        self.row.addWidget(self.told)
        self.row.addWidget(self.button)
        column.addLayout(self.row)
        column.addWidget(self.table, 3)
        box = Card(tight=True)
        box.rows.addWidget(self.details)
        box.rows.addStretch()
        column.addWidget(scrolled(box), 2)

    def show_tools(self) -> None:
        """The path, the comparison and the papers, in place of the list."""
        from ui.people.funding_tools import FundingTools

        if self.found is None:
            return
        current = self.table.current()
        slug = current.listed.entry.id if current is not None else None
        tools = FundingTools(self.desk, self.person_id, self.found, slug, self._back)
        area = scrolled(tools)
        self.stack.addWidget(area)
        self.stack.setCurrentWidget(area)
        tools.focus_first()

    def _back(self) -> None:
        area = self.stack.currentWidget()
        self.stack.setCurrentIndex(0)
        if area is not None and self.stack.indexOf(area) > 0:
            self.stack.removeWidget(area)
            area.deleteLater()
        self.focus_first()

    def _came(self, found: Matching) -> None:
        self.found = found
        chosen = self.table.current()
        self.model.show_all(list(found.judged))
        if chosen is None or not self.choose(chosen.listed.entry.id):
            self.table.selectRow(0)
        current = self.table.current()
        if current is not None:
            self._explain(current)
        counts: dict[str, int] = {}
        for one in found.judged:
            counts[one.verdict.verdict] = counts.get(one.verdict.verdict, 0) + 1
        self.counts.setText(
            "   ".join(f"{word_of(v)} {counts.get(v, 0)}" for v in ("eligible", "ask", "not_eligible", "closed"))
        )
        self.question.show_question(found.question)

    def _tell(self) -> None:
        """The agent told the person of the entry: one contact, "informed", counted once a day."""
        from app.people.contacts import tell_about

        one = self.table.current()
        if one is not None:
            title = one.listed.entry.title.get(current_language())
            self.desk.jobs.write(
                tell_about, self.desk.workspace, self.person_id, one.listed.entry.id,
                done=lambda anew: self._was_told(title, anew),
            )  # fmt: skip

    def _was_told(self, title: str, anew: bool) -> None:
        if anew:
            self.desk.say.done(tr("Noté : informé·e de « {title} ».", title=title), undo=True)
        else:
            self.desk.say.done(tr("Déjà noté aujourd’hui : compté une fois."))

    def _answer(self, fact: Fact, value: str) -> None:
        from app.funding.matching import answer_fact

        self.desk.jobs.write(
            answer_fact, self.desk.workspace, self.person_id, fact, value, done=lambda _: self.refresh(),
            failed=self._failed,
        )  # fmt: skip

    def _pass(self, fact: Fact) -> None:
        self._passed |= {fact}
        self.refresh()

    def _failed(self, error: WaslError) -> None:
        from app.errors import sentence

        self.question.say_wrong(" ".join(sentence(error)))

    def _explain(self, one: Judged) -> None:
        self.details.setText("\n".join(verdict_lines(one)))
        closed = one.verdict.verdict == "closed"
        self.button.allow(not closed, tr("Cette fiche est fermée."))

    def _go(self) -> None:
        one = self.table.current()
        if one is not None and self.button.isEnabled():
            self._refer(one.listed.entry.id)
