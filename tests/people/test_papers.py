"""Papers: their kinds, what the command line and files call them, when they end, what looks odd."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import Refused
from app.people.papers import (
    PAPER_LABELS,
    SITUATION_OF_PAPER,
    Paper,
    PaperType,
    Validity,
    clean_number,
    number_key,
    paper_type,
    paper_warnings,
    parse_paper,
)
from resources.i18n import words

_ON = date(2026, 11, 23)


@pytest.mark.parametrize("kind", PaperType)
def test_every_kind_has_a_name_in_three_languages(kind: PaperType) -> None:
    label = PAPER_LABELS[kind]

    assert words("ar").tr(label) != label
    assert words("en").tr(label)
    assert paper_type(kind) is kind
    assert paper_type(label) in (kind, None)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("passeport", PaperType.PASSPORT),
        ("Passport", PaperType.PASSPORT),
        ("جواز السفر", PaperType.PASSPORT),
        ("CNIE", PaperType.CIN),
        ("Titre de sejour", PaperType.RESIDENCE_PERMIT),
        ("carte de séjour", PaperType.RESIDENCE_PERMIT),
        ("HCR_CASE", PaperType.HCR_CASE),
        ("carte de fidélité", None),
        ("", None),
    ],
)
def test_the_usual_names_of_papers_are_understood(typed: str, kind: PaperType | None) -> None:
    assert paper_type(typed) is kind


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("passport", Paper(PaperType.PASSPORT)),
        ("cin:ab 123456", Paper(PaperType.CIN, "AB 123456")),
        ("recepisse::2027-05-31", Paper(PaperType.RECEPISSE, None, date(2027, 5, 31))),
        ("bra_card:x1:2027-05-31", Paper(PaperType.BRA_CARD, "X1", date(2027, 5, 31))),
    ],
)
def test_a_paper_is_read_from_the_command_line(text: str, paper: Paper) -> None:
    assert parse_paper(text) == paper


@pytest.mark.parametrize(
    ("text", "key"),
    [("licence:1", "paper.unknown_type"), ("cin:1:31/05/2027", "paper.bad_date"), ("", "paper.unknown_type")],
)
def test_a_paper_that_cannot_be_read_is_refused(text: str, key: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_paper(text)

    assert refusal.value.key == key


@pytest.mark.parametrize(
    ("issued", "expires", "validity"),
    [
        (None, None, Validity.UNKNOWN),
        (None, date(2026, 11, 22), Validity.EXPIRED),
        (None, _ON, Validity.ENDS_SOON),
        (None, date(2027, 1, 22), Validity.ENDS_SOON),
        (None, date(2027, 1, 23), Validity.VALID),
        (date(2026, 11, 24), date(2027, 11, 23), Validity.NOT_YET),
    ],
)
def test_a_paper_stands_somewhere_on_every_day(issued: date | None, expires: date | None, validity: Validity) -> None:
    assert Paper(PaperType.CIN, "AB1234", expires, issued).validity(_ON) is validity


def test_numbers_are_kept_readable_and_compared_bare() -> None:
    assert clean_number(" ab  ١٢٣ ") == "AB 123"
    assert number_key("433-15C96328") == "43315c96328"


def test_an_odd_number_is_only_a_remark() -> None:
    assert paper_warnings(Paper(PaperType.CIN, "AB123456"), _ON) == ()
    assert len(paper_warnings(Paper(PaperType.CIN, "12345678901"), _ON)) == 1
    assert paper_warnings(Paper(PaperType.HCR_CASE, "anything"), _ON) == ()
    assert len(paper_warnings(Paper(PaperType.CIN, "AB1234", date(2026, 1, 1), date(2026, 12, 1)), _ON)) == 2


def test_papers_that_give_no_situation_by_themselves() -> None:
    assert set(PaperType) - set(SITUATION_OF_PAPER) == {
        PaperType.BRA_RECEIPT,
        PaperType.HCR_INDIVIDUAL,
        PaperType.HCR_CASE,
        PaperType.CONSULAR_CARD,
        PaperType.UNSTATED,
        PaperType.PASSPORT,
    }
