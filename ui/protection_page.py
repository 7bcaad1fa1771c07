"""Protection first (F8): whom to call, from any screen, in one look; printed without a dossier, without a trace of who."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import WaslError
from resources.i18n import current_language, format_date, format_phone, tr
from ui.context import Desk
from ui.theme import LOOK, SPACE, Tone, pixmap
from ui.widgets.basic import Button, Card, Words, clear, scrolled
from ui.widgets.fields import Form, TextField

if TYPE_CHECKING:
    from app.funding.protection import ServiceLine

_ICONS = {
    "violence": "shield-alert",
    "health": "heart-handshake",
    "child": "users",
    "arrest": "scale",
    "hcr": "life-buoy",
}
_LANGUAGES = (("fr", "Français"), ("ar", "العربية"), ("en", "English"))
_FIELDS = ("fr", "ar", "en", "phone", "address", "hours", "note")


class ProtectionPage(QWidget):
    """The sheet on the screen; `back` returns to the work that was left."""

    def __init__(self, desk: Desk, back: Callable[[], None], *, may_edit: bool = True) -> None:
        super().__init__()
        self.desk = desk
        self._may_edit = may_edit and desk.may("manage_lists")
        self.lines: list[ServiceLine] = []
        self._back = Button(tr("Retour"), back, icon_name="arrow-left", kind="main")
        self._back.setShortcut("Escape")
        self.prints = {code: Button(name, self._printer(code), icon_name="printer") for code, name in _LANGUAGES}
        self.said = Words(part="quiet", wrap=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(LOOK.px(SPACE[3]))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(LOOK.px(SPACE[5]),) * 4)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addWidget(Words(tr("Protection et services d’urgence"), size="title", bold=True))
        row.addStretch()
        row.addWidget(Words(tr("Imprimer :"), part="quiet"))
        for button in self.prints.values():
            row.addWidget(button)
        column.addLayout(row)
        text = tr("Aucun dossier n’est ouvert, rien n’est écrit de qui regarde ni de pour qui on imprime.")
        column.addWidget(Words(text, part="quiet", wrap=True))
        column.addWidget(self.said)
        self.said.hide()
        holder = QWidget()
        holder.setLayout(self._grid)
        column.addWidget(scrolled(holder), 1)
        self.refresh()

    def focus_first(self) -> None:
        """Escape and the print buttons are at hand."""
        self._back.setFocus()

    def refresh(self) -> None:
        """Reads the sheet."""
        from app.funding.protection import protection_lines

        self.desk.jobs.read("protection", protection_lines, self.desk.workspace, done=self._show)

    def edit(self, line: ServiceLine) -> None:
        """A line's form in place of its card."""
        editor = LineEditor(self.desk, line, self._kept, self.refresh)
        place = self._place_of(line.theme)
        old = self._grid.itemAtPosition(*divmod(place, 2))
        if old is not None and (widget := old.widget()) is not None:
            self._grid.removeWidget(widget)
            widget.deleteLater()
        self._grid.addWidget(editor, *divmod(place, 2))
        editor.focus_first()

    def _show(self, lines: list[ServiceLine]) -> None:
        from app.funding.protection import THEMES

        self.lines = lines
        clear(self._grid)
        for place, theme in enumerate(THEMES):
            card = self._card(theme, [one for one in lines if one.theme == theme])
            self._grid.addWidget(card, *divmod(place, 2))
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(len(THEMES), 1)

    def _place_of(self, theme: str) -> int:
        from app.funding.protection import THEMES

        return THEMES.index(theme)

    def _card(self, theme: str, lines: list[ServiceLine]) -> Card:
        from app.funding.protection import theme_title

        card = Card()
        head = QHBoxLayout()
        sign = QLabel()
        sign.setPixmap(pixmap(_ICONS[theme], Tone.ACCENT, LOOK.px(24)))
        head.addWidget(sign)
        head.addWidget(Words(theme_title(theme, current_language()), size="large", bold=True))
        head.addStretch()
        card.rows.addLayout(head)
        for line in lines:
            self._put_line(card, line)
        if self._may_edit:
            from app.funding.protection import ServiceLine

            place = max((one.position for one in lines), default=-1) + 1
            row = QHBoxLayout()
            row.addWidget(
                Button(tr("Ajouter"), lambda: self.edit(ServiceLine(theme, place)), icon_name="plus", kind="flat")
            )
            row.addStretch()
            card.rows.addLayout(row)
        card.rows.addStretch()
        return card

    def _put_line(self, card: Card, line: ServiceLine) -> None:
        language = current_language()
        if line.name is None:
            card.rows.addWidget(Words(tr("À compléter par l’agence."), part="quiet"))
        else:
            card.rows.addWidget(Words(line.name.get(language), bold=True, wrap=True))
            if line.phone:
                phone = Words(format_phone(line.phone), size="display", bold=True)
                phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                card.rows.addWidget(phone)
            for text in (line.address, line.hours, line.note):
                shown = text if isinstance(text, str) or text is None else text.get(language)
                if shown:
                    card.rows.addWidget(Words(shown, wrap=True))
            checked = format_date(line.checked_on) if line.checked_on else tr("jamais vérifié par l’agence")
            card.rows.addWidget(Words(tr("Vérifié : {when}", when=checked), size="small", part="quiet"))
        if self._may_edit:
            row = QHBoxLayout()
            row.addWidget(Button(tr("Modifier"), lambda: self.edit(line), icon_name="pencil", kind="flat"))
            if line.version:
                row.addWidget(Button(tr("Retirer"), lambda: self._remove(line), icon_name="trash-2", kind="flat"))
            row.addStretch()
            card.rows.addLayout(row)

    def _remove(self, line: ServiceLine) -> None:
        from app.funding.protection import remove_line

        self.desk.jobs.write(
            remove_line, self.desk.workspace, line.theme, line.position, done=lambda _: self._kept(),
            failed=_Said(self.said).error,
        )  # fmt: skip

    def _kept(self) -> None:
        self.said.hide()
        self.refresh()

    def _printer(self, language: str) -> Callable[[], None]:
        return lambda: self.print_in(language)

    def print_in(self, language: str) -> None:
        """One sheet in one language, to the printer or the folder."""
        from app.funding.protection import protection_paper
        from ui.funding.paper_printing import make_and_print

        # The desk's own line of messages is out of sight here.
        make_and_print(replace(self.desk, say=_Said(self.said)), f"protection-{language}", protection_paper, language)


