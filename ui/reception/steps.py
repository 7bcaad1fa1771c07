"""The five steps of a reception: each a short form that knows its fields, how it is drafted and where Enter goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from resources.i18n import current_language, language_name, tr
from ui.people.paper_entry import PaperEntry, form_of_texts, paper_line
from ui.people.person_fields import CARER, LIFE, PROJECT, WHO, label_of, make_field, show_text
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Section, Trouble, Words, clear
from ui.widgets.entries import PhonesField
from ui.widgets.fields import ChoiceField, Form, MoneyField, TextField

if TYPE_CHECKING:
    from app.people.forms import PaperForm
    from ui.context import Desk


class Step(QWidget):
    """A step: `typed` tells of each key, `over` that Enter was pressed in its last field."""

    typed = Signal()
    over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self._said_of: list[str] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(LOOK.px(SPACE[2]))
        self.form = Form()
        self.column.addWidget(self.form)

    def add(self, *keys: str) -> None:
        """Fields of P1, by their names."""
        for key in keys:
            self.add_field(key, label_of(key), make_field(key))

    def add_field(self, key: str, label: str, field: Any) -> None:
        """Any field."""
        self.fields[key] = self.form.add(label, field)
        self._said_of.append(key)
        field.changed.connect(self.typed.emit)
        self.watch(field)
        if isinstance(field, PhonesField):
            field.grown.connect(self.watch)

    def watch(self, part: QWidget) -> None:
        """Enter in it moves on."""
        for child in (part, *part.findChildren(QLineEdit), *part.findChildren(QComboBox)):
            child.installEventFilter(self)

    def texts(self) -> dict[str, str]:
        """What was typed, by field."""
        return {key: str(field.value() or "") for key, field in self.fields.items()}

    def show_texts(self, texts: dict[str, str]) -> None:
        """Shows a draft."""
        for key, field in self.fields.items():
            show_text(field, texts.get(key))

    def focus_first(self) -> None:
        """Its first field."""
        next(iter(self.fields.values())).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next field, from the last one to the next step."""
        plain = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers()
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            if isinstance(watched, QWidget):
                self.enter(watched)
            return True
        return super().eventFilter(watched, event)

    def enter(self, where: QWidget) -> None:
        """Enter was pressed there."""
        shown = [field for field in self.fields.values() if field.isVisibleTo(self)]
        place = next(
            (i for i, field in enumerate(shown) if field is where or field.isAncestorOf(where)), len(shown) - 1
        )
        if place + 1 < len(shown):
            shown[place + 1].setFocus()
        else:
            self.over.emit()

    def say(self, remarks: list[Any]) -> None:
        """What looks wrong or odd, under the fields it is about."""
        said = {remark.field: remark for remark in remarks}
        for key in self._said_of:
            field, remark = self.fields[key], said.get(key)
            if remark is not None and remark.error is None:
                self.form.say_odd(field, tr(remark.text, **remark.values))
            else:
                self.form.say_wrong(field, " ".join(sentence(remark.error)) if remark else "")


class WhoStep(Step):
    """Who: the names and what is asked of everybody. A carer is asked for when the person may be under 18."""

    def __init__(self) -> None:
        super().__init__()
        self.add(*WHO)
        self.minor = Badge(tr("Moins de 18 ans : notez un responsable et son accord"), "triangle-alert", Tone.ASK)
        self.minor.hide()
        self.column.insertWidget(0, self.minor)
        self.ask_for_carer(False)

    def ask_for_carer(self, wanted: bool) -> None:
        """Shows the carer's fields, or hides them while they are empty."""
        self.minor.setVisible(wanted)
        filled = any(self.fields[key].value() for key in CARER)
        for key in CARER:
            self.form.show_row(self.fields[key], wanted or filled)


