"""The question that settles most, answered where it stands: one key for what has few answers, a field for the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from app.errors import WaslError
from app.funding.facts import Fact
from app.funding.questions import Question
from resources.i18n import current_language, tr, tr_noop
from ui.people.choices import LEGAL_FORMS, SEXES, STAGES, YES_NO, Choices, paper_choices, paper_form
from ui.widgets.basic import Button, Card, Words, clear
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.flow import Flow

_CITIES: Choices = (("Rabat", "Rabat"), ("Casablanca", "Casablanca"), ("Salé", "Salé"))
_BUTTONS: dict[Fact, Choices] = {
    Fact.SEX: SEXES, Fact.STAGE: STAGES, Fact.HAS_ACCOUNT: YES_NO, Fact.LEGAL_FORM: LEGAL_FORMS, Fact.CITY: _CITIES,
}  # fmt: skip
_NO_PAPER: Choices = (
    ("declares:none", tr_noop("Déclare n’avoir aucun papier")),
    ("declares:passport-only", tr_noop("Déclare un passeport seul")),
)


class QuestionCard(Card):
    """Shows one question; `answer(fact, value)` keeps what was said, `skip(fact)` goes on to the next one."""

    def __init__(self, answer: Callable[[Fact, str], None], skip: Callable[[Fact], None]) -> None:
        super().__init__(tight=True)
        self._answer, self._skip = answer, skip
        self.question: Question | None = None
        self.asked = Words(bold=True, wrap=True)
        self.wrong = Words(size="small", part="wrong", wrap=True)
        self.answers = Flow()
        self.rows.addWidget(Words(tr("La question qui ouvre le plus"), size="small", part="quiet"))
        self.rows.addWidget(self.asked)
        self.rows.addLayout(self.answers)
        self.rows.addWidget(self.wrong)
        self.wrong.hide()
        self.hide()

    def show_question(self, question: Question | None) -> None:
        """Puts a question in place of the one before; the same one stays as it is, with what is being typed."""
        same = question is not None and self.question is not None and question.wording == self.question.wording
        self.question = question
        if same:
            return
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self.setUpdatesEnabled(False)
        if question is not None:
            self.asked.setText(question.text.get(current_language()))
            self.setAccessibleName(self.asked.text())
            clear(self.answers)
            self._offer(question.fact)
        self.say_wrong("")
        self.setVisible(question is not None)
        self.setUpdatesEnabled(True)
        if had_focus and question is not None:
            self.focus_first()

    def focus_first(self) -> None:
        """The first answer."""
        item = self.answers.itemAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.setFocus()

    def say_wrong(self, text: str) -> None:
        """What cannot be kept, under the field."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    def _offer(self, fact: Fact) -> None:
        for value, label in _BUTTONS.get(fact, ()):
            self.answers.addWidget(Button(tr(label), self._giver(fact, value)))
        if fact is Fact.SITUATIONS:
            self._offer_papers()
        elif fact is Fact.BIRTH_YEAR:
            self._offer_text(fact, tr("1988, jj/mm/aaaa, environ 30 ans"))
        elif fact is Fact.CITY:
            self._offer_text(fact, tr("une autre ville"))
        self.answers.addWidget(Button(tr("On ne sait pas"), lambda: self._skip(fact), kind="flat"))

    def _offer_text(self, fact: Fact, hint: str) -> None:
        field = TextField(hint)
        field.setAccessibleName(self.asked.text())
        field.returnPressed.connect(lambda: self._give(fact, field.value()))
        self.answers.addWidget(field)
        self.answers.addWidget(Button(tr("Garder"), lambda: self._give(fact, field.value()), icon_name="check"))

    def _offer_papers(self) -> None:
        kind, expires = ChoiceField(paper_choices()), TextField(tr("fin de validité, jj/mm/aaaa"))
        kind.setAccessibleName(tr("Pièce"))
        expires.setAccessibleName(tr("fin de validité, jj/mm/aaaa"))
        expires.returnPressed.connect(lambda: self._give_paper(kind, expires))
        parts: tuple[QWidget, ...] = (
            kind, expires, Button(tr("Garder"), lambda: self._give_paper(kind, expires), icon_name="check"),
        )  # fmt: skip
        for part in parts:
            self.answers.addWidget(part)
        for value, label in _NO_PAPER:
            self.answers.addWidget(Button(tr(label), self._giver(Fact.SITUATIONS, value)))

    def _give_paper(self, kind: ChoiceField, expires: TextField) -> None:
        from app.errors import sentence

        if kind.value() is None:
            kind.setFocus()
            return
        try:
            form = paper_form(kind.value(), None, expires.value())
        except WaslError as error:
            self.say_wrong(" ".join(sentence(error)))
            return
        day = form.expires_on.isoformat() if form.expires_on else ""
        self._give(Fact.SITUATIONS, f"paper:{form.type}:{day}")

    def _giver(self, fact: Fact, value: str) -> Callable[[], None]:
        return lambda: self._give(fact, value)

    def _give(self, fact: Fact, value: str | None) -> None:
        if value:
            self._answer(fact, value)
