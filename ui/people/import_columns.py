"""Which column of a list holds what, chosen by hand where the headers did not say it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from resources.i18n import tr
from ui.widgets.basic import Words, clear
from ui.widgets.fields import ChoiceField

_SAMPLES = 3
_LONGEST_SAMPLE = 60


class ImportColumns(QWidget):
    """A line for each column: its heading, what it holds, its first values."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self.choices: list[tuple[str, ChoiceField]] = []
        self._grid = QGridLayout()
        self._grid.setColumnStretch(2, 1)
        outer = QVBoxLayout(self)
        outer.addLayout(self._grid)
        outer.addStretch()

    def mapping(self) -> dict[str, str]:
        """What was chosen for each column that has a heading."""
        return {title: field.value() or "" for title, field in self.choices}

    def forget(self) -> None:
        """Another file."""
        clear(self._grid)
        self.choices = []

    def show_columns(self, titles: Sequence[str], fields: Sequence[str | None], rows: Sequence[Sequence[str]]) -> None:
        """Shows the columns of a list; `rows` are those under its header."""
        from app.people.imports.columns import FIELDS

        self.forget()
        choices = [(field, tr(word)) for field, word in FIELDS.items()]
        for place, (title, field) in enumerate(zip(titles, fields, strict=True)):
            if not title:
                continue
            samples = [row[place] for row in rows[:_SAMPLES] if place < len(row) and row[place]]
            choice = ChoiceField(choices, none_text=tr("ne pas reprendre"))
            choice.show_value(field)
            choice.setAccessibleName(title)
            choice.changed.connect(self._changed)
            line = len(self.choices)
            self._grid.addWidget(Words(title, bold=True), line, 0)
            self._grid.addWidget(choice, line, 1)
            self._grid.addWidget(Words(" · ".join(samples)[:_LONGEST_SAMPLE], part="quiet"), line, 2)
            self.choices.append((title, choice))
