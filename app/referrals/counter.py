"""The agent's one gesture at the counter: the consent just attested and the slip, together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.appointments.booking import Slot, book, free_slots, list_hosts
from app.people.consents import consents_of, record_consent
from app.referrals.cases import SlipOptions
from app.referrals.referring import Issued, issue_slip
from app.settings import APPOINTMENT_MINUTES
from reports.pdf.raster import PageImage, page_images, page_size

if TYPE_CHECKING:
    from app.workspace import Workspace


@use_case(right=Right.REFER, undo=Undo.FINAL, audit="slip.attested_and_issued")
def attest_and_issue(
    workspace: Workspace,
    person_id: UUID,
    slug: str,
    options: SlipOptions,
    attested_for: UUID | None,
    language: str,
    slot: Slot | None = None,
) -> Issued:
    """Keeps the oral consents the agent has just attested (dossier, sharing with `attested_for`), then issues.

    Raises what `issue_slip` raises; a consent that was given stays given even when the slip is refused.
    """
    if attested_for is not None:
        with reading(workspace) as session:
            known = consents_of(session, person_id, workspace.clock.today())
        given = {(consent.purpose, consent.provider_id) for consent in known if consent.in_force}
        if ("dossier", None) not in given:
            record_consent(workspace, person_id, "dossier", language=language)
        if ("sharing", attested_for) not in given:
            record_consent(workspace, person_id, "sharing", language=language, provider_id=attested_for)
    if slot is not None and (host_id := _own_host(workspace)) is not None:
        minutes = workspace.settings.get(APPOINTMENT_MINUTES)
        book(workspace, person_id, host_id, slot.day, slot.starts, minutes)
    return issue_slip(workspace, person_id, slug, options)


@use_case(right=Right.BOOK, undo=Undo.HARMLESS, audit="appointments.own_slots_read")
def own_free_slots(workspace: Workspace) -> list[Slot]:
    """The next free beginnings with the signed-in user."""
    host_id = _own_host(workspace)
    if host_id is None:
        return []
    return free_slots(workspace, host_id, workspace.settings.get(APPOINTMENT_MINUTES), 12)


def _own_host(workspace: Workspace) -> UUID | None:
    return next((host.id for host in list_hosts(workspace) if host.user_id == workspace.user.id), None)


def pages_of(content: bytes, dpi: int) -> list[PageImage]:
    """The pages of a paper as pictures for the screen."""
    return page_images(content, dpi)


def size_of(content: bytes) -> tuple[float, float]:
    """Width and height of a paper, in points."""
    return page_size(content)
