"""Consent: editions frozen once used, signed off by the officer, in any language; answers that expire; the form."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from app.accounts.rights import Role
from app.errors import ConsentMissing, NotAllowed, Refused
from app.people.consent_form import consent_form
from app.people.consents import find_provider, record_consent, who_agreed, wording
from app.people.dates import months_after
from app.people.dossier import dossier
from app.people.forms import ConsentCard, PersonForm
from app.people.registration import register_person
from app.people.wording_editions import (
    Edition,
    list_editions,
    save_wording,
    set_validity,
    sign_off,
    spoken_languages_of,
)
from app.referrals.referring import SlipOptions, issue_slip
from app.workspace import Workspace
from tests.conftest import NOON

WORDS = "J’accepte que l’agence garde un dossier à mon nom, relu par la protection des données."
WOLOF = "Nangu naa agence bi denc sama xibaar ngir jàppale ma ci sama projet (loi 09-08)."


def as_officer(workspace: Workspace) -> Workspace:
    return replace(workspace, user=replace(workspace.user, roles=frozenset({Role.PROTECTION_OFFICER})))


def somebody(workspace: Workspace) -> UUID:
    return register_person(workspace, PersonForm(given_name="Awa", family_name="Essai")).id


def edition(workspace: Workspace, number: int, purpose: str = "dossier", language: str = "fr") -> Edition:
    return next(
        e for e in list_editions(workspace) if (e.purpose, e.language, e.edition) == (purpose, language, number)
    )


def answer_to(workspace: Workspace, person_id: UUID, purpose: str) -> ConsentCard:
    found = dossier(workspace, person_id).consent(purpose)
    assert found is not None
    return found


def test_a_model_is_read_until_the_officer_signs_another_off(either: Workspace) -> None:
    record_consent(either, somebody(either), "dossier")
    save_wording(either, "dossier", "fr", WORDS)
    draft = edition(either, 2)
    assert wording(either, "dossier", "fr").text == WORDS  # the newest model, nothing being signed off

    sign_off(as_officer(either), draft.id, draft.version)
    read = wording(either, "dossier", "fr")

    assert (read.text, read.is_model, read.edition) == (WORDS, False, 2)
    assert edition(either, 1).is_used
    save_wording(either, "dossier", "fr", WORDS + " Encore mieux.")
    assert wording(either, "dossier", "fr").edition == 2  # a third one waits for its signature


def test_words_somebody_answered_never_change(either: Workspace) -> None:
    person_id = somebody(either)
    record_consent(either, person_id, "dossier")
    before = edition(either, 1)

    save_wording(either, "dossier", "fr", WORDS)
    save_wording(either, "dossier", "fr", WORDS + " Corrigé.")

    assert edition(either, 1).text == before.text
    assert edition(either, 2).text == WORDS + " Corrigé."  # nobody had read the second: corrected in place


def test_a_further_language_is_one_more_row(either: Workspace) -> None:
    save_wording(either, "dossier", "wo", WOLOF)

    assert spoken_languages_of(either) == ["fr", "ar", "en", "wo"]
    card = record_consent(either, somebody(either), "dossier", language="wo")
    assert card.language == "wo"


@pytest.mark.parametrize(
    ("purpose", "language", "text"),
    [
        ("dossier", "zz", WORDS),
        ("dossier", "français", WORDS),
        ("dossier", "fr", "court"),
        ("dossier", "fr", WORDS + " {provider}"),
        ("sharing", "fr", WORDS),
    ],
)
def test_words_that_cannot_be_are_refused(workspace: Workspace, purpose: str, language: str, text: str) -> None:
    with pytest.raises(Refused):
        save_wording(workspace, purpose, language, text)


def test_only_the_officer_signs(workspace: Workspace) -> None:
    one = edition(workspace, 1)

    with pytest.raises(NotAllowed):
        sign_off(workspace, one.id, one.version)


def test_an_answer_expires_and_counts_as_missing(workspace: Workspace, at: Callable[[datetime], Workspace]) -> None:
    person_id = somebody(workspace)
    provider_id = find_provider(workspace, "amappe")
    record_consent(workspace, person_id, "dossier")
    given = record_consent(workspace, person_id, "sharing", provider_id=provider_id)
    assert given.valid_until == date(2027, 11, 24)
    later = at(NOON + timedelta(days=366))

    found = next(c for c in dossier(later, person_id).consents if c.purpose == "sharing")

    assert found.is_expired
    assert found.recipient is not None
    assert found.recipient["fr"] == "AMAPPE"
    with pytest.raises(ConsentMissing):
        issue_slip(later, person_id, "amappe_hcr_agr", SlipOptions(provider="amappe"))


def test_the_officer_says_how_long_an_answer_holds(workspace: Workspace) -> None:
    set_validity(as_officer(workspace), "contact", 6)

    card = record_consent(workspace, somebody(workspace), "contact")

    assert card.valid_until == date(2027, 5, 24)
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_a_list_names_only_who_agreed_and_still_does(workspace: Workspace, at: Callable[[datetime], Workspace]) -> None:
    set_validity(as_officer(workspace), "contact", 6)
    yes, changed, never = (somebody(workspace) for _ in range(3))
    record_consent(workspace, yes, "contact")
    record_consent(workspace, changed, "contact")
    record_consent(workspace, changed, "contact", answer="withdrawn")

    def agreed(on: date) -> set[UUID]:
        with workspace.database.read() as session:
            return who_agreed(session, {yes, changed, never}, "contact", on)

    assert agreed(date(2026, 11, 24)) == {yes}
    assert agreed(date(2027, 6, 1)) == set()


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ["Formulaire d’accord", "AMAPPE", "12 mois", "D-TEST-1/2026"]), ("en", ["Consent form", "J’accepte"]),
     ("wo", ["Formulaire d’accord"])],
)  # fmt: skip
def test_the_form_to_sign_names_recipient_validity_and_rights(
    workspace: Workspace, tmp_path: Path, language: str, words: list[str]
) -> None:
    person_id = somebody(workspace)

    content = consent_form(workspace, person_id, language, (find_provider(workspace, "amappe"),))

    (tmp_path / "form.pdf").write_bytes(content)
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "form.pdf", "-"], capture_output=True, text=True, check=True
    )
    shown = " ".join(text.stdout.split())
    assert [word for word in [*words, "modèle, à valider", "Awa"] if word not in shown] == []
