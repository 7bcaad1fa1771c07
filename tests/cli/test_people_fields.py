"""`wasl people set` takes any field of P1, and `people show` shows them."""

from __future__ import annotations

from tests.cli.test_working_day import Wasl, dossier, wasl
from tests.people.test_fields import WHOLE

__all__ = ["dossier", "wasl"]


def test_any_field_is_set_and_shown(wasl: Wasl, dossier: str) -> None:
    project = {
        "project": "Couture",
        "stage": "creation",
        "legal_form": "cooperative",
        "sector": "textile",
        "project_city": "Salé",
    }
    wasl("people", "set", dossier, *(f"{name}={text}" for name, text in (WHOLE | project).items()))

    shown = wasl("people", "show", dossier)

    assert shown["fields"] == WHOLE | project
    assert shown["situations"] == ["carte_immatriculation"]
    wasl("people", "set", dossier, "note=", "nationality=stateless")
    fields = wasl("people", "show", dossier)["fields"]
    assert "note" not in fields
    assert fields["nationality"] == "XXA"


def test_what_cannot_be_is_refused_and_changes_nothing(wasl: Wasl, dossier: str) -> None:
    before = wasl("people", "show", dossier)["fields"]

    for wrong in (
        "birth=31/02/1990",
        "nationality=Wakanda",
        "household_size=400",
        "city=" + "x" * 500,
        "education=doctorat",
    ):
        assert wasl("people", "set", dossier, "sex=F", wrong) == (7, "refused"), wrong
    assert wasl("people", "show", dossier)["fields"] == before
    added = wasl("people", "add", "--given", "Autre", "--nationality", "SEN,MAR")["dossier"]
    assert wasl("people", "show", added)["situations"] == ["marocain"]
