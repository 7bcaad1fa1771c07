"""The directory over time: versions of entries, rhythms, what a pack said; the protection sheet; a project's own sheet.

Rules for the next author: import nothing of ours but db.types (a migration must run the same in ten years); use
batch_alter_table for changes of tables; prove it on rows that matter in tests/db/test_migrations.py; raise HEAD.
"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _record() -> list[sa.Column]:
    return [
        sa.Column("id", db.types.Guid(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", db.types.Instant(length=32), nullable=False),
        sa.Column("updated_at", db.types.Instant(length=32), nullable=False),
        sa.Column("created_by", db.types.Guid(length=16), nullable=True),
        sa.Column("updated_by", db.types.Guid(length=16), nullable=True),
    ]


def upgrade() -> None:
    with op.batch_alter_table("directory_entry") as batch_op:
        batch_op.add_column(sa.Column("check_every_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pack_body", db.types.json_column(), nullable=True))
    for table in ("provider", "branch"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("pack_body", db.types.json_column(), nullable=True))
    with op.batch_alter_table("project") as batch_op:
        batch_op.add_column(sa.Column("sheet", db.types.json_column(), nullable=True))
    op.create_table(
        "entry_version",
        sa.Column("entry_id", db.types.Guid(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("body", db.types.json_column(), nullable=False),
        *_record(),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["directory_entry.id"],
            name=op.f("fk_entry_version_entry_id_directory_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_version")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_entry_version_entry_id_number")),
    )
    op.create_table(
        "protection_line",
        sa.Column("theme", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", db.types.json_column(), nullable=True),
        sa.Column("phone", sa.String(length=80), nullable=True),
        sa.Column("address", sa.String(length=400), nullable=True),
        sa.Column("hours", db.types.json_column(), nullable=True),
        sa.Column("note", db.types.json_column(), nullable=True),
        sa.Column("source", sa.String(length=400), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        *_record(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_line")),
    )
    # What nobody has changed here is still what the pack said.
    entry = sa.table(
        "directory_entry",
        sa.column("body", db.types.json_column()),
        sa.column("pack_body", db.types.json_column()),
        sa.column("is_edited_here", sa.Boolean()),
    )
    op.execute(entry.update().where(sa.not_(entry.c.is_edited_here)).values(pack_body=entry.c.body))
