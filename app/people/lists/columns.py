"""The columns a list may have: what each holds of a person, and how it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.people.dates import format_birth
from app.people.forms import PersonCard
from app.people.situations import SITUATION_LABELS
from resources.i18n import country_name, format_phone, language_name, tr_noop, words

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as a list shows them; `may_be_called`: an accord for it is in force."""

    card: PersonCard
    family_name: str | None
    given_name: str | None
    phones: tuple[str, ...]
    answered_by: str | None
    neighbourhood: str | None
    languages: tuple[str, ...]
    paper_language: str | None
    situation: str
    age: int | None
    stage: str | None
    last_contact: date | None
    may_be_called: bool

    @property
    def id(self) -> UUID:
        """What a list keeps its place by."""
        return self.card.id


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: what to call it (a sentence for `tr`), what it says of a person, whether a list is ordered by it."""

    label: str
    cell: Callable[[PersonLine, str], Cell]
    is_sortable: bool = False
    width: int = 120


_STAGES = {"idea": tr_noop("Idée"), "creation": tr_noop("Création"), "existing": tr_noop("Activité existante")}
_SEXES = {"F": tr_noop("Femme"), "M": tr_noop("Homme")}

COLUMNS: dict[str, ListColumn] = {
    "name": ListColumn(tr_noop("Nom complet"), lambda line, _: line.card.display_name, True, 200),
    "number": ListColumn(tr_noop("Dossier"), lambda line, _: line.card.number, True, 130),
    "name_ar": ListColumn(tr_noop("Nom en arabe"), lambda line, _: line.card.name_ar, width=140),
    "sex": ListColumn(tr_noop("Sexe"), lambda line, lang: _said(_SEXES, line.card.sex, lang), width=80),
    "age": ListColumn(tr_noop("Âge"), lambda line, _: line.age, True, 60),
    "birth": ListColumn(
        tr_noop("Naissance"), lambda line, lang: format_birth(line.card.birth, lang) if line.card.birth else None
    ),
    "nationality": ListColumn(
        tr_noop("Nationalité"),
        lambda line, lang: country_name(line.card.nationality, lang) if line.card.nationality else None,
    ),
    "situation": ListColumn(
        tr_noop("Situation"), lambda line, lang: _said(SITUATION_LABELS, line.situation, lang), width=170
    ),
    "city": ListColumn(tr_noop("Ville"), lambda line, _: line.card.city, True),
    "neighbourhood": ListColumn(tr_noop("Quartier"), lambda line, _: line.neighbourhood),
    "phone": ListColumn(
        tr_noop("Téléphone"), lambda line, lang: " / ".join(format_phone(one, lang) for one in line.phones) or None,
        width=150,
    ),
    "languages": ListColumn(
        tr_noop("Langues"), lambda line, lang: ", ".join(language_name(one, lang) for one in line.languages) or None
    ),
    "stage": ListColumn(tr_noop("Projet"), lambda line, lang: _said(_STAGES, line.stage, lang)),
    "registered": ListColumn(tr_noop("Inscription"), lambda line, _: line.card.registered_on, True, 110),
    "last_contact": ListColumn(tr_noop("Dernier contact"), lambda line, _: line.last_contact),
}  # fmt: skip
USUAL_COLUMNS = ("name", "number", "age", "nationality", "city", "neighbourhood", "phone")


def _said(labels: dict[str, str], word: str | None, language: str) -> str | None:
    return words(language).tr(labels[word]) if word in labels else None
