"""The phonetic index of people, kept inside the base, and the registry in the order of names within an agency.

Rules for the next author: import nothing of ours but db.types (a migration must run the same in ten years); use
batch_alter_table for changes of tables; prove it on rows that matter in tests/db/test_migrations.py; raise HEAD.
"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person_sound",
        sa.Column("person_id", db.types.Guid(length=16), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("sex", sa.String(length=1), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_sound_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_sound")),
    )
    op.create_index(op.f("ix_person_sound_turn"), "person_sound", ["turn"])
    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("algorithm", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
    )
    # People who are there already have no sounds yet: algorithm 0 says that the index is to be made.
    op.execute(
        "INSERT INTO search_state (id, turn, algorithm)"
        " SELECT 1, 0, CASE WHEN EXISTS (SELECT 1 FROM person) THEN 0 ELSE 1 END"
    )
    op.create_index("ix_person_by_name", "person", ["agency_id", "sort_name"])
