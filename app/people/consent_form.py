"""The consent form to print and sign, filled with what the base knows; nothing is written but that it was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.journal import record
from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.errors import NotFound
from app.people.dossier import card_of
from app.people.registration import load_person
from app.people.wording_editions import CONSENT_MONTHS, wording_of
from db.models import Agency, Consent, Progress, Provider, Purpose, Referral
from reports.pdf.consent_form import ConsentForm, FormPurpose, render_consent_form
from resources.i18n import tr_noop

if TYPE_CHECKING:
    from app.workspace import Workspace

PURPOSE_LABELS: dict[str, str] = {
    Purpose.DOSSIER.value: tr_noop("Tenir un dossier"),
    Purpose.CONTACT.value: tr_noop("Être appelé·e"),
    Purpose.STATISTICS.value: tr_noop("Statistiques anonymes"),
    Purpose.SHARING.value: tr_noop("Transmettre à un organisme"),
}
"""What to call each purpose, in the order in which they are asked."""

SHARED_ON_SLIP = (
    tr_noop("nom"), tr_noop("besoin"), tr_noop("montant demandé"), tr_noop("et, si la case est cochée, téléphone et naissance"),
)  # fmt: skip


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="consent.form_printed")
def consent_form(
    workspace: Workspace, person_id: UUID, language: str | None = None, provider_ids: tuple[UUID, ...] = ()
) -> bytes:
    """The form as a PDF in `language` (else the person's own) and in French. Raises NotFound.

    Sharing is asked for `provider_ids`, else for the providers of open referrals and of earlier answers, else for one
    whose name is written by hand.
    """
    with writing(workspace) as session:
        person = load_person(workspace, session, person_id)
        agency = session.get_one(Agency, workspace.agency.id)
        spoken = language or person.paper_language or "fr"
        card = card_of(person, workspace.agency.label)
        purposes = [
            _purpose(workspace, session, Purpose(purpose), spoken, None)
            for purpose in PURPOSE_LABELS
            if purpose != Purpose.SHARING
        ]
        providers = _providers(session, person_id, provider_ids)
        recipients: list[Provider | None] = [*providers] or [None]
        purposes += [_purpose(workspace, session, Purpose.SHARING, spoken, one) for one in recipients]
        record(session, "consent.form_printed", "person", person_id, {"language": spoken})
    name = agency.name_ar if spoken == "ar" and agency.name_ar else agency.name
    return render_consent_form(
        ConsentForm(
            name, agency.cndp_number, "  ".join(part for part in (card.display_name, card.name_ar) if part), card.number,
            workspace.user.display_name, workspace.clock.today(), spoken, tuple(purposes),
        )
    )  # fmt: skip


def _purpose(
    workspace: Workspace, session: Session, purpose: Purpose, language: str, provider: Provider | None
) -> FormPurpose:
    texts: list[tuple[str, str]] = []
    is_model = False
    for one in dict.fromkeys((language, "fr")):
        try:
            words = wording_of(session, purpose, one, provider.name.get(one, provider.name["fr"]) if provider else None)
        except NotFound:
            continue  # nobody has written it in that language: the French stands alone
        texts.append((one, words.text))
        is_model = is_model or words.is_model
    months = workspace.settings.get(CONSENT_MONTHS[purpose])
    is_sharing = purpose is Purpose.SHARING
    recipient = provider.name.get(language, provider.name["fr"]) if provider else None
    shared = SHARED_ON_SLIP if is_sharing else ()
    return FormPurpose(PURPOSE_LABELS[purpose], tuple(texts), is_model, months, is_sharing, recipient, shared)


def _providers(session: Session, person_id: UUID, asked: tuple[UUID, ...]) -> list[Provider]:
    if not asked:
        open_ones = select(Referral.provider_id).where(
            Referral.person_id == person_id, Referral.progress != Progress.CLOSED
        )
        answered = select(Consent.provider_id).where(Consent.person_id == person_id, Consent.provider_id.is_not(None))
        asked = tuple(set(session.scalars(open_ones)) | {one for one in session.scalars(answered) if one})
    return list(session.scalars(select(Provider).where(Provider.id.in_(asked)).order_by(Provider.slug)))
