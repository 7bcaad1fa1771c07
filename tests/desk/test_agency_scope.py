"""A dossier belongs to an agency: no use case tells another one anything of it, and asking for it leaves a trace (P11)."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

import app
from app.accounts.agencies import add_agency
from app.accounts.journal import read_journal
from app.accounts.rights import Role
from app.accounts.use_case import USE_CASES
from app.appointments.booking import appointments_between, book, list_hosts
from app.desk.requests import (
    answer_request,
    ask_for_dossier,
    requests_made,
    requests_received,
    transfer_effects,
)
from app.desk.search import find_at_once, find_further
from app.errors import NotFound, Refused, WaslError
from app.funding.facts import Fact
from app.indicators.reporting import show_figures
from app.people.consents import find_provider, record_consent
from app.people.dossier import add_need, dossier, find_dossier, save_project
from app.people.finding import list_people, search_people
from app.people.forms import PaperForm, PersonForm, ProjectForm
from app.people.registration import change_person, register_person
from app.referrals.answers import list_referrals, record_answer, referral_details
from app.referrals.lifecycle import Delays
from app.referrals.referring import Issued, SlipOptions, issue_slip
from app.referrals.six_months import FollowUpForm
from app.workspace import Workspace
from db.models import IdentityDocument, Need, Project

OF_A_PERSON = frozenset(
    {"person_id", "referral_id", "appointment_id", "slip_id", "paper_id", "need_id", "project_id", "code", "number",
     "attachment_id", "household_id", "other_id", "left_id", "right_id", "pair_id", "merge_id", "survivor_id", "merged_id"}
)  # fmt: skip
"""Names of arguments that may hold an id or number of somebody."""


@dataclass(frozen=True)
class There:
    """A dossier of the agency of Rabat with one of everything."""

    ids: dict[str, Any]
    issued: Issued


@pytest.fixture
def elsewhere(either: Workspace) -> Workspace:
    """The same base, from a counter of Casablanca, with every role, so that no right hides a leak."""
    card = add_agency(either, "Agence Casablanca Essai", "002", "CAS", "Casablanca")
    user = replace(either.user, agency_id=card.id, roles=frozenset(Role))
    return replace(either, agency=card, user=user)


@pytest.fixture
def there(either: Workspace) -> There:
    papers = (PaperForm("carte_immatriculation", "AB123456"),)
    person = register_person(either, PersonForm(given_name="Awa", family_name="Essai-Secret", city="Rabat"), papers)
    for purpose, provider in (("dossier", None), ("sharing", find_provider(either, "amappe"))):
        record_consent(either, person.id, purpose, provider_id=provider)
    project = save_project(either, person.id, ProjectForm(title="Couture"))
    add_need(either, person.id, "machine", project_id=project)
    issued = issue_slip(either, person.id, "amappe_hcr_agr", SlipOptions(provider="amappe"))
    day = either.clock.today() + timedelta(days=1)
    meeting = book(either, person.id, list_hosts(either)[0].id, day, time(10), 30)
    with either.database.read() as session:
        paper, need = session.scalar(select(IdentityDocument.id)), session.scalar(select(Need.id))
        assert session.scalar(select(Project.id)) == project
    ids = {
        "person_id": person.id, "other_id": person.id, "left_id": person.id, "right_id": person.id,
        "survivor_id": person.id, "merged_id": person.id, "referral_id": issued.referral_id, "appointment_id": meeting.id,
        "slip_id": issued.slip_id, "paper_id": paper, "need_id": need, "project_id": project, "code": issued.code,
        "number": person.number,
    }  # fmt: skip
    return There(ids, issued)


def use_cases_about_somebody() -> dict[str, Callable[..., Any]]:
    """Every declared use case with an argument that names somebody, all rooms loaded."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = {}
    for name in USE_CASES:
        module, _, function = name.rpartition(".")
        if not module.startswith("app."):
            continue
        case = getattr(importlib.import_module(module), function, None)
        if case is not None and OF_A_PERSON & set(inspect.signature(case).parameters):
            found[name] = case
    return found


