"""The fields of the conditions, each of its proper type, to and from the shape of the pack."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from app.funding.criteria import NEED_FACT_OF, Criterion, CriterionKey, Operator
from app.funding.entries import Entry
from app.funding.entry_writer import criterion_data, texts_data
from app.funding.facts import LEGAL_FORMS, SEXES, SITUATIONS, STAGES
from app.funding.field_names import field_name
from app.funding.texts import Texts
from app.funding.wordings import LABELS
from resources.i18n import current_language, format_list, tr
from ui.funding.groups_field import GroupsField
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Words
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.flow import Flow

_LISTS = ("accepted", "refused", "unknown")
_VOCABULARIES = {CriterionKey.SEX: SEXES, CriterionKey.STAGE: STAGES, CriterionKey.LEGAL_FORM: LEGAL_FORMS}
_FIGURES = {
    CriterionKey.AGE_MIN: Operator.AT_LEAST,
    CriterionKey.AGE_MAX: Operator.AT_MOST,
    CriterionKey.NEED_MIN: Operator.AT_LEAST,
    CriterionKey.NEED_MAX: Operator.AT_MOST,
}
_TEXTS = (CriterionKey.SECTOR, CriterionKey.GROUP_LOAN, CriterionKey.OTHER)


class CriteriaFields(QWidget):
    """One block a field of the catalogue. What a source says in words outside the vocabulary is kept as it stands."""

    changed = Signal()

    def __init__(self, entry: Entry, shown: Entry | None = None) -> None:
        """The fields of `entry`; they begin with what `shown` says instead, where something is proposed."""
        super().__init__()
        self._kept = {one.key: one for one in entry.criteria}
        self._seen = {one.key: one for one in (shown or entry).criteria}
        self.situations: dict[str, ChoiceField] = {}
        self.words: dict[CriterionKey, dict[str, QCheckBox]] = {}
        self.texts: dict[CriterionKey, TextField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(LOOK.px(SPACE[2]))
        self._add_situations()
        for key in _FIGURES:
            self._add_text(key, self._figure_of(key), "MAD" if key in NEED_FACT_OF else tr("ans"))
        purpose = self._seen.get(CriterionKey.PURPOSE)
        self._add_text(
            CriterionKey.PURPOSE, ", ".join(purpose.values) if purpose else "", tr("mots séparés par des virgules")
        )
        for key, vocabulary in _VOCABULARIES.items():
            self._add_words(key, vocabulary)
        self._add_account()
        cities = self._seen.get(CriterionKey.CITIES)
        self._add_text(
            CriterionKey.CITIES, ", ".join(cities.values) if cities else "", tr("Rabat, Casablanca, ou nationwide")
        )
        self.exclusive = QCheckBox(tr("seulement dans ces villes"))
        self.exclusive.setChecked(bool(cities and cities.exclusive))
        self.exclusive.toggled.connect(lambda _: self.changed.emit())
        self._column.addWidget(self.exclusive)
        for key in _TEXTS:
            text = self._seen[key].text if key in self._seen else None
            self._add_text(key, text.get(current_language()) if text else "", "")
        self.groups = GroupsField([one for one in (shown or entry).criteria if one.parts])
        self.groups.changed.connect(self.changed)
        self._column.addWidget(self.groups)

    def criteria(self) -> dict[str, Any]:
        """What the fields say, in the shape of the pack."""
        found: dict[str, Any] = {CriterionKey.SITUATIONS.value: self._situations()}
        for key, operator in _FIGURES.items():
            typed = self.texts[key].value()
            number: Any = int(typed) if typed and typed.isdecimal() else typed
            found[key.value] = None if typed is None else self._marked(key, {operator.value: number})
        for key in _VOCABULARIES:
            found[key.value] = self._among(key)
        found[CriterionKey.ACCOUNT_REQUIRED.value] = self._account()
        cities = [city.strip() for city in (self.texts[CriterionKey.CITIES].value() or "").split(",") if city.strip()]
        served: dict[str, Any] = {Operator.SERVED.value: cities}
        if self.exclusive.isChecked():
            served["exclusive"] = True
        found[CriterionKey.CITIES.value] = self._marked(CriterionKey.CITIES, served) if cities else None
        words = [word.strip() for word in (self.texts[CriterionKey.PURPOSE].value() or "").split(",") if word.strip()]
        mentions = {Operator.MENTIONS.value: words}
        found[CriterionKey.PURPOSE.value] = self._marked(CriterionKey.PURPOSE, mentions) if words else None
        for key in _TEXTS:
            found[key.value] = self._shown(key)
        # A field of the need that nobody set is not an open question to the provider: it is not there.
        found = {key: value for key, value in found.items() if value is not None or key not in list(NEED_FACT_OF)}
        return found | ({CriterionKey.GROUPS.value: said} if (said := self.groups.data()) else {})

    def field_of(self, key: CriterionKey, word: str = "") -> QWidget:
        """The field of a condition; of several the one of `word`."""
        if key is CriterionKey.SITUATIONS:
            return self.situations.get(word) or next(iter(self.situations.values()))
        if key in self.words:
            return self.words[key].get(word) or next(iter(self.words[key].values()))
        return self.account if key is CriterionKey.ACCOUNT_REQUIRED else self.texts[key]

    def _heading(self, key: CriterionKey) -> str:
        name = field_name(key.value, current_language())
        text = name[:1].upper() + name[1:]
        self._column.addWidget(Words(text, part="quiet"))
        return text

    def _add_situations(self) -> None:
        self._heading(CriterionKey.SITUATIONS)
        held = self._seen.get(CriterionKey.SITUATIONS)
        grid = QGridLayout()
        choices = [("accepted", tr("acceptée")), ("refused", tr("refusée")), ("unknown", tr("on ne sait pas"))]
        for place, status in enumerate(SITUATIONS):
            field = ChoiceField(choices, required=True)
            label = tr(LABELS[status])
            field.setAccessibleName(label)
            listed = (
                "accepted"
                if held and status in held.values
                else "refused"
                if held and status in held.refused
                else "unknown"
            )
            field.show_value(listed)
            field.changed.connect(self.changed)
            self.situations[status] = field
            grid.addWidget(Words(label, wrap=True), place, 0)
            grid.addWidget(field, place, 1)
        self._column.addLayout(grid)

    def _add_text(self, key: CriterionKey, value: str, hint: str) -> None:
        label = self._heading(key)
        field = TextField(hint, longest=400)
        field.setAccessibleName(label)
        field.show_value(value)
        field.changed.connect(self.changed)
        self.texts[key] = field
        self._column.addWidget(field)

    def _add_words(self, key: CriterionKey, vocabulary: tuple[str, ...]) -> None:
        self._heading(key)
        flow, kept = Flow(), self._seen.get(key)
        self.words[key] = {}
        for word in vocabulary:
            box = QCheckBox(tr(LABELS[word]))
            box.setChecked(bool(kept and word in kept.values))
            box.toggled.connect(lambda _: self.changed.emit())
            self.words[key][word] = box
            flow.addWidget(box)
        holder = QWidget()
        holder.setLayout(flow)
        self._column.addWidget(holder)
        if kept and (kept.outside or kept.text):
            said = [one.text for one in kept.outside] + ([kept.text] if kept.text else [])
            text = format_list(one.get(current_language()) for one in said)
            self._column.addWidget(Words(tr("La source dit aussi : {what}", what=text), part="quiet", wrap=True))

    def _add_account(self) -> None:
        label = self._heading(CriterionKey.ACCOUNT_REQUIRED)
        kept = self._seen.get(CriterionKey.ACCOUNT_REQUIRED)
        self.account = ChoiceField([("yes", tr("exigé"))], none_text=tr("on ne sait pas"))
        self.account.setAccessibleName(label)
        self.account.show_value("yes" if kept and kept.operator is Operator.REQUIRED else None)
        self.account.changed.connect(self.changed)
        self._column.addWidget(self.account)

    def _situations(self) -> dict[str, Any]:
        lists: dict[str, Any] = {name: [] for name in _LISTS}
        for status, field in self.situations.items():
            lists[field.value()].append(status)
        return self._marked(CriterionKey.SITUATIONS, lists)

    def _among(self, key: CriterionKey) -> dict[str, Any] | None:
        chosen, kept = [word for word, box in self.words[key].items() if box.isChecked()], self._kept.get(key)
        if kept is not None and kept.operator is Operator.STATEMENT and not chosen:
            return criterion_data(kept)
        if not chosen and not (kept and kept.outside):
            return None
        data: dict[str, Any] = {Operator.AMONG.value: chosen}
        if kept and kept.outside:
            data["outside"] = criterion_data(kept)["outside"]
        return self._marked(key, data)

    def _account(self) -> dict[str, Any] | None:
        kept = self._kept.get(CriterionKey.ACCOUNT_REQUIRED)
        if self.account.value() == "yes":
            return self._marked(CriterionKey.ACCOUNT_REQUIRED, {Operator.REQUIRED.value: True})
        return criterion_data(kept) if kept and kept.operator is Operator.STATEMENT else None

    def _shown(self, key: CriterionKey) -> dict[str, Any] | None:
        typed, kept = self.texts[key].value(), self._kept.get(key)
        if typed is None:
            return None
        if kept and kept.text and kept.text.get(current_language()) == typed:
            return criterion_data(kept)
        return {Operator.SHOWN.value: texts_data(Texts(typed, typed, typed, (current_language(),)))}

    def _figure_of(self, key: CriterionKey) -> str:
        kept = self._seen.get(key)
        return str(kept.bound) if kept else ""

    def _marked(self, key: CriterionKey, data: dict[str, Any]) -> dict[str, Any]:
        """The marks of a condition stay only as long as it says the same: what we change is no longer the source's."""
        kept: Criterion | None = self._kept.get(key)
        if kept is None:
            return data
        before = criterion_data(kept)
        same = all(_alike(before.get(name), value) for name, value in data.items())
        return before if same else data


def _alike(before: object, after: object) -> bool:
    if isinstance(before, list) and isinstance(after, list):
        return sorted(map(str, before)) == sorted(map(str, after))
    return before == after
