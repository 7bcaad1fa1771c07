"""Rows of foreign lists remembered, mappings of their columns, saved lists of the registry.

Rules for the next author: import nothing of ours but db.types (a migration must run the same in ten years); use
batch_alter_table for changes of tables; prove it on rows that matter in tests/db/test_migrations.py; raise HEAD.
"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imported_row",
        sa.Column("agency_id", db.types.Guid(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("person_id", db.types.Guid(length=16), nullable=False),
        *_record(),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_imported_row_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_imported_row_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_row")),
        sa.UniqueConstraint("agency_id", "key", "nth", name=op.f("uq_imported_row_agency_id_key_nth")),
    )
    with op.batch_alter_table("imported_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imported_row_person_id"), ["person_id"], unique=False)

    op.create_table(
        "import_mapping",
        sa.Column("agency_id", db.types.Guid(length=16), nullable=False),
        sa.Column("headers", sa.String(length=64), nullable=False),
        sa.Column("mapping", db.types.json_column(), nullable=False),
        *_record(),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_import_mapping_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("agency_id", "headers", name=op.f("uq_import_mapping_agency_id_headers")),
    )
    op.create_table(
        "saved_list",
        sa.Column("agency_id", db.types.Guid(length=16), nullable=False),
        sa.Column("owner_id", db.types.Guid(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("body", db.types.json_column(), nullable=False),
        *_record(),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_saved_list_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["app_user.id"], name=op.f("fk_saved_list_owner_id_app_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_list")),
        sa.UniqueConstraint("agency_id", "owner_id", "name", name=op.f("uq_saved_list_agency_id_owner_id_name")),
    )


def _record() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", db.types.Guid(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", db.types.Instant(length=32), nullable=False),
        sa.Column("updated_at", db.types.Instant(length=32), nullable=False),
        sa.Column("created_by", db.types.Guid(length=16), nullable=True),
        sa.Column("updated_by", db.types.Guid(length=16), nullable=True),
    )
