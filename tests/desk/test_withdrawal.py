"""What a withdrawal stops is said before, and is what it stops."""

from __future__ import annotations

from datetime import time, timedelta

from app.appointments.booking import book, list_hosts
from app.desk.withdrawal import withdrawal_effects
from app.people.consents import find_provider, record_consent
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.referrals.answers import list_referrals
from app.referrals.referring import SlipOptions, issue_slip
from app.workspace import Workspace


def test_what_is_said_is_what_stops(either: Workspace) -> None:
    person_id = register_person(either, PersonForm(given_name="Awa")).id
    provider_id = find_provider(either, "amappe")
    for purpose, provider in (("dossier", None), ("contact", None), ("sharing", provider_id)):
        record_consent(either, person_id, purpose, provider_id=provider)
    issued = issue_slip(either, person_id, "amappe_hcr_agr", SlipOptions(provider="amappe"))
    host, day = list_hosts(either)[0].id, either.clock.today() + timedelta(days=1)
    book(either, person_id, host, day, time(10), 30)

    sharing = withdrawal_effects(either, person_id, "sharing", provider_id)
    contact = withdrawal_effects(either, person_id, "contact")

    assert [one.number for one in sharing.referrals] == [issued.number]
    assert sharing.reminders == ()
    assert [(one.day, one.starts) for one in contact.reminders] == [(day, "10:00")]
    assert withdrawal_effects(either, person_id, "statistics").is_nothing
    record_consent(either, person_id, "sharing", answer="withdrawn", provider_id=provider_id)
    assert [(r.progress, r.ending) for r in list_referrals(either)] == [("closed", "consent_withdrawn")]
    assert withdrawal_effects(either, person_id, "sharing", provider_id).referrals == ()
