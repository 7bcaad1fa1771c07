"""People merged into another.

Rules for the next author: import nothing of ours but db.types (a migration must run the same in ten years); use
batch_alter_table for changes of tables; prove it on rows that matter in tests/db/test_migrations.py; raise HEAD.
"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person_merge",
        sa.Column("survivor_id", db.types.Guid(length=16), nullable=False),
        sa.Column("merged_id", db.types.Guid(length=16), nullable=False),
        sa.Column("merged_code", sa.String(length=14), nullable=False),
        sa.Column("merged_external_id", sa.String(length=100), nullable=True),
        sa.Column("merged_sort_name", sa.String(length=400), nullable=False),
        sa.Column("snapshot", db.types.json_column(), nullable=False),
        sa.Column("id", db.types.Guid(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", db.types.Instant(length=32), nullable=False),
        sa.Column("updated_at", db.types.Instant(length=32), nullable=False),
        sa.Column("created_by", db.types.Guid(length=16), nullable=True),
        sa.Column("updated_by", db.types.Guid(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["survivor_id"], ["person.id"], name=op.f("fk_person_merge_survivor_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
        sa.UniqueConstraint("merged_code", name=op.f("uq_person_merge_merged_code")),
        sa.UniqueConstraint("merged_id", name=op.f("uq_person_merge_merged_id")),
    )
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merge_survivor_id"), ["survivor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merge_merged_external_id"), ["merged_external_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merge_merged_sort_name"), ["merged_sort_name"], unique=False)
