"""Refusals: what the person was on the criterion refused, and which version of the entry a refusal led to.

Rules for the next author: import nothing of ours but db.types (a migration must run the same in ten years); use
batch_alter_table for changes of tables; prove it on rows that matter in tests/db/test_migrations.py; raise HEAD.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("refusal_evidence") as evidence:
        evidence.add_column(sa.Column("fact", sa.String(length=60), nullable=True))
        evidence.add_column(sa.Column("entry_version", sa.Integer(), nullable=True))
