"""The conditions of a list: each a small button that takes it away, and one place to add another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Refused, sentence
from resources.i18n import country_name, tr
from ui.context import Desk
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Words, clear
from ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from app.people.lists.conditions import PeopleFilter

_ACROSS = 3


class Chips(QWidget):
    """The conditions in force, in words; a click takes one away."""

    def __init__(self, changed: Callable[[PeopleFilter], None], across: int = _ACROSS) -> None:
        super().__init__()
        self._changed = changed
        self._across = across
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(LOOK.px(SPACE[1]))
        self.buttons: list[Button] = []
        self.hide()

    def show_filter(self, filter_: PeopleFilter) -> None:
        """Shows these conditions."""
        from app.people.lists.conditions import words_of

        clear(self._grid)
        self.buttons = []
        for place, one in enumerate(filter_.conditions):
            words = words_of(one)
            button = Button(f"{words}  ✕", _taking(self._changed, filter_, one), kind="plain")
            button.setAccessibleName(tr("Ôter la condition : {words}", words=words))
            button.setToolTip(words)
            self._grid.addWidget(button, place // self._across, place % self._across)
            self.buttons.append(button)
        self._grid.setColumnStretch(self._across, 1)
        self.setVisible(bool(filter_.conditions))


class ConditionEntry(QWidget):
    """What a condition is about, then its value, chosen or typed; added by Enter or the button."""

    def __init__(self, desk: Desk, added: Callable[[Any], None]) -> None:
        super().__init__()
        from app.people.lists.conditions import KEY_LABELS

        self.desk = desk
        self._added = added
        self.about = ChoiceField([(key, tr(label)) for key, label in KEY_LABELS.items()], required=True)
        self.about.setAccessibleName(tr("Condition"))
        self.choice = ChoiceField([], required=True)
        self.choice.setAccessibleName(tr("Valeur"))
        self.first, self.last = TextField(), TextField()
        self.first.setAccessibleName(tr("De"))
        self.last.setAccessibleName(tr("À"))
        self.typed = TextField()
        self.typed.setAccessibleName(tr("Valeur"))
        self.error = Words(size="small", part="wrong", wrap=True)
        self.error.hide()
        self._values = QStackedWidget()
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.first)
        row.addWidget(self.last)
        for part in (self.choice, pair, self.typed):
            self._values.addWidget(part)
        self.button = Button(tr("Ajouter"), self.add, icon_name="plus")
        line = QHBoxLayout()
        line.addWidget(self.about)
        line.addWidget(self._values, 1)
        line.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[1]))
        column.addLayout(line)
        column.addWidget(self.error)
        self.about.changed.connect(self._prepare)
        for field in (self.first, self.last, self.typed):
            field.returnPressed.connect(self.add)
        self._prepare()

    def add(self) -> None:
        """Adds the condition; what cannot be is said under it."""
        from app.people.lists.conditions import Key, condition

        try:
            made = condition(Key(self.about.value()), self._value())
        except Refused as error:
            self.error.setText(" ".join(sentence(error)))
            self.error.show()
            return
        self.error.hide()
        for field in (self.first, self.last, self.typed):
            field.clear()
        self._added(made)

    def _value(self) -> str:
        match self.about.value():
            case "age":
                first, last = self.first.text().strip(), self.last.text().strip()
                return f"{first}-{last}" if first or last else ""
            case "registered":
                return "..".join(_day(field.text()) for field in (self.first, self.last))
            case "no_contact" | "paper":
                return self.typed.text().strip()
            case "language":
                return str(self.choice.value() or "")
        return str(self.choice.value() or "")

    def _prepare(self) -> None:
        """The way to give a value of the kind that is asked for."""
        from app.people.lists.conditions import WORDS, Key
        from resources.i18n import spoken_languages

        self.error.hide()
        key = self.about.value()
        if key in ("age", "registered"):
            hints = (tr("de (âge)"), tr("à (âge)")) if key == "age" else (tr("du (jj/mm/aaaa)"), tr("au (jj/mm/aaaa)"))
            self.first.setPlaceholderText(hints[0])
            self.last.setPlaceholderText(hints[1])
            self._values.setCurrentIndex(1)
        elif key in ("no_contact", "paper"):
            self.typed.setPlaceholderText(
                tr("depuis combien de jours") if key == "no_contact" else tr("dans combien de jours")
            )
            self._values.setCurrentIndex(2)
        else:
            self._values.setCurrentIndex(0)
            if key in ("city", "neighbourhood", "nationality"):
                self._ask_values(key)
            elif key == "language":
                self.choice.fill(spoken_languages())
            else:
                self.choice.fill((word, tr(label)) for word, label in WORDS[Key(key)].items())

    def _ask_values(self, key: str) -> None:
        from app.people.lists.listing import values_in_use

        self.choice.fill([("none", tr("non précisé"))])
        self.desk.jobs.read("people.values", values_in_use, self.desk.workspace, key, done=self._offer)

    def _offer(self, values: list[str]) -> None:
        names = [(one, country_name(one) if self.about.value() == "nationality" else one) for one in values]
        self.choice.fill([*names, ("none", tr("non précisé"))])


def _day(text: str) -> str:
    """A day typed as people do, as the condition reads it; what is no day is left for it to refuse."""
    from app.people.papers import parse_day

    try:
        day = parse_day(text.strip())
    except Refused:
        return text.strip()
    return day.isoformat() if day else ""


def _taking(changed: Callable[[PeopleFilter], None], filter_: PeopleFilter, one: Any) -> Callable[[], None]:
    return lambda: changed(filter_.without(one))
