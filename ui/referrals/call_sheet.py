"""The call sheet: every open referral of one provider answered in one call, a row each, by function keys on any keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from resources.i18n import current_language, format_date, format_number, format_phone, tr
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.people.choices import translated
from ui.referrals.delays_card import DelaysCard
from ui.referrals.tool import Tool, column, line
from ui.referrals.words import REASONS, figures_text
from ui.signs import sign_of, word_of
from ui.theme import LOOK
from ui.widgets.basic import Button, Words
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.table import DataTable

# Function keys: the same on AZERTY, QWERTY and Arabic keyboards. During a call they answer instead of changing the tab.
_KEYS = (("F2", "accepted"), ("F3", "refused"), ("F4", "waiting"), ("F6", "received"))


class CallSheet(Tool):
    """Providers at the start, the one being called at the end; each answer is kept at once, a broken call loses nothing."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        hint = tr("Choisissez l’organisme que vous appelez ; chaque réponse est gardée dès que la touche est pressée.")
        super().__init__(desk, tr("Feuille d’appel"), hint, back)
        self.provider_id: UUID | None = None
        self.sheets = PagedModel(
            [
                Column("name", tr("Organisme"), lambda r: r.name.get(current_language(), ""), 140),
                Column("open", tr("En cours"), lambda r: format_number(r.open), 62),
                Column("late", tr("En retard"), lambda r: format_number(r.late), 62),
            ]
        )
        self.providers = DataTable(self.sheets, tr("Organismes à appeler"))
        self.model = PagedModel(
            [
                Column("number", tr("Bon"), lambda r: r.number, 140),
                Column("person", tr("Personne"), lambda r: r.person.display_name, 170, is_name=True),
                Column("entry", tr("Fiche"), lambda r: r.entry.get(current_language(), ""), 220),
                Column("state", tr("État"), lambda r: word_of(r.decision or r.progress), 120, sign=_sign),
                Column("due", tr("Avant le"), lambda r: format_date(r.due_on) if r.due_on else "", 150),
            ]
        )
        self.table = DataTable(self.model, tr("Référencements de l’organisme"))
        self.name = Words(size="large", bold=True, wrap=True)
        self.told = Words(part="quiet", wrap=True)
        self.reason = ChoiceField(translated(REASONS), required=True)
        self.reason.setAccessibleName(tr("Motif du refus"))
        self.until = DateField(tr("réessayer le (jj/mm/aaaa)"))
        self.words = TextField(tr("dans ses mots (gardés tels quels)"), longest=400)
        self.words.setAccessibleName(tr("dans ses mots (gardés tels quels)"))
        self.delays = DelaysCard(desk)
        self._lay_out()
        self.refresh()

    def focus_first(self) -> None:
        """The providers, then the rows of the one that is called."""
        (self.table if self.provider_id else self.providers).setFocus()

    def refresh(self) -> None:
        """Reads both lists again."""
        from app.referrals.following import call_sheet, call_sheets

        self.desk.jobs.read("referrals.sheets", call_sheets, self.desk.workspace, done=self._sheets_came)
        if self.provider_id is not None:
            self.desk.jobs.read(
                "referrals.sheet", call_sheet, self.desk.workspace, self.provider_id, done=self._rows_came
            )

    def event(self, event: QEvent) -> bool:
        """The sheet's keys are its own as long as the cursor is in it: the window's shortcuts of that name wait."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _answer_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A function key answers the row the cursor is on."""
        if (answer := _answer_of(event)) is not None:
            self.answer(answer)
        else:
            super().keyPressEvent(event)

    def answer(self, answer: str) -> None:
        """Keeps the provider's word on the row the cursor is on."""
        from app.referrals.answers import record_answer

        row = self.table.current()
        if row is None:
            return
        try:
            until = self.until.day()
        except ValueError:
            self.until.set_wrong(True)
            return
        self.desk.jobs.write(
            record_answer, self.desk.workspace, row.code, answer, source="call", until=until,
            reason=self.reason.value() if answer == "refused" else None,
            words=self.words.value() if answer == "refused" else None, done=lambda card: self._noted(card, answer),
        )  # fmt: skip

    def call(self, sheet: Any) -> None:
        """Shows the rows of one provider, and what it answered so far."""
        from app.referrals.provider_figures import provider_figures

        self.provider_id = sheet.provider_id
        phone = format_phone(sheet.phone) if sheet.phone else tr("téléphone à trouver")
        self.name.setText(f"{sheet.name.get(current_language(), '')}   {phone}")
        self.delays.show_provider(sheet.provider_id)
        self.desk.jobs.read(
            "referrals.figures", provider_figures, self.desk.workspace, sheet.provider_id,
            done=lambda found: self.told.setText(figures_text(found.get(sheet.provider_id))),
        )  # fmt: skip
        self.refresh()
        self.table.setFocus()

    def _noted(self, card: Any, answer: str) -> None:
        self.words.clear()  # they were said of one person
        self.desk.say.done(f"{card.number}  ·  {word_of(answer)}", undo=True)

    def _sheets_came(self, sheets: list[Any]) -> None:
        self.sheets.show_all(sheets)
        if sheets and self.provider_id is None:
            self.providers.selectRow(0)

    def _rows_came(self, rows: list[Any]) -> None:
        place = self.table.currentIndex().row()
        self.model.show_all(rows)
        if rows and self.table.current() is None:
            self.table.selectRow(min(max(place, 0), len(rows) - 1))

    def _lay_out(self) -> None:
        self.providers.setFixedWidth(LOOK.px(300))
        whole = QHBoxLayout()
        whole.addWidget(self.providers)
        side = column(self.name, self.told, self.table)
        words = {
            "accepted": tr("Accepté"),
            "refused": tr("Refusé"),
            "waiting": tr("En attente"),
            "received": tr("Reçu"),
        }
        buttons = [Button(f"{words[a]} ({key})", lambda a=a: self.answer(a)) for key, a in _KEYS]
        side.addLayout(line(*buttons))
        side.addLayout(line(Words(tr("Motif du refus"), part="quiet"), self.reason, self.until, self.words))
        side.addWidget(self.delays)
        whole.addLayout(side, 1)
        self.rows.addLayout(whole, 1)
        self.providers.opened.connect(self.call)
        self.providers.clicked.connect(lambda index: self._clicked(index.row()))

    def _clicked(self, place: int) -> None:
        if (sheet := self.sheets.row(place)) is not None:
            self.call(sheet)


def _answer_of(event: QKeyEvent) -> str | None:
    pressed = event.keyCombination()
    if pressed.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        return None
    return next((answer for key, answer in _KEYS if pressed.key().name == f"Key_{key}"), None)


def _sign(row: Any) -> Any:
    return sign_of(row.decision or row.progress)
