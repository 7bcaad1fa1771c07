"""Scans and photos of a dossier: sealed like slips, shown from memory, gone for good when deleted (P7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.journal import record
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.people.names import clean_text
from app.people.paper_number_rule import name_without_numbers
from app.people.registration import load_person
from app.settings import KEEP_PAPER_FILES
from app.workspace import LOCAL_ZONE
from db.files import read_bytes, store_bytes
from db.models import Attachment, AttachmentKind, IdentityDocument, StoredFile
from reports.errors import UnreadableFile, UnsafeFile
from reports.pictures import PDF, kept, media_type_of, shown_pages, thumbnail

if TYPE_CHECKING:
    from app.workspace import Workspace
    from reports.pdf.raster import PageImage

LARGEST_FILE = 10_000_000
"""Bytes of a file that is taken; what is stored is mostly far less."""
THUMBNAIL_SIDE = 200
MOST_OF_A_PERSON = 60


@dataclass(frozen=True, slots=True)
class AttachmentCard:
    """A file of a dossier with its small picture (a JPEG)."""

    id: UUID
    kind: str
    paper_id: UUID | None
    name: str
    media_type: str
    size: int
    added_on: date
    thumbnail: bytes


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.HARMLESS, audit="attachment.added")
def attach(
    workspace: Workspace, person_id: UUID, name: str, content: bytes, kind: str = "other", paper_id: UUID | None = None
) -> UUID:
    """Keeps a JPEG, PNG or PDF with a dossier, sealed; a new photo of the person takes the place of the one before.

    Raises NotFound, Refused: too large, of another kind, damaged, or a paper's while the agency keeps none (P7).
    """
    wanted = AttachmentKind.PAPER if paper_id else AttachmentKind(kind)
    if wanted is AttachmentKind.PAPER and not workspace.settings.get(KEEP_PAPER_FILES):
        raise Refused("attachment.papers_off")
    stored, media_type, small = _prepared(content, wanted)
    called = name if workspace.agency.keeps_paper_numbers else name_without_numbers(name)
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        if paper_id is not None:
            paper = session.get(IdentityDocument, paper_id)
            if paper is None or paper.person_id != person_id:
                raise NotFound("paper.not_found")
        known = session.scalars(select(Attachment).where(Attachment.person_id == person_id)).all()
        if len(known) >= MOST_OF_A_PERSON:
            raise Refused("attachment.too_many", limit=MOST_OF_A_PERSON)
        if wanted is AttachmentKind.PHOTO:
            for row in known:
                if row.kind is AttachmentKind.PHOTO:
                    _delete(session, row)
        row = Attachment(
            person_id=person_id, paper_id=paper_id, kind=wanted, name=(clean_text(called, 5_000) or "?")[:200],
            media_type=media_type, size=len(stored), file_id=store_bytes(session, workspace.database, stored),
            thumbnail_id=store_bytes(session, workspace.database, small),
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="attachments.listed")
def attachments_of(workspace: Workspace, person_id: UUID) -> list[AttachmentCard]:
    """The files of a dossier, the newest first. Raises NotFound."""
    with reading(workspace) as session:
        load_person(workspace, session, person_id)
        query = select(Attachment).where(Attachment.person_id == person_id).order_by(Attachment.created_at.desc())
        return [_card(workspace, session, row) for row in session.scalars(query)]


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="attachment.opened")
def open_attachment(workspace: Workspace, attachment_id: UUID) -> list[PageImage]:
    """The pages of a file, made in memory and written nowhere; the opening stands in the journal. Raises NotFound."""
    with writing(workspace) as session:
        row = _row(workspace, session, attachment_id)
        content = read_bytes(session, workspace.database, row.file_id)
        record(session, "attachment.opened", "person", row.person_id, {"attachment": str(attachment_id)})
        media_type = row.media_type
    return shown_pages(content, media_type)


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="photo.read")
def photo_of(workspace: Workspace, person_id: UUID) -> bytes | None:
    """The small photo of the person (a JPEG), or None. Raises NotFound."""
    with reading(workspace) as session:
        load_person(workspace, session, person_id)
        mine = (Attachment.person_id == person_id) & (Attachment.kind == AttachmentKind.PHOTO)
        row = session.scalars(select(Attachment).where(mine).order_by(Attachment.created_at.desc())).first()
        if row is None or row.thumbnail_id is None:
            return None
        return read_bytes(session, workspace.database, row.thumbnail_id)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.FINAL, audit="attachment.deleted")
def delete_attachment(workspace: Workspace, attachment_id: UUID) -> None:
    """Deletes a file and its bytes for good; that it was there stays in the journal. Raises NotFound."""
    with writing(workspace) as session:
        row = _row(workspace, session, attachment_id)
        record(session, "attachment.deleted", "person", row.person_id, {"kind": row.kind.value})
        _delete(session, row)


def _prepared(content: bytes, kind: AttachmentKind) -> tuple[bytes, str, bytes]:
    if len(content) > LARGEST_FILE:
        raise Refused("attachment.too_large", limit=LARGEST_FILE // 1_000_000)
    media_type = media_type_of(content)
    if media_type is None:
        raise Refused("attachment.kind_unknown")
    if kind is AttachmentKind.PHOTO and media_type == PDF:
        raise Refused("attachment.photo_is_pdf")
    try:
        stored, media_type = kept(content, media_type)
        return stored, media_type, thumbnail(stored, media_type, THUMBNAIL_SIDE)
    except UnsafeFile as error:
        raise Refused("attachment.too_much") from error
    except UnreadableFile as error:
        raise Refused("attachment.damaged") from error


def _row(workspace: Workspace, session: Session, attachment_id: UUID) -> Attachment:
    row = session.get(Attachment, attachment_id)
    if row is None:
        raise NotFound("attachment.not_found")
    load_person(workspace, session, row.person_id)
    return row


def _delete(session: Session, row: Attachment) -> None:
    files = [one for one in (row.file_id, row.thumbnail_id) if one is not None]
    session.delete(row)
    session.flush()
    session.execute(delete(StoredFile).where(StoredFile.id.in_(files)))


def _card(workspace: Workspace, session: Session, row: Attachment) -> AttachmentCard:
    small = read_bytes(session, workspace.database, row.thumbnail_id) if row.thumbnail_id else b""
    return AttachmentCard(
        row.id, row.kind.value, row.paper_id, row.name, row.media_type, row.size,
        row.created_at.astimezone(LOCAL_ZONE).date(), small,
    )  # fmt: skip
