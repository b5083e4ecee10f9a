"""Cases of money that nobody closed: the provider itself put an end to them."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

NAME = "ck_money_case_closed_with_a_word"
WORD = " AND (closed_at IS NULL OR length(word) > 0)"


def upgrade() -> None:
    with op.batch_alter_table("money_case") as batch:
        batch.drop_constraint(op.f(NAME), type_="check")
        batch.create_check_constraint(
            op.f(NAME), f"(closed_at IS NOT NULL OR closed_by_id IS NULL){WORD}"
        )


def downgrade() -> None:
    # A case nobody closed has no place here any more: it is open again.
    op.execute(sa.text(
        "UPDATE money_case SET closed_at = NULL, word = ''"
        " WHERE closed_at IS NOT NULL AND closed_by_id IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM money_case AS later WHERE later.pledge_id = money_case.pledge_id"
        " AND later.kind = money_case.kind AND later.id <> money_case.id"
        " AND (later.closed_at IS NULL OR later.id > money_case.id))"
    ))
    op.execute(
        sa.text("DELETE FROM money_case WHERE closed_at IS NOT NULL AND closed_by_id IS NULL")
    )
    with op.batch_alter_table("money_case") as batch:
        batch.drop_constraint(op.f(NAME), type_="check")
        batch.create_check_constraint(
            op.f(NAME), f"(closed_at IS NULL) = (closed_by_id IS NULL){WORD}"
        )
