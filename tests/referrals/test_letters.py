"""Letters in the agency's own words: what Wasl knows stands in its place, what it does not know is a line to fill."""

from __future__ import annotations

import subprocess
import unicodedata
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from pikepdf import Pdf
from sqlalchemy import select

from app.accounts.undo import undo_last
from app.appointments.booking import book, list_hosts, set_outcome
from app.errors import Refused
from app.referrals.cases import SlipOptions
from app.referrals.letter_models import KINDS, MODELS, OF_AN_APPOINTMENT
from app.referrals.letter_wordings import end_wording, list_wordings, save_wording
from app.referrals.letters import appointment_letter, referral_letter
from app.referrals.referring import preview_slip
from app.workspace import Workspace
from db.models import Referral
from reports.pdf.tagging import archived
from tests.referrals.papers import ENTRY, PROVIDER, a_person, a_slip_issued


def said(content: bytes, folder: Path) -> str:
    """The words of a paper as another program reads them."""
    (folder / "lettre.pdf").write_bytes(content)
    told = subprocess.run(["pdftotext", str(folder / "lettre.pdf"), "-"], capture_output=True, text=True, check=True)
    return " ".join(unicodedata.normalize("NFKC", told.stdout).replace("\u00a0", " ").split())


def a_meeting(workspace: Workspace, person_id: UUID | None = None) -> UUID:
    """With amina, on Tuesday the first of December at half past nine."""
    host = list_hosts(workspace)[0]
    person_id = person_id or a_person(workspace)
    return book(workspace, person_id, host.id, date(2026, 12, 1), time(9, 30), 30).id


@pytest.mark.parametrize("languages", ["fr-ar", "en-ar", "en-fr"])
@pytest.mark.parametrize("kind", sorted(set(MODELS) - OF_AN_APPOINTMENT))
def test_every_letter_about_a_referral_is_one_archivable_page(
    workspace: Workspace, tmp_path: Path, kind: str, languages: str
) -> None:
    slip = a_slip_issued(workspace)

    letter = referral_letter(workspace, kind, slip.code, languages)

    with Pdf.open(BytesIO(archived(letter.content))) as pdf:
        assert len(pdf.pages) == 1
    words = said(letter.content, tmp_path)
    assert slip.number in words
    assert "ESSAI Mamadou" in words
    assert "{" not in words
    assert "Mamadou" not in letter.name


def test_a_convocation_and_an_attendance(either: Workspace, tmp_path: Path) -> None:
    meeting = a_meeting(either)
    words = said(appointment_letter(either, "convocation", meeting).content, tmp_path)
    assert "mardi 1er décembre 2026" in words
    assert "09:30" in words

    with pytest.raises(Refused, match="has_not_come"):
        appointment_letter(either, "attendance", meeting)
    set_outcome(either, meeting, "came")
    assert "atteste que ESSAI Mamadou" in said(appointment_letter(either, "attendance", meeting).content, tmp_path)


def test_no_invitation_to_an_appointment_that_is_off(workspace: Workspace) -> None:
    meeting = a_meeting(workspace)
    set_outcome(workspace, meeting, "cancelled")

    with pytest.raises(Refused, match="appointment_off"):
        appointment_letter(workspace, "convocation", meeting)


def test_the_agency_s_words_hold_from_a_day_on_and_can_be_taken_back(either: Workspace, tmp_path: Path) -> None:
    slip = a_slip_issued(either)
    tomorrow = either.clock.today() + timedelta(days=1)
    save_wording(either, "certificate", "fr", "Attestation maison", "{person} est passé·e.", tomorrow)
    assert "Attestation maison" not in said(referral_letter(either, "certificate", slip.code).content, tmp_path)

    save_wording(either, "certificate", "fr", "Attestation maison", "{person} est passé·e. Salle {place}.")
    words = said(referral_letter(either, "certificate", slip.code).content, tmp_path)
    assert "Attestation maison" in words
    assert "Salle ..." in words

    undo_last(either)
    assert "Attestation maison" not in said(referral_letter(either, "certificate", slip.code).content, tmp_path)
    save_wording(either, "certificate", "fr", "Encore", "{person}.")
    end_wording(either, "certificate", "fr")
    assert next(t for t in list_wordings(either) if (t.kind, t.language) == ("certificate", "fr")).edition == 0


def test_a_letter_of_the_agency_s_own(workspace: Workspace, tmp_path: Path) -> None:
    slip = a_slip_issued(workspace)
    save_wording(workspace, "own_lettre_au_bailleur", "fr", "Au bailleur", "{agency} suit {person}.")

    with pytest.raises(Refused, match="language_missing"):
        referral_letter(workspace, "own_lettre_au_bailleur", slip.code)
    save_wording(workspace, "own_lettre_au_bailleur", "ar", "إلى المالك", "تتابع {agency} {person}.")
    words = said(referral_letter(workspace, "own_lettre_au_bailleur", slip.code).content, tmp_path)
    assert "Agence Rabat Essai suit ESSAI Mamadou" in words


@pytest.mark.parametrize(
    ("kind", "title", "body", "wrong"),
    [
        ("certificate", "T", "{salaire}", "value_unknown"), ("certificate", "T", "{person", "braces"),
        ("certificate", "T", "{person.code}", "value_unknown"), ("certificate", "T", " ", "text_missing"),
        ("certificate", "T", "a" * 2_001, "too_long"), ("autre", "T", "texte", "kind_unknown"),
        ("slip_note", "T", "{person}", "value_unknown"), ("slip_note", "T", "a" * 301, "too_long"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_printed_are_refused(
    workspace: Workspace, kind: str, title: str, body: str, wrong: str
) -> None:
    with pytest.raises(Refused, match=wrong):
        save_wording(workspace, kind, "fr", title, body)


def test_words_do_not_reach_back(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="day_gone"):
        save_wording(workspace, "certificate", "fr", "T", "texte", workspace.clock.today() - timedelta(days=1))


def test_the_longest_words_still_stand_on_one_page(workspace: Workspace) -> None:
    slip = a_slip_issued(workspace)
    for language in ("fr", "ar"):
        save_wording(workspace, "own_long", language, "Long", ("mot " if language == "fr" else "كلمة ") * 390)

    with Pdf.open(BytesIO(referral_letter(workspace, "own_long", slip.code).content)) as pdf:
        assert len(pdf.pages) == 1


def test_a_note_of_the_agency_stands_on_every_slip(workspace: Workspace, tmp_path: Path) -> None:
    save_wording(workspace, "slip_note", "fr", "Note", "Fermé le vendredi après-midi.")
    person_id = a_person(workspace)

    for paper in ("a4", "a5", "80mm"):
        content = preview_slip(workspace, person_id, ENTRY, SlipOptions(provider=PROVIDER, paper_format=paper)).content
        assert "Fermé le vendredi" in said(content, tmp_path)


def test_every_kind_has_words_in_three_languages() -> None:
    assert set(MODELS) == set(KINDS) - {"slip_note"}
    assert all(set(texts) == {"fr", "ar", "en"} for texts in MODELS.values())


def test_a_withdrawal_is_told_to_the_provider_without_more_of_the_person(workspace: Workspace, tmp_path: Path) -> None:
    slip = a_slip_issued(workspace)
    with workspace.database.read() as session:
        assert session.scalar(select(Referral.id)) == slip.referral_id

    words = said(referral_letter(workspace, "withdrawal", slip.code).content, tmp_path)

    assert "AMAPPE" in words
    assert "HCR" not in words
