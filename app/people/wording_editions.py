"""The wordings of consent: editions by purpose and language, frozen once used, "modèle, à valider" until signed off.

Source: PRODUCT.md P5. A further language is one more row: nothing here names the languages of the interface.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.accounts.preferences import keep_agency_setting
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import ConflictingEdit, NotFound, Refused
from app.people.wordings import FIRST_EDITION, WORDINGS
from app.settings import (
    CONSENT_MONTHS_CONTACT,
    CONSENT_MONTHS_DOSSIER,
    CONSENT_MONTHS_SHARING,
    CONSENT_MONTHS_STATISTICS,
    Setting,
)
from db.models import AppUser, Consent, ConsentWording, Purpose
from resources.i18n import LANGUAGES, language_name

if TYPE_CHECKING:
    from app.workspace import Workspace

PLACE_OF_PROVIDER = "{provider}"
SHORTEST_TEXT, LONGEST_TEXT = 20, 4000
LONGEST_VALIDITY = 120
CONSENT_MONTHS: dict[Purpose, Setting[int]] = {
    Purpose.DOSSIER: CONSENT_MONTHS_DOSSIER,
    Purpose.SHARING: CONSENT_MONTHS_SHARING,
    Purpose.STATISTICS: CONSENT_MONTHS_STATISTICS,
    Purpose.CONTACT: CONSENT_MONTHS_CONTACT,
}
_CODE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words to read aloud. `is_model` until the data-protection officer signed them off."""

    text: str
    sha256: str
    is_model: bool
    edition: int = FIRST_EDITION


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition as the officer sees it. `is_used`: somebody answered these very words, which stay as they are."""

    id: UUID
    version: int
    purpose: str
    language: str
    edition: int
    text: str
    is_used: bool
    in_force: bool
    signed_off_by: str | None
    signed_off_at: datetime | None


@use_case(right=Right.EDIT_WORDINGS, undo=Undo.HARMLESS, audit="wordings.listed")
def list_editions(workspace: Workspace) -> list[Edition]:
    """Every edition, by purpose and language, the newest first."""
    order = (ConsentWording.purpose, ConsentWording.language, ConsentWording.edition.desc())
    with reading(workspace) as session:
        used = set(session.scalars(select(Consent.wording_hash).distinct()))
        names = {key: name for key, name in session.execute(select(AppUser.id, AppUser.display_name))}
        rows = list(session.scalars(select(ConsentWording).order_by(*order)))
        spoken = {_in_force(rows, row.purpose, row.language) for row in rows}
        return [_edition(row, used, names, row.id in spoken) for row in rows]


@use_case(right=Right.EDIT_WORDINGS, undo=Undo.UNDOABLE, audit="wording.saved")
def save_wording(workspace: Workspace, purpose: str, language: str, text: str) -> UUID:
    """Keeps words for a purpose and a language: the draft edition changed, or a new one beside those used or signed off.

    Raises Refused: a language nobody knows, words too short or too long, sharing that does not name the provider.
    """
    code, words = language.strip().lower(), " ".join(text.split())
    _check(Purpose(purpose), code, words)
    digest = hashlib.sha256(words.encode()).hexdigest()
    with writing(workspace) as session:
        rows = list(session.scalars(_of(Purpose(purpose), code)))
        newest = rows[0] if rows else None
        if newest is not None and newest.text == words:
            return newest.id
        if newest is None or _is_frozen(session, newest):
            number = newest.edition + 1 if newest else FIRST_EDITION
            newest = ConsentWording(purpose=Purpose(purpose), language=code, edition=number)
            session.add(newest)
        newest.text, newest.sha256 = words, digest
        session.flush()
        return newest.id


@use_case(right=Right.SIGN_OFF_WORDINGS, undo=Undo.FINAL, audit="wording.signed_off")
def sign_off(workspace: Workspace, wording_id: UUID, version: int) -> None:
    """The officer answers for these words: from now on they are read, without "modèle, à valider".

    Raises NotFound, ConflictingEdit, Refused (signed off already).
    """
    with writing(workspace) as session:
        row = session.get(ConsentWording, wording_id)
        if row is None:
            raise NotFound("wording.not_found")
        if row.version != version:
            raise ConflictingEdit("row.changed")
        if row.signed_off_at is not None:
            raise Refused("wording.signed_off_already")
        row.signed_off_at, row.signed_off_by = workspace.clock.now(), workspace.user.id


@use_case(right=Right.SIGN_OFF_WORDINGS, undo=Undo.FINAL, audit="consent.validity_set")
def set_validity(workspace: Workspace, purpose: str, months: int) -> None:
    """How long answers given from now on hold; 0 is until withdrawn. Raises Refused."""
    if not 0 <= months <= LONGEST_VALIDITY:
        raise Refused("consent.validity_impossible", most=LONGEST_VALIDITY)
    keep_agency_setting(workspace, CONSENT_MONTHS[Purpose(purpose)], months)


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="wordings.languages_read")
def spoken_languages_of(workspace: Workspace, purpose: str = "dossier") -> list[str]:
    """The languages in which a purpose can be read aloud: those of the interface first."""
    with reading(workspace) as session:
        query = select(ConsentWording.language).where(ConsentWording.purpose == Purpose(purpose)).distinct()
        found = set(session.scalars(query))
    return [*(one for one in LANGUAGES if one in found), *sorted(found - set(LANGUAGES))]


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="wordings.read")
def wordings_to_read(workspace: Workspace, language: str) -> dict[str, Wording]:
    """The words in force of every purpose in a language; French where nobody has written them in it."""
    with reading(workspace) as session:
        found: dict[str, Wording] = {}
        for purpose in Purpose:
            for one in dict.fromkeys((language, "fr")):
                if session.scalar(_of(purpose, one).limit(1)) is not None:
                    found[purpose.value] = wording_of(session, purpose, one)
                    break
        return found


def wording_of(session: Session, purpose: Purpose, language: str, provider_name: str | None = None) -> Wording:
    """The words in force: the newest signed off, else the newest model. Raises NotFound."""
    rows = list(session.scalars(_of(purpose, language)))
    chosen = _in_force(rows, purpose, language)
    row = next((row for row in rows if row.id == chosen), None)
    if row is None:
        raise NotFound("consent.wording_missing", language=language)
    text = row.text.replace(PLACE_OF_PROVIDER, provider_name or "…")
    return Wording(text, row.sha256, row.signed_off_at is None, row.edition)


def months_of(workspace: Workspace, purpose: str) -> int:
    """How many months an answer to a purpose holds; 0 is until withdrawn."""
    return workspace.settings.get(CONSENT_MONTHS[Purpose(purpose)])


def text_of_hash(session: Session, purpose: str, sha256: str) -> str | None:
    """The words somebody once answered, by their hash."""
    query = select(ConsentWording.text).where(ConsentWording.purpose == Purpose(purpose))
    return session.scalar(query.where(ConsentWording.sha256 == sha256))


def install_wordings(session: Session) -> None:
    """Puts the shipped models into a new base: to be validated before they count as more than models."""
    for purpose, texts in WORDINGS.items():
        for language, text in texts.items():
            digest = hashlib.sha256(text.encode()).hexdigest()
            session.add(
                ConsentWording(
                    purpose=Purpose(purpose), language=language, edition=FIRST_EDITION, text=text, sha256=digest
                )
            )


def _of(purpose: Purpose, language: str) -> Select[ConsentWording]:
    query = select(ConsentWording).where(ConsentWording.purpose == purpose, ConsentWording.language == language)
    return query.order_by(ConsentWording.edition.desc())


def _is_frozen(session: Session, row: ConsentWording) -> bool:
    used = select(Consent.id).where(Consent.wording_hash == row.sha256).limit(1)
    return row.signed_off_at is not None or session.scalar(used) is not None


def _in_force(rows: Iterable[ConsentWording], purpose: Purpose, language: str) -> UUID | None:
    mine = sorted((row for row in rows if (row.purpose, row.language) == (purpose, language)), key=lambda r: -r.edition)
    signed = [row for row in mine if row.signed_off_at is not None]
    return next((row.id for row in signed or mine), None)


def _check(purpose: Purpose, language: str, text: str) -> None:
    if not _CODE.fullmatch(language) or language_name(language, "fr") in ("", language):
        raise Refused("wording.language_unknown", language=language)
    if not SHORTEST_TEXT <= len(text) <= LONGEST_TEXT:
        raise Refused("wording.length", shortest=SHORTEST_TEXT, longest=LONGEST_TEXT)
    if (purpose is Purpose.SHARING) != (PLACE_OF_PROVIDER in text):
        raise Refused("wording.provider_place", place=PLACE_OF_PROVIDER)


def _edition(row: ConsentWording, used: set[str], names: dict[UUID, str], in_force: bool) -> Edition:
    signer = names.get(row.signed_off_by) if row.signed_off_by else None
    return Edition(
        row.id, row.version, row.purpose.value, row.language, row.edition, row.text, row.sha256 in used, in_force, signer,
        row.signed_off_at,
    )  # fmt: skip
