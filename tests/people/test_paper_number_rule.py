"""Rule P12: no paper number without the agency's CNDP number, wherever it could be written down."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Text, cast, select

from app.accounts.drafts import list_drafts, save_draft
from app.people.dossier import dossier
from app.people.forms import PaperForm, PersonForm
from app.people.paper_number_rule import name_without_numbers
from app.people.registration import register_person, save_paper
from app.workspace import Workspace
from db.models import AuditBody, Draft
from db.types import uuid7

NUMBER = "AB123456"


def without_cndp(workspace: Workspace) -> Workspace:
    return replace(workspace, agency=replace(workspace.agency, cndp_number=None, keeps_paper_numbers=False))


def test_a_draft_holds_no_number_either(either: Workspace) -> None:
    bare = without_cndp(either)
    body: dict[str, object] = {
        "values": {"given_name": "Awa", "paper_number": NUMBER},
        "papers": [{"type": "cin", "number": NUMBER, "expires": ""}],
    }

    save_draft(bare, uuid7(), "reception", "Awa", body)

    with either.database.read() as session:
        kept = session.scalar(select(cast(Draft.body, Text)))
    assert kept is not None
    assert NUMBER not in kept
    assert list_drafts(bare)[0].body["papers"] == [{"type": "cin", "number": "", "expires": ""}]


def test_nothing_comes_back_when_the_number_is_given_later(either: Workspace) -> None:
    bare = without_cndp(either)
    registered = register_person(bare, PersonForm(given_name="Awa"), (PaperForm("cin", NUMBER),))
    assert registered.dropped_numbers == 1
    assert save_paper(bare, registered.id, PaperForm("passport", NUMBER))

    whole = dossier(either, registered.id)  # the agency that has its number again

    assert [paper.form.number for paper in whole.papers] == [None, None]
    with either.database.read() as session:
        assert all(NUMBER not in body for body in session.scalars(select(AuditBody.body)))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("CIN AB123456.pdf", "CIN ….pdf"), ("scan_AB123456.jpg", "scan_….jpg"), ("123-45-67890.png", "….png"),
        ("photo 2026.jpg", "photo 2026.jpg"), ("bail.pdf", "bail.pdf"), ("AB123456", "…"),
    ],
)  # fmt: skip
def test_a_files_name_loses_what_looks_like_a_number(name: str, kept: str) -> None:
    assert name_without_numbers(name) == kept
