"""The directory as Open Referral HSDS: valid by the published schema, nothing in it that is not known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.funding.directory import confirm_branch, entry_providers
from app.funding.hsds import Directory, hsds
from app.funding.packs import export_hsds
from app.workspace import Workspace
from tests.funding.directory import the_catalogue

SCHEMA = json.loads((Path(__file__).parents[1] / "data/hsds/tabular.json").read_text(encoding="utf-8"))
Document = dict[str, list[dict[str, Any]]]


def is_valid(document: Document) -> None:
    """By the published schema, and stricter: no field it does not name."""
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(document)
    for table, rows in document.items():
        named = set(SCHEMA["properties"][table]["items"]["properties"])
        for row in rows:
            assert set(row) <= named, (table, set(row) - named)
            assert all(value not in ("", None) for value in row.values()), row


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_catalogue_is_valid_by_the_published_schema(language: str) -> None:
    pack = the_catalogue()
    document: Document = hsds(Directory([(one, None) for one in pack.entries], pack.providers, pack.branches), language)

    is_valid(document)
    assert len(document["organization"]) == len(pack.providers)
    assert len(document["service"]) >= len(pack.entries)
    ids = [row["id"] for rows in document.values() for row in rows]
    assert len(ids) == len(set(ids))


def test_links_lead_somewhere_and_what_is_not_known_is_not_there() -> None:
    pack = the_catalogue()
    document: Document = hsds(Directory([(one, None) for one in pack.entries], pack.providers, pack.branches), "en")

    ids = {name: {row["id"] for row in rows} for name, rows in document.items()}
    for rows in document.values():
        for row in rows:
            for name in ("organization", "service", "location"):
                assert row.get(f"{name}_id") in (None, *ids[name])
    by_name = {row["name"]: row for row in document["service"]}
    forsa = next(row for name, row in by_name.items() if "Forsa" in name)
    assert forsa["status"] == "defunct"
    unknown = next(one for one in pack.entries if one.availability.state == "unknown" and one.kind == "funding")
    said = by_name[unknown.title.en]
    assert said["status"] == "inactive"
    assert said["alert"]
    assert "assured_date" not in said
    # No address of the catalogue has been confirmed by anybody: none is given away as fact.
    assert document["location"] == document["schedule"] == document["service_at_location"] == []


def test_a_confirmed_address_becomes_a_place_of_its_services(either: Workspace) -> None:
    _listed, providers = entry_providers(either, "inmaa_microcredit")
    branch = next(branch for one in providers for branch in one.branches)
    confirm_branch(either, branch.id, branch.version, address="1, rue de l’Essai", city="Rabat", phone="0801 000 000")

    document: Document = export_hsds(either, "fr")
    is_valid(document)
    (place,) = document["location"]
    assert place["description"] == "1, rue de l’Essai, Rabat"
    assert {row["location_id"] for row in document["service_at_location"]} == {place["id"]}
    assert [row["number"] for row in document["phone"] if row.get("location_id")] == ["0801 000 000"]


def test_from_the_command_line(
    base_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.cli import main
    from tests.conftest import PASSWORD

    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)
    out = tmp_path / "annuaire.json"
    words = ["--base", str(base_file), "--json", "funding", "export-hsds", "--out", str(out), "--language", "en"]
    assert main(words) == 0
    is_valid(json.loads(out.read_text(encoding="utf-8")))
    assert json.loads(capsys.readouterr().out)["counts"]["service"] > 40
