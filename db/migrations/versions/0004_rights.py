"""The rights of a person: requests between agencies, reviews of idle dossiers, erasures, salted bodies of the journal.

Rules for the next author: import nothing of ours but db.types (a migration must run the same in ten years); use
batch_alter_table for changes of tables; prove it on rows that matter in tests/db/test_migrations.py; raise HEAD.
"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


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
    op.create_table(
        "dossier_request",
        sa.Column("person_id", db.types.Guid(length=16), nullable=False),
        sa.Column("asking_agency_id", db.types.Guid(length=16), nullable=False),
        sa.Column("holding_agency_id", db.types.Guid(length=16), nullable=False),
        sa.Column("state", _words("requeststate", "open", "transferred", "refused"), nullable=False),
        sa.Column("asked_for", sa.String(length=400), nullable=True),
        sa.Column("answer", sa.String(length=400), nullable=True),
        sa.Column("answered_at", db.types.Instant(length=32), nullable=True),
        sa.Column("answered_by", db.types.Guid(length=16), nullable=True),
        *_record(),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_dossier_request_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["asking_agency_id"], ["agency.id"], name=op.f("fk_dossier_request_asking_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["holding_agency_id"], ["agency.id"], name=op.f("fk_dossier_request_holding_agency_id_agency")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_request")),
    )
    op.create_index("ix_dossier_request_state", "dossier_request", ["state", "holding_agency_id"])
    op.create_index(op.f("ix_dossier_request_person_id"), "dossier_request", ["person_id"])
    op.create_table(
        "retention_review",
        sa.Column("person_id", db.types.Guid(length=16), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_record(),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_retention_review_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_review")),
    )
    op.create_index(op.f("ix_retention_review_person_id"), "retention_review", ["person_id"])
    op.create_table(
        "anonymous_person",
        sa.Column("id", db.types.Guid(length=16), nullable=False),
        sa.Column("agency_id", db.types.Guid(length=16), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("statistics", _words("statisticsanswer", "never_asked", "given", "refused"), nullable=False),
        sa.Column("sex", _words("sex", "F", "M"), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("birth_precision", _words("birthprecision", "day", "month", "year", "about"), nullable=True),
        sa.Column("nationality", sa.String(length=3), nullable=True),
        sa.Column("city", sa.String(length=100), nullable=True),
        sa.Column("situations", db.types.json_column(), nullable=False),
        sa.Column("events", db.types.json_column(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_anonymous_person_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anonymous_person")),
    )
    op.create_index(op.f("ix_anonymous_person_agency_id"), "anonymous_person", ["agency_id"])
    op.create_table(
        "erased_person",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_erased_person")),
    )
    # Rows written before had no salt: their hashes were made over the body alone, which "" keeps true.
    with op.batch_alter_table("audit_body") as batch_op:
        batch_op.add_column(sa.Column("salt", sa.String(length=32), nullable=False, server_default=""))
    for table in ("consent", "consent_wording"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column("language", existing_type=sa.String(2), type_=sa.String(8), existing_nullable=False)
