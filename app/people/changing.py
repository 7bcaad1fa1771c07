"""Changing single fields of a dossier by their names: what the command line and the import speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.errors import Refused
from app.people.dates import parse_birth
from app.people.dossier import dossier, save_project
from app.people.forms import PersonForm, PhoneForm, ProjectForm
from app.people.phones import split_phones
from app.people.registration import change_person

if TYPE_CHECKING:
    from app.workspace import Workspace

_TEXTS = frozenset(
    [
        "given_name",
        "family_name",
        "name_ar",
        "known_as",
        "nationality",
        "paper_language",
        "city",
        "neighbourhood",
        "education",
        "disability",
        "external_id",
        "carer_name",
        "note",
    ]
)
_ALIASES = {"given": "given_name", "family": "family_name", "declares": "declared_situation", "phones": "phone"}
_DECLARED = {"none": "sans_document", "passport-only": "passeport_seul", "": None}
_YES_NO = {"yes": True, "no": False, "unknown": None, "": None}


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="person.fields_changed")
def change_fields(workspace: Workspace, person_id: UUID, pairs: Mapping[str, str]) -> list[str]:
    """Changes the named fields; an empty value forgets one. Gives the names it does not know, and then changes nothing.

    Raises NotFound, Refused (a value that cannot be).
    """
    named = {_ALIASES.get(key, key): value for key, value in pairs.items()}
    project_keys = {"stage", "legal_form", "sector", "project", "project_city"}
    unknown = [key for key in named if key not in project_keys and key not in _TEXTS and key not in _READERS]
    if unknown:
        return unknown
    with writing(workspace):
        whole = dossier(workspace, person_id)
        changes = {_FIELDS.get(key, key): _value(key, text, workspace.clock.today()) for key, text in named.items()
                   if key not in project_keys}  # fmt: skip
        if changes:
            change_person(workspace, person_id, whole.card.version, replace(whole.form, **changes))
        if wanted := {key: value or None for key, value in named.items() if key in project_keys}:
            current = whole.current_project
            form = current.form if current else ProjectForm()
            names = {"project": "title", "project_city": "city"}
            form = replace(form, **{names.get(key, key): value for key, value in wanted.items()})
            save_project(workspace, person_id, form, current.id if current else None, current.version if current else 0)
    return []


def _value(key: str, text: str, today: date) -> Any:
    if key in _TEXTS:
        return text or None
    return _READERS[key](text, today)


def _whole(text: str, _today: date) -> int | None:
    if not text:
        return None
    if not text.isdigit():
        raise Refused("person.number_expected", value=text)
    return int(text)


def _yes_no(text: str, _today: date) -> bool | None:
    if text.lower() not in _YES_NO:
        raise Refused("person.yes_no_expected", value=text)
    return _YES_NO[text.lower()]


def _one_of(words: Mapping[str, str | None]) -> Callable[[str, date], str | None]:
    def read(text: str, _today: date) -> str | None:
        if text not in words:
            raise Refused("person.word_unknown", value=text)
        return words[text]

    return read


def _birth(text: str, today: date) -> object:
    return parse_birth(text, today) if text else None


def _phones(text: str, _today: date) -> tuple[PhoneForm, ...]:
    return tuple(PhoneForm(one) for one in split_phones(text))


def _languages(text: str, _today: date) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


_READERS: dict[str, Callable[[str, date], Any]] = {
    "birth": _birth,
    "birth_date": _birth,
    "phone": _phones,
    "languages": _languages,
    "sex": _one_of({"F": "F", "M": "M", "": None}),
    "declared_situation": _one_of({**_DECLARED, "sans_document": "sans_document", "passeport_seul": "passeport_seul"}),
    "has_account": _yes_no,
    "needs_interpreter": _yes_no,
    "household_size": _whole,
    "arrival_year": _whole,
}
_FIELDS = {"birth_date": "birth", "phone": "phones"}
assert set(_TEXTS) <= set(PersonForm.__dataclass_fields__)
