"""Founding a base and the door to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.accounts.entrance import (
    base_state,
    found_base,
    recover,
    sign_in,
    sign_out,
    switch_user,
    user_names,
)
from app.accounts.rights import Role
from app.accounts.users import add_user, list_users, reset_password
from app.errors import (
    BadFile,
    BaseUnusable,
    NotAllowed,
    NotSignedIn,
    Refused,
    WaslError,
)
from app.workspace import Workspace
from tests.conftest import CLOCK, FOUNDING, PASSWORD, QUICK


def refusal(error: pytest.ExceptionInfo[WaslError]) -> str:
    return error.value.key


def test_the_first_account_is_supervisor_and_administrator(either: Workspace) -> None:
    assert either.user.roles == {Role.SUPERVISOR, Role.ADMINISTRATOR}
    assert either.agency.label == "RAB"
    assert either.agency.keeps_paper_numbers


def test_founding_never_overwrites(base_file: Path) -> None:
    before = base_file.read_bytes()

    with pytest.raises(BadFile) as error:
        found_base(str(base_file), FOUNDING, clock=CLOCK, cost=QUICK)

    assert refusal(error) == "base.exists"
    assert base_file.read_bytes() == before


def test_a_refused_founding_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        found_base(
            str(tmp_path / "new.wasl"),
            replace(FOUNDING, password="court"),
            clock=CLOCK,
            cost=QUICK,
        )

    assert list(tmp_path.iterdir()) == []


def test_the_label_defaults_to_the_first_letters_of_the_city(tmp_path: Path) -> None:
    founded = found_base(
        str(tmp_path / "new.wasl"),
        replace(FOUNDING, label="", city="Fès"),
        clock=CLOCK,
        cost=QUICK,
    )

    assert founded.workspace.agency.label == "FES"
    sign_out(founded.workspace)


def test_a_wrong_password_says_so_and_harms_nothing(base_file: Path) -> None:
    before = base_file.read_bytes()

    with pytest.raises(NotSignedIn) as error:
        sign_in(str(base_file), "amina", "pas le bon mot", clock=CLOCK)

    assert refusal(error) == "sign_in.wrong"
    assert base_file.read_bytes() == before


def test_a_missing_password_is_no_attempt(base_file: Path) -> None:
    for _ in range(6):
        with pytest.raises(NotSignedIn, match="password_missing"):
            sign_in(str(base_file), "amina", "", clock=CLOCK)

    sign_out(sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK))


def test_after_four_wrong_passwords_even_the_right_one_waits(base_file: Path) -> None:
    for _ in range(4):
        with pytest.raises(NotSignedIn, match="wrong"):
            sign_in(str(base_file), "amina", "pas le bon mot", clock=CLOCK)

    with pytest.raises(NotSignedIn, match="wait"):
        sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK)


def test_a_name_is_found_in_any_case_and_composition(base_file: Path) -> None:
    sign_out(sign_in(str(base_file), "  AMINA ", PASSWORD, clock=CLOCK))


def test_missing_key_slots_are_told_apart_from_a_missing_base(base_file: Path, tmp_path: Path) -> None:
    (tmp_path / "base.wasl.keys").unlink()

    with pytest.raises(BaseUnusable, match="keys_missing"):
        sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK)
    with pytest.raises(BaseUnusable, match=r"base\.missing"):
        sign_in(str(tmp_path / "nowhere.wasl"), "amina", PASSWORD, clock=CLOCK)
    assert base_state(str(base_file)).exists
    assert not base_state(str(base_file)).has_keys


@pytest.mark.parametrize("text", ["", "{}", "not json", '{"format": 1, "slots": [{}], "base_id": "x"}'])
def test_damaged_key_slots_are_said(base_file: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "base.wasl.keys").write_text(text)

    with pytest.raises(BaseUnusable, match="keys_damaged"):
        sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK)


def test_the_recovery_key_gives_a_new_password(tmp_path: Path) -> None:
    location = str(tmp_path / "new.wasl")
    founded = found_base(location, FOUNDING, clock=CLOCK, cost=QUICK)
    sign_out(founded.workspace)

    recover(
        location,
        founded.recovery_key.lower(),
        "amina",
        "un autre mot de passe",
        cost=QUICK,
    )

    sign_out(sign_in(location, "amina", "un autre mot de passe", clock=CLOCK))
    with pytest.raises(NotSignedIn):
        recover(location, "XXXX-XXXX", "amina", "un autre mot de passe", cost=QUICK)


def test_an_added_account_signs_in_and_switches_in_the_open_base(
    either: Workspace,
) -> None:
    add_user(
        either,
        "bilal",
        frozenset({Role.AGENT}),
        PASSWORD,
        new_password="mot de bilal",
        cost=QUICK,
    )

    other = switch_user(either, "bilal", "mot de bilal")

    assert other.user.roles == {Role.AGENT}
    assert other.database is either.database
    assert sorted(user_names(either.database.location)) == ["amina", "bilal"]


def test_an_agent_manages_no_accounts(either: Workspace) -> None:
    add_user(
        either,
        "bilal",
        frozenset({Role.AGENT}),
        PASSWORD,
        new_password="mot de bilal",
        cost=QUICK,
    )
    agent = switch_user(either, "bilal", "mot de bilal")

    with pytest.raises(NotAllowed):
        add_user(agent, "chadia", frozenset({Role.ADMINISTRATOR}), "mot de bilal", cost=QUICK)

    assert [user.name for user in list_users(either)] == ["amina", "bilal"]


def test_a_reset_password_replaces_the_old_one(either: Workspace) -> None:
    add_user(
        either,
        "bilal",
        frozenset({Role.AGENT}),
        PASSWORD,
        new_password="mot de bilal",
        cost=QUICK,
    )

    new = reset_password(either, "bilal", PASSWORD, cost=QUICK)

    assert switch_user(either, "bilal", new).user.must_change_password
    with pytest.raises(NotSignedIn):
        switch_user(either, "bilal", "mot de bilal")


def test_adding_an_account_with_the_wrong_own_password_adds_nothing(
    either: Workspace,
) -> None:
    with pytest.raises(NotSignedIn):
        add_user(either, "bilal", frozenset({Role.AGENT}), "pas le mien", cost=QUICK)

    assert [user.name for user in list_users(either)] == ["amina"]
