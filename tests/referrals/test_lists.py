"""Lists to a provider hold only who agreed; its answers come back row by row, once, in its own words."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import msoffcrypto
import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from app.accounts.undo import undo_last
from app.errors import BadFile, Refused
from app.people.consents import find_provider, record_consent
from app.referrals.answer_list import RowState, open_answers, plan_answers, record_answers
from app.referrals.answer_words import remember_words
from app.referrals.answers import record_answer, referral_details
from app.referrals.bordereau import bordereau, bordereau_paper, bordereau_sheet, providers_of_period, week_of
from app.referrals.cases import SlipOptions
from app.referrals.referring import Issued
from app.referrals.versions import replace_slip
from app.workspace import Workspace
from db.models import Referral
from tests.conftest import NOON
from tests.referrals.papers import PROVIDER, a_slip_issued

PASSWORD = "un mot de passe d’essai"


def week(workspace: Workspace) -> tuple[date, date]:
    return week_of(workspace.clock.today())


def provider_id(workspace: Workspace) -> UUID:
    return find_provider(workspace, PROVIDER)


def withdraw(workspace: Workspace, slip: Issued) -> None:
    """The person no longer shares with this provider."""
    with workspace.database.read() as session:
        person_id = session.scalars(select(Referral.person_id).where(Referral.id == slip.referral_id)).one()
    record_consent(workspace, person_id, "sharing", answer="withdrawn", provider_id=provider_id(workspace))


def plan(workspace: Workspace, *rows: Sequence[str], header: Sequence[str] = ("Bon", "Réponse", "Motif", "Date")):  # type: ignore[no-untyped-def]
    return plan_answers(workspace, provider_id(workspace), [header, *rows])


def test_only_who_agreed_to_this_provider_stands_on_its_list(either: Workspace) -> None:
    first, second = a_slip_issued(either, "Awa"), a_slip_issued(either, "Sara", shared=frozenset({"birth"}))
    withdraw(either, second)

    data = bordereau(either, PROVIDER, *week(either))

    assert [line.number for line in data.lines] == [first.number]
    assert data.left_out == 1
    assert (data.lines[0].birth, data.lines[0].phone) == (None, None)
    assert [(one.slug, one.slips) for one in providers_of_period(either, *week(either))] == [(PROVIDER, 2)]


def test_a_replaced_slip_stands_once_under_its_new_number(workspace: Workspace) -> None:
    new = replace_slip(workspace, a_slip_issued(workspace).code, SlipOptions())
    assert [line.code for line in bordereau(workspace, PROVIDER, *week(workspace)).lines] == [new.code]


def test_the_list_on_paper_loses_nobody(workspace: Workspace, tmp_path: Path) -> None:
    slips = [a_slip_issued(workspace, f"Personne{place}") for place in range(14)]

    made = bordereau_paper(workspace, PROVIDER, *week(workspace))

    (tmp_path / "b.pdf").write_bytes(made.content)
    text = subprocess.run(["pdftotext", tmp_path / "b.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert made.lines == 14
    assert all(slip.number in text for slip in slips)
    pages = sorted(re.findall(r"^(\d+) ?/ ?(\d+)$", text, re.MULTILINE))
    assert [(str(place), str(len(pages))) for place in range(1, len(pages) + 1)] == pages


def test_the_workbook_opens_with_its_password_only_and_tells_no_more_than_the_slip(
    workspace: Workspace, tmp_path: Path
) -> None:
    slip = a_slip_issued(workspace)
    with pytest.raises(Refused, match="password_short"):
        bordereau_sheet(workspace, PROVIDER, *week(workspace), "court")
    made = bordereau_sheet(workspace, PROVIDER, *week(workspace), PASSWORD)

    assert made.content[:4] == b"\xd0\xcf\x11\xe0"
    clear = BytesIO()
    file = msoffcrypto.OfficeFile(BytesIO(made.content))
    file.load_key(password=PASSWORD)
    file.decrypt(clear)
    rows = list(load_workbook(clear).worksheets[0].iter_rows(values_only=True))
    assert rows[1][0] == slip.number
    assert not [cell for row in rows for cell in row if cell and "hcr_refugee" in str(cell)]

    (tmp_path / "liste.xlsx").write_bytes(made.content)
    with pytest.raises(BadFile, match="wrong_password"):
        open_answers(workspace, tmp_path / "liste.xlsx", "un autre mot de passe")
    with pytest.raises(BadFile, match="old_or_protected"):
        open_answers(workspace, tmp_path / "liste.xlsx")
    sheet = open_answers(workspace, tmp_path / "liste.xlsx", PASSWORD)
    assert [row.state for row in plan_answers(workspace, provider_id(workspace), sheet.rows).rows] == [RowState.SILENT]


def test_a_list_read_twice_changes_nothing_the_second_time(either: Workspace) -> None:
    accepted, refused, waiting = (a_slip_issued(either, name) for name in ("Un", "Deux", "Trois"))
    rows = [
        (accepted.number, "Favorable", "", "24/11/2026"), (refused.code, "REFUSÉ", "Dossier incomplet", "2026-11-24"),
        (waiting.number.lower(), "en cours", "", ""),
    ]  # fmt: skip

    first = record_answers(either, plan(either, *rows))
    cards = [referral_details(either, code=slip.code).card for slip in (accepted, refused, waiting)]
    second = plan(either, *rows)

    assert (first.recorded, first.bad) == (3, 0)
    assert [(card.progress, card.decision) for card in cards] == [
        ("decided", "accepted"), ("closed", "refused"), ("waiting", None),
    ]  # fmt: skip
    assert [row.state for row in second.rows] == [RowState.KNOWN] * 3
    assert record_answers(either, second).recorded == 0
    assert referral_details(either, code=refused.code).steps[-1].reason == "papers_missing"
    assert {step.source for step in referral_details(either, code=accepted.code).steps[1:]} == {"list"}


def test_a_whole_list_is_taken_back_by_one_undo(workspace: Workspace) -> None:
    one, two = a_slip_issued(workspace, "Un"), a_slip_issued(workspace, "Deux")
    record_answers(workspace, plan(workspace, (one.number, "accepté", "", ""), (two.number, "reçu", "", "")))

    undo_last(workspace)

    assert {referral_details(workspace, code=slip.code).card.progress for slip in (one, two)} == {"issued"}


def test_a_provider_s_own_words_are_explained_once(either: Workspace) -> None:
    slip, other = a_slip_issued(either, "Un"), a_slip_issued(either, "Deux")
    header = ("Réf. ANAPEC", "Suite donnée", "Obs", "Le")
    with pytest.raises(BadFile, match="no_number_column"):
        plan(either, (slip.number, "C1"), header=header)
    remember_words(either, provider_id(either), {}, {"Réf. ANAPEC": "number", "Suite donnée": "answer"})

    found = plan(either, (slip.number, "Passé en C1"), (other.number, "Passé en C1"), header=header)
    assert [row.state for row in found.rows] == [RowState.UNKNOWN_WORD] * 2
    assert found.unknown_words == ("Passé en C1",)

    remember_words(either, provider_id(either), {"passe en c1": "refused:no_funds"})
    again = plan(either, (slip.number, "PASSÉ EN C1"), header=header)
    assert [(row.answer, row.reason, row.state) for row in again.rows] == [("refused", "no_funds", RowState.NEW)]
    with pytest.raises(Refused, match="meaning_unknown"):
        remember_words(either, provider_id(either), {"x": "peut-être"})


def test_bad_rows_are_told_and_change_nothing(workspace: Workspace, at: Callable[[datetime], Workspace]) -> None:
    then = at(NOON - timedelta(days=30))
    good, twice = a_slip_issued(workspace, "Un"), a_slip_issued(workspace, "Deux")
    known, closed = a_slip_issued(then, "Trois"), a_slip_issued(then, "Quatre")
    record_answer(workspace, known.code, "waiting", source="call", on=date(2026, 11, 24))
    record_answer(workspace, closed.code, "refused", reason="other", on=date(2026, 11, 20))
    damaged = good.code[:-1] + str((int(good.code[-1]) + 1) % 10)
    rows = [
        ("RAB-26-09999-0", "accepté", "", ""), (damaged, "accepté", "", ""), ("pas un numéro", "accepté", "", ""),
        (twice.number, "accepté", "", "24/11/2026"), (twice.number, "refusé", "", "24/11/2026"),
        (known.number, "accepté", "", "01/11/2026"), (closed.number, "accepté", "", "24/11/2026"),
        (good.number, "accepté", "", "31/02/2026"), (good.number, "accepté", "", "24/11/2027"), (good.number, "", "", ""),
        (good.number, "accepté", "", "01/11/2026"),
    ]  # fmt: skip

    found = plan(workspace, *rows)

    states = [row.state for row in found.rows]
    assert states[0] in (RowState.UNKNOWN_NUMBER, RowState.WRONG_NUMBER)
    assert states[1:] == [
        RowState.WRONG_NUMBER, RowState.WRONG_NUMBER, RowState.TWO_ANSWERS, RowState.TWO_ANSWERS, RowState.OLDER,
        RowState.ILLEGAL, RowState.WRONG_DATE, RowState.WRONG_DATE, RowState.SILENT, RowState.TOO_EARLY,
    ]  # fmt: skip
    assert found.rows[5].known_on == date(2026, 11, 24)
    taken = record_answers(workspace, found)
    assert (taken.recorded, taken.bad) == (0, 10)
    assert referral_details(workspace, code=twice.code).card.progress == "issued"


def test_another_provider_s_slip_is_told(workspace: Workspace) -> None:
    slip = a_slip_issued(workspace)
    found = plan_answers(workspace, find_provider(workspace, "inmaa"), [("Bon", "Réponse"), (slip.number, "accepté")])
    assert [row.state for row in found.rows] == [RowState.OTHER_PROVIDER]


def test_the_code_of_a_replaced_slip_still_answers(workspace: Workspace) -> None:
    old = a_slip_issued(workspace)
    replace_slip(workspace, old.code, SlipOptions())
    assert record_answers(workspace, plan(workspace, (old.number, "accepté", "", ""))).recorded == 1


def test_a_cumulative_list_tells_a_story_in_its_order(
    workspace: Workspace, at: Callable[[datetime], Workspace]
) -> None:
    slip = a_slip_issued(at(NOON - timedelta(days=10)))
    later = plan(workspace, (slip.number, "accepté", "", "24/11/2026"), (slip.number, "reçu", "", "22/11/2026"))

    assert record_answers(workspace, later).recorded == 2
    assert [step.kind for step in referral_details(workspace, code=slip.code).steps] == [
        "issue",
        "received",
        "accepted",
    ]


def test_a_workbook_of_the_provider_s_own_is_read(workspace: Workspace, tmp_path: Path) -> None:
    slip = a_slip_issued(workspace)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Comité du mois"])
    sheet.append([])
    sheet.append(["N°", "Référence", "Décision", "Date de décision"])
    sheet.append([1, int(slip.code), "مقبول", date(2026, 11, 24)])
    book.save(tmp_path / "liste.xlsx")

    rows = open_answers(workspace, tmp_path / "liste.xlsx").rows
    found = plan_answers(workspace, provider_id(workspace), rows)

    assert [(row.line, row.answer, row.on, row.state) for row in found.rows] == [
        (4, "accepted", date(2026, 11, 24), RowState.NEW)
    ]


def test_a_period_that_runs_backwards_is_refused(workspace: Workspace) -> None:
    first, last = week(workspace)
    with pytest.raises(Refused, match="period"):
        bordereau(workspace, PROVIDER, last, first - timedelta(days=1))


def test_a_reason_that_is_none_of_ours_keeps_its_words_and_is_learnt_once(either: Workspace) -> None:
    slips = [a_slip_issued(either, name) for name in ("Awa", "Sara")]
    read = plan(either, (slips[0].number, "refusé", "Hors quota de l’année"))
    (row,) = read.rows
    assert (row.state, row.reason, row.said) == (RowState.NEW, "other", "Hors quota de l’année")
    assert read.unknown_reasons == ("Hors quota de l’année",)

    record_answers(either, read)
    assert referral_details(either, code=slips[0].code).steps[-1].words == "Hors quota de l’année"

    remember_words(either, provider_id(either), {}, reasons={"HORS QUOTA de l’année": "no_funds"})
    learnt = plan(
        either, (slips[1].number, "refusé", "hors quota de l’année"), (slips[0].number, "refusé", "Dossier incomplet")
    )
    assert learnt.rows[0].reason == "no_funds"
    assert learnt.unknown_reasons == ()
    with pytest.raises(Refused, match="meaning"):
        remember_words(either, provider_id(either), {}, reasons={"x": "jamais"})
