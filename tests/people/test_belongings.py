"""Nothing that points to a person is forgotten by a merge, a printed copy or an erasure."""

from __future__ import annotations

from app.people.belongings import BELONGINGS
from db.models import Base


def test_every_column_that_points_to_a_person_is_dealt_with() -> None:
    pointing = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "person"
    }

    assert {(one.table, one.column) for one in BELONGINGS} == pointing
    assert len(BELONGINGS) == len(pointing)


def test_what_is_compared_stands_in_the_table() -> None:
    for one in BELONGINGS:
        assert set(one.same) <= set(one.mapped.__table__.columns.keys()), one.table
