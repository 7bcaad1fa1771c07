"""Versions of a slip: a new one cancels and replaces the old, whose code still opens the referral and says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.journal import record
from app.accounts.number_series import spoken_number
from app.accounts.numbers import read_aloud
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import Refused
from app.referrals.cases import SlipCase, SlipOptions, require_consents, slip_case
from app.referrals.referring import Issued, give_up_number, keep_slip, reserve_slip_number, slip_of_code
from app.workspace import LOCAL_ZONE
from db.models import DirectoryEntry, Progress, Provider, Referral, Slip, SlipState
from reports.pdf.slip import render_slip

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SlipVersion:
    """One printed version of a referral's slip; `state` is a word of SlipState."""

    slip_id: UUID
    code: str
    number: str
    edition: int
    issued_on: date
    languages: str
    paper_format: str
    shared: frozenset[str]
    state: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """A slip somebody holds, and the one that counts: the same, or the version that replaced it."""

    held: SlipVersion
    valid: SlipVersion
    versions: tuple[SlipVersion, ...]

    @property
    def is_replaced(self) -> bool:
        """Whether the paper that was scanned is cancelled."""
        return self.held.slip_id != self.valid.slip_id


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slip.versions_read")
def slip_versions(workspace: Workspace, code: str) -> Scanned:
    """Every version of the slip of a code. Raises Refused (check digit), NotFound."""
    with reading(workspace) as session:
        held = slip_of_code(session, workspace, code)
        versions = [_version(workspace, slip) for slip in _slips(session, held.referral_id)]
        return Scanned(next(one for one in versions if one.slip_id == held.id), versions[-1], tuple(versions))


@use_case(right=Right.REFER, undo=Undo.FINAL, audit="slip.replaced")
def replace_slip(workspace: Workspace, code: str, options: SlipOptions, reason: str = "") -> Issued:
    """Makes the slip anew, with what is known now and a number of its own; the version before is cancelled.

    Of `options` the languages, the format and the ticked data count; need, provider and branch stay the referral's.
    Raises Refused (referral closed, version replaced before), ConsentMissing, NotFound.
    """
    with reading(workspace) as session:
        old = slip_of_code(session, workspace, code)
        case, options = _case(workspace, session, old, options)
        old_number = spoken_number(old, old.code, workspace.agency.label)
    new_code = reserve_slip_number(workspace)
    try:
        number = read_aloud(new_code, workspace.agency.label)
        data = replace(case.data, code=new_code, number=number, replaces=old_number, edition=old.edition + 1)
        content = render_slip(data)
        with writing(workspace) as session:
            old = session.get_one(Slip, old.id)
            if old.state is SlipState.CANCELLED:  # by another counter, meanwhile
                raise Refused("slip.replaced_before", number=old_number)
            old.state = SlipState.CANCELLED
            record(session, "slip.replaced", "slip", old.id, {"by": new_code, "reason": reason.strip()[:400]})
            return keep_slip(workspace, session, old.referral_id, options, new_code, content, old.edition + 1)
    except BaseException:  # house: the number is given up, then raised again
        give_up_number(workspace, new_code)
        raise


def valid_slip(session: Session, referral_id: UUID) -> Slip:
    """The version that counts: the newest."""
    return _slips(session, referral_id)[-1]


def _case(workspace: Workspace, session: Session, old: Slip, options: SlipOptions) -> tuple[SlipCase, SlipOptions]:
    referral = session.get_one(Referral, old.referral_id)
    if old.state is SlipState.CANCELLED:
        raise Refused("slip.replaced_before", number=spoken_number(old, old.code, workspace.agency.label))
    if referral.progress is Progress.CLOSED:
        raise Refused("slip.referral_closed")
    slug = session.scalars(select(DirectoryEntry.slug).where(DirectoryEntry.id == referral.entry_id)).one()
    provider = session.scalars(select(Provider.slug).where(Provider.id == referral.provider_id)).one()
    options = replace(options, need_id=referral.need_id, provider=provider, branch_id=referral.branch_id)
    case = slip_case(workspace, session, referral.person_id, slug, options)
    require_consents(workspace, session, referral.person_id, case.provider)
    return case, options


def _slips(session: Session, referral_id: UUID) -> list[Slip]:
    return list(session.scalars(select(Slip).where(Slip.referral_id == referral_id).order_by(Slip.edition)))


def _version(workspace: Workspace, slip: Slip) -> SlipVersion:
    return SlipVersion(
        slip.id, slip.code, spoken_number(slip, slip.code, workspace.agency.label), slip.edition,
        slip.issued_at.astimezone(LOCAL_ZONE).date(), slip.languages, slip.paper_format, frozenset(slip.shared_fields),
        slip.state.value,
    )  # fmt: skip
