"""The legal situation derived from papers: CLI.md's table and PRODUCT.md P2, case by case."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.papers import SITUATION_OF_PAPER, Paper, PaperKnown, PaperType
from app.people.situations import (
    SITUATION_LABELS,
    Declared,
    Source,
    report_situation,
    situations_at,
)

_ON = date(2026, 11, 23)
_LATER, _EARLIER = date(2027, 11, 23), date(2026, 1, 1)


def _paper(kind: PaperType, expires: date | None = _LATER, known: PaperKnown = PaperKnown.SEEN) -> Paper:
    return Paper(kind, "N1", expires, known=known)


@pytest.mark.parametrize(("kind", "situation"), SITUATION_OF_PAPER.items())
@pytest.mark.parametrize("known", PaperKnown)
def test_a_valid_paper_gives_its_situation_however_it_is_known(kind: str, situation: str, known: PaperKnown) -> None:
    found = situations_at([Paper(kind, None, _LATER, known=known)], "GIN", None, _ON)

    assert found.situations == {situation}
    assert [reason.source for reason in found.reasons] == [known]


@pytest.mark.parametrize("kind", sorted(set(PaperType) - set(SITUATION_OF_PAPER)))
def test_other_papers_give_none(kind: PaperType) -> None:
    found = situations_at([_paper(kind)], "GIN", None, _ON)

    assert found.is_unknown
    assert not found.uncertain
    assert report_situation(found) == "unknown"


def test_a_paper_without_expiry_makes_ask_and_never_a_situation() -> None:
    paper = _paper(PaperType.CARTE_RESIDENCE, None)

    found = situations_at([paper], "GIN", None, _ON)

    assert found.is_unknown
    assert found.uncertain == {"carte_residence"}
    assert found.unknown_validity == (paper,)


def test_an_expired_paper_is_to_renew() -> None:
    paper = _paper(PaperType.CARTE_IMMATRICULATION, _EARLIER)

    found = situations_at([paper], "GIN", None, _ON)

    assert found.is_unknown
    assert found.to_renew == (paper,)
    assert found.lapsed == {"carte_immatriculation"}


def test_an_expired_paper_that_another_replaces_is_not_to_renew() -> None:
    old = _paper(PaperType.CARTE_IMMATRICULATION, _EARLIER)

    for newer in (PaperType.CARTE_IMMATRICULATION, PaperType.CARTE_RESIDENCE, PaperType.RESIDENCE_PERMIT):
        assert situations_at([old, _paper(newer)], "GIN", None, _ON).to_renew == ()
    assert situations_at([old, _paper(PaperType.RECEPISSE)], "GIN", None, _ON).to_renew == (old,)


def test_a_permit_is_valid_on_its_last_day() -> None:
    assert situations_at([_paper(PaperType.RECEPISSE, _ON)], "GIN", None, _ON).situations == {"recepisse"}


def test_a_moroccan_is_moroccan_whatever_the_papers() -> None:
    for papers in ([], [_paper(PaperType.CIN, None)], [_paper(PaperType.CIN, _EARLIER)]):
        found = situations_at(papers, "MAR", Declared.NO_DOCUMENT, _ON)

        assert found.situations == {"marocain"}
        assert not found.uncertain
        assert not found.to_renew
        assert found.reasons[0].source == Source.NATIONALITY


def test_a_declared_lack_of_papers_ends_when_a_valid_paper_is_recorded() -> None:
    for declared in Declared:
        assert situations_at([], "GIN", declared, _ON).situations == {declared}
        assert situations_at([_paper(PaperType.RECEPISSE)], "GIN", declared, _ON).situations == {"recepisse"}
        assert situations_at([_paper(PaperType.RECEPISSE, _EARLIER)], "GIN", declared, _ON).situations == {declared}
        assert situations_at([_paper(PaperType.RECEPISSE, None)], "GIN", declared, _ON).situations == {declared}


def test_nothing_recorded_is_unknown_and_not_without_papers() -> None:
    found = situations_at([], None, None, _ON)

    assert found.is_unknown
    assert report_situation(found) == "unknown"


def test_reports_show_one_situation_by_precedence() -> None:
    papers = [_paper(PaperType.HCR_REFUGEE), _paper(PaperType.RECEPISSE), _paper(PaperType.BRA_CARD)]

    assert report_situation(situations_at(papers, "SYR", None, _ON)) == "refugie_bra"
    assert (
        report_situation(situations_at([*papers, _paper(PaperType.CARTE_RESIDENCE)], "SYR", None, _ON))
        == "carte_residence"
    )
    assert report_situation(situations_at([_paper(PaperType.HCR_ASYLUM)], "SYR", None, _ON)) == "demandeur_asile_hcr"
    assert report_situation(situations_at([], "SYR", Declared.PASSPORT_ONLY, _ON)) == "passeport_seul"


_papers = st.builds(
    Paper,
    st.sampled_from(PaperType),
    st.none(),
    st.none() | st.dates(date(2025, 1, 1), date(2029, 1, 1)),
    st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    st.sampled_from(PaperKnown),
)


@given(st.lists(_papers, max_size=6), st.sampled_from(["MAR", "GIN", None]), st.none() | st.sampled_from(Declared))
def test_what_is_held_is_never_also_doubtful_or_lapsed(
    papers: list[Paper], nationality: str | None, declared: Declared | None
) -> None:
    found = situations_at(papers, nationality, declared, _ON)

    assert not found.situations & (found.uncertain | found.lapsed)
    assert {reason.situation for reason in found.reasons} == found.situations
    assert report_situation(found) in SITUATION_LABELS
    assert situations_at(reversed(papers), nationality, declared, _ON).situations == found.situations
