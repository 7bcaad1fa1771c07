"""What P1 asks beyond the first tables: further nationalities, the carer, households, attached files.

Rules for the next author: import nothing of ours but db.types (a migration must run the same in ten years); use
batch_alter_table for changes of tables; prove it on rows that matter in tests/db/test_migrations.py; raise HEAD.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import db.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns with a default for the rows there are, and three tables."""
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("person", sa.Column("other_nationalities", json, nullable=False, server_default="[]"))
    op.add_column("person", sa.Column("carer_link", sa.String(length=100), nullable=True))
    op.add_column("person", sa.Column("carer_phone", sa.String(length=40), nullable=True))
    op.add_column("person", sa.Column("carer_consents", sa.Boolean(), nullable=True))
    op.add_column("person", sa.Column("carer_consents_on", sa.Date(), nullable=True))
    op.create_table(
        "household",
        sa.Column("agency_id", db.types.Guid(length=16), nullable=False),
        sa.Column("hcr_case", sa.String(length=80), nullable=True),
        sa.Column("address", sa.String(length=400), nullable=True),
        *_record(),
        sa.PrimaryKeyConstraint("id", name="pk_household"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_household_agency_id_agency"),
    )
    op.create_table(
        "household_member",
        sa.Column("household_id", db.types.Guid(length=16), nullable=False),
        sa.Column("person_id", db.types.Guid(length=16), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=True),
        *_record(),
        sa.PrimaryKeyConstraint("id", name="pk_household_member"),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name="fk_household_member_household_id_household", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_household_member_person_id_person", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("person_id", name="uq_household_member_person_id"),
    )
    op.create_index("ix_household_member_household_id", "household_member", ["household_id"])
    op.create_table(
        "attachment",
        sa.Column("person_id", db.types.Guid(length=16), nullable=False),
        sa.Column("paper_id", db.types.Guid(length=16), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("photo", "paper", "other", name="attachmentkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("file_id", db.types.Guid(length=16), nullable=False),
        sa.Column("thumbnail_id", db.types.Guid(length=16), nullable=True),
        *_record(),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_attachment_person_id_person", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["identity_document.id"], name="fk_attachment_paper_id_identity_document", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_attachment_file_id_stored_file"),
        sa.ForeignKeyConstraint(["thumbnail_id"], ["stored_file.id"], name="fk_attachment_thumbnail_id_stored_file"),
    )
    op.create_index("ix_attachment_person_id", "attachment", ["person_id"])
    op.create_index("ix_attachment_paper_id", "attachment", ["paper_id"])


def _record() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", db.types.Guid(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", db.types.Instant(length=32), nullable=False),
        sa.Column("updated_at", db.types.Instant(length=32), nullable=False),
        sa.Column("created_by", db.types.Guid(length=16), nullable=True),
        sa.Column("updated_by", db.types.Guid(length=16), nullable=True),
    )
