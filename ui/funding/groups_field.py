"""Groups of conditions, made and unmade: all of them, at least one, or none; each condition in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BadFile
from app.funding.criteria import NEED_FACT_OF, Criterion, CriterionKey, Operator
from app.funding.criterion_reader import read_groups
from app.funding.criterion_words import in_a_group
from app.funding.entry_writer import criterion_data
from app.funding.facts import LEGAL_FORMS, SEXES, SITUATIONS, STAGES
from app.funding.field_names import field_name
from app.funding.located import items_of
from app.funding.wordings import LABELS
from resources.i18n import current_language, tr
from ui.widgets.basic import Button, Card, Words, clear
from ui.widgets.fields import ChoiceField, TextField

_KEYS = (
    CriterionKey.SITUATIONS, CriterionKey.AGE_MIN, CriterionKey.AGE_MAX, CriterionKey.SEX, CriterionKey.STAGE,
    CriterionKey.LEGAL_FORM, CriterionKey.ACCOUNT_REQUIRED, CriterionKey.CITIES, CriterionKey.NEED_MIN,
    CriterionKey.NEED_MAX, CriterionKey.PURPOSE,
)  # fmt: skip
_CHOICES = {
    CriterionKey.SITUATIONS: SITUATIONS,
    CriterionKey.SEX: SEXES,
    CriterionKey.STAGE: STAGES,
    CriterionKey.LEGAL_FORM: LEGAL_FORMS,
}
_AT_LEAST = (CriterionKey.AGE_MIN, CriterionKey.NEED_MIN)


def part_of(key: CriterionKey, value: str) -> dict[str, Any]:
    """One condition of a group as a pack writes it, from a field and what was chosen or typed."""
    if key is CriterionKey.SITUATIONS:
        # Who holds something else does not hold this: in a group the question is what the person holds.
        others = [one for one in SITUATIONS if one != value]
        return {key.value: {"accepted": [value], "refused": others, "unknown": []}}
    if key in _CHOICES:
        return {key.value: {Operator.AMONG.value: [value]}}
    if key is CriterionKey.ACCOUNT_REQUIRED:
        return {key.value: {Operator.REQUIRED.value: True}}
    words = [word.strip() for word in value.split(",") if word.strip()]
    if key is CriterionKey.CITIES:
        return {key.value: {Operator.SERVED.value: words, "exclusive": True}}
    if key is CriterionKey.PURPOSE:
        return {key.value: {Operator.MENTIONS.value: words}}
    operator = Operator.AT_LEAST if key in _AT_LEAST else Operator.AT_MOST
    return {key.value: {operator.value: int(value) if value.isdecimal() else value}}


class GroupsField(QWidget):
    """The groups of an entry. What a pack brought and this cannot edit (a group within a group) is kept and said."""

    changed = Signal()

    def __init__(self, groups: Sequence[Criterion]) -> None:
        super().__init__()
        self.groups: list[tuple[str, list[dict[str, Any]], dict[str, Any]]] = []
        for one in groups:
            data: dict[str, Any] = dict(criterion_data(one))
            parts: list[dict[str, Any]] = data.pop(one.operator.value)
            self.groups.append((one.operator.value, parts, data))
        self.cards = QVBoxLayout()
        self.makers: list[PartMaker] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        name = field_name(CriterionKey.GROUPS.value, current_language())
        column.addWidget(Words(name[:1].upper() + name[1:], part="quiet"))
        column.addLayout(self.cards)
        row = QHBoxLayout()
        row.addWidget(Button(tr("Ajouter un groupe"), self.add_group, icon_name="plus"))
        row.addStretch()
        column.addLayout(row)
        self._show()

    def data(self) -> list[dict[str, Any]]:
        """The groups that hold a condition, as a pack writes them."""
        return [{word: parts, **marks} for word, parts, marks in self.groups if parts]

    def add_group(self) -> None:
        """A new one, still empty: it counts once it holds a condition."""
        self.groups.append((Operator.ANY.value, [], {}))
        self._show()
        self.makers[-1].key.setFocus()

    def add_part(self, place: int, part: dict[str, Any]) -> None:
        """One more condition of a group."""
        word, parts, _marks = self.groups[place]
        self.groups[place] = (word, [*parts, part], {})
        self._changed()

    def remove_part(self, place: int, part: int) -> None:
        """A condition goes; the last one takes its group with it."""
        word, parts, _marks = self.groups[place]
        left = [one for at, one in enumerate(parts) if at != part]
        if left:
            self.groups[place] = (word, left, {})
        else:
            del self.groups[place]
        self._changed()

    def choose(self, place: int, word: str) -> None:
        """All, at least one, or none."""
        self.groups[place] = (word, self.groups[place][1], {})
        self.changed.emit()

    def _changed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear(self.cards)
        self.makers = []
        words = [("any", tr("Au moins une de")), ("all", tr("Toutes")), ("none", tr("Aucune de"))]
        for place, (word, parts, _marks) in enumerate(self.groups):
            card = Card(tight=True)
            kind = ChoiceField(words, required=True)
            kind.setAccessibleName(tr("Sorte de groupe"))
            kind.show_value(word)
            kind.changed.connect(lambda place=place, kind=kind: self.choose(place, kind.value()))
            card.rows.addWidget(kind)
            for at, part in enumerate(parts):
                card.rows.addWidget(self._line(place, at, part))
            maker = PartMaker(lambda part, place=place: self.add_part(place, part))
            self.makers.append(maker)
            card.rows.addWidget(maker)
            self.cards.addWidget(card)

    def _line(self, place: int, at: int, part: dict[str, Any]) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        text = said(part)
        row.addWidget(Words(f"• {text}", wrap=True), 1)
        button = Button(tr("Retirer"), lambda: self.remove_part(place, at), kind="flat")
        button.setAccessibleName(f"{tr('Retirer')} : {text}")
        row.addWidget(button)
        return holder


class PartMaker(QWidget):
    """A field and its value: one more condition."""

    def __init__(self, add: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self._add = add
        language = current_language()
        self.key = ChoiceField([(key, field_name(key.value, language)) for key in _KEYS], required=True)
        self.key.setAccessibleName(tr("Condition"))
        self.choice = ChoiceField([], required=True)
        self.choice.setAccessibleName(tr("Valeur"))
        self.typed = TextField("", longest=200)
        self.typed.setAccessibleName(tr("Valeur"))
        self.wrong = Words(part="wrong", wrap=True)
        self.wrong.hide()
        self.key.changed.connect(self._offer)
        self.typed.returnPressed.connect(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        for field in (self.key, self.choice, self.typed):
            row.addWidget(field, 1)
        row.addWidget(Button(tr("Ajouter"), self.add, icon_name="plus"))
        column.addLayout(row)
        column.addWidget(self.wrong)
        self._offer()

    def add(self) -> None:
        """Adds it, if it says something."""
        key = CriterionKey(self.key.value())
        value = self.choice.value() if key in _CHOICES else self.typed.value()
        part = part_of(key, value or "")
        try:
            read_groups([items_of({Operator.ALL.value: [part]})])
        except BadFile as error:
            self.wrong.setText(str(error.values.get("reason", "")))
            self.wrong.show()
            return
        self._add(part)

    def _offer(self) -> None:
        key = CriterionKey(self.key.value())
        self.choice.setVisible(key in _CHOICES)
        self.typed.setVisible(key not in _CHOICES and key is not CriterionKey.ACCOUNT_REQUIRED)
        if key in _CHOICES:
            self.choice.fill([(word, tr(LABELS[word])) for word in _CHOICES[key]])
        hints = {CriterionKey.CITIES: "Rabat, Casablanca", CriterionKey.PURPOSE: tr("mots séparés par des virgules")}
        usual = "MAD" if key in NEED_FACT_OF else tr("ans")
        self.typed.setPlaceholderText(hints.get(key, usual))


def said(part: dict[str, Any]) -> str:
    """A condition of a group in plain words."""
    (group,) = read_groups([items_of({Operator.ALL.value: [part]})])
    return in_a_group(group.parts[0]).get(current_language())
