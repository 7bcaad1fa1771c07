"""Papers to renew stand in Aujourd'hui: those about to end, then those that ended, until another takes their place."""

from __future__ import annotations

from datetime import date

from app.desk.today import today
from app.people.forms import PaperForm, PersonForm
from app.people.registration import register_person, save_paper
from app.workspace import Workspace


def test_papers_are_told_before_and_after_their_end(either: Workspace) -> None:
    def somebody(name: str, kind: str, ends: date) -> object:
        return register_person(either, PersonForm(given_name=name), (PaperForm(kind, None, None, ends),)).id

    somebody("Bientôt", "passport", date(2026, 12, 10))
    somebody("Plus tard", "recepisse", date(2027, 6, 1))
    ended = somebody("Fini", "carte_immatriculation", date(2026, 11, 1))
    somebody("Passeport fini", "passport", date(2026, 11, 1))  # gives no situation: nothing to renew for
    somebody("Oublié", "recepisse", date(2024, 1, 1))

    assert [(one.person.display_name, one.is_expired) for one in today(either).expiring] == [
        ("Bientôt", False), ("Fini", True),
    ]  # fmt: skip
    save_paper(either, ended, PaperForm("carte_residence", None, None, date(2036, 1, 1)))  # type: ignore[arg-type]
    assert [one.person.display_name for one in today(either).expiring] == ["Bientôt"]
