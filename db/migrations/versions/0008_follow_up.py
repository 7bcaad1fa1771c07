"""Referrals: a redirection linked, delays of providers, what refusals teach, what became of somebody after six months.

Rules for the next author: import nothing of ours but db.types (a migration must run the same in ten years); use
batch_alter_table for changes of tables; prove it on rows that matter in tests/db/test_migrations.py; raise HEAD.
"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("referral") as referral:
        referral.add_column(sa.Column("redirected_to_id", db.types.Guid(length=16), nullable=True))
        referral.create_foreign_key(
            op.f("fk_referral_redirected_to_id_referral"), "referral", ["redirected_to_id"], ["id"], ondelete="SET NULL"
        )
    with op.batch_alter_table("referral_step") as step:
        step.add_column(sa.Column("criterion", sa.String(length=60), nullable=True))
    op.create_table(
        "provider_delays",
        sa.Column("provider_id", db.types.Guid(length=16), nullable=False),
        sa.Column("after_issue", sa.Integer(), nullable=False),
        sa.Column("after_receipt", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("after_acceptance", sa.Integer(), nullable=False),
        *_record_columns(),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_provider_delays_provider_id_provider")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_delays")),
        sa.UniqueConstraint("provider_id", name=op.f("uq_provider_delays_provider_id")),
    )
    op.create_table(
        "refusal_evidence",
        sa.Column("entry_id", db.types.Guid(length=16), nullable=False),
        sa.Column("provider_id", db.types.Guid(length=16), nullable=False),
        sa.Column("referral_id", db.types.Guid(length=16), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("criterion", sa.String(length=60), nullable=True),
        sa.Column("situations", db.types.json_column(), nullable=False),
        sa.Column("retry_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("open", "taken", "dismissed", name="evidencestate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", db.types.Guid(length=16), nullable=True),
        *_record_columns(),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["directory_entry.id"], name=op.f("fk_refusal_evidence_entry_id_directory_entry"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_refusal_evidence_provider_id_provider")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_refusal_evidence_referral_id_referral"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal_evidence")),
    )
    op.create_index(op.f("ix_refusal_evidence_entry_id"), "refusal_evidence", ["entry_id"])
    op.create_index(op.f("ix_refusal_evidence_referral_id"), "refusal_evidence", ["referral_id"])
    op.create_table(
        "follow_up",
        sa.Column("referral_id", db.types.Guid(length=16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("money_came", sa.Boolean(), nullable=True),
        sa.Column("business_alive", sa.Boolean(), nullable=True),
        sa.Column("is_satisfied", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        *_record_columns(),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_follow_up_referral_id_referral"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_referral_id"), "follow_up", ["referral_id"])


def _record_columns() -> list[sa.Column]:
    return [
        sa.Column("id", db.types.Guid(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", db.types.Instant(length=32), nullable=False),
        sa.Column("updated_at", db.types.Instant(length=32), nullable=False),
        sa.Column("created_by", db.types.Guid(length=16), nullable=True),
        sa.Column("updated_by", db.types.Guid(length=16), nullable=True),
    ]
