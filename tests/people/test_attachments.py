"""Files of a dossier: sealed, shown from memory, small and without a camera's words, gone for good when deleted."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import func, select

from app.accounts.journal import read_journal
from app.accounts.preferences import change_setting
from app.accounts.rights import Role
from app.accounts.undo import undo_last
from app.errors import NotAllowed, NotFound, Refused, sentence
from app.people.attachments import (
    LARGEST_FILE,
    attach,
    attachments_of,
    delete_attachment,
    open_attachment,
    photo_of,
)
from app.people.dossier import dossier
from app.people.forms import PaperForm, PersonForm
from app.people.registration import register_person, remove_paper
from app.settings import KEEP_PAPER_FILES
from app.workspace import Workspace
from db.models import StoredFile

PLACE_WORD = b"ATELIER-INVENTE"


def picture(side: int = 400, kind: str = "JPEG", colour: str = "teal") -> bytes:
    """A photo as a phone makes one: turned, with words of its own in it."""
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = PLACE_WORD.decode()
    exif[0x0112] = 6
    Image.new("RGB", (side, side // 2), colour).save(out, kind, exif=exif)
    return out.getvalue()


def scan(pages: int = 2) -> bytes:
    """A scanned paper."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for number in range(pages):
        canvas.drawString(100, 700, f"ESSAI {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def person_of(workspace: Workspace) -> tuple[UUID, UUID]:
    """Somebody invented with a paper: their id and the paper's."""
    done = register_person(workspace, PersonForm(given_name="Essai"), (PaperForm("passport", "A1234567"),))
    return done.id, dossier(workspace, done.id).papers[0].id


def stored(workspace: Workspace) -> int:
    """How many sealed files the base holds."""
    with workspace.database.read() as session:
        return session.scalar(select(func.count()).select_from(StoredFile)) or 0


def test_a_photo_is_kept_small_upright_and_without_the_cameras_words(either: Workspace) -> None:
    person_id, _ = person_of(either)
    attach(either, person_id, "visage.jpg", picture(4_000), "photo")
    (card,) = attachments_of(either, person_id)
    (page,) = open_attachment(either, card.id)

    assert (card.kind, card.media_type, card.name) == ("photo", "image/jpeg", "visage.jpg")
    assert (page.width, page.height) == (1_200, 2_400)
    assert PLACE_WORD not in card.thumbnail
    with either.database.read() as session:
        assert all(
            PLACE_WORD not in row.sealed and b"\xff\xd8\xff" not in row.sealed
            for row in session.scalars(select(StoredFile))
        )
    shown = photo_of(either, person_id)
    assert shown is not None
    assert Image.open(BytesIO(shown)).size == (100, 200)


def test_a_new_photo_takes_the_place_of_the_one_before(either: Workspace) -> None:
    person_id, _ = person_of(either)
    for colour in ("teal", "red"):
        attach(either, person_id, f"{colour}.png", picture(kind="PNG", colour=colour), "photo")

    assert [card.name for card in attachments_of(either, person_id)] == ["red.png"]
    assert stored(either) == 2


def test_papers_are_kept_only_where_the_administrator_decided_so(either: Workspace) -> None:
    person_id, paper_id = person_of(either)
    with pytest.raises(Refused, match="papers_off"):
        attach(either, person_id, "passeport.pdf", scan(), paper_id=paper_id)
    agent = replace(either, user=replace(either.user, roles=frozenset({Role.AGENT})))
    with pytest.raises(NotAllowed):
        change_setting(agent, KEEP_PAPER_FILES, True)

    change_setting(either, KEEP_PAPER_FILES, True)
    attach(either, person_id, "passeport.pdf", scan(), paper_id=paper_id)
    (card,) = attachments_of(either, person_id)

    assert (card.kind, card.paper_id) == ("paper", paper_id)
    assert len(open_attachment(either, card.id)) == 2
    assert any(line.entity == "setting_value" for line in read_journal(either))
    remove_paper(either, person_id, paper_id)
    assert [one.paper_id for one in attachments_of(either, person_id)] == [None]


def test_a_deleted_file_is_gone_with_its_bytes_and_stands_in_the_journal(either: Workspace) -> None:
    person_id, _ = person_of(either)
    file_id = attach(either, person_id, "note.pdf", scan(1))
    open_attachment(either, file_id)

    delete_attachment(either, file_id)

    assert attachments_of(either, person_id) == []
    assert stored(either) == 0
    told = [(line.action, line.operation) for line in read_journal(either)]
    assert ("attachment.deleted", "delete") in told
    assert ("attachment.opened", "event") in told
    assert undo_last(either) is None
    with pytest.raises(NotFound):
        open_attachment(either, file_id)


@pytest.mark.parametrize(
    ("content", "kind", "key"),
    [
        (b"GIF89a" + b"x" * 100, "other", "attachment.kind_unknown"), (b"", "other", "attachment.kind_unknown"),
        (b"\xff\xd8\xff" + b"x" * 100, "other", "attachment.damaged"), (b"%PDF-1.7 rien", "other", "attachment.damaged"),
        (scan(60), "other", "attachment.too_much"), (scan(1), "photo", "attachment.photo_is_pdf"),
        (b"%PDF-" + b"x" * LARGEST_FILE, "other", "attachment.too_large"), (picture()[:300], "photo", "attachment.damaged"),
    ],
    ids=["gif", "empty", "torn jpeg", "torn pdf", "60 pages", "photo pdf", "large", "cut"],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_and_leaves_nothing(
    workspace: Workspace, content: bytes, kind: str, key: str
) -> None:
    person_id, _ = person_of(workspace)

    with pytest.raises(Refused) as refusal:
        attach(workspace, person_id, "essai", content, kind)
    assert refusal.value.key == key
    assert all(sentence(refusal.value, language)[1] for language in ("fr", "ar", "en"))
    assert stored(workspace) == 0


def test_opening_leaves_no_file_behind(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "vide"
    empty.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(empty))
    monkeypatch.setattr("tempfile.tempdir", None)
    person_id, _ = person_of(workspace)

    open_attachment(workspace, attach(workspace, person_id, "s.pdf", scan()))
    open_attachment(workspace, attach(workspace, person_id, "p.jpg", picture()))

    assert list(empty.iterdir()) == []
