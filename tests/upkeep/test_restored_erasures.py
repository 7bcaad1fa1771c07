"""An older backup brings nobody back who was erased since."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.accounts.entrance import sign_in, sign_out
from app.accounts.undo import undo_last
from app.cli import main
from app.errors import BadFile, Refused
from app.indicators.anonymous import kept_birth
from app.indicators.reporting import show_figures
from app.indicators.rows import band_of
from app.people.contacts import add_note
from app.people.dates import BirthDate, Precision
from app.people.dossier import dossier
from app.people.finding import list_people
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.upkeep.backup import back_up, restore
from app.upkeep.erased_ids import beside
from app.upkeep.erasure import erase_person
from app.workspace import Workspace
from tests.conftest import CLOCK, PASSWORD

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def saved_before(workspace: Workspace, tmp_path: Path) -> Path:
    """A backup that holds Awa and Binta; then Awa is erased."""
    awa = register_person(workspace, PersonForm(given_name="Awa", sex="F")).id
    register_person(workspace, PersonForm(given_name="Binta", sex="F"))
    add_note(workspace, awa, "un mot")
    (tmp_path / "old").mkdir()
    save = back_up(workspace, PASSWORD, tmp_path / "old" / "monday.waslsave")
    erase_person(workspace, awa, "à sa demande")
    return save


def names_in(base: Path) -> list[str]:
    opened = sign_in(str(base), "amina", PASSWORD, clock=CLOCK)
    try:
        return [card.display_name for card in list_people(opened).rows]
    finally:
        sign_out(opened)


def test_the_list_stands_beside_the_base_and_beside_and_inside_each_backup(
    workspace: Workspace, saved_before: Path, tmp_path: Path
) -> None:
    later = back_up(workspace, PASSWORD, tmp_path / "tuesday.waslsave")

    listed = json.loads(beside(later).read_text())["erased"]
    assert len(listed) == 1
    assert json.loads(beside(saved_before).read_text())["erased"] == []
    assert json.loads(beside(Path(workspace.database.location)).read_text())["erased"] == listed


def test_a_list_beside_a_later_backup_is_found_by_itself(
    workspace: Workspace, saved_before: Path, tmp_path: Path
) -> None:
    back_up(workspace, PASSWORD, saved_before.parent / "tuesday.waslsave")

    restore(saved_before, tmp_path / "again.wasl")

    assert names_in(tmp_path / "again.wasl") == ["Binta"]


def test_the_list_may_be_given_and_figures_stay(workspace: Workspace, saved_before: Path, tmp_path: Path) -> None:
    here = show_figures(workspace, *YEAR)

    restore(saved_before, tmp_path / "again.wasl", beside(Path(workspace.database.location)))

    opened = sign_in(str(tmp_path / "again.wasl"), "amina", PASSWORD, clock=CLOCK)
    assert show_figures(opened, *YEAR) == here
    sign_out(opened)


def test_a_file_that_is_no_list_is_refused_and_nothing_is_written(saved_before: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "photo.jpg"
    wrong.write_bytes(b"\xff\xd8")

    with pytest.raises(BadFile):
        restore(saved_before, tmp_path / "again.wasl", wrong)

    assert not list(tmp_path.glob("again*"))


def test_the_command_line_restores_and_erases_again_at_once(
    workspace: Workspace, saved_before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)
    listed, base = str(beside(Path(workspace.database.location))), tmp_path / "again.wasl"

    assert main(["restore", str(saved_before), "--to", str(base), "--erasures", listed]) == 0

    assert names_in(base) == ["Binta"]
    assert main(["--base", str(base), "verify"]) == 0


def test_the_command_line_erases(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)
    monkeypatch.setenv("WASL_BASE", workspace.database.location)
    number = register_person(workspace, PersonForm(given_name="Awa")).number

    assert main(["people", "erase", number, "--reason", "à sa demande"]) == 0
    assert main(["people", "show", number]) == 6


def test_what_spoke_of_an_erased_person_is_not_half_undone(workspace: Workspace) -> None:
    from dataclasses import replace

    from app.accounts.rights import Role
    from app.accounts.users import add_user
    from tests.conftest import QUICK

    add_user(workspace, "karim", frozenset({Role.AGENT}), PASSWORD, new_password="une phrase à lui", cost=QUICK)
    karim = sign_in(workspace.database.location, "karim", "une phrase à lui", clock=CLOCK)
    awa = register_person(karim, PersonForm(given_name="Awa")).id
    add_note(karim, awa, "un mot")
    erase_person(replace(workspace, database=karim.database), awa, "à sa demande")

    with pytest.raises(Refused, match=r"undo\.erased"):
        undo_last(karim)
    sign_out(karim)


@pytest.mark.parametrize("born", [date(1966, 3, 12), date(1966, 11, 30), date(1991, 5, 17), date(2008, 11, 24)])
def test_the_year_kept_counts_in_the_same_band_on_every_day_of_the_past(born: date) -> None:
    first, last = date(2024, 9, 1), date(2026, 11, 24)
    birth = BirthDate(born)
    kept = kept_birth(birth, first, last)

    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert [band_of(kept, day) for day in days] == [band_of(birth, day) for day in days]
    if born.year == 1991:
        assert kept == BirthDate(date(1991, 1, 1), Precision.YEAR)


def test_a_dossier_is_gone_from_the_restored_base_too(workspace: Workspace, saved_before: Path, tmp_path: Path) -> None:
    assert [card.display_name for card in list_people(workspace).rows] == ["Binta"]
    kept = list_people(workspace).rows[0]
    assert dossier(workspace, kept.id).card.display_name == "Binta"
