"""Erased for good: nothing of the person is left in any table or page, and every figure of the past stays as it was."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import LargeBinary, MetaData, Table, Text, cast, select

from app.accounts import slots
from app.accounts.envelope import unwrap
from app.accounts.journal import broken_journal, read_journal
from app.accounts.undo import next_undo
from app.errors import NotAllowed, NotFound, Refused
from app.indicators.reporting import show_figures
from app.people.belonging_rows import owned_tables, rows_of
from app.people.belongings import BELONGINGS
from app.people.dossier import dossier
from app.people.finding import search_people
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.upkeep.erasure import erase_person, erasure_extent
from app.workspace import Workspace
from db.models import AnonymousPerson, Base, Person, StoredFile
from tests.conftest import PASSWORD
from tests.upkeep.whole_person import CANARY, PAPER, PHONE, a_whole_person

PERIODS = (
    (date(2026, 1, 1), date(2026, 12, 31)),
    (date(2026, 11, 24), date(2026, 11, 24)),
    (date(2026, 11, 1), date(2027, 6, 30)),
)
TRACES = (CANARY, PHONE, PHONE[4:], PAPER, "زززكناري", CANARY.lower())


def figures(workspace: Workspace) -> list[object]:
    return [show_figures(workspace, first, last) for first, last in PERIODS]


def texts_of(workspace: Workspace) -> str:
    """Every value of every table the base really has, as text."""
    found = MetaData()
    found.reflect(workspace.database.engine)
    words: list[str] = []
    with workspace.database.read() as session:
        for table in found.tables.values():
            for column in table.columns:
                if isinstance(column.type, LargeBinary):
                    continue
                words += [
                    str(value) for value in session.scalars(select(cast(column, Text)).select_from(table)) if value
                ]
    return "\n".join(words)


def test_the_person_of_the_test_stands_in_every_table_that_can_hold_them(either: Workspace) -> None:
    person_id = a_whole_person(either)

    with either.database.read() as session:
        filled = set(rows_of(session, {person_id}))

    without_ids = {table.name for table in owned_tables() if "id" not in table.c}
    assert {one.table for one in BELONGINGS} - without_ids <= filled
    assert {table.name for table in owned_tables()} - without_ids <= filled


def test_nothing_of_an_erased_person_is_left(either: Workspace) -> None:
    person_id = a_whole_person(either)
    assert all(trace in texts_of(either) for trace in (CANARY, PHONE, PAPER))
    with either.database.read() as session:
        files = set(session.scalars(select(StoredFile.id)))

    erase_person(either, person_id, "demande du 24 novembre")

    left = texts_of(either)
    assert [trace for trace in TRACES if trace in left] == []
    assert files
    with either.database.read() as session:
        assert session.scalars(select(StoredFile.id)).all() == []
        assert rows_of(session, {person_id}) == {"person": {person_id}}  # the id asked for, and no row
        assert session.get(Person, person_id) is None
    assert search_people(either, CANARY) == []
    with pytest.raises(NotFound):
        dossier(either, person_id)


def test_past_figures_are_the_same_to_the_unit(either: Workspace) -> None:
    person_id = a_whole_person(either)
    before = figures(either)

    erase_person(either, person_id, "à sa demande")

    assert figures(either) == before


def test_the_chain_holds_and_says_who_erased_and_why(either: Workspace) -> None:
    person_id = a_whole_person(either)

    erase_person(either, person_id, "à sa demande")

    assert broken_journal(either) == []
    assert (read_journal(either)[0].action, read_journal(either)[0].entity_id) == ("person.erased", person_id)
    assert next_undo(either) is None


def test_no_other_row_moves_not_even_its_date(either: Workspace) -> None:
    person_id = a_whole_person(either)
    kept = {
        name: _rows(either, Base.metadata.tables[name]) for name in ("agency", "host", "directory_entry", "app_user")
    }
    others = _others(either, person_id)

    erase_person(either, person_id, "à sa demande")

    assert {name: _rows(either, Base.metadata.tables[name]) for name in kept} == kept
    assert _others(either, person_id) == others


def test_the_anonymous_row_says_what_the_reports_need_and_no_more(either: Workspace) -> None:
    person_id = a_whole_person(either)

    erase_person(either, person_id, "à sa demande")

    with either.database.read() as session:
        row = session.scalars(select(AnonymousPerson)).one()
        assert (row.sex, row.nationality, row.city, row.birth_date) == ("F", "GIN", "Rabat", date(1991, 1, 1))
        assert row.situations == [["2026-11-24", "carte_immatriculation"], ["2027-01-05", "unknown"]]
        assert sorted(str(event[0]) for event in row.events) == ["appointments", "contacts", "follow_ups", "referrals"]
        assert row.id.version == 4
        assert row.id != person_id


def test_it_takes_a_reason_and_the_right(either: Workspace) -> None:
    from dataclasses import replace

    from app.accounts.rights import Role

    person_id = register_person(either, PersonForm(given_name="Awa")).id
    agent = replace(either, user=replace(either.user, roles=frozenset({Role.AGENT})))

    with pytest.raises(Refused):
        erase_person(either, person_id, "  ")
    with pytest.raises(NotAllowed):
        erase_person(agent, person_id, "pour voir")
    assert erasure_extent(either, person_id).rows == {"person": 1}


def test_no_page_of_the_file_still_holds_a_word(workspace: Workspace) -> None:
    person_id = a_whole_person(workspace)
    assert CANARY.encode() in decrypted(workspace)

    erase_person(workspace, person_id, "à sa demande")

    pages = decrypted(workspace)
    assert [trace for trace in TRACES if trace.encode() in pages] == []


def decrypted(workspace: Workspace) -> bytes:
    """Every page of the file and of its log, free ones included, decrypted by hand (SQLCipher 4: AES-256-CBC)."""
    location = workspace.database.location
    envelope = slots.load(location)
    slot = envelope.slot(workspace.user.name)
    assert slot is not None
    key = unwrap(envelope.base_id, slot, PASSWORD)
    from pathlib import Path

    base, log = Path(location), Path(location + "-wal")
    raw = [base.read_bytes()[start : start + 4096] for start in range(0, base.stat().st_size, 4096)]
    if log.exists():
        content = log.read_bytes()
        raw += [content[start + 24 : start + 24 + 4096] for start in range(32, len(content), 4096 + 24)]
    return b"".join(_page(key, page, first=place == 0) for place, page in enumerate(raw))


def _page(key: bytes, page: bytes, *, first: bool) -> bytes:
    body = page[16:-80] if first else page[:-80]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[-80:-64])).decryptor()
    return decryptor.update(body) + decryptor.finalize()


def _rows(workspace: Workspace, table: Table) -> list[object]:
    with workspace.database.read() as session:
        return sorted(map(str, session.execute(select(table)).all()))


def _others(workspace: Workspace, person_id: UUID) -> list[object]:
    with workspace.database.read() as session:
        query = select(Base.metadata.tables["person"]).where(Base.metadata.tables["person"].c.id != person_id)
        return sorted(map(str, session.execute(query).all()))
