"""The migrations lead to exactly what the models say, on both engines, and keep the rows there were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text

from app.workspace import Workspace
from db.migrations import HEAD
from db.migrations.upgrade import configuration
from db.models import Base


@pytest.fixture
def plain() -> Iterator[Engine]:
    """A base in memory without a key, for what only asks about tables and rows."""
    engine = create_engine("sqlite://")
    yield engine
    engine.dispose()


def test_head_is_what_the_models_say(either: Workspace) -> None:
    with either.database.read() as session:
        connection = session.connection()
        context = MigrationContext.configure(connection)

        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, Base.metadata) == []


def test_people_of_the_first_tables_keep_their_place(plain: Engine) -> None:
    config = configuration()
    with plain.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        columns = {column["name"]: column for column in inspect(connection).get_columns("person")}
        values = {"id": b"1" * 16, "version": 1, "created_at": "x", "updated_at": "x", "code": "1", "sort_name": "essai",
                  "agency_id": b"2" * 16, "registered_on": "2026-01-01", "languages": '["fr"]', "is_demo": 0}  # fmt: skip
        assert not [name for name, column in columns.items() if not column["nullable"] and name not in values]
        names = ", ".join(values)
        connection.execute(text(f"INSERT INTO person ({names}) VALUES (:{', :'.join(values)})"), values)
        command.upgrade(config, "0002")
        row = connection.execute(text("SELECT languages, other_nationalities, carer_consents FROM person")).one()

    assert tuple(row) == ('["fr"]', "[]", None)


def test_entries_nobody_changed_remember_what_the_pack_said(plain: Engine) -> None:
    config = configuration()
    with plain.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        for place, edited in enumerate((0, 1)):
            values = {"id": bytes([place]) * 16, "version": 1, "created_at": "x", "updated_at": "x", "slug": f"e{place}",
                      "kind": "funding", "position": 0, "availability": "open", "body": '{"id": "e"}',
                      "is_edited_here": edited}  # fmt: skip
            names = ", ".join(values)
            connection.execute(text(f"INSERT INTO directory_entry ({names}) VALUES (:{', :'.join(values)})"), values)
        command.upgrade(config, "0005")
        rows = connection.execute(text("SELECT slug, pack_body, check_every_days FROM directory_entry ORDER BY slug"))

        assert [tuple(row) for row in rows] == [("e0", '{"id": "e"}', None), ("e1", None, None)]


@pytest.mark.parametrize(("people", "algorithm"), [(0, 1), (1, 0)])
def test_an_older_registry_is_told_that_its_phonetic_index_is_to_be_made(
    plain: Engine, people: int, algorithm: int
) -> None:
    config = configuration()
    with plain.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        values = {"id": b"1" * 16, "version": 1, "created_at": "x", "updated_at": "x", "code": "1", "sort_name": "essai",
                  "agency_id": b"2" * 16, "registered_on": "2026-01-01", "languages": '["fr"]', "is_demo": 0}  # fmt: skip
        names = ", ".join(values)
        for _ in range(people):
            connection.execute(text(f"INSERT INTO person ({names}) VALUES (:{', :'.join(values)})"), values)
        command.upgrade(config, "head")

        assert tuple(connection.execute(text("SELECT turn, algorithm FROM search_state")).one()) == (0, algorithm)
