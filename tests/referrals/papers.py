"""An invented person referred to a provider, ready for papers."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app.people.consents import find_provider, record_consent
from app.people.forms import PaperForm, PersonForm
from app.people.registration import register_person
from app.referrals.cases import SlipOptions
from app.referrals.referring import Issued, issue_slip
from app.workspace import Workspace

ENTRY, PROVIDER = "amappe_hcr_agr", "amappe"


def a_person(workspace: Workspace, given: str = "Mamadou", family: str = "Essai") -> UUID:
    """Registered, with a valid paper and both consents."""
    form = PersonForm(given_name=given, family_name=family, name_ar="محمدو تجربة", city="Rabat")
    paper = PaperForm("hcr_refugee", None, None, workspace.clock.today() + timedelta(days=200))
    person_id = register_person(workspace, form, (paper,)).id
    record_consent(workspace, person_id, "dossier")
    record_consent(workspace, person_id, "sharing", provider_id=find_provider(workspace, PROVIDER))
    return person_id


def a_slip_issued(workspace: Workspace, given: str = "Mamadou", **options: object) -> Issued:
    """A slip for somebody new."""
    person_id = a_person(workspace, given)
    return issue_slip(workspace, person_id, ENTRY, SlipOptions(provider=PROVIDER, **options))  # type: ignore[arg-type]
