"""The phone check as a call script: whom to call, what to ask, each answer kept as it is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.funding.phone_check import check_questions
from resources.i18n import current_language, format_date, format_phone, tr
from ui.context import Desk
from ui.funding.question_row import Script
from ui.signs import word_of
from ui.widgets.basic import Button, Card, Section, Words
from ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from app.funding.checks import EntryPage

_STATES = ("open", "call_based", "suspended", "closed")
STILL_CORRECT_KEY = "F12"


class CheckPanel(QWidget):
    """Asks one entry's questions; `done` comes back to its page, `switch` goes to another entry of the same provider."""

    def __init__(
        self, desk: Desk, page: EntryPage, done: Callable[[], object], switch: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.desk, self.slug, self._done, self._switch = desk, page.listed.entry.id, done, switch
        self.version = page.listed.version
        self.who = TextField(tr("nom ou fonction de qui répond"))
        self.who.setAccessibleName(tr("Qui répond"))
        self.wrong = Words(part="wrong", wrap=True)
        self.questions = Script(self.answer)
        self.rows = self.questions.rows
        self.others: dict[str, Script] = {}
        self._whole = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head(page))
        column.addWidget(self.wrong)
        self.wrong.hide()
        card = Card()
        card.rows.addWidget(Section(tr("À demander")))
        card.rows.addLayout(self.questions)
        column.addWidget(card)
        column.addLayout(self._whole)
        column.addWidget(self._state_card())
        column.addStretch()
        self._show(page)

    def focus_first(self) -> None:
        """Who answers: asked first, as on the phone."""
        self.who.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The one key, from whichever field of the script the cursor is in."""
        if event.key() == Qt.Key.Key_F12:
            self.say_still_correct()
        else:
            super().keyPressEvent(event)

    def say_still_correct(self) -> None:
        """One key: nothing has changed."""
        from app.funding.checks import still_correct

        self.desk.jobs.write(
            still_correct, self.desk.workspace, self.slug, self.version, self.who.value(), done=self._still,
            failed=self._failed,
        )  # fmt: skip

    def answer(self, key: str, value: str | None, slug: str | None = None) -> None:
        """Keeps one answer at once, of this entry or of another that the same provider runs."""
        from app.funding.checks import record_answer

        if value:
            self.desk.jobs.write(
                record_answer, self.desk.workspace, slug or self.slug, self.versions[slug or self.slug], key, value, self.who.value(),
                done=lambda _: self._kept(), failed=self._failed,
            )  # fmt: skip

    def refresh(self) -> None:
        """Reads the entry again; what is being typed stays."""
        from app.funding.checks import entry_page

        self.desk.jobs.read("check", entry_page, self.desk.workspace, self.slug, done=self._show)

    def _head(self, page: EntryPage) -> Card:
        card, language, entry = Card(), current_language(), page.listed.entry
        card.rows.addWidget(Words(tr("Vérifier par téléphone"), size="small", part="quiet"))
        card.rows.addWidget(Words(entry.title.get(language), size="title", bold=True, wrap=True))
        phones = [branch.phone for one in page.providers for branch in one.branches if branch.phone]
        phones = list(dict.fromkeys(filter(None, (entry.contact.phone, *phones))))
        shown = "   ".join(format_phone(phone) for phone in phones) or tr("numéro inconnu")
        card.rows.addWidget(Words(shown, size="display", bold=True))
        line = tr("Aujourd’hui {date}, par {who}", date=format_date(self.desk.workspace.clock.today()),
                  who=self.desk.workspace.user.display_name)  # fmt: skip
        card.rows.addWidget(Words(line, part="quiet"))
        row = QHBoxLayout()
        row.addWidget(self.who, 1)
        key = tr("Toujours exact ({key})", key=STILL_CORRECT_KEY)
        row.addWidget(Button(key, self.say_still_correct, icon_name="check-check", kind="main"))
        row.addWidget(Button(tr("Terminer"), self._done, icon_name="arrow-left"))
        card.rows.addLayout(row)
        others = QHBoxLayout()
        for one in page.siblings[:3]:
            others.addWidget(Button(one.entry.title.get(language), self._to(one.entry.id), kind="flat"))
        others.addStretch()
        if page.siblings:
            card.rows.addWidget(
                Words(tr("Le même organisme propose aussi (questions plus bas) :"), size="small", part="quiet")
            )
            card.rows.addLayout(others)
        return card

    def _state_card(self) -> Card:
        card = Card()
        card.rows.addWidget(Section(tr("Ouvrir, suspendre ou fermer")))
        self.state = ChoiceField([(state, word_of(state)) for state in _STATES])
        self.state.setAccessibleName(tr("Disponibilité"))
        self.reason = TextField(tr("pourquoi (obligatoire, affiché à côté de la fiche)"))
        self.call = TextField(tr("appel ouvert du … au … (jj/mm/aaaa - jj/mm/aaaa)"))
        card.rows.addWidget(self.reason)
        card.rows.addWidget(self.call)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(Button(tr("Changer"), self._change_state, icon_name="door-open"))
        card.rows.addLayout(row)
        return card

    def _show(self, page: EntryPage) -> None:
        self.versions = {one.entry.id: one.version for one in (page.listed, *page.siblings)}
        self.version = page.listed.version
        self.questions.show_questions(page.questions)
        for one in page.siblings:
            slug = one.entry.id
            if slug not in self.others:
                self.others[slug] = script = Script(lambda key, value, slug=slug: self.answer(key, value, slug))
                card = Card()
                card.rows.addWidget(Section(one.entry.title.get(current_language())))
                card.rows.addLayout(script)
                self._whole.addWidget(card)
            self.others[slug].show_questions(check_questions(one.entry))

    def _change_state(self) -> None:
        from app.funding.checks import change_state
        from ui.funding.dates import call_days

        if self.state.value() is None:
            self.state.setFocus()
            return
        try:
            state = self.state.value() + call_days(self.call.value())
        except WaslError as error:
            self._failed(error)
            return
        self.desk.jobs.write(
            change_state, self.desk.workspace, self.slug, self.version, state, self.reason.value() or "",
            self.who.value(), done=lambda _: self._kept(), failed=self._failed,
        )  # fmt: skip

    def _to(self, slug: str) -> Callable[[], object]:
        return lambda: self._switch(slug)

    def _kept(self) -> None:
        self.wrong.hide()
        self.desk.say.done(tr("Réponse gardée ; les verdicts suivent."), undo=True)
        self.refresh()

    def _still(self, _version: int) -> None:
        self.desk.say.done(tr("Vérification enregistrée."), undo=True)
        self._done()

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))
        self.wrong.show()