_GIVEN: dict[str, Any] = {
    "purpose": "dossier", "answer": "accepted", "how": "cancelled", "result": "started", "outcome": "came", "slug": "forsa",
    "host_id": UUID(int=1), "starts": time(11), "minutes": 30, "text": "x", "reason": "x", "language": "fr", "printed": True,
    "version": 1, "word": "x", "value": "F", "provider_id": None, "attested_for": None, "options": SlipOptions(), "pairs": {},
    "amount_centimes": None, "kind": "oriented", "transfer": False, "place": None, "file": None, "name": "x",
    "content": b"x", "heads": 1, "note": "x", "fact": Fact.SEX, "choices": {}, "path": None, "title": "x", "draft_id": UUID(int=2),
}  # fmt: skip
_NOT_ASKED_ABOUT_SOMEBODY = {
    "app.people.wording_editions.sign_off",  # a wording's id
    "app.desk.requests.ask_for_dossier",  # the one way to speak of a dossier elsewhere: tells the agency's name, no more
    "app.accounts.agencies.add_agency",  # the agency's own code
    "app.people.dossier.find_dossier",
}
"""Use cases whose argument only sounds like somebody's."""


_SAYS_NOTHING = {"merge.same_dossier", "attachment.papers_off"}
"""Refusals that a setting makes before anybody is looked at."""


def _by_type(workspace: Workspace, annotation: str) -> Any:
    """Some value of an argument this test has no word for."""
    known: dict[str, Any] = {
        "str": "x", "int": 1, "bool": True, "bytes": b"x", "date": workspace.clock.today(), "datetime": workspace.clock.now(),
        "time": time(11), "UUID": UUID(int=3), "PersonForm": PersonForm(given_name="x"), "PaperForm": PaperForm("passport"),
        "ProjectForm": ProjectForm(title="x"), "Path": Path("x"), "FollowUpForm": FollowUpForm(reached=True),
        "Delays": Delays(),
    }  # fmt: skip
    if annotation in known:
        return known[annotation]
    empty = {
        "Mapping": {},
        "dict": {},
        "tuple": (),
        "Sequence": (),
        "Collection": (),
        "Iterable": (),
        "frozenset": frozenset(),
        "list": [],
    }
    return next((value for start, value in empty.items() if annotation.startswith(start)), None)


def _call(case: Callable[..., Any], workspace: Workspace, ids: dict[str, Any]) -> Any:
    words: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(case).parameters.items())[1:]:
        if name in ids:
            words[name] = ids[name]
        elif parameter.default is inspect.Parameter.empty:
            words[name] = _GIVEN[name] if name in _GIVEN else _by_type(workspace, str(parameter.annotation))
    return case(workspace, **words)


def test_no_use_case_tells_another_agency_of_a_dossier(elsewhere: Workspace, there: There) -> None:
    told = []
    cases = use_cases_about_somebody()
    assert len(cases) > 20
    written = len(read_journal(elsewhere, limit=10_000))
    for name, case in sorted(cases.items()):
        if name in _NOT_ASKED_ABOUT_SOMEBODY:
            continue
        try:
            answer = _call(case, elsewhere, there.ids)
        except NotFound:
            continue
        except WaslError as error:
            if error.key not in _SAYS_NOTHING:
                told.append(f"{name}: refused otherwise ({error.key})")
            continue
        if answer not in (None, [], ()):
            told.append(f"{name}: answered {answer!r}")

    assert told == []
    assert len(read_journal(elsewhere, limit=10_000)) == written


