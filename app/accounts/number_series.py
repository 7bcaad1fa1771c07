"""Giving out the numbers people read: reserved first, then used, or void and never used again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, object_session

from app.accounts.numbers import LAST_SEQUENCE, NumberKind, compose, read_aloud
from app.errors import Refused
from app.workspace import AgencyCard
from db.models import Agency, IssuedNumber, NumberSeries, NumberState
from db.models import NumberKind as KindColumn

_LAST_DEVICE = 99


def reserve_number(session: Session, kind: NumberKind, agency: AgencyCard, year: int) -> str:
    """The next number of the agency for that year, reserved. A full series goes on with the next free device, from 99 down.

    Raises Refused when a hundred devices are full.
    """
    return reserve_numbers(session, kind, agency, year, 1)[0]


def reserve_numbers(session: Session, kind: NumberKind, agency: AgencyCard, year: int, count: int) -> list[str]:
    """The next `count` numbers of the agency for that year, reserved. Raises Refused as `reserve_number`."""
    codes = _next_codes(session, kind, agency, year, count)
    word = KindColumn(str(kind.value))
    session.add_all(IssuedNumber(code=code, kind=word, state=NumberState.RESERVED) for code in codes)
    session.flush()
    return codes


def hold_numbers(session: Session, kind: NumberKind, agency: AgencyCard, year: int) -> None:
    """Keeps the next number for this transaction: whoever else gives numbers of the kind waits until it ends."""
    _open_series(session, kind, agency, year)


def give_numbers(
    session: Session, kind: NumberKind, agency: AgencyCard, year: int, owners: Sequence[UUID]
) -> list[str]:
    """The next number for each of `owners`, used at once: for rows written in the same transaction. Raises Refused."""
    codes = _next_codes(session, kind, agency, year, len(owners))
    used = {"kind": KindColumn(str(kind.value)), "state": NumberState.USED}
    rows = [{"code": code, "owner_id": owner, **used} for code, owner in zip(codes, owners, strict=True)]
    if rows:
        session.execute(insert(IssuedNumber.__table__), rows)  # type: ignore[arg-type]
    return codes


def _next_codes(session: Session, kind: NumberKind, agency: AgencyCard, year: int, count: int) -> list[str]:
    codes: list[str] = []
    series: NumberSeries | None = None
    while len(codes) < count:
        if series is None or series.last >= LAST_SEQUENCE:
            series = _open_series(session, kind, agency, year)
        series.last += 1
        codes.append(compose(kind, agency.code, series.device, year % 100, series.last))
    return codes


def settle_number(session: Session, code: str, owner_id: UUID | None) -> None:
    """Marks a reserved number used by `owner_id`, or void when its paper was never made (`owner_id` None)."""
    settle_numbers(session, {code: owner_id})


def settle_numbers(session: Session, owners: Mapping[str, UUID | None]) -> None:
    """The same for many numbers at once."""
    for row in session.scalars(select(IssuedNumber).where(IssuedNumber.code.in_(owners))):
        owner_id = owners[row.code]
        row.state = NumberState.USED if owner_id else NumberState.VOID
        row.owner_id = owner_id


def _open_series(session: Session, kind: NumberKind, agency: AgencyCard, year: int) -> NumberSeries:
    word = KindColumn(str(kind.value))
    mine = (
        NumberSeries.kind == word,
        NumberSeries.agency_code == agency.code,
        NumberSeries.year == year % 100,
    )
    for device in (agency.device, *range(_LAST_DEVICE, agency.device, -1)):
        row = session.scalars(
            select(NumberSeries).where(*mine, NumberSeries.device == device).with_for_update()
        ).first()
        if row is None:
            row = NumberSeries(
                kind=word,
                agency_code=agency.code,
                device=device,
                year=year % 100,
                last=0,
            )
            session.add(row)
        if row.last < LAST_SEQUENCE:
            return row
    raise Refused("number.series_full")


def numbers_given(session: Session, kind: NumberKind) -> int:
    """How many numbers of a kind were ever given out, void ones included."""
    word = KindColumn(str(kind.value))
    return session.scalar(select(func.count()).select_from(IssuedNumber).where(IssuedNumber.kind == word)) or 0


def spoken_number(row: object, code: str, label: str) -> str:
    """The same for a row that knows its session; `label` is that of the agency at hand, for one that is not kept yet."""
    session = object_session(row)
    return spoken_code(session, code) if session is not None else read_aloud(code, label)


def spoken_code(session: Session, code: str) -> str:
    """A code read aloud with the label of the agency that gave it: a dossier may have moved to another one since."""
    labels: dict[str, str] | None = session.info.get("agency_labels")
    if labels is None:
        labels = session.info["agency_labels"] = {
            c: label for c, label in session.execute(select(Agency.code, Agency.label))
        }
    return read_aloud(code, labels.get(code[1:4], code[1:4]))
