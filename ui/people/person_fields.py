"""The fields of P1 as one types them: their labels and widgets, the same at the reception and in the dossier."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.people.fields import DISABILITIES, EDUCATIONS, LABELS, PAPER_LANGUAGES
from app.people.forms import HIDDEN
from app.people.situations import SITUATION_LABELS, Declared
from resources.i18n import countries, country_name, current_language, language_name, spoken_languages, tr, tr_noop
from ui.people.choices import LEGAL_FORMS, SEXES, STAGES, YES_NO, translated
from ui.widgets.entries import PhonesField, SuggestField
from ui.widgets.fields import ChoiceField, LongField, TextField

_PASTED = 5_000
"""More than is kept: what is too long is said, never cut off unseen."""

CARER = ("carer_name", "carer_link", "carer_phone", "carer_consents")
WHO = (
    "given_name", "family_name", "name_ar", "known_as", "sex", "birth", *CARER, "nationality", "phone", "city", "neighbourhood",
    "languages", "needs_interpreter",
)  # fmt: skip
LIFE = ("arrival_year", "household_size", "education", "disability", "paper_language")
PROJECT = ("project", "stage", "legal_form", "sector", "project_city", "has_account")
_HINTS = {"birth": tr_noop("jj/mm/aaaa, 03/1988, 1988, environ 30 ans"), "arrival_year": tr_noop("année")}


class NamedList(SuggestField):
    """Codes shown by their names: nationalities, languages."""

    def __init__(self, words: list[str], shown: Any, hint: str) -> None:
        super().__init__(words, several=True, hint=hint)
        self._shown = shown

    def show_value(self, value: object) -> None:
        """Shows `GIN, SEN` as names; what was typed as it was typed."""
        parts = [part.strip() for part in str(value or "").split(",") if part.strip()]
        self.setText(", ".join(self._shown(part) for part in parts))


class BirthField(TextField):
    """A birth date, shown as it is written here."""

    def show_value(self, value: object) -> None:
        """Shows `1988-03-12` as 12/03/1988; what was typed and cannot be read as it was typed."""
        self.setText(_birth_shown(str(value or "")))


def label_of(key: str) -> str:
    """What to call a field."""
    return tr(LABELS[key])


def make_field(key: str) -> QWidget:
    """The widget of a field: it has `value()`, `show_value()` and `changed`."""
    choices = _choices(key)
    if choices is not None:
        return ChoiceField(choices)
    match key:
        case "birth":
            return BirthField(tr(_HINTS[key]), longest=100)
        case "phone":
            return PhonesField()
        case "nationality":
            names = [name for code, name in countries(current_language()) if code != "XXX"]
            return NamedList(names, country_name, tr("une ou plusieurs, séparées par des virgules"))
        case "languages":
            return NamedList([name for _, name in spoken_languages()], language_name, tr("français, wolof…"))
        case "city" | "neighbourhood" | "project_city" | "carer_link":
            return SuggestField(_carer_links() if key == "carer_link" else (), longest=_PASTED)
        case "note":
            return LongField()
    return TextField(tr(_HINTS[key]) if key in _HINTS else "", longest=_PASTED)


def show_text(field: Any, text: str | None) -> None:
    """Shows a field's text; one the reader has not the right to see has a word of its own."""
    if text == HIDDEN and isinstance(field, ChoiceField) and field.findData(HIDDEN) < 0:
        field.addItem(tr("déclaré (réservé)"), HIDDEN)
    field.show_value(text or None)


def _choices(key: str) -> list[tuple[str, str]] | None:
    match key:
        case "sex":
            return translated(SEXES)
        case "has_account" | "needs_interpreter" | "carer_consents":
            return translated(YES_NO)
        case "education":
            return translated(EDUCATIONS)
        case "disability":
            return translated(DISABILITIES)
        case "paper_language":
            return translated(PAPER_LANGUAGES)
        case "stage":
            return translated(STAGES)
        case "legal_form":
            return translated(LEGAL_FORMS)
        case "declared_situation":
            return [(str(one), tr(SITUATION_LABELS[one])) for one in Declared]
    return None


def _carer_links() -> list[str]:
    return [
        tr("mère"),
        tr("père"),
        tr("frère ou sœur"),
        tr("oncle ou tante"),
        tr("tuteur ou tutrice"),
        tr("structure d’accueil"),
    ]


def _birth_shown(text: str) -> str:
    from app.errors import WaslError
    from app.people.dates import format_birth, from_iso

    try:
        birth = from_iso(text)
    except WaslError:
        return text  # digits that look like a date and are none stay as they were typed
    return format_birth(birth) if birth else text


def shown_text(key: str, text: str) -> str:
    """A field's text as a person reads it: the label of a choice, the names of codes."""
    if text == HIDDEN:
        return tr("déclaré (réservé)")
    choices = _choices(key)
    if choices is not None:
        return dict(choices).get(text, text)
    if key in ("nationality", "languages"):
        name = country_name if key == "nationality" else language_name
        return ", ".join(name(part.strip()) for part in text.split(",") if part.strip())
    return _birth_shown(text) if key == "birth" else text