def test_ids_of_another_agency_are_not_slipped_in_beside_an_own_dossier(elsewhere: Workspace, there: There) -> None:
    own = register_person(elsewhere, PersonForm(given_name="Binta")).id
    project, need = there.ids["project_id"], there.ids["need_id"]
    host = list_hosts(elsewhere)
    assert host == []

    for attempt in (
        lambda: save_project(elsewhere, own, ProjectForm(title="x"), project, 1),
        lambda: add_need(elsewhere, own, "x", project_id=project),
        lambda: issue_slip(elsewhere, own, "amappe_hcr_agr", SlipOptions(provider="amappe", need_id=need)),
        lambda: record_answer(elsewhere, there.issued.code, "accepted"),
    ):
        with pytest.raises(WaslError):
            attempt()


def test_a_search_elsewhere_says_only_where_to_ask(elsewhere: Workspace, there: There) -> None:
    hit = search_people(elsewhere, "Essai-Secret")[0]

    assert (hit.card, hit.external_id, hit.elsewhere) == (None, None, "Agence Rabat Essai")
    shown = " ".join(
        f"{one.title} {one.subtitle}"
        for find in (find_at_once, find_further)
        for one in find(elsewhere, "Essai-Secret")
    )
    assert "Secret" not in shown
    assert "Agence Rabat Essai" in shown
    assert list_people(elsewhere).rows == ()
    with pytest.raises(NotFound):
        find_dossier(elsewhere, there.ids["number"])


def test_asking_leaves_a_trace_and_the_other_agency_hands_the_dossier_over(
    either: Workspace, elsewhere: Workspace, there: There
) -> None:
    person_id = there.ids["person_id"]
    figures = [show_figures(one, either.clock.today(), either.clock.today()) for one in (either, elsewhere)]

    assert ask_for_dossier(elsewhere, person_id, "il habite ici") == "Agence Rabat Essai"
    ask_for_dossier(elsewhere, person_id)  # twice is once
    (request,) = requests_received(either)
    assert (request.agency, request.reason, request.card.id) == ("Agence Casablanca Essai", "il habite ici", person_id)
    assert any(line.action == "dossier.asked_for" for line in read_journal(either))
    assert [(one.state, one.person_id) for one in requests_made(elsewhere)] == [("open", None)]
    assert transfer_effects(either, request.id) == 1

    answer_request(either, request.id, transfer=True)

    number = there.ids["number"]
    assert dossier(elsewhere, person_id).card.number == number  # said as the agency that gave it says it
    assert find_dossier(elsewhere, number) == person_id
    assert [r.number for r in list_referrals(elsewhere)] == [there.issued.number]
    assert referral_details(elsewhere, code=there.issued.code).card.person.id == person_id
    day = either.clock.today() + timedelta(days=1)
    assert appointments_between(either, day, day) == []
    for gone in (lambda: dossier(either, person_id), lambda: referral_details(either, code=there.issued.code)):
        with pytest.raises(NotFound):
            gone()
    after = [show_figures(one, either.clock.today(), either.clock.today()) for one in (either, elsewhere)]
    assert after == figures  # counted where it was registered and referred


def test_a_refusal_says_why_and_tells_nothing_else(either: Workspace, elsewhere: Workspace, there: There) -> None:
    ask_for_dossier(elsewhere, there.ids["person_id"])
    request = requests_received(either)[0]

    with pytest.raises(Refused):
        answer_request(either, request.id, transfer=False)
    answer_request(either, request.id, transfer=False, answer="elle revient chez nous")

    made = requests_made(elsewhere)[0]
    assert (made.state, made.answer, made.person_id) == ("refused", "elle revient chez nous", None)
    with pytest.raises(NotFound):
        dossier(elsewhere, there.ids["person_id"])


def test_a_moved_dossier_is_still_found_by_its_number_after_a_change(
    either: Workspace, elsewhere: Workspace, there: There
) -> None:
    person_id = there.ids["person_id"]
    ask_for_dossier(elsewhere, person_id)
    answer_request(either, requests_received(either)[0].id, transfer=True)

    whole = dossier(elsewhere, person_id)
    change_person(elsewhere, person_id, whole.card.version, replace(whole.form, city="Casablanca"))

    assert search_people(elsewhere, there.ids["number"])[0].id == person_id
