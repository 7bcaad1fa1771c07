"""Papers for the person in three languages and two sizes; handing over an information sheet counts once."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from sqlalchemy import select

from app.accounts.undo import undo_last
from app.cli import main
from app.errors import NotFound, Refused
from app.funding.directory import confirm_branch, entry_providers
from app.funding.papers import (
    comparison_paper,
    crowdfunding_paper,
    give_information,
    information_paper,
    path_paper,
    pitch_paper,
)
from app.funding.project_sheet import GAPS, project_paper, project_sheet, save_sheet
from app.people.dossier import add_need, save_project
from app.people.forms import PersonForm, PhoneForm, ProjectForm
from app.people.registration import register_person
from app.workspace import Workspace
from db.models import Interaction
from tests.conftest import PASSWORD

INMAA = "inmaa_microcredit"


def pages_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def text_of(content: bytes) -> str:
    return " ".join("\n".join(pages_of(content)).split())


def someone(workspace: Workspace) -> UUID:
    form = PersonForm(given_name="Essai", family_name="Exemple", city="Rabat", phones=(PhoneForm("0661000001"),))
    person = register_person(workspace, form)
    save_project(workspace, person.id, ProjectForm("Cuisine de rue", "creation", "none", "alimentation", "Rabat"))
    add_need(workspace, person.id, "un four", 1_500_000)
    return person.id


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("large", [False, True])
def test_each_paper_is_made_in_each_language_and_size(workspace: Workspace, language: str, large: bool) -> None:
    person = someone(workspace)
    papers = (
        information_paper(workspace, INMAA, language, large),
        comparison_paper(workspace, person, [INMAA, "reseau_entreprendre_maroc"], 6_000_000, None, language, large),
        path_paper(workspace, person, language, large),
        project_paper(workspace, person, language, large),
        pitch_paper(workspace, language, large),
        crowdfunding_paper(workspace, language, large),
    )

    for content in papers:
        assert content.startswith(b"%PDF")
        assert all(page.strip() for page in pages_of(content))


def test_every_entry_of_the_directory_has_its_sheet(workspace: Workspace) -> None:
    from app.funding.directory import list_entries

    for listed in list_entries(workspace):
        for language in ("fr", "ar"):
            assert information_paper(workspace, listed.entry.id, language).startswith(b"%PDF")


def test_an_address_is_printed_once_somebody_has_confirmed_it(workspace: Workspace) -> None:
    branch = entry_providers(workspace, INMAA)[1][0].branches[0]
    assert branch.address is not None
    before = text_of(information_paper(workspace, INMAA, "fr"))
    confirm_branch(workspace, branch.id, branch.version, address=branch.address, city=branch.city, phone=branch.phone)
    after = text_of(information_paper(workspace, INMAA, "fr"))

    assert "Ksar" in branch.address
    assert "Ksar" not in before
    assert "Ksar" in after


def test_the_comparison_says_why_there_is_no_figure(workspace: Workspace) -> None:
    person = someone(workspace)
    said = text_of(comparison_paper(workspace, person, [INMAA, "reseau_entreprendre_maroc"], 6_000_000, None, "fr"))

    assert "taux inconnu" in said
    assert "1 250 MAD" in said.replace("\u00a0", " ")
    assert "50 000 MAD" in said.replace("\u00a0", " ")


def test_giving_the_sheet_orients_once(either: Workspace) -> None:
    person = someone(either)
    for _ in range(3):
        give_information(either, person, INMAA, "fr")
    give_information(either, person, "alamana_microcredit", "ar")

    with either.database.read() as session:
        kinds = [row.kind for row in session.scalars(select(Interaction).where(Interaction.person_id == person))]
    assert kinds == ["oriented", "oriented"]


def test_nothing_is_counted_for_an_option_that_is_not_there(workspace: Workspace) -> None:
    person = someone(workspace)
    with pytest.raises(NotFound):
        give_information(workspace, person, "nowhere", "fr")

    with workspace.database.read() as session:
        assert session.scalars(select(Interaction).where(Interaction.person_id == person)).all() == []


def test_the_project_sheet_is_filled_from_the_dossier_and_its_gaps_are_asked(either: Workspace) -> None:
    person = someone(either)
    assert project_sheet(either, person).gaps == tuple(GAPS)
    save_sheet(either, person, {"offer": "Des crêpes", "customers": "Les étudiants", "sales": " "})

    assert project_sheet(either, person).answers == {"offer": "Des crêpes", "customers": "Les étudiants"}
    said = text_of(project_paper(either, person, "fr")).replace("\u00a0", " ")
    for word in ("Cuisine de rue", "Des crêpes", "15 000 MAD", "un four", "06 61 00 00 01", "EXEMPLE"):
        assert word in said
    undo_last(either)
    assert project_sheet(either, person).answers == {}


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_project_sheet_is_one_page_filled_or_not(workspace: Workspace, language: str) -> None:
    person = someone(workspace)
    assert len(pages_of(project_paper(workspace, person, language))) == 1
    save_sheet(
        workspace, person, dict.fromkeys(GAPS, "Une réponse assez longue pour tenir sur deux lignes de la page. " * 2)
    )
    assert len(pages_of(project_paper(workspace, person, language))) == 1


def test_a_person_without_a_project_gets_one_for_their_answers(workspace: Workspace) -> None:
    person = register_person(workspace, PersonForm(given_name="Essai")).id
    save_sheet(workspace, person, {"offer": "Couture"})

    assert project_sheet(workspace, person).answers == {"offer": "Couture"}


def test_an_answer_that_would_not_fit_is_refused(workspace: Workspace) -> None:
    person = someone(workspace)
    with pytest.raises(Refused):
        save_sheet(workspace, person, {"offer": "x" * 601})


def test_papers_path_and_costs_from_the_command_line(
    base_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)
    base = ["--base", str(base_file), "--json"]
    assert main([*base, "people", "add", "--given", "Essai", "--declares", "none", "--city", "Rabat"]) == 0
    dossier = json.loads(capsys.readouterr().out)["dossier"]
    assert main([*base, "people", "set", dossier, "stage=creation", "legal_form=none", "has_account=no"]) == 0
    capsys.readouterr()

    assert main([*base, "funding", "path", dossier]) == 0
    steps = json.loads(capsys.readouterr().out)["steps"]
    assert "carte_immatriculation" in [step["by"] for step in steps]
    assert main([*base, "funding", "compare", dossier, "reseau_entreprendre_maroc", INMAA, "--amount", "60000"]) == 0
    options = json.loads(capsys.readouterr().out)["options"]
    assert [(one["monthly"], one["no_figure"]) for one in options] == [(1250.0, None), (None, "rate_unknown")]
    for kind in ("path", "project"):
        out = tmp_path / f"{kind}.pdf"
        assert main([*base, "funding", "paper", kind, dossier, "--out", str(out), "--language", "ar"]) == 0
        assert out.read_bytes().startswith(b"%PDF")
    assert (
        main([*base, "funding", "paper", "information", "--option", "nowhere", "--out", str(tmp_path / "x.pdf")]) == 6
    )
    assert not (tmp_path / "x.pdf").exists()
