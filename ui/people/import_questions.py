"""What a list leaves in doubt, asked above its rows: how its letters are written, what its further sheets hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import tr, trn
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Card, Words, clear
from ui.widgets.fields import ChoiceField

if TYPE_CHECKING:
    from app.people.imports.repeats import Repeat

_LONGEST_SAMPLE = 70
_LONGEST_CHOICE = 24


class EncodingQuestion(Card):
    """The same lines as each encoding reads them: the right one is seen at a glance."""

    def __init__(self, choose: Callable[[str], None]) -> None:
        super().__init__(tight=True)
        self._choose = choose
        self.rows.addWidget(Badge(tr("Les accents sont-ils justes ?"), "circle-help", Tone.ASK))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self.rows.addLayout(self._grid)
        self.hide()

    def ask(self, samples: Mapping[str, str], used: str) -> None:
        """Shows what each encoding makes of the file; `used` is the one guessed."""
        clear(self._grid)
        names = encoding_names()
        for line, (encoding, text) in enumerate(samples.items()):
            button = Button(names[encoding], _chooser(self._choose, encoding))
            button.setCheckable(True)
            button.setChecked(encoding == used)
            first = " · ".join(part.strip() for part in text.splitlines())
            self._grid.addWidget(button, line, 0)
            self._grid.addWidget(Words(first[:_LONGEST_SAMPLE]), line, 1)
        self.setVisible(len(samples) > 1)


class RepeatsQuestion(Card):
    """Sheets of repeated answers: nobody is made a person because a form names them, unless somebody says so."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__(tight=True)
        self._changed = changed
        self.choices: dict[str, ChoiceField] = {}
        self.rows.addWidget(Badge(tr("Groupes répétés du formulaire"), "list", Tone.ASK))
        self._lines = QVBoxLayout()
        self.rows.addLayout(self._lines)
        self.hide()

    def ask(self, repeats: Sequence[Repeat], uses: Mapping[str, str]) -> None:
        """One line a sheet: how many answers, and what they become."""
        clear(self._lines)
        self.choices = {}
        words = {
            "none": tr("ne pas reprendre"), "details": tr("pièces et téléphones de la personne"),
            "persons": tr("d’autres personnes, à enregistrer"),
        }  # fmt: skip
        for repeat in repeats:
            choice = ChoiceField([(use.value, words[use.value]) for use in repeat.possible], required=True)
            choice.setMinimumContentsLength(_LONGEST_CHOICE)
            choice.show_value(uses.get(repeat.name, repeat.usual.value))
            choice.setAccessibleName(repeat.name)
            choice.changed.connect(self._changed)
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(LOOK.px(SPACE[2]))
            row.addWidget(Words(repeat.name, bold=True))
            row.addWidget(Words(trn("{n} réponse", "{n} réponses", repeat.count), part="quiet"))
            row.addWidget(choice)
            row.addStretch()
            self._lines.addWidget(holder)
            self.choices[repeat.name] = choice
        self.setVisible(bool(repeats))

    def uses(self) -> dict[str, str]:
        """What was chosen for each sheet."""
        return {name: str(choice.value()) for name, choice in self.choices.items()}


def encoding_names() -> dict[str, str]:
    """What each encoding is called by the programs that write it."""
    return {
        "utf-8": "UTF-8", "cp1252": tr("Windows (français)"), "cp1256": tr("Windows (arabe)"), "utf-16": "UTF-16",
    }  # fmt: skip


def _chooser(choose: Callable[[str], None], encoding: str) -> Callable[[], None]:
    return lambda: choose(encoding)