class PapersStep(Step):
    """Papers: as many as there are, none needed; or what the person declares."""

    def __init__(self, desk: Desk, go: Callable[[UUID], None]) -> None:
        super().__init__()
        self.kept: list[dict[str, str]] = []
        self.entry = PaperEntry(desk, go=go)
        self.entry.changed.connect(self.typed.emit)
        self._list = QVBoxLayout()
        self.column.insertLayout(0, self._list)
        self.column.insertWidget(1, self.entry)
        row = QHBoxLayout()
        self.more = Button(tr("Ajouter une autre pièce"), self.keep_paper, icon_name="plus", kind="flat")
        row.addWidget(self.more)
        row.addStretch()
        self.column.insertLayout(2, row)
        self.wrong = Trouble()
        self.column.insertWidget(3, self.wrong)
        for key, field in self.entry.fields.items():
            self.fields[f"paper_{key}"] = field
            self.watch(field)
        self.add("declared_situation")

    def keep_paper(self) -> bool:
        """The paper typed joins the list above; False, with its reason, when it cannot be."""
        try:
            self.entry.form()
        except WaslError as error:
            self.wrong.setText(" ".join(sentence(error)))
            return False
        self.kept.append(self.entry.texts())
        self.entry.empty()
        self.wrong.setText("")
        self._show()
        self.typed.emit()
        self.entry.fields["type"].setFocus()
        return True

    def papers(self) -> list[PaperForm]:
        """Every paper, the one being typed included. Raises Refused."""
        typed = [] if self.entry.is_empty() else [self.entry.texts()]
        return [form_of_texts(texts) for texts in (*self.kept, *typed)]

    def enter(self, where: QWidget) -> None:
        """From the kind of paper left empty straight to what is declared; from the last field the next paper."""
        if where is self.fields["paper_status"] and not self.entry.is_empty():
            self.keep_paper()
        elif where is self.fields["paper_type"] and self.entry.is_empty():
            self.fields["declared_situation"].setFocus()
        else:
            super().enter(where)

    def show_papers(self, kept: list[dict[str, str]]) -> None:
        """Shows a draft's papers."""
        self.kept = list(kept)
        self._show()

    def _show(self) -> None:
        clear(self._list)
        for place, texts in enumerate(self.kept):
            row = QHBoxLayout()
            row.addWidget(Words(paper_line(form_of_texts(texts)), wrap=True), 1)
            row.addWidget(
                Button(tr("Retirer"), lambda place=place: self._drop(place), icon_name="trash-2", kind="flat")
            )
            self._list.addLayout(row)

    def _drop(self, place: int) -> None:
        del self.kept[place]
        self._show()
        self.typed.emit()


class ProjectStep(Step):
    """The business idea or activity."""

    def __init__(self) -> None:
        super().__init__()
        self.add(*PROJECT)


class NeedsStep(Step):
    """What the person wants now, and what helps to understand it."""

    def __init__(self) -> None:
        super().__init__()
        self.add_field("purpose", tr("Besoin"), TextField(longest=5000))
        self.add_field("amount", tr("Montant (MAD)"), MoneyField())
        self.form.add_wide(Section(tr("Sa situation")))
        self.add(*LIFE, "note")


class ConsentStep(Step):
    """The words in force to read aloud, in the person's language, and the answer; "later" is an answer too."""

    def __init__(self, desk: Desk, refuse: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self.language = ChoiceField([(current_language(), language_name(current_language()))], required=True)
        self.form.add(tr("Lu en"), self.language)
        self._words, self._model = Words(wrap=True), Words(size="small", part="quiet")
        self.form.add_wide(self._words)
        self.form.add_wide(self._model)
        self.consent = QCheckBox(tr("Lu à la personne, qui accepte"))
        self.consent.toggled.connect(lambda _: self.typed.emit())
        self.consent.installEventFilter(self)
        self.form.add_wide(self.consent)
        self.form.add_wide(Words(tr("Sans réponse, l’accord reste à recueillir."), size="small", part="quiet"))
        row = QHBoxLayout()
        row.addWidget(Button(tr("Accord refusé : effacer"), refuse, kind="grave"))
        row.addStretch()
        self.column.addLayout(row)
        self.language.changed.connect(self._read)
        self._ask()

    def focus_first(self) -> None:
        """The answer."""
        self.consent.setFocus()

    def enter(self, where: QWidget) -> None:
        """The next step."""
        self.over.emit()

    def _ask(self) -> None:
        from app.people.wording_editions import spoken_languages_of

        self._desk.jobs.read("reception.languages", spoken_languages_of, self._desk.workspace, done=self._languages)
        self._read()

    def _languages(self, codes: list[str]) -> None:
        self.language.fill([(code, language_name(code)) for code in codes])

    def _read(self) -> None:
        from app.people.wording_editions import wordings_to_read

        language = self.language.value() or "fr"
        self._desk.jobs.read("reception.words", wordings_to_read, self._desk.workspace, language, done=self._came)

    def _came(self, found: dict[str, Any]) -> None:
        words = found["dossier"]
        self._words.setText(words.text)
        self._model.setText(tr("(modèle, à valider)") if words.is_model else "")
