"""Each row of a foreign list is new, known, perhaps a twin, or wrong with its reason: disjoint, and repeatable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.errors import BadFile
from app.people.dates import Precision
from app.people.dossier import dossier
from app.people.finding import list_people, search_people
from app.people.imports.columns import read_mapping, understand_columns
from app.people.imports.files import open_sheet
from app.people.imports.plan import ImportPlan, RowState
from app.people.imports.planning import plan_import
from app.people.imports.rejects import write_rejects
from app.people.imports.rows import ReadRow, read_row
from app.people.imports.writing import ImportOutcome, import_people
from app.workspace import Workspace
from db.history import broken_links
from db.models import Person, TwinPair

TODAY = date(2026, 11, 24)
ODS = Path(__file__).parents[1] / "data" / "imports" / "personnes.ods"
HEADER = ["id", "given_name", "family_name", "sex", "birth_date", "nationality", "phone", "doc_type", "doc_number"]
AWA = ["X-1", "Awa", "Inventée", "F", "1991-03-12", "GIN", "0661000001", "passport", "ESSAI001"]
NAMESAKE = ["X-2", "AWA", "INVENTEE", "F", "1991-03-12", "GIN", "+212 661-00-00-01", "", ""]
OTHER = ["X-3", "Personne", "Fictive", "M", "1985", "CIV", "0661000003", "", ""]
WRONG = ["X-4", "", "", "X", "31/02/1990", "Atlantide", "", "carte de pêche", "1"]


def read_one(header: list[str], row: list[str]) -> ReadRow:
    """One row under its header, read on a fixed day."""
    return read_row(2, row, understand_columns([header]), TODAY)


def states(plan: ImportPlan) -> list[RowState]:
    """What becomes of each row, in order."""
    return [row.state for row in plan.rows]


@pytest.mark.parametrize(
    "header",
    [
        ["N°", "Prénoms", "NOM", "Sexe", "Né(e) le", "Pays d'origine", "Tél", "Type de pièce", "N° de pièce"],
        ["id", "First name", "Surname", "Gender", "DOB", "Country", "Mobile", "ID type", "ID number"],
        [
            "الرقم",
            "الاسم الشخصي",
            "النسب",
            "الجنس",
            "تاريخ الازدياد",
            "الجنسية",
            "رقم الهاتف",
            "نوع الوثيقة",
            "رقم الوثيقة",
        ],
        HEADER,
    ],
)
def test_known_headers_map_themselves_in_three_languages(header: list[str]) -> None:
    expected = ["external_id", *HEADER[1:]]
    fields = list(understand_columns([["Liste d'essai"], [], header]).fields)
    assert fields[1:] == expected[1:]
    assert fields[0] in ("external_id", None)


def test_the_header_is_found_under_a_title() -> None:
    columns = understand_columns([["Participants"], [], ["Prénom", "Colonne inconnue"], ["Essai", "?"]])
    assert (columns.header, columns.fields) == (2, ("given_name", None))


def test_two_phone_columns_and_two_phones_in_a_cell_are_all_kept() -> None:
    row = read_one(["nom", "phone 1", "phone 2"], ["Essai", "06 61 00 00 01 / 0661000002", "00212661000003"])
    assert [phone.number for phone in row.form.phones] == ["+212661000001", "+212661000002", "+212661000003"]


def test_a_year_alone_and_an_empty_half_of_a_name_are_accepted() -> None:
    row = read_one(HEADER, ["1", "", "Essai", "", "1988", "CIV", "", "", ""])
    assert row.problems == ()
    assert row.form.birth is not None
    assert row.form.birth.precision is Precision.YEAR


def test_a_paper_number_of_unstated_kind_is_kept_as_such() -> None:
    row = read_one(HEADER, ["1", "Essai", "", "", "", "", "", "", "A-77"])
    assert [(paper.type, paper.number) for paper in row.papers] == [("unstated", "A-77")]


def test_an_arabic_whole_name_is_an_arabic_name() -> None:
    assert read_one(["الاسم الكامل"], ["تجربة مختلقة"]).form.name_ar == "تجربة مختلقة"
    assert read_one(["Nom et prénom"], ["Essai Inventé"]).form.family_name == "Essai Inventé"


def test_each_thing_wrong_with_a_row_is_named_in_its_field() -> None:
    assert {problem.field for problem in read_one(HEADER, WRONG).problems} == {
        "family_name", "sex", "birth_date", "nationality", "doc_type",
    }  # fmt: skip


def test_the_line_of_totals_and_empty_lines_are_no_people(workspace: Workspace) -> None:
    plan = plan_import(workspace, open_sheet(workspace, ODS).rows)
    assert [row.read.line for row in plan.rows] == [4, 5, 6]
    assert states(plan) == [RowState.NEW, RowState.NEW, RowState.ERROR]


def test_a_sheet_without_a_name_column_is_refused(workspace: Workspace) -> None:
    with pytest.raises(BadFile) as refused:
        plan_import(workspace, [["téléphone"], ["0661000001"]])
    assert refused.value.key == "import.no_name_column"


def test_a_plan_writes_nothing_and_its_counts_are_what_the_import_gives(either: Workspace) -> None:
    plan = plan_import(either, [HEADER, AWA, NAMESAKE, OTHER, WRONG])
    assert states(plan) == [RowState.NEW, RowState.TWIN_IN_FILE, RowState.NEW, RowState.ERROR]
    assert list_people(either).total == 0

    assert import_people(either, plan) == ImportOutcome(new=2, known=0, twins=1, rejected=1)
    assert list_people(either).total == 3
    with either.database.read() as session:
        assert session.scalar(select(func.count()).select_from(TwinPair)) == 1
        assert broken_links(session) == []


def test_imported_people_are_found_by_name_phone_paper_and_id(either: Workspace) -> None:
    import_people(either, plan_import(either, [HEADER, AWA, OTHER]))
    for text in ("awa inventee", "61000001", "essai001", "X-1"):
        hits = search_people(either, text)
        assert hits[0].external_id == "X-1", text
        whole = dossier(either, hits[0].id)
    assert [(paper.form.type, paper.form.status) for paper in whole.papers] == [("passport", "declared")]
    assert whole.consents == ()


def test_importing_the_same_file_again_adds_nobody(either: Workspace) -> None:
    nameless = [["nom", "téléphone"], ["Essai Un", "0661000001"], ["Essai Deux", ""], ["Essai Deux", ""]]
    for rows in ([HEADER, AWA, NAMESAKE, OTHER], nameless):
        import_people(either, plan_import(either, rows))
        again = import_people(either, plan_import(either, rows))
        assert (again.new, again.twins, again.known) == (0, 0, len(rows) - 1)


def test_a_row_like_a_registered_person_is_a_twin_of_the_registry(workspace: Workspace) -> None:
    import_people(workspace, plan_import(workspace, [HEADER, AWA]))
    plan = plan_import(workspace, [HEADER, NAMESAKE])
    assert states(plan) == [RowState.TWIN_IN_REGISTRY]
    assert plan.rows[0].twins[0].score >= 0.5


def test_an_import_stopped_half_way_is_begun_again_without_doubles(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.people.imports.writing.AT_ONCE", 2)
    rows = [HEADER, *([f"N-{n}", f"Essai{n}", f"Inventé{n}", "", "", "", "", "", ""] for n in range(7))]

    def stop(done: int, total: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_people(workspace, plan_import(workspace, rows), stop)
    outcome = import_people(workspace, plan_import(workspace, rows))
    assert (outcome.known, outcome.new + outcome.twins) == (4, 3)
    assert list_people(workspace).total == 7


def test_without_cndp_number_no_paper_number_is_imported(workspace: Workspace) -> None:
    bare = replace(workspace, agency=replace(workspace.agency, cndp_number=None, keeps_paper_numbers=False))
    assert import_people(bare, plan_import(bare, [HEADER, AWA])).dropped_numbers == 1
    assert search_people(workspace, "essai001") == []


def test_rejected_rows_come_back_mended_as_new_ones(workspace: Workspace, tmp_path: Path) -> None:
    wrong = ["=1+1", "Essai", "À Corriger", "", "31/02/1990", "", "+212661000009", "", ""]
    plan = plan_import(workspace, [HEADER, AWA, wrong])
    assert write_rejects(plan, tmp_path / "rejets.csv") == 1
    kept = (tmp_path / "rejets.csv").read_text("utf-8-sig")
    assert "'=1+1" in kept
    assert "Naissance" in kept

    (tmp_path / "rejets.csv").write_text(kept.replace("31/02/1990", "28/02/1990"), "utf-8")
    rows = open_sheet(workspace, tmp_path / "rejets.csv").rows
    assert states(plan_import(workspace, rows)) == [RowState.NEW]
    assert rows[1][0] == "=1+1"


@pytest.mark.parametrize("text", ['{"Qui": "full_name"}', '{"full_name": "Qui"}', "Qui: full_name\n"])
def test_a_mapping_names_columns_nobody_could_guess(text: str, workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text(text)
    plan = plan_import(workspace, [["Qui", "Quoi"], ["Essai Inventé", "x"]], read_mapping(tmp_path / "m.json"))
    assert states(plan) == [RowState.NEW]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[1, 2]", "import.mapping_broken"),
        ("{", "import.mapping_broken"),
        ('{"Qui": "nulle_part"}', "import.mapping_field"),
    ],
)
def test_a_broken_mapping_says_what_is_wrong(text: str, key: str, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text(text)
    with pytest.raises(BadFile) as refused:
        read_mapping(tmp_path / "m.json")
    assert refused.value.key == key


def test_a_mapping_of_a_column_that_is_not_there_is_refused(workspace: Workspace) -> None:
    with pytest.raises(BadFile) as refused:
        plan_import(workspace, [["nom"], ["Essai"]], {"absente": "phone"})
    assert refused.value.key == "import.mapping_header"


def test_the_registry_of_another_agency_makes_nobody_known(either: Workspace) -> None:
    import_people(either, plan_import(either, [HEADER, AWA]))
    with either.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
    elsewhere = replace(either, agency=replace(either.agency, id=either.user.id))
    assert states(plan_import(elsewhere, [HEADER, AWA])) == [RowState.NEW]
