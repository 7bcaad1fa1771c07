"""A row of a pack's comparison in plain words: what it is about, the field, and each side as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.errors import BadFile
from app.funding.criteria import CriterionKey
from app.funding.criterion_reader import read_criterion, read_groups
from app.funding.criterion_words import in_plain_words
from app.funding.field_names import field_name
from app.funding.located import items_of
from app.funding.pack_diff import MISSING, WHOLE, Change, DiffRow
from app.funding.wordings import STATES
from resources.i18n import format_money, tr_noop, words

CHANGES = {
    Change.THEIRS_NEW: tr_noop("nouveau dans le paquet"),
    Change.MINE_KEPT: tr_noop("modifié ici"),
    Change.BOTH_CHANGED: tr_noop("modifié des deux côtés"),
    Change.ADDED: tr_noop("à ajouter"),
    Change.GONE: tr_noop("n’est plus dans le paquet : reste ici"),
}
"""How a field stands, in words (French msgids)."""
FIELDS = {
    "title": tr_noop("titre"),
    "run_by": tr_noop("par qui"),
    "kind": tr_noop("sorte de fiche"),
    "providers": tr_noop("organismes"),
    "backers": tr_noop("soutiens"),
    "sources": tr_noop("sources"),
    "confidence": tr_noop("fiabilité"),
    "confirmed_fields": tr_noop("ce que les sources confirment"),
    "notes": tr_noop("notes"),
    "gives": tr_noop("ce que l’étape donne"),
    "name": tr_noop("nom"),
    "city": tr_noop("ville"),
    "hours": tr_noop("horaires"),
    "note": tr_noop("remarque"),
    "confirmed": tr_noop("adresse confirmée"),
    "phone_note": tr_noop("remarque sur le téléphone"),
    "generic": tr_noop("organisme générique"),
    "recalled": tr_noop("de mémoire, sans source"),
    "provider": tr_noop("organisme"),
}
_NOT_KNOWN = tr_noop("on ne sait pas")
_WHOLE = tr_noop("la fiche entière")


def row_field(row: DiffRow, language: str) -> str:
    """The name of the field a row is about."""
    speak = words(language)
    if row.field == WHOLE:
        return speak.tr(_WHOLE)
    name = row.field.rpartition(".")[2]
    return speak.tr(FIELDS[name]) if name in FIELDS else field_name(name, language)


def change_word(change: Change, language: str) -> str:
    """How a row stands."""
    return words(language).tr(CHANGES[change])


def side_text(row: DiffRow, value: Any, language: str) -> str:
    """One side of a row, short enough for a cell of a list."""
    speak = words(language)
    if value is None or value is MISSING:
        return speak.tr(_NOT_KNOWN) if row.field != WHOLE else "—"
    if row.field == WHOLE:
        title = value.get("title") or value.get("name") or {}
        return str(title.get(language) or row.slug)
    if row.field.startswith("criteria."):
        return _criterion(row.field.partition(".")[2], value, language)
    return _plain(value, language)


def _criterion(name: str, value: Any, language: str) -> str:
    try:
        if name == CriterionKey.GROUPS:
            found = read_groups([items_of(one) for one in value])
            return " ".join(in_plain_words(one).get(language) for one in found)
        return in_plain_words(read_criterion(CriterionKey(name), items_of(value))).get(language)
    except (BadFile, ValueError):
        return _plain(value, language)


def _plain(value: Any, language: str) -> str:
    speak = words(language)
    if isinstance(value, bool):
        return speak.tr(_YES) if value else speak.tr(_NO)
    if isinstance(value, Mapping):
        return _mapping(value, language)
    if isinstance(value, list | tuple):
        return " · ".join(_plain(one, language) for one in value) or "—"
    return str(value)


def _mapping(value: Mapping[str, Any], language: str) -> str:
    if {"fr", "ar", "en"} <= set(value):
        return str(value[language])
    if "mad" in value:
        return format_money(value["mad"] * 100, language)
    if isinstance(value.get("text"), Mapping):
        return str(value["text"].get(language, ""))
    if isinstance(value.get("state"), str):
        calls = [f"{one['opens']} → {one['closes']}" for one in value.get("calls", ())]
        states = {state.value: template for state, template in STATES.items()}
        return " ".join([words(language).tr(states[value["state"]]), *calls])
    return " · ".join(f"{key} {_plain(inner, language)}" for key, inner in value.items())


_YES, _NO = tr_noop("oui"), tr_noop("non")
