"""The right of access: every column that is held stands in the copy, in the person's language, and no code in it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.accounts.journal import read_journal
from app.accounts.rights import Role
from app.cli import main
from app.desk.copy_parts import NOT_SHOWN, PARTS
from app.desk.person_copy import export_copy
from app.errors import NotAllowed, Refused
from app.people.belonging_rows import SHARED, owned_tables
from app.people.dossier import dossier
from app.people.forms import PersonForm
from app.people.rectifying import rectify
from app.people.registration import register_person
from app.people.viewing import note_view
from app.workspace import Workspace
from db.models import Base
from tests.conftest import PASSWORD
from tests.upkeep.whole_person import CANARY, PAPER, a_whole_person

BOOKKEEPING = {"id", "version", "created_at", "updated_at", "created_by", "updated_by", "person_id"}


def text_of(content: bytes, folder: Path) -> str:
    (folder / "copy.pdf").write_bytes(content)
    said = subprocess.run(
        ["pdftotext", "-layout", folder / "copy.pdf", "-"], capture_output=True, text=True, check=True
    )
    return " ".join(said.stdout.split())


def as_officer(workspace: Workspace) -> Workspace:
    return replace(workspace, user=replace(workspace.user, roles=frozenset({Role.PROTECTION_OFFICER})))


def test_no_column_that_is_held_is_left_out() -> None:
    names = {"person", *(table.name for table in owned_tables()), *SHARED}
    left_out = []
    for name in sorted(names):
        if f"{name}.*" in NOT_SHOWN:
            continue
        columns = set(Base.metadata.tables[name].c.keys()) - BOOKKEEPING
        shown = set(PARTS[name].columns) if name in PARTS else set()
        left_out += [f"{name}.{one}" for one in columns - shown if f"{name}.{one}" not in NOT_SHOWN]

    assert left_out == []
    for name, part in PARTS.items():
        assert set(part.columns) <= set(Base.metadata.tables[name].c.keys()), name


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fr",
            ["Ce que l’agence garde à votre sujet", "Carte d'immatriculation", "par la personne chargée", "Vos droits"],
        ),
        ("en", ["What the agency keeps about you", "Consents", "Your rights"]),
    ],
)
def test_the_copy_holds_everything_in_words(either: Workspace, tmp_path: Path, language: str, words: list[str]) -> None:
    person_id = a_whole_person(either)
    note_view(either, person_id)

    text = text_of(export_copy(as_officer(either), person_id, language), tmp_path)

    held = [
        f"besoin {CANARY}",
        f"projet {CANARY}",
        f"dit {CANARY}",
        f"objet {CANARY}",
        f"rue {CANARY}",
        PAPER,
        "06 00 98 76 54",
    ]
    assert [one for one in [*held, *(word for word in words if "chargée" not in word)] if one not in text] == []
    raw = [
        "carte_immatriculation",
        "to_print",
        "consent_withdrawn",
        "None",
        "Purpose.",
        "wording_hash",
        "{'",
        "handed_over",
    ]
    assert [one for one in raw if one in text] == []
    assert read_journal(either)[0].action == "person.copied"


def test_the_command_line_writes_it_in_the_persons_language(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)
    monkeypatch.setenv("WASL_BASE", workspace.database.location)
    number = register_person(workspace, PersonForm(given_name="Awa", paper_language="en")).number

    assert main(["people", "export-copy", number, "--out", str(tmp_path / "c.pdf")]) == 0
    assert main(["people", "rectify", number, "city=Salé", "--reason", "à sa demande"]) == 0

    assert "What the agency keeps about you" in text_of((tmp_path / "c.pdf").read_bytes(), tmp_path)


def test_the_officer_corrects_with_a_reason_and_nothing_else(either: Workspace) -> None:
    person_id = register_person(either, PersonForm(given_name="Awa", city="Rabat")).id
    officer = as_officer(either)

    with pytest.raises(Refused):
        rectify(officer, person_id, {"city": "Salé"}, " ")
    with pytest.raises(Refused):
        rectify(officer, person_id, {"agency_id": "x"}, "à sa demande")
    rectify(officer, person_id, {"city": "Salé", "birth": "1988"}, "à sa demande")

    form = dossier(either, person_id).form
    assert (form.city, form.birth and form.birth.year, form.given_name) == ("Salé", 1988, "Awa")
    assert read_journal(either)[0].action == "person.rectified"


def test_an_agent_neither_copies_nor_rectifies(workspace: Workspace) -> None:
    person_id = register_person(workspace, PersonForm(given_name="Awa")).id
    agent = replace(workspace, user=replace(workspace.user, roles=frozenset({Role.AGENT})))

    with pytest.raises(NotAllowed):
        export_copy(agent, person_id)
    with pytest.raises(NotAllowed):
        rectify(agent, person_id, {"city": "Salé"}, "x")


def test_a_view_is_noted_once_a_day_for_each_account(workspace: Workspace) -> None:
    person_id = register_person(workspace, PersonForm(given_name="Awa")).id

    for _ in range(3):
        note_view(workspace, person_id)

    assert [line.action for line in read_journal(workspace)].count("dossier.viewed") == 1
