"""Exports of KoboToolbox: groups in headers, metadata, several answers, repeated groups as papers or as people."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.people.dossier import dossier
from app.people.finding import list_people, search_people
from app.people.imports.columns import understand_columns
from app.people.imports.files import open_sheet
from app.people.imports.plan import RowState
from app.people.imports.planning import plan_import
from app.people.imports.repeats import RepeatUse, lay_flat, repeats_of
from app.people.imports.writing import import_people
from app.workspace import Workspace
from reports.excel.reading import SheetText

KOBO = Path(__file__).parents[1] / "data" / "imports" / "kobo.xlsx"
MEMBERS = "membres_menage"


@pytest.fixture
def export(workspace: Workspace) -> SheetText:
    """The form's export, as it was downloaded."""
    return open_sheet(workspace, KOBO)


def test_groups_metadata_and_choices_of_a_form_are_understood(export: SheetText) -> None:
    columns = understand_columns(export.rows)
    found = {title: field for title, field in zip(columns.titles, columns.fields, strict=True) if field}
    assert found == {
        "identite/prenom": "given_name", "identite/nom": "family_name", "identite/nom_ar": "name_ar",
        "identite/sexe": "sex", "identite/date_naissance": "birth_date", "identite/nationalite": "nationality",
        "contact/telephone": "phone", "contact/ville": "city", "contact/quartier": "neighbourhood",
        "identite/langues": "languages", "remarques": "note", "_uuid": "external_id",
    }  # fmt: skip


def test_members_of_a_household_are_nobody_unless_somebody_says_so(export: SheetText) -> None:
    papers, members = repeats_of(export)
    assert (papers.name, papers.count, papers.usual) == ("pieces", 3, RepeatUse.DETAILS)
    assert (members.name, members.count, members.usual) == (MEMBERS, 3, RepeatUse.NONE)
    assert RepeatUse.PERSONS in members.possible


def test_a_repeated_group_of_papers_becomes_the_papers_of_its_person(export: SheetText, workspace: Workspace) -> None:
    plan = plan_import(workspace, lay_flat(export).rows)
    assert [row.state for row in plan.rows] == [RowState.NEW] * 3
    import_people(workspace, plan)
    whole = dossier(workspace, search_people(workspace, "essai-awa")[0].id)
    assert sorted((paper.form.type, paper.form.number) for paper in whole.papers) == [
        ("passport", "ESSAI0001"), ("recepisse", "R-ESSAI-77"),
    ]  # fmt: skip
    assert whole.form.languages == ("fr", "wo")


def test_members_become_people_who_live_where_their_household_does(export: SheetText, workspace: Workspace) -> None:
    flat = lay_flat(export, {MEMBERS: RepeatUse.PERSONS})
    assert flat.origins == {5: (MEMBERS, 2), 6: (MEMBERS, 3), 7: (MEMBERS, 4)}
    import_people(workspace, plan_import(workspace, flat.rows, origins=flat.origins))
    assert list_people(workspace).total == 6
    member = dossier(workspace, search_people(workspace, "Essai-Ndeye")[0].id)
    assert member.form.city == "Salé"
    assert member.form.external_id is not None
    assert member.form.external_id.endswith(f"/{MEMBERS}/1")

    again = import_people(workspace, plan_import(workspace, flat.rows))
    assert (again.new, again.twins, again.known, again.updated) == (0, 0, 6, 0)


def test_papers_of_members_find_their_member() -> None:
    rep = ["_index", "_parent_table_name", "_parent_index"]
    sheet = SheetText(
        "form", (("nom", "_uuid", "_index"), ("Essai", "u1", "1")),
        repeats=(
            ("gens", (("gens/prénom", *rep), ("Petit", "1", "form", "1"), ("Grand", "2", "form", "1"))),
            ("cartes", (("cartes/doc_number", *rep), ("ESSAI-9", "1", "gens", "2"))),
        ),
    )  # fmt: skip
    flat = lay_flat(sheet, {"gens": RepeatUse.PERSONS})
    assert flat.rows[3][-1] == "ESSAI-9"
    assert flat.rows[2][-1] == ""


def test_rows_are_joined_by_their_submission_where_they_have_no_index() -> None:
    sheet = SheetText(
        "form", (("nom", "_id"), ("Essai", "77")),
        repeats=(("tel", (("tel/phone", "_parent_index", "_submission__id"), ("0661000001", "", "77"))),),
    )  # fmt: skip
    assert lay_flat(sheet).rows[1][-1] == "0661000001"
