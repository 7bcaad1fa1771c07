"""Wordings of letters as versioned data: a new edition from a day on; what was printed keeps the edition it had."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.referrals.letter_models import KINDS, MODELS, OWN, VALUES
from db.models import LetterWording
from resources.i18n import LANGUAGES

if TYPE_CHECKING:
    from app.workspace import Workspace

LONGEST_BODY = 2_000
_LONGEST_TITLE, _LONGEST_NOTE = 120, 300
_KIND = re.compile(rf"{OWN}[a-z0-9_]{{1,30}}")


@dataclass(frozen=True, slots=True)
class LetterText:
    """The words in force for a kind of letter in a language; edition 0 is the shipped model."""

    kind: str
    language: str
    edition: int
    title: str
    body: str
    valid_from: date | None = None
    valid_until: date | None = None


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="letter.wordings_listed")
def list_wordings(workspace: Workspace, on: date | None = None) -> list[LetterText]:
    """Every kind in every language as it is in force on a day (today): the shipped ones, the agency's own after them."""
    day = on or workspace.clock.today()
    with reading(workspace) as session:
        own = select(LetterWording.kind).where(
            LetterWording.agency_id == workspace.agency.id, LetterWording.kind.startswith(OWN)
        )
        kinds = [*KINDS, *sorted(set(session.scalars(own)))]
        found = (text_of(workspace, session, kind, language, day) for kind in kinds for language in LANGUAGES)
        return [text for text in found if text is not None]


@use_case(right=Right.MANAGE_LISTS, undo=Undo.UNDOABLE, audit="letter.wording_saved")
def save_wording(
    workspace: Workspace, kind: str, language: str, title: str, body: str, valid_from: date | None = None
) -> LetterText:
    """A new edition, in force from a day on (today). Kinds of the agency's own are `own_` and a word.

    Raises Refused: an unknown kind or value in braces, no text, too long, a day gone by.
    """
    title, body = title.strip(), body.strip()
    day = valid_from or workspace.clock.today()
    _check(kind, title, body)
    if language not in LANGUAGES:
        raise NotFound("consent.wording_missing", language=language)
    if day < workspace.clock.today():
        raise Refused("letter.day_gone")
    with writing(workspace) as session:
        same = (LetterWording.agency_id == workspace.agency.id) & (LetterWording.kind == kind)
        same &= LetterWording.language == language
        last = session.scalar(select(func.max(LetterWording.edition)).where(same)) or 0
        row = LetterWording(
            agency_id=workspace.agency.id, kind=kind, language=language, edition=last + 1, title=title, body=body,
            valid_from=day,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return _text(row)


@use_case(right=Right.MANAGE_LISTS, undo=Undo.UNDOABLE, audit="letter.wording_ended")
def end_wording(workspace: Workspace, kind: str, language: str) -> None:
    """From today on the shipped model (or, for an own letter, nothing) is in force again. Raises NotFound."""
    today = workspace.clock.today()
    with writing(workspace) as session:
        rows = list(session.scalars(_in_force(workspace, kind, language, today)))
        if not rows:
            raise NotFound("letter.not_found", kind=kind)
        for row in rows:
            row.valid_until = today - timedelta(days=1)


def text_of(workspace: Workspace, session: Session, kind: str, language: str, on: date) -> LetterText | None:
    """The words in force on a day, None when there are none."""
    row = session.scalars(_in_force(workspace, kind, language, on).limit(1)).first()
    if row is not None:
        return _text(row)
    model = MODELS.get(kind, {}).get(language)
    return LetterText(kind, language, 0, *model) if model else None


def slip_note(workspace: Workspace, session: Session) -> dict[str, str] | None:
    """What the agency adds to every slip, by language; None when it adds nothing in French."""
    today = workspace.clock.today()
    found = {language: text_of(workspace, session, "slip_note", language, today) for language in LANGUAGES}
    if (french := found["fr"]) is None:
        return None
    return {language: (text or french).body for language, text in found.items()}


def _in_force(workspace: Workspace, kind: str, language: str, on: date) -> Select[LetterWording]:
    return (
        select(LetterWording)
        .where(
            LetterWording.agency_id == workspace.agency.id, LetterWording.kind == kind, LetterWording.language == language,
            LetterWording.valid_from <= on, or_(LetterWording.valid_until.is_(None), LetterWording.valid_until >= on),
        )
        .order_by(LetterWording.edition.desc())
    )  # fmt: skip


def _check(kind: str, title: str, body: str) -> None:
    if kind not in KINDS and not _KIND.fullmatch(kind):
        raise Refused("letter.kind_unknown", kind=kind)
    if not body or not title:
        raise Refused("letter.text_missing")
    longest = _LONGEST_NOTE if kind == "slip_note" else LONGEST_BODY
    if len(body) > longest or len(title) > _LONGEST_TITLE:
        raise Refused("letter.too_long", longest=longest)
    known = ", ".join("{" + name + "}" for name in VALUES)
    try:
        named = {name for text in (title, body) for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        raise Refused("letter.braces", known=known) from None
    if strange := sorted(named - set(VALUES)) or (named and kind == "slip_note" and sorted(named)):
        raise Refused("letter.value_unknown", value="{" + strange[0] + "}", known=known)


def _text(row: LetterWording) -> LetterText:
    return LetterText(row.kind, row.language, row.edition, row.title, row.body, row.valid_from, row.valid_until)
