"""Papers: whether a slip came out of the printer and what kept it, wordings of letters, words of providers.

Rules for the next author: import nothing of ours but db.types (a migration must run the same in ten years); use
batch_alter_table for changes of tables; prove it on rows that matter in tests/db/test_migrations.py; raise HEAD.
"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("slip") as slip:
        slip.add_column(sa.Column("printed_at", db.types.Instant(length=32), nullable=True))
        slip.add_column(sa.Column("problem", sa.String(length=40), nullable=True))
    op.create_table(
        "letter_wording",
        sa.Column("agency_id", db.types.Guid(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        *_record_columns(),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_letter_wording_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_wording")),
        sa.UniqueConstraint(
            "agency_id", "kind", "language", "edition", name=op.f("uq_letter_wording_agency_id_kind_language_edition")
        ),
    )
    op.create_table(
        "provider_word",
        sa.Column("provider_id", db.types.Guid(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("word", sa.String(length=120), nullable=False),
        sa.Column("meaning", sa.String(length=60), nullable=False),
        *_record_columns(),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_provider_word_provider_id_provider")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_word")),
        sa.UniqueConstraint(
            "provider_id", "kind", "word", name=op.f("uq_provider_word_provider_id_kind_word")
        ),
    )


def _record_columns() -> list[sa.Column]:
    return [
        sa.Column("id", db.types.Guid(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", db.types.Instant(length=32), nullable=False),
        sa.Column("updated_at", db.types.Instant(length=32), nullable=False),
        sa.Column("created_by", db.types.Guid(length=16), nullable=True),
        sa.Column("updated_by", db.types.Guid(length=16), nullable=True),
    ]