class _Said:
    """The page's own line of messages."""

    def __init__(self, line: Words) -> None:
        self._line = line

    def done(self, text: str, *, undo: bool = False) -> None:
        """Something is done."""
        self._line.setText(text)
        self._line.show()

    def warn(self, text: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Something to know."""
        self.done(text)

    def error(self, error: WaslError) -> None:
        """What happened, and what to do."""
        from app.errors import sentence

        self.done(" ".join(sentence(error)))


class LineEditor(Card):
    """The form of one line."""

    def __init__(self, desk: Desk, line: ServiceLine, kept: Callable[[], None], cancelled: Callable[[], None]) -> None:
        super().__init__()
        self.desk, self.line, self._kept = desk, line, kept
        labels = {
            "fr": tr("Nom (français)"), "ar": tr("Nom (arabe)"), "en": tr("Nom (anglais)"), "phone": tr("Téléphone"),
            "address": tr("Adresse"), "hours": tr("Horaires"), "note": tr("Remarque"),
        }  # fmt: skip
        self.form = Form()
        self.fields = {key: TextField() for key in _FIELDS}
        for key, field in self.fields.items():
            self.form.add(labels[key], field)
        name, language = line.name, current_language()
        self.fields["phone"].show_value(line.phone)
        self.fields["address"].show_value(line.address)
        self.fields["hours"].show_value(line.hours.get(language) if line.hours else None)
        self.fields["note"].show_value(line.note.get(language) if line.note else None)
        for code in ("fr", "ar", "en"):
            self.fields[code].show_value(name.get(code) if name else None)
        self.wrong = Words(part="wrong", wrap=True)
        self.rows.addWidget(self.form)
        self.rows.addWidget(self.wrong)
        row = QHBoxLayout()
        row.addWidget(Button(tr("Enregistrer"), self.save, icon_name="save", kind="main"))
        row.addWidget(Button(tr("Laisser"), cancelled, kind="flat"))
        row.addStretch()
        self.rows.addLayout(row)

    def focus_first(self) -> None:
        """The name."""
        self.fields["fr"].setFocus()

    def save(self) -> None:
        """Keeps it; a name missing in a language is the French one."""
        from app.funding.protection import edited_line, save_line

        values = {key: field.value() for key, field in self.fields.items()}
        self.desk.jobs.write(
            save_line, self.desk.workspace, edited_line(self.line, values, current_language()),
            done=lambda _: self._kept(), failed=self._failed,
        )  # fmt: skip

    def _failed(self, error: WaslError) -> None:
        from app.errors import sentence

        self.wrong.setText(" ".join(sentence(error)))
