"""Two dossiers of one person become one, and two again: every table that points to a person, on both engines."""

from __future__ import annotations

import random
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.accounts.undo import next_undo
from app.desk.merging import merge_people, reindex
from app.desk.unmerging import unmerge_people, written_since
from app.errors import ConflictingEdit, NotAllowed, NotFound, Refused
from app.people.belongings import BELONGINGS
from app.people.changing import change_fields
from app.people.dossier import add_need, dossier, find_dossier
from app.people.finding import list_people, search_people
from app.people.forms import PaperForm, PersonForm, PhoneForm
from app.people.registration import register_person, save_paper
from app.workspace import Workspace
from db.history import broken_links
from db.models import HouseholdMember, Person, PersonMerge, ProjectMember, TwinPair, TwinState
from tests.desk.any_row import add_row, stamp, tables, whole_base

AWA = PersonForm(
    given_name="Awa", family_name="Essai-Une", city="Rabat", external_id="X-1", phones=(PhoneForm("0661000001"),)
)
AOUA = PersonForm(
    given_name="Aoua", family_name="Essai-Une", sex="F", city="Salé", external_id="X-2",
    phones=(PhoneForm("0661000001"), PhoneForm("0661000002")),
)  # fmt: skip
SAME_PAPER = PaperForm("passport", "ESSAI123")


def two(workspace: Workspace) -> tuple[UUID, UUID]:
    """Two dossiers of one person."""
    first = register_person(workspace, AWA, (SAME_PAPER,)).id
    return first, register_person(workspace, AOUA, (SAME_PAPER, PaperForm("recepisse", "R-9"))).id


def fill(workspace: Workspace, *people: UUID) -> None:
    """A row of every table for each of them."""
    with workspace.database.write(stamp(workspace)) as session:
        for one in tables():
            for person_id in people:
                mapped: Any = one.mapped
                there = session.scalars(select(mapped).where(getattr(mapped, one.column) == person_id)).first()
                if there is None or one.mapped is not HouseholdMember:
                    add_row(session, one, person_id)
        for person_id in people:
            reindex(workspace, session, person_id)


def without_the_pair(base: dict[str, Any], *people: UUID) -> dict[str, Any]:
    """The base but for what is said of the two themselves."""
    names = {str(one) for one in people}
    pairs = {key: row for key, row in base["twin_pair"].items() if {row["left_id"], row["right_id"]} != names}
    return {**base, "twin_pair": pairs}


def pointing(workspace: Workspace, person_id: UUID) -> dict[str, int]:
    """How many rows of each table point to a person."""
    found = {}
    with workspace.database.read() as session:
        for one in BELONGINGS:
            mapped: Any = one.mapped
            rows = session.execute(select(mapped).where(getattr(mapped, one.column) == person_id)).all()
            found[f"{one.table}.{one.column}"] = len(rows)
    return found


def test_every_table_leads_to_the_survivor_and_back(either: Workspace) -> None:
    first, second = two(either)
    fill(either, first, second)
    before, of_second = whole_base(either), pointing(either, second)
    assert all(of_second.values())

    merged = merge_people(either, first, second, {"city"})

    assert not any(pointing(either, second).values())
    assert all(pointing(either, first).values())
    with either.database.read() as session:
        assert session.get(Person, second) is None
    assert whole_base(either) != before

    assert unmerge_people(either, merged.id) == second

    assert without_the_pair(whole_base(either), first, second) == without_the_pair(before, first, second)
    with either.database.read() as session:
        pair = session.scalars(select(TwinPair).where(TwinPair.left_id == first, TwinPair.right_id == second)).one()
        assert pair.state is TwinState.DIFFERENT
        assert broken_links(session) == []


def test_the_fields_chosen_stand_and_the_earlier_registration_counts(workspace: Workspace) -> None:
    first, second = two(workspace)
    with workspace.database.write(stamp(workspace)) as session:
        early = session.get(Person, second)
        assert early is not None
        early.registered_on = date(2026, 3, 1)

    merge_people(workspace, first, second, {"city", "sex"})

    whole = dossier(workspace, first)
    assert (whole.form.given_name, whole.form.city, whole.form.sex) == ("Awa", "Salé", "F")
    assert whole.card.registered_on == date(2026, 3, 1)
    assert [phone.number for phone in whole.form.phones] == ["+212661000001", "+212661000002"]
    assert sorted(paper.form.type for paper in whole.papers) == ["passport", "recepisse"]
    assert list_people(workspace).total == 1
    assert next_undo(workspace) is None


def test_the_old_number_and_both_external_ids_still_find_the_survivor(either: Workspace) -> None:
    first, second = two(either)
    code = dossier(either, second).card.code

    merged = merge_people(either, first, second, ())

    assert merged.merged_code == code
    assert find_dossier(either, code) == first
    for text in (code, "X-1", "X-2", "0661000002", "R-9"):
        assert [hit.id for hit in search_people(either, text)] == [first], text
    change_fields(either, first, {"city": "Fès"})
    assert [hit.id for hit in search_people(either, code)] == [first]

    unmerge_people(either, merged.id)

    assert find_dossier(either, code) == second
    assert [hit.id for hit in search_people(either, "X-2")] == [second]


def test_needs_are_counted_on_and_get_their_numbers_back(workspace: Workspace) -> None:
    first, second = two(workspace)
    for person_id, purpose in ((first, "une"), (second, "deux"), (second, "trois")):
        add_need(workspace, person_id, purpose)

    merged = merge_people(workspace, first, second, ())
    add_need(workspace, first, "quatre")

    assert [(n.number, n.purpose) for n in dossier(workspace, first).needs] == [
        (4, "quatre"), (3, "trois"), (2, "deux"), (1, "une"),
    ]  # fmt: skip

    unmerge_people(workspace, merged.id)

    assert [(n.number, n.purpose) for n in dossier(workspace, second).needs] == [(2, "trois"), (1, "deux")]
    assert [(n.number, n.purpose) for n in dossier(workspace, first).needs] == [(4, "quatre"), (1, "une")]


