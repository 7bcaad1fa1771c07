"""Lists of the registry: conditions combined in SQL, kept by name, turned into papers and files, each journalled."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.accounts.rights import Role
from app.errors import BadFile, NotAllowed, Refused
from app.people.consents import record_consent
from app.people.contacts import add_note
from app.people.dates import parse_birth
from app.people.dossier import dossier, save_project
from app.people.forms import PaperForm, PersonForm, PhoneForm, ProjectForm
from app.people.lists.actions import call_list, export_list, labels, mark_sent, message_language, messages
from app.people.lists.columns import COLUMNS, USUAL_COLUMNS
from app.people.lists.conditions import PeopleFilter, filter_of, parse_condition, words_of
from app.people.lists.listing import Selection, count_of_list, page_of_list, values_in_use
from app.people.lists.saved import remove_list, save_list, saved_lists
from app.people.registration import register_person
from app.people.situations import SITUATION_LABELS, report_situation
from app.workspace import Workspace
from db.models import AuditBody, AuditRow

TODAY = date(2026, 11, 24)


def paper(kind: str, days: int | None) -> PaperForm:
    """A paper that expires in so many days."""
    return PaperForm(kind, f"ESSAI-{kind}-{days}", expires_on=None if days is None else TODAY + timedelta(days=days))


def people(workspace: Workspace) -> dict[str, str]:
    """Five invented people with what conditions look at; their dossier numbers by their name."""
    forms = {
        "Awa": (PersonForm("Awa", "Un", sex="F", city="Rabat", neighbourhood="Akkari", nationality="GIN",
                           languages=("fr", "wo"), phones=(PhoneForm("0661000001"),), birth=parse_birth("1999-11-24", TODAY)),
                (paper("recepisse", 30),)),
        "Bineta": (PersonForm("Bineta", "Deux", sex="F", city="RABAT", nationality="SEN", paper_language="ar",
                              birth=parse_birth("1990", TODAY)), (paper("passport", -3),)),
        "Carlos": (PersonForm("Carlos", "Trois", sex="M", city="Salé", nationality="CIV", languages=("en",),
                              phones=(PhoneForm("+212661000003"),), birth=parse_birth("1999-11-25", TODAY)),
                   (paper("bra_card", 400), paper("carte_residence", None))),
        "Driss": (PersonForm("Driss", "=Quatre", city="Salé", nationality="MAR"), ()),
        "Essé": (PersonForm("Essé", "Cinq", declared_situation="sans_document"), ()),
    }  # fmt: skip
    return {name: register_person(workspace, form, papers).number for name, (form, papers) in forms.items()}


def found(workspace: Workspace, *conditions: str, order: str = "name") -> list[str]:
    """The given names of those a filter finds, by name of family."""
    page = page_of_list(workspace, filter_of(conditions), order=order)
    assert count_of_list(workspace, filter_of(conditions)) == len(page.rows)
    return [str(line.given_name) for line in page.rows]


def test_each_condition_finds_whom_it_says_on_both_engines(either: Workspace) -> None:
    people(either)
    for texts, expected in (
        ((), ["Essé", "Bineta", "Driss", "Carlos", "Awa"]),
        (("city=rabat",), ["Bineta", "Awa"]),
        (("city=Rabat|Salé", "sex=M"), ["Carlos"]),
        (("city=none",), ["Essé"]),
        (("neighbourhood=AKKARI",), ["Awa"]),
        (("nationality=GIN|Sénégal",), ["Bineta", "Awa"]),
        (("nationality=none",), ["Essé"]),
        (("sex=none",), ["Essé", "Driss"]),
        (("age=27",), ["Awa"]),
        (("age=26-27",), ["Carlos", "Awa"]),
        (("age=-26",), ["Carlos"]),
        (("age=30-",), ["Bineta"]),
        (("language=wo|en",), ["Carlos", "Awa"]),
        (("phone=no",), ["Essé", "Bineta", "Driss"]),
        (("paper=60",), ["Awa"]),
        (("paper=10",), []),
        (("paper=expired",), ["Bineta"]),
        (("registered=2026-11-24",), ["Essé", "Bineta", "Driss", "Carlos", "Awa"]),
        (("registered=..2026-11-23",), []),
        (("stage=none", "phone=yes"), ["Carlos", "Awa"]),
        (("no_contact=1",), []),
    ):
        assert sorted(found(either, *texts)) == sorted(expected), texts


def test_a_condition_on_the_situation_agrees_with_the_rule(either: Workspace) -> None:
    people(either)
    lines = page_of_list(either, PeopleFilter()).rows
    by_situation = {word: set(found(either, f"situation={word}")) for word in SITUATION_LABELS}
    for line in lines:
        whole = dossier(either, line.id)
        held = whole.situations.situations or {report_situation(whole.situations)}
        for word, names in by_situation.items():
            assert (line.given_name in names) == (word in held), (line.given_name, word)


def test_what_was_done_is_a_condition_too(workspace: Workspace) -> None:
    people(workspace)
    awa = page_of_list(workspace, filter_of(["language=wo"])).rows[0].id
    save_project(workspace, awa, ProjectForm(title="Essai", stage="idea"))
    record_consent(workspace, awa, "contact", answer="given", manner="oral", language="fr")
    assert found(workspace, "stage=idea") == ["Awa"]
    assert "Awa" not in found(workspace, "consent_missing=contact")
    assert "Awa" in found(workspace, "consent_missing=statistics")
    record_consent(workspace, awa, "contact", answer="withdrawn", manner="oral", language="fr")
    assert "Awa" in found(workspace, "consent_missing=contact")


def test_a_note_is_no_contact(workspace: Workspace, at: object) -> None:
    from app.workspace import FixedClock

    people(workspace)
    later = replace(workspace, clock=FixedClock(workspace.clock.now() + timedelta(days=40)))
    awa = page_of_list(later, filter_of(["language=wo"])).rows[0].id
    add_note(later, awa, "essai")
    assert "Awa" in found(later, "no_contact=30")
    assert found(later, "no_contact=45") == []


@pytest.mark.parametrize(
    "text",
    ["ville=Rabat", "age=vieux", "age=30-20", "age=", "sex=X", "paper=bientôt", "registered=hier", "nationality=Atlantide",
     "registered=2026-03-01..2026-01-01", "no_contact=-1", "city=" + "x" * 500],
)  # fmt: skip
def test_a_condition_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_condition(text)
    assert refused.value.key in ("filter.unknown_key", "filter.bad_value")


def test_conditions_are_said_in_words() -> None:
    told = [
        words_of(parse_condition(text))
        for text in ("city=Rabat|Salé", "age=18-25", "age=60-", "paper=60", "sex=F|none")
    ]
    assert told == [
        "à Rabat, Salé",
        "18 à 25 ans",
        "60 ans et plus",
        "pièce expire sous 60 jours",
        "femmes, sexe non précisé",
    ]


def test_pages_follow_each_other_in_the_order_asked_for(workspace: Workspace) -> None:
    people(workspace)
    first = page_of_list(workspace, PeopleFilter(), 0, 3, "name")
    second = page_of_list(workspace, PeopleFilter(), 1, 3, "name")
    assert (first.is_last, second.is_last) == (False, True)
    names = [line.family_name for line in (*first.rows, *second.rows)]
    assert names == ["Cinq", "Deux", "=Quatre", "Trois", "Un"]
    ages = [line.age for line in page_of_list(workspace, filter_of(["age=0-"]), order="age").rows]
    assert ages == sorted(ages)
    assert values_in_use(workspace, "city")[0] == "Salé"


def test_another_agency_sees_nobody_of_this_one(either: Workspace) -> None:
    people(either)
    elsewhere = replace(either, agency=replace(either.agency, id=either.user.id))
    assert found(elsewhere) == []


def test_lists_are_kept_by_their_owner_and_shared_by_a_supervisor(either: Workspace) -> None:
    save_list(either, "Femmes de Rabat", filter_of(["sex=F", "city=Rabat"]), ("name", "phone"))
    save_list(either, "Femmes de Rabat", filter_of(["sex=F"]), ("name",), is_shared=True)
    (card,) = saved_lists(either)
    assert (card.name, card.filter.told(), card.columns, card.is_shared) == (
        "Femmes de Rabat",
        ["sex=F"],
        ("name",),
        True,
    )
    agent = replace(either, user=replace(either.user, roles=frozenset({Role.AGENT})))
    with pytest.raises(NotAllowed):
        save_list(agent, "À tous", PeopleFilter(), USUAL_COLUMNS, is_shared=True)
    with pytest.raises(Refused):
        save_list(either, " ", PeopleFilter(), USUAL_COLUMNS)
    remove_list(either, card.id)
    assert saved_lists(either) == []


def agree(workspace: Workspace) -> None:
    """Awa and Bineta agree to be called; only Awa has a phone."""
    for line in page_of_list(workspace, filter_of(["sex=F"])).rows:
        record_consent(workspace, line.id, "contact", answer="given", manner="oral", language="fr")


def test_only_those_who_agreed_and_have_a_phone_are_called(workspace: Workspace) -> None:
    people(workspace)
    with pytest.raises(Refused) as refused:
        call_list(workspace, Selection(PeopleFilter()))
    assert refused.value.key == "list.nobody_reachable"
    agree(workspace)
    made = call_list(workspace, Selection(PeopleFilter()))
    assert (made.count, made.without_consent, made.without_phone) == (1, 3, 1)
    assert made.content.startswith(b"%PDF")


def test_texts_are_in_the_language_of_each_person_and_marked_in_the_dossier(workspace: Workspace) -> None:
    people(workspace)
    agree(workspace)
    told = messages(
        workspace, Selection(PeopleFilter()), {"fr": "Bonjour {name}, {agency}", "ar": "السلام {name}", "en": ""}
    )
    assert [(one.text, one.language) for one in told.messages] == [("Bonjour Awa, Agence Rabat Essai", "fr")]
    assert (told.without_consent, told.without_phone) == (3, 1)
    mark_sent(workspace, told.messages[0].person_id, told.messages[0].text)
    assert "Awa" in found(workspace, "phone=yes")
    with pytest.raises(Refused):
        messages(workspace, Selection(PeopleFilter()), {"fr": " "})


@pytest.mark.parametrize(
    ("reads", "speaks", "expected"),
    [("ar", ["fr"], "ar"), (None, ["wo", "en"], "en"), (None, [], "fr"), ("de", ["ar"], "ar")],
)
def test_a_text_speaks_what_the_person_reads_else_speaks(reads: str | None, speaks: list[str], expected: str) -> None:
    assert message_language(reads, speaks, ("fr", "ar", "en")) == expected


def test_an_export_has_its_right_its_line_in_the_journal_and_no_formula(workspace: Workspace, tmp_path: Path) -> None:
    people(workspace)
    columns = ("name", "number", "phone", "city", "registered", "age")
    chosen = tuple(line.id for line in page_of_list(workspace, filter_of(["city=Salé|Rabat"])).rows)
    selection = Selection(PeopleFilter(), chosen, "name")
    made = export_list(workspace, selection, columns, tmp_path / "liste.xlsx")
    assert made.count == 4
    sheet = load_workbook(tmp_path / "liste.xlsx").active
    rows = list(sheet.iter_rows(min_row=5))
    assert [cell.value for cell in rows[0]] == ["Nom complet", "Dossier", "Téléphone", "Ville", "Inscription", "Âge"]
    driss = next(row for row in rows if row[0].value == "=QUATRE Driss")
    assert (driss[0].data_type, driss[0].quotePrefix) == ("s", True)
    phones = [row[2] for row in rows[1:] if row[2].value is not None]
    assert phones
    assert all(cell.data_type == "s" and cell.value.startswith("0") for cell in phones), "a phone keeps its first zero"

    export_list(workspace, selection, columns, tmp_path / "liste.csv")
    told = list(csv.reader(io.StringIO((tmp_path / "liste.csv").read_text("utf-8-sig")), delimiter=";"))
    assert {row[0] for row in told[1:]} == {"UN Awa", "DEUX Bineta", "TROIS Carlos", "'=QUATRE Driss"}

    with workspace.database.read() as session:
        query = select(AuditBody.body).join(
            AuditRow, (AuditRow.seq == AuditBody.seq) & (AuditRow.chain == AuditBody.chain)
        )
        bodies = [json.loads(body) for body in session.scalars(query.where(AuditRow.action == "list.exported"))]
    assert [(body["rows"], body["chosen"], len(body["sha256"])) for body in bodies] == [(4, True, 64)] * 2

    agent = replace(workspace, user=replace(workspace.user, roles=frozenset({Role.AGENT})))
    with pytest.raises(NotAllowed):
        export_list(agent, selection, columns, tmp_path / "autre.xlsx")
    with pytest.raises(BadFile):
        export_list(workspace, selection, columns, tmp_path / "liste.docx")
    assert not (tmp_path / "autre.xlsx").exists()


def test_labels_carry_a_code_that_scans(workspace: Workspace, tmp_path: Path) -> None:
    numbers = people(workspace)
    made = labels(workspace, Selection(PeopleFilter(), order="name"), with_place=True)
    assert made.count == len(numbers)
    assert made.content.startswith(b"%PDF")
    with pytest.raises(Refused):
        labels(workspace, Selection(filter_of(["age=120"])))
    if shutil.which("zbarimg") and shutil.which("pdftoppm"):
        (tmp_path / "etiquettes.pdf").write_bytes(made.content)
        printed = [
            "pdftoppm",
            "-r",
            "203",
            "-gray",
            "-singlefile",
            tmp_path / "etiquettes.pdf",
            tmp_path / "etiquettes",
        ]
        subprocess.run(printed, check=True)
        scanned = ["zbarimg", "-q", "--nodbus", tmp_path / "etiquettes.pgm"]
        read = set(subprocess.run(scanned, check=True, capture_output=True, text=True).stdout.split())
        codes = {line.card.code for line in page_of_list(workspace, PeopleFilter()).rows}
        assert read == {f"CODE-128:{code}" for code in codes}


def test_every_column_says_something_of_everybody(workspace: Workspace) -> None:
    people(workspace)
    for line in page_of_list(workspace, PeopleFilter()).rows:
        for name, column in COLUMNS.items():
            for language in ("fr", "ar", "en"):
                assert isinstance(column.cell(line, language), str | int | date | None), name
