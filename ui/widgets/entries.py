"""Fields that help while one types: suggestions from a list, one or several to a field; the phones of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import tr
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button
from ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex


class SuggestField(TextField):
    """A line with suggestions; `several` are parted by commas and each is suggested for. Anything may be typed."""

    def __init__(self, words: Iterable[str] = (), *, several: bool = False, hint: str = "", longest: int = 400) -> None:
        super().__init__(hint, longest=longest)
        self._completer = _Completer(several, self)
        self._completer.activated.connect(lambda _: self.changed.emit())
        self.setCompleter(self._completer)
        self.suggest(words)

    def suggest(self, words: Iterable[str]) -> None:
        """Replaces what is suggested."""
        self._completer.setModel(QStringListModel(list(words), self._completer))


class PhonesField(QWidget):
    """Several phones: the number, who answers it, WhatsApp or not. Its value is the text app.people.fields reads."""

    changed = Signal()
    grown = Signal(QWidget)
    """A new row's fields exist: whoever moves the keyboard on with Enter watches them too."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[TextField, TextField, ChoiceField, QWidget]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[1]))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(LOOK.px(SPACE[1]))
        column.addLayout(self._lines)
        self._more = Button(tr("Autre téléphone"), self.add_row, icon_name="plus", kind="flat")
        column.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeading)
        self.add_row()

    def add_row(self) -> None:
        """One more phone."""
        number, who = TextField("06 61 23 45 67", longest=60), TextField(tr("qui répond"), longest=100)
        whatsapp = ChoiceField(
            [("whatsapp", tr("WhatsApp")), ("sans whatsapp", tr("sans WhatsApp"))], none_text=tr("WhatsApp ?")
        )
        whatsapp.setMinimumContentsLength(8)
        number.setAccessibleName(tr("Téléphone"))
        who.setAccessibleName(tr("Qui répond"))
        whatsapp.setAccessibleName(tr("WhatsApp"))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(LOOK.px(SPACE[1]))
        for part, stretch in ((number, 3), (who, 2), (whatsapp, 0)):
            part.changed.connect(self.changed.emit)
            row.addWidget(part, stretch)
        self._lines.addWidget(holder)
        self._rows.append((number, who, whatsapp, holder))
        if len(self._rows) == 1:
            self.setFocusProxy(number)
        else:
            number.setFocus()
        self.grown.emit(holder)

    def value(self) -> str | None:
        """`0661234567:Fatou:whatsapp / …`; None for nothing."""
        from app.people.phones import write_phones

        said = {"whatsapp": True, "sans whatsapp": False}
        shown = [(number.value(), who.value(), said.get(whatsapp.value())) for number, who, whatsapp, _ in self._rows]
        return write_phones([(number, who, has) for number, who, has in shown if number]) or None

    def show_value(self, value: object) -> None:
        """Shows phones without telling of a change."""
        from app.people.phones import read_phones
        from resources.i18n import format_phone

        phones = read_phones(str(value or "")) or (("", None, None),)
        while len(self._rows) > len(phones):
            *_, holder = self._rows.pop()
            self._lines.removeWidget(holder)
            holder.deleteLater()
        while len(self._rows) < len(phones):
            self.add_row()
        for (number, who, whatsapp, _), (digits, name, has) in zip(self._rows, phones, strict=True):
            number.show_value(format_phone(digits) if digits else None)
            who.show_value(name)
            whatsapp.show_value(None if has is None else "whatsapp" if has else "sans whatsapp")

    def set_wrong(self, wrong: bool) -> None:
        """Marks the numbers as what is to be mended."""
        for number, *_ in self._rows:
            number.set_wrong(wrong)

    def has_keyboard(self) -> bool:
        """Whether somebody types in it."""
        return any(part.hasFocus() for *parts, _ in self._rows for part in parts)


class _Completer(QCompleter):
    def __init__(self, several: bool, parent: SuggestField) -> None:
        super().__init__(parent)
        self._several = several
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(8)

    def splitPath(self, path: str) -> list[str]:
        """What is being typed: the last of several."""
        return [path.replace("،", ",").rpartition(",")[2].strip()] if self._several else [path]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The whole line once a suggestion is taken."""
        chosen = str(index.data() or "")
        widget: Any = self.widget()
        if not self._several or widget is None:
            return chosen
        before, comma, _ = widget.text().replace("،", ",").rpartition(",")
        return f"{before}{comma} {chosen}".strip()
