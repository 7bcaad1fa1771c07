"""A new version cancels and replaces the old one; the old code still opens the referral and says so."""

from __future__ import annotations

from io import BytesIO

import pytest
from pikepdf import Pdf
from sqlalchemy import select

from app.errors import ConsentMissing, Refused
from app.people.consents import find_provider, record_consent
from app.people.history import referrals_of
from app.referrals.answers import close_referral, list_referrals, record_answer, referral_details
from app.referrals.cases import SlipOptions
from app.referrals.printing import PrintState, list_to_print, mark_printed, paper_of
from app.referrals.versions import replace_slip, slip_versions
from app.workspace import Workspace
from db.models import IssuedNumber, NumberState, Referral
from tests.referrals.papers import PROVIDER, a_slip_issued


def test_the_old_code_opens_the_referral_and_tells_what_replaced_it(either: Workspace) -> None:
    old = a_slip_issued(either)
    new = replace_slip(either, old.code, SlipOptions(languages="en-ar", paper_format="a5"), "nom corrigé")

    scanned = slip_versions(either, old.code)
    assert scanned.is_replaced
    assert (scanned.held.code, scanned.valid.code) == (old.code, new.code)
    assert (scanned.valid.languages, scanned.valid.paper_format, scanned.valid.edition) == ("en-ar", "a5", 2)
    assert not slip_versions(either, new.code).is_replaced
    for code in (old.code, new.code):
        assert referral_details(either, code=code).card.code == new.code
    assert [card.code for card in list_referrals(either)] == [new.code]
    assert record_answer(either, old.code, "accepted", source="coupon").decision == "accepted"


def test_a_version_is_replaced_once_and_only_while_the_referral_is_open(either: Workspace) -> None:
    old = a_slip_issued(either)
    new = replace_slip(either, old.code, SlipOptions())

    with pytest.raises(Refused, match="replaced_before"):
        replace_slip(either, old.code, SlipOptions())
    close_referral(either, new.code, "declined")
    with pytest.raises(Refused, match="referral_closed"):
        replace_slip(either, new.code, SlipOptions())


def test_a_new_version_takes_the_consent_of_today(workspace: Workspace) -> None:
    old = a_slip_issued(workspace)
    with workspace.database.read() as session:
        person_id = session.scalars(select(Referral.person_id)).one()
    record_consent(workspace, person_id, "sharing", answer="withdrawn", provider_id=find_provider(workspace, PROVIDER))

    with pytest.raises((ConsentMissing, Refused)):
        replace_slip(workspace, old.code, SlipOptions())
    with workspace.database.read() as session:
        states = set(session.scalars(select(IssuedNumber.state)))
    assert NumberState.RESERVED not in states


def test_a_cancelled_version_is_never_printed_again(workspace: Workspace) -> None:
    old = a_slip_issued(workspace)
    new = replace_slip(workspace, old.code, SlipOptions())

    assert [(line.code, line.state) for line in list_to_print(workspace)] == [(new.code, PrintState.TO_PRINT)]
    with pytest.raises(Refused, match="replaced_before"):
        paper_of(workspace, old.slip_id)
    mark_printed(workspace, old.slip_id)  # the printer was slow: its word comes after the new version
    assert slip_versions(workspace, old.code).held.state == "cancelled"


def test_the_person_s_referrals_are_told_once(workspace: Workspace) -> None:
    old = a_slip_issued(workspace)
    new = replace_slip(workspace, old.code, SlipOptions())
    with workspace.database.read() as session:
        person_id = session.scalars(select(Referral.person_id)).one()

    assert [one["code"] for one in referrals_of(workspace, person_id)] == [new.code]


def test_the_new_paper_says_which_one_it_replaces(workspace: Workspace) -> None:
    old = a_slip_issued(workspace)
    new = replace_slip(workspace, old.code, SlipOptions())

    with Pdf.open(BytesIO(new.content)) as pdf:
        assert new.number in str(pdf.docinfo["/Title"])
    assert new.number != old.number
