"""The board's piles: counted by the base, overdue first, read page by page; on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.referrals.answers import close_referral, list_referrals, record_answer
from app.referrals.board import PILES, Pile, pile_counts, referral_page
from app.referrals.lifecycle import Progress
from app.workspace import FixedClock, Workspace
from tests.conftest import NOON
from tests.referrals.papers import a_slip_issued


def test_every_state_stands_in_one_pile() -> None:
    states = [state.value for pile in PILES.values() for state in pile]

    assert sorted(states) == sorted(state.value for state in Progress)


def test_piles_are_counted_and_read_overdue_first(either: Workspace) -> None:
    first, second, third = (a_slip_issued(either, given).code for given in ("Awa", "Sara", "Fatou"))
    record_answer(either, second, "received")
    close_referral(either, third, "declined")
    tomorrow = a_slip_issued(replace(either, clock=FixedClock(NOON + timedelta(days=1))), "Koffi").code
    later = replace(either, clock=FixedClock(NOON + timedelta(days=8)))

    counts = {one.pile: (one.count, one.late) for one in pile_counts(later)}
    assert counts == {
        Pile.ISSUED: (2, 1), Pile.RECEIVED: (1, 0), Pile.WAITING: (0, 0), Pile.DECIDED: (0, 0), Pile.CLOSED: (1, 0),
    }  # fmt: skip
    page = referral_page(later, Pile.ISSUED)
    assert ([card.code for card in page.rows], page.total) == ([first, tomorrow], 2)
    assert [card.code for card in referral_page(later, None, 1, 1).rows] == [tomorrow]

    whole = [card.code for card in referral_page(later).rows]
    assert whole == [card.code for card in list_referrals(later)]
    assert whole[-1] == third
    assert [card.code for card in referral_page(later, open_only=True).rows] == whole[:-1]