def test_what_was_written_since_goes_where_one_says(workspace: Workspace) -> None:
    first, second = two(workspace)
    merged = merge_people(workspace, first, second, ())
    change_fields(workspace, first, {"city": "Fès", "neighbourhood": "Essai"})
    save_paper(workspace, first, PaperForm("recepisse", "R-NEW"))
    add_need(workspace, first, "un étal")

    since = written_since(workspace, merged.id)
    keys = {item.noun: item.key for item in since}
    unmerge_people(workspace, merged.id, {keys["city"], keys["need"]})

    mine, other = dossier(workspace, first), dossier(workspace, second)
    assert set(keys) == {"city", "neighbourhood", "identity_document", "need"}
    assert (mine.form.city, mine.form.neighbourhood) == ("Rabat", "Essai")
    assert (other.form.city, other.form.neighbourhood) == ("Fès", None)
    assert [need.purpose for need in other.needs] == ["un étal"]
    assert mine.needs == ()
    assert "R-NEW" in [paper.form.number for paper in mine.papers]


def test_merges_are_taken_back_from_the_newest(workspace: Workspace) -> None:
    first, second = two(workspace)
    third = register_person(workspace, PersonForm(given_name="Awa", family_name="Essai-Trois")).id
    before = whole_base(workspace)
    inner = merge_people(workspace, second, third, ())
    outer = merge_people(workspace, first, second, ())
    third_code = before["person"][str([str(third)])]["code"]
    assert find_dossier(workspace, third_code) == first

    with pytest.raises(Refused) as refused:
        unmerge_people(workspace, inner.id)
    assert refused.value.key == "unmerge.newer_first"

    unmerge_people(workspace, outer.id)
    assert find_dossier(workspace, third_code) == second
    unmerge_people(workspace, inner.id)
    assert whole_base(workspace)["person"] == before["person"]


def test_what_cannot_be_merged_is_refused_and_changes_nothing(workspace: Workspace) -> None:
    first, second = two(workspace)
    before = whole_base(workspace)
    version = dossier(workspace, first).card.version

    with pytest.raises(Refused):
        merge_people(workspace, first, first, ())
    with pytest.raises(Refused):
        merge_people(workspace, first, second, {"code"})
    with pytest.raises(NotFound):
        merge_people(workspace, first, workspace.user.id, ())
    with pytest.raises(ConflictingEdit):
        merge_people(workspace, first, second, (), versions=(version + 1, 1))
    with pytest.raises(NotFound):
        unmerge_people(workspace, first)

    assert whole_base(workspace) == before


def test_an_agent_alone_merges_nobody(workspace: Workspace) -> None:
    from dataclasses import replace

    from app.accounts.rights import Role

    first, second = two(workspace)
    agent = replace(workspace, user=replace(workspace.user, roles=frozenset({Role.AGENT})))

    with pytest.raises(NotAllowed):
        merge_people(agent, first, second, ())


@pytest.mark.parametrize("seed", range(4))
def test_random_changes_after_a_merge_are_all_that_is_left_of_it(either: Workspace, seed: int) -> None:
    dice = random.Random(seed)
    first, second = two(either)
    fill(either, first, second)
    before = whole_base(either)

    merged = merge_people(either, first, second, dice.sample(["city", "sex", "given_name", "note"], 2))
    changed = _change_at_random(either, dice, first)
    unmerge_people(either, merged.id)

    after = whole_base(either)
    for table, rows in before.items():
        if table in ("person_key", "twin_pair", "person_merge"):
            continue
        for key, row in rows.items():
            if (table, key) not in changed:
                assert after[table].get(key) == row, table
            elif changed[table, key] is None:
                assert key not in after[table]
    for (table, key), values in changed.items():
        for name, value in (values or {}).items():
            assert after[table][key][name] == value, table


def _change_at_random(workspace: Workspace, dice: random.Random, survivor: UUID) -> dict[tuple[str, str], Any]:
    """Adds, rewrites and deletes rows of the survivor; what was done to which, None for a row deleted."""
    done: dict[tuple[str, str], Any] = {}
    kinds = [one for one in tables() if one.mapped not in (PersonMerge, TwinPair, HouseholdMember, ProjectMember)]
    with workspace.database.write(stamp(workspace)) as session:
        for _ in range(12):
            one = dice.choice(kinds)
            mapped: Any = one.mapped
            owned = list(
                session.scalars(select(mapped).where(getattr(mapped, one.column) == survivor).order_by(mapped.id))
            )
            move = dice.choice(("add", "write", "delete"))
            if move == "add" or not owned:
                row = add_row(session, one, survivor)
                done[one.table, str([str(row.id)])] = {one.column: str(survivor)}
                continue
            row = dice.choice(owned)
            key = (one.table, str([str(row.id)]))
            text = next(
                (name for name in ("text", "note", "purpose", "place", "label", "number") if _is_text(mapped, name)),
                None,
            )
            if move == "write" and text and key not in done:
                setattr(row, text, f"changé {dice.randrange(99)}")
                done[key] = {text: getattr(row, text)}
            elif move == "delete" and one.table in ("interaction", "call_back", "walk_in", "consent"):
                session.delete(row)
                done[key] = None
            session.flush()
    return done


def _is_text(mapped: Any, name: str) -> bool:
    column = mapped.__table__.c.get(name)
    return column is not None and column.type.python_type is str and (column.type.length or 99) > 20
