"""Mending a list before it is imported, and taking it again: corrected cells, known people, mappings and drafts kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.errors import BadFile
from app.people.changing import change_fields
from app.people.dossier import dossier
from app.people.finding import list_people, search_people
from app.people.imports.files import encoding_samples, open_sheet
from app.people.imports.known import KnownRule
from app.people.imports.plan import ImportPlan, RowState
from app.people.imports.planning import correct_cell, plan_import
from app.people.imports.remembered import begun_import, drop_begun, keep_begun
from app.people.imports.writing import ImportOutcome, import_people
from app.workspace import Workspace
from db.history import broken_links
from db.models import AuditRow, IssuedNumber, NumberState, Person, TwinPair
from reports.excel.delimited import guess_encoding

HEADER = ["prénom", "nom", "né le", "tél", "doc_type", "doc_number"]
AWA = ["Awa", "Inventée", "12/03/1991", "0661000001", "passport", "ESSAI001"]
WRONG = ["Essai", "Faux", "31/02/1990", "0661000009", "", ""]


def states(plan: ImportPlan) -> list[str]:
    """What becomes of each row, in order."""
    return [row.state.value for row in plan.rows]


def test_a_corrected_cell_is_read_again_at_once(workspace: Workspace) -> None:
    plan = plan_import(workspace, [HEADER, AWA, WRONG])
    assert states(plan) == ["new", "error"]
    assert correct_cell(workspace, plan, 3, 2, "28/02/1990") == {3}
    assert states(plan) == ["new", "new"]
    assert (plan.count("new"), plan.count("error")) == (2, 0)
    assert import_people(workspace, plan).new == 2


def test_what_stood_by_a_corrected_row_is_judged_again(workspace: Workspace) -> None:
    same = [*AWA[:3], "0661000001", "", ""]
    plan = plan_import(workspace, [HEADER, AWA, same, AWA])
    assert states(plan) == ["new", "twin_in_file", "twin_in_file"]
    for column, text in enumerate(("Tout", "Autre", "1970", "0661999999", "", "")):
        correct_cell(workspace, plan, 2, column, text)
    assert states(plan) == ["new", "new", "twin_in_file"]
    assert plan.rows[2].twins[0].line == 3
    correct_cell(workspace, plan, 3, 2, "pas une date")
    assert states(plan) == ["new", "error", "new"]


def test_counts_are_disjoint_and_their_sum_is_the_rows(workspace: Workspace) -> None:
    import_people(workspace, plan_import(workspace, [HEADER, AWA]))
    plan = plan_import(
        workspace, [HEADER, AWA, WRONG, [*AWA[:2], "", "0661000001", "", ""], ["Neuf", "", "", "", "", ""]]
    )
    outcome = import_people(workspace, plan)
    assert outcome == ImportOutcome(new=1, known=1, twins=1, rejected=1)


@pytest.mark.parametrize(
    ("rule", "city", "neighbourhood"),
    [(KnownRule.LEAVE, "Rabat", None), (KnownRule.FILL, "Rabat", "Akkari"), (KnownRule.OVERWRITE, "Salé", "Akkari")],
)
def test_people_already_known_are_changed_as_the_rule_says(
    rule: KnownRule, city: str, neighbourhood: str | None, either: Workspace
) -> None:
    import_people(either, plan_import(either, [["id", "nom", "ville"], ["7", "Essai", "Rabat"]]))
    again = [["id", "nom", "ville", "quartier", "tél"], ["7", "", "Salé", "Akkari", "0661000001"]]
    plan = plan_import(either, [again[0], [*again[1][:1], "Essai", *again[1][2:]]])
    outcome = import_people(either, plan, rule=rule)
    assert (outcome.known, outcome.updated) == (1, 0 if rule is KnownRule.LEAVE else 1)
    form = dossier(either, search_people(either, "essai")[0].id).form
    assert (form.city, form.neighbourhood) == (city, neighbourhood)
    assert len(form.phones) == (0 if rule is KnownRule.LEAVE else 1)
    assert import_people(either, plan_import(either, [again[0], ["7", "Essai", *again[1][2:]]]), rule=rule).updated == 0


def test_a_row_stays_known_whatever_becomes_of_its_dossier(either: Workspace) -> None:
    rows = [["nom", "tél"], ["Essai Un", "0661000001"], ["Essai Un", "0661000001"]]
    import_people(either, plan_import(either, rows))
    for hit in search_people(either, "essai un"):
        change_fields(either, hit.id, {"family": "Tout Autrement", "phone": "0699999999"})
    plan = plan_import(either, rows)
    assert states(plan) == ["known", "known"]
    assert list_people(either).total == 2


def test_a_paper_held_by_somebody_else_is_queued_not_refused(either: Workspace) -> None:
    import_people(either, plan_import(either, [HEADER, AWA]))
    other = ["Personne", "Différente", "1950", "0677777777", "passport", "ESSAI001"]
    plan = plan_import(either, [HEADER, other])
    assert states(plan) == ["twin_in_registry"]
    assert plan.rows[0].twins[0].shares_paper
    import_people(either, plan)
    with either.database.read() as session:
        assert session.scalar(select(func.count()).select_from(TwinPair)) == 1


def test_a_batch_leaves_the_same_journal_and_numbers_as_single_dossiers(either: Workspace) -> None:
    import_people(either, plan_import(either, [HEADER, AWA, ["Essai", "Deux", "", "", "", ""]]))
    with either.database.read() as session:
        assert broken_links(session) == []
        people = session.scalars(select(Person)).all()
        told = session.scalars(
            select(AuditRow.entity_id).where(AuditRow.entity == "person", AuditRow.operation == "create")
        )
        assert set(told) == {person.id for person in people}
        numbers = session.scalars(select(IssuedNumber).where(IssuedNumber.owner_id.is_not(None))).all()
        assert {number.code for number in numbers} == {person.code for person in people}
        assert {number.state for number in numbers} == {NumberState.USED}


def test_a_mapping_is_remembered_for_the_next_list_with_the_same_headers(workspace: Workspace) -> None:
    header = ["Qui", "Où", "Combien"]
    plan = plan_import(
        workspace, [header, ["Essai", "Rabat", "3"]], {"Qui": "family_name", "Où": "city", "Combien": ""}
    )
    import_people(workspace, plan)
    assert plan_import(workspace, [header, ["Essai Autre", "Salé", "4"]]).columns.fields == (
        "family_name",
        "city",
        None,
    )
    with pytest.raises(BadFile):
        plan_import(workspace, [["Qui", "Où"], ["Essai", "Rabat"]])


def test_cells_mended_are_there_again_when_the_same_file_is_taken(workspace: Workspace) -> None:
    plan = plan_import(workspace, [HEADER, AWA, WRONG])
    correct_cell(workspace, plan, 3, 2, "28/02/1990")
    keep_begun(workspace, "f" * 64, plan, {"gens": "persons"})
    begun = begun_import(workspace, "f" * 64)
    assert begun is not None
    assert begun.uses == {"gens": "persons"}
    again = plan_import(workspace, [HEADER, AWA, WRONG], begun.mapping, corrections=begun.corrections)
    assert states(again) == ["new", "new"]
    drop_begun(workspace, "f" * 64)
    assert begun_import(workspace, "f" * 64) is None


def test_a_file_that_changes_while_it_is_read_is_told(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("nom\nEssai\n")

    def somebody_saves(done: int, total: int) -> None:
        file.write_text("nom\nEssai\nAutre\n")

    with pytest.raises(BadFile) as refused:
        open_sheet(workspace, file, progress=somebody_saves)
    assert refused.value.key == "file.changed"


def test_letters_in_doubt_are_shown_in_each_encoding(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_bytes("PRÉNOM;VILLE\nÉlodie;SALÉ\n".encode("cp1252"))
    sheet = open_sheet(workspace, file)
    assert (sheet.encoding, sheet.is_sure) == ("cp1252", False)
    samples = encoding_samples(workspace, file)
    assert "Élodie;SALÉ" in samples["cp1252"]
    assert samples["cp1256"] != samples["cp1252"]
    assert "utf-8" not in samples


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Prénom;Né\nÉlodie;où", "cp1252"), ("PRÉNOM;NÉ", "cp1252"), ("الاسم;المدينة\nتجربة;سلا", "cp1256"),
        ("Prénom;الاسم الكامل\nÉa;تجربة مختلقة", "cp1256"),
    ],
)  # fmt: skip
def test_the_letters_of_a_text_are_guessed_by_its_words(text: str, encoding: str) -> None:
    assert guess_encoding(text.encode(encoding, "ignore")) == encoding


def test_letters_that_read_alike_either_way_raise_no_question(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_bytes("prénom\nhélène\n".encode("cp1252"))
    assert open_sheet(workspace, tmp_path / "liste.csv").is_sure


@pytest.mark.parametrize(
    ("header", "cell", "state"),
    [
        ("né le", "31/02/1990", RowState.ERROR),
        ("né le", "12/03/3021", RowState.ERROR),
        ("tél", "٠٦٦١٠٠٠٠٠١", RowState.NEW),
        ("tél", "\u202b06 61 00 00 01\u202c", RowState.NEW),
        ("tél", "6.61E+08", RowState.ERROR),
        ("doc_number", "1.23456789012346E+17", RowState.ERROR),
        ("id", "9.0071992547409E+15", RowState.ERROR),
        ("ville", "x" * 2_000, RowState.ERROR),
        ("prénom", "É" * 2_000, RowState.ERROR),
        ("note", "y" * 2_000, RowState.NEW),
    ],
)
def test_bad_cells_are_errors_of_their_row_and_nothing_else(
    header: str, cell: str, state: RowState, workspace: Workspace
) -> None:
    plan = plan_import(workspace, [["nom", header], ["Essai", cell], ["Autre", ""]])
    assert [row.state for row in plan.rows] == [state, RowState.NEW]
    assert plan.rows[0].read.cells[1] == cell


def test_signs_that_cannot_be_seen_are_not_kept(workspace: Workspace) -> None:
    rows = [["prénom", "nom", "tél", "id"], ["\u202eAw\u200ba", "Inventée\ufeff", "٠٦٦١٠٠٠٠٠١", "\u200fX-1\u200f"]]
    import_people(workspace, plan_import(workspace, rows))
    form = dossier(workspace, search_people(workspace, "awa")[0].id).form
    assert (form.given_name, form.family_name, form.external_id) == ("Awa", "Inventée", "X-1")
    assert form.phones[0].number == "+212661000001"


def test_lines_of_totals_are_left_out_and_named(workspace: Workspace) -> None:
    rows = [["Liste des participants", "", ""], ["nom", "âge", "tél"], ["Essai", "30", ""], ["TOTAL :", "1", ""],
            ["Total général", "", "1"], ["Total", "Personne", ""]]  # fmt: skip
    plan = plan_import(workspace, rows)
    assert plan.totals == (4, 5)
    assert [row.read.form.family_name for row in plan.rows] == ["Essai", "Total"]


@pytest.mark.parametrize("many", [False, True])
def test_a_twin_that_shares_neither_phone_paper_nor_whole_name_is_queued(many: bool, workspace: Workspace) -> None:
    header = ["prénom", "nom", "né le", "tél"]
    import_people(workspace, plan_import(workspace, [header, ["Fatoumata Binta", "Barry", "17/05/1994", "0661000001"]]))
    rows = [["Fatoumata", "Barri", "17/05/1994", ""], ["Tout", "Autre", "1970", ""]]
    if not many:  # so many people in the registry that a short list looks for each of its rows
        filling = [[f"Essai{chr(97 + n % 26)}{chr(97 + n // 26)}", "Inventé", "", ""] for n in range(260)]
        import_people(workspace, plan_import(workspace, [header, *filling]))
    plan = plan_import(workspace, [header, *rows])
    assert plan.twins.reads_whole_registry == many
    assert states(plan) == ["twin_in_registry", "new"]
