"""One line of a call script: what to ask, and what may be answered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.funding.phone_check import AnswerKind, CheckQuestion
from resources.i18n import current_language, tr
from ui.signs import word_of
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Words
from ui.widgets.fields import LongField, TextField

Give = Callable[[str, str | None], object]


class QuestionRow(QWidget):
    """Gives its answer at once: the key of the question, and the word."""

    def __init__(self, question: CheckQuestion, give: Give) -> None:
        super().__init__()
        self._key, self._give = question.key, give
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(LOOK.px(SPACE[2]))
        text = question.text.get(current_language())
        row.addWidget(Words(text, wrap=True), 1)
        if question.kind is AnswerKind.STATE:
            for state in ("open", "closed"):
                row.addWidget(Button(word_of(state), self._giver(state)))
        elif question.kind is AnswerKind.YES_NO:
            row.addWidget(Button(tr("Oui"), self._giver("yes")))
            row.addWidget(Button(tr("Non"), self._giver("no")))
        else:
            self._typed(row, question, text)

    def _typed(self, row: QHBoxLayout, question: CheckQuestion, text: str) -> None:
        field: TextField | LongField
        if question.key == "documents":
            field = LongField(lines=2)
        else:
            hint = {AnswerKind.MONEY: "MAD", AnswerKind.AGE: tr("ans")}.get(question.kind, "")
            field = TextField(hint, longest=400)
            field.returnPressed.connect(lambda: self._give(self._key, field.value()))
        field.setAccessibleName(text)
        row.addWidget(field, 1)
        row.addWidget(Button(tr("Garder"), lambda: self._give(self._key, field.value()), icon_name="check"))

    def _giver(self, value: str) -> Callable[[], object]:
        return lambda: self._give(self._key, value)


class Script(QVBoxLayout):
    """The open questions of one entry; a question that is answered leaves, what is being typed in the others stays."""

    def __init__(self, give: Give) -> None:
        super().__init__()
        self._give = give
        self.rows: dict[str, QWidget] = {}

    def show_questions(self, questions: tuple[CheckQuestion, ...]) -> None:
        """Puts in what is new and takes out what is settled."""
        wanted = {question.key for question in questions}
        for key in [key for key in self.rows if key not in wanted]:
            row = self.rows.pop(key)
            self.removeWidget(row)
            row.deleteLater()
        for question in questions:
            if question.key not in self.rows:
                self.rows[question.key] = row = QuestionRow(question, self._give)
                self.addWidget(row)
        if not wanted and self.count() == 0:
            self.addWidget(Words(tr("Plus rien n’est inconnu de cette fiche."), part="quiet"))
