"""Texts for the people of a list, each in their language: copied into WhatsApp or SMS, then marked as sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import sentence
from resources.i18n import format_phone, tr, trn, words
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Button, Card, Section, Words, scrolled
from ui.widgets.fields import LongField
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.people.lists.actions import Message, Messages
    from app.people.lists.listing import Selection

_LEAST_HEIGHT = 160


@dataclass(slots=True)
class _Line:
    """A text and whether it was sent."""

    message: Message
    is_sent: bool = False

    @property
    def id(self) -> object:
        return self.message.person_id


class TextsPanel(QWidget):
    """Three texts are written once; each person gets the one of their language."""

    def __init__(self, desk: Desk, selection: Selection, back: Callable[[], None]) -> None:
        super().__init__()
        self.desk = desk
        self.choice = selection
        self._lines: list[_Line] = []
        self.fields = {language: LongField(lines=2) for language in ("fr", "ar", "en")}
        for language, field in self.fields.items():
            field.show_value(words(language).tr("Bonjour {name}, merci de passer à {agency}."))
        self.said = Words(part="quiet", wrap=True)
        self.prepare = Button(tr("Préparer les messages"), self.make, icon_name="check", kind="main")
        self.model = PagedModel(
            [
                Column("name", tr("Nom"), lambda line: line.message.name, 200, sign=_sign, is_name=True),
                Column("phone", tr("Téléphone"), lambda line: format_phone(line.message.phone), 140),
                Column("text", tr("Message"), lambda line: line.message.text, 420),
            ]
        )
        self.table = DataTable(self.model, tr("Messages"))
        self.copy_text = Button(tr("Copier le message"), self.copy_message, icon_name="copy")
        self.copy_phone = Button(tr("Copier le numéro"), self.copy_number, icon_name="phone")
        self.sent = Button(tr("Marquer envoyé"), self.mark, icon_name="check-check")
        self._lay_out(back)
        self._allow()

    def focus_first(self) -> None:
        """The first text."""
        self.fields["fr"].setFocus()

    def hide_names(self, hidden: bool) -> None:
        """Privacy mode."""
        self.model.hides_names = hidden
        self.table.viewport().update()

    def make(self) -> None:
        """Prepares a text for each person of the list."""
        from app.people.lists.actions import messages

        texts = {language: field.value() or "" for language, field in self.fields.items()}
        self.desk.jobs.read(
            "people.texts", messages, self.desk.workspace, self.choice, texts, done=self._came, failed=self._failed,
            title=tr("Préparation des messages"),
        )  # fmt: skip

    def copy_message(self) -> None:
        """The text of the chosen line, to be pasted."""
        if (line := self.table.current()) is not None:
            QGuiApplication.clipboard().setText(line.message.text)
            self.desk.say.done(tr("Message copié."))

    def copy_number(self) -> None:
        """The number of the chosen line, in the form WhatsApp takes."""
        if (line := self.table.current()) is not None:
            QGuiApplication.clipboard().setText(line.message.phone)
            self.desk.say.done(tr("Numéro copié."))

    def mark(self) -> None:
        """Notes it in the dossier, and goes on to the next line."""
        from app.people.lists.actions import mark_sent

        line = self.table.current()
        if line is None or line.is_sent:
            return
        line.is_sent = True
        message = line.message
        self.desk.jobs.write(mark_sent, self.desk.workspace, message.person_id, message.text)
        place = self.table.currentIndex().row()
        self.table.viewport().update()
        if place + 1 < self.model.rowCount():
            self.table.selectRow(place + 1)

    def _came(self, told: Messages) -> None:
        from app.people.lists.actions import left_out_words

        self._lines = [_Line(message) for message in told.messages]
        self.model.show_all(self._lines)
        text = trn("{n} message prêt", "{n} messages prêts", len(self._lines))
        left_out = left_out_words(told.without_consent, told.without_phone)
        self.said.setText(f"{text} · {left_out}" if left_out else text)
        self.table.selectRow(0)
        self._allow()

    def _failed(self, error: Any) -> None:
        self.model.show_all([])
        self.said.setText(" ".join(sentence(error)))
        self._allow()

    def _allow(self) -> None:
        some = self.model.rowCount() > 0
        for button in (self.copy_text, self.copy_phone):
            button.allow(some, tr("Préparez d’abord les messages."))
        may = self.desk.may("edit_people")
        self.sent.allow(
            some and may,
            tr("Préparez d’abord les messages.") if may else tr("Votre compte ne change pas les dossiers."),
        )

    def _lay_out(self, back: Callable[[], None]) -> None:
        # Where the window is small or the text large, the panel scrolls rather than make the window grow.
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        top = Card(tight=True)
        head = Section(tr("Messages"), Button(tr("Retour à la liste"), back, icon_name="undo-2"))
        top.rows.addWidget(head)
        row = QHBoxLayout()
        for language, field in self.fields.items():
            field.setAccessibleName(_names()[language])
            part = QVBoxLayout()
            part.addWidget(Words(_names()[language], part="quiet", size="small"))
            part.addWidget(field)
            row.addLayout(part, 1)
        top.rows.addLayout(row)
        line = QHBoxLayout()
        hint = tr("{name} et {agency} sont remplis pour chaque personne.", name="{name}", agency="{agency}")
        line.addWidget(Words(hint, part="quiet", size="small"), 1)
        line.addWidget(self.prepare)
        top.rows.addLayout(line)
        column.addWidget(top)
        column.addWidget(self.said)
        self.table.setMinimumHeight(LOOK.px(_LEAST_HEIGHT))
        column.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_phone)
        buttons.addWidget(self.copy_text)
        buttons.addStretch()
        buttons.addWidget(self.sent)
        column.addLayout(buttons)


def _names() -> dict[str, str]:
    return {"fr": "Français", "ar": "العربية", "en": "English"}


def _sign(line: _Line) -> tuple[str, Tone] | None:
    return ("check-check", Tone.GOOD) if line.is_sent else None
