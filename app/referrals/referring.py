"""Referring somebody: preview and issue of the slip, its archive copy, and finding it again by its code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.accounts.number_series import reserve_number, settle_number
from app.accounts.numbers import NumberKind, parse, read_aloud
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.funding.criteria import Verdict
from app.people.contacts import add_interaction
from app.people.dossier import add_need
from app.referrals.cases import SlipCase, SlipOptions, require_consents, slip_case
from app.referrals.lifecycle import State, Step, Told, after
from db.files import read_bytes, store_bytes
from db.models import Agency, InteractionKind, Referral, ReferralStep, Slip, SlipState, Source
from db.models import Progress as ProgressColumn
from reports.pdf.slip import render_slip, unprintable_in

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Issued:
    """A slip that has its number."""

    slip_id: UUID
    referral_id: UUID
    code: str
    number: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SlipPreview:
    """A slip without its number, and the signs in it that no font has: they would be printed as `?`."""

    content: bytes
    unprintable: tuple[str, ...]


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slip.previewed")
def preview_slip(workspace: Workspace, person_id: UUID, slug: str, options: SlipOptions) -> SlipPreview:
    """The slip as it would be: no number, nothing written, no consent needed. Raises NotFound, Refused."""
    with reading(workspace) as session:
        case = slip_case(workspace, session, person_id, slug, options)
    return SlipPreview(render_slip(case.data), unprintable_in(case.data))


@use_case(right=Right.REFER, undo=Undo.FINAL, audit="slip.issued")
def issue_slip(workspace: Workspace, person_id: UUID, slug: str, options: SlipOptions) -> Issued:
    """Refers the person: number reserved, paper made, then referral, step, slip and bytes in one transaction.

    Raises ConsentMissing (dossier, sharing with that provider), Refused (closed entry, not eligible without a reason,
    a provider to choose, one open already), NotFound. When the paper cannot be made the number is void, never reused.
    """
    with reading(workspace) as session:
        case = slip_case(workspace, session, person_id, slug, options)
        _check(workspace, session, case, options)
    code = reserve_slip_number(workspace)
    try:
        number = read_aloud(code, workspace.agency.label)
        content = render_slip(replace(case.data, code=code, number=number))
        return _keep(workspace, case, options, code, content)
    except BaseException:  # house: the number is given up, then raised again
        give_up_number(workspace, code)
        raise


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slip.archived")
def archive_slip(workspace: Workspace, slip_id: UUID) -> tuple[bytes, str]:
    """The PDF/A copy of a slip and its hash, made once and kept. Raises NotFound."""
    from reports.pdf.tagging import archived

    with reading(workspace) as session:
        slip = slip_here(workspace, session, slip_id)
        if slip.archive_id is not None:
            return read_bytes(session, workspace.database, slip.archive_id), slip.sha256
        content = archived(read_bytes(session, workspace.database, slip.file_id))
    digest = hashlib.sha256(content).hexdigest()
    with writing(workspace) as session:
        slip = slip_here(workspace, session, slip_id)
        slip.archive_id = store_bytes(session, workspace.database, content)
        slip.sha256 = digest
    return content, digest


def slip_of_code(session: Session, workspace: Workspace, text: str) -> Slip:
    """The slip of a code in either form. Raises Refused (check digit, not a slip's number), NotFound.

    A coupon of another agency says whose it is, and nothing more (PRODUCT.md P11).
    """
    agencies = {key: value for key, value in session.execute(select(Agency.label, Agency.code))}
    code = parse(text, NumberKind.SLIP, agencies)
    slip = session.scalars(_slips_here(workspace).where(Slip.code == code)).first()
    if slip is None:
        issued = select(Agency.name).where(Agency.code == code[1:4], Agency.id != workspace.agency.id)
        elsewhere = session.scalar(issued) if session.scalar(select(Slip.id).where(Slip.code == code)) else None
        raise NotFound("referral.other_agency", agency=elsewhere) if elsewhere else NotFound("slip.not_found")
    return slip


def slip_here(workspace: Workspace, session: Session, slip_id: UUID) -> Slip:
    """The slip of a dossier the agency has. Raises NotFound."""
    slip = session.scalars(_slips_here(workspace).where(Slip.id == slip_id)).first()
    if slip is None:
        raise NotFound("slip.not_found")
    return slip


def _slips_here(workspace: Workspace) -> Select[Slip]:
    """The slips of referrals the agency follows: they move with the dossier, and then nothing of them is told (P11)."""
    query = select(Slip).join(Referral, Referral.id == Slip.referral_id)
    return query.where(Referral.agency_id == workspace.agency.id)


def _check(workspace: Workspace, session: Session, case: SlipCase, options: SlipOptions) -> None:
    if case.verdict is Verdict.CLOSED:
        raise Refused("referral.entry_closed")
    if case.verdict is Verdict.NOT_ELIGIBLE and not (options.reason or "").strip():
        raise Refused("referral.reason_needed")
    require_consents(workspace, session, case.person.id, case.provider)
    if case.need is not None:
        same = select(Referral.id).where(
            Referral.need_id == case.need.id, Referral.entry_id == case.listed.id,
            Referral.branch_id.is_not_distinct_from(case.branch.id if case.branch else None),
            Referral.progress != ProgressColumn.CLOSED,
        )  # fmt: skip
        if session.scalar(same) is not None:
            raise Refused("referral.open_already")


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slip.number_reserved")
def reserve_slip_number(workspace: Workspace) -> str:
    """The next number of a slip, in a transaction of its own: whatever happens next, nobody else gets it."""
    with writing(workspace) as session:
        return reserve_number(session, NumberKind.SLIP, workspace.agency, workspace.clock.today().year)


def give_up_number(workspace: Workspace, code: str) -> None:
    """The paper of this number could not be made: it is void, never used again. Part of the use case that reserved it."""
    with writing(workspace) as session:
        settle_number(session, code, None)


def keep_slip(
    workspace: Workspace,
    session: Session,
    referral_id: UUID,
    options: SlipOptions,
    code: str,
    content: bytes,
    edition: int = 1,
) -> Issued:
    """The row and the sealed bytes of a slip just made; its number is used."""
    slip = Slip(
        referral_id=referral_id, code=code, edition=edition, languages=options.languages, paper_format=options.paper_format,
        state=SlipState.TO_PRINT, file_id=store_bytes(session, workspace.database, content),
        sha256=hashlib.sha256(content).hexdigest(), shared_fields=sorted(options.shared), issued_at=workspace.clock.now(),
    )  # fmt: skip
    session.add(slip)
    session.flush()
    settle_number(session, code, slip.id)
    return Issued(slip.id, referral_id, code, read_aloud(code, workspace.agency.label), content)


def _keep(workspace: Workspace, case: SlipCase, options: SlipOptions, code: str, content: bytes) -> Issued:
    today = workspace.clock.today()
    state = after(State(), Told(Step.ISSUE, today, "agency"))
    with writing(workspace) as session:
        need_id = case.need.id if case.need else add_need(workspace, case.person.id, _need_of(case)).id
        referral = Referral(
            person_id=case.person.id, need_id=need_id, entry_id=case.listed.id, provider_id=case.provider.id,
            branch_id=case.branch.id if case.branch else None, agency_id=workspace.agency.id, agent_id=workspace.user.id,
            progress=ProgressColumn(state.progress.value), owner=state.owner, due_on=state.due_on, issued_on=today,
            verdict=case.verdict.value, override_reason=options.reason,
        )  # fmt: skip
        session.add(referral)
        session.flush()
        session.add(
            ReferralStep(
                referral_id=referral.id, kind="issue", on=today, at=workspace.clock.now(), source=Source.AGENCY
            )
        )
        issued = keep_slip(workspace, session, referral.id, options, code, content)
        add_interaction(
            workspace,
            session,
            case.person.id,
            InteractionKind.REFERRED,
            entry_id=case.listed.id,
            referral_id=referral.id,
        )
        return issued


def _need_of(case: SlipCase) -> str:
    return case.listed.entry.title.fr
