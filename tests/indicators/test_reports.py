"""The two workbooks: equal to the base to the unit, masked or authorised, opened and recomputed by another program."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import msoffcrypto
import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Select, func, select

from app.accounts.entrance import sign_in, sign_out
from app.accounts.rights import Role
from app.accounts.users import add_user, grant_audit
from app.errors import NotAllowed, NotFound, Refused
from app.indicators.counting import count
from app.indicators.definitions import COLUMNS, INDICATORS, SPLITS, Rows
from app.indicators.reporting import export_audit, export_donor, masked_figures, show_figures
from app.indicators.rows import Row
from app.people.consents import record_consent
from app.upkeep.demo import fill_demo
from app.workspace import Workspace
from db.models import Answer, Consent, FollowUp, Interaction, Person, Purpose, Referral, ReportRun
from tests.conftest import CLOCK, PASSWORD, QUICK

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
OFFICER_PASSWORD = "une autre phrase de test"
FILE_PASSWORD = "un mot de passe d’audit"


@pytest.fixture
def filled(either: Workspace) -> Workspace:
    fill_demo(either, 60, seed=7)
    return either


def anyone(workspace: Workspace) -> UUID:
    with workspace.database.read() as session:
        silent = select(Consent.person_id).where(
            Consent.purpose == Purpose.STATISTICS, Consent.answer == Answer.REFUSED
        )
        mine = (Person.agency_id == workspace.agency.id) & Person.id.not_in(silent)
        return session.scalars(select(Person.id).where(mine).order_by(Person.code)).all()[0]


def opened_elsewhere(content: bytes, folder: Path) -> Workbook:
    """The workbook as LibreOffice computes and saves it."""
    file = folder / "report.xlsx"
    file.write_bytes(content)
    words = (
        "soffice",
        f"-env:UserInstallation=file://{folder}/office",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    )
    subprocess.run([*words, "--outdir", folder / "out", file], check=True, capture_output=True, timeout=120)
    return load_workbook(folder / "out" / "report.xlsx", data_only=True)


def column_of(book: Workbook, sheet: str, top: int) -> dict[str, object]:
    return {
        str(row[0]): row[1] for row in book[sheet].iter_rows(min_row=top + 1, max_col=2, values_only=True) if row[0]
    }


def test_the_figures_are_the_base_s_to_the_unit(filled: Workspace) -> None:
    shown = {one.key: one.value for one in show_figures(filled, FIRST, LAST).figures}

    mine = Person.agency_id == filled.agency.id
    silent = select(Consent.person_id).where(Consent.purpose == Purpose.STATISTICS, Consent.answer == Answer.REFUSED)
    told = mine & Person.id.not_in(silent)
    with filled.database.read() as session:
        everyone = session.scalar(select(func.count()).select_from(Person).where(mine))
        people = session.scalar(select(func.count()).select_from(Person).where(told))
        contacts = session.scalar(select(func.count()).select_from(Interaction).join(Person).where(told))
    assert shown["people_registered"] == people
    assert shown["not_reported"] == (everyone or 0) - (people or 0)
    assert shown["contacts"] == contacts


def test_six_months_answers_are_the_base_s_and_never_told_when_few(filled: Workspace) -> None:
    with filled.database.read() as session:
        mine = select(FollowUp).join(Referral, Referral.id == FollowUp.referral_id)
        reached = [
            row
            for row in session.scalars(mine.where(Referral.agency_id == filled.agency.id, FollowUp.reached))
            if row.referral_id in set(session.scalars(_not_silent()))
        ]
    shown = show_figures(filled, FIRST, LAST)
    figures = {one.key: one.value for one in shown.figures}

    assert figures["follow_ups"] == len(reached) > 0
    assert figures["money_came"] == sum(bool(row.money_came) for row in reached)
    assert figures["businesses_alive"] == sum(bool(row.business_alive) for row in reached)
    assert figures["people_satisfied"] == sum(bool(row.is_satisfied) for row in reached)
    assert figures["referrals_answered"] == (figures["referrals_accepted"] or 0) + (figures["referrals_refused"] or 0)
    given = export_donor(filled, "enabel", FIRST, LAST).figures
    assert not [value for value in given.values() if value is not None and 1 <= value <= 4]


def _not_silent() -> Select[UUID]:
    silent = select(Consent.person_id).where(Consent.purpose == Purpose.STATISTICS, Consent.answer == Answer.REFUSED)
    return select(Referral.id).where(Referral.person_id.not_in(silent))


@pytest.mark.parametrize(
    ("split", "figure", "told"),
    [
        ({"accepted": 30, "refused": 20, "undecided": 9}, "referrals_answered", 50),
        ({"accepted": 3, "refused": 30, "undecided": 10}, "referrals_answered", None),
        ({"accepted": 30, "refused": 6, "undecided": 2}, "referrals_refused", None),
    ],
)
def test_a_figure_tells_no_cell_that_its_split_masks(split: dict[str, int], figure: str, told: int | None) -> None:
    rows = [Row(None, FIRST, {"progress": "closed", "decision": word, "result": "no_result"})
            for word, times in split.items() for _ in range(times)]  # fmt: skip
    records = {kind: rows if kind is Rows.REFERRALS else [] for kind in COLUMNS}

    assert masked_figures(count(records))[figure] == told


def test_every_split_of_the_people_adds_up_to_the_people(filled: Workspace) -> None:
    shown = show_figures(filled, FIRST, LAST)

    sums = {
        part.title: sum(value or 0 for _, value in part.parts) for part in shown.breakdowns if part.rows == "people"
    }
    assert set(sums.values()) == {next(one.value for one in shown.figures if one.key == "people_registered")}
    assert len(sums) == 4


def test_who_refuses_statistics_is_counted_once_and_nowhere_else(filled: Workspace) -> None:
    before = {one.key: one.value for one in show_figures(filled, FIRST, LAST).figures}

    record_consent(filled, anyone(filled), "statistics", answer="refused")

    shown = {one.key: one.value for one in show_figures(filled, FIRST, LAST).figures}
    assert shown["people_registered"] == (before["people_registered"] or 0) - 1
    assert shown["not_reported"] == (before["not_reported"] or 0) + 1


def test_another_agency_must_exist_and_a_period_run_forwards(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="agency"):
        export_donor(workspace, "enabel", FIRST, LAST, agency="Nulle part")
    with pytest.raises(Refused, match="period"):
        export_donor(workspace, "enabel", LAST, FIRST)
    assert export_donor(workspace, "enabel", FIRST, LAST, agency="rab").figures["people_registered"] == 0


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_donor_s_workbook_opens_elsewhere_and_holds_values_only(
    workspace: Workspace, tmp_path: Path, language: str
) -> None:
    fill_demo(workspace, 40, seed=3)
    exported = export_donor(workspace, "enabel", FIRST, LAST, language)

    plain = load_workbook(BytesIO(exported.content))
    book = opened_elsewhere(exported.content, tmp_path)

    summary = book.worksheets[1]
    read = [row[1] for row in summary.iter_rows(min_row=2, max_row=1 + len(INDICATORS), max_col=2, values_only=True)]
    assert read == ["< 5" if value is None else value for value in exported.figures.values()]
    assert not [c for sheet in plain for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert sum(len(sheet._charts) for sheet in plain) == 1 + len(SPLITS)
    assert all(bool(sheet.sheet_view.rightToLeft) == (language == "ar") for sheet in plain)


def test_no_cell_of_the_donor_s_workbook_shows_one_to_four(workspace: Workspace) -> None:
    fill_demo(workspace, 40, seed=3)
    book = load_workbook(BytesIO(export_donor(workspace, "enabel", FIRST, LAST).content))

    numbers = [c.value for sheet in book for row in sheet.iter_rows() for c in row if isinstance(c.value, int)]
    assert numbers
    assert not [number for number in numbers if 1 <= number <= 4]


def test_an_export_is_remembered_with_its_hash(filled: Workspace) -> None:
    exported = export_donor(filled, "enabel", FIRST, LAST)

    with filled.database.read() as session:
        run = session.scalars(select(ReportRun)).one()
    assert (run.sha256, run.figures, run.is_audit) == (exported.sha256, exported.figures, False)


def officer_grants(workspace: Workspace) -> None:
    """Another account, in charge of protection, authorises amina."""
    add_user(
        workspace, "salma", frozenset({Role.PROTECTION_OFFICER}), PASSWORD, new_password=OFFICER_PASSWORD, cost=QUICK
    )
    officer = sign_in(workspace.database.location, "salma", OFFICER_PASSWORD, clock=CLOCK)
    grant_audit(officer, "amina")
    sign_out(officer)


def audit(workspace: Workspace, reason: str = "contrôle annuel", password: str = FILE_PASSWORD) -> bytes:
    return export_audit(workspace, "enabel", FIRST, LAST, reason, password).content


def test_the_audit_s_formulas_recomputed_elsewhere_give_the_base_s_figures(
    workspace: Workspace, tmp_path: Path
) -> None:
    fill_demo(workspace, 60, seed=7)
    officer_grants(workspace)
    locked = audit(workspace)
    clear = BytesIO()
    file = msoffcrypto.OfficeFile(BytesIO(locked))
    file.load_key(password=FILE_PASSWORD)
    file.decrypt(clear)

    book = opened_elsewhere(_without_values(clear.getvalue()), tmp_path)

    shown = show_figures(workspace, FIRST, LAST)
    assert column_of(book, "Synthèse", 3) == {one.title: one.value for one in shown.figures}
    parts = {label: value for part in shown.breakdowns for label, value in part.parts}
    read = column_of(book, "Répartitions", 3)
    assert {label: read[label] for label in parts if label != "On ne sait pas"} == {
        label: value for label, value in parts.items() if label != "On ne sait pas"
    }
    assert all(sheet["A1"].value == "NE PAS TRANSMETTRE" for sheet in book)
    assert not re.search("Essai-|Démo-|Fictif-", "".join(str(c.value) for s in book for r in s.iter_rows() for c in r))


def test_the_audit_takes_another_person_s_authorisation_of_the_last_day(
    workspace: Workspace, at: Callable[[datetime], Workspace]
) -> None:
    with pytest.raises(NotAllowed, match="not_granted"):
        audit(workspace)
    officer_grants(workspace)
    assert audit(workspace)[:4] == b"\xd0\xcf\x11\xe0"
    with pytest.raises(NotAllowed, match="not_granted"):
        audit(at(workspace.clock.now() + timedelta(hours=25)))


def test_the_audit_takes_a_reason_and_a_password(workspace: Workspace) -> None:
    officer_grants(workspace)

    with pytest.raises(Refused, match="reason"):
        audit(workspace, reason=" ")
    with pytest.raises(Refused, match="password"):
        audit(workspace, password="court")


def _without_values(content: bytes) -> bytes:
    """The stored results taken out, so that what is read was computed by the other program."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            new.writestr(item, re.sub(rb"(</f>)<v>\d+</v>", rb"\1", old.read(item)))
    return out.getvalue()
