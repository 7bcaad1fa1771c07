"""Protection first: the sheet of emergency and specialised services, as data the agency edits. Reading leaves no trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import ConflictingEdit, NotFound, Refused
from app.funding.located import Block, read_items
from app.funding.texts import Texts
from db.models import ProtectionLine as LineRow
from reports.pdf.protection import THEME_TITLES, ProtectionService, render_protection
from resources.i18n import words

if TYPE_CHECKING:
    from app.workspace import Workspace

THEMES = tuple(THEME_TITLES)
"""What one may need at once, before any talk of money (PRODUCT.md F10), in the order of the sheet."""
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One line of the sheet; without a name it is still to fill. `version` 0: as it ships, not yet in the base."""

    theme: str
    position: int
    name: Texts | None = None
    phone: str | None = None
    address: str | None = None
    hours: Texts | None = None
    note: Texts | None = None
    source: str | None = None
    checked_on: date | None = None
    version: int = 0


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="protection.read")
def protection_lines(workspace: Workspace) -> list[ServiceLine]:
    """The sheet, theme by theme. Nothing is written of who looked, nor for whom."""
    with reading(workspace) as session:
        return _lines(session)


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="protection.printed")
def protection_paper(workspace: Workspace, language: str) -> bytes:
    """The sheet on paper, in French, Arabic or English. No dossier, no date, no line in the journal."""
    with reading(workspace) as session:
        lines = _lines(session)
    services = tuple(
        ProtectionService(
            one.theme,
            one.name.get(language) if one.name else None,
            one.phone,
            one.address,
            one.hours.get(language) if one.hours else None,
            one.note.get(language) if one.note else None,
        )
        for one in lines
    )
    return render_protection(services, language, workspace.agency.name)


@use_case(right=Right.MANAGE_LISTS, undo=Undo.UNDOABLE, audit="protection.line_saved")
def save_line(workspace: Workspace, line: ServiceLine) -> None:
    """Keeps a line of the sheet, a new one when its place is free; saving it says that it was checked today.

    Raises Refused (no name, a phone without a digit, too long), ConflictingEdit.
    """
    if line.theme not in THEMES or line.name is None or not line.name.fr.strip():
        raise Refused("protection.name_missing")
    texts = (line.name.fr, line.phone, line.address, line.note.fr if line.note else "")
    if any(len(text or "") > _LONGEST for text in texts):
        raise Refused("protection.too_long", most=_LONGEST)
    if line.phone and not any(sign.isdigit() for sign in line.phone):
        raise Refused("protection.phone_odd", value=line.phone)
    with writing(workspace) as session:
        install_protection(session)
        row = _row(session, line.theme, line.position)
        if row is None:
            row = LineRow(theme=line.theme, position=line.position)
            session.add(row)
        elif line.version and row.version != line.version:
            raise ConflictingEdit("row.changed")
        row.name, row.hours, row.note = _three(line.name), _three(line.hours), _three(line.note)
        row.phone, row.address, row.source = line.phone, line.address, line.source
        row.checked_on = workspace.clock.today()


@use_case(right=Right.MANAGE_LISTS, undo=Undo.UNDOABLE, audit="protection.line_removed")
def remove_line(workspace: Workspace, theme: str, position: int) -> None:
    """Takes a line out of the sheet. Raises NotFound."""
    with writing(workspace) as session:
        install_protection(session)
        row = _row(session, theme, position)
        if row is None:
            raise NotFound("protection.line_not_found")
        session.delete(row)


def theme_title(theme: str, language: str) -> str:
    """What a theme is called."""
    return words(language).tr(THEME_TITLES[theme])


def edited_line(line: ServiceLine, values: Mapping[str, str | None], language: str) -> ServiceLine:
    """A line with what was typed: names by language (one missing is the French one), hours and note in `language`."""
    french = values.get("fr") or values.get("ar") or values.get("en")
    name = Texts(french, values.get("ar") or french, values.get("en") or french) if french else None
    return replace(
        line, name=name, phone=values.get("phone"), address=values.get("address"),
        hours=_said(line.hours, values.get("hours"), language), note=_said(line.note, values.get("note"), language),
    )  # fmt: skip


def install_protection(session: Session) -> None:
    """Puts the lines that ship into a base that has none."""
    if session.scalars(select(LineRow.id).limit(1)).first() is None:
        session.add_all(
            LineRow(
                theme=one.theme, position=one.position, name=_three(one.name), phone=one.phone, address=one.address,
                hours=_three(one.hours), note=_three(one.note), source=one.source,
            )
            for one in shipped_lines()
        )  # fmt: skip
        session.flush()


def shipped_lines() -> list[ServiceLine]:
    """The lines that ship with Wasl."""
    from resources.catalogue import folder

    name = "protection.yaml"
    block = Block(read_items((folder() / name).read_text(encoding="utf-8"), name))
    found: list[ServiceLine] = []
    for item in block.items("lines"):
        one = Block(item)
        theme = one.text("theme")
        line = ServiceLine(
            theme=theme,
            position=sum(other.theme == theme for other in found),
            name=one.texts("name"),
            phone=one.maybe_text("phone"),
            address=one.maybe_text("address"),
            hours=one.texts("hours"),
            note=one.texts("note"),
            source=one.maybe_text("source"),
        )
        one.close()
        found.append(line)
    return found


def _lines(session: Session) -> list[ServiceLine]:
    rows = session.scalars(select(LineRow)).all()
    lines = [
        ServiceLine(
            row.theme, row.position, _texts(row.name), row.phone, row.address, _texts(row.hours), _texts(row.note),
            row.source, row.checked_on, row.version,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(lines or shipped_lines(), key=lambda one: (THEMES.index(one.theme), one.position))


def _row(session: Session, theme: str, position: int) -> LineRow | None:
    return session.scalars(select(LineRow).where(LineRow.theme == theme, LineRow.position == position)).first()


def _said(before: Texts | None, text: str | None, language: str) -> Texts | None:
    """A text changed in one language keeps the others where it said the same before, else it stands in all three."""
    if text is None or before is None:
        return None if text is None else Texts(text, text, text)
    return before if before.get(language) == text else Texts(text, text, text)


def _three(texts: Texts | None) -> dict[str, str] | None:
    return None if texts is None else {"fr": texts.fr, "ar": texts.ar, "en": texts.en}


def _texts(found: dict[str, str] | None) -> Texts | None:
    return None if found is None else Texts(found["fr"], found["ar"], found["en"])
